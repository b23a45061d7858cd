// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/randomsource.h"
#include "app/expression/outcome.h"
#include "app/expression/root.h"

#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace framewright::expression {

class ScriptHost;

/// The world that an expression is evaluated in. Made for one evaluation after the other by whoever has rules,
/// a client session or a test; lives on that thread.
class Scope
{
public:
    virtual ~Scope() = default;

    /// What a root stands for; nullptr where it is undefined. Valid until the next call that changes the world.
    [[nodiscard]] virtual const Value *find(Root root) = 0;

    /// Milliseconds since 1970 on the rule clock, for `now()` and `iso()`.
    [[nodiscard]] virtual std::int64_t milliseconds() = 0;
    [[nodiscard]] virtual RandomSource &random() = 0;
    /// The next number of a counter: 1, 2, ... and 1 again after `wrapAt`, where that is above zero.
    [[nodiscard]] virtual Outcome nextInSequence(QByteArrayView name, std::int64_t wrapAt) = 0;
    /// The variables of the connections in a room; of the whole route without one.
    [[nodiscard]] virtual Value peers(std::optional<QByteArrayView> room) = 0;
    [[nodiscard]] virtual std::int64_t peerCount(std::optional<QByteArrayView> room) = 0;

    /// Milliseconds until a timer fires next; undefined where none of this name runs. The scope is "route", or empty
    /// for those of the connection.
    [[nodiscard]] virtual Value timer(QByteArrayView name, QByteArrayView scope)
    {
        Q_UNUSED(name)
        Q_UNUSED(scope)
        return {};
    }

    /// Where expressions run that need the script engine; asked for only then.
    [[nodiscard]] virtual ScriptHost &scripts() = 0;
};

} // namespace framewright::expression

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/workspace/written.h"

#include <QString>

#include <vector>

namespace framewright::workspace {

/// One step of a rule: an object with one verb as key and its options beside it, as it is in the file. What it
/// means is the rules' business; a verb that is not known is no error of the file.
struct Action
{
    Written body = Written::emptyObject();

    /// The first key that is a verb of the language; without one the first key; empty for an empty object.
    [[nodiscard]] QByteArray verb() const;
    /// The verb's value; undefined without a verb.
    [[nodiscard]] const Value &argument() const;
    /// Any other key; undefined where it is not written.
    [[nodiscard]] const Value &option(QByteArrayView key) const { return body[key]; }

    bool operator==(const Action &) const = default;
};

/// What a route does when something happens on a connection.
struct Rule
{
    RuleId id; ///< In memory only; not part of ==.
    QString name;
    QString on = QStringLiteral("message"); ///< start, open, message, unmatched, ping, pong, close, signal:NAME.
    Written match = Written::emptyObject(); ///< Selector to matcher; and "any".
    QString when;                           ///< An expression; empty: always.
    std::vector<Action> actions;            ///< "do" in the file.
    bool continues = false;                 ///< "continue" in the file: the next rules run too.
    bool enabled = true;
    bool overtake = false; ///< Takes no reply slot.
    FileLayout layout;
};

[[nodiscard]] bool operator==(const Rule &left, const Rule &right);

} // namespace framewright::workspace

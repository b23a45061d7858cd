// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>

#include <memory>
#include <span>

namespace framewright::rules {

using value::Value;

/// How much a set of variables may hold; hostile messages end up in them.
constexpr qint64 connectionVariableLimit = 1024 * 1024;
constexpr qint64 routeVariableLimit = 64 * 1024 * 1024;

/// Variables that several routes see. The first route that is given a new store fills it with what the workspace
/// says. Lives on their thread.
struct VariableStore
{
    Value values = Value::object();
    qint64 bytes = 0;
    bool isFilled = false;
};

/// What a route shares with others: with those of its server, and with all of the workspace.
struct SharedVariables
{
    std::shared_ptr<VariableStore> global;
    std::shared_ptr<VariableStore> shared;
};

/// About how much memory a value holds.
[[nodiscard]] qint64 weightOf(const Value &value);

/// Sets or, with undefined, unsets what lies under the keys, and keeps `bytes` up to date. An error: something
/// else is in the way, or the limit would be passed; then nothing has changed.
[[nodiscard]] Result<void> setVariable(Value &variables, qint64 &bytes, std::span<const QByteArray> keys, Value value,
                                       qint64 limit);

} // namespace framewright::rules

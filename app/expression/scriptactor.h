// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/root.h"
#include "app/value/value.h"

#include <array>

namespace framewright::expression {

using value::Value;

/// The roots that hold variables, which a script may write.
inline constexpr std::array variableRoots = {Root::Connection, Root::Route, Root::Global, Root::Shared, Root::Local};

/// What a script does beside computing. Called on the script's thread while it runs.
class ScriptActor
{
public:
    virtual ~ScriptActor() = default;

    /// An action as a rule writes it, {"send": "hello", "to": "all"}. What is wrong with it is thrown in the script.
    [[nodiscard]] virtual Result<void> act(const Value &action) = 0;
    /// Variables as the script has left them, where it named them. Comes once it has ended, also where it failed.
    virtual void leave(Root root, const Value &variables) = 0;
};

} // namespace framewright::expression

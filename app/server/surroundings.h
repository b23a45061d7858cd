// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/identifier.h"
#include "app/base/randomsource.h"
#include "app/base/ruleclock.h"
#include "app/rules/variables.h"

#include <functional>
#include <memory>

namespace framewright::wire {
class Capture;
}

namespace framewright::server {

/// What the servers of one engine thread share. All of it outlives them.
struct Surroundings
{
    const Clock &clock; ///< Deadlines, idle limits.
    RuleClock &ruleClock;
    RandomSource &random;
    wire::Capture &capture;
    std::function<ConnectionId()> nextId;
    /// The variables of the workspace, for all its servers; null: each route its own.
    std::shared_ptr<rules::VariableStore> workspaceVariables = std::make_shared<rules::VariableStore>();
};

} // namespace framewright::server

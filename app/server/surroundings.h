// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/identifier.h"
#include "app/base/randomsource.h"
#include "app/base/ruleclock.h"

#include <functional>

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
};

} // namespace framewright::server

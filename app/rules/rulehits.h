// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright::rules {

/// How often a rule ran since the start, and when last.
struct RuleHits
{
    std::uint64_t count = 0;
    std::int64_t last = 0; ///< Wall time, nanoseconds since 1970; 0 while it has not run.

    bool operator==(const RuleHits &) const = default;
};

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright {

/// Time in nanoseconds from a fixed, unnamed beginning. Never goes back. Tests hand in their own.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::int64_t now() const = 0;
};

constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;

} // namespace framewright

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright::rules {

/// What a rule answers to.
enum class Trigger : std::uint8_t
{
    Open,
    Message,
    Unmatched,
    Ping,
    Pong,
    Close,
};
constexpr int TriggerCount = static_cast<int>(Trigger::Close) + 1;

} // namespace framewright::rules

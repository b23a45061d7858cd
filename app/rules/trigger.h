// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright::rules {

/// What a rule answers to.
enum class Trigger : std::uint8_t
{
    Start, ///< The server has started: there is no connection.
    Open,
    Message,
    Unmatched,
    Ping,
    Pong,
    Close,
    Signal, ///< A signal was raised; which one, the rule says.
};
constexpr int TriggerCount = static_cast<int>(Trigger::Signal) + 1;

/// Whether there is a message that its rules may look at or send back.
[[nodiscard]] constexpr bool hasMessage(Trigger trigger)
{
    return trigger != Trigger::Start && trigger != Trigger::Open && trigger != Trigger::Close &&
           trigger != Trigger::Signal;
}

} // namespace framewright::rules

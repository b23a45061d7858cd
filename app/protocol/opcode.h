// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright::protocol {

/// RFC 6455 section 5.2. The values 3 to 7 and 11 to 15 are reserved and never leave the reader.
enum class Opcode : std::uint8_t
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

[[nodiscard]] constexpr bool isControl(Opcode opcode)
{
    return (static_cast<std::uint8_t>(opcode) & 8) != 0;
}

/// Which end of the connection we are: a server insists on masked frames and never masks its own (section 5.1).
enum class Role : std::uint8_t
{
    Server,
    Client
};

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"

#include <array>
#include <cstdint>

namespace framewright::protocol {

/// The header of a frame that the reader has judged legal (RFC 6455 section 5.2).
struct FrameHeader
{
    std::uint8_t firstByte = 0; ///< FIN, RSV1 to RSV3 and opcode as they stood.
    bool masked = false;
    std::array<unsigned char, 4> maskingKey{};
    std::uint64_t payloadLength = 0;
    std::uint8_t headerLength = 2; ///< Bytes on the wire, the masking key included.

    [[nodiscard]] Opcode opcode() const { return static_cast<Opcode>(firstByte & 0x0F); }
    [[nodiscard]] bool fin() const { return (firstByte & 0x80) != 0; }
    [[nodiscard]] bool rsv1() const { return (firstByte & 0x40) != 0; }
};

} // namespace framewright::protocol

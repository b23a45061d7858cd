// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstdint>
#include <optional>

namespace framewright::protocol {

constexpr int longestFrameHeader = 14;

/// The four bits before the opcode, for the first byte of a frame.
struct FrameBits
{
    bool fin = true;
    bool rsv1 = false;
};

/// Writes a frame's header to `out` (room for 14 bytes) and returns its length. With a key the mask bit is set
/// and the key follows; the payload is the caller's to mask.
int encodeFrameHeader(char *out, FrameBits bits, Opcode opcode, std::uint64_t payloadLength,
                      const std::optional<std::array<unsigned char, 4>> &key = std::nullopt);

/// Appends one whole frame to `out`, masked where a key is given.
void appendFrame(QByteArray &out, FrameBits bits, Opcode opcode, QByteArrayView payload,
                 const std::optional<std::array<unsigned char, 4>> &key = std::nullopt);

} // namespace framewright::protocol

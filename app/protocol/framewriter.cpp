// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/framewriter.h"

#include "app/protocol/masking.h"

#include <QtEndian>

#include <cstring>

namespace framewright::protocol {

int encodeFrameHeader(char *out, FrameBits bits, Opcode opcode, std::uint64_t payloadLength,
                      const std::optional<std::array<unsigned char, 4>> &key)
{
    out[0] = static_cast<char>((bits.fin ? 0x80 : 0) | (bits.rsv1 ? 0x40 : 0) | static_cast<int>(opcode));
    const int maskBit = key ? 0x80 : 0;
    int length = 2;
    // The shortest form that holds the length (RFC 6455 section 5.2).
    if (payloadLength <= 125) {
        out[1] = static_cast<char>(maskBit | static_cast<int>(payloadLength));
    } else if (payloadLength <= 0xFFFF) {
        out[1] = static_cast<char>(maskBit | 126);
        qToBigEndian(static_cast<quint16>(payloadLength), out + 2);
        length = 4;
    } else {
        out[1] = static_cast<char>(maskBit | 127);
        qToBigEndian(static_cast<quint64>(payloadLength), out + 2);
        length = 10;
    }
    if (key) {
        std::memcpy(out + length, key->data(), key->size());
        length += 4;
    }
    return length;
}

void appendFrame(QByteArray &out, FrameBits bits, Opcode opcode, QByteArrayView payload,
                 const std::optional<std::array<unsigned char, 4>> &key)
{
    char header[longestFrameHeader];
    const int headerLength = encodeFrameHeader(header, bits, opcode, static_cast<std::uint64_t>(payload.size()), key);
    const qsizetype before = out.size();
    out.resize(before + headerLength + payload.size());
    char *at = out.data() + before;
    std::memcpy(at, header, static_cast<std::size_t>(headerLength));
    if (payload.isEmpty())
        return;
    at += headerLength;
    std::memcpy(at, payload.data(), static_cast<std::size_t>(payload.size()));
    if (key)
        applyMask({at, static_cast<std::size_t>(payload.size())}, *key);
}

} // namespace framewright::protocol

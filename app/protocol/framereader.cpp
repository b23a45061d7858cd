// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/framereader.h"

#include "app/protocol/masking.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace framewright::protocol {

namespace {

constexpr std::size_t shortHeader = 2;
constexpr std::size_t keyLength = 4;

bool isKnown(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
    case Opcode::Text:
    case Opcode::Binary:
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        return true;
    }
    return false;
}

} // namespace

FrameReader::Status FrameReader::read(std::span<char> &input, FramePiece &piece)
{
    if (m_violation)
        return Status::Failed;
    const bool first = !m_inPayload;
    if (first) {
        if (!takeHeader(input))
            return m_violation ? Status::Failed : Status::NeedMore;
        m_inPayload = true;
        m_headerHave = 0;
        m_payloadSeen = 0;
    } else if (input.empty()) {
        return Status::NeedMore;
    }

    // A header whose payload is still to come makes an empty piece, so that it can be judged at once.
    const std::uint64_t missing = m_header.payloadLength - m_payloadSeen;
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(missing, input.size()));
    piece.header = m_header;
    piece.payload = input.first(length);
    piece.first = first;
    piece.last = length == missing;
    input = input.subspan(length);
    if (m_header.masked && length > 0)
        applyMask(piece.payload, m_header.maskingKey, m_payloadSeen);
    m_payloadSeen += length;
    m_inPayload = !piece.last;
    return Status::Piece;
}

bool FrameReader::takeHeader(std::span<char> &input)
{
    // The common case: a short frame whose header is there whole.
    if (m_headerHave == 0 && input.size() >= shortHeader + keyLength && (input[1] & 0x7F) <= 125) {
        if (!judgeFirstByte(static_cast<std::uint8_t>(input[0])) ||
            !judgeSecondByte(static_cast<std::uint8_t>(input[1])))
            return false;
        m_header.payloadLength = static_cast<std::uint64_t>(input[1] & 0x7F);
        if (m_header.masked)
            std::memcpy(m_header.maskingKey.data(), input.data() + shortHeader, keyLength);
        input = input.subspan(m_header.headerLength);
        return judgeLength();
    }
    return takeHeaderBytewise(input);
}

bool FrameReader::takeHeaderBytewise(std::span<char> &input)
{
    while (m_headerHave < shortHeader || m_headerHave < m_header.headerLength) {
        if (input.empty())
            return false;
        const auto byte = static_cast<std::uint8_t>(input.front());
        input = input.subspan(1);
        m_headerBytes[m_headerHave++] = byte;
        if (m_headerHave == 1 && !judgeFirstByte(byte))
            return false;
        if (m_headerHave == 2 && !judgeSecondByte(byte))
            return false;
        if (m_headerHave >= shortHeader && m_headerHave == lengthEnd() && !takeLength())
            return false;
    }
    if (m_header.masked)
        std::memcpy(m_header.maskingKey.data(), m_headerBytes.data() + lengthEnd(), keyLength);
    return true;
}

std::size_t FrameReader::lengthEnd() const
{
    return m_header.headerLength - (m_header.masked ? keyLength : 0);
}

bool FrameReader::takeLength()
{
    const std::size_t end = lengthEnd();
    if (end == shortHeader) {
        m_header.payloadLength = m_headerBytes[1] & 0x7F;
    } else if (end == 4) {
        m_header.payloadLength = qFromBigEndian<quint16>(m_headerBytes.data() + shortHeader);
        if (m_header.payloadLength <= 125)
            return failWith(closecode::ProtocolError, "the payload length is not in its shortest form");
    } else {
        m_header.payloadLength = qFromBigEndian<quint64>(m_headerBytes.data() + shortHeader);
        if (m_header.payloadLength <= 0xFFFF)
            return failWith(closecode::ProtocolError, "the payload length is not in its shortest form");
        if ((m_header.payloadLength >> 63) != 0)
            return failWith(closecode::ProtocolError, "the payload length has its highest bit set");
    }
    return judgeLength();
}

bool FrameReader::judgeFirstByte(std::uint8_t byte)
{
    m_header = {};
    m_header.firstByte = byte;
    const Opcode opcode = m_header.opcode();
    if ((byte & 0x30) != 0)
        return failWith(closecode::ProtocolError, "a reserved bit is set");
    if (!isKnown(opcode))
        return failWith(closecode::ProtocolError, "the opcode is reserved");
    if (isControl(opcode) && !m_header.fin())
        return failWith(closecode::ProtocolError, "a control frame is fragmented");
    // RFC 7692 section 6: RSV1 marks a message on its first frame.
    if (m_header.rsv1() && (!m_compression || isControl(opcode) || opcode == Opcode::Continuation)) {
        return failWith(closecode::ProtocolError, m_compression ? "RSV1 is set on a frame that cannot begin a message"
                                                                : "RSV1 is set without a compression agreed");
    }
    return true;
}

bool FrameReader::judgeSecondByte(std::uint8_t byte)
{
    m_header.masked = (byte & 0x80) != 0;
    if (m_maskingRequired && m_role == Role::Server && !m_header.masked)
        return failWith(closecode::ProtocolError, "a client's frame is not masked");
    if (m_maskingRequired && m_role == Role::Client && m_header.masked)
        return failWith(closecode::ProtocolError, "a server's frame is masked");
    const int shortLength = byte & 0x7F;
    if (isControl(m_header.opcode()) && shortLength > 125)
        return failWith(closecode::ProtocolError, "a control frame is longer than 125 bytes");
    const std::size_t extendedLength = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
    m_header.headerLength = static_cast<std::uint8_t>(shortHeader + extendedLength + (m_header.masked ? keyLength : 0));
    return true;
}

bool FrameReader::judgeLength()
{
    if (isControl(m_header.opcode()))
        return true;
    // Bytes that do not compress grow; how large they come out, the inflater holds against the limit itself.
    const std::uint64_t growth = m_compression ? m_payloadLimit / 8 + 64 : 0;
    const bool tooLarge = m_header.payloadLength > m_payloadLimit && m_header.payloadLength - m_payloadLimit > growth;
    return !tooLarge || failWith(closecode::MessageTooBig, "a frame announces more than the message limit");
}

bool FrameReader::failWith(CloseCode code, const char *problem)
{
    m_violation = {code, problem};
    return false;
}

} // namespace framewright::protocol

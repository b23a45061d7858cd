// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/messageassembler.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace framewright::protocol {

namespace {

constexpr std::uint64_t smallestReserve = 4096;

constexpr Violation invalidText{closecode::InvalidPayload, "a text is not UTF-8"};

std::span<const char> spanOf(const QByteArray &bytes, qsizetype from = 0)
{
    return {bytes.constData() + from, static_cast<std::size_t>(bytes.size() - from)};
}

QByteArrayView viewOf(std::span<const char> bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

std::uint64_t wireSizeOf(const FrameHeader &header)
{
    return header.headerLength + header.payloadLength;
}

/// Appends. A first part makes room for more of what the frame announces, but for no more than a few times what
/// has come; from then on the array grows by doubling.
void append(QByteArray &held, std::span<const char> bytes, std::uint64_t announced)
{
    const std::uint64_t believed = smallestReserve + 4 * bytes.size();
    if (held.isEmpty() && announced > bytes.size())
        held.reserve(static_cast<qsizetype>(std::min(announced, believed)));
    held.append(viewOf(bytes));
}

} // namespace

MessageAssembler::MessageAssembler(qsizetype limit)
    : m_limit(limit)
{
}

void MessageAssembler::enableInflation(bool takeover)
{
    m_inflater.emplace(takeover);
}

MessageAssembler::Status MessageAssembler::add(const FramePiece &piece)
{
    if (m_violation)
        return Status::Failed;
    return isControl(piece.header.opcode()) ? addControl(piece) : addData(piece);
}

MessageAssembler::Status MessageAssembler::addControl(const FramePiece &piece)
{
    if (!piece.last || !piece.first) {
        append(m_control, piece.payload, piece.header.payloadLength);
        if (!piece.last)
            return Status::Incomplete;
    }
    m_result.owned = std::exchange(m_control, {});
    m_result.payload = piece.first ? viewOf(piece.payload) : QByteArrayView(m_result.owned);
    describe(piece.header);
    return Status::Control;
}

MessageAssembler::Status MessageAssembler::addData(const FramePiece &piece)
{
    if (piece.first) {
        if (!judgeFrame(piece.header))
            return Status::Failed;
        // The common case: a message in one frame that is there whole. Nothing is copied, nothing allocated.
        if (piece.last && piece.header.fin() && !piece.header.rsv1() && !m_insideMessage) {
            if (piece.header.opcode() == Opcode::Text && !isValidUtf8(piece.payload)) {
                failWith(invalidText);
                return Status::Failed;
            }
            m_result.owned = {};
            m_result.payload = viewOf(piece.payload);
            describe(piece.header);
            return Status::Message;
        }
        startFrame(piece.header);
    }
    const bool isWhole = piece.last && piece.header.fin();
    if (m_compressed ? !takeCompressed(piece.payload, isWhole) : !takePlain(piece))
        return Status::Failed;
    return isWhole ? finishMessage() : Status::Incomplete;
}

/// Fills the result for what came in a single frame.
void MessageAssembler::describe(const FrameHeader &header)
{
    m_result.opcode = header.opcode();
    m_result.wireSize = wireSizeOf(header);
    m_result.frames = 1;
    m_result.compressed = false;
    m_result.masked = header.masked;
    m_result.fragments.clear();
}

/// RFC 6455 section 5.4; the limit holds for what the header announces, before any of it comes.
bool MessageAssembler::judgeFrame(const FrameHeader &header)
{
    const bool continues = header.opcode() == Opcode::Continuation;
    if (continues && !m_insideMessage)
        return failWith({closecode::ProtocolError, "a continuation without a message to continue"});
    if (!continues && m_insideMessage)
        return failWith({closecode::ProtocolError, "a new message inside a fragmented one"});
    if (header.rsv1() && !m_inflater)
        return failWith({closecode::ProtocolError, "RSV1 is set without a compression agreed"});
    const bool isCompressed = continues ? m_compressed : header.rsv1();
    const auto room = static_cast<std::uint64_t>(std::max<qsizetype>(m_limit - m_held.size(), 0));
    if (!isCompressed && header.payloadLength > room)
        return failWith({closecode::MessageTooBig, "the message is larger than the limit"});
    return true;
}

void MessageAssembler::startFrame(const FrameHeader &header)
{
    if (!m_insideMessage) {
        m_insideMessage = true;
        m_opcode = header.opcode();
        m_compressed = header.rsv1();
        m_masked = header.masked;
        m_utf8.reset();
        m_wireSize = 0;
        m_frames = 0;
        m_fragments.clear();
    }
    m_wireSize += wireSizeOf(header);
    if (m_frames < std::numeric_limits<std::uint32_t>::max())
        ++m_frames;
    const bool isFragment = m_frames > 1 || !header.fin();
    if (isFragment && m_fragments.size() < mostFragments)
        m_fragments.push_back({header.firstByte, header.masked, header.payloadLength});
}

bool MessageAssembler::takePlain(const FramePiece &piece)
{
    if (piece.payload.empty())
        return true;
    if (m_opcode == Opcode::Text && !m_utf8.add(piece.payload))
        return failWith(invalidText);
    append(m_held, piece.payload, piece.header.payloadLength);
    return true;
}

bool MessageAssembler::takeCompressed(std::span<const char> payload, bool isWhole)
{
    const qsizetype before = m_held.size();
    Violation violation = m_inflater->add(payload, m_held, m_limit);
    if (!violation && isWhole)
        violation = m_inflater->finish(m_held, m_limit);
    // The bytes that did come out are judged first, so that the answer does not hang on how the input was cut.
    if (m_opcode == Opcode::Text && !m_utf8.add(spanOf(m_held, before)))
        return failWith(invalidText);
    return !violation || failWith(violation);
}

MessageAssembler::Status MessageAssembler::finishMessage()
{
    // Also an empty last fragment must find a character that is still open.
    if (m_opcode == Opcode::Text && !m_utf8.isComplete()) {
        failWith({closecode::InvalidPayload, "a text ends inside a character"});
        return Status::Failed;
    }
    m_insideMessage = false;
    // Whoever keeps the message, such as the log, should not keep the room that was made while it came.
    if (static_cast<std::uint64_t>(m_held.capacity()) > smallestReserve + 2 * static_cast<std::uint64_t>(m_held.size()))
        m_held.squeeze();
    m_result.owned = std::exchange(m_held, {});
    m_result.payload = m_result.owned;
    m_result.opcode = m_opcode;
    m_result.wireSize = m_wireSize;
    m_result.frames = m_frames;
    m_result.compressed = m_compressed;
    m_result.masked = m_masked;
    m_result.fragments = std::exchange(m_fragments, {});
    return Status::Message;
}

bool MessageAssembler::failWith(Violation violation)
{
    m_violation = violation;
    m_held = {};
    m_control = {};
    return false;
}

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/wirewriter.h"

#include "app/base/walltime.h"
#include "app/protocol/framewriter.h"
#include "app/protocol/masking.h"
#include "app/wire/capture.h"
#include "app/wire/maskingkeys.h"

#include <algorithm>
#include <utility>

namespace framewright::wire {

namespace {

using protocol::FrameBits;
using protocol::Opcode;

/// Payloads from here on are shared with the write queue and the capture instead of copied.
constexpr qsizetype shareFrom = event::EventBatch::largeFrom;
/// The write buffer's first size: several small answers to one received chunk.
constexpr qsizetype firstReserve = 2048;
/// A buffer or a list larger than this is not kept for the next use.
constexpr std::size_t keptMarks = 64;
/// Frames of one message that its row tells of, ten bytes for each.
constexpr qsizetype toldFrames = 6000;

/// RFC 6455 section 5.2: what a frame adds to its payload.
qsizetype headerLength(qsizetype payload, bool masked)
{
    return (payload < 126 ? 2 : payload < 65536 ? 4 : 10) + (masked ? 4 : 0);
}

std::uint32_t clamped(quint64 size)
{
    return static_cast<std::uint32_t>(std::min<quint64>(size, 0xFFFFFFFFu));
}

event::EventKind kindOf(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Ping:
        return event::EventKind::Ping;
    case Opcode::Pong:
        return event::EventKind::Pong;
    case Opcode::Close:
        return event::EventKind::Close;
    default:
        return event::EventKind::Message;
    }
}

} // namespace

WireWriter::WireWriter(Transport &transport, const WireSettings &settings, Counters &counters)
    : m_transport(transport)
    , m_settings(settings)
    , m_counters(counters)
{
    if (!settings.deflate)
        return;
    const bool isServer = settings.role == protocol::Role::Server;
    m_windowBits = isServer ? settings.deflate->serverWindowBits : settings.deflate->clientWindowBits;
    m_takeover = !(isServer ? settings.deflate->serverNoContextTakeover : settings.deflate->clientNoContextTakeover);
    m_deflater.emplace(m_windowBits, m_takeover);
}

bool WireWriter::wantsCompression(QByteArrayView payload) const
{
    return m_deflater && payload.size() >= m_settings.deflateThreshold;
}

void WireWriter::writeMessage(const Outgoing &message)
{
    Outgoing shared = message;
    if (shared.owned.isNull() && shared.payload.size() >= shareFrom)
        shared.owned = shared.payload.toByteArray();
    const quint64 before = position();
    if (wantsCompression(message.payload)) {
        const QByteArray packed = m_deflater->compress(message.payload);
        // What does not shrink goes out plain, unless the window has moved on with it (RFC 7692 section 7.2.1).
        if (m_takeover || packed.size() < message.payload.size()) {
            appendFrame({true, true}, message.opcode, packed, packed);
            finishMessage(shared, position() - before, true);
            return;
        }
    }
    appendFrame({true, false}, message.opcode, shared.payload, shared.owned);
    finishMessage(shared, position() - before, false);
}

void WireWriter::appendFrame(FrameBits bits, Opcode opcode, QByteArrayView payload, const QByteArray &owned)
{
    if (m_pending.capacity() == 0)
        m_pending.reserve(std::max(firstReserve, std::min(payload.size(), shareFrom) + protocol::longestFrameHeader));
    if (m_settings.role == protocol::Role::Client) {
        protocol::appendFrame(m_pending, bits, opcode, payload, nextMaskingKey());
        return;
    }
    if (owned.isNull() || payload.size() < shareFrom) {
        protocol::appendFrame(m_pending, bits, opcode, payload);
        return;
    }
    char header[protocol::longestFrameHeader];
    m_pending.append(header,
                     protocol::encodeFrameHeader(header, bits, opcode, static_cast<std::uint64_t>(payload.size())));
    passOn();
    m_transport.write(owned);
    m_passedOn += static_cast<quint64>(owned.size());
}

void WireWriter::writeFragments(const Outgoing &message)
{
    qsizetype from = 0;
    do {
        const qsizetype count = std::min(message.fragment, message.payload.size() - from);
        writePart(message, from, count);
        from += count;
    } while (from < message.payload.size());
}

void WireWriter::writePart(const Outgoing &message, qsizetype from, qsizetype count)
{
    if (from == 0) {
        m_partFrames.clear();
        m_partSize = 0;
    }
    const FrameBits bits{from + count >= message.payload.size(), false};
    const Opcode opcode = from == 0 ? message.opcode : Opcode::Continuation;
    const quint64 before = position();
    appendFrame(bits, opcode, message.payload.sliced(from, count), {});
    m_partSize += position() - before;
    if (m_partFrames.size() < toldFrames * 10) {
        m_partFrames += static_cast<char>((bits.fin ? 0x80 : 0) | static_cast<int>(opcode));
        m_partFrames += m_settings.role == protocol::Role::Client ? '\1' : '\0';
        for (int shift = 0; shift < 64; shift += 8)
            m_partFrames += static_cast<char>(static_cast<quint64>(count) >> shift & 0xff);
    }
    if (bits.fin)
        finishMessage(message, m_partSize, false, from == 0 ? QByteArrayView() : QByteArrayView(m_partFrames));
}

void WireWriter::finishMessage(const Outgoing &message, quint64 wireSize, bool compressed, QByteArrayView frames)
{
    m_marks.push_back({position(), message.payload.size()});
    ++m_counters.messages;
    m_counters.payloadBytes += static_cast<quint64>(message.payload.size());
    m_counters.wireBytes += wireSize;
    if (!m_settings.capture)
        return;
    event::EventRecord record;
    record.time = wallTime();
    record.connection = m_settings.id.value;
    record.label = message.label;
    record.wireSize = clamped(wireSize);
    record.flags = m_settings.eventFlags;
    if (compressed)
        record.flags |= event::eventflag::Compressed;
    if (!frames.isEmpty())
        record.flags |= event::eventflag::Fragmented;
    if (m_settings.role == protocol::Role::Client)
        record.flags |= event::eventflag::Masked;
    record.kind = event::EventKind::Message;
    record.direction = event::Direction::Out;
    record.opcode = static_cast<std::uint8_t>(message.opcode);
    m_settings.capture->record(record, message.payload, frames, message.owned);
}

std::optional<int> WireWriter::shareKey(const Outgoing &message) const
{
    if (m_settings.role == protocol::Role::Client)
        return std::nullopt; // Each frame has a masking key of its own.
    if (!wantsCompression(message.payload))
        return 0;
    if (m_takeover)
        return std::nullopt;
    return m_windowBits;
}

EncodedFrame WireWriter::encode(const Outgoing &message)
{
    EncodedFrame frame;
    if (wantsCompression(message.payload)) {
        const QByteArray packed = m_deflater->compress(message.payload);
        if (packed.size() < message.payload.size()) {
            frame.compressed = true;
            protocol::appendFrame(frame.bytes, {true, true}, message.opcode, packed);
            return frame;
        }
    }
    protocol::appendFrame(frame.bytes, {true, false}, message.opcode, message.payload);
    return frame;
}

void WireWriter::writeEncoded(const EncodedFrame &frame, const Outgoing &message)
{
    if (frame.bytes.size() >= shareFrom) {
        passOn();
        m_transport.write(frame.bytes);
        m_passedOn += static_cast<quint64>(frame.bytes.size());
    } else if (m_pending.isEmpty()) {
        m_pending = frame.bytes; // The same memory for all recipients.
    } else {
        m_pending += frame.bytes;
    }
    finishMessage(message, static_cast<quint64>(frame.bytes.size()), frame.compressed);
}

void WireWriter::writeControl(Opcode opcode, QByteArrayView payload, std::uint32_t label)
{
    // RFC 6455 section 5.5: a control frame holds at most 125 bytes.
    payload = payload.first(std::min<qsizetype>(payload.size(), 125));
    appendFrame({}, opcode, payload, {});
    const bool isClient = m_settings.role == protocol::Role::Client;
    const auto wireSize = static_cast<quint64>(payload.size() + headerLength(payload.size(), isClient));
    m_counters.wireBytes += wireSize;
    m_counters.pings += opcode == Opcode::Ping ? 1 : 0;
    m_counters.pongs += opcode == Opcode::Pong ? 1 : 0;
    if (!m_settings.capture)
        return;
    event::EventRecord record;
    record.time = wallTime();
    record.connection = m_settings.id.value;
    record.label = label;
    record.wireSize = clamped(wireSize);
    record.flags = m_settings.eventFlags | (isClient ? event::eventflag::Masked : std::uint16_t{0});
    record.kind = kindOf(opcode);
    record.direction = event::Direction::Out;
    record.opcode = static_cast<std::uint8_t>(opcode);
    m_settings.capture->record(record, payload);
}

void WireWriter::writeRaw(const QByteArray &bytes, std::uint32_t label)
{
    m_pending += bytes;
    m_counters.wireBytes += static_cast<quint64>(bytes.size());
    if (!m_settings.capture)
        return;
    event::EventRecord record;
    record.time = wallTime();
    record.connection = m_settings.id.value;
    record.label = label;
    record.wireSize = clamped(static_cast<quint64>(bytes.size()));
    record.flags = m_settings.eventFlags;
    record.kind = event::EventKind::Raw;
    record.direction = event::Direction::Out;
    m_settings.capture->record(record, bytes, {}, bytes);
}

void WireWriter::passOn()
{
    if (m_pending.isEmpty())
        return;
    m_passedOn += static_cast<quint64>(m_pending.size());
    m_transport.write(std::exchange(m_pending, {}));
}

void WireWriter::flush()
{
    passOn();
    if (m_transport.unsentBytes() > 0) {
        forgetLeft();
        return;
    }
    m_firstMark = 0;
    if (m_marks.capacity() > keptMarks)
        m_marks = {};
    else
        m_marks.clear();
}

quint64 WireWriter::leftBytes() const
{
    // On TLS the unsent bytes are the encrypted ones: a little more than ours.
    return position() - std::min(position(), static_cast<quint64>(unsentBytes()));
}

/// Messages that have left need no mark any more.
void WireWriter::forgetLeft()
{
    const quint64 left = leftBytes();
    const auto first = m_marks.begin() + static_cast<std::ptrdiff_t>(m_firstMark);
    const auto still =
        std::partition_point(first, m_marks.end(), [left](const Mark &mark) { return mark.end <= left; });
    m_firstMark = static_cast<std::size_t>(still - m_marks.begin());
    if (m_firstMark > keptMarks && m_firstMark > m_marks.size() / 2) {
        m_marks.erase(m_marks.begin(), still);
        m_firstMark = 0;
    }
}

void WireWriter::refuse(QByteArrayView payload)
{
    ++m_refused;
    m_refusedBytes += static_cast<quint64>(payload.size());
}

void WireWriter::countUndelivered(ConnectionFacts &facts) const
{
    facts.undeliveredMessages = m_refused;
    facts.undeliveredBytes = m_refusedBytes;
    if (unsentBytes() == 0)
        return;
    const quint64 left = leftBytes();
    for (std::size_t i = m_firstMark; i < m_marks.size(); ++i) {
        if (m_marks[i].end <= left)
            continue;
        ++facts.undeliveredMessages;
        facts.undeliveredBytes += static_cast<quint64>(m_marks[i].payload);
    }
}

} // namespace framewright::wire

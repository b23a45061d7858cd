// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The receiving half of WireCore.

#include "app/base/walltime.h"
#include "app/event/event.h"
#include "app/wire/capture.h"
#include "app/wire/wirecore.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace framewright::wire {

namespace {

using protocol::Opcode;

/// One receive of a wake-up (recipe 9).
constexpr std::size_t readSize = 256 * 1024;
/// The same where the server's memory is tight, so that many connections together do not run over it.
constexpr std::size_t tightReadSize = 16 * 1024;
/// Messages are handed on at the latest when so much of them waits, so that small frames that inflate to large
/// messages do not pile up.
constexpr qint64 deliverAbove = 1 << 20;
/// Payloads from here on are shared with the front and the capture instead of copied.
constexpr qsizetype shareFrom = event::EventBatch::largeFrom;
/// Of the bytes that broke the protocol the log keeps so many.
constexpr qsizetype offendingKept = 64;
/// For how long bytes are read and thrown away after a failure (RFC 6455 section 7.1.7).
constexpr int discardMilliseconds = 1000;

/// Each frame of a fragmented message: the format that event.h documents.
QByteArray frameDetail(const std::vector<protocol::FrameSummary> &fragments)
{
    constexpr qsizetype each = 10;
    QByteArray bytes(static_cast<qsizetype>(fragments.size()) * each, Qt::Uninitialized);
    char *out = bytes.data();
    for (const protocol::FrameSummary &frame : fragments) {
        out[0] = static_cast<char>(frame.firstByte);
        out[1] = frame.masked ? 1 : 0;
        qToLittleEndian<quint64>(frame.payloadLength, out + 2);
        out += each;
    }
    return bytes;
}

protocol::Violation closeViolation(protocol::ClosePayloadError error)
{
    switch (error) {
    case protocol::ClosePayloadError::OneByte:
        return {protocol::closecode::ProtocolError, "a close frame with a payload of one byte"};
    case protocol::ClosePayloadError::InvalidCode:
        return {protocol::closecode::ProtocolError, "a close code that may not be sent"};
    case protocol::ClosePayloadError::InvalidUtf8:
        return {protocol::closecode::InvalidPayload, "a close reason that is not UTF-8"};
    case protocol::ClosePayloadError::None:
        break;
    }
    return {};
}

} // namespace

void WireCore::transportReadable()
{
    if (m_isOver || m_inBatch)
        return;
    if (m_isDiscarding) {
        discardInput();
        return;
    }
    if (!m_isStarted || m_pauses != 0 || m_resumePosted)
        return;
    // One for all connections of the thread (recipe 11).
    static thread_local std::vector<char> buffer(readSize);
    const bool isTight = m_settings.budget && m_settings.budget->isTight();
    if (isTight && m_assembler.heldBytes() > 0) {
        pause(Memory);
        return;
    }
    m_inBatch = true;
    while (!m_isOver && m_pauses == 0) {
        const qint64 got = m_transport->read({buffer.data(), isTight ? tightReadSize : readSize});
        if (got <= 0)
            break;
        if (m_isDiscarding)
            continue;
        m_arrival = wallTime();
        parse({buffer.data(), static_cast<std::size_t>(got)});
        deliver();
    }
    finishBatch();
}

void WireCore::discardInput()
{
    static thread_local std::vector<char> buffer(64 * 1024);
    while (!m_isOver && m_transport->read(buffer) > 0) {
    }
}

void WireCore::finishBatch()
{
    m_inBatch = false;
    flush();
}

void WireCore::parse(std::span<char> input)
{
    protocol::FramePiece piece;
    while (!input.empty() && !m_isDiscarding && !m_isOver) {
        if (m_pauses != 0) {
            m_unparsed = QByteArray(input.data(), static_cast<qsizetype>(input.size()));
            return;
        }
        const QByteArrayView rest(input.data(), static_cast<qsizetype>(input.size()));
        switch (m_reader.read(input, piece)) {
        case protocol::FrameReader::Status::NeedMore:
            return;
        case protocol::FrameReader::Status::Failed:
            fail(m_reader.violation(), rest);
            return;
        case protocol::FrameReader::Status::Piece:
            break;
        }
        switch (m_assembler.add(piece)) {
        case protocol::MessageAssembler::Status::Incomplete:
            break;
        case protocol::MessageAssembler::Status::Message:
            acceptMessage();
            break;
        case protocol::MessageAssembler::Status::Control:
            acceptControl();
            break;
        case protocol::MessageAssembler::Status::Failed:
            fail(m_assembler.violation(), rest);
            return;
        }
    }
}

std::uint64_t WireCore::recordIncoming(event::EventKind kind, const protocol::Assembled &frame, QByteArrayView payload)
{
    if (!m_settings.capture)
        return 0;
    event::EventRecord row;
    row.time = m_arrival;
    row.connection = m_settings.id.value;
    row.wireSize = static_cast<std::uint32_t>(std::min<std::uint64_t>(frame.wireSize, 0xFFFFFFFFu));
    row.flags = m_settings.eventFlags;
    if (frame.compressed)
        row.flags |= event::eventflag::Compressed;
    if (frame.masked)
        row.flags |= event::eventflag::Masked;
    row.kind = kind;
    row.direction = event::Direction::In;
    row.opcode = static_cast<std::uint8_t>(frame.opcode);
    if (frame.frames < 2)
        return m_settings.capture->record(row, payload, {}, frame.owned);
    row.flags |= event::eventflag::Fragmented;
    return m_settings.capture->record(row, payload, frameDetail(frame.fragments), frame.owned);
}

void WireCore::acceptMessage()
{
    protocol::Assembled &message = m_assembler.result();
    if (message.owned.isNull() && message.payload.size() >= shareFrom)
        message.owned = message.payload.toByteArray();
    ++m_facts.in.messages;
    m_facts.in.payloadBytes += static_cast<std::uint64_t>(message.payload.size());
    m_facts.in.wireBytes += message.wireSize;
    const std::uint64_t ticket = recordIncoming(event::EventKind::Message, message, message.payload);
    if (!m_isHung)
        m_front.takeMessage(message, ticket);
    message.owned = {};
    if (m_front.keptBytes() >= deliverAbove)
        deliver();
}

void WireCore::acceptControl()
{
    protocol::Assembled &frame = m_assembler.result();
    m_facts.in.wireBytes += frame.wireSize;
    if (frame.opcode == Opcode::Close) {
        acceptClose(frame.payload);
        return;
    }
    const bool isPing = frame.opcode == Opcode::Ping;
    ++(isPing ? m_facts.in.pings : m_facts.in.pongs);
    const std::uint64_t ticket =
        recordIncoming(isPing ? event::EventKind::Ping : event::EventKind::Pong, frame, frame.payload);
    if (m_isHung || m_facts.closeSent)
        return;
    // The answers to messages before it leave before the pong; delivering may reuse the result.
    const QByteArray payload = frame.payload.toByteArray();
    deliver();
    if (m_isOver)
        return;
    const Because because(m_settings.capture, ticket);
    if (isPing) {
        if (m_automaticPong)
            sendControl(Opcode::Pong, payload, 0);
        m_front.takePing(payload);
    } else {
        m_front.takePong(payload);
    }
}

void WireCore::acceptClose(QByteArrayView payload)
{
    const QByteArray kept = payload.toByteArray();
    deliver();
    if (m_isOver)
        return;
    // Paused with messages still to be handed on: what answers them leaves before the close is answered.
    if (isDeliveryPaused() && m_front.keptBytes() > 0 && !m_facts.closeSent) {
        m_pendingClose = kept;
        return;
    }
    handleClose(kept);
}

void WireCore::handleClose(QByteArrayView payload)
{
    const protocol::DecodedClose close = protocol::decodeClose(payload);
    protocol::Assembled frame;
    frame.opcode = Opcode::Close;
    frame.masked = m_settings.role == protocol::Role::Server;
    frame.wireSize = static_cast<std::uint64_t>(payload.size()) + (frame.masked ? 6 : 2);
    const Because because(m_settings.capture, recordIncoming(event::EventKind::Close, frame, payload));
    m_facts.closeReceived = close.payload;
    m_facts.peerClosedFirst = !m_facts.closeSent;
    m_facts.state = ConnectionState::Closing;
    if (close.error != protocol::ClosePayloadError::None) {
        fail(closeViolation(close.error), payload);
        return;
    }
    // RFC 6455 section 5.5.1: what follows a close frame is not processed.
    m_isDiscarding = true;
    m_unparsed = {};
    if (m_isHung)
        return;
    if (!m_facts.closeSent) {
        noteEnd(m_settings.role == protocol::Role::Server ? EndedBy::Client : EndedBy::Server);
        m_front.takeClose(close.payload); // QWebSocket closes its side inside here.
        if (m_isOver)
            return;
        if (!m_facts.closeSent)
            writeClose({close.payload.code, {}}, 0); // Section 5.5.1: the code is sent back.
    }
    finishExchange();
}

void WireCore::fail(protocol::Violation violation, QByteArrayView offending)
{
    const QByteArray problem(violation.problem);
    const QByteArray detail = offending.first(std::min(offending.size(), offendingKept)).toByteArray();
    m_assembler = protocol::MessageAssembler(m_settings.messageLimit);
    m_isDiscarding = true; // Nothing of this connection is parsed any more.
    m_unparsed = {};
    deliver(); // Answers to what came before leave before the close.
    if (m_isOver)
        return;
    record(event::EventKind::Violation, problem, detail);
    m_cause = std::make_unique<EndCause>(EndCause{{}, QString::fromLatin1(problem)});
    if (!m_facts.closeSent) {
        noteEnd(EndedBy::ProtocolError);
        writeClose({violation.code, problem}, 0);
    }
    flush();
    if (m_isOver)
        return;
    m_transport->finishWriting();
    linger(discardMilliseconds);
}

void WireCore::deliver()
{
    if (isDeliveryPaused() || m_facts.closeSent || m_front.keptBytes() == 0)
        return;
    m_front.deliver();
}

void WireCore::holdInput(bool held)
{
    held ? pause(Held) : unpause(Held);
}

void WireCore::pause(Pause reason)
{
    // Once we have sent our close nothing is handed on, and the peer's answer is wanted.
    if (m_isDiscarding || m_facts.closeSent || (m_pauses & reason) != 0)
        return;
    // When the peer has gone there is only a little left to hand on, and nothing would ever lift these pauses.
    if (reason != Held && (m_facts.transportEnd != TransportEnd::None || m_transport->isBroken()))
        return;
    m_pauses |= reason;
    m_transport->setReadingPaused(true);
    if (reason == Memory)
        record(event::EventKind::Notice, "Input is paused: the server's memory is nearly used up.");
}

void WireCore::unpause(Pause reason)
{
    if ((m_pauses & reason) == 0)
        return;
    m_pauses = static_cast<std::uint8_t>(m_pauses & ~reason);
    if (m_pauses == 0)
        scheduleResume();
}

void WireCore::scheduleResume()
{
    if (m_resumePosted || m_isOver)
        return;
    m_resumePosted = true;
    QMetaObject::invokeMethod(
        m_context, [this] { resume(); }, Qt::QueuedConnection);
}

/// Goes on after a pause, in the order in which things came.
void WireCore::resume()
{
    m_resumePosted = false;
    if (m_isOver || !m_isStarted || (m_pauses != 0 && !m_isDiscarding))
        return;
    m_inBatch = true;
    deliver();
    if (!m_isOver && m_pendingClose && !isDeliveryPaused())
        handleClose(*std::exchange(m_pendingClose, std::nullopt));
    if (!m_isOver && m_pauses == 0 && !m_unparsed.isEmpty()) {
        QByteArray rest = std::exchange(m_unparsed, {});
        m_arrival = wallTime();
        parse({rest.data(), static_cast<std::size_t>(rest.size())});
        deliver();
    }
    finishBatch();
    if (m_isOver || (m_pauses != 0 && !m_isDiscarding))
        return;
    if (m_endPending) {
        m_endPending = false;
        transportEnded(m_facts.transportEnd, m_cause ? m_cause->error : QString());
        return;
    }
    m_transport->setReadingPaused(false);
    transportReadable();
}

} // namespace framewright::wire

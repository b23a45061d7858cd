// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a WireCore ends.

#include "app/base/walltime.h"
#include "app/event/event.h"
#include "app/wire/capture.h"
#include "app/wire/flushqueue.h"
#include "app/wire/wirecore.h"

#include <QTimer>

namespace framewright::wire {

namespace {

/// After the close frames are exchanged: for how long the peer may take to end TCP.
constexpr int lingerMilliseconds = 1000;
/// A deadline is put off while bytes still leave, but no more often than this.
constexpr int mostExtensions = 10;

EndedBy endedByUs(protocol::Role role, CloseOrigin origin)
{
    if (origin == CloseOrigin::Rule)
        return EndedBy::Rule;
    if (origin == CloseOrigin::Timeout)
        return EndedBy::Timeout;
    return role == protocol::Role::Server ? EndedBy::Server : EndedBy::Client;
}

} // namespace

void WireCore::sendClose(const protocol::ClosePayload &payload, CloseOrigin origin, std::uint32_t label)
{
    if (m_isOver || m_facts.closeSent || m_isLingering || !m_isOpened)
        return;
    if (m_facts.closeReceived) {
        // QWebSocket, or a rule, inside the news of the peer's close.
        writeClose(payload, label);
        return;
    }
    noteEnd(endedByUs(m_settings.role, origin));
    writeClose(payload, label);
    armDeadline(m_settings.closeTimeout);
}

void WireCore::writeClose(const protocol::ClosePayload &payload, std::uint32_t label)
{
    m_facts.closeSent = payload;
    m_facts.state = ConnectionState::Closing;
    m_writer.writeControl(protocol::Opcode::Close, payload.encode(), label);
    markPending();
    // Nothing is handed on from here: no reason to pause is left, and the peer's close is wanted.
    if (m_pauses != 0) {
        m_pauses = 0;
        scheduleResume();
    }
    m_front.beginClosing();
}

/// Both close frames are out: TCP ends. The server closes first (RFC 6455 section 7.1.1).
void WireCore::finishExchange()
{
    flush();
    if (m_isOver)
        return;
    if (m_settings.role == protocol::Role::Client) {
        linger(m_settings.closeTimeout);
    } else if (m_transport->isTls()) {
        linger(m_settings.closeTimeout);
        m_transport->closeGracefully();
    } else {
        // FIN, then read until the peer's: closing with unread bytes would send RST, which can eat our frame.
        m_transport->finishWriting();
        linger(lingerMilliseconds);
    }
}

void WireCore::linger(int milliseconds)
{
    m_isLingering = true;
    m_isDiscarding = true;
    m_pauses = 0;
    m_transport->setReadingPaused(false);
    armDeadline(milliseconds);
}

void WireCore::armDeadline(int milliseconds)
{
    m_deadlineSpan = milliseconds;
    m_madeProgress = false;
    const std::uint32_t number = ++m_deadlineNumber;
    QTimer::singleShot(milliseconds, m_context, [this, number] {
        if (number == m_deadlineNumber && !m_isOver)
            handleDeadline();
    });
}

void WireCore::handleDeadline()
{
    const bool hasUnsent = m_writer.unsentBytes() > 0;
    if (hasUnsent && m_madeProgress && m_extensions < mostExtensions) {
        ++m_extensions;
        armDeadline(m_deadlineSpan);
        return;
    }
    if (m_isLingering && !hasUnsent && m_transport->isOpen() && m_transport->isTls() && !m_isClosingTls) {
        m_isClosingTls = true;
        m_transport->closeGracefully(); // With close_notify, where the handshake was not done before.
        armDeadline(m_settings.closeTimeout);
        return;
    }
    if (m_facts.closeSent && !m_facts.closeReceived && !m_isLingering)
        m_facts.endedBy = EndedBy::Timeout;
    if (m_facts.transportEnd == TransportEnd::None)
        m_facts.transportEnd = TransportEnd::Closed;
    finish();
}

void WireCore::drop(DropManner manner, CloseOrigin origin)
{
    if (m_isOver)
        return;
    if (manner == DropManner::Hang) {
        m_isHung = true;
        return;
    }
    if (origin == CloseOrigin::Rule)
        noteEnd(EndedBy::Rule);
    if (manner == DropManner::Reset) {
        m_facts.transportEnd = TransportEnd::Closed;
        m_writer.flush();
        m_transport->reset();
        finish();
        return;
    }
    m_facts.state = ConnectionState::Closing;
    flush();
    if (m_isOver)
        return;
    m_facts.transportEnd = TransportEnd::Closed;
    m_transport->finishWriting();
    linger(lingerMilliseconds);
    m_front.beginClosing();
}

void WireCore::abort()
{
    if (m_isOver)
        return;
    if (m_facts.transportEnd == TransportEnd::None)
        m_facts.transportEnd = TransportEnd::Closed;
    finish();
}

void WireCore::closeUnopened(const QByteArray &lastBytes)
{
    if (m_isOver || m_isLingering)
        return;
    m_writer.writeHead(lastBytes);
    flush();
    if (m_isOver)
        return;
    linger(lingerMilliseconds);
    m_transport->closeGracefully();
}

void WireCore::transportEnded(TransportEnd end, const QString &error)
{
    if (m_isOver)
        return;
    if (m_facts.transportEnd == TransportEnd::None)
        m_facts.transportEnd = end;
    if (!error.isEmpty()) {
        if (!m_cause)
            m_cause = std::make_unique<EndCause>();
        m_cause->error = error;
    }
    // What came before the end is handed on first.
    const bool hasWaiting = m_resumePosted || !m_unparsed.isEmpty() || m_pendingClose || m_front.keptBytes() > 0;
    if (!m_isStarted || (hasWaiting && end == TransportEnd::Finished && !m_isDiscarding && !m_facts.closeSent)) {
        m_endPending = true;
        unpause(BackPressure);
        unpause(Memory);
        return;
    }
    // A peer that closed its direction alone still gets what is under way.
    if (end == TransportEnd::Finished && !m_transport->isTls() && m_writer.unsentBytes() > 0) {
        m_facts.state = ConnectionState::Closing;
        armDeadline(m_settings.closeTimeout);
        return;
    }
    finish();
}

/// The first that ends it is the one who did.
void WireCore::noteEnd(EndedBy by)
{
    if (m_facts.endedBy == EndedBy::Nobody)
        m_facts.endedBy = by;
}

std::uint64_t WireCore::recordEnd()
{
    if (m_pendingClose) { // It came, though nobody could answer it any more.
        m_facts.closeReceived = protocol::decodeClose(*m_pendingClose).payload;
        m_facts.peerClosedFirst = !m_facts.closeSent;
        noteEnd(m_settings.role == protocol::Role::Server ? EndedBy::Client : EndedBy::Server);
        m_pendingClose.reset();
    }
    if (m_facts.transportEnd == TransportEnd::Failed && m_transport->isTls())
        noteEnd(EndedBy::Tls);
    noteEnd(EndedBy::Network);
    m_facts.state = ConnectionState::Closed;
    m_facts.endedAt = wallTime();
    m_writer.countUndelivered(m_facts);
    m_facts.endText = endText(m_facts, m_settings.role, m_cause ? *m_cause : EndCause{});
    if (m_facts.undeliveredMessages > 0) {
        const QByteArray count = QByteArray::number(m_facts.undeliveredMessages) + " messages, " +
                                 QByteArray::number(m_facts.undeliveredBytes) + " bytes";
        record(event::EventKind::Undelivered, count);
    }
    return record(event::EventKind::Ended, m_facts.endText.toUtf8(), {},
                  m_facts.isCleanlyClosed() ? std::uint16_t{0} : event::eventflag::Abnormal);
}

void WireCore::finish()
{
    if (m_isOver)
        return;
    const std::uint64_t ticket = recordEnd();
    m_isOver = true;
    m_flushQueue->remove(this);
    m_transport->abort();
    m_assembler = protocol::MessageAssembler(m_settings.messageLimit);
    m_unparsed = {};
    m_share.retire();
    const Because because(m_settings.capture, ticket);
    m_front.tellEnded();
}

} // namespace framewright::wire

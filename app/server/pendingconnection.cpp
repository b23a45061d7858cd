// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/pendingconnection.h"

#include "app/base/walltime.h"
#include "app/wire/plaintransport.h"
#include "app/wire/tlstransport.h"

#include <QSocketNotifier>

#include <array>

#include <sys/socket.h>
#include <unistd.h>

namespace framewright::server {

namespace {

constexpr char tlsHandshakeRecord = 0x16;
constexpr std::int64_t lingerTime = 1000 * nanosecondsPerMillisecond;
constexpr qint64 discardLimit = 64 << 10;
/// How long a connection may be silent between two plain requests.
constexpr std::int64_t keepAliveTime = 5000 * nanosecondsPerMillisecond;

/// One for all connections of a thread: nothing stays in it between two calls.
std::span<char> readBuffer()
{
    static thread_local std::array<char, 16 << 10> buffer;
    return buffer;
}

} // namespace

PendingConnection::PendingConnection(qintptr descriptor, ConnectionId id,
                                     std::shared_ptr<const ReceptionSettings> settings, const Clock &clock,
                                     Observer &observer)
    : m_observer(observer)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_descriptor(descriptor)
    , m_acceptedAt(clock.now())
{
    m_facts.id = id;
    m_facts.server = m_settings->server;
    m_facts.acceptedAt = wallTime();
    if (!m_settings->tls) {
        startTransport(std::make_unique<wire::PlainTransport>(std::exchange(m_descriptor, -1)));
        return;
    }
    m_stage = Stage::AwaitingFirstByte;
    m_firstByte = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    QObject::connect(m_firstByte.get(), &QSocketNotifier::activated, m_firstByte.get(), [this] { handleFirstByte(); });
}

PendingConnection::PendingConnection(std::unique_ptr<wire::Transport> transport, QByteArray rest, ConnectionId id,
                                     std::shared_ptr<const ReceptionSettings> settings, const Clock &clock,
                                     Observer &observer)
    : m_observer(observer)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_descriptor(-1)
    , m_received(std::move(rest))
    , m_acceptedAt(clock.now())
    , m_isKeptAlive(true)
{
    m_facts.id = id;
    m_facts.server = m_settings->server;
    m_facts.acceptedAt = wallTime();
    startTransport(std::move(transport));
}

void PendingConnection::begin()
{
    if (!m_received.isEmpty() && m_stage == Stage::ReadingHead)
        judgeHead();
}

PendingConnection::~PendingConnection()
{
    m_firstByte.reset();
    if (m_descriptor >= 0)
        ::close(static_cast<int>(m_descriptor));
}

void PendingConnection::startTransport(std::unique_ptr<wire::Transport> transport)
{
    m_stage = Stage::ReadingHead;
    m_transport = std::move(transport);
    m_facts.peer = m_transport->peer();
    m_facts.local = m_transport->local();
    m_transport->setListener(this);
}

/// A TLS record begins with its type; any letter there is somebody's plain HTTP.
void PendingConnection::handleFirstByte()
{
    char first = 0;
    const ssize_t count = ::recv(static_cast<int>(m_descriptor), &first, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    m_firstByte->setEnabled(false);
    m_firstByte.release()->deleteLater(); // This is called by it.
    if (count <= 0) {
        end();
        return;
    }
    const qintptr descriptor = std::exchange(m_descriptor, -1);
    if (first == tlsHandshakeRecord) {
        startTransport(wire::TlsTransport::accept(descriptor, *m_settings->tls));
    } else {
        m_plainOnTls = true;
        startTransport(std::make_unique<wire::PlainTransport>(descriptor));
    }
}

void PendingConnection::transportReadable()
{
    switch (m_stage) {
    case Stage::ReadingHead:
        readHead();
        break;
    case Stage::ReadingBody:
        readBody();
        break;
    case Stage::Lingering:
    case Stage::Hanging:
        discard();
        break;
    case Stage::AwaitingFirstByte:
    case Stage::AwaitingAnswer:
    case Stage::Over:
        break;
    }
}

void PendingConnection::readHead()
{
    const qint64 count = m_transport->read(readBuffer());
    if (count <= 0)
        return;
    // The deadline of the next request runs from its first byte.
    if (isIdle())
        m_acceptedAt = m_clock.now();
    m_received.append(readBuffer().data(), count);
    if (m_received.front() == tlsHandshakeRecord) {
        cut(QStringLiteral("The client speaks TLS, but this server is plain: use ws://, or turn TLS on."));
        return;
    }
    judgeHead();
}

void PendingConnection::judgeHead()
{
    auto parsed = protocol::parseRequestHead(m_received, m_settings->headLimits, m_searched);
    m_searched = m_received.size();
    switch (parsed.status) {
    case protocol::HeadStatus::NeedMore:
        return;
    case protocol::HeadStatus::TooLarge:
        refuse(refuseBecause(431, QStringLiteral("The request head is larger than %1 bytes or has more than %2 fields.")
                                      .arg(m_settings->headLimits.bytes)
                                      .arg(m_settings->headLimits.fields)));
        return;
    case protocol::HeadStatus::Malformed:
        refuse(refuseBecause(400, parsed.problem, wire::EndedBy::ProtocolError));
        return;
    case protocol::HeadStatus::Complete:
        break;
    }
    m_head = std::move(parsed.head);
    m_rest = m_received.mid(parsed.consumed);
    m_received = QByteArray();
    m_facts.target = m_head.target;
    m_facts.requestHead = m_head.raw;
    m_facts.tls = m_transport->tls();
    m_stage = Stage::AwaitingAnswer;
    m_transport->setReadingPaused(true);
    m_observer.headArrived(*this);
}

void PendingConnection::receiveBody(qsizetype limit)
{
    m_body.emplace(m_head, limit);
    m_bodyFrom = m_clock.now();
    m_stage = Stage::ReadingBody;
    // RFC 9110 section 10.1.1: who waits for leave gets it.
    const bool mayContinue = m_head.fields.hasToken("Expect", "100-continue") && m_rest.isEmpty() &&
                             m_body->status() == protocol::RequestBody::Status::NeedMore;
    if (mayContinue)
        m_transport->write("HTTP/1.1 100 Continue\r\n\r\n");
    m_transport->setReadingPaused(false);
    takeBody();
}

void PendingConnection::readBody()
{
    const qint64 count = m_transport->read(readBuffer());
    if (count <= 0)
        return;
    m_rest.append(readBuffer().data(), count);
    takeBody();
}

void PendingConnection::takeBody()
{
    using Status = protocol::RequestBody::Status;
    switch (m_body->take(m_rest)) {
    case Status::NeedMore:
        return;
    case Status::TooLarge:
        refuse(refuseBecause(413, m_body->problem()));
        return;
    case Status::Malformed:
        refuse(refuseBecause(400, m_body->problem(), wire::EndedBy::ProtocolError));
        return;
    case Status::Complete:
        break;
    }
    m_facts.requestHead = m_head.raw + m_body->raw();
    m_stage = Stage::AwaitingAnswer;
    m_transport->setReadingPaused(true);
    m_observer.headArrived(*this);
}

void PendingConnection::answer(const Refusal &answer, bool keepsAlive)
{
    if (!keepsAlive || m_stage != Stage::AwaitingAnswer) {
        refuse(answer);
        return;
    }
    m_facts.status = answer.status;
    m_facts.responseHead = answer.encode(protocol::AfterResponse::KeepAlive);
    m_facts.tls = m_transport->tls();
    noteRefused(answer.endedBy, answer.sentence());
    m_transport->write(m_facts.responseHead);
    QByteArray rest = takeRest();
    m_observer.keptAlive(takeTransport(), std::move(rest));
}

void PendingConnection::refuse(const Refusal &refusal)
{
    if (m_stage == Stage::Over || !m_transport)
        return;
    m_facts.status = refusal.status;
    m_facts.responseHead = refusal.encode();
    m_facts.tls = m_transport->tls();
    m_transport->setReadingPaused(false);
    noteRefused(refusal.endedBy, refusal.sentence());
    if (refusal.drop == rules::Drop::Reset) {
        m_transport->reset();
        end();
        return;
    }
    if (refusal.drop == rules::Drop::Hang) {
        m_stage = Stage::Hanging;
        return;
    }
    m_stage = Stage::Lingering;
    m_lingerUntil = m_clock.now() + lingerTime;
    if (!m_facts.responseHead.isEmpty())
        m_transport->write(m_facts.responseHead);
    m_transport->finishWriting();
}

void PendingConnection::discard()
{
    const qint64 count = m_transport->read(readBuffer());
    m_discarded += qMax<qint64>(count, 0);
    if (m_discarded > discardLimit && m_stage == Stage::Lingering) {
        m_transport->abort();
        end();
    }
}

void PendingConnection::checkTime()
{
    const std::int64_t now = m_clock.now();
    const std::int64_t headTime = m_settings->headTime * nanosecondsPerMillisecond;
    if (m_stage == Stage::Lingering && now >= m_lingerUntil) {
        endLingering();
    } else if (isIdle()) {
        if (now - m_acceptedAt >= keepAliveTime)
            finishQuietly();
    } else if (m_stage == Stage::ReadingBody && now - m_bodyFrom >= headTime) {
        refuse(refuseBecause(
            408, QStringLiteral("The body of the request was not whole after %1 ms.").arg(m_settings->headTime),
            wire::EndedBy::Timeout));
    } else if (m_stage == Stage::ReadingHead && now - m_acceptedAt >= headTime) {
        refuse(refuseBecause(408,
                             QStringLiteral("The request head was not whole after %1 ms.").arg(m_settings->headTime),
                             wire::EndedBy::Timeout));
    } else if (m_stage == Stage::AwaitingFirstByte && now - m_acceptedAt >= headTime) {
        noteRefused(wire::EndedBy::Timeout, QStringLiteral("No TLS handshake came."));
        end();
    }
}

/// No more requests come, which is worth no row: each of them had its own.
void PendingConnection::finishQuietly()
{
    m_noted = true;
    m_stage = Stage::Lingering;
    m_lingerUntil = m_clock.now() + lingerTime;
    m_transport->finishWriting();
}

/// TLS has no half-close, so its close comes only now, and has to leave before the descriptor goes.
void PendingConnection::endLingering()
{
    if (!std::exchange(m_closing, true) && m_facts.tls) {
        m_lingerUntil += lingerTime;
        m_transport->closeGracefully();
        return;
    }
    m_transport->abort();
    end();
}

void PendingConnection::cut(const QString &reason)
{
    if (m_stage == Stage::Over)
        return;
    if (!isIdle())
        noteRefused(wire::EndedBy::Server, reason);
    if (m_transport)
        m_transport->abort();
    end();
}

std::unique_ptr<wire::Transport> PendingConnection::takeTransport()
{
    m_transport->setListener(nullptr);
    m_transport->setReadingPaused(false);
    std::unique_ptr<wire::Transport> transport = std::move(m_transport);
    end();
    return transport;
}

void PendingConnection::transportSent(qint64 bytes)
{
    Q_UNUSED(bytes)
}

void PendingConnection::transportEnded(wire::TransportEnd ending, const QString &error)
{
    if (m_stage == Stage::Over)
        return;
    m_facts.transportEnd = ending;
    if (m_stage == Stage::Lingering && ending == wire::TransportEnd::Finished && m_transport->unsentBytes() > 0)
        return; // A half-closed peer still reads; the deadline ends it.
    const bool saidSomething =
        !m_received.isEmpty() || m_stage == Stage::AwaitingAnswer || m_stage == Stage::ReadingBody;
    if (ending == wire::TransportEnd::Failed)
        noteRefused(wire::EndedBy::Tls, QStringLiteral("TLS failed: %1.").arg(error));
    else if (saidSomething) // Who connects and leaves without a byte (a port check) is not worth a row.
        noteRefused(wire::EndedBy::Client, QStringLiteral("The client left before the handshake was done."));
    m_transport->abort();
    end();
}

void PendingConnection::noteRefused(wire::EndedBy endedBy, const QString &sentence)
{
    if (m_noted)
        return;
    m_noted = true;
    m_facts.state = wire::ConnectionState::Refused;
    m_facts.endedAt = wallTime();
    m_facts.endedBy = endedBy;
    m_facts.endText = sentence;
    if (m_facts.requestHead.isEmpty())
        m_facts.requestHead = m_received;
    m_observer.handshakeRefused(*this);
}

void PendingConnection::end()
{
    if (m_stage == Stage::Over)
        return;
    m_stage = Stage::Over;
    m_observer.pendingEnded(*this);
}

} // namespace framewright::server

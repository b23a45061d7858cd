// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/sessionhost.h"

#include "app/client/session.h"

namespace framewright::client {

namespace {

constexpr int batchInterval = 50;

} // namespace

SessionHost::SessionHost(wire::Capture *capture, QObject *parent)
    : QObject(parent)
    , m_capture(capture)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(batchInterval);
    connect(&m_batch, &QTimer::timeout, this, &SessionHost::handOver);
}

SessionHost::~SessionHost()
{
    // Sessions use the upgrader: they go before it does.
    const auto sessions = std::exchange(m_sessions, {});
    qDeleteAll(sessions);
}

void SessionHost::open(ConnectionId id, const SessionRequest &request)
{
    auto *session = new Session(id, request, &m_upgrader, m_capture, this);
    m_sessions.insert(id, session);
    connect(session, &Session::changed, this, [this, id] { markChanged(id); });
    connect(session, &Session::failed, this,
            [this, id](const SessionFailure &failure) { emit failed(id, failure.error); });
    connect(session, &Session::ended, this, [this, id] { handleEnded(id); });
    session->open();
}

void SessionHost::send(ConnectionId id, protocol::Opcode opcode, const QByteArray &payload)
{
    Session *session = m_sessions.value(id);
    if (!session) {
        emit failed(id, {u"The session has ended: nothing was sent."_qs, {}, u"Connect again."_qs});
        return;
    }
    if (const auto sent = session->send({opcode, payload, payload, 0}); !sent)
        emit failed(id, sent.error());
}

void SessionHost::close(ConnectionId id, const protocol::ClosePayload &payload)
{
    if (Session *session = m_sessions.value(id))
        session->close(payload);
}

void SessionHost::abort(ConnectionId id)
{
    if (Session *session = m_sessions.value(id))
        session->abort();
}

void SessionHost::closeAll()
{
    m_closing = true;
    const auto sessions = m_sessions.values();
    for (Session *session : sessions)
        session->close({protocol::closecode::GoingAway, {}});
    if (sessions.isEmpty())
        emit emptied();
}

void SessionHost::markChanged(ConnectionId id)
{
    m_changed.insert(id);
    if (!m_batch.isActive())
        m_batch.start();
}

void SessionHost::handOver()
{
    QList<wire::ConnectionFacts> batch = std::exchange(m_final, {});
    for (const ConnectionId id : std::exchange(m_changed, {})) {
        if (const Session *session = m_sessions.value(id))
            batch.append(session->facts());
    }
    if (!batch.isEmpty())
        emit factsChanged(batch);
}

void SessionHost::handleEnded(ConnectionId id)
{
    Session *session = m_sessions.take(id);
    m_final.append(session->facts());
    markChanged(id);
    session->deleteLater();
    if (m_closing && m_sessions.isEmpty()) {
        handOver();
        emit emptied();
    }
}

} // namespace framewright::client

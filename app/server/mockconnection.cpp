// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/mockconnection.h"

#include "app/server/mockroute.h"
#include "app/wire/capture.h"

#include <QWebSocket>
#include <QWebSocketServer>

#include <limits>

namespace framewright::server {

namespace {

/// QWebSocketServer judges a head of its own, short and without anything that it bends: the client's was judged
/// before, and what is sent is our answer, not the one it writes.
const QByteArray &cleanHead()
{
    static const QByteArray head("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    return head;
}

} // namespace

MockConnection::MockConnection(MockRoute &route, std::unique_ptr<wire::Transport> transport, Agreement agreement,
                               wire::ConnectionFacts facts, QByteArray rest)
    : m_route(route)
    , m_id(facts.id)
    , m_agreement(std::make_unique<Agreement>(std::move(agreement)))
{
    m_wire = new wire::WireSocket(std::move(transport), m_agreement->settings, std::move(facts), std::move(rest));
    wire::WireCallbacks callbacks;
    callbacks.pinged = [this](QByteArrayView payload) {
        touch();
        m_route.state().pinged(m_id, payload);
    };
    callbacks.ponged = [this](QByteArrayView payload) {
        touch();
        m_route.state().ponged(m_id, payload);
    };
    callbacks.drained = [this] { touch(); };
    // A rule that drops its connection gets here from inside RouteState, which must not be entered again.
    callbacks.ended = [this] {
        m_ended = true;
        m_endTicket = capture().cause();
        m_finalFacts = std::make_unique<const wire::ConnectionFacts>(m_wire->facts());
        QMetaObject::invokeMethod(this, &MockConnection::finish, Qt::QueuedConnection);
    };
    m_wire->setCallbacks(std::move(callbacks));
}

/// The order matters: a QWebSocket that dies writes into its socket.
MockConnection::~MockConnection()
{
    if (m_wire) {
        m_wire->setCallbacks({});
        disconnect(m_wire, nullptr, this, nullptr);
    }
    delete m_socket;
    delete m_wire;
}

void MockConnection::beginUpgrade(QWebSocketServer &server)
{
    m_wire->prepareHandshake(cleanHead(), m_agreement->answer);
    server.handleConnection(m_wire);
}

void MockConnection::finishUpgrade(QWebSocket *socket, QWebSocketServer &server)
{
    m_socket = socket;
    // Otherwise the server deletes the wire too, and walks all its senders at each handshake.
    disconnect(m_wire, &QAbstractSocket::disconnected, &server, nullptr);
    // The limits that hold are the wire's.
    constexpr quint64 noLimit = std::numeric_limits<int>::max() / 2;
    m_socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    m_socket->setMaxAllowedIncomingFrameSize(noLimit);
    m_socket->setMaxAllowedIncomingMessageSize(noLimit);
    connectSocket();

    const std::unique_ptr<Agreement> agreement = std::move(m_agreement);
    m_opened = true;
    touch();
    m_route.state().opened(m_id, std::move(agreement->request), agreement->subprotocol);
    if (m_wire)
        m_wire->start();
    if (m_closeOnceOpen)
        close(*m_closeOnceOpen);
}

void MockConnection::connectSocket()
{
    connect(m_socket, &QWebSocket::textMessageReceived, this, &MockConnection::handleMessage);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &MockConnection::handleMessage);
    connect(m_wire, &QAbstractSocket::stateChanged, this, &MockConnection::touch);
}

void MockConnection::handleMessage()
{
    const wire::Incoming incoming = m_wire->takeMessage();
    const wire::Because because(&capture(), incoming.ticket);
    touch();
    m_route.state().received(m_id, rules::Received{incoming.opcode, incoming.payload, incoming.owned});
}

wire::Capture &MockConnection::capture() const
{
    return m_route.surroundings().shared.capture;
}

void MockConnection::touch()
{
    if (std::exchange(m_touched, true))
        return;
    m_route.connectionChanged(m_id);
}

void MockConnection::noteSent()
{
    touch();
    m_route.state().noteSent(m_id);
}

void MockConnection::close(const protocol::ClosePayload &payload, wire::CloseOrigin origin, std::uint32_t label)
{
    if (!m_opened)
        m_closeOnceOpen = payload; // Its 101 is still to be written.
    else if (m_wire && !m_ended)
        m_wire->sendClose(payload, origin, label);
}

void MockConnection::abort()
{
    if (m_wire && !m_ended)
        m_wire->abort();
}

bool MockConnection::isIdle(std::int64_t now, std::int64_t limit)
{
    if (!isOpen() || facts().state != wire::ConnectionState::Open)
        return false;
    const std::uint64_t messages = facts().in.messages + facts().out.messages;
    if (m_lastActive == 0 || messages != m_seenMessages) {
        m_seenMessages = messages;
        m_lastActive = now;
        return false;
    }
    return now - m_lastActive >= limit;
}

void MockConnection::finish()
{
    if (m_opened) {
        const wire::Because because(&capture(), m_endTicket);
        const protocol::CloseCode code = facts().closeCode().value_or(protocol::closecode::Abnormal);
        m_route.state().closed(m_id, code, facts().closeReason());
    }
    m_route.connectionEnded(*this);
}

} // namespace framewright::server

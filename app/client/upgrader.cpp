// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/upgrader.h"

#include "app/wire/wiresocket.h"

#include <QWebSocket>

namespace framewright::client {

Upgrader::Upgrader(QObject *parent)
    : QObject(parent)
    , m_server(u"framewright"_qs, QWebSocketServer::NonSecureMode)
{
    m_server.setMaxPendingConnections(1 << 20);
    connect(&m_server, &QWebSocketServer::newConnection, this, &Upgrader::handleNewConnection);
}

void Upgrader::upgrade(wire::WireSocket *wire, const QByteArray &key, const std::function<void(QWebSocket *)> &ready)
{
    m_waiting.insert(wire, ready);
    // What QWebSocketServer reads is a handshake of its own, whatever the real one was; the 101 that it writes
    // goes nowhere.
    wire->prepareHandshake("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Key: " +
                               key + "\r\nSec-WebSocket-Version: 13\r\n\r\n",
                           {});
    m_server.handleConnection(wire);
}

void Upgrader::forget(wire::WireSocket *wire)
{
    m_waiting.remove(wire);
}

void Upgrader::handleNewConnection()
{
    QWebSocket *socket = m_server.nextPendingConnection();
    wire::WireSocket *wire = wire::WireSocket::takeUpgraded();
    const auto ready = m_waiting.take(wire);
    if (!ready) {
        socket->deleteLater();
        return;
    }
    // Else the server deletes the WireSocket too, when it ends.
    disconnect(wire, &QAbstractSocket::disconnected, &m_server, nullptr);
    socket->setParent(nullptr);
    // A message is one frame here, of any size: the limits are the wire's.
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    socket->setMaxAllowedIncomingFrameSize(QWebSocket::maxIncomingFrameSize());
    socket->setMaxAllowedIncomingMessageSize(QWebSocket::maxIncomingMessageSize());
    ready(socket);
}

} // namespace framewright::client

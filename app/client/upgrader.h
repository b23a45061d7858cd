// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QWebSocketServer>

#include <functional>

class QWebSocket;

namespace framewright::wire {
class WireSocket;
}

namespace framewright::client {

/// Makes the QWebSocket of a session: a QWebSocketServer that never listens takes the WireSocket for a client's
/// connection, and what it yields speaks for our side of it (the design's "Standing in front of
/// QWebSocketServer"). One for all sessions of a thread.
class Upgrader final : public QObject
{
    Q_OBJECT
public:
    explicit Upgrader(QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(Upgrader)

    /// `ready` is called later, from the event loop, with a QWebSocket that the receiver owns; frames may flow
    /// once it has called WireSocket::start().
    void upgrade(wire::WireSocket *wire, const QByteArray &key, const std::function<void(QWebSocket *)> &ready);
    /// The session goes before its QWebSocket came.
    void forget(wire::WireSocket *wire);

private:
    void handleNewConnection();

    QWebSocketServer m_server;
    QHash<wire::WireSocket *, std::function<void(QWebSocket *)>> m_waiting;
};

} // namespace framewright::client

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/deflateparameters.h"
#include "app/rules/routestate.h"
#include "app/wire/wiresocket.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWebSocket;
class QWebSocketServer;

namespace framewright::server {

class MockRoute;

/// An accepted connection of a mock route: the WireSocket, the QWebSocket in front of it, and what rules and the
/// window call them by. Lives on its server's engine thread, owned by its route.
class MockConnection final : public QObject
{
    Q_OBJECT
public:
    /// What the handshake has settled.
    struct Agreement
    {
        rules::Request request;
        QByteArray subprotocol;
        QByteArray answer; ///< The whole 101.
        wire::WireSettings settings;
    };

    MockConnection(MockRoute &route, std::unique_ptr<wire::Transport> transport, Agreement agreement,
                   wire::ConnectionFacts facts, QByteArray rest);
    ~MockConnection() override;
    Q_DISABLE_COPY_MOVE(MockConnection)

    [[nodiscard]] ConnectionId id() const { return m_id; }
    [[nodiscard]] wire::WireSocket *wire() const { return m_wire.data(); }
    [[nodiscard]] const wire::ConnectionFacts &facts() const { return m_finalFacts ? *m_finalFacts : m_wire->facts(); }

    /// Hands the wire to a QWebSocketServer, which answers from the event loop.
    void beginUpgrade(QWebSocketServer &server);
    /// In the slot of newConnection: the 101 has been written.
    void finishUpgrade(QWebSocket *socket, QWebSocketServer &server);
    /// Whether rules may act on it.
    [[nodiscard]] bool isOpen() const { return m_opened && !m_ended; }

    /// Marks the facts as changed for the next report.
    void touch();
    /// Something is sent that no rule sends.
    void noteSent();
    [[nodiscard]] bool takeTouched() { return std::exchange(m_touched, false); }

    /// A close of ours: a stop, a removed route, a person's wish.
    void close(const protocol::ClosePayload &payload, wire::CloseOrigin origin = wire::CloseOrigin::Application,
               std::uint32_t label = 0);
    void abort();

    /// No message has come or gone for so many nanoseconds. Told at looks, so as precise as these are frequent.
    [[nodiscard]] bool isIdle(std::int64_t now, std::int64_t limit);

private:
    void connectSocket();
    void handleMessage();
    void finish();
    [[nodiscard]] wire::Capture &capture() const;

    MockRoute &m_route;
    ConnectionId m_id;
    QPointer<wire::WireSocket> m_wire;
    QPointer<QWebSocket> m_socket;
    std::unique_ptr<Agreement> m_agreement; ///< Until the rules take the request.
    std::optional<protocol::ClosePayload> m_closeOnceOpen;
    /// From the end on: before the upgrade a QWebSocketServer deletes the wire itself.
    std::unique_ptr<const wire::ConnectionFacts> m_finalFacts;
    std::uint64_t m_seenMessages = 0;
    std::int64_t m_lastActive = 0;
    std::uint64_t m_endTicket = 0; ///< Of the row that says how it ended.
    bool m_touched = false;
    bool m_opened = false;
    bool m_ended = false;
};

} // namespace framewright::server

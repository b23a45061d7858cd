// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/failure.h"
#include "app/client/opening.h"
#include "app/client/sessionrequest.h"
#include "app/event/event.h"
#include "app/protocol/clienthandshake.h"
#include "app/wire/connectionfacts.h"
#include "app/wire/wiresocket.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWebSocket>

#include <memory>
#include <optional>

namespace framewright::wire {
class Capture;
}

namespace framewright::client {

class Upgrader;

/// One conversation with a WebSocket server: opens it (redirects, refusals, errors that name the cause, one
/// deadline over all of it), then sends and receives messages and keeps its facts as they were on the wire.
/// Lives on the client thread. Never ends inside a call that its owner makes.
class Session final : public QObject
{
    Q_OBJECT
public:
    /// Bytes that may wait for a server that does not read; beyond, a message is refused.
    static constexpr qint64 unsentLimit = 64 << 20;

    /// `upgrader` and `capture` (which may be null) must outlive the session.
    Session(ConnectionId id, SessionRequest request, Upgrader *upgrader, wire::Capture *capture,
            QObject *parent = nullptr);
    /// Ends what still lives without a close frame.
    ~Session() override;
    Q_DISABLE_COPY_MOVE(Session)

    void open();
    /// An error: the session is not open, or the server does not read and too much waits for it already.
    [[nodiscard]] Result<void> send(const wire::Outgoing &message);
    /// Sends a close frame and waits for the server's; a session that is still opening is given up.
    void close(const protocol::ClosePayload &payload);
    /// Ends the connection at once, without a close frame.
    void abort();
    /// While held nothing is read from the server.
    void holdInput(bool held);

    [[nodiscard]] const wire::ConnectionFacts &facts() const { return m_wire ? m_wire->facts() : m_facts; }
    [[nodiscard]] bool isOpen() const { return m_socket && facts().state == wire::ConnectionState::Open; }
    [[nodiscard]] qint64 unsentBytes() const { return m_wire ? m_wire->unsentBytes() : 0; }
    /// Of the last hop.
    [[nodiscard]] const OpeningTimes &times() const { return m_times; }
    /// The addresses that redirected, in their order.
    [[nodiscard]] const QList<QUrl> &redirects() const { return m_redirects; }

signals:
    /// Some fact is news.
    void changed();
    void opened();
    /// Also after our close frame, until the server's: it may still answer what was sent before.
    void received(const framewright::wire::Incoming &message);
    void pinged(QByteArrayView payload);
    void ponged(QByteArrayView payload);
    /// Unsent bytes have left.
    void drained();
    /// Something a person should know; in the log too.
    void noticed(const QString &text);
    /// It did not open. `ended` follows.
    void failed(const framewright::client::SessionFailure &failure);
    /// It is over and the facts are final. Delete it later, not in this slot.
    void ended();

private:
    void beginHop(const Target &target);
    [[nodiscard]] protocol::HeaderFields headersFor(const Target &target) const;
    [[nodiscard]] Result<OpeningTls> tlsFor(const Target &target) const;
    void handleAnswer(const protocol::ResponseHead &head);
    void followRedirect(const protocol::ResponseHead &head);
    void refuse(const protocol::ResponseHead &head);
    void acceptAgreement(const protocol::ResponseHead &head);
    void handleUpgraded(QWebSocket *socket);
    void handleMessage();
    void handleTimeout();
    void handleEnded();
    void takeOpeningFacts();
    void notice(const QString &text, const QByteArray &detail = {});
    void record(event::EventKind kind, const QByteArray &payload, const QByteArray &detail = {},
                std::uint16_t flags = 0);
    void failWith(const SessionFailure &failure);
    void failLater(const SessionFailure &failure);
    void dropOpening();

    SessionRequest m_request;
    Upgrader *m_upgrader;
    wire::Capture *m_capture;
    wire::ConnectionFacts m_facts;
    std::optional<Target> m_firstTarget;
    protocol::ClientHandshake m_handshake;
    QPointer<Opening> m_opening;
    OpeningTimes m_times;
    QList<QUrl> m_redirects;
    QTimer m_deadline;
    QPointer<wire::WireSocket> m_wire;
    QPointer<QWebSocket> m_socket;
    std::optional<protocol::ClosePayload> m_closeWhenUpgraded;
    bool m_over = false;
};

} // namespace framewright::client

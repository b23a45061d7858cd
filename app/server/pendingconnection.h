// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/identifier.h"
#include "app/protocol/headparser.h"
#include "app/protocol/requestbody.h"
#include "app/server/refusal.h"
#include "app/wire/connectionfacts.h"
#include "app/wire/transport.h"

#include <QSslConfiguration>

#include <cstdint>
#include <memory>
#include <optional>

class QSocketNotifier;

namespace framewright::server {

/// What a handshake may take of us.
struct ReceptionSettings
{
    ServerId server;
    std::optional<QSslConfiguration> tls;
    protocol::HeadLimits headLimits;
    int headTime = 10000; ///< Milliseconds from the accepted connection to the whole head, TLS included.
};

/// A connection whose handshake is not done: TLS, then the request head, then waiting for the answer, or for the
/// peer to take a refusal. Lives on its server's engine thread, owned by the reception.
class PendingConnection final : public wire::TransportListener
{
public:
    /// Hears of the steps. Calls come from the event loop.
    class Observer
    {
    public:
        /// The head is whole: refuse(), or take the transport, now or later; or receiveBody(), and this comes again
        /// once the body is there.
        virtual void headArrived(PendingConnection &connection) = 0;
        /// There will be no upgrade, and `facts()` say why. The connection may linger for a moment.
        virtual void handshakeRefused(PendingConnection &connection) = 0;
        /// A plain request was answered, and the connection stays for the next one.
        virtual void keptAlive(std::unique_ptr<wire::Transport> transport, QByteArray rest) = 0;
        /// It is over: delete it, later.
        virtual void pendingEnded(PendingConnection &connection) = 0;

    protected:
        ~Observer() = default;
    };

    /// Owns the descriptor from here on.
    PendingConnection(qintptr descriptor, ConnectionId id, std::shared_ptr<const ReceptionSettings> settings,
                      const Clock &clock, Observer &observer);
    /// For the next request of a connection that was kept alive; call begin() once the owner knows it.
    PendingConnection(std::unique_ptr<wire::Transport> transport, QByteArray rest, ConnectionId id,
                      std::shared_ptr<const ReceptionSettings> settings, const Clock &clock, Observer &observer);
    ~PendingConnection();
    Q_DISABLE_COPY_MOVE(PendingConnection)

    [[nodiscard]] ConnectionId id() const { return m_facts.id; }
    [[nodiscard]] const protocol::RequestHead &head() const { return m_head; }
    [[nodiscard]] wire::ConnectionFacts &facts() { return m_facts; }
    /// The peer speaks plain HTTP where TLS is spoken.
    [[nodiscard]] bool isPlainOnTls() const { return m_plainOnTls; }
    [[nodiscard]] bool isSecure() const { return m_settings->tls.has_value() && !m_plainOnTls; }
    /// Waits for an answer of ours.
    [[nodiscard]] bool awaitsAnswer() const { return m_stage == Stage::AwaitingAnswer; }
    [[nodiscard]] std::int64_t age() const { return m_clock.now() - m_acceptedAt; }

    /// Looks at what came before it was made.
    void begin();
    /// The body of the request is wanted: headArrived() comes again with it. What is wrong with it is answered here.
    void receiveBody(qsizetype limit);
    /// Whether the body was asked for and is whole.
    [[nodiscard]] bool hasBody() const { return m_body && m_body->status() == protocol::RequestBody::Status::Complete; }
    [[nodiscard]] const QByteArray &body() const { return m_body->content(); }
    /// Answers a plain request; with `keepsAlive` the connection stays for the next one.
    void answer(const Refusal &answer, bool keepsAlive);
    /// Answers and lingers: FIN, then reading and discarding for a second, since closing with unread bytes sends a
    /// RST that can eat the answer.
    void refuse(const Refusal &refusal);
    /// Looks at the deadlines: 408 for a head that did not come in time, the end of lingering.
    void checkTime();
    /// Ends it at once, without an answer.
    void cut(const QString &reason);

    /// For an accepted handshake; this is over then.
    [[nodiscard]] std::unique_ptr<wire::Transport> takeTransport();
    /// What came behind the head.
    [[nodiscard]] QByteArray takeRest() { return std::move(m_rest); }

    void transportReadable() override;
    void transportSent(qint64 bytes) override;
    void transportEnded(wire::TransportEnd end, const QString &error) override;

private:
    enum class Stage : std::uint8_t
    {
        AwaitingFirstByte, ///< TLS is expected, but plain HTTP may come.
        ReadingHead,
        ReadingBody,
        AwaitingAnswer,
        Lingering,
        Hanging, ///< A rule wants that nothing happens.
        Over
    };

    void handleFirstByte();
    void startTransport(std::unique_ptr<wire::Transport> transport);
    void readHead();
    void judgeHead();
    void readBody();
    void takeBody();
    /// Kept alive, and nothing has come since.
    [[nodiscard]] bool isIdle() const { return m_isKeptAlive && m_stage == Stage::ReadingHead && m_received.isEmpty(); }
    void discard();
    void finishQuietly();
    void endLingering();
    void end();
    /// Fills the facts and tells the observer, once.
    void noteRefused(wire::EndedBy endedBy, const QString &sentence);

    Observer &m_observer;
    const Clock &m_clock;
    std::shared_ptr<const ReceptionSettings> m_settings;
    qintptr m_descriptor;
    std::unique_ptr<QSocketNotifier> m_firstByte;
    std::unique_ptr<wire::Transport> m_transport;
    wire::ConnectionFacts m_facts;
    protocol::RequestHead m_head;
    QByteArray m_received;
    QByteArray m_rest;
    std::optional<protocol::RequestBody> m_body;
    std::int64_t m_bodyFrom = 0;
    qsizetype m_searched = 0;
    qint64 m_discarded = 0;
    std::int64_t m_acceptedAt; ///< Steady clock.
    std::int64_t m_lingerUntil = 0;
    Stage m_stage = Stage::ReadingHead;
    bool m_noted = false;
    bool m_closing = false;
    bool m_plainOnTls = false;
    bool m_isKeptAlive = false;
};

} // namespace framewright::server

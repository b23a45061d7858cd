// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/transport.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QSslConfiguration;
class QSslSocket;
QT_END_NAMESPACE

namespace framewright::wire {

/// A TLS connection on a QSslSocket. TLS has no half-close here: finishWriting() keeps everything open, and the
/// owner closes gracefully once it has waited for the peer.
class TlsTransport final : public Transport
{
public:
    /// Takes a socket that is connected; encrypted already, or with its handshake under way.
    explicit TlsTransport(std::unique_ptr<QSslSocket> socket);
    ~TlsTransport() override;
    /// The server's side: takes an accepted descriptor and starts the handshake. Its failure comes as an end.
    [[nodiscard]] static std::unique_ptr<TlsTransport> accept(qintptr descriptor,
                                                              const QSslConfiguration &configuration);

    [[nodiscard]] qint64 read(std::span<char> buffer) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 unsentBytes() const override;
    void setReadingPaused(bool paused) override;
    void finishWriting() override;
    void closeGracefully() override;
    void abort() override;
    void reset() override;
    [[nodiscard]] bool isOpen() const override;
    [[nodiscard]] Endpoint peer() const override { return m_peer; }
    [[nodiscard]] Endpoint local() const override { return m_local; }
    [[nodiscard]] bool isTls() const override { return true; }
    [[nodiscard]] std::optional<TlsFacts> tls() const override;

private:
    struct Later
    {
        void operator()(QSslSocket *socket) const;
    };

    void connectSocket();
    void handleReadable();
    void handleError();
    void handleDisconnected();
    void scheduleTurn();
    void takeTurn();
    void tellEnd();

    std::unique_ptr<QSslSocket, Later> m_socket;
    QObject m_turns; ///< Takes what was scheduled along when this goes.
    Endpoint m_peer;
    Endpoint m_local;
    QString m_error;
    qint64 m_unsent = 0;         ///< When last looked at.
    bool *m_destroyed = nullptr; ///< Of a handler on the stack that wants to know.
    TransportEnd m_end = TransportEnd::None;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_closing = false;
    bool m_isOver = false; ///< The socket is disconnected; bytes may still wait to be read.
    bool m_turnScheduled = false;
    bool m_endTold = false;
};

} // namespace framewright::wire

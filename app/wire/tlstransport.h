// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/transport.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
class QSslConfiguration;
class QSslSocket;
QT_END_NAMESPACE

namespace framewright::wire {

/// A TLS connection on a QSslSocket, which has no half-close. finishWriting() makes one: once everything has left, the
/// socket says close_notify and closes its descriptor; another one of the same connection stays, says FIN, and takes
/// in what the peer still sends, so that no RST destroys what it has not read yet. That is not decrypted any more.
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
    void beginHalfClose();
    void finishHalfClose();
    void discard();
    void endHalfClosed(TransportEnd end);
    [[nodiscard]] bool isHalfClosing() const { return m_kept >= 0; }

    std::unique_ptr<QSslSocket, Later> m_socket;
    QObject m_turns; ///< Takes what was scheduled along when this goes.
    Endpoint m_peer;
    Endpoint m_local;
    QString m_error;
    qint64 m_unsent = 0;         ///< When last looked at.
    bool *m_destroyed = nullptr; ///< Of a handler on the stack that wants to know.
    int m_kept = -1;             ///< The descriptor that stays when the socket has closed its own.
    std::unique_ptr<QSocketNotifier> m_discarding;
    TransportEnd m_end = TransportEnd::None;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_closing = false;
    bool m_isOver = false; ///< The socket is disconnected; bytes may still wait to be read.
    bool m_turnScheduled = false;
    bool m_endTold = false;
};

} // namespace framewright::wire

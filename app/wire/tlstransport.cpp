// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/tlstransport.h"

#include "app/wire/endpoints.h"

#include <QSocketNotifier>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace framewright::wire {

namespace {

/// What QSslSocket may hold decrypted; while input is paused the rest stays in the kernel.
constexpr qint64 readBuffer = 256 * 1024;

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLSv1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLSv1.3");
    default:
        return QStringLiteral("TLS");
    }
}

} // namespace

void TlsTransport::Later::operator()(QSslSocket *socket) const
{
    socket->disconnect();
    socket->abort();
    socket->deleteLater(); // It may be the one whose signal is being delivered.
}

TlsTransport::TlsTransport(std::unique_ptr<QSslSocket> socket)
    : m_socket(socket.release())
    , m_peer{unmapped(m_socket->peerAddress()), m_socket->peerPort()}
    , m_local{unmapped(m_socket->localAddress()), m_socket->localPort()}
{
    m_socket->setParent(nullptr);
    m_socket->setReadBufferSize(readBuffer);
    connectSocket();
}

TlsTransport::~TlsTransport()
{
    endHalfClosed(TransportEnd::None);
    if (m_destroyed)
        *m_destroyed = true;
}

std::unique_ptr<TlsTransport> TlsTransport::accept(qintptr descriptor, const QSslConfiguration &configuration)
{
    turnDelayOff(descriptor); // Recipe 10: before the handshake.
    auto socket = std::make_unique<QSslSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return nullptr;
    }
    socket->setSslConfiguration(configuration);
    auto transport = std::make_unique<TlsTransport>(std::move(socket));
    transport->m_socket->startServerEncryption();
    return transport;
}

void TlsTransport::connectSocket()
{
    QSslSocket *socket = m_socket.get();
    QObject::connect(socket, &QIODevice::readyRead, socket, [this] { handleReadable(); });
    QObject::connect(socket, &QAbstractSocket::errorOccurred, socket, [this] { handleError(); });
    QObject::connect(socket, &QAbstractSocket::disconnected, socket, [this] { handleDisconnected(); });
    // bytesWritten() of a QSslSocket speaks of bytes that are only encrypted (recipe 7).
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, [this](qint64 bytes) {
        m_unsent = m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
        if (m_finishing && m_unsent == 0)
            scheduleTurn();
        if (m_listener)
            m_listener->transportSent(bytes);
    });
}

qint64 TlsTransport::read(std::span<char> buffer)
{
    if (!m_socket->isOpen())
        return 0;
    const qint64 got = m_socket->read(buffer.data(), static_cast<qint64>(buffer.size()));
    errno = 0; // So that handleError() sees what the failing call left (recipe 6).
    return std::max<qint64>(got, 0);
}

void TlsTransport::write(const QByteArray &bytes)
{
    if (m_isOver || m_finishing || m_closing)
        return;
    m_socket->write(bytes);
    m_unsent = m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

qint64 TlsTransport::unsentBytes() const
{
    // The socket forgets what it did not send when it ends; we do not.
    return m_isOver || m_end != TransportEnd::None ? m_unsent
                                                   : m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

void TlsTransport::handleReadable()
{
    if (m_paused || !m_listener)
        return;
    m_listener->transportReadable();
}

void TlsTransport::setReadingPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused)
        scheduleTurn();
}

/// Tells later of what came while input was paused.
void TlsTransport::scheduleTurn()
{
    if (m_turnScheduled)
        return;
    m_turnScheduled = true;
    // Not the socket's: it may outlive this.
    QMetaObject::invokeMethod(
        &m_turns, [this] { takeTurn(); }, Qt::QueuedConnection);
}

void TlsTransport::takeTurn()
{
    m_turnScheduled = false;
    bool destroyed = false;
    m_destroyed = &destroyed;
    if (m_listener && !m_paused && m_socket->bytesAvailable() > 0)
        m_listener->transportReadable();
    if (destroyed)
        return;
    m_destroyed = nullptr;
    if (m_finishing && !m_isOver)
        beginHalfClose();
    if (m_isOver && (!m_paused || m_socket->bytesAvailable() == 0))
        tellEnd();
}

void TlsTransport::handleError()
{
    const int systemError = std::exchange(errno, 0);
    if (m_end != TransportEnd::None)
        return;
    m_error = m_socket->errorString();
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError) {
        const bool wasReset = systemError == ECONNRESET || systemError == EPIPE;
        m_end = wasReset ? TransportEnd::Reset : TransportEnd::Finished;
        if (!m_socket->isEncrypted() && m_socket->mode() != QSslSocket::UnencryptedMode)
            m_error = QStringLiteral("The TLS handshake was not finished.");
    } else {
        m_end = TransportEnd::Failed;
    }
    // A handshake that fails leaves the socket connected: nothing more will come of it.
    if (m_end == TransportEnd::Failed && !m_isOver) {
        m_isOver = true;
        scheduleTurn();
    }
}

void TlsTransport::handleDisconnected()
{
    if (isHalfClosing() && m_end == TransportEnd::None) {
        finishHalfClose();
        return;
    }
    m_isOver = true;
    if (m_end == TransportEnd::None)
        m_end = m_closing ? TransportEnd::Closed : TransportEnd::Finished;
    scheduleTurn(); // Never from inside read() or write(); and what has come is read before.
}

void TlsTransport::tellEnd()
{
    if (m_endTold)
        return;
    m_endTold = true;
    if (m_listener)
        m_listener->transportEnded(m_end, m_error);
}

void TlsTransport::finishWriting()
{
    if (std::exchange(m_finishing, true) || m_isOver || m_closing)
        return;
    scheduleTurn();
}

/// Where the socket cannot do it (no handshake yet, no descriptor left), the owner closes after a while.
void TlsTransport::beginHalfClose()
{
    if (isHalfClosing() || m_closing || m_end != TransportEnd::None || unsentBytes() > 0 || !m_socket->isEncrypted())
        return;
    m_kept = ::fcntl(static_cast<int>(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    if (isHalfClosing())
        m_socket->disconnectFromHost();
}

/// The socket has said close_notify and is gone.
void TlsTransport::finishHalfClose()
{
    ::shutdown(m_kept, SHUT_WR);
    m_discarding = std::make_unique<QSocketNotifier>(m_kept, QSocketNotifier::Read);
    QObject::connect(m_discarding.get(), &QSocketNotifier::activated, &m_turns, [this] { discard(); });
}

void TlsTransport::discard()
{
    static thread_local std::array<char, 64 * 1024> buffer;
    const ssize_t got = ::recv(m_kept, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)))
        return;
    endHalfClosed(got == 0 ? TransportEnd::Finished : TransportEnd::Reset);
}

/// None: without telling anybody.
void TlsTransport::endHalfClosed(TransportEnd end)
{
    if (!isHalfClosing())
        return;
    if (m_discarding) {
        m_discarding->setEnabled(false);
        m_discarding.release()->deleteLater(); // It may be the one whose signal is being delivered.
    }
    ::close(std::exchange(m_kept, -1));
    if (end == TransportEnd::None)
        return;
    m_end = end;
    m_isOver = true;
    scheduleTurn();
}

void TlsTransport::closeGracefully()
{
    if (m_closing || m_isOver)
        return;
    m_closing = true;
    m_paused = false;
    if (m_discarding)
        endHalfClosed(TransportEnd::Closed);
    else if (!isHalfClosing())
        m_socket->disconnectFromHost();
}

void TlsTransport::abort()
{
    m_endTold = true;
    m_isOver = true;
    m_socket->abort();
    endHalfClosed(TransportEnd::None);
}

void TlsTransport::reset()
{
    const int descriptor = isHalfClosing() ? m_kept : static_cast<int>(m_socket->socketDescriptor());
    if (descriptor >= 0) {
        const linger atOnce{1, 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    }
    abort();
}

bool TlsTransport::isOpen() const
{
    return !m_isOver;
}

std::optional<TlsFacts> TlsTransport::tls() const
{
    if (!m_socket->isEncrypted())
        return std::nullopt;
    const QSslCertificate certificate = m_socket->peerCertificate();
    return TlsFacts{protocolName(m_socket->sessionProtocol()), m_socket->sessionCipher().name(),
                    certificate.isNull() ? QByteArray() : certificate.toPem()};
}

} // namespace framewright::wire

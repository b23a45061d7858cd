// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <optional>
#include <span>

namespace framewright::wire {

/// How the operating system's connection ended.
enum class TransportEnd : std::uint8_t
{
    None,
    Finished, ///< The peer sent FIN (on TLS: close_notify or FIN).
    Reset,    ///< The peer sent RST.
    Failed,   ///< TLS or the network failed; the error says how.
    Closed,   ///< We closed it.
};

/// One end of a TCP connection.
struct Endpoint
{
    QHostAddress address; ///< An IPv4 address that came mapped into IPv6 is shown as IPv4.
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
};

/// What TLS agreed to, taken from the real socket.
struct TlsFacts
{
    QString protocol; ///< "TLSv1.3"
    QString cipher;
    QByteArray peerCertificate; ///< PEM, empty where the peer showed none.

    bool operator==(const TlsFacts &) const = default;
};

/// Hears of a transport. Calls come from the event loop, never from inside read() or write().
class TransportListener
{
public:
    virtual void transportReadable() = 0;
    /// So many queued bytes have left for the network (on TLS: encrypted ones). What the network takes within
    /// write() was never queued and is not told of.
    virtual void transportSent(qint64 bytes) = 0;
    /// Comes once, after everything that came was offered for reading. After Finished, bytes may still be
    /// written, but for TLS. Does not come after abort() and reset(); after closeGracefully() it says Closed.
    virtual void transportEnded(TransportEnd end, const QString &error) = 0;

protected:
    ~TransportListener() = default;
};

/// The real side of a connection: bytes in and out of a socket of the operating system. Lives on the engine
/// thread that made it. PlainTransport works on the descriptor itself, TlsTransport on a QSslSocket.
class Transport
{
public:
    Transport() = default;
    virtual ~Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    void setListener(TransportListener *listener) { m_listener = listener; }

    /// Reads what is there into `buffer`; 0: nothing now. One receive for each wake-up, so that one fast peer
    /// does not starve the others and the timers.
    [[nodiscard]] virtual qint64 read(std::span<char> buffer) = 0;
    /// Sends, or queues what the network does not take. Never refuses: the bound belongs in the sender.
    virtual void write(const QByteArray &bytes) = 0;
    /// Bytes not yet taken by the network; on TLS with the encrypted ones.
    [[nodiscard]] virtual qint64 unsentBytes() const = 0;
    /// Stops or resumes telling of readable bytes; while stopped the peer is slowed down by TCP.
    virtual void setReadingPaused(bool paused) = 0;

    /// No more will be written: FIN once everything queued has left, on TLS with close_notify before. Reading goes
    /// on; what TLS gets from then on is thrown away. Before its handshake is done nothing is sent here.
    virtual void finishWriting() = 0;
    /// Sends what is queued, then closes.
    virtual void closeGracefully() = 0;
    /// Closes at once; what is queued is lost.
    virtual void abort() = 0;
    /// Closes at once with RST.
    virtual void reset() = 0;

    [[nodiscard]] virtual bool isOpen() const = 0;
    /// Sending has failed: nothing leaves any more, and reading comes to the end, if only it goes on.
    [[nodiscard]] virtual bool isBroken() const { return false; }
    [[nodiscard]] virtual Endpoint peer() const = 0;
    [[nodiscard]] virtual Endpoint local() const = 0;
    [[nodiscard]] virtual bool isTls() const { return false; }
    /// Nothing before the handshake is done.
    [[nodiscard]] virtual std::optional<TlsFacts> tls() const { return std::nullopt; }

protected:
    TransportListener *m_listener = nullptr;
};

} // namespace framewright::wire

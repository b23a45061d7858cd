// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace framewright::test {

using protocol::Opcode;

/// How a frame is put on the wire, legal or not.
struct FrameShape
{
    bool fin = true;
    int rsv = 0; ///< 4 is RSV1.
    bool masked = true;
    std::optional<std::uint64_t> announced = std::nullopt; ///< A length that is not the payload's.
    int lengthBytes = 0;                                   ///< 2 or 8: a longer form than needed.
    int opcode = -1;                                       ///< A reserved one instead of the given.
};

/// A frame's bytes, masked with a fixed key where it is masked.
[[nodiscard]] QByteArray frame(Opcode opcode, QByteArrayView payload = {}, const FrameShape &shape = {});
[[nodiscard]] QByteArray closeFrame(std::optional<int> code = std::nullopt, QByteArrayView reason = {},
                                    const FrameShape &shape = {});

/// A frame that came.
struct RawFrame
{
    int firstByte = 0;
    bool masked = false;
    QByteArray payload; ///< Unmasked.

    [[nodiscard]] int opcode() const { return firstByte & 15; }
    [[nodiscard]] bool fin() const { return (firstByte & 0x80) != 0; }
    [[nodiscard]] bool rsv1() const { return (firstByte & 0x40) != 0; }
    [[nodiscard]] bool is(Opcode wanted) const { return opcode() == static_cast<int>(wanted); }
    /// The code of a close frame; 1005 for none, -1 where this is no close frame.
    [[nodiscard]] int closeCode() const;
    [[nodiscard]] QByteArray closeReason() const { return payload.mid(2); }
    bool operator==(const RawFrame &) const = default;
};

/// How the other side ended the connection.
enum class PeerEnd : std::uint8_t
{
    Open,
    Fin,
    Reset,
    TlsFailed
};

enum class Security : std::uint8_t
{
    Plain,
    Tls
};

/// A client that puts any bytes on the wire and says exactly what came back: an own descriptor, TLS by OpenSSL
/// itself, none of the product's code. It waits by running the event loop, so that a server of the same thread
/// answers; each wait has a limit in milliseconds.
class RawPeer final
{
public:
    explicit RawPeer(Security security = Security::Plain);
    ~RawPeer();
    Q_DISABLE_COPY_MOVE(RawPeer)

    /// Before connecting: a small receive buffer, for a peer that does not read.
    void setReceiveBuffer(int bytes);
    /// TCP, and TLS where asked (any certificate). False where it does not come about.
    [[nodiscard]] bool connectTo(quint16 port, const QHostAddress &address = QHostAddress(QHostAddress::LocalHost),
                                 int wait = 10000);
    /// Takes a connected descriptor instead, as a server does with an accepted one; TLS as client.
    void adopt(qintptr descriptor);
    /// Sends a handshake of `path` and reads the answer's head into responseHead(). `more` are lines with their
    /// CRLF, `tail` goes out in the same segment. True for a 101.
    [[nodiscard]] bool upgrade(const QByteArray &path = "/", const QByteArray &more = {}, const QByteArray &tail = {});
    [[nodiscard]] static QByteArray handshake(const QByteArray &path, const QByteArray &more = {});
    [[nodiscard]] const QByteArray &responseHead() const;
    [[nodiscard]] int status() const;

    /// Queues the bytes and sends what the network takes.
    void send(const QByteArray &bytes);
    void sendFrame(Opcode opcode, QByteArrayView payload = {}, const FrameShape &shape = {});
    void sendText(QByteArrayView text) { sendFrame(Opcode::Text, text); }
    /// Until all that was given to send() has left. False: the other side does not read.
    [[nodiscard]] bool waitForSent(int wait = 10000);
    [[nodiscard]] qsizetype unsentBytes() const;

    /// The next frame; nullopt where none comes in time or the connection ends.
    [[nodiscard]] std::optional<RawFrame> readFrame(int wait = 10000);
    /// Bytes that came and were not read as frames or head, up to the end of the connection or of the wait.
    [[nodiscard]] QByteArray readToEnd(int wait = 10000);
    /// Waits until so many bytes came, and takes them; fewer where the time or the connection ends.
    [[nodiscard]] QByteArray readBytes(qsizetype count, int wait = 10000);
    /// Reads and throws away until the other side ends it.
    [[nodiscard]] PeerEnd waitForEnd(int wait = 10000);
    /// Stops or goes on taking bytes from the network.
    void setReading(bool on);
    [[nodiscard]] quint64 receivedBytes() const;

    /// FIN: no more is sent, reading goes on. On TLS without close_notify.
    void shutDown();
    /// FIN and no more reading.
    void close();
    /// RST.
    void reset();
    [[nodiscard]] quint16 localPort() const;

    /// Runs the event loop until the condition holds. False: it did not in time.
    [[nodiscard]] static bool waitUntil(const std::function<bool()> &condition, int wait = 10000);

private:
    class Link;
    std::unique_ptr<Link> m_link;
};

} // namespace framewright::test

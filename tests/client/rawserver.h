// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace framewright::test {

/// Runs the event loop until `done` says so. False: it did not within the time.
[[nodiscard]] bool waitUntil(const std::function<bool()> &done, int milliseconds = 10000);

/// A frame as the client sent it, unmasked.
struct RawFrame
{
    quint8 firstByte = 0;
    bool masked = false;
    QByteArray key; ///< The masking key; empty where it was not masked.
    QByteArray payload;

    bool operator==(const RawFrame &) const = default;
};

/// One frame as a server sends it; of any bits, opcode and length, legal or not.
[[nodiscard]] QByteArray rawFrame(int opcode, const QByteArray &payload, bool fin = true, int reserved = 0);
/// The payload of a close frame.
[[nodiscard]] QByteArray closePayload(int code, const QByteArray &reason = {});

/// The server's end of one connection: bytes out as the test says, the request's head and frames in.
class RawConnection final : public QObject
{
    Q_OBJECT
public:
    explicit RawConnection(QTcpSocket *socket, QObject *parent = nullptr);

    /// The request's head; waits for it. Empty: it did not come.
    [[nodiscard]] QByteArray head();
    /// The value of a field of the request.
    [[nodiscard]] QByteArray field(const QByteArray &name);

    void write(const QByteArray &bytes);
    /// In pieces of so many bytes, each sent by itself.
    void writeChopped(const QByteArray &bytes, qsizetype piece);
    /// The right 101 for the request, with more header lines ("Name: value\r\n") and bytes behind it.
    [[nodiscard]] QByteArray answer(const QByteArray &lines = {});
    void accept(const QByteArray &lines = {}, const QByteArray &behind = {}) { write(answer(lines) + behind); }

    /// The next frame of the client; waits for it.
    [[nodiscard]] std::optional<RawFrame> frame(int milliseconds = 10000);
    [[nodiscard]] qsizetype bufferedBytes() const { return m_received.size(); }

    void finish();                   ///< FIN.
    void reset();                    ///< RST.
    void setReading(bool reading);   ///< False: takes nothing more from the network.
    [[nodiscard]] bool waitForEnd(); ///< The client has ended the connection.
    [[nodiscard]] bool isEnded() const { return m_ended; }

private:
    [[nodiscard]] std::optional<RawFrame> takeFrame();

    QTcpSocket *m_socket;
    QByteArray m_head;
    QByteArray m_received;
    qsizetype m_taken = 0; ///< Of `m_received`.
    bool m_ended = false;
    bool m_reading = true;
};

/// A server without manners: it listens on 127.0.0.1 and does with each connection what the test says.
class RawServer final : public QTcpServer
{
    Q_OBJECT
public:
    RawServer();
    /// With TLS.
    explicit RawServer(const QSslConfiguration &tls);

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    /// The next connection; waits for it. Null: none came.
    [[nodiscard]] RawConnection *next();
    [[nodiscard]] qsizetype waitingCount() const { return m_waiting.size(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::optional<QSslConfiguration> m_tls;
    QList<RawConnection *> m_waiting;
};

} // namespace framewright::test

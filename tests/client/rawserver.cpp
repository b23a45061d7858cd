// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/rawserver.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QSslSocket>
#include <QTimer>

#include <sys/socket.h>

namespace framewright::test {

bool waitUntil(const std::function<bool()> &done, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    QTimer wake;
    wake.start(50);
    while (!done()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

QByteArray rawFrame(int opcode, const QByteArray &payload, bool fin, int reserved)
{
    QByteArray frame;
    frame += char((fin ? 0x80 : 0) | (reserved << 4) | opcode);
    const qsizetype size = payload.size();
    if (size < 126) {
        frame += char(size);
    } else if (size < 65536) {
        frame += char(126);
        frame += char(size >> 8);
        frame += char(size);
    } else {
        frame += char(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += char(size >> shift);
    }
    return frame + payload;
}

QByteArray closePayload(int code, const QByteArray &reason)
{
    QByteArray payload;
    payload += char(code >> 8);
    payload += char(code);
    return payload + reason;
}

RawConnection::RawConnection(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    connect(socket, &QIODevice::readyRead, this, [this] {
        if (m_reading)
            m_received += m_socket->readAll();
    });
    connect(socket, &QAbstractSocket::disconnected, this, [this] {
        if (m_socket->isOpen())
            m_received += m_socket->readAll();
        m_ended = true;
    });
}

QByteArray RawConnection::head()
{
    if (!m_head.isEmpty())
        return m_head;
    qsizetype end = -1;
    if (!waitUntil([&] {
            end = m_received.indexOf("\r\n\r\n");
            return end >= 0 || m_ended;
        }) ||
        end < 0)
        return {};
    m_head = m_received.left(end + 4);
    m_received.remove(0, end + 4);
    return m_head;
}

QByteArray RawConnection::field(const QByteArray &name)
{
    const auto lines = head().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

void RawConnection::write(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void RawConnection::writeChopped(const QByteArray &bytes, qsizetype piece)
{
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        write(bytes.mid(at, piece));
        QCoreApplication::processEvents();
    }
}

QByteArray RawConnection::answer(const QByteArray &lines)
{
    const QByteArray key = field("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n" + lines + "\r\n";
}

std::optional<RawFrame> RawConnection::frame(int milliseconds)
{
    std::optional<RawFrame> result;
    (void)waitUntil(
        [&] {
            result = takeFrame();
            return result.has_value() || m_ended;
        },
        milliseconds);
    return result;
}

std::optional<RawFrame> RawConnection::takeFrame()
{
    const auto byte = [&](qsizetype at) { return quint8(m_received[m_taken + at]); };
    const qsizetype have = m_received.size() - m_taken;
    if (have < 2)
        return std::nullopt;
    RawFrame frame;
    frame.firstByte = byte(0);
    frame.masked = (byte(1) & 0x80) != 0;
    const int announced = byte(1) & 0x7f;
    const qsizetype lengthBytes = announced == 126 ? 2 : announced == 127 ? 8 : 0;
    const qsizetype header = 2 + lengthBytes + (frame.masked ? 4 : 0);
    if (have < header)
        return std::nullopt;
    quint64 length = lengthBytes == 0 ? quint64(announced) : 0;
    for (qsizetype i = 0; i < lengthBytes; ++i)
        length = (length << 8) | byte(2 + i);
    if (quint64(have - header) < length)
        return std::nullopt;
    frame.payload = m_received.mid(m_taken + header, qsizetype(length));
    if (frame.masked) {
        const QByteArray key = m_received.mid(m_taken + header - 4, 4);
        frame.key = key;
        char *bytes = frame.payload.data();
        for (qsizetype i = 0; i < frame.payload.size(); ++i)
            bytes[i] = char(bytes[i] ^ key[i & 3]);
    }
    m_taken += header + qsizetype(length);
    if (m_taken == m_received.size() || m_taken > (1 << 20)) {
        m_received.remove(0, m_taken);
        m_taken = 0;
    }
    return frame;
}

void RawConnection::finish()
{
    m_socket->flush();
    m_socket->disconnectFromHost();
}

void RawConnection::reset()
{
    m_socket->flush();
    const linger now{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void RawConnection::setReading(bool reading)
{
    m_reading = reading;
    // With a bound on its buffer the socket stops asking the network, and TCP slows the client down.
    m_socket->setReadBufferSize(reading ? 0 : 65536);
    if (reading)
        m_received += m_socket->readAll();
}

bool RawConnection::waitForEnd()
{
    return waitUntil([this] { return m_ended; });
}

RawServer::RawServer()
{
    if (!listen(QHostAddress::LocalHost, 0))
        qFatal("A test server cannot listen on 127.0.0.1: %s", qUtf8Printable(errorString()));
}

RawServer::RawServer(const QSslConfiguration &tls)
    : RawServer()
{
    m_tls = tls;
}

QUrl RawServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_tls ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(serverPort());
    url.setPath(path);
    return url;
}

RawConnection *RawServer::next()
{
    if (!waitUntil([this] { return !m_waiting.isEmpty(); }))
        return nullptr;
    return m_waiting.takeFirst();
}

void RawServer::incomingConnection(qintptr descriptor)
{
    if (!m_tls) {
        auto *socket = new QTcpSocket;
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_waiting.append(new RawConnection(socket, this));
        return;
    }
    auto *socket = new QSslSocket;
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSslConfiguration(*m_tls);
    auto *connection = new RawConnection(socket, this);
    connect(socket, &QSslSocket::encrypted, connection, [this, connection] { m_waiting.append(connection); });
    socket->startServerEncryption();
}

} // namespace framewright::test

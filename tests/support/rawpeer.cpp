// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/rawpeer.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>
#include <QtEndian>

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace framewright::test {

namespace {

constexpr std::array<char, 4> maskingKey{0x37, static_cast<char>(0xFA), 0x21, 0x3D};

void mask(QByteArray &bytes, qsizetype from, const char *key)
{
    char *data = bytes.data();
    for (qsizetype i = from; i < bytes.size(); ++i)
        data[i] = static_cast<char>(data[i] ^ key[(i - from) & 3]);
}

template <class Number>
void appendNumber(QByteArray &out, Number number)
{
    char bytes[sizeof number];
    qToBigEndian(number, bytes);
    out.append(bytes, sizeof bytes);
}

} // namespace

QByteArray frame(Opcode opcode, QByteArrayView payload, const FrameShape &shape)
{
    const int code = shape.opcode >= 0 ? shape.opcode : static_cast<int>(opcode);
    const std::uint64_t length = shape.announced.value_or(static_cast<std::uint64_t>(payload.size()));
    const int form = std::max(shape.lengthBytes, length < 126 ? 0 : length < 65536 ? 2 : 8);
    QByteArray out;
    out.reserve(payload.size() + 14);
    out += static_cast<char>((shape.fin ? 0x80 : 0) | (shape.rsv << 4) | code);
    const int maskBit = shape.masked ? 0x80 : 0;
    out += static_cast<char>(maskBit | (form == 0 ? static_cast<int>(length) : form == 2 ? 126 : 127));
    if (form == 2)
        appendNumber(out, static_cast<quint16>(length));
    else if (form == 8)
        appendNumber(out, static_cast<quint64>(length));
    if (shape.masked)
        out.append(maskingKey.data(), maskingKey.size());
    const qsizetype from = out.size();
    out.append(payload);
    if (shape.masked)
        mask(out, from, maskingKey.data());
    return out;
}

QByteArray closeFrame(std::optional<int> code, QByteArrayView reason, const FrameShape &shape)
{
    QByteArray payload;
    if (code)
        appendNumber(payload, static_cast<quint16>(*code));
    payload.append(reason);
    return frame(Opcode::Close, payload, shape);
}

int RawFrame::closeCode() const
{
    if (!is(Opcode::Close))
        return -1;
    return payload.size() < 2 ? 1005 : qFromBigEndian<quint16>(payload.constData());
}

/// The descriptor, its notifiers, and OpenSSL on top where asked.
class RawPeer::Link final
{
public:
    explicit Link(Security wanted)
        : security(wanted)
    {
    }
    ~Link() { closeDescriptor(); }
    Q_DISABLE_COPY_MOVE(Link)

    void open(int fd);
    void startTls();
    void receive();
    void transmit();
    void watch();
    void closeDescriptor();
    void end(PeerEnd how);
    [[nodiscard]] ssize_t receiveSome(char *out, std::size_t most);
    [[nodiscard]] ssize_t sendSome(const char *data, std::size_t size);

    Security security;
    int descriptor = -1;
    int receiveBuffer = 0;
    SSL_CTX *context = nullptr;
    SSL *ssl = nullptr;
    std::unique_ptr<QSocketNotifier> readNotifier;
    std::unique_ptr<QSocketNotifier> writeNotifier;
    QByteArray in;
    QByteArray out;
    QByteArray head;
    quint64 received = 0;
    PeerEnd ended = PeerEnd::Open;
    bool reading = true;
    bool ready = false;
    bool shutWhenSent = false;
};

void RawPeer::Link::open(int fd)
{
    descriptor = fd;
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    readNotifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
    writeNotifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Write);
    QObject::connect(readNotifier.get(), &QSocketNotifier::activated, readNotifier.get(), [this] { receive(); });
    QObject::connect(writeNotifier.get(), &QSocketNotifier::activated, writeNotifier.get(), [this] { transmit(); });
    if (security == Security::Tls)
        startTls();
    else
        ready = true;
    watch();
}

void RawPeer::Link::startTls()
{
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    ssl = SSL_new(context);
    SSL_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_set_fd(ssl, descriptor);
    SSL_set_connect_state(ssl);
    receive();
}

/// More than 0: bytes; 0: the end; -1: nothing now; -2: broken.
ssize_t RawPeer::Link::receiveSome(char *to, std::size_t most)
{
    if (!ssl) {
        const ssize_t got = ::recv(descriptor, to, most, 0);
        return got >= 0 ? got : errno == EAGAIN ? -1 : -2;
    }
    errno = 0;
    const int got = SSL_read(ssl, to, static_cast<int>(most));
    if (got > 0)
        return got;
    switch (SSL_get_error(ssl, got)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return -1;
    case SSL_ERROR_ZERO_RETURN:
        return 0;
    default:
        return errno == ECONNRESET || errno == EPIPE ? -2 : SSL_is_init_finished(ssl) ? 0 : -3;
    }
}

ssize_t RawPeer::Link::sendSome(const char *data, std::size_t size)
{
    if (!ssl) {
        const ssize_t sent = ::send(descriptor, data, size, MSG_NOSIGNAL);
        return sent >= 0 ? sent : errno == EAGAIN ? -1 : -2;
    }
    const int sent = SSL_write(ssl, data, static_cast<int>(std::min<std::size_t>(size, 1 << 20)));
    if (sent > 0)
        return sent;
    const int error = SSL_get_error(ssl, sent);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : -2;
}

void RawPeer::Link::receive()
{
    static std::vector<char> buffer(256 * 1024);
    if (descriptor < 0 || ended != PeerEnd::Open)
        return;
    if (ssl && !ready && SSL_do_handshake(ssl) == 1)
        ready = true;
    for (int round = 0; reading && round < 8; ++round) {
        const ssize_t got = receiveSome(buffer.data(), buffer.size());
        if (got == -1)
            break;
        if (got <= 0) {
            end(got == 0 ? PeerEnd::Fin : got == -3 ? PeerEnd::TlsFailed : PeerEnd::Reset);
            return;
        }
        received += static_cast<quint64>(got);
        in.append(buffer.data(), got);
    }
    // More may wait inside OpenSSL, of which the descriptor does not tell.
    if (ssl && reading && SSL_pending(ssl) > 0)
        QTimer::singleShot(0, readNotifier.get(), [this] { receive(); });
    watch();
}

void RawPeer::Link::transmit()
{
    if (descriptor < 0)
        return;
    if (ssl && !ready) {
        receive();
        return;
    }
    qsizetype sent = 0;
    while (sent < out.size()) {
        const ssize_t took = sendSome(out.constData() + sent, static_cast<std::size_t>(out.size() - sent));
        if (took == -2) {
            out.clear(); // The end is told by reading, after what has come.
            sent = 0;
            break;
        }
        if (took < 0)
            break;
        sent += took;
    }
    out.remove(0, sent);
    if (out.isEmpty() && shutWhenSent)
        ::shutdown(descriptor, SHUT_WR);
    watch();
}

void RawPeer::Link::watch()
{
    if (descriptor < 0)
        return;
    readNotifier->setEnabled(reading && ended == PeerEnd::Open);
    writeNotifier->setEnabled(!out.isEmpty() && ended != PeerEnd::Reset && (!ssl || ready));
}

void RawPeer::Link::end(PeerEnd how)
{
    ended = how;
    watch();
}

void RawPeer::Link::closeDescriptor()
{
    readNotifier.reset();
    writeNotifier.reset();
    SSL_free(std::exchange(ssl, nullptr));
    SSL_CTX_free(std::exchange(context, nullptr));
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

RawPeer::RawPeer(Security security)
    : m_link(std::make_unique<Link>(security))
{
}

RawPeer::~RawPeer() = default;

bool RawPeer::waitUntil(const std::function<bool()> &condition, int wait)
{
    const QDeadlineTimer deadline(wait);
    QTimer alarm; // Wakes the loop now and then, also when a wait within the condition has used up a tick.
    alarm.start(std::min(wait, 100));
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

void RawPeer::setReceiveBuffer(int bytes)
{
    m_link->receiveBuffer = bytes;
}

bool RawPeer::connectTo(quint16 port, const QHostAddress &address, int wait)
{
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const int fd = ::socket(isV6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    if (m_link->receiveBuffer > 0)
        ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &m_link->receiveBuffer, sizeof m_link->receiveBuffer);
    int result = -1;
    if (isV6) {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::copy_n(bytes.c, sizeof bytes.c, to.sin6_addr.s6_addr);
        result = ::connect(fd, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    } else {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(address.toIPv4Address());
        result = ::connect(fd, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    }
    // A connect on this machine needs no event loop: the kernel's backlog takes it at once.
    if (result != 0) {
        ::close(fd);
        return false;
    }
    m_link->open(fd);
    return waitUntil([this] { return m_link->ready || m_link->ended != PeerEnd::Open; }, wait) && m_link->ready;
}

void RawPeer::adopt(qintptr descriptor)
{
    m_link->open(static_cast<int>(descriptor));
}

QByteArray RawPeer::handshake(const QByteArray &path, const QByteArray &more)
{
    return "GET " + path +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           more + "\r\n";
}

bool RawPeer::upgrade(const QByteArray &path, const QByteArray &more, const QByteArray &tail)
{
    send(handshake(path, more) + tail);
    const bool hasHead =
        waitUntil([this] { return m_link->in.contains("\r\n\r\n") || m_link->ended != PeerEnd::Open; });
    const qsizetype end = m_link->in.indexOf("\r\n\r\n");
    if (!hasHead || end < 0)
        return false;
    m_link->head = m_link->in.left(end + 4);
    m_link->in.remove(0, end + 4);
    return status() == 101;
}

const QByteArray &RawPeer::responseHead() const
{
    return m_link->head;
}

int RawPeer::status() const
{
    return m_link->head.mid(9, 3).toInt();
}

void RawPeer::send(const QByteArray &bytes)
{
    m_link->out += bytes;
    m_link->transmit();
}

void RawPeer::sendFrame(Opcode opcode, QByteArrayView payload, const FrameShape &shape)
{
    send(frame(opcode, payload, shape));
}

bool RawPeer::waitForSent(int wait)
{
    return waitUntil([this] { return m_link->out.isEmpty() || m_link->ended == PeerEnd::Reset; }, wait) &&
           m_link->ended != PeerEnd::Reset;
}

qsizetype RawPeer::unsentBytes() const
{
    return m_link->out.size();
}

std::optional<RawFrame> RawPeer::readFrame(int wait)
{
    const QByteArray &in = m_link->in;
    qsizetype header = 2;
    quint64 length = 0;
    const auto isWhole = [&] {
        if (in.size() < 2)
            return false;
        const int shortLength = in[1] & 0x7F;
        header = 2 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0);
        if (in.size() < header)
            return false;
        length = static_cast<quint64>(shortLength);
        if (shortLength == 126)
            length = qFromBigEndian<quint16>(in.constData() + 2);
        else if (shortLength == 127)
            length = qFromBigEndian<quint64>(in.constData() + 2);
        header += (in[1] & 0x80) != 0 ? 4 : 0;
        return static_cast<quint64>(in.size()) >= static_cast<quint64>(header) + length;
    };
    if (!waitUntil([&] { return isWhole() || m_link->ended != PeerEnd::Open; }, wait) || !isWhole())
        return std::nullopt;
    RawFrame result{static_cast<unsigned char>(in[0]), (in[1] & 0x80) != 0,
                    in.mid(header, static_cast<qsizetype>(length))};
    if (result.masked)
        mask(result.payload, 0, QByteArray(in.constData() + header - 4, 4).constData());
    m_link->in.remove(0, header + static_cast<qsizetype>(length));
    return result;
}

QByteArray RawPeer::readToEnd(int wait)
{
    (void)waitUntil([this] { return m_link->ended != PeerEnd::Open; }, wait);
    return std::exchange(m_link->in, {});
}

QByteArray RawPeer::readBytes(qsizetype count, int wait)
{
    (void)waitUntil([this, count] { return m_link->in.size() >= count || m_link->ended != PeerEnd::Open; }, wait);
    const QByteArray bytes = m_link->in.left(count);
    m_link->in.remove(0, bytes.size());
    return bytes;
}

PeerEnd RawPeer::waitForEnd(int wait)
{
    (void)waitUntil(
        [this] {
            m_link->in.clear();
            return m_link->ended != PeerEnd::Open;
        },
        wait);
    return m_link->ended;
}

void RawPeer::setReading(bool on)
{
    m_link->reading = on;
    m_link->watch();
}

quint64 RawPeer::receivedBytes() const
{
    return m_link->received;
}

void RawPeer::shutDown()
{
    if (m_link->out.isEmpty() && m_link->descriptor >= 0)
        ::shutdown(m_link->descriptor, SHUT_WR);
    m_link->shutWhenSent = true;
}

void RawPeer::close()
{
    m_link->closeDescriptor();
}

void RawPeer::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_link->descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_link->closeDescriptor();
}

quint16 RawPeer::localPort() const
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (::getsockname(m_link->descriptor, reinterpret_cast<sockaddr *>(&storage), &length) != 0)
        return 0;
    return ntohs(reinterpret_cast<const sockaddr_in *>(&storage)->sin_port); // At the same place in sockaddr_in6.
}

} // namespace framewright::test

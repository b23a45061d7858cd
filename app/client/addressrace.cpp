// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/addressrace.h"

#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace framewright::client {

namespace {

socklen_t fillAddress(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto &v4 = reinterpret_cast<sockaddr_in &>(storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof v4;
    }
    auto &v6 = reinterpret_cast<sockaddr_in6 &>(storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
    if (!address.scopeId().isEmpty())
        v6.sin6_scope_id = if_nametoindex(address.scopeId().toLocal8Bit().constData());
    return sizeof v6;
}

} // namespace

/// One address that is being tried.
struct AddressRace::Attempt
{
    int descriptor;
    QSocketNotifier writable;

    explicit Attempt(int socket)
        : descriptor(socket)
        , writable(socket, QSocketNotifier::Write)
    {
    }
    ~Attempt()
    {
        writable.setEnabled(false);
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Q_DISABLE_COPY_MOVE(Attempt)
};

AddressRace::AddressRace(const QList<QHostAddress> &addresses, quint16 port, QObject *parent)
    : QObject(parent)
    , m_addresses(interleaved(addresses))
    , m_port(port)
{
    m_headStart.setSingleShot(true);
    m_headStart.setInterval(headStart);
    connect(&m_headStart, &QTimer::timeout, this, &AddressRace::tryNext);
}

AddressRace::~AddressRace() = default;

void AddressRace::start()
{
    // The signals never come from inside start().
    QMetaObject::invokeMethod(this, &AddressRace::tryNext, Qt::QueuedConnection);
}

QStringList AddressRace::tried() const
{
    QStringList texts;
    for (const QHostAddress &address : m_addresses)
        texts.append(address.toString());
    return texts;
}

void AddressRace::tryNext()
{
    while (!m_over && m_next < m_addresses.size()) {
        const int code = beginAttempt(m_addresses.at(m_next++));
        if (code == 0) {
            if (m_next < m_addresses.size())
                m_headStart.start();
            return;
        }
        m_lastError = code;
    }
    failIfNoneRuns();
}

int AddressRace::beginAttempt(const QHostAddress &address)
{
    sockaddr_storage storage{};
    const socklen_t length = fillAddress(storage, address, m_port);
    const int descriptor = ::socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&storage), length) != 0 && errno != EINPROGRESS) {
        const int code = errno;
        ::close(descriptor);
        return code;
    }
    auto attempt = std::make_unique<Attempt>(descriptor);
    Attempt *raw = attempt.get();
    connect(&attempt->writable, &QSocketNotifier::activated, this, [this, raw] { handleWritable(*raw); });
    m_attempts.push_back(std::move(attempt));
    return 0;
}

void AddressRace::handleWritable(Attempt &attempt)
{
    if (m_over || attempt.descriptor < 0)
        return;
    int code = 0;
    socklen_t length = sizeof code;
    if (::getsockopt(attempt.descriptor, SOL_SOCKET, SO_ERROR, &code, &length) != 0)
        code = errno;
    attempt.writable.setEnabled(false);
    if (code != 0) {
        ::close(std::exchange(attempt.descriptor, -1));
        handleFailure(code);
        return;
    }
    m_over = true;
    m_headStart.stop();
    const int descriptor = std::exchange(attempt.descriptor, -1);
    endAttempts();
    emit connected(descriptor);
}

void AddressRace::handleFailure(int code)
{
    m_lastError = code;
    m_headStart.stop();
    tryNext();
}

void AddressRace::failIfNoneRuns()
{
    const bool running =
        std::any_of(m_attempts.begin(), m_attempts.end(), [](const auto &attempt) { return attempt->descriptor >= 0; });
    if (m_over || running)
        return;
    m_over = true;
    emit failed(m_lastError == 0 ? EHOSTUNREACH : m_lastError);
}

void AddressRace::endAttempts()
{
    // The winner's notifier is on the stack above: the objects go with this one, the descriptors now.
    for (const auto &attempt : m_attempts) {
        attempt->writable.setEnabled(false);
        if (attempt->descriptor >= 0)
            ::close(std::exchange(attempt->descriptor, -1));
    }
}

QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return {};
    const auto family = addresses.first().protocol();
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    for (const QHostAddress &address : addresses)
        (address.protocol() == family ? first : second).append(address);
    QList<QHostAddress> mixed;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            mixed.append(first.at(i));
        if (i < second.size())
            mixed.append(second.at(i));
    }
    return mixed;
}

} // namespace framewright::client

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/listenergroup.h"

#include "app/server/portowner.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::server {

namespace {

constexpr int freePortAttempts = 16;
constexpr int neighboursTried = 100;

[[nodiscard]] bool meansMissingAddress(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::SocketAddressNotAvailableError ||
           error == QAbstractSocket::UnsupportedSocketOperationError;
}

[[nodiscard]] bool isFree(const ListenAddresses &addresses, quint16 port)
{
    const QList<QHostAddress> all = addresses.required + addresses.welcome;
    for (const QHostAddress &address : all) {
        QTcpServer probe;
        if (!probe.listen(address, port) && !meansMissingAddress(probe.serverError()))
            return false;
    }
    return true;
}

[[nodiscard]] QString adviseFreePort(const ListenAddresses &addresses, quint16 taken)
{
    if (const std::optional<quint16> port = nextFreePort(addresses, taken))
        return QStringLiteral("Stop it, or use another port: %1 is free.").arg(*port);
    return QStringLiteral("Stop it, or use another port.");
}

[[nodiscard]] QString describeOwner(quint16 port)
{
    const std::optional<PortOwner> owner = findPortOwner(port);
    if (!owner)
        return QStringLiteral("another program");
    if (owner->process == QCoreApplication::applicationPid())
        return QStringLiteral("another server of this program");
    return QStringLiteral("%1 (pid %2)").arg(owner->program).arg(owner->process);
}

} // namespace

std::optional<quint16> nextFreePort(const ListenAddresses &addresses, quint16 taken)
{
    for (int port = taken + 1; port <= qMin(taken + neighboursTried, 65535); ++port) {
        if (isFree(addresses, static_cast<quint16>(port)))
            return static_cast<quint16>(port);
    }
    return std::nullopt;
}

bool isPortTaken(const ListenAddresses &addresses, quint16 port)
{
    const QList<QHostAddress> all = addresses.required + addresses.welcome;
    return std::any_of(all.cbegin(), all.cend(), [port](const QHostAddress &address) {
        QTcpServer probe;
        return !probe.listen(address, port) && probe.serverError() == QAbstractSocket::AddressInUseError;
    });
}

struct ListenerGroup::Failure
{
    QHostAddress address;
    QAbstractSocket::SocketError error;
    QString text;
};

Result<quint16> ListenerGroup::open(const ListenAddresses &addresses, quint16 port)
{
    Q_ASSERT(!isOpen());
    std::optional<Failure> failure = tryPort(addresses, port);
    // The free port of the first address may be taken on the second one.
    for (int attempt = 1; failure && port == 0 && attempt < freePortAttempts; ++attempt)
        failure = tryPort(addresses, 0);
    if (!failure)
        return this->port();

    const QString where = QStringLiteral("%1 port %2").arg(failure->address.toString()).arg(port);
    switch (failure->error) {
    case QAbstractSocket::AddressInUseError:
        return fail(QStringLiteral("The port %1 is in use by %2.").arg(port).arg(describeOwner(port)), {},
                    adviseFreePort(addresses, port));
    case QAbstractSocket::SocketAccessError:
        return fail(QStringLiteral("This user may not listen on port %1.").arg(port), {},
                    QStringLiteral("Use a port from 1024 on."));
    case QAbstractSocket::SocketAddressNotAvailableError:
        return fail(QStringLiteral("This machine does not have the address %1.").arg(failure->address.toString()), {},
                    QStringLiteral("Use localhost, or one of the addresses that `ip address` shows."));
    default:
        return fail(QStringLiteral("Cannot listen: %1.").arg(failure->text), where,
                    QStringLiteral("Use another host or port."));
    }
}

std::optional<ListenerGroup::Failure> ListenerGroup::tryPort(const ListenAddresses &addresses, quint16 port)
{
    for (const QHostAddress &address : addresses.required) {
        const std::optional<Failure> failure = listenOn(address, port != 0 ? port : this->port());
        if (failure) {
            close();
            return failure;
        }
    }
    std::optional<Failure> missing;
    for (const QHostAddress &address : addresses.welcome) {
        std::optional<Failure> failure = listenOn(address, port != 0 ? port : this->port());
        if (failure && !meansMissingAddress(failure->error)) {
            close();
            return failure;
        }
        if (failure)
            missing = std::move(failure);
    }
    return isOpen() ? std::nullopt : missing;
}

std::optional<ListenerGroup::Failure> ListenerGroup::listenOn(const QHostAddress &address, quint16 port)
{
    auto listener = std::make_unique<Listener>();
    if (!listener->start(address, port))
        return Failure{address, listener->serverError(), listener->errorString()};
    connect(listener.get(), &Listener::accepted, this, &ListenerGroup::accepted);
    connect(listener.get(), &Listener::exhausted, this, &ListenerGroup::exhausted);
    m_listeners.push_back(std::move(listener));
    return std::nullopt;
}

void ListenerGroup::close()
{
    m_listeners.clear();
}

quint16 ListenerGroup::port() const
{
    return m_listeners.empty() ? quint16(0) : m_listeners.front()->serverPort();
}

QList<QHostAddress> ListenerGroup::addresses() const
{
    QList<QHostAddress> addresses;
    for (const std::unique_ptr<Listener> &listener : m_listeners)
        addresses.append(listener->serverAddress());
    return addresses;
}

} // namespace framewright::server

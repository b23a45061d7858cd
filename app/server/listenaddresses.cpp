// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/listenaddresses.h"

#include <QNetworkInterface>

#include <algorithm>

namespace framewright::server {

namespace {

bool isEveryAddress(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4) ||
           address == QHostAddress(QHostAddress::AnyIPv6);
}

} // namespace

bool ListenAddresses::reachBeyondLoopback() const
{
    const auto isBeyond = [](const QHostAddress &each) { return !each.isLoopback(); };
    return std::any_of(required.cbegin(), required.cend(), isBeyond) ||
           std::any_of(welcome.cbegin(), welcome.cend(), isBeyond);
}

std::optional<ListenAddresses> listenAddresses(const QString &host)
{
    QString name = host.trimmed();
    if (name.startsWith(u'[') && name.endsWith(u']'))
        name = name.mid(1, name.size() - 2);
    if (name.isEmpty() || name.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return ListenAddresses{{QHostAddress(QHostAddress::LocalHost)}, {QHostAddress(QHostAddress::LocalHostIPv6)}};
    if (name == QLatin1String("*"))
        return ListenAddresses{{QHostAddress(QHostAddress::Any)}, {}};
    if (const QHostAddress address(name); !address.isNull())
        return ListenAddresses{{address}, {}};

    const QNetworkInterface interface = QNetworkInterface::interfaceFromName(name);
    if (!interface.isValid())
        return std::nullopt;
    ListenAddresses addresses;
    const QList<QNetworkAddressEntry> entries = interface.addressEntries();
    for (const QNetworkAddressEntry &entry : entries)
        addresses.required.append(entry.ip());
    return addresses;
}

QList<QHostAddress> shownAddresses(const QHostAddress &listening)
{
    if (!isEveryAddress(listening))
        return {listening};
    const bool onlyVersion6 = listening == QHostAddress(QHostAddress::AnyIPv6);
    QList<QHostAddress> addresses{QHostAddress(onlyVersion6 ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost)};
    const QList<QHostAddress> machine = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : machine) {
        const bool isVersion6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        if (!address.isLoopback() && !address.isLinkLocal() && isVersion6 == onlyVersion6)
            addresses.append(address);
    }
    return addresses;
}

} // namespace framewright::server

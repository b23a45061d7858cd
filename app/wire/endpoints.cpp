// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/endpoints.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace framewright::wire {

namespace {

using AddressCall = int (*)(int, sockaddr *, socklen_t *);

Endpoint endpointOf(qintptr descriptor, AddressCall call)
{
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (call(static_cast<int>(descriptor), address, &length) != 0)
        return {};
    quint16 port = 0;
    if (storage.ss_family == AF_INET)
        port = ntohs(reinterpret_cast<const sockaddr_in *>(address)->sin_port);
    else if (storage.ss_family == AF_INET6)
        port = ntohs(reinterpret_cast<const sockaddr_in6 *>(address)->sin6_port);
    else
        return {};
    return {unmapped(QHostAddress(address)), port};
}

} // namespace

Endpoint peerEndpoint(qintptr descriptor)
{
    return endpointOf(descriptor, ::getpeername);
}

Endpoint localEndpoint(qintptr descriptor)
{
    return endpointOf(descriptor, ::getsockname);
}

QHostAddress unmapped(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 v4 = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress(v4) : address;
}

void turnDelayOff(qintptr descriptor)
{
    const int on = 1;
    ::setsockopt(static_cast<int>(descriptor), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

} // namespace framewright::wire

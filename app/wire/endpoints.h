// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/transport.h"

namespace framewright::wire {

/// The other and our own end of a connected descriptor.
[[nodiscard]] Endpoint peerEndpoint(qintptr descriptor);
[[nodiscard]] Endpoint localEndpoint(qintptr descriptor);
/// An IPv4 address that came mapped into IPv6 as IPv4; others as they are.
[[nodiscard]] QHostAddress unmapped(const QHostAddress &address);
/// Turns Nagle's delay off: on TLS it makes a handshake of 45 ms one of 3.5 ms (recipe 10).
void turnDelayOff(qintptr descriptor);

} // namespace framewright::wire

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"
#include "app/wire/connectionfacts.h"

#include <vector>

namespace framewright::wire {
class Capture;
}

namespace framewright::server {

/// The row of an upgrade: both heads as they were on the wire. Gives its ticket.
std::uint64_t recordOpened(wire::Capture &capture, const wire::ConnectionFacts &facts);
/// The rows of a handshake without an upgrade: the request as far as it came, the whole answer, and why.
void recordRefused(wire::Capture &capture, const wire::ConnectionFacts &facts);
/// Something a person should know about one connection, or about none.
void recordNotice(wire::Capture &capture, ConnectionId connection, const QString &text);
/// The row that is the cause of all which the rules of a signal do, where a person has raised it. Gives its ticket.
std::uint64_t recordRaised(wire::Capture &capture, const QByteArray &signal, const value::Value &with,
                           const std::vector<ConnectionId> &targets);

} // namespace framewright::server

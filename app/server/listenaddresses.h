// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

#include <optional>

namespace framewright::server {

/// The addresses on which a server listens, all of them on the same port.
struct ListenAddresses
{
    QList<QHostAddress> required;
    /// Left out where the machine does not have them: ::1 without IPv6.
    QList<QHostAddress> welcome;

    bool operator==(const ListenAddresses &) const = default;

    /// Others than programs of this machine can connect.
    [[nodiscard]] bool reachBeyondLoopback() const;
};

/// What a server's host names: "localhost" is 127.0.0.1 and ::1 (a program takes the first of the two that the
/// resolver gives it), "*" every address, then a literal address or the name of a network interface. nullopt: a
/// name that has to be looked up.
[[nodiscard]] std::optional<ListenAddresses> listenAddresses(const QString &host);

/// The addresses to show to a person: for "every address" those that the machine has, loopback first.
[[nodiscard]] QList<QHostAddress> shownAddresses(const QHostAddress &listening);

} // namespace framewright::server

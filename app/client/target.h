// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace framewright::client {

/// Where a handshake goes: what a URL says, taken apart for a name lookup, TLS and the request line.
struct Target
{
    QString host; ///< For the name lookup: ASCII (an international name as punycode), a literal without brackets.
    quint16 port = 80;
    bool secure = false;
    QByteArray path = "/";    ///< Path and query, percent-encoded.
    QByteArray authorization; ///< "Basic ..." of a URL with user and password; else empty.
    QUrl url;                 ///< To show: ws or wss, without user, password and fragment.

    bool operator==(const Target &) const = default;

    /// For the Host field: a literal IPv6 address in brackets, the port where it is not the scheme's own.
    [[nodiscard]] QByteArray hostField() const;
    /// "host:port" for a person.
    [[nodiscard]] QString place() const;
};

/// What a person typed: without a scheme it is taken for ws://.
[[nodiscard]] Result<QUrl> readAddress(const QString &text);

/// ws and wss; http and https are taken for them.
[[nodiscard]] Result<Target> targetOf(const QUrl &url);

/// Where a redirect leads: `location` may be relative (RFC 9110 section 10.2.2).
[[nodiscard]] Result<Target> redirectedTarget(const Target &from, const QByteArray &location);

/// Whether credentials meant for `from` may go to `to`: the same host and port, or the same host from ws to
/// wss on their own ports; never from wss to ws.
[[nodiscard]] bool mayShareCredentials(const Target &from, const Target &to);

} // namespace framewright::client

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/protocol/headerfields.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <optional>

namespace framewright::client {

/// The files, all PEM, that a session over TLS takes certificates and a key from. None is needed.
struct TlsFiles
{
    QString authorities;   ///< Trusted beside what the machine trusts.
    QString certificate;   ///< Shown to a server that asks for one, its chain behind it.
    QString key;           ///< Empty: in the certificate's file.
    QByteArray passphrase; ///< Of the key, where it has one; kept in memory only.

    bool operator==(const TlsFiles &) const = default;
    [[nodiscard]] QString keyFile() const { return key.isEmpty() ? certificate : key; }
};

/// What a session of the client panel, or of the command line, is asked to open.
struct SessionRequest
{
    QUrl url; ///< ws, wss; http and https are taken for them.
    protocol::HeaderFields headers;
    QList<QByteArray> subprotocols;
    bool offerDeflate = true;
    bool verifyCertificate = true; ///< False: any certificate, said in the log.
    TlsFiles tls = {};
    int timeout = 10000; ///< Milliseconds for name, connection, TLS and handshake together.
    int redirects = 5;   ///< At most.
    qsizetype messageLimit = 64 << 20;

    bool operator==(const SessionRequest &) const = default;
};

/// What is wrong with headers and subprotocols: something that would break the request's head.
[[nodiscard]] std::optional<Error> problemOf(const SessionRequest &request);

} // namespace framewright::client

Q_DECLARE_METATYPE(framewright::client::TlsFiles)
Q_DECLARE_METATYPE(framewright::client::SessionRequest)

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QString>

#include <optional>

namespace framewright::wire {

/// A certificate with its chain, and the key that belongs to it.
struct TlsCredentials
{
    QList<QSslCertificate> chain; ///< Its owner's first.
    QSslKey key;

    bool operator==(const TlsCredentials &) const = default;
    /// What TlsTransport::accept() takes: TLS 1.2 and up, no certificate asked of the client.
    [[nodiscard]] QSslConfiguration serverConfiguration() const;
};

/// Loads PEM files: RSA, EC or Ed25519; the chain follows the certificate in its file. Both may be one file. The
/// error says which file is missing, unreadable or not PEM, that the key is encrypted, or that the two do not match.
/// With a passphrase, even an empty one, it speaks to somebody who can be asked for it: that it is missing or wrong.
[[nodiscard]] Result<TlsCredentials> loadCredentials(const QString &certificateFile, const QString &keyFile,
                                                     const std::optional<QByteArray> &passphrase = std::nullopt);

/// Whether the key in this file opens with a passphrase only. False, too, where there is no key.
[[nodiscard]] bool wantsPassphrase(const QString &keyFile);

/// The certificates of a PEM file, to be trusted.
[[nodiscard]] Result<QList<QSslCertificate>> loadAuthorities(const QString &fileName);

/// The certificate that is made on first use and kept in `folder`, readable for its owner alone: for localhost,
/// 127.0.0.1, ::1 and this host's names and addresses. Made anew when it runs out or the names do not fit any more.
[[nodiscard]] Result<TlsCredentials> selfSignedCredentials(const QString &folder);

} // namespace framewright::wire

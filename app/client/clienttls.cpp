// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clienttls.h"

#include "app/wire/tlscredentials.h"

#include <QSslSocket>

namespace framewright::client {

Result<QSslConfiguration> loadClientTls(const TlsFiles &files)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Only HTTP/1.1 can be upgraded: without this name a server may choose HTTP/2 (RFC 7301).
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    // Also where any certificate will do: so the errors are known and can be said.
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!files.authorities.isEmpty()) {
        const Result<QList<QSslCertificate>> authorities = wire::loadAuthorities(files.authorities);
        if (!authorities)
            return tl::unexpected(authorities.error());
        configuration.addCaCertificates(*authorities);
    }
    if (files.certificate.isEmpty() && !files.key.isEmpty())
        return fail(u"There is a key, but no certificate to show."_qs, files.key,
                    u"Name the certificate that belongs to it, too."_qs);
    if (files.certificate.isEmpty())
        return configuration;
    const Result<wire::TlsCredentials> credentials =
        wire::loadCredentials(files.certificate, files.keyFile(), files.passphrase);
    if (!credentials)
        return tl::unexpected(credentials.error());
    configuration.setLocalCertificateChain(credentials->chain);
    configuration.setPrivateKey(credentials->key);
    return configuration;
}

} // namespace framewright::client

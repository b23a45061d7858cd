// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/servertls.h"

#include "app/wire/tlscredentials.h"

#include <QDir>
#include <QFileInfo>
#include <QSslSocket>

namespace framewright::server {

namespace {

/// A workspace may come from somebody else: what it names lies beside it, after links are resolved. A file that is
/// missing is the loader's to report.
[[nodiscard]] Result<QString> fileBeside(const QString &folder, const QString &name)
{
    const QString fileName = QDir(folder).absoluteFilePath(name);
    const QString resolved = QFileInfo(fileName).canonicalFilePath();
    const QString root = QFileInfo(folder.isEmpty() ? QDir::currentPath() : folder).canonicalFilePath();
    if (!resolved.isEmpty() && !resolved.startsWith(root + u'/'))
        return fail(QStringLiteral("The file %1 is not in the folder of the workspace.").arg(name), {},
                    QStringLiteral("Copy it to %1, or below.").arg(root));
    return fileName;
}

[[nodiscard]] Result<wire::TlsCredentials> loadNamed(const workspace::Tls &tls, const QString &folder)
{
    const Result<QString> certificate = fileBeside(folder, tls.certificate);
    if (!certificate)
        return tl::unexpected(certificate.error());
    // Both may be in one file.
    const Result<QString> key = fileBeside(folder, tls.key.isEmpty() ? tls.certificate : tls.key);
    if (!key)
        return tl::unexpected(key.error());
    return wire::loadCredentials(*certificate, *key);
}

[[nodiscard]] Result<QList<QSslCertificate>> loadClientAuthorities(const workspace::Tls &tls, const QString &folder)
{
    const Result<QString> fileName = fileBeside(folder, tls.authorities);
    if (!fileName)
        return tl::unexpected(fileName.error());
    return wire::loadAuthorities(*fileName);
}

[[nodiscard]] QSslSocket::PeerVerifyMode verifyMode(workspace::ClientCertificates certificates)
{
    switch (certificates) {
    case workspace::ClientCertificates::Request:
        return QSslSocket::QueryPeer;
    case workspace::ClientCertificates::Require:
        return QSslSocket::VerifyPeer;
    case workspace::ClientCertificates::None:
        break;
    }
    return QSslSocket::VerifyNone;
}

} // namespace

Result<QSslConfiguration> loadServerTls(const workspace::Tls &tls, const QString &workspaceFolder,
                                        const QString &certificateFolder)
{
    const Result<wire::TlsCredentials> credentials =
        tls.isSelfSigned() ? wire::selfSignedCredentials(certificateFolder) : loadNamed(tls, workspaceFolder);
    if (!credentials)
        return tl::unexpected(credentials.error());
    QSslConfiguration configuration = credentials->serverConfiguration();
    if (tls.clientCertificates == workspace::ClientCertificates::None)
        return configuration;
    configuration.setPeerVerifyMode(verifyMode(tls.clientCertificates));
    // So that a client that is turned down hears why: an alert (RFC 8446 section 6.2).
    const bool isRequired = tls.clientCertificates == workspace::ClientCertificates::Require;
    configuration.setMissingCertificateIsFatal(isRequired);
    configuration.setHandshakeMustInterruptOnError(isRequired);
    if (tls.authorities.isEmpty())
        return configuration;
    const Result<QList<QSslCertificate>> authorities = loadClientAuthorities(tls, workspaceFolder);
    if (!authorities)
        return tl::unexpected(authorities.error());
    configuration.addCaCertificates(*authorities);
    return configuration;
}

} // namespace framewright::server

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/testcertificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace framewright::test {

namespace {

const QString newKey = QStringLiteral("-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes");

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no %s", qUtf8Printable(fileName));
    return file.readAll();
}

} // namespace

TestCertificates::TestCertificates()
{
    openssl(u"req -x509 %1 -subj /CN=Test-Authority -days 30 -keyout ca.key -out ca.pem"_qs.arg(newKey));
    openssl(u"req -x509 %1 -subj /CN=Stranger -days 30 -keyout stranger.key -out stranger.pem"_qs.arg(newKey));
    issue(u"server"_qs, u"/CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost"_qs);
    issue(u"client"_qs, u"/CN=Ann"_qs);
    openssl(u"pkey -in client.key -aes256 -passout pass:secret -out client-locked.key"_qs);
    QFile whole(path(u"client-whole.pem"_qs));
    if (!whole.open(QIODevice::WriteOnly))
        qFatal("The folder for certificates cannot be written");
    whole.write(contentOf(path(u"client.pem"_qs)) + contentOf(path(u"client.key"_qs)));
}

void TestCertificates::issue(const QString &name, const QString &subject) const
{
    openssl(u"req %1 -subj %2 -keyout %3.key -out %3.csr"_qs.arg(newKey, subject, name));
    openssl(
        u"x509 -req -in %1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -copy_extensions copy -out %1.pem"_qs
            .arg(name));
}

void TestCertificates::openssl(const QString &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(folder());
    process.start(u"openssl"_qs, arguments.split(u' '));
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl %s: %s", qUtf8Printable(arguments), process.readAllStandardError().constData());
}

QSslConfiguration TestCertificates::server() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(contentOf(path(u"server.pem"_qs))));
    configuration.setPrivateKey(QSslKey(contentOf(path(u"server.key"_qs)), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QSslConfiguration TestCertificates::askingServer() const
{
    QSslConfiguration configuration = server();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates({QSslCertificate(contentOf(path(u"ca.pem"_qs)))});
    return configuration;
}

} // namespace framewright::test

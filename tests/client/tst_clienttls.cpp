// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clienttls.h"
#include "tests/client/opened.h"
#include "tests/client/rawserver.h"
#include "tests/support/testcertificates.h"

#include <QProcess>
#include <QTest>

#include <optional>

using namespace framewright;
using namespace framewright::client;
using test::Opened;
using test::RawConnection;
using test::RawServer;
using test::TestCertificates;

/// What a session trusts and shows over TLS.
class TestClientTls final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_certificates.emplace(); }
    void cleanupTestCase() { m_certificates.reset(); }
    void trustsAuthorities();
    void trustsItsOwnAuthoritiesOnly();
    void showsCertificate_data();
    void showsCertificate();
    void saysWhatIsWrongWithFiles_data();
    void saysWhatIsWrongWithFiles();
    void saysWhyServerTurnsItDown_data();
    void saysWhyServerTurnsItDown();
    void showsCertificateToNobodyElse();
    void looksAtNoFileWithoutTls();

private:
    [[nodiscard]] TlsFiles files(const QString &authorities, const QString &certificate = {}, const QString &key = {},
                                 const QByteArray &passphrase = {}) const;
    [[nodiscard]] QUrl startAskingServer(QProcess &server, const QString &version) const;

    std::optional<TestCertificates> m_certificates;
};

TlsFiles TestClientTls::files(const QString &authorities, const QString &certificate, const QString &key,
                              const QByteArray &passphrase) const
{
    const auto path = [this](const QString &name) { return name.isEmpty() ? name : m_certificates->path(name); };
    return {path(authorities), path(certificate), path(key), passphrase};
}

void TestClientTls::trustsAuthorities()
{
    RawServer server(m_certificates->server());
    Opened client(server.url(), files(u"ca.pem"_qs));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
    QVERIFY(client.session.facts().tls);
}

void TestClientTls::trustsItsOwnAuthoritiesOnly()
{
    for (const QString &name : {QString(), u"stranger.pem"_qs}) {
        RawServer server(m_certificates->server());
        Opened client(server.url(), files(name));
        QTRY_COMPARE(client.ended.size(), 1);
        QCOMPARE(client.failure().kind, FailureKind::Tls);
        QVERIFY2(client.failure().error.advice.contains(u"--ca"_qs), qPrintable(client.failure().error.text()));
    }
}

void TestClientTls::showsCertificate_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("passphrase");

    QTest::newRow("two files") << u"client.pem"_qs << u"client.key"_qs << QByteArray();
    QTest::newRow("one file") << u"client-whole.pem"_qs << QString() << QByteArray();
    QTest::newRow("passphrase") << u"client.pem"_qs << u"client-locked.key"_qs << QByteArray("secret");
    QTest::newRow("needless passphrase") << u"client.pem"_qs << u"client.key"_qs << QByteArray("secret");
}

void TestClientTls::showsCertificate()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QByteArray, passphrase);
    RawServer server(m_certificates->askingServer());
    Opened client(server.url(), files(u"ca.pem"_qs, certificate, key, passphrase));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
}

void TestClientTls::saysWhatIsWrongWithFiles_data()
{
    QTest::addColumn<TlsFiles>("files");
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, const TlsFiles &files, const QString &says) {
        QTest::newRow(name) << files << says;
    };
    row("authorities missing", files(u"none.pem"_qs), u"does not exist"_qs);
    row("authorities are a key", files(u"client.key"_qs), u"holds no certificate"_qs);
    row("authorities are a folder", {m_certificates->folder(), {}, {}, {}}, u"cannot be read: it is a folder"_qs);
    row("certificate missing", files({}, u"none.pem"_qs, u"client.key"_qs), u"does not exist"_qs);
    row("key missing", files({}, u"client.pem"_qs, u"none.key"_qs), u"private key file does not exist"_qs);
    row("no key in the certificate's file", files({}, u"client.pem"_qs), u"holds no private key"_qs);
    row("key without a certificate", files({}, {}, u"client.key"_qs), u"no certificate to show"_qs);
    row("another's key", files({}, u"client.pem"_qs, u"server.key"_qs), u"does not belong to the certificate"_qs);
    row("no passphrase", files({}, u"client.pem"_qs, u"client-locked.key"_qs), u"is encrypted"_qs);
    row("wrong passphrase", files({}, u"client.pem"_qs, u"client-locked.key"_qs, "Secret"),
        u"passphrase does not open"_qs);
}

void TestClientTls::saysWhatIsWrongWithFiles()
{
    QFETCH(TlsFiles, files);
    QFETCH(QString, says);
    RawServer server(m_certificates->askingServer());
    Opened client(server.url(), files);
    QVERIFY(client.ended.isEmpty()); // Not from inside the call.
    QTRY_COMPARE(client.ended.size(), 1);
    const SessionFailure failure = client.failure();
    QCOMPARE(failure.kind, FailureKind::Tls);
    QVERIFY2(failure.error.what.contains(says), qPrintable(failure.error.text()));
    QVERIFY2(!failure.error.where.isEmpty() && !failure.error.advice.isEmpty(), qPrintable(failure.error.text()));
    QVERIFY(!failure.error.text().contains(u"Secret"_qs));
    QCOMPARE(client.session.facts().state, wire::ConnectionState::Refused);
}

/// A server that is not ours and says by an alert why it turns a client down.
QUrl TestClientTls::startAskingServer(QProcess &server, const QString &version) const
{
    server.setWorkingDirectory(m_certificates->folder());
    server.start(u"openssl"_qs,
                 u"s_server -accept 127.0.0.1:0 -cert server.pem -key server.key -CAfile ca.pem -Verify 2 "
                 "-verify_return_error -naccept 1 %1"_qs.arg(version)
                     .split(u' '));
    QByteArray said;
    const auto hasPort = [&] {
        said += server.readAllStandardOutput();
        return said.contains("ACCEPT 127.0.0.1:") && said.endsWith('\n');
    };
    if (!test::waitUntil(hasPort))
        return {};
    const QByteArray port = said.mid(said.indexOf("ACCEPT 127.0.0.1:") + 17);
    return QUrl(u"wss://127.0.0.1:%1/"_qs.arg(port.left(port.indexOf('\n')).trimmed().toInt()));
}

void TestClientTls::saysWhyServerTurnsItDown_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("says");

    QTest::newRow("none, TLS 1.3") << u"-tls1_3"_qs << QString() << u"wants a certificate of the client"_qs;
    QTest::newRow("none, TLS 1.2") << u"-tls1_2"_qs << QString() << u"may want a certificate of the client"_qs;
    QTest::newRow("stranger, TLS 1.3") << u"-tls1_3"_qs << u"stranger"_qs << u"does not trust who issued"_qs;
    QTest::newRow("stranger, TLS 1.2") << u"-tls1_2"_qs << u"stranger"_qs << u"does not trust who issued"_qs;
}

void TestClientTls::saysWhyServerTurnsItDown()
{
    QFETCH(QString, version);
    QFETCH(QString, certificate);
    QFETCH(QString, says);
    QProcess server;
    const QUrl url = startAskingServer(server, version);
    QVERIFY2(url.isValid(), server.readAllStandardError().constData());
    const bool shows = !certificate.isEmpty();
    Opened client(url, files(u"ca.pem"_qs, shows ? QString(certificate + u".pem") : QString(),
                             shows ? QString(certificate + u".key") : QString()));
    QTRY_COMPARE(client.ended.size(), 1);
    const SessionFailure failure = client.failure();
    QVERIFY2(failure.error.text().contains(says), qPrintable(failure.error.text()));
    QCOMPARE(failure.kind, FailureKind::Tls);
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Tls);
    server.kill();
    QVERIFY(server.state() == QProcess::NotRunning || server.waitForFinished());
}

void TestClientTls::showsCertificateToNobodyElse()
{
    RawServer first(m_certificates->askingServer());
    RawServer second(m_certificates->askingServer());
    Opened client(first.url(), files(u"ca.pem"_qs, u"client.pem"_qs, u"client.key"_qs));
    RawConnection *connection = first.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 302 Found\r\nLocation: " + second.url().toEncoded() + "\r\n\r\n");
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.session.redirects().size(), 1);
    QCOMPARE(second.waitingCount(), 0); // It got no certificate, so it took nothing.
}

void TestClientTls::looksAtNoFileWithoutTls()
{
    RawServer server;
    Opened client(server.url(), files(u"none.pem"_qs, u"none.pem"_qs, u"none.key"_qs));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
}

QTEST_GUILESS_MAIN(TestClientTls)
#include "tst_clienttls.moc"

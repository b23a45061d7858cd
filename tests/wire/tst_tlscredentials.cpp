// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/selfsignedcertificate.h"
#include "app/wire/tlscredentials.h"
#include "app/wire/tlstransport.h"
#include "tests/support/rawpeer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <optional>
#include <thread>
#include <vector>

namespace framewright::wire {

namespace {

using test::RawPeer;
using test::Security;

/// Takes one connection over TLS.
class TlsServer final : public QTcpServer
{
public:
    explicit TlsServer(QSslConfiguration configuration)
        : m_configuration(std::move(configuration))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
    }
    std::unique_ptr<TlsTransport> transport;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        transport = TlsTransport::accept(descriptor, m_configuration);
    }

private:
    QSslConfiguration m_configuration;
};

} // namespace

class TestTlsCredentials final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void loadsKeyKinds_data();
    void loadsKeyKinds();
    void loadsChain();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void makesSelfSigned();
    void keepsSelfSigned();
    void severalAtOnceHaveTheSame();
    void readsAFileThatIsBeingReplaced();
    void renewsWhatDoesNotFit();
    void saysWhenItCannotBeStored();

private:
    void openssl(const QString &arguments);
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes);

    QTemporaryDir m_folder;
};

void TestTlsCredentials::openssl(const QString &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("openssl"), arguments.split(QLatin1Char(' ')));
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

void TestTlsCredentials::write(const QString &name, const QByteArray &bytes)
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void TestTlsCredentials::initTestCase()
{
    const auto make = [this](const QString &name, const QString &kind) {
        openssl(
            u"req -x509 -newkey %2 -nodes -subj /CN=localhost -days 30 -keyout %1.key -out %1.pem"_qs.arg(name, kind));
    };
    make(u"rsa"_qs, u"rsa:2048"_qs);
    make(u"ec"_qs, u"ec -pkeyopt ec_paramgen_curve:P-256"_qs);
    make(u"ed25519"_qs, u"ed25519"_qs);
    openssl(u"pkey -in rsa.key -aes256 -passout pass:secret -out encrypted.key"_qs);
    openssl(u"rsa -in rsa.key -traditional -aes128 -passout pass:secret -out encrypted-old.key"_qs);
    openssl(u"x509 -in rsa.pem -outform der -out rsa.der"_qs);
    openssl(u"pkey -in rsa.key -outform der -out rsa-key.der"_qs);
    write(u"empty"_qs, {});
}

void TestTlsCredentials::loadsKeyKinds_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"rsa", "ec", "ed25519"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestTlsCredentials::loadsKeyKinds()
{
    QFETCH(QString, name);
    const auto credentials = loadCredentials(path(name + u".pem"), path(name + u".key"));
    QVERIFY2(credentials.has_value(), credentials ? "" : qPrintable(credentials.error().text()));
    // Twice: a handshake must not use the key up.
    TlsServer server(credentials->serverConfiguration());
    for (int i = 0; i < 2; ++i) {
        RawPeer peer(Security::Tls);
        QVERIFY(peer.connectTo(server.serverPort()));
        peer.send("hello");
        QTRY_VERIFY(server.transport->tls().has_value());
        QCOMPARE(server.transport->tls()->protocol, u"TLSv1.3"_qs);
        QVERIFY(!server.transport->tls()->cipher.isEmpty());
    }
}

void TestTlsCredentials::loadsChain()
{
    QFile own(path(u"rsa.pem"_qs));
    QFile other(path(u"ec.pem"_qs));
    QVERIFY(own.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly));
    write(u"chain.pem"_qs, own.readAll() + other.readAll());
    const auto credentials = loadCredentials(path(u"chain.pem"_qs), path(u"rsa.key"_qs));
    QVERIFY(credentials);
    QCOMPARE(credentials->chain.size(), 2);
    QCOMPARE(credentials->serverConfiguration().localCertificateChain().size(), 2);
}

void TestTlsCredentials::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("advice");
    QTest::newRow("no certificate") << u"none.pem"_qs << u"rsa.key"_qs << u"certificate file does not exist"_qs
                                    << u"Check the path"_qs;
    QTest::newRow("no key") << u"rsa.pem"_qs << u"none.key"_qs << u"private key file does not exist"_qs
                            << u"Check the path"_qs;
    QTest::newRow("no name") << u"rsa.pem"_qs << QString() << u"it is a folder"_qs << u"choose another"_qs;
    QTest::newRow("empty certificate") << u"empty"_qs << u"rsa.key"_qs << u"no certificate in PEM form"_qs
                                       << u"BEGIN CERTIFICATE"_qs;
    QTest::newRow("empty key") << u"rsa.pem"_qs << u"empty"_qs << u"no private key in PEM form"_qs
                               << u"openssl pkey"_qs;
    QTest::newRow("DER certificate") << u"rsa.der"_qs << u"rsa.key"_qs << u"no certificate in PEM form"_qs
                                     << u"BEGIN CERTIFICATE"_qs;
    QTest::newRow("DER key") << u"rsa.pem"_qs << u"rsa-key.der"_qs << u"no private key in PEM form"_qs
                             << u"openssl pkey -inform der"_qs;
    QTest::newRow("certificate as key") << u"rsa.pem"_qs << u"rsa.pem"_qs << u"no private key in PEM form"_qs
                                        << u"BEGIN PRIVATE KEY"_qs;
    QTest::newRow("encrypted") << u"rsa.pem"_qs << u"encrypted.key"_qs << u"encrypted"_qs
                               << u"openssl pkey -in encrypted.key"_qs;
    QTest::newRow("encrypted, old form") << u"rsa.pem"_qs << u"encrypted-old.key"_qs << u"encrypted"_qs
                                         << u"openssl pkey -in"_qs;
    QTest::newRow("mismatch") << u"rsa.pem"_qs << u"ec.key"_qs << u"does not belong to the certificate"_qs
                              << u"Choose the key"_qs;
}

void TestTlsCredentials::saysWhatIsWrong()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, what);
    QFETCH(QString, advice);
    const auto credentials = loadCredentials(path(certificate), path(key));
    QVERIFY(!credentials);
    QVERIFY2(credentials.error().what.contains(what), qPrintable(credentials.error().text()));
    QVERIFY2(credentials.error().advice.contains(advice), qPrintable(credentials.error().text()));
    QVERIFY(!credentials.error().where.isEmpty());
}

void TestTlsCredentials::makesSelfSigned()
{
    const QString folder = path(u"made/here"_qs);
    const auto credentials = selfSignedCredentials(folder);
    QVERIFY2(credentials.has_value(), credentials ? "" : qPrintable(credentials.error().text()));
    const QSslCertificate &own = credentials->chain.first();
    const QStringList names = own.subjectAlternativeNames().values();
    for (const QString &name : {u"localhost"_qs, u"127.0.0.1"_qs})
        QVERIFY2(names.contains(name), qPrintable(names.join(u' ')));
    QVERIFY(own.subjectAlternativeNames().contains(QSsl::IpAddressEntry));
    const qint64 days = own.effectiveDate().daysTo(own.expiryDate());
    QVERIFY(days >= 820 && days < 825);
    const QFileInfo file(folder + u"/self-signed.pem"_qs);
    QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    TlsServer server(credentials->serverConfiguration());
    RawPeer peer(Security::Tls);
    QVERIFY(peer.connectTo(server.serverPort()));
}

void TestTlsCredentials::keepsSelfSigned()
{
    const QString folder = path(u"kept"_qs);
    const auto first = selfSignedCredentials(folder);
    const auto second = selfSignedCredentials(folder);
    QVERIFY(first && second);
    QCOMPARE(first->chain, second->chain);
}

/// As two programs that start for the first time.
void TestTlsCredentials::severalAtOnceHaveTheSame()
{
    for (int round = 0; round < 3; ++round) {
        const QString folder = path(u"shared%1"_qs.arg(round));
        std::vector<std::future<Result<TlsCredentials>>> made;
        for (int each = 0; each < 3; ++each)
            made.push_back(std::async(std::launch::async, [&folder] { return selfSignedCredentials(folder); }));
        QList<QSslCertificate> chain;
        for (auto &each : made) {
            const Result<TlsCredentials> credentials = each.get();
            QVERIFY2(credentials.has_value(), credentials ? "" : qPrintable(credentials.error().text()));
            if (chain.isEmpty())
                chain = credentials->chain;
            QCOMPARE(credentials->chain, chain);
        }
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList(u"self-signed.pem"_qs));
    }
}

void TestTlsCredentials::readsAFileThatIsBeingReplaced()
{
    const QString file = path(u"replaced.pem"_qs);
    const std::array<std::optional<QByteArray>, 2> pems{makeSelfSignedCertificate(namesOfThisHost()),
                                                        makeSelfSignedCertificate(namesOfThisHost())};
    QVERIFY(pems[0] && pems[1]);
    write(u"replaced.pem"_qs, *pems[0]);
    std::atomic_bool isOver = false;
    std::thread replacing([&] {
        for (std::size_t turn = 0; !isOver; ++turn) {
            write(u"replaced.new"_qs, *pems.at(turn % 2));
            std::filesystem::rename(path(u"replaced.new"_qs).toStdString(), file.toStdString());
        }
    });
    QString problem;
    for (int load = 0; load < 500 && problem.isEmpty(); ++load) {
        if (const Result<TlsCredentials> credentials = loadCredentials(file, file); !credentials)
            problem = credentials.error().text();
    }
    isOver = true;
    replacing.join();
    QCOMPARE(problem, QString());
}

void TestTlsCredentials::renewsWhatDoesNotFit()
{
    const QString folder = path(u"renewed"_qs);
    QVERIFY(selfSignedCredentials(folder));
    const auto other = makeSelfSignedCertificate({{u"elsewhere.example"_qs}, {u"192.0.2.1"_qs}});
    QVERIFY(other);
    write(u"renewed/self-signed.pem"_qs, *other);
    const auto renewed = selfSignedCredentials(folder);
    QVERIFY(renewed);
    QVERIFY(renewed->chain.first().subjectAlternativeNames().values().contains(u"localhost"_qs));
    write(u"renewed/self-signed.pem"_qs, "broken");
    QVERIFY(selfSignedCredentials(folder));
}

void TestTlsCredentials::saysWhenItCannotBeStored()
{
    const auto credentials = selfSignedCredentials(path(u"rsa.pem/below a file"_qs));
    QVERIFY(!credentials);
    QVERIFY2(credentials.error().what.contains(u"cannot be stored"), qPrintable(credentials.error().text()));
}

} // namespace framewright::wire

QTEST_GUILESS_MAIN(framewright::wire::TestTlsCredentials)
#include "tst_tlscredentials.moc"

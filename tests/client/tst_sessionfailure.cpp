// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/openedsession.h"
#include "tests/client/rawserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using test::OpenedSession;
using test::RawConnection;
using test::RawServer;
using test::requestFor;

/// No answer at all, and a session that is given up on its way.
class TestSessionFailure final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void saysThatNothingListens();
    void saysThatNameIsUnknown();
    void timesOut_data();
    void timesOut();
    void saysThatServerHungUp_data();
    void saysThatServerHungUp();
    void tellsTlsFromHttp();
    void canBeGivenUp();
    void canBeDeletedAtEachStep_data();
    void canBeDeletedAtEachStep();
};

void TestSessionFailure::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<FailureKind>("kind");

    QTest::newRow("another scheme") << u"ftp://127.0.0.1/"_qs << FailureKind::Address;
    QTest::newRow("no host") << u"ws:///x"_qs << FailureKind::Address;
    QTest::newRow("empty") << QString() << FailureKind::Address;
}

void TestSessionFailure::saysWhyItCannotConnect()
{
    QFETCH(QString, url);
    OpenedSession client(requestFor(QUrl(url)));
    QVERIFY(client.failed.isEmpty()); // Not from inside the call.
    QTRY_COMPARE(client.ended.size(), 1);
    QTEST(client.failure().kind, "kind");
    QCOMPARE(client.session.facts().state, wire::ConnectionState::Refused);
}

void TestSessionFailure::saysThatNothingListens()
{
    QUrl url;
    {
        const RawServer gone;
        url = gone.url();
    }
    OpenedSession client(requestFor(url));
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Connect);
    QVERIFY(client.failure().error.what.contains(u"Nothing listens on 127.0.0.1:%1"_qs.arg(url.port())));
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Network);
    QVERIFY(client.session.facts().requestHead.isEmpty());
}

void TestSessionFailure::saysThatNameIsUnknown()
{
    SessionRequest request = requestFor(QUrl(u"ws://no-such-host.invalid/"_qs));
    request.timeout = 60000;
    OpenedSession client(request);
    QTRY_COMPARE_WITH_TIMEOUT(client.ended.size(), 1, 60000);
    QCOMPARE(client.failure().kind, FailureKind::Name);
    QVERIFY(client.failure().error.what.contains(u"no-such-host.invalid"_qs));
}

void TestSessionFailure::timesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QString>("says");

    QTest::newRow("silent") << QByteArray() << false << u"did not answer within 0.3 s"_qs;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 101 Switching\r\n") << false << u"did not answer"_qs;
    QTest::newRow("TLS to a silent server") << QByteArray() << true << u"TLS handshake within"_qs;
}

void TestSessionFailure::timesOut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, secure);
    QFETCH(QString, says);
    RawServer server;
    SessionRequest request = requestFor(server.url());
    request.timeout = 300;
    if (secure)
        request.url.setScheme(u"wss"_qs);
    QElapsedTimer elapsed;
    elapsed.start();
    OpenedSession client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    // Bytes that drip in do not put the deadline off.
    connection->write(bytes);
    QTRY_COMPARE(client.ended.size(), 1);
    QVERIFY(elapsed.elapsed() >= 290);
    QCOMPARE(client.failure().kind, FailureKind::Timeout);
    QVERIFY2(client.failure().error.what.contains(says), qPrintable(client.failure().error.what));
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Timeout);
    QVERIFY(connection->waitForEnd());
}

void TestSessionFailure::saysThatServerHungUp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QString>("says");

    QTest::newRow("FIN before the answer") << QByteArray() << false << u"closed the connection before it answered"_qs;
    QTest::newRow("RST before the answer") << QByteArray() << true << u"reset the connection before it answered"_qs;
    QTest::newRow("FIN in the answer") << QByteArray("HTTP/1.1 101 Sw") << false << u"in the middle of its answer"_qs;
}

void TestSessionFailure::saysThatServerHungUp()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reset);
    QFETCH(QString, says);
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write(bytes);
    if (reset)
        connection->reset();
    else
        connection->finish();
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Handshake);
    QVERIFY2(client.failure().error.what.contains(says), qPrintable(client.failure().error.what));
    if (!bytes.isEmpty())
        QCOMPARE(client.session.facts().responseHead, bytes);
}

void TestSessionFailure::tellsTlsFromHttp()
{
    RawServer server;
    OpenedSession plain(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write(QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7));
    connection->finish();
    QTRY_COMPARE(plain.ended.size(), 1);
    QVERIFY2(plain.failure().error.advice.contains(u"wss://"_qs), qPrintable(plain.failure().error.text()));

    QUrl url = server.url();
    url.setScheme(u"wss"_qs);
    OpenedSession secure(requestFor(url));
    connection = server.next();
    QVERIFY(connection);
    connection->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTRY_COMPARE(secure.ended.size(), 1);
    QCOMPARE(secure.failure().kind, FailureKind::Tls);
    QVERIFY2(secure.failure().error.advice.contains(u"ws://"_qs), qPrintable(secure.failure().error.text()));
    QCOMPARE(secure.session.facts().endedBy, wire::EndedBy::Tls);
}

void TestSessionFailure::canBeGivenUp()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    client.session.close({1000, {}});
    QVERIFY(client.ended.isEmpty()); // Not from inside the call.
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Cancelled);
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Client);
    QVERIFY(connection->waitForEnd());
}

void TestSessionFailure::canBeDeletedAtEachStep_data()
{
    QTest::addColumn<int>("step");

    QTest::newRow("at once") << 0;
    QTest::newRow("connected") << 1;
    QTest::newRow("request sent") << 2;
    QTest::newRow("101 on its way") << 3;
    QTest::newRow("open") << 4;
}

void TestSessionFailure::canBeDeletedAtEachStep()
{
    QFETCH(int, step);
    RawServer server;
    {
        OpenedSession client(requestFor(server.url()));
        if (step == 0)
            return;
        RawConnection *connection = server.next();
        QVERIFY(connection);
        if (step >= 2)
            QVERIFY(!connection->head().isEmpty());
        if (step >= 3)
            connection->accept();
        if (step >= 4)
            QTRY_COMPARE(client.opened.size(), 1);
        connect(&client.session, &Session::ended, this, [] { QFAIL("A session ended while it was deleted."); });
    }
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestSessionFailure)
#include "tst_sessionfailure.moc"

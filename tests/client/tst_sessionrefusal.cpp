// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/openedsession.h"
#include "tests/client/rawserver.h"

#include <QTest>

using namespace framewright;
using namespace framewright::client;
using test::OpenedSession;
using test::RawConnection;
using test::RawServer;
using test::requestFor;

/// Answers that are no 101: shown with their bodies, redirections followed.
class TestSessionRefusal final : public QObject
{
    Q_OBJECT

private slots:
    void showsRefusal_data();
    void showsRefusal();
    void takesBodyUntilEnd();
    void doesNotWaitForEndlessBody();
    void cutsLargeBody();
    void followsRedirect_data();
    void followsRedirect();
    void keepsCredentialsToItself();
    void endsRedirectCircle();
    void endsManyRedirects();
    void refusesBadLocation();
};

void TestSessionRefusal::showsRefusal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QString>("advice");

    QTest::newRow("401") << 401 << QByteArray("Content-Length: 5\r\nWWW-Authenticate: Basic\r\n")
                         << QByteArray("no\r\n!") << QByteArray("no\r\n!") << u"credentials"_qs;
    QTest::newRow("404 empty") << 404 << QByteArray("Content-Length: 0\r\n") << QByteArray() << QByteArray()
                               << u"path"_qs;
    QTest::newRow("503 chunked") << 503 << QByteArray("Transfer-Encoding: chunked\r\n")
                                 << QByteArray("4\r\nbusy\r\n0\r\n\r\n") << QByteArray("busy") << u"trouble"_qs;
    QTest::newRow("200") << 200 << QByteArray("Content-Length: 4\r\n") << QByteArray("page") << QByteArray("page")
                         << u"not a WebSocket"_qs;
    QTest::newRow("426") << 426 << QByteArray("Content-Length: 0\r\nSec-WebSocket-Version: 14\r\n") << QByteArray()
                         << QByteArray() << u"version"_qs;
    QTest::newRow("302 without a place") << 302 << QByteArray("Content-Length: 0\r\n") << QByteArray() << QByteArray()
                                         << u"Location"_qs;
    QTest::newRow("304") << 304 << QByteArray("ETag: x\r\n") << QByteArray() << QByteArray() << QString();
    QTest::newRow("unregistered") << 799 << QByteArray("Content-Length: 1\r\n") << QByteArray("x") << QByteArray("x")
                                  << QString();
}

void TestSessionRefusal::showsRefusal()
{
    QFETCH(int, status);
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, shown);
    QFETCH(QString, advice);
    RawServer server;
    OpenedSession client(requestFor(server.url(u"/private"_qs)));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    const QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Some Phrase\r\n" + lines + "\r\n" + body;
    connection->write(answer);
    QTRY_COMPARE(client.ended.size(), 1);
    const SessionFailure failure = client.failure();
    QCOMPARE(failure.kind, FailureKind::Refused);
    QCOMPARE(failure.status, status);
    QCOMPARE(failure.body, shown);
    QVERIFY(failure.error.what.contains(QString::number(status)));
    QVERIFY2(failure.error.advice.contains(advice), qPrintable(failure.error.advice));
    QVERIFY(failure.error.where.endsWith(u"/private"_qs));
    const wire::ConnectionFacts &facts = client.session.facts();
    QCOMPARE(facts.state, wire::ConnectionState::Refused);
    QCOMPARE(facts.status, status);
    QCOMPARE(facts.responseHead, answer);
    QCOMPARE(facts.endedBy, wire::EndedBy::Server);
    QVERIFY(!facts.closeCode());
    const auto rows = client.rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).first, event::EventKind::Refused);
    QCOMPARE(rows.at(1).first, event::EventKind::Ended);
    QVERIFY(connection->waitForEnd());
}

void TestSessionRefusal::takesBodyUntilEnd()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.0 403 Forbidden\r\n\r\nto the ");
    connection->write("end");
    connection->finish();
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().body, QByteArray("to the end"));
}

void TestSessionRefusal::doesNotWaitForEndlessBody()
{
    RawServer server;
    SessionRequest request = requestFor(server.url());
    request.timeout = 60000;
    OpenedSession client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 403 Forbidden\r\n\r\nhalf a bo");
    QTRY_COMPARE_WITH_TIMEOUT(client.failed.size(), 1, 10000);
    QCOMPARE(client.failure().kind, FailureKind::Refused);
    QCOMPARE(client.failure().body, QByteArray("half a bo"));
}

void TestSessionRefusal::cutsLargeBody()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 500 Oops\r\nContent-Length: 10000000\r\n\r\n");
    connection->write(QByteArray(300000, 'x'));
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().body.size(), AnswerBody::limit);
    QVERIFY(client.session.facts().responseHead.size() < AnswerBody::limit + 1000);
}

void TestSessionRefusal::followsRedirect_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("absolute");

    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d relative", status) << status << false;
        QTest::addRow("%d absolute", status) << status << true;
    }
}

void TestSessionRefusal::followsRedirect()
{
    QFETCH(int, status);
    QFETCH(bool, absolute);
    RawServer server;
    OpenedSession client(requestFor(server.url(u"/old"_qs)));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    QByteArray location = "/new?x=1";
    if (absolute)
        location.prepend("http://127.0.0.1:" + QByteArray::number(server.serverPort()));
    connection->write("HTTP/1.1 " + QByteArray::number(status) + " Moved\r\nLocation: " + location +
                      "\r\nContent-Length: 0\r\n\r\n");
    RawConnection *second = server.next();
    QVERIFY(second);
    QVERIFY(second->head().startsWith("GET /new?x=1 HTTP/1.1\r\n"));
    QVERIFY(second->field("Sec-WebSocket-Key") != connection->field("Sec-WebSocket-Key"));
    second->accept();
    QTRY_COMPARE(client.opened.size(), 1);
    QVERIFY(connection->waitForEnd());
    QCOMPARE(client.session.redirects(), QList<QUrl>{server.url(u"/old"_qs)});
    QCOMPARE(client.session.facts().target, QByteArray("/new?x=1"));
    QCOMPARE(client.session.facts().requestHead, second->head());
    QCOMPARE(client.noticed.size(), 1);
    QVERIFY(client.noticed.first().first().toString().contains(QString::number(status)));
    const auto rows = client.rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).first, event::EventKind::Notice);
    QCOMPARE(rows.at(1).first, event::EventKind::Opened);
}

void TestSessionRefusal::keepsCredentialsToItself()
{
    RawServer first;
    RawServer other;
    SessionRequest request = requestFor(first.url());
    request.headers = {{"Authorization", "Bearer secret"}, {"cookie", "a=b"}, {"X-Mine", "1"}};
    OpenedSession client(request);
    RawConnection *connection = first.next();
    QVERIFY(connection);
    QCOMPARE(connection->field("Authorization"), QByteArray("Bearer secret"));
    connection->write("HTTP/1.1 307 Over There\r\nLocation: " + other.url().toEncoded() + "\r\n\r\n");
    RawConnection *second = other.next();
    QVERIFY(second);
    QVERIFY(!second->head().toLower().contains("secret"));
    QVERIFY(!second->head().toLower().contains("cookie"));
    QCOMPARE(second->field("X-Mine"), QByteArray("1"));
    // And back home they are sent again.
    second->write("HTTP/1.1 307 And Back\r\nLocation: " + first.url(u"/home"_qs).toEncoded() + "\r\n\r\n");
    RawConnection *third = first.next();
    QVERIFY(third);
    QCOMPARE(third->field("Authorization"), QByteArray("Bearer secret"));
}

void TestSessionRefusal::endsRedirectCircle()
{
    RawServer server;
    OpenedSession client(requestFor(server.url(u"/a"_qs)));
    for (const char *location : {"/b", "/a"}) {
        RawConnection *connection = server.next();
        QVERIFY(connection);
        QVERIFY(!connection->head().isEmpty());
        connection->write("HTTP/1.1 302 Found\r\nLocation: " + QByteArray(location) + "\r\n\r\n");
    }
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Refused);
    QVERIFY2(client.failure().error.what.contains(u"circle"_qs), qPrintable(client.failure().error.what));
}

void TestSessionRefusal::endsManyRedirects()
{
    RawServer server;
    SessionRequest request = requestFor(server.url(u"/0"_qs));
    request.redirects = 3;
    OpenedSession client(request);
    for (int i = 1; i <= 4; ++i) {
        RawConnection *connection = server.next();
        QVERIFY(connection);
        QVERIFY(!connection->head().isEmpty());
        connection->write("HTTP/1.1 302 Found\r\nLocation: /" + QByteArray::number(i) + "\r\n\r\n");
    }
    QTRY_COMPARE(client.failed.size(), 1);
    QVERIFY2(client.failure().error.what.contains(u"more than 3 times"_qs), qPrintable(client.failure().error.what));
    QCOMPARE(server.waitingCount(), 0);
}

void TestSessionRefusal::refusesBadLocation()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n");
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Refused);
    QCOMPARE(client.failure().status, 302);
}

QTEST_GUILESS_MAIN(TestSessionRefusal)
#include "tst_sessionrefusal.moc"

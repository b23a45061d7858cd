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

/// What a session asks for, and the answers that open it.
class TestSessionOpening final : public QObject
{
    Q_OBJECT

private slots:
    void sendsItsRequest();
    void sendsOwnHeaders();
    void sendsCredentialsOfUrl();
    void takesAgreement_data();
    void takesAgreement();
    void takesHeadByteByByte();
    void takesFramesBehindHead();
    void takesInterimAnswers();
    void refusesAgreement_data();
    void refusesAgreement();
    void refusesEndlessHead();
    void keepsTimesOfSteps();
};

void TestSessionOpening::sendsItsRequest()
{
    RawServer server;
    SessionRequest request = requestFor(server.url(u"/chat"_qs));
    request.url.setQuery(u"name=ann"_qs);
    request.subprotocols = {"chat.v2", "chat"};
    OpenedSession client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    const QByteArray head = connection->head();
    QVERIFY2(head.startsWith("GET /chat?name=ann HTTP/1.1\r\n"), head.constData());
    QCOMPARE(connection->field("Host"), QByteArray("127.0.0.1:" + QByteArray::number(server.serverPort())));
    QCOMPARE(connection->field("Upgrade").toLower(), QByteArray("websocket"));
    QCOMPARE(connection->field("Connection"), QByteArray("Upgrade"));
    QCOMPARE(connection->field("Sec-WebSocket-Version"), QByteArray("13"));
    QCOMPARE(QByteArray::fromBase64(connection->field("Sec-WebSocket-Key")).size(), 16);
    QCOMPARE(connection->field("Sec-WebSocket-Protocol"), QByteArray("chat.v2, chat"));
    QCOMPARE(connection->field("Sec-WebSocket-Extensions"), QByteArray("permessage-deflate; client_max_window_bits"));
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
    QCOMPARE(client.session.facts().requestHead, head);
    QVERIFY(client.session.facts().responseHead.startsWith("HTTP/1.1 101"));
    QCOMPARE(client.session.facts().state, wire::ConnectionState::Open);
    QCOMPARE(client.session.facts().peer.port, server.serverPort());
    QVERIFY(client.session.isOpen());
}

void TestSessionOpening::sendsOwnHeaders()
{
    RawServer server;
    SessionRequest request = requestFor(server.url());
    request.headers = {{"Host", "other.example"}, {"Origin", "https://a.example"}, {"X-Dup", "1"}, {"X-Dup", "2"}};
    request.offerDeflate = false;
    OpenedSession client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    const QByteArray head = connection->head();
    QCOMPARE(head.toLower().count("\r\nhost:"), 1);
    QCOMPARE(connection->field("Host"), QByteArray("other.example"));
    QCOMPARE(connection->field("Origin"), QByteArray("https://a.example"));
    QVERIFY(head.contains("X-Dup: 1\r\nX-Dup: 2\r\n"));
    QVERIFY(!head.toLower().contains("extensions"));
}

void TestSessionOpening::sendsCredentialsOfUrl()
{
    RawServer server;
    QUrl url = server.url();
    url.setUserName(u"ann"_qs);
    url.setPassword(u"secret"_qs);
    OpenedSession client(requestFor(url));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QCOMPARE(connection->field("Authorization"), QByteArray("Basic " + QByteArray("ann:secret").toBase64()));
    QVERIFY(!client.session.facts().routePath.contains(u"secret"_qs));
}

void TestSessionOpening::takesAgreement_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");

    QTest::newRow("plain") << QByteArray() << QByteArray();
    QTest::newRow("keep-alive, Upgrade") << QByteArray("Connection: Upgrade")
                                         << QByteArray("Connection: keep-alive, Upgrade");
    QTest::newRow("letter case") << QByteArray("Upgrade: websocket") << QByteArray("UPGRADE:WebSocket");
    QTest::newRow("case of the token") << QByteArray("Connection: Upgrade") << QByteArray("connection: upgrade");
    QTest::newRow("no phrase") << QByteArray("101 Switching Protocols") << QByteArray("101 ");
    QTest::newRow("two Connection lines")
        << QByteArray("Connection: Upgrade") << QByteArray("Connection: keep-alive\r\nConnection: Upgrade");
    QTest::newRow("offered subprotocol") << QByteArray("Upgrade: w")
                                         << QByteArray("Sec-WebSocket-Protocol: chat\r\nUpgrade: w");
    QTest::newRow("offered extension") << QByteArray("Upgrade: w")
                                       << QByteArray("Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade: w");
}

void TestSessionOpening::takesAgreement()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    RawServer server;
    SessionRequest request = requestFor(server.url());
    request.subprotocols = {"echo.v1", "chat"};
    OpenedSession client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QByteArray answer = connection->answer();
    if (!from.isEmpty())
        answer.replace(from, to);
    connection->write(answer);
    QVERIFY(test::waitUntil([&] { return !client.opened.isEmpty() || !client.failed.isEmpty(); }));
    QVERIFY2(client.failed.isEmpty(), qPrintable(client.failure().error.text()));
    QCOMPARE(client.session.facts().responseHead, answer);
    QCOMPARE(client.session.facts().subprotocol, QByteArray(to.contains("chat") ? "chat" : ""));
    QCOMPARE(client.session.facts().extensions, QByteArray(to.contains("deflate") ? "permessage-deflate" : ""));
    const auto rows = client.rows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().first, event::EventKind::Opened);
    QCOMPARE(rows.first().second, client.session.facts().requestHead);
}

void TestSessionOpening::takesHeadByteByByte()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    QSignalSpy received(&client.session, &Session::received);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->writeChopped(connection->answer() + test::rawFrame(1, "first"), 1);
    QTRY_COMPARE(client.opened.size(), 1);
    QTRY_COMPARE(received.size(), 1);
}

void TestSessionOpening::takesFramesBehindHead()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    QList<QByteArray> messages;
    connect(&client.session, &Session::received, this, [&](const wire::Incoming &message) {
        messages.append(message.payload.toByteArray());
        // Not before the news that it is open.
        QCOMPARE(client.opened.size(), 1);
    });
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept({}, test::rawFrame(1, "\xef\xbb\xbf"
                                             "early") +
                               test::rawFrame(2, "bytes") + test::rawFrame(8, test::closePayload(1001, "bye")));
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(messages, (QList<QByteArray>{"\xef\xbb\xbf"
                                          "early",
                                          "bytes"}));
    QCOMPARE(client.session.facts().closeCode(), protocol::CloseCode(1001));
    QCOMPARE(client.session.facts().closeReason(), QByteArray("bye"));
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Server);
}

void TestSessionOpening::takesInterimAnswers()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
                      connection->answer());
    QTRY_COMPARE(client.opened.size(), 1);

    OpenedSession endless(requestFor(server.url()));
    connection = server.next();
    QVERIFY(connection);
    connection->write(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(50));
    QTRY_COMPARE(endless.failed.size(), 1);
    QCOMPARE(endless.failure().kind, FailureKind::Handshake);
}

void TestSessionOpening::refusesAgreement_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("says");

    QTest::newRow("wrong key") << QByteArray("Sec-WebSocket-Accept: ") << QByteArray("Sec-WebSocket-Accept: x")
                               << u"Accept"_qs;
    QTest::newRow("no key") << QByteArray("Sec-WebSocket-Accept") << QByteArray("X-Accept") << u"Accept"_qs;
    QTest::newRow("no Upgrade") << QByteArray("Upgrade: websocket") << QByteArray("X: y") << u"Upgrade"_qs;
    QTest::newRow("another Upgrade") << QByteArray("websocket") << QByteArray("h2c") << u"h2c"_qs;
    QTest::newRow("no Connection") << QByteArray("Connection: Upgrade") << QByteArray("Connection: close")
                                   << u"Connection"_qs;
    QTest::newRow("unasked subprotocol") << QByteArray("Upgrade: w")
                                         << QByteArray("Sec-WebSocket-Protocol: soap\r\nUpgrade: w") << u"soap"_qs;
    QTest::newRow("unasked extension") << QByteArray("Upgrade: w")
                                       << QByteArray("Sec-WebSocket-Extensions: x-webkit-foo\r\nUpgrade: w")
                                       << u"foo"_qs;
    QTest::newRow("extension twice")
        << QByteArray("Upgrade: w")
        << QByteArray("Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate\r\nUpgrade: w") << QString();
    QTest::newRow("bad window bits")
        << QByteArray("Upgrade: w")
        << QByteArray("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=16\r\nUpgrade: w")
        << u"server_max_window_bits"_qs;
    QTest::newRow("unknown parameter") << QByteArray("Upgrade: w")
                                       << QByteArray("Sec-WebSocket-Extensions: permessage-deflate; x=1\r\nUpgrade: w")
                                       << QString();
    QTest::newRow("no HTTP") << QByteArray("HTTP/1.1 101") << QByteArray("SSH-2.0 OpenSSH") << QString();
    QTest::newRow("HTTP/2") << QByteArray("HTTP/1.1") << QByteArray("HTTP/2.0") << QString();
    QTest::newRow("zero byte") << QByteArray("Upgrade: w") << QByteArray("X: a\0b\r\nUpgrade: w", 18) << QString();
}

void TestSessionOpening::refusesAgreement()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, says);
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QByteArray answer = connection->answer();
    QVERIFY(answer.contains(from));
    answer.replace(from, to);
    connection->write(answer);
    QTRY_COMPARE(client.ended.size(), 1);
    QVERIFY(client.opened.isEmpty());
    const SessionFailure failure = client.failure();
    QCOMPARE(failure.kind, FailureKind::Handshake);
    QVERIFY2(failure.error.what.contains(says), qPrintable(failure.error.what));
    QVERIFY(!failure.error.advice.isEmpty());
    QCOMPARE(client.session.facts().state, wire::ConnectionState::Refused);
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::ProtocolError);
    QVERIFY(connection->waitForEnd());
}

void TestSessionOpening::refusesEndlessHead()
{
    RawServer server;
    OpenedSession client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 101 Switching Protocols\r\n");
    QVERIFY(test::waitUntil([&] {
        if (!connection->isEnded())
            connection->write("X-More: " + QByteArray(1000, 'x') + "\r\n");
        return !client.failed.isEmpty();
    }));
    QCOMPARE(client.failure().kind, FailureKind::Handshake);
    QVERIFY2(client.failure().error.what.contains(u"64 KiB"_qs), qPrintable(client.failure().error.what));
    QVERIFY(connection->waitForEnd());
}

void TestSessionOpening::keepsTimesOfSteps()
{
    RawServer server;
    QUrl url = server.url();
    url.setHost(u"localhost"_qs);
    OpenedSession client(requestFor(url));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(client.opened.size(), 1);
    QVERIFY(client.session.times().name > 0);
    QVERIFY(client.session.times().connect > 0);
    QVERIFY(client.session.times().answer > 0);
    QCOMPARE(client.session.times().tls, 0);
}

QTEST_GUILESS_MAIN(TestSessionOpening)
#include "tst_sessionopening.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/session.h"
#include "app/client/upgrader.h"
#include "app/event/eventqueue.h"
#include "app/wire/capture.h"
#include "tests/client/rawserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using test::RawConnection;
using test::RawServer;

namespace {

SessionRequest requestFor(const QUrl &url)
{
    SessionRequest request;
    request.url = url;
    return request;
}

/// A session with its surroundings, and what it said.
struct Opened
{
    event::EventQueue queue;
    wire::Capture capture{&queue};
    Upgrader upgrader;
    Session session;
    QSignalSpy opened{&session, &Session::opened};
    QSignalSpy failed{&session, &Session::failed};
    QSignalSpy ended{&session, &Session::ended};
    QSignalSpy noticed{&session, &Session::noticed};

    explicit Opened(const SessionRequest &request)
        : session(ConnectionId{7}, request, &upgrader, &capture)
    {
        session.open();
    }

    [[nodiscard]] SessionFailure failure() const
    {
        return failed.isEmpty() ? SessionFailure{} : failed.first().first().value<SessionFailure>();
    }

    /// Every row that was recorded so far, by its kind, with its payload.
    [[nodiscard]] QList<std::pair<event::EventKind, QByteArray>> rows()
    {
        capture.flush();
        QList<std::pair<event::EventKind, QByteArray>> rows;
        while (true) {
            const auto batch = queue.take(0);
            if (!batch || batch->records.empty())
                return rows;
            for (const event::EventRecord &record : batch->records) {
                const std::string_view payload = batch->payload(record);
                rows.append({record.kind, QByteArray(payload.data(), qsizetype(payload.size()))});
            }
        }
    }
};

} // namespace

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
    void keepsTimesOfSteps();
};

void TestSessionOpening::sendsItsRequest()
{
    RawServer server;
    SessionRequest request = requestFor(server.url(u"/chat"_qs));
    request.url.setQuery(u"name=ann"_qs);
    request.subprotocols = {"chat.v2", "chat"};
    Opened client(request);
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
    Opened client(request);
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
    Opened client(requestFor(url));
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
    Opened client(request);
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
    Opened client(requestFor(server.url()));
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
    Opened client(requestFor(server.url()));
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
    Opened client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    connection->write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
                      connection->answer());
    QTRY_COMPARE(client.opened.size(), 1);

    Opened endless(requestFor(server.url()));
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
    Opened client(requestFor(server.url()));
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
    Opened client(requestFor(server.url()));
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

void TestSessionOpening::showsRefusal_data()
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

void TestSessionOpening::showsRefusal()
{
    QFETCH(int, status);
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, shown);
    QFETCH(QString, advice);
    RawServer server;
    Opened client(requestFor(server.url(u"/private"_qs)));
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

void TestSessionOpening::takesBodyUntilEnd()
{
    RawServer server;
    Opened client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.0 403 Forbidden\r\n\r\nto the ");
    connection->write("end");
    connection->finish();
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().body, QByteArray("to the end"));
}

void TestSessionOpening::doesNotWaitForEndlessBody()
{
    RawServer server;
    SessionRequest request = requestFor(server.url());
    request.timeout = 60000;
    Opened client(request);
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 403 Forbidden\r\n\r\nhalf a bo");
    QTRY_COMPARE_WITH_TIMEOUT(client.failed.size(), 1, 10000);
    QCOMPARE(client.failure().kind, FailureKind::Refused);
    QCOMPARE(client.failure().body, QByteArray("half a bo"));
}

void TestSessionOpening::cutsLargeBody()
{
    RawServer server;
    Opened client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 500 Oops\r\nContent-Length: 10000000\r\n\r\n");
    connection->write(QByteArray(300000, 'x'));
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().body.size(), AnswerBody::limit);
    QVERIFY(client.session.facts().responseHead.size() < AnswerBody::limit + 1000);
}

void TestSessionOpening::followsRedirect_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("absolute");

    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d relative", status) << status << false;
        QTest::addRow("%d absolute", status) << status << true;
    }
}

void TestSessionOpening::followsRedirect()
{
    QFETCH(int, status);
    QFETCH(bool, absolute);
    RawServer server;
    Opened client(requestFor(server.url(u"/old"_qs)));
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

void TestSessionOpening::keepsCredentialsToItself()
{
    RawServer first;
    RawServer other;
    SessionRequest request = requestFor(first.url());
    request.headers = {{"Authorization", "Bearer secret"}, {"cookie", "a=b"}, {"X-Mine", "1"}};
    Opened client(request);
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

void TestSessionOpening::endsRedirectCircle()
{
    RawServer server;
    Opened client(requestFor(server.url(u"/a"_qs)));
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

void TestSessionOpening::endsManyRedirects()
{
    RawServer server;
    SessionRequest request = requestFor(server.url(u"/0"_qs));
    request.redirects = 3;
    Opened client(request);
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

void TestSessionOpening::refusesBadLocation()
{
    RawServer server;
    Opened client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n");
    QTRY_COMPARE(client.failed.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Refused);
    QCOMPARE(client.failure().status, 302);
}

void TestSessionOpening::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<FailureKind>("kind");

    QTest::newRow("another scheme") << u"ftp://127.0.0.1/"_qs << FailureKind::Address;
    QTest::newRow("no host") << u"ws:///x"_qs << FailureKind::Address;
    QTest::newRow("empty") << QString() << FailureKind::Address;
}

void TestSessionOpening::saysWhyItCannotConnect()
{
    QFETCH(QString, url);
    Opened client(requestFor(QUrl(url)));
    QVERIFY(client.failed.isEmpty()); // Not from inside the call.
    QTRY_COMPARE(client.ended.size(), 1);
    QTEST(client.failure().kind, "kind");
    QCOMPARE(client.session.facts().state, wire::ConnectionState::Refused);
}

void TestSessionOpening::saysThatNothingListens()
{
    QUrl url;
    {
        const RawServer gone;
        url = gone.url();
    }
    Opened client(requestFor(url));
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Connect);
    QVERIFY(client.failure().error.what.contains(u"Nothing listens on 127.0.0.1:%1"_qs.arg(url.port())));
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Network);
    QVERIFY(client.session.facts().requestHead.isEmpty());
}

void TestSessionOpening::saysThatNameIsUnknown()
{
    SessionRequest request = requestFor(QUrl(u"ws://no-such-host.invalid/"_qs));
    request.timeout = 60000;
    Opened client(request);
    QTRY_COMPARE_WITH_TIMEOUT(client.ended.size(), 1, 60000);
    QCOMPARE(client.failure().kind, FailureKind::Name);
    QVERIFY(client.failure().error.what.contains(u"no-such-host.invalid"_qs));
}

void TestSessionOpening::timesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QString>("says");

    QTest::newRow("silent") << QByteArray() << false << u"did not answer within 0.3 s"_qs;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 101 Switching\r\n") << false << u"did not answer"_qs;
    QTest::newRow("TLS to a silent server") << QByteArray() << true << u"TLS handshake within"_qs;
}

void TestSessionOpening::timesOut()
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
    Opened client(request);
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

void TestSessionOpening::saysThatServerHungUp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QString>("says");

    QTest::newRow("FIN before the answer") << QByteArray() << false << u"closed the connection before it answered"_qs;
    QTest::newRow("RST before the answer") << QByteArray() << true << u"reset the connection before it answered"_qs;
    QTest::newRow("FIN in the answer") << QByteArray("HTTP/1.1 101 Sw") << false << u"in the middle of its answer"_qs;
}

void TestSessionOpening::saysThatServerHungUp()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reset);
    QFETCH(QString, says);
    RawServer server;
    Opened client(requestFor(server.url()));
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

void TestSessionOpening::tellsTlsFromHttp()
{
    RawServer server;
    Opened plain(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write(QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7));
    connection->finish();
    QTRY_COMPARE(plain.ended.size(), 1);
    QVERIFY2(plain.failure().error.advice.contains(u"wss://"_qs), qPrintable(plain.failure().error.text()));

    QUrl url = server.url();
    url.setScheme(u"wss"_qs);
    Opened secure(requestFor(url));
    connection = server.next();
    QVERIFY(connection);
    connection->write("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTRY_COMPARE(secure.ended.size(), 1);
    QCOMPARE(secure.failure().kind, FailureKind::Tls);
    QVERIFY2(secure.failure().error.advice.contains(u"ws://"_qs), qPrintable(secure.failure().error.text()));
    QCOMPARE(secure.session.facts().endedBy, wire::EndedBy::Tls);
}

void TestSessionOpening::canBeGivenUp()
{
    RawServer server;
    Opened client(requestFor(server.url()));
    RawConnection *connection = server.next();
    QVERIFY(connection);
    client.session.close({1000, {}});
    QVERIFY(client.ended.isEmpty()); // Not from inside the call.
    QTRY_COMPARE(client.ended.size(), 1);
    QCOMPARE(client.failure().kind, FailureKind::Cancelled);
    QCOMPARE(client.session.facts().endedBy, wire::EndedBy::Client);
    QVERIFY(connection->waitForEnd());
}

void TestSessionOpening::canBeDeletedAtEachStep_data()
{
    QTest::addColumn<int>("step");

    QTest::newRow("at once") << 0;
    QTest::newRow("connected") << 1;
    QTest::newRow("request sent") << 2;
    QTest::newRow("101 on its way") << 3;
    QTest::newRow("open") << 4;
}

void TestSessionOpening::canBeDeletedAtEachStep()
{
    QFETCH(int, step);
    RawServer server;
    {
        Opened client(requestFor(server.url()));
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

void TestSessionOpening::keepsTimesOfSteps()
{
    RawServer server;
    QUrl url = server.url();
    url.setHost(u"localhost"_qs);
    Opened client(requestFor(url));
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

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

#include <memory>

using namespace framewright;
using namespace framewright::test;

namespace {

const QByteArray routes = R"([
  {"path": "/hub", "refuse": [{"when": "!req.query.id", "status": 401, "body": "negotiate first"}],
   "http": [
    {"method": "POST", "path": "/hub/negotiate", "json": {"negotiateVersion": 1, "connectionToken": "{{uuid()}}"}},
    {"path": "/json/version", "json": {"Browser": "Mock/1.10"}, "headers": {"X-From": "{{req.address}}"}},
    {"method": "POST", "path": "/notify/{who}", "status": 202, "body": "told {{req.params.who}} {{text.length}}", "emit": "notify"},
    {"path": "/broken", "json": {"a": "{{unhex('x')}}"}},
    {"path": "/own-cors", "headers": {"Access-Control-Allow-Origin": "https:\/\/one.example"}},
    {"path": "/hub", "body": "a page"}],
   "rules": [{"on": "signal:notify", "do": [{"send": {"text": "{{sig.text}}"}, "to": "all"}]},
             {"do": [{"send": {"same": true}}]}]},
  {"path": "/plain", "http": [{"method": "DELETE", "path": "/json/version", "status": 204}]}
])";

/// One answer as it came: its head, and a body of the length that the head says.
struct Answer
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QByteArray field(const QByteArray &name) const
    {
        const QList<QByteArray> lines = head.split('\n');
        for (const QByteArray &line : lines) {
            if (line.toLower().startsWith(QByteArray(name.toLower() + ':')))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
};

Answer readAnswer(RawPeer &peer, bool hasBody = true)
{
    Answer answer;
    while (!answer.head.endsWith("\r\n\r\n")) {
        const QByteArray byte = peer.readBytes(1);
        if (byte.isEmpty())
            return answer;
        answer.head += byte;
    }
    answer.status = answer.head.mid(9, 3).toInt();
    const int length = answer.field("Content-Length").toInt();
    if (hasBody && length > 0)
        answer.body = peer.readBytes(length);
    return answer;
}

QByteArray request(const QByteArray &line, const QByteArray &fields = {}, const QByteArray &body = {})
{
    const QByteArray length =
        body.isEmpty() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + length + fields + "\r\n" + body;
}

} // namespace

class CompanionHttpTest final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void answers_data();
    void answers();
    void keepsTheOrderOfAHandshake_data();
    void keepsTheOrderOfAHandshake();
    void letsPagesOfOtherOriginsRead();
    void answersPreflights_data();
    void answersPreflights();
    void keepsTheConnection();
    void answersPipelinedRequests();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void upgradesOnAKeptConnection();
    void takesBodies_data();
    void takesBodies();
    void refusesBodies_data();
    void refusesBodies();
    void givesLeaveToContinue();
    void logsTheWholeRequest();
    void reportsWhatGoesWrong();
    void raisesSignalsOnRealConnections();
    void endsIdleConnectionsWithoutARow();
    void cutsSlowBodies();
    void answersOverTls();

private:
    std::unique_ptr<TestServer> m_server;
};

void CompanionHttpTest::init()
{
    m_server = std::make_unique<TestServer>(routes);
    QVERIFY(m_server->start());
}

void CompanionHttpTest::answers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray version = R"({"Browser":"Mock/1.10"})";
    QTest::newRow("GET") << request("GET /json/version") << 200 << version;
    QTest::newRow("GET with a query") << request("GET /json/version?x=1") << 200 << version;
    QTest::newRow("absolute form") << request("GET http://localhost/json/version") << 200 << version;
    QTest::newRow("parameters and body") << request("POST /notify/ann%20b", {}, "hello") << 202
                                         << QByteArray("told ann b 5");
    QTest::newRow("no body") << request("POST /notify/ann") << 202 << QByteArray("told ann 0");
    QTest::newRow("of another route") << request("DELETE /json/version") << 204 << QByteArray();
    QTest::newRow("wrong method") << request("PUT /json/version") << 405
                                  << QByteArray("PUT /json/version is not answered here, but GET, DELETE, HEAD, "
                                                "OPTIONS.\n");
    QTest::newRow("unknown path") << request("POST /hub/negotiate/x") << 404
                                  << QByteArray("No mock route matches /hub/negotiate/x on this server.\n");
    QTest::newRow("a template that fails")
        << request("GET /broken") << 500 << QByteArray("This answer of the mock could not be made: see its log.\n");
}

void CompanionHttpTest::answers()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(text);
    const Answer answer = readAnswer(peer);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body, body);
    // A port that has answered takes WebSockets still.
    RawPeer other;
    QVERIFY(other.connectTo(m_server->port()));
    QVERIFY(other.upgrade("/plain"));
}

void CompanionHttpTest::keepsTheOrderOfAHandshake_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::newRow("companion before refuse") << request("GET /hub") << 200;
    QTest::newRow("a handshake is no plain GET") << RawPeer::handshake("/hub") << 401;
    QTest::newRow("refuse for another method too") << request("PATCH /hub") << 401;
    QTest::newRow("accepted") << RawPeer::handshake("/hub?id=1") << 101;
    QTest::newRow("plain GET without a companion") << request("GET /plain") << 426;
    QTest::newRow("POST without a companion") << request("POST /plain") << 405;
    QTest::newRow("handshake on a companion's path") << RawPeer::handshake("/json/version") << 404;
}

void CompanionHttpTest::keepsTheOrderOfAHandshake()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(text);
    QCOMPARE(readAnswer(peer).status, status);
}

void CompanionHttpTest::letsPagesOfOtherOriginsRead()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("POST /hub/negotiate?negotiateVersion=1", "Origin: http://page.example:8080\r\n"));
    const Answer answer = readAnswer(peer);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Content-Type"), QByteArray("application/json"));
    // Named and with credentials: the client sends its cookies.
    QCOMPARE(answer.field("Access-Control-Allow-Origin"), QByteArray("http://page.example:8080"));
    QCOMPARE(answer.field("Access-Control-Allow-Credentials"), QByteArray("true"));
    QCOMPARE(answer.field("Vary"), QByteArray("Origin"));
    QVERIFY(answer.body.contains("connectionToken"));
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).field("Access-Control-Allow-Origin"), QByteArray("*"));
    peer.send(request("GET /own-cors", "Origin: http://page.example\r\n"));
    const Answer own = readAnswer(peer);
    QCOMPARE(own.field("Access-Control-Allow-Origin"), QByteArray("https://one.example"));
    QCOMPARE(own.head.toLower().count("access-control-allow-origin"), 1);
    peer.send(request("PUT /json/version", "Origin: http://page.example\r\n"));
    QCOMPARE(readAnswer(peer).field("Access-Control-Allow-Origin"), QByteArray("http://page.example"));
}

void CompanionHttpTest::answersPreflights_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("methods");
    QTest::newRow("negotiate") << QByteArray("/hub/negotiate?negotiateVersion=1") << 204 << QByteArray("POST, OPTIONS");
    QTest::newRow("of two routes") << QByteArray("/json/version") << 204 << QByteArray("GET, DELETE, HEAD, OPTIONS");
    QTest::newRow("parameters") << QByteArray("/notify/x") << 204 << QByteArray("POST, OPTIONS");
    QTest::newRow("a WebSocket path with a companion") << QByteArray("/hub") << 204 << QByteArray("GET, HEAD, OPTIONS");
    QTest::newRow("no companion") << QByteArray("/plain") << 405 << QByteArray();
    QTest::newRow("unknown") << QByteArray("/nope") << 404 << QByteArray();
}

void CompanionHttpTest::answersPreflights()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, methods);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("OPTIONS " + path, "Origin: http://page.example\r\nAccess-Control-Request-Method: POST\r\n"
                                         "Access-Control-Request-Headers: content-type,x-requested-with\r\n"
                                         "Access-Control-Request-Private-Network: true\r\n"));
    const Answer answer = readAnswer(peer);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Access-Control-Allow-Methods"), methods);
    if (status != 204)
        return;
    QCOMPARE(answer.field("Access-Control-Allow-Origin"), QByteArray("http://page.example"));
    QCOMPARE(answer.field("Access-Control-Allow-Headers"), QByteArray("content-type,x-requested-with"));
    QCOMPARE(answer.field("Access-Control-Allow-Credentials"), QByteArray("true"));
    QCOMPARE(answer.field("Access-Control-Allow-Private-Network"), QByteArray("true"));
    QCOMPARE(answer.field("Access-Control-Max-Age"), QByteArray("600"));
    QVERIFY(answer.field("Content-Length").isEmpty());
    // The request itself comes next, on the same connection.
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).status, 200);
}

void CompanionHttpTest::keepsTheConnection()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    for (int round = 0; round < 5; ++round) {
        peer.send(request("POST /notify/" + QByteArray::number(round), {}, "x"));
        const Answer answer = readAnswer(peer);
        QCOMPARE(answer.body, "told " + QByteArray::number(round) + " 1");
        QVERIFY(answer.field("Connection").isEmpty());
    }
    peer.send(request("HEAD /json/version"));
    const Answer head = readAnswer(peer, false);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), QByteArray("23"));
    // Nothing but the head came.
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).body, QByteArray(R"({"Browser":"Mock/1.10"})"));
}

void CompanionHttpTest::answersPipelinedRequests()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QByteArray all;
    for (int each = 0; each < 50; ++each)
        all += request("POST /notify/" + QByteArray::number(each), {}, "x");
    peer.send(all);
    for (int each = 0; each < 50; ++each)
        QCOMPARE(readAnswer(peer).body, "told " + QByteArray::number(each) + " 1");
}

void CompanionHttpTest::closesWhenAsked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("close") << request("GET /json/version", "Connection: close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /json/version HTTP/1.0\r\n\r\n");
}

void CompanionHttpTest::closesWhenAsked()
{
    QFETCH(QByteArray, text);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(text);
    const Answer answer = readAnswer(peer);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Connection"), QByteArray("close"));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
}

void CompanionHttpTest::upgradesOnAKeptConnection()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("POST /hub/negotiate"));
    QCOMPARE(readAnswer(peer).status, 200);
    peer.send(RawPeer::handshake("/hub?id=1") + frame(Opcode::Text, "early"));
    QCOMPARE(readAnswer(peer).status, 101);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("early"));
}

void CompanionHttpTest::takesBodies_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("length");
    QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n")
                            << QByteArray("5\r\nhello\r\n2\r\n!!\r\n0\r\n\r\n") << 7;
    QTest::newRow("as large as may be") << QByteArray("Content-Length: 1048576\r\n") << QByteArray(1048576, 'x')
                                        << 1048576;
}

void CompanionHttpTest::takesBodies()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, bytes);
    QFETCH(int, length);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("POST /notify/x", fields) + bytes);
    QCOMPARE(readAnswer(peer).body, "told x " + QByteArray::number(length));
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).status, 200);
}

void CompanionHttpTest::refusesBodies_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("too large") << QByteArray("Content-Length: 1048577\r\n") << 413;
    QTest::newRow("two lengths") << QByteArray("Content-Length: 1\r\nContent-Length: 2\r\n") << 400;
    QTest::newRow("smuggled") << QByteArray("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n") << 400;
}

void CompanionHttpTest::refusesBodies()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("POST /notify/x", fields));
    const Answer answer = readAnswer(peer);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Connection"), QByteArray("close"));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
}

void CompanionHttpTest::givesLeaveToContinue()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send("POST /notify/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    QCOMPARE(readAnswer(peer).status, 100);
    peer.send("abc");
    QCOMPARE(readAnswer(peer).body, QByteArray("told x 3"));
}

void CompanionHttpTest::logsTheWholeRequest()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    const QByteArray first = request("POST /notify/x", "X-Mine: yes\r\n", "the body");
    peer.send(first);
    const Answer answer = readAnswer(peer);
    const auto facts = m_server->waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->status, 202);
    QCOMPARE(facts->requestHead, first);
    QCOMPARE(facts->responseHead, answer.head + answer.body);
    QCOMPARE(facts->routePath, u"/hub"_qs);
    QVERIFY2(facts->endText.contains(u"Answered with 202 Accepted: POST /notify/x"), qPrintable(facts->endText));
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).status, 200);
    const std::vector<LoggedRow> rows = m_server->rowsOf(event::EventKind::Refused);
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows.front().payload, first);
    QCOMPARE(rows.front().detail, answer.head + answer.body);
    // Each request is one of its own.
    QVERIFY(rows[0].record.connection != rows[1].record.connection);
    for (const LoggedRow &row : m_server->rowsOf(event::EventKind::Ended))
        QCOMPARE(row.record.flags & event::eventflag::Abnormal, 0);
}

void CompanionHttpTest::reportsWhatGoesWrong()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("GET /broken"));
    QCOMPARE(readAnswer(peer).status, 500);
    QVERIFY(RawPeer::waitUntil([this] { return !m_server->reports().isEmpty(); }));
    QCOMPARE(m_server->reports().front().field, u"http[3].json"_qs);
    QVERIFY(m_server->reports().front().isError);
}

void CompanionHttpTest::raisesSignalsOnRealConnections()
{
    RawPeer listener;
    QVERIFY(listener.connectTo(m_server->port()));
    QVERIFY(listener.upgrade("/hub?id=1"));
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request("POST /notify/x", {}, R"({"text": "hi"})"));
    QCOMPARE(readAnswer(peer).status, 202);
    QCOMPARE(listener.readFrame().value_or(RawFrame()).payload, QByteArray("hi"));
}

void CompanionHttpTest::endsIdleConnectionsWithoutARow()
{
    DrivenClock clock;
    TestServer server(routes, {}, &clock);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    peer.send(request("GET /json/version"));
    QCOMPARE(readAnswer(peer).status, 200);
    clock.advance(5001);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    QCOMPARE(server.rowsOf(event::EventKind::Refused).size(), std::size_t(1));
    // One that leaves by itself leaves no row either.
    RawPeer leaving;
    QVERIFY(leaving.connectTo(server.port()));
    leaving.send(request("GET /json/version"));
    QCOMPARE(readAnswer(leaving).status, 200);
    leaving.close();
    RawPeer last;
    QVERIFY(last.connectTo(server.port()));
    last.send(request("GET /json/version"));
    QCOMPARE(readAnswer(last).status, 200);
    QCOMPARE(server.rowsOf(event::EventKind::Refused).size(), std::size_t(3));
}

void CompanionHttpTest::cutsSlowBodies()
{
    DrivenClock clock;
    TestServer server(routes, {}, &clock);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    peer.send("POST /notify/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
    QCOMPARE(readAnswer(peer).status, 100);
    peer.send("abc");
    QVERIFY(peer.waitForSent());
    clock.advance(10001);
    QCOMPARE(readAnswer(peer).status, 408);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
}

void CompanionHttpTest::answersOverTls()
{
    TestServer server(routes, R"("tls": {"certificate": "self-signed"}, )");
    QVERIFY(server.start());
    RawPeer peer(Security::Tls);
    QVERIFY(peer.connectTo(server.port()));
    for (int round = 0; round < 3; ++round) {
        peer.send(request("POST /notify/x", {}, "body"));
        QCOMPARE(readAnswer(peer).body, QByteArray("told x 4"));
    }
    peer.send(RawPeer::handshake("/hub?id=1"));
    QCOMPARE(readAnswer(peer).status, 101);
    peer.sendText("over TLS");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("over TLS"));
}

QTEST_GUILESS_MAIN(CompanionHttpTest)
#include "tst_companionhttp.moc"

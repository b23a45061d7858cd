// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/handshakehead.h"
#include "tests/server/testserver.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace framewright;
using namespace framewright::test;
using wire::ConnectionState;

namespace {

const QByteArray routes = R"([
  {"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]},
  {"path": "/refused", "refuse": [{"status": 401, "headers": {"X-Why": "no"}, "json": {"error": "auth"}}]},
  {"path": "/dropped", "refuse": [{"drop": "reset"}]},
  {"path": "/ended", "refuse": [{"drop": "fin"}]},
  {"path": "/hung", "refuse": [{"drop": "hang"}]},
  {"path": "/cutLater", "refuse": [{"drop": "reset", "delay": 60}]},
  {"path": "/firstTwo", "refuse": [{"first": 2, "status": 503, "headers": {"Retry-After": "1"}}]},
  {"path": "/few", "limits": {"connections": 1}},
  {"path": "/later", "accept": {"delay": 60}, "rules": [{"on": "open", "do": [{"send": "hello"}]}]},
  {"path": "/refusedLater", "refuse": [{"status": 403, "delay": 60}]},
  {"path": "/sub", "accept": {"subprotocols": ["b", "a"], "requireSubprotocol": true}},
  {"path": "/plain", "accept": {"deflate": {"enabled": false}}},
  {"path": "/gone", "enabled": false}
])";

} // namespace

/// Handshakes that are turned down, cut or never whole, with the true answer and row.
class HandshakeRefusalTest final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void refusals_data();
    void refusals();
    void refusalIsLoggedWhole();
    void refusesLater();
    void dropsWithoutAnAnswer_data();
    void dropsWithoutAnAnswer();
    void hangsWithoutAnAnswer();
    void dropsLater();
    void refusesTheFirstOfBothKinds();
    void fullServerSaysSo();
    void fullRouteSaysSo();
    void slowHeadIsCutAtAnAbsoluteDeadline();
    void manyStalledHeadsStopNobody();
    void answerSurvivesUnreadBytes();
    void tlsOnPlainPortIsNamed();
    void plainOnTlsPortIsAnswered();
    void silentVisitorLeavesNoRow();

private:
    std::unique_ptr<TestServer> m_server;
};

void HandshakeRefusalTest::initTestCase()
{
    m_server = std::make_unique<TestServer>(routes);
    QVERIFY(m_server->start());
}

void HandshakeRefusalTest::refusals_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("inBody");
    QTest::addColumn<QByteArray>("inHead");
    const QByteArray nothing;
    QTest::newRow("unknown path") << handshake("/nope?x=1") << 404
                                  << QByteArray("No mock route matches /nope on this server.") << nothing;
    QTest::newRow("path in another letter case") << handshake("/Echo") << 404 << nothing << nothing;
    QTest::newRow("path with a slash more") << handshake("/echo/") << 404 << nothing << nothing;
    QTest::newRow("disabled route") << handshake("/gone") << 404 << nothing << nothing;
    QTest::newRow("refused by a rule") << handshake("/refused") << 401 << QByteArray(R"({"error":"auth"})")
                                       << QByteArray("X-Why: no");
    QTest::newRow("refused by a rule, plain GET")
        << QByteArray("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n") << 401 << nothing << nothing;
    QTest::newRow("plain GET") << QByteArray("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n") << 426 << QByteArray("WebSocket")
                               << QByteArray("Upgrade: websocket");
    QTest::newRow("POST") << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n") << 405 << nothing
                          << QByteArray("Allow: GET");
    QTest::newRow("other version") << handshakeBut("Version: 13", "Version: 8") << 426 << nothing
                                   << QByteArray("Sec-WebSocket-Version: 13");
    QTest::newRow("no Host") << handshakeBut("Host:", "X-Host:") << 400 << nothing << nothing;
    QTest::newRow("no key") << handshakeBut("Sec-WebSocket-Key:", "X-Key:") << 400 << nothing << nothing;
    QTest::newRow("two keys") << handshake("/echo", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") << 400 << nothing
                              << nothing;
    QTest::newRow("two hosts") << handshake("/echo", "Host: other\r\n") << 400 << nothing << nothing;
    QTest::newRow("space before a colon") << handshake("/echo", "X : y\r\n") << 400 << nothing << nothing;
    QTest::newRow("NUL") << handshake("/echo", QByteArray("X: a\0b\r\n", 8)) << 400 << nothing << nothing;
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400 << nothing << nothing;
    QTest::newRow("upgrade to h2c") << handshakeBut("Upgrade: websocket", "Upgrade: h2c") << 426 << nothing << nothing;
    QTest::newRow("large head") << handshake("/echo", "X: " + QByteArray(17000, 'a') + "\r\n") << 431 << nothing
                                << nothing;
    QTest::newRow("endless head") << QByteArray("GET /echo HTTP/1.1\r\nX: " + QByteArray(20000, 'a')) << 431 << nothing
                                  << nothing;
    QByteArray manyFields;
    for (int each = 0; each < 200; ++each)
        manyFields += "X: y\r\n";
    QTest::newRow("too many fields") << handshake("/echo", manyFields) << 431 << nothing << nothing;
    QTest::newRow("subprotocol required") << handshake("/sub") << 400 << nothing << nothing;
}

void HandshakeRefusalTest::refusals()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, inBody);
    QFETCH(QByteArray, inHead);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request);
    const QByteArray answer = peer.readToEnd();
    const qsizetype end = answer.indexOf("\r\n\r\n");
    QVERIFY2(end > 0, answer.constData());
    const QByteArray head = answer.left(end + 2);
    const QByteArray body = answer.mid(end + 4);
    QVERIFY2(head.startsWith("HTTP/1.1 "), head.constData());
    QTEST(head.mid(9, 3).toInt(), "status");
    QVERIFY2(body.contains(inBody), body.constData());
    QVERIFY2(head.contains(inHead), head.constData());
    QCOMPARE(field(head, "Content-Length").toInt(), body.size());
    QVERIFY(field(head, "Connection").startsWith("close"));
    // The port is alive.
    RawPeer next;
    QVERIFY(next.connectTo(m_server->port()));
    QVERIFY(next.upgrade("/echo"));
}

void HandshakeRefusalTest::refusalIsLoggedWhole()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    const QByteArray request = handshake("/refused?token=x", "Cookie: a=1\r\nCookie: b=2\r\n");
    peer.send(request);
    const QByteArray answer = peer.readToEnd();
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->state, ConnectionState::Refused);
    QCOMPARE(facts->status, 401);
    QCOMPARE(facts->requestHead, request);
    QCOMPARE(facts->responseHead, answer);
    QCOMPARE(facts->endedBy, wire::EndedBy::Rule);
    QCOMPARE(facts->target, QByteArray("/refused?token=x"));
    QCOMPARE(facts->routePath, u"/refused"_qs);
    QCOMPARE(facts->peer.port, peer.localPort());
    QVERIFY(!facts->closeCode());
    QVERIFY(facts->endText.contains(u"401 Unauthorized"));
    const std::vector<LoggedRow> rows = server.rowsOf(event::EventKind::Refused);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows.front().payload, request);
    QCOMPARE(rows.front().detail, answer);
    QCOMPARE(ConnectionId{rows.front().record.connection}, facts->id);
}

void HandshakeRefusalTest::refusesLater()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    const std::int64_t before = m_server->ruleClock().now();
    peer.send(handshake("/refusedLater"));
    QVERIFY(peer.readToEnd().startsWith("HTTP/1.1 403"));
    QVERIFY(m_server->ruleClock().now() - before >= 60 * nanosecondsPerMillisecond);
}

void HandshakeRefusalTest::dropsWithoutAnAnswer_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("end");
    QTest::newRow("reset") << QByteArray("/dropped") << int(PeerEnd::Reset);
    QTest::newRow("fin") << QByteArray("/ended") << int(PeerEnd::Fin);
}

void HandshakeRefusalTest::dropsWithoutAnAnswer()
{
    QFETCH(QByteArray, path);
    QFETCH(int, end);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(handshake(path));
    QCOMPARE(int(peer.waitForEnd()), end);
    QCOMPARE(peer.receivedBytes(), quint64(0));
}

void HandshakeRefusalTest::hangsWithoutAnAnswer()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(handshake("/hung"));
    QCOMPARE(peer.waitForEnd(200), PeerEnd::Open);
    QCOMPARE(peer.receivedBytes(), quint64(0));
    // Others are answered meanwhile.
    RawPeer other;
    QVERIFY(other.connectTo(m_server->port()) && other.upgrade("/echo"));
}

void HandshakeRefusalTest::dropsLater()
{
    TestServer server(routes);
    server.ruleClock().pause();
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    peer.send(handshake("/cutLater"));
    QCOMPARE(peer.waitForEnd(100), PeerEnd::Open);
    server.ruleClock().step(60 * nanosecondsPerMillisecond);
    server.server().alarm().followClock();
    QCOMPARE(peer.waitForEnd(), PeerEnd::Reset);
    QCOMPARE(peer.receivedBytes(), quint64(0));
}

/// A plain GET counts too, and once the first ones are through it is told what the path is for.
void HandshakeRefusalTest::refusesTheFirstOfBothKinds()
{
    TestServer server(routes);
    QVERIFY(server.start());
    const QByteArray plain("GET /firstTwo HTTP/1.1\r\nHost: x\r\n\r\n");
    QList<int> seen;
    for (const QByteArray &request : {plain, handshake("/firstTwo"), plain, handshake("/firstTwo")}) {
        RawPeer peer;
        QVERIFY(peer.connectTo(server.port()));
        peer.send(request);
        seen.append(peer.readBytes(12).mid(9, 3).toInt());
    }
    QCOMPARE(seen, (QList<int>{503, 503, 426, 101}));
}

void HandshakeRefusalTest::fullServerSaysSo()
{
    TestServer server(routes, R"("limits": {"connections": 2}, )");
    QVERIFY(server.start());
    RawPeer first;
    RawPeer second;
    QVERIFY(first.connectTo(server.port()) && first.upgrade("/echo"));
    QVERIFY(second.connectTo(server.port()) && second.upgrade("/plain"));
    RawPeer third;
    QVERIFY(third.connectTo(server.port()));
    third.send(handshake("/echo"));
    const QByteArray answer = third.readToEnd();
    QVERIFY2(answer.startsWith("HTTP/1.1 503 "), answer.constData());
    QVERIFY(!field(answer, "Retry-After").isEmpty());
    // One that leaves makes room.
    first.reset();
    QVERIFY(server.waitForEnd(2));
    RawPeer fourth;
    QVERIFY(fourth.connectTo(server.port()) && fourth.upgrade("/echo"));
}

void HandshakeRefusalTest::fullRouteSaysSo()
{
    RawPeer first;
    QVERIFY(first.connectTo(m_server->port()) && first.upgrade("/few"));
    RawPeer second;
    QVERIFY(second.connectTo(m_server->port()));
    second.send(handshake("/few"));
    QVERIFY(second.readToEnd().startsWith("HTTP/1.1 503 "));
    RawPeer elsewhere;
    QVERIFY(elsewhere.connectTo(m_server->port()) && elsewhere.upgrade("/echo"));
}

void HandshakeRefusalTest::slowHeadIsCutAtAnAbsoluteDeadline()
{
    DrivenClock clock;
    TestServer server(routes, R"("limits": {"headTime": 5000}, )", &clock);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    const QByteArray head = handshake("/echo");
    // A byte each second would keep a timer alive that each byte restarts.
    std::vector<std::unique_ptr<RawPeer>> others;
    for (int second = 0; second < 4; ++second) {
        peer.send(head.mid(second, 1));
        QVERIFY(peer.waitForSent());
        clock.advance(1000);
        // Two handshakes that take 60 ms each: the sweep, every 100 ms, has looked meanwhile.
        for (int each = 0; each < 2; ++each) {
            others.push_back(std::make_unique<RawPeer>());
            QVERIFY(others.back()->connectTo(server.port()) && others.back()->upgrade("/later"));
        }
    }
    QCOMPARE(peer.receivedBytes(), quint64(0));
    clock.advance(2000);
    const QByteArray answer = peer.readBytes(13);
    QVERIFY2(answer.startsWith("HTTP/1.1 408 "), answer.constData());
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->endedBy, wire::EndedBy::Timeout);
    QCOMPARE(facts->requestHead, head.left(4));
}

void HandshakeRefusalTest::manyStalledHeadsStopNobody()
{
    TestServer server(routes, R"("limits": {"headTime": 1500}, )");
    QVERIFY(server.start());
    constexpr int stalledCount = 500;
    std::vector<std::unique_ptr<RawPeer>> stalled;
    for (int each = 0; each < stalledCount; ++each) {
        stalled.push_back(std::make_unique<RawPeer>());
        QVERIFY(stalled.back()->connectTo(server.port()));
        stalled.back()->send("GET /echo HTT");
    }
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    peer.sendText("x");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("x"));
    // And all of them are cut, though none of them was told apart by a timer of its own.
    QTRY_COMPARE_WITH_TIMEOUT(server.countIn(ConnectionState::Refused), stalledCount, 20000);
    QVERIFY(stalled.front()->readToEnd().startsWith("HTTP/1.1 408 "));
}

/// Closing with unread bytes would send a RST, which can eat the answer.
void HandshakeRefusalTest::answerSurvivesUnreadBytes()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(handshake("/nope") + QByteArray(40000, 'x'));
    QVERIFY(peer.waitForSent());
    QVERIFY(peer.readToEnd().startsWith("HTTP/1.1 404 "));
}

void HandshakeRefusalTest::tlsOnPlainPortIsNamed()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer(Security::Tls);
    QVERIFY(!peer.connectTo(server.port()));
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->state, ConnectionState::Refused);
    QVERIFY2(facts->endText.contains(u"speaks TLS"), qPrintable(facts->endText));
}

void HandshakeRefusalTest::plainOnTlsPortIsAnswered()
{
    TestServer server(routes, R"("tls": {}, )");
    QVERIFY2(server.start(), qPrintable(server.status().error.value_or(Error()).text()));
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    peer.send(handshake("/echo"));
    const QByteArray answer = peer.readToEnd();
    QVERIFY2(answer.startsWith("HTTP/1.1 400 ") && answer.contains("wss://"), answer.constData());
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->endedBy, wire::EndedBy::Tls);
}

void HandshakeRefusalTest::silentVisitorLeavesNoRow()
{
    TestServer server(routes);
    QVERIFY(server.start());
    {
        RawPeer silent;
        QVERIFY(silent.connectTo(server.port()));
    }
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    peer.reset();
    QVERIFY(server.waitForEnd());
    QCOMPARE(server.facts().size(), std::size_t(1));
    QCOMPARE(server.rowsOf(event::EventKind::Refused).size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(HandshakeRefusalTest)
#include "tst_handshakerefusal.moc"

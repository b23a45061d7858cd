// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/handshakehead.h"
#include "tests/server/testserver.h"

#include <QTest>

#include <memory>

using namespace framewright;
using namespace framewright::test;
using wire::ConnectionState;

namespace {

const QByteArray routes = R"([
  {"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]},
  {"path": "/later", "accept": {"delay": 60}, "rules": [{"on": "open", "do": [{"send": "hello"}]}]},
  {"path": "/sub", "accept": {"subprotocols": ["b", "a"], "requireSubprotocol": true}},
  {"path": "/headers", "accept": {"headers": {"X-Mock": "yes", "Set-Cookie": "s=1"}}},
  {"path": "/plain", "accept": {"deflate": {"enabled": false}}},
  {"path": "/window", "accept": {"deflate": {"takeover": true, "windowBits": 10}}},
  {"path": "/users/{id}/x", "rules": [{"on": "open", "do": [{"send": "{{req.params.id}}"}]}]}
])";

} // namespace

/// Handshakes that are accepted, at once and later, and what was agreed.
class HandshakeTest final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void upgrades_data();
    void upgrades();
    void headByteByByte();
    void frameBehindTheHead();
    void parametersReachTheRules();
    void subprotocol_data();
    void subprotocol();
    void deflate_data();
    void deflate();
    void ownHeadersStandInTheAnswer();
    void answersLater();
    void clientThatLeavesWhileItWaits();
    void upgradesOverTls();
    void browserSeesThatItTrusts_data();
    void browserSeesThatItTrusts();

private:
    std::unique_ptr<TestServer> m_server;
};

void HandshakeTest::initTestCase()
{
    m_server = std::make_unique<TestServer>(routes);
    QVERIFY(m_server->start());
}

void HandshakeTest::upgrades_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("as usual") << handshake("/echo");
    QTest::newRow("with a query") << handshake("/echo?a=%20b&c");
    QTest::newRow("lower case") << handshakeBut("Connection: keep-alive, Upgrade", "connection: upgrade");
    QTest::newRow("over several lines") << handshakeBut("Connection: keep-alive, Upgrade",
                                                        "Connection: keep-alive\r\nConnection: Upgrade");
    QTest::newRow("Content-Length: 0") << handshake("/echo", "Content-Length: 0\r\n");
    QTest::newRow("absolute form") << handshakeBut("GET /echo", "GET http://127.0.0.1/echo");
    QTest::newRow("leading empty lines") << "\r\n\r\n" + handshake("/echo");
    QTest::newRow("duplicates") << handshake("/echo", "Cookie: a\r\nCookie: b\r\nX: " + QByteArray(9000, 'x') + "\r\n");
    QTest::newRow("encoded path") << handshakeBut("GET /echo", "GET /%65cho");
}

void HandshakeTest::upgrades()
{
    QFETCH(QByteArray, request);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    peer.send(request);
    const QByteArray answer = peer.readBytes(129); // A 101 without extras.
    QVERIFY2(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer.constData());
    QVERIFY2(answer.endsWith("\r\n\r\n"), answer.constData());
    QVERIFY2(answer.contains("\r\nConnection: Upgrade\r\n"), answer.constData());
    QVERIFY2(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), answer.constData());
    peer.sendText("x");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("x"));
}

void HandshakeTest::headByteByByte()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    const QByteArray bytes = handshake("/plain") + frame(Opcode::Text, "x");
    for (const char byte : bytes) {
        peer.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QVERIFY(peer.readBytes(15).startsWith("HTTP/1.1 101"));
}

void HandshakeTest::frameBehindTheHead()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", {}, frame(Opcode::Text, "early") + frame(Opcode::Ping, "p")));
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("early"));
    QVERIFY(peer.readFrame().value_or(RawFrame()).is(Opcode::Pong));
}

void HandshakeTest::parametersReachTheRules()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/users/a%2Fb%20c/x"));
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("a/b c"));
}

void HandshakeTest::subprotocol_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("agreed");
    QTest::newRow("first of ours") << QByteArray("/sub") << QByteArray("a, b") << QByteArray("b");
    QTest::newRow("no space") << QByteArray("/sub") << QByteArray("c,a") << QByteArray("a");
    QTest::newRow("not asked of the route") << QByteArray("/echo") << QByteArray("chat") << QByteArray();
}

void HandshakeTest::subprotocol()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, offered);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade(path, "Sec-WebSocket-Protocol: " + offered + "\r\n"));
    QTEST(field(peer.responseHead(), "Sec-WebSocket-Protocol"), "agreed");
}

void HandshakeTest::deflate_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArrayList>("agreed"); // Its parts, in any order.
    const QByteArrayList none;
    const QByteArrayList noTakeover{"permessage-deflate", "server_no_context_takeover", "client_no_context_takeover"};
    QTest::newRow("not offered") << QByteArray("/echo") << QByteArray() << none;
    QTest::newRow("offered") << QByteArray("/echo") << QByteArray("permessage-deflate") << noTakeover;
    QTest::newRow("switched off") << QByteArray("/plain") << QByteArray("permessage-deflate") << none;
    QTest::newRow("another extension") << QByteArray("/echo") << QByteArray("x-frames; a=1") << none;
    QTest::newRow("bad offer, good offer")
        << QByteArray("/echo") << QByteArray("permessage-deflate; nonsense, permessage-deflate") << noTakeover;
    QTest::newRow("takeover, smaller window")
        << QByteArray("/window") << QByteArray("permessage-deflate; server_max_window_bits=12")
        << QByteArrayList{"permessage-deflate", "server_max_window_bits=10"};
}

void HandshakeTest::deflate()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, offered);
    QFETCH(QByteArrayList, agreed);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade(path, offered.isEmpty() ? QByteArray() : "Sec-WebSocket-Extensions: " + offered + "\r\n"));
    QByteArrayList parts;
    const QByteArray answer = field(peer.responseHead(), "Sec-WebSocket-Extensions");
    for (const QByteArray &part : answer.split(';')) {
        if (!part.isEmpty())
            parts.append(part.trimmed());
    }
    std::sort(parts.begin(), parts.end());
    std::sort(agreed.begin(), agreed.end());
    QCOMPARE(parts, agreed);
}

void HandshakeTest::ownHeadersStandInTheAnswer()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/headers"));
    QCOMPARE(field(peer.responseHead(), "X-Mock"), QByteArray("yes"));
    QCOMPARE(field(peer.responseHead(), "Set-Cookie"), QByteArray("s=1"));
}

void HandshakeTest::answersLater()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    const std::int64_t before = m_server->ruleClock().now();
    QVERIFY(peer.upgrade("/later", {}, frame(Opcode::Ping, "p")));
    QVERIFY(m_server->ruleClock().now() - before >= 60 * nanosecondsPerMillisecond);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("hello"));
    QVERIFY(peer.readFrame().value_or(RawFrame()).is(Opcode::Pong));
}

void HandshakeTest::clientThatLeavesWhileItWaits()
{
    TestServer server(routes);
    QVERIFY(server.start());
    server.ruleClock().pause();
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()));
    peer.send(handshake("/later"));
    QVERIFY(peer.waitForSent());
    peer.reset();
    server.ruleClock().step(1000 * nanosecondsPerMillisecond);
    server.ruleClock().resume();
    RawPeer other;
    QVERIFY(other.connectTo(server.port()));
    QVERIFY(other.upgrade("/later"));
}

void HandshakeTest::upgradesOverTls()
{
    TestServer server(routes, R"("tls": {}, )");
    QVERIFY2(server.start(), qPrintable(server.status().error.value_or(Error()).text()));
    QCOMPARE(server.status().urls.constFirst().scheme(), u"wss"_qs);
    RawPeer peer(Security::Tls);
    QVERIFY(peer.connectTo(server.port()));
    QVERIFY(peer.upgrade("/echo"));
    peer.sendText("over TLS");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("over TLS"));
    QTRY_COMPARE(server.countIn(ConnectionState::Open), 1);
    const wire::ConnectionFacts facts = server.facts().begin()->second;
    QVERIFY(facts.tls);
    QVERIFY2(facts.tls->protocol.startsWith(u"TLS"), qPrintable(facts.tls->protocol));
    RawPeer refused(Security::Tls);
    QVERIFY(refused.connectTo(server.port()));
    refused.send(handshake("/nope"));
    QVERIFY(refused.readToEnd().startsWith("HTTP/1.1 404 "));
}

void HandshakeTest::browserSeesThatItTrusts_data()
{
    QTest::addColumn<QByteArray>("routes");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray get = "GET / HTTP/1.1\r\nHost: <b>:9443\r\n\r\n";
    const QByteArray echo = R"([{"path": "/echo"}])";
    QTest::newRow("front page") << echo << true << get << QByteArray("HTTP/1.1 200 ");
    QTest::newRow("only over TLS") << echo << false << get << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("another path") << echo << true << QByteArray("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                                  << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("a handshake") << echo << true << handshake("/") << QByteArray("HTTP/1.1 404 ");
    QTest::newRow("a route takes it") << QByteArray(R"([{"path": "/"}])") << true
                                      << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("HTTP/1.1 426 ");
}

void HandshakeTest::browserSeesThatItTrusts()
{
    QFETCH(QByteArray, routes);
    QFETCH(bool, tls);
    QFETCH(QByteArray, request);
    TestServer server(routes, tls ? R"("tls": {}, )" : "");
    QVERIFY(server.start());
    RawPeer peer(tls ? Security::Tls : Security::Plain);
    QVERIFY(peer.connectTo(server.port()));
    peer.send(request);
    const QByteArray came = peer.readToEnd();
    QFETCH(QByteArray, answer);
    QVERIFY2(came.startsWith(answer), came.constData());
    const bool page = answer.contains(" 200 ");
    QCOMPARE(came.contains("text/html"), page);
    QCOMPARE(came.contains("&lt;b&gt;:9443"), page);
    QVERIFY(!came.contains("<b>"));
}

QTEST_GUILESS_MAIN(HandshakeTest)
#include "tst_handshake.moc"

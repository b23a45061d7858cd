// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/wire/wireserver.h"

#include <QTest>

namespace framewright::test {

namespace {

using wire::CloseOrigin;
using wire::ConnectionFacts;
using wire::DropManner;
using wire::EndedBy;
using wire::TransportEnd;

} // namespace

/// Aborts, drops, deleted objects and floods: ends that are not polite.
class TestWireEnding final : public QObject
{
    Q_OBJECT
private slots:
    void webSocketAborts_data() { addSecurities(); }
    void webSocketAborts();
    void webSocketClosesThenAborts_data() { addSecurities(); }
    void webSocketClosesThenAborts();
    void drops_data();
    void drops();
    void hangs();
    void webSocketIsDeleted_data() { addSecurities(); }
    void webSocketIsDeleted();
    void connectionIsDeleted_data() { addSecurities(); }
    void connectionIsDeleted();
    void floodArrivesBeforeClose_data() { addSecurities(); }
    void floodArrivesBeforeClose();
    void peerFloodsWhileWeClose_data() { addSecurities(); }
    void peerFloodsWhileWeClose();
    void violationEndsAtOnce_data() { addSecurities(); }
    void violationEndsAtOnce();
    void floodBehindAViolationSparesTheClose_data() { addSecurities(); }
    void floodBehindAViolationSparesTheClose();
    void peerThatStaysIsLeft_data() { addSecurities(); }
    void peerThatStaysIsLeft();
    void pendingReachesHalfClosedPeer();
    void peerResetsDuringFlood_data() { addSecurities(); }
    void peerResetsDuringFlood();
    void resetIsFoundBySending_data() { addSecurities(); }
    void resetIsFoundBySending();
    void peerNeverDrains_data() { addSecurities(); }
    void peerNeverDrains();
    void everythingComesInTheHeadsSegment_data() { addSecurities(); }
    void everythingComesInTheHeadsSegment();
    void tlsHandshakeFails();
};

void TestWireEnding::webSocketAborts()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        connect(served.socket, &QWebSocket::textMessageReceived, &served, [one = &served] { one->socket->abort(); });
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendText("abort");
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Network);
    QCOMPARE(facts.closeSent, std::nullopt);
    QCOMPARE(facts.closeCode(), std::optional(protocol::closecode::Abnormal));
    QCOMPARE(server.last()->disconnects, 1);
    QCOMPARE(facts.endText, u"The connection was dropped here without a close frame."_qs);
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
}

void TestWireEnding::webSocketClosesThenAborts()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        connect(served.socket, &QWebSocket::textMessageReceived, &served, [one = &served] {
            one->socket->close();
            one->socket->abort();
        });
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendText("abort");
    (void)server.waitForEnd();
    QVERIFY(server.last()->hasEnded);
    QCOMPARE(server.last()->disconnects, 1);
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
}

void TestWireEnding::drops_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<DropManner>("manner");
    QTest::addColumn<CloseOrigin>("origin");
    QTest::newRow("ws, RST, rule") << Security::Plain << DropManner::Reset << CloseOrigin::Rule;
    QTest::newRow("ws, FIN, rule") << Security::Plain << DropManner::Fin << CloseOrigin::Rule;
    QTest::newRow("wss, RST, rule") << Security::Tls << DropManner::Reset << CloseOrigin::Rule;
    QTest::newRow("wss, FIN, rule") << Security::Tls << DropManner::Fin << CloseOrigin::Rule;
    QTest::newRow("ws, RST, person") << Security::Plain << DropManner::Reset << CloseOrigin::Application;
    QTest::newRow("ws, FIN, person") << Security::Plain << DropManner::Fin << CloseOrigin::Application;
}

void TestWireEnding::drops()
{
    QFETCH(Security, security);
    QFETCH(DropManner, manner);
    QFETCH(CloseOrigin, origin);
    WireServer server({.security = security});
    server.opened = [manner, origin](Served &served) {
        connect(served.socket, &QWebSocket::textMessageReceived, &served,
                [one = &served, manner, origin] { one->wire->drop(manner, origin); });
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendText("drop me");
    QCOMPARE(peer.waitForEnd(), manner == DropManner::Reset ? PeerEnd::Reset : PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, origin == CloseOrigin::Rule ? EndedBy::Rule : EndedBy::Network);
    QCOMPARE(facts.closeCode(), std::optional(protocol::closecode::Abnormal));
    QCOMPARE(facts.closeSent, std::nullopt);
    QCOMPARE(facts.transportEnd, TransportEnd::Closed);
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireEnding::hangs()
{
    WireServer server;
    server.opened = [](Served &served) {
        served.echo();
        served.wire->drop(DropManner::Hang, CloseOrigin::Rule);
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "a") + frame(Opcode::Ping, "p") + closeFrame(1000));
    QTRY_COMPARE(server.last()->wire->facts().in.wireBytes, quint64(7 + 7 + 8));
    QCOMPARE(peer.readFrame(100), std::nullopt);
    QVERIFY(!server.last()->hasEnded);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.closeReceived, std::optional(closing(1000)));
    QCOMPARE(facts.closeSent, std::nullopt);
}

void TestWireEnding::webSocketIsDeleted()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        QMetaObject::invokeMethod(
            &served, [one = &served] { delete one->socket; }, Qt::QueuedConnection);
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readFrame()->closeCode(), 1001);
    peer.send(closeFrame(1001));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
}

void TestWireEnding::connectionIsDeleted()
{
    QFETCH(Security, security);
    RawPeer peer(security);
    {
        WireServer server({.security = security});
        QVERIFY(peer.connectTo(server.serverPort()));
        QVERIFY(peer.upgrade());
    }
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
}

void TestWireEnding::floodArrivesBeforeClose()
{
    QFETCH(Security, security);
    constexpr int chunks = 320;
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        const QByteArray chunk(65536, 'x');
        for (int i = 0; i < chunks; ++i)
            served.socket->sendBinaryMessage(chunk);
        served.socket->close(QWebSocketProtocol::CloseCodeNormal, QStringLiteral("flooded"));
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    for (int i = 0; i < chunks; ++i)
        QCOMPARE(peer.readFrame()->payload.size(), 65536);
    QCOMPARE(peer.readFrame()->payload, QByteArray("\x03\xE8"
                                                   "flooded"));
    peer.send(closeFrame(1000));
    (void)peer.waitForEnd();
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Server);
    QVERIFY(facts.isCleanlyClosed());
    QCOMPARE(facts.undeliveredMessages, quint64(0));
}

void TestWireEnding::peerFloodsWhileWeClose()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        connect(served.socket, &QWebSocket::binaryMessageReceived, &served, [one = &served] {
            if (one->wire->facts().in.messages >= 100)
                one->wire->sendClose(closing(1000), CloseOrigin::Application);
        });
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    for (int i = 0; i < 2000; ++i)
        peer.sendFrame(Opcode::Binary, QByteArray(4000, 'z'));
    const auto close = peer.readFrame();
    QVERIFY(close);
    QCOMPARE(close->closeCode(), 1000);
    peer.send(closeFrame(1000));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Server);
    QCOMPARE(facts.in.messages, quint64(2000));
    QVERIFY(facts.isCleanlyClosed());
}

/// The peer sees the end while we still wait for its own: not only when we have given up waiting.
void TestWireEnding::violationEndsAtOnce()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendFrame(Opcode::Text, "reserved", {.rsv = 2});
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1002);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    QVERIFY(!server.last()->hasEnded);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::ProtocolError);
    QCOMPARE(facts.transportEnd, TransportEnd::Finished);
}

/// What the peer has sent before it looks at our close frame must not cost it that frame.
void TestWireEnding::floodBehindAViolationSparesTheClose()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.setReading(false);
    peer.sendFrame(Opcode::Text, "reserved", {.rsv = 2});
    for (int i = 0; i < 8; ++i)
        peer.sendFrame(Opcode::Binary, QByteArray(1 << 20, 'z'));
    QVERIFY(peer.waitForSent());
    peer.setReading(true);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1002);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    QVERIFY(!server.last()->hasEnded);
    peer.close();
    QCOMPARE(server.waitForEnd().transportEnd, TransportEnd::Finished);
}

/// One that never ends its side does not keep ours.
void TestWireEnding::peerThatStaysIsLeft()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendFrame(Opcode::Text, "reserved", {.rsv = 2});
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1002);
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::ProtocolError);
    QCOMPARE(facts.transportEnd, TransportEnd::Closed);
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireEnding::pendingReachesHalfClosedPeer()
{
    constexpr int chunks = 320;
    WireServer server;
    server.opened = [](Served &served) {
        for (int i = 0; i < chunks; ++i)
            served.socket->sendBinaryMessage(QByteArray(65536, 'x'));
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QVERIFY(peer.readFrame());
    peer.shutDown();
    for (int i = 1; i < chunks; ++i)
        QVERIFY(peer.readFrame());
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Network);
    QCOMPARE(facts.transportEnd, TransportEnd::Finished);
    QCOMPARE(facts.undeliveredMessages, quint64(0));
}

void TestWireEnding::peerResetsDuringFlood()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        for (int i = 0; i < 800; ++i)
            served.socket->sendBinaryMessage(QByteArray(65536, 'x'));
    };
    RawPeer peer(security);
    peer.setReceiveBuffer(4096);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QVERIFY(peer.readFrame());
    peer.setReading(false);
    peer.reset();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Network);
    QCOMPARE(facts.transportEnd, TransportEnd::Reset);
    QVERIFY(facts.undeliveredMessages > 100 && facts.undeliveredMessages < 800);
    QCOMPARE(server.last()->disconnects, 1);
    QCOMPARE(server.rows(event::EventKind::Undelivered).size(), std::size_t(1));
}

/// What cannot leave any more holds no input back: there the end stands.
void TestWireEnding::resetIsFoundBySending()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &) {}; // No echo.
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QTRY_VERIFY(server.last() != nullptr && server.last()->socket != nullptr);
    peer.sendFrame(protocol::Opcode::Text, "last words");
    peer.reset();
    // No turn of the event loop between: sending meets the reset first.
    for (int i = 0; i < 8; ++i)
        server.last()->socket->sendBinaryMessage(QByteArray(1 << 20, 'x'));
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Network);
    QCOMPARE(facts.transportEnd, TransportEnd::Reset);
    QCOMPARE(facts.undeliveredMessages, quint64(8));
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireEnding::peerNeverDrains()
{
    QFETCH(Security, security);
    WireServer server({.security = security, .closeTimeout = 150});
    server.opened = [](Served &served) {
        for (int i = 0; i < 800; ++i)
            served.socket->sendBinaryMessage(QByteArray(65536, 'x'));
        served.socket->close();
    };
    RawPeer peer(security);
    peer.setReceiveBuffer(4096);
    QVERIFY(peer.connectTo(server.serverPort()));
    peer.send(RawPeer::handshake("/"));
    peer.setReading(false);
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Timeout);
    QVERIFY(facts.undeliveredMessages > 100);
    QCOMPARE(facts.undeliveredBytes, facts.undeliveredMessages * 65536);
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireEnding::everythingComesInTheHeadsSegment()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    peer.send(RawPeer::handshake("/") + frame(Opcode::Text, "x") + closeFrame(1000));
    if (security == Security::Plain)
        peer.shutDown();
    const QByteArray all = peer.readToEnd();
    QVERIFY(all.startsWith("HTTP/1.1 101"));
    QVERIFY(all.endsWith(QByteArray("\x81\x01x\x88\x02\x03\xE8")));
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Client);
    QVERIFY(facts.isCleanlyClosed());
}

void TestWireEnding::tlsHandshakeFails()
{
    WireServer server({.security = Security::Tls});
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    peer.send(RawPeer::handshake("/"));
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
    QCOMPARE(server.count(), std::size_t(0));
}

} // namespace framewright::test

QTEST_GUILESS_MAIN(framewright::test::TestWireEnding)
#include "tst_wireending.moc"

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

void addSecurities()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("ws") << Security::Plain;
    QTest::newRow("wss") << Security::Tls;
}

protocol::ClosePayload closing(int code, const QByteArray &reason = {})
{
    return {static_cast<protocol::CloseCode>(code), reason};
}

} // namespace

/// Every way in which a connection ends, and that the facts tell it as it was on the wire.
class TestWireClosing final : public QObject
{
    Q_OBJECT
private slots:
    void peerCloses_data();
    void peerCloses();
    void weCloseAndPeerAnswers_data() { addSecurities(); }
    void weCloseAndPeerAnswers();
    void ruleCloses();
    void sendsAnyCloseCode_data();
    void sendsAnyCloseCode();
    void peerAnswersAnotherCode_data() { addSecurities(); }
    void peerAnswersAnotherCode();
    void peerStaysSilent_data() { addSecurities(); }
    void peerStaysSilent();
    void peerEndsInsteadOfAnswering_data();
    void peerEndsInsteadOfAnswering();
    void bothCloseAtOnce_data() { addSecurities(); }
    void bothCloseAtOnce();
    void peerEndsWithoutClose_data();
    void peerEndsWithoutClose();
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
    void pendingReachesHalfClosedPeer();
    void peerResetsDuringFlood_data() { addSecurities(); }
    void peerResetsDuringFlood();
    void peerNeverDrains_data() { addSecurities(); }
    void peerNeverDrains();
    void everythingComesInTheHeadsSegment_data() { addSecurities(); }
    void everythingComesInTheHeadsSegment();
    void tlsHandshakeFails();
};

void TestWireClosing::peerCloses_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    const std::pair<int, QByteArray> rows[] = {
        {1000, {}}, {1001, "away"}, {1012, "restart"}, {3000, "x"}, {4321, "\xC3\xBCn\xC3\xAF"},
        {1005, {}}, {1003, "no"},   {1014, {}}};
    for (const auto &[code, reason] : rows) {
        QTest::addRow("ws, %d", code) << Security::Plain << code << reason;
        QTest::addRow("wss, %d", code) << Security::Tls << code << reason;
    }
}

void TestWireClosing::peerCloses()
{
    QFETCH(Security, security);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "last") + (code == 1005 ? closeFrame() : closeFrame(code, reason)) +
              frame(Opcode::Text, "after"));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "last"}));
    const auto answer = peer.readFrame();
    QVERIFY(answer);
    QCOMPARE(answer->closeCode(), code);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Client);
    QVERIFY(facts.peerClosedFirst && facts.isCleanlyClosed());
    QCOMPARE(int(facts.closeCode().value_or(0)), code);
    QCOMPARE(facts.closeReason(), reason);
    QCOMPARE(server.last()->disconnects, 1);
    QCOMPARE(server.last()->messages, QByteArrayList{"last"});
    QVERIFY2(facts.endText.startsWith(u"Closed by the client: %1"_qs.arg(code)), qPrintable(facts.endText));
    QCOMPARE(server.rows(event::EventKind::Close).size(), std::size_t(2));
    const auto ends = server.rows(event::EventKind::Ended);
    QCOMPARE(ends.size(), std::size_t(1));
    QCOMPARE(ends[0].record.flags & event::eventflag::Abnormal, 0);
}

void TestWireClosing::weCloseAndPeerAnswers()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.socket->close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("why"));
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readFrame(), (RawFrame{0x88, false, "\x03\xF0why"}));
    peer.send(closeFrame(1008, "why"));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Server);
    QVERIFY(!facts.peerClosedFirst && facts.isCleanlyClosed());
    QCOMPARE(facts.closeSent, std::optional(closing(1008, "why")));
    QCOMPARE(facts.closeReceived, std::optional(closing(1008, "why")));
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireClosing::ruleCloses()
{
    WireServer server;
    server.opened = [](Served &served) {
        served.wire->sendClose(closing(4000, "by rule"), CloseOrigin::Rule);
        served.wire->send({Opcode::Text, "too late", {}, 0});
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readFrame()->closeCode(), 4000);
    peer.send(closeFrame(4000));
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Rule);
    QCOMPARE(facts.endText, u"Closed by a rule: 4000 %1, “by rule”."_qs.arg(protocol::closeCodeName(4000)));
    QCOMPARE(facts.undeliveredMessages, quint64(1));
    QCOMPARE(server.rows(event::EventKind::Undelivered).size(), std::size_t(1));
}

void TestWireClosing::sendsAnyCloseCode_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {0, 999, 1005, 1006, 1015, 2999, 65535})
        QTest::addRow("%d", code) << code;
}

void TestWireClosing::sendsAnyCloseCode()
{
    QFETCH(int, code);
    WireServer server;
    server.opened = [code](Served &served) { served.wire->sendClose(closing(code), CloseOrigin::Rule); };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    const auto close = peer.readFrame();
    QVERIFY(close);
    QCOMPARE(close->payload.size(), 2);
    QCOMPARE(close->closeCode(), code);
}

void TestWireClosing::peerAnswersAnotherCode()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    QByteArrayList late;
    server.opened = [&late](Served &served) {
        served.wire->setCallbacks({.cameLate = [&late](const wire::Incoming &message) { late += message.keep(); },
                                   .ended =
                                       [one = &served] {
                                           one->ended = one->wire->facts();
                                           one->hasEnded = true;
                                       }});
        served.wire->sendClose(closing(1000), CloseOrigin::Application);
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QVERIFY(peer.readFrame());
    peer.send(frame(Opcode::Text, "late") + closeFrame(1011, "bye"));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Server);
    QCOMPARE(facts.closeReceived, std::optional(closing(1011, "bye")));
    QCOMPARE(facts.in.messages, quint64(1));
    QCOMPARE(late, QByteArrayList{"late"});
}

void TestWireClosing::peerStaysSilent()
{
    QFETCH(Security, security);
    WireServer server({.security = security, .closeTimeout = 100});
    server.opened = [](Served &served) { served.socket->close(); };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QVERIFY(peer.readFrame());
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Timeout);
    QCOMPARE(facts.closeReceived, std::nullopt);
    QCOMPARE(facts.closeCode(), std::optional(protocol::closecode::Normal));
    QCOMPARE(server.last()->disconnects, 1);
    QVERIFY2(facts.endText.contains(u"did not answer in time"), qPrintable(facts.endText));
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
}

void TestWireClosing::peerEndsInsteadOfAnswering_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<bool>("reset");
    QTest::newRow("ws, FIN") << Security::Plain << false;
    QTest::newRow("ws, RST") << Security::Plain << true;
    QTest::newRow("wss, FIN") << Security::Tls << false;
    QTest::newRow("wss, RST") << Security::Tls << true;
}

void TestWireClosing::peerEndsInsteadOfAnswering()
{
    QFETCH(Security, security);
    QFETCH(bool, reset);
    WireServer server({.security = security});
    server.opened = [](Served &served) { served.socket->close(); };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QVERIFY(peer.readFrame());
    reset ? peer.reset() : peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Server);
    QCOMPARE(facts.transportEnd, reset ? TransportEnd::Reset : TransportEnd::Finished);
    QVERIFY(!facts.isCleanlyClosed());
    QVERIFY2(facts.endText.contains(u"without an answer"), qPrintable(facts.endText));
}

void TestWireClosing::bothCloseAtOnce()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) { served.socket->close(); };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/", {}, closeFrame(1001)));
    QCOMPARE(peer.readFrame()->closeCode(), 1000);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QVERIFY(facts.isCleanlyClosed());
    QCOMPARE(facts.closeReceived, std::optional(closing(1001)));
    QCOMPARE(server.last()->disconnects, 1);
}

void TestWireClosing::peerEndsWithoutClose_data()
{
    peerEndsInsteadOfAnswering_data();
}

void TestWireClosing::peerEndsWithoutClose()
{
    QFETCH(Security, security);
    QFETCH(bool, reset);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendText("a");
    QVERIFY(peer.readFrame());
    reset ? peer.reset() : peer.close();
    const ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, EndedBy::Network);
    QCOMPARE(facts.transportEnd, reset ? TransportEnd::Reset : TransportEnd::Finished);
    QCOMPARE(facts.closeCode(), std::optional(protocol::closecode::Abnormal));
    QCOMPARE(server.last()->disconnects, 1);
    QCOMPARE(facts.endText, reset ? u"The network connection was reset without a close frame."_qs
                                  : u"The network connection ended without a close frame."_qs);
    QVERIFY((server.rows(event::EventKind::Ended)[0].record.flags & event::eventflag::Abnormal) != 0);
}

void TestWireClosing::webSocketAborts()
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

void TestWireClosing::webSocketClosesThenAborts()
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

void TestWireClosing::drops_data()
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

void TestWireClosing::drops()
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

void TestWireClosing::hangs()
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

void TestWireClosing::webSocketIsDeleted()
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

void TestWireClosing::connectionIsDeleted()
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

void TestWireClosing::floodArrivesBeforeClose()
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

void TestWireClosing::peerFloodsWhileWeClose()
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

void TestWireClosing::pendingReachesHalfClosedPeer()
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

void TestWireClosing::peerResetsDuringFlood()
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

void TestWireClosing::peerNeverDrains()
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

void TestWireClosing::everythingComesInTheHeadsSegment()
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

void TestWireClosing::tlsHandshakeFails()
{
    WireServer server({.security = Security::Tls});
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    peer.send(RawPeer::handshake("/"));
    QVERIFY(peer.waitForEnd() != PeerEnd::Open);
    QCOMPARE(server.count(), std::size_t(0));
}

} // namespace framewright::test

QTEST_GUILESS_MAIN(framewright::test::TestWireClosing)
#include "tst_wireclosing.moc"

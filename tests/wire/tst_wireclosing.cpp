// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/wire/wireserver.h"

#include <QTest>

namespace framewright::test {

namespace {

using wire::CloseOrigin;
using wire::ConnectionFacts;
using wire::EndedBy;
using wire::TransportEnd;

} // namespace

/// Close frames and ends by the peer, and that the facts tell them as they were on the wire.
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

} // namespace framewright::test

QTEST_GUILESS_MAIN(framewright::test::TestWireClosing)
#include "tst_wireclosing.moc"

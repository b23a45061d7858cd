// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/wire/wireserver.h"

#include <QTest>

namespace framewright::test {

/// Memory stays bounded for peers that do not read and for peers that send faster than anyone answers.
class TestWirePressure final : public QObject
{
    Q_OBJECT
private slots:
    void senderStopsAtItsBound_data() { addSecurities(); }
    void senderStopsAtItsBound();
    void echoPausesForAPeerThatDoesNotRead_data() { addSecurities(); }
    void echoPausesForAPeerThatDoesNotRead();
    void heldInputStallsThePeer_data() { addSecurities(); }
    void heldInputStallsThePeer();
    void heldInputComesAfterRelease_data() { addSecurities(); }
    void heldInputComesAfterRelease();
    void nothingIsLostAtTheEnd_data() { addSecurities(); }
    void nothingIsLostAtTheEnd();
    void closeWaitsForHeldMessages_data() { addSecurities(); }
    void closeWaitsForHeldMessages();
    void holdInsideASlot();
    void amplifyingRuleIsPaused();
    void halfMessagesPauseAndAreAnswered1013_data() { addSecurities(); }
    void halfMessagesPauseAndAreAnswered1013();
    void unreadOutputIsAnswered1013();
};

void TestWirePressure::senderStopsAtItsBound()
{
    QFETCH(Security, security);
    constexpr qint64 total = 64 << 20;
    constexpr qint64 bound = 1 << 20;
    qint64 sent = 0;
    qint64 peak = 0;
    WireServer server({.security = security});
    server.opened = [&](Served &served) {
        const auto go = [&sent, &peak, one = &served] {
            while (sent < total && one->socket->bytesToWrite() < bound) {
                one->socket->sendBinaryMessage(QByteArray(65536, 'x'));
                sent += 65536;
                peak = std::max(peak, one->socket->bytesToWrite());
            }
        };
        connect(served.socket, &QWebSocket::bytesWritten, &served, go);
        go();
    };
    RawPeer peer(security);
    peer.setReceiveBuffer(65536);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.setReading(false);
    QTRY_VERIFY(server.last()->socket->bytesToWrite() >= bound);
    QVERIFY(sent < total / 2);
    peer.setReading(true);
    qint64 got = 0;
    while (got < total) {
        const auto message = peer.readFrame();
        QVERIFY(message);
        got += message->payload.size();
    }
    QVERIFY2(peak < 2 * bound, qPrintable(QString::number(peak)));
}

void TestWirePressure::echoPausesForAPeerThatDoesNotRead()
{
    QFETCH(Security, security);
    WireServer server({.security = security, .readPauseAbove = 1 << 20});
    RawPeer peer(security);
    peer.setReceiveBuffer(65536);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.setReading(false);
    constexpr int messages = 1000;
    for (int i = 0; i < messages; ++i)
        peer.sendFrame(Opcode::Binary, QByteArray(65000, 'y'));
    QVERIFY(!peer.waitForSent(500));
    const qint64 unsent = server.last()->wire->unsentBytes();
    QVERIFY2(unsent > (1 << 19) && unsent < (3 << 20), qPrintable(QString::number(unsent)));
    peer.setReading(true);
    for (int i = 0; i < messages; ++i)
        QCOMPARE(peer.readFrame()->payload.size(), 65000);
    QCOMPARE(server.last()->wire->unsentBytes(), qint64(0));
}

void TestWirePressure::heldInputStallsThePeer()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.echo();
        served.wire->holdInput(true);
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    constexpr int messages = 800;
    for (int i = 0; i < messages; ++i)
        peer.sendFrame(Opcode::Binary, QByteArray(65000, 'y'));
    QVERIFY(!peer.waitForSent(500));
    QVERIFY(peer.unsentBytes() > qint64(messages) * 65000 / 2);
    QCOMPARE(server.last()->messages.size(), 0);
    server.last()->wire->holdInput(false);
    for (int i = 0; i < messages; ++i)
        QCOMPARE(peer.readFrame()->payload.size(), 65000);
}

void TestWirePressure::heldInputComesAfterRelease()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.echo();
        served.wire->holdInput(true);
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    // Also what came with the head is held.
    QVERIFY(peer.upgrade("/", {}, frame(Opcode::Text, "early")));
    for (int i = 0; i < 50; ++i)
        peer.sendText(QByteArray::number(i));
    QCOMPARE(peer.readFrame(50), std::nullopt);
    server.last()->wire->holdInput(false);
    QCOMPARE(peer.readFrame()->payload, QByteArray("early"));
    for (int i = 0; i < 50; ++i)
        QCOMPARE(peer.readFrame()->payload, QByteArray::number(i));
    peer.sendText("after");
    QCOMPARE(peer.readFrame()->payload, QByteArray("after"));
}

void TestWirePressure::nothingIsLostAtTheEnd()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.echo();
        served.wire->holdInput(true);
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    for (int i = 0; i < 100; ++i)
        peer.sendFrame(Opcode::Binary, QByteArray(1000, 'q'));
    QVERIFY(peer.waitForSent());
    peer.shutDown();
    QVERIFY(!RawPeer::waitUntil([&] { return server.last()->hasEnded; }, 50));
    server.last()->wire->holdInput(false);
    const wire::ConnectionFacts facts = server.waitForEnd();
    QCOMPARE(facts.in.messages, quint64(100));
    QCOMPARE(server.last()->messages.size(), 100);
    QCOMPARE(facts.transportEnd, wire::TransportEnd::Finished);
}

void TestWirePressure::closeWaitsForHeldMessages()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.echo();
        connect(served.socket, &QWebSocket::textMessageReceived, &served,
                [one = &served] { one->wire->holdInput(true); });
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "1") + frame(Opcode::Text, "2") + closeFrame(1001));
    QCOMPARE(peer.readFrame()->payload, QByteArray("1"));
    QCOMPARE(peer.readFrame(50), std::nullopt);
    server.last()->wire->holdInput(false);
    QCOMPARE(peer.readFrame()->payload, QByteArray("2"));
    QCOMPARE(peer.readFrame(50), std::nullopt);
    server.last()->wire->holdInput(false);
    QCOMPARE(peer.readFrame()->closeCode(), 1001);
    peer.close();
    QCOMPARE(server.waitForEnd().endedBy, wire::EndedBy::Client);
}

void TestWirePressure::holdInsideASlot()
{
    WireServer server;
    server.opened = [](Served &served) {
        connect(served.socket, &QWebSocket::textMessageReceived, &served, [one = &served](const QString &text) {
            one->messages += text.toUtf8();
            one->wire->holdInput(true);
        });
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "1") + frame(Opcode::Text, "2") + frame(Opcode::Text, "3"));
    for (int i = 1; i <= 3; ++i) {
        QTRY_COMPARE(server.last()->messages.size(), i);
        QCoreApplication::processEvents();
        QCOMPARE(server.last()->messages.size(), i);
        server.last()->wire->holdInput(false);
    }
}

void TestWirePressure::amplifyingRuleIsPaused()
{
    // A received chunk holds hundreds of small messages; each is answered with 100 KB to a peer that does not read.
    qint64 peak = 0;
    WireServer server({.readPauseAbove = 1 << 20});
    server.opened = [&peak](Served &served) {
        connect(served.socket, &QWebSocket::textMessageReceived, &served, [&peak, one = &served] {
            one->socket->sendBinaryMessage(QByteArray(100000, 'a'));
            peak = std::max(peak, qint64(one->wire->unsentBytes()));
        });
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.setReading(false);
    peer.send(frame(Opcode::Text, "x").repeated(300));
    QVERIFY(RawPeer::waitUntil([&] { return server.last()->wire->unsentBytes() > (1 << 20); }));
    peer.setReading(true);
    for (int i = 0; i < 300; ++i)
        QCOMPARE(peer.readFrame()->payload.size(), 100000);
    QVERIFY2(peak < (2 << 20), qPrintable(QString::number(peak)));
}

void TestWirePressure::halfMessagesPauseAndAreAnswered1013()
{
    QFETCH(Security, security);
    wire::MemoryBudget budget(8 << 20);
    budget.setGrace(100);
    WireServer server({.security = security, .budget = &budget});
    std::vector<std::unique_ptr<RawPeer>> peers;
    const QByteArray half(1 << 20, 'h');
    for (int i = 0; i < 20; ++i) {
        peers.push_back(std::make_unique<RawPeer>(security));
        QVERIFY(peers.back()->connectTo(server.serverPort()));
        QVERIFY(peers.back()->upgrade());
    }
    for (auto &peer : peers)
        peer->sendFrame(Opcode::Binary, half, {.fin = false});
    qint64 peak = 0;
    const auto closed = [&] {
        peak = std::max(peak, budget.used());
        std::size_t count = 0;
        for (std::size_t i = 0; i < server.count(); ++i)
            count += server.at(i)->wire && server.at(i)->wire->facts().closeSent ? 1u : 0u;
        return count;
    };
    // Some must go, so that the others find room; the budget holds.
    QVERIFY(RawPeer::waitUntil([&] { return closed() > 0 && !budget.isTight(); }));
    QVERIFY(closed() < server.count());
    QVERIFY2(peak < (10 << 20), qPrintable(QString::number(peak)));
    int told = 0;
    for (std::size_t i = 0; i < server.count(); ++i) {
        const auto &facts = server.at(i)->wire->facts();
        if (!facts.closeSent)
            continue;
        QCOMPARE(int(facts.closeSent->code.value_or(0)), 1013);
        QCOMPARE(peers[i]->readFrame()->closeCode(), 1013);
        ++told;
    }
    QVERIFY(told > 0);
    // A survivor is served when it finishes its message.
    for (std::size_t i = 0; i < server.count(); ++i) {
        if (server.at(i)->wire->facts().closeSent)
            continue;
        peers[i]->sendFrame(Opcode::Continuation, "end");
        const auto answer = peers[i]->readFrame();
        QVERIFY(answer);
        QVERIFY(answer->is(Opcode::Binary) || answer->closeCode() == 1013);
        if (answer->is(Opcode::Binary)) {
            QCOMPARE(answer->payload.size(), half.size() + 3);
            break;
        }
    }
    peers.clear();
    QVERIFY(RawPeer::waitUntil([&] { return budget.used() == 0; }));
}

void TestWirePressure::unreadOutputIsAnswered1013()
{
    wire::MemoryBudget budget(4 << 20);
    WireServer server({.closeTimeout = 100, .budget = &budget});
    RawPeer stalled;
    RawPeer healthy;
    stalled.setReceiveBuffer(4096);
    QVERIFY(stalled.connectTo(server.serverPort()));
    QVERIFY(healthy.connectTo(server.serverPort()));
    QVERIFY(stalled.upgrade());
    QVERIFY(healthy.upgrade());
    stalled.setReading(false);
    for (int i = 0; i < 200; ++i)
        server.at(0)->wire->send({Opcode::Binary, QByteArray(100000, 's'), {}, 0});
    QVERIFY(RawPeer::waitUntil([&] { return server.at(0)->hasEnded; }));
    QCOMPARE(int(server.at(0)->ended.closeCode().value_or(0)), 1013);
    QVERIFY(server.at(0)->ended.undeliveredMessages > 0);
    healthy.sendText("still here");
    QCOMPARE(healthy.readFrame()->payload, QByteArray("still here"));
}

} // namespace framewright::test

QTEST_GUILESS_MAIN(framewright::test::TestWirePressure)
#include "tst_wirepressure.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace framewright;
using namespace framewright::test;
using wire::ConnectionState;

namespace {

const QByteArray routes = R"([
  {"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]},
  {"path": "/small", "limits": {"message": 1000}, "rules": [{"do": [{"send": {"same": true}}]}]},
  {"path": "/room", "rules": [{"on": "open", "do": [{"join": "r"}]}, {"do": [{"send": {"same": true}, "to": "room:r"}]}]}
])";

using Peers = std::vector<std::unique_ptr<RawPeer>>;

Peers makePeers(int count)
{
    Peers peers;
    for (int each = 0; each < count; ++each)
        peers.push_back(std::make_unique<RawPeer>());
    return peers;
}

} // namespace

/// Limits, back-pressure and many at once.
class LoadTest final : public QObject
{
    Q_OBJECT
private slots:
    void messageLimit_data();
    void messageLimit();
    void clientThatDoesNotReadIsSlowedDown();
    void broadcastReachesAll();
    void thousandClientsAtOnce();
    void halfMessagesMeetTheBudget();
};

void LoadTest::messageLimit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const QByteArray fits(1000, 'x');
    QTest::newRow("fits") << frame(Opcode::Text, fits) << -1;
    QTest::newRow("one byte more") << frame(Opcode::Text, QByteArray(1001, 'x')) << 1009;
    QTest::newRow("announced only") << frame(Opcode::Text, {}, {.announced = quint64(1) << 40}) << 1009;
    QTest::newRow("over fragments") << frame(Opcode::Text, fits, {.fin = false}) + frame(Opcode::Continuation, "x")
                                    << 1009;
    QTest::newRow("fits over fragments") << frame(Opcode::Text, fits.left(600), {.fin = false}) +
                                                frame(Opcode::Continuation, fits.mid(600))
                                         << -1;
}

void LoadTest::messageLimit()
{
    QFETCH(QByteArray, bytes);
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/small"));
    peer.send(bytes);
    const std::optional<RawFrame> answer = peer.readFrame();
    QVERIFY(answer);
    QTEST(answer->closeCode(), "code");
}

/// A client that sends and does not read: what the server holds for it stays bounded, and nothing is lost.
void LoadTest::clientThatDoesNotReadIsSlowedDown()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    peer.setReceiveBuffer(16384);
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    peer.setReading(false);
    const QByteArray message(65536, 'x');
    constexpr int count = 1000; // 62.5 MiB
    for (int each = 0; each < count; ++each)
        peer.sendFrame(Opcode::Binary, message);
    QVERIFY2(!peer.waitForSent(1500), "the server took all of it");
    server::MockConnection *connection = server.server().connection(server.facts().begin()->first);
    QVERIFY(connection != nullptr);
    QVERIFY2(connection->wire()->unsentBytes() < (12 << 20), "the queue has no bound");
    peer.setReading(true);
    for (int each = 0; each < count; ++each) {
        const std::optional<RawFrame> answer = peer.readFrame();
        QVERIFY2(answer && answer->payload.size() == message.size(), QByteArray::number(each).constData());
    }
}

void LoadTest::broadcastReachesAll()
{
    TestServer server(routes);
    QVERIFY(server.start());
    constexpr int count = 50;
    Peers peers = makePeers(count);
    for (const auto &peer : peers)
        QVERIFY(peer->connectTo(server.port()) && peer->upgrade("/room"));
    peers.front()->sendText("to all");
    for (const auto &peer : peers)
        QCOMPARE(peer->readFrame().value_or(RawFrame()).payload, QByteArray("to all"));
}

void LoadTest::thousandClientsAtOnce()
{
    TestServer server(routes);
    QVERIFY(server.start());
    constexpr int count = 1000;
    const Peers peers = makePeers(count);
    QElapsedTimer timer;
    timer.start();
    for (const auto &peer : peers)
        QVERIFY(peer->connectTo(server.port()));
    for (const auto &peer : peers)
        peer->send(RawPeer::handshake("/echo"));
    for (const auto &peer : peers)
        QVERIFY(peer->readBytes(129).startsWith("HTTP/1.1 101"));
    qInfo("%d clients were upgraded in %lld ms", count, timer.elapsed());
    for (const auto &peer : peers)
        peer->sendText("x");
    for (const auto &peer : peers)
        QCOMPARE(peer->readFrame().value_or(RawFrame()).payload, QByteArray("x"));
    QTRY_COMPARE(server.countIn(ConnectionState::Open), count);
    QTRY_COMPARE(server.status().live, count);
}

/// The budget of a server: half messages of many clients pause input, then the largest are told 1013.
void LoadTest::halfMessagesMeetTheBudget()
{
    TestServer server(routes, R"("limits": {"memory": 8000000}, )");
    QVERIFY(server.start());
    constexpr int count = 40;
    const Peers peers = makePeers(count);
    const QByteArray half = frame(Opcode::Binary, QByteArray(1 << 20, 'x')).chopped(1 << 19);
    for (const auto &peer : peers) {
        QVERIFY(peer->connectTo(server.port()) && peer->upgrade("/echo"));
        peer->send(half);
    }
    QTRY_VERIFY_WITH_TIMEOUT(
        server.countIn(ConnectionState::Closed) > 0 || server.countIn(ConnectionState::Closing) > 0, 20000);
    bool told = false;
    for (const auto &[id, facts] : server.facts())
        told = told || (facts.closeSent && facts.closeSent->code == protocol::closecode::TryAgainLater);
    QVERIFY(told);
    bool noticed = false;
    for (const LoggedRow &row : server.rowsOf(event::EventKind::Notice))
        noticed = noticed || row.payload.contains("input pauses");
    QVERIFY(noticed);
    // And somebody else is served all the same.
    RawPeer other;
    QVERIFY(other.connectTo(server.port()) && other.upgrade("/echo"));
    other.sendText("x");
    QCOMPARE(other.readFrame(20000).value_or(RawFrame()).payload, QByteArray("x"));
}

QTEST_GUILESS_MAIN(LoadTest)
#include "tst_load.moc"

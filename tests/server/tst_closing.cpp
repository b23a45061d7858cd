// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

#include <functional>

using namespace framewright;
using namespace framewright::test;
using wire::ConnectionState;
using wire::EndedBy;

namespace {

const QByteArray echo = R"({"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]})";
const QByteArray commands = R"({"path": "/commands", "rules": [
    {"match": {"text": "close"}, "do": [{"close": 4000, "reason": "bye"}]},
    {"match": {"text": "close without"}, "do": [{"close": 1005}]},
    {"match": {"text": "answer and close"}, "do": [{"send": "one"}, {"send": "two"}, {"close": 4001}]},
    {"match": {"text": "reset"}, "do": [{"drop": "reset"}]},
    {"match": {"text": "fin"}, "do": [{"drop": "fin"}]},
    {"match": {"text": "hang"}, "do": [{"drop": "hang"}]},
    {"on": "unmatched", "do": [{"send": {"same": true}}]}]})";
const QByteArray room = R"({"path": "/room", "rules": [
    {"on": "open", "do": [{"join": "r"}]},
    {"on": "close", "do": [{"send": "left {{code}} {{reason}}", "to": "room:r"}]}]})";
const QByteArray idle = R"({"path": "/idle", "limits": {"idle": 120}})";
const QByteArray routes = '[' + echo + ',' + commands + ',' + room + ',' + idle + ']';

using Act = std::function<void(RawPeer &, TestServer &)>;

constexpr int noCode = -1;

} // namespace

Q_DECLARE_METATYPE(Act)

class ClosingTest final : public QObject
{
    Q_OBJECT
private slots:
    void endIsShownAsItWas_data();
    void endIsShownAsItWas();
    void answersLeaveBeforeTheClose();
    void stoppingServerSays1001();
    void stoppingCutsThoseWhoDoNotAnswer();
    void removedRouteSays1012();
    void stoppedServerStartsAgain();
    void movedServerStartsElsewhere();
    void closeRulesSeeTheCode_data();
    void closeRulesSeeTheCode();
    void hangingConnectionStays();
    void idleConnectionIsClosed();
    void personDisconnects();
    void undeliveredIsSaid();
};

/// The truth table of the issue: what was on the wire is what is shown.
void ClosingTest::endIsShownAsItWas_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Act>("act");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<EndedBy>("endedBy");
    const QByteArray nothing;
    const auto closeWith = [](std::optional<int> code, const QByteArray &reason = {}) -> Act {
        return [=](RawPeer &peer, TestServer &) { peer.send(closeFrame(code, reason)); };
    };
    const auto sendBytes = [](const QByteArray &bytes) -> Act {
        return [=](RawPeer &peer, TestServer &) { peer.send(bytes); };
    };
    const QByteArray plain = "/echo";
    QTest::newRow("1000 by the client") << plain << closeWith(1000, "done") << 1000 << QByteArray("done")
                                        << EndedBy::Client;
    QTest::newRow("1001 by the client") << plain << closeWith(1001) << 1001 << nothing << EndedBy::Client;
    QTest::newRow("no code") << plain << closeWith(std::nullopt) << 1005 << nothing << EndedBy::Client;
    QTest::newRow("4999 by the client") << plain << closeWith(4999) << 4999 << nothing << EndedBy::Client;
    QTest::newRow("1012 by the client") << plain << closeWith(1012) << 1012 << nothing << EndedBy::Client;
    QTest::newRow("TCP reset") << plain << Act([](RawPeer &peer, TestServer &) { peer.reset(); }) << 1006 << nothing
                               << EndedBy::Network;
    QTest::newRow("TCP end") << plain << Act([](RawPeer &peer, TestServer &) { peer.shutDown(); }) << 1006 << nothing
                             << EndedBy::Network;
    QTest::newRow("TCP end inside a frame") << plain << Act([](RawPeer &peer, TestServer &) {
        peer.send(frame(Opcode::Text, "half").left(7));
        peer.shutDown();
    }) << 1006 << nothing << EndedBy::Network;
    QTest::newRow("4000 by a rule") << QByteArray("/commands") << sendBytes(frame(Opcode::Text, "close")) << 4000
                                    << QByteArray("bye") << EndedBy::Rule;
    QTest::newRow("no code by a rule") << QByteArray("/commands") << sendBytes(frame(Opcode::Text, "close without"))
                                       << 1005 << nothing << EndedBy::Rule;
    QTest::newRow("reset by a rule") << QByteArray("/commands") << sendBytes(frame(Opcode::Text, "reset")) << 1006
                                     << nothing << EndedBy::Rule;
    QTest::newRow("end by a rule") << QByteArray("/commands") << sendBytes(frame(Opcode::Text, "fin")) << 1006
                                   << nothing << EndedBy::Rule;
    QTest::newRow("protocol error") << plain << sendBytes(frame(Opcode::Text, "x", {.masked = false})) << 1002
                                    << QByteArray() << EndedBy::ProtocolError;
    QTest::newRow("invalid UTF-8") << plain << sendBytes(frame(Opcode::Text, "\xff")) << 1007 << QByteArray()
                                   << EndedBy::ProtocolError;
    QTest::newRow("too large") << plain << sendBytes(frame(Opcode::Text, "x", {.announced = 17u << 20})) << 1009
                               << QByteArray() << EndedBy::ProtocolError;
    QTest::newRow("stop") << plain << Act([](RawPeer &, TestServer &server) { server.server().stop(); }) << 1001
                          << QByteArray("The server was stopped") << EndedBy::Server;
    QTest::newRow("removed route") << plain
                                   << Act([](RawPeer &, TestServer &server) { server.apply('[' + commands + ']'); })
                                   << 1012 << QByteArray("The route was removed") << EndedBy::Server;
}

void ClosingTest::endIsShownAsItWas()
{
    QFETCH(QByteArray, path);
    QFETCH(Act, act);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(EndedBy, endedBy);
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade(path));
    act(peer, server);
    // A peer as they are: it answers a close frame and ends its side.
    while (const std::optional<RawFrame> came = peer.readFrame(3000)) {
        if (came->is(Opcode::Close)) {
            peer.send(closeFrame(came->closeCode() == 1005 ? std::nullopt : std::optional(came->closeCode())));
            peer.shutDown();
            break;
        }
    }
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->state, ConnectionState::Closed);
    QCOMPARE(int(facts->closeCode().value_or(0)), code);
    QCOMPARE(facts->endedBy, endedBy);
    QVERIFY(!facts->endText.isEmpty());
    if (endedBy == EndedBy::ProtocolError)
        QVERIFY(!facts->closeReason().isEmpty());
    else
        QCOMPARE(facts->closeReason(), reason);
    const std::vector<LoggedRow> ends = server.rowsOf(event::EventKind::Ended);
    QCOMPARE(ends.size(), std::size_t(1));
    QCOMPARE(QString::fromUtf8(ends.front().payload), facts->endText);
    QCOMPARE(server.rowsOf(event::EventKind::Opened).size(), std::size_t(1));
    QVERIFY(facts->openedAt >= facts->acceptedAt && facts->endedAt >= facts->openedAt);
}

void ClosingTest::answersLeaveBeforeTheClose()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/commands"));
    // Three messages in one segment with the close behind them.
    peer.send(frame(Opcode::Text, "a") + frame(Opcode::Text, "b") + frame(Opcode::Text, "answer and close") +
              closeFrame(1000));
    QByteArrayList payloads;
    int code = noCode;
    while (const std::optional<RawFrame> came = peer.readFrame()) {
        if (came->is(Opcode::Close)) {
            code = came->closeCode();
            break;
        }
        payloads.append(came->payload);
    }
    QCOMPARE(payloads, (QByteArrayList{"a", "b", "one", "two"}));
    QCOMPARE(code, 4001);
}

void ClosingTest::stoppingServerSays1001()
{
    TestServer server(routes);
    QVERIFY(server.start());
    const quint16 port = server.port();
    RawPeer first;
    RawPeer second;
    QVERIFY(first.connectTo(port) && first.upgrade("/echo"));
    QVERIFY(second.connectTo(port) && second.upgrade("/commands"));
    RawPeer unfinished;
    QVERIFY(unfinished.connectTo(port));
    unfinished.send("GET /ec");
    QVERIFY(unfinished.waitForSent());
    server.server().stop();
    for (RawPeer *peer : {&first, &second}) {
        QCOMPARE(peer->readFrame().value_or(RawFrame()).closeCode(), 1001);
        peer->send(closeFrame(1001));
    }
    QTRY_COMPARE(server.status().state, server::ServerState::Stopped);
    QVERIFY(unfinished.waitForEnd() != PeerEnd::Open);
    QCOMPARE(server.countIn(ConnectionState::Closed), 2);
    QCOMPARE(server.status().live, 0);
    RawPeer late;
    QVERIFY(!late.connectTo(port, QHostAddress(QHostAddress::LocalHost), 2000));
}

void ClosingTest::stoppingCutsThoseWhoDoNotAnswer()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    server.server().stop();
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    QTRY_COMPARE_WITH_TIMEOUT(server.status().state, server::ServerState::Stopped, 4000);
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(int(facts->closeCode().value_or(0)), 1001);
}

void ClosingTest::removedRouteSays1012()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer removed;
    RawPeer kept;
    QVERIFY(removed.connectTo(server.port()) && removed.upgrade("/echo"));
    QVERIFY(kept.connectTo(server.port()) && kept.upgrade("/commands"));
    server.apply('[' + commands + ']');
    QCOMPARE(removed.readFrame().value_or(RawFrame()).closeCode(), 1012);
    kept.sendText("still here");
    QCOMPARE(kept.readFrame().value_or(RawFrame()).payload, QByteArray("still here"));
    RawPeer late;
    QVERIFY(late.connectTo(server.port()) && !late.upgrade("/echo"));
    QCOMPARE(late.status(), 404);
}

void ClosingTest::stoppedServerStartsAgain()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    server.server().stop();
    server.server().start(); // While it still waits for its client.
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    peer.send(closeFrame(1001));
    QTRY_COMPARE(server.status().state, server::ServerState::Listening);
    RawPeer next;
    QVERIFY(next.connectTo(server.port()) && next.upgrade("/echo"));
}

void ClosingTest::movedServerStartsElsewhere()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    server.apply(routes, R"("tls": {}, )");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    peer.send(closeFrame(1001));
    QTRY_COMPARE(server.status().state, server::ServerState::Listening);
    QCOMPARE(server.status().urls.constFirst().scheme(), u"wss"_qs);
    RawPeer next(Security::Tls);
    QVERIFY(next.connectTo(server.port()) && next.upgrade("/echo"));
}

void ClosingTest::closeRulesSeeTheCode_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("code and reason") << closeFrame(4005, "tired") << QByteArray("left 4005 tired");
    QTest::newRow("no code") << closeFrame() << QByteArray("left 1005 ");
    QTest::newRow("no close frame") << QByteArray() << QByteArray("left 1006 ");
}

void ClosingTest::closeRulesSeeTheCode()
{
    QFETCH(QByteArray, last);
    QFETCH(QByteArray, said);
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer stays;
    RawPeer leaves;
    QVERIFY(stays.connectTo(server.port()) && stays.upgrade("/room"));
    QVERIFY(leaves.connectTo(server.port()) && leaves.upgrade("/room"));
    leaves.send(last);
    QVERIFY(leaves.waitForSent());
    leaves.shutDown();
    QCOMPARE(stays.readFrame().value_or(RawFrame()).payload, said);
}

void ClosingTest::hangingConnectionStays()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer hanging;
    RawPeer other;
    QVERIFY(hanging.connectTo(server.port()) && hanging.upgrade("/commands"));
    QVERIFY(other.connectTo(server.port()) && other.upgrade("/commands"));
    hanging.sendText("hang");
    hanging.sendText("anybody?");
    hanging.sendFrame(Opcode::Ping, "p");
    for (int each = 0; each < 20; ++each) { // Time passes in which it could have answered.
        other.sendText("x");
        QVERIFY(other.readFrame());
    }
    QCOMPARE(hanging.receivedBytes(), quint64(hanging.responseHead().size()));
    hanging.reset();
    QVERIFY(server.waitForEnd());
}

void ClosingTest::idleConnectionIsClosed()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/idle"));
    const std::optional<RawFrame> close = peer.readFrame();
    QVERIFY(close && close->is(Opcode::Close));
    QCOMPARE(close->closeCode(), 1001);
    QVERIFY(close->closeReason().contains("120 ms"));
    peer.send(closeFrame(1001));
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->endedBy, EndedBy::Timeout);
}

void ClosingTest::personDisconnects()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    QTRY_COMPARE(server.countIn(ConnectionState::Open), 1);
    server::MockConnection *connection = server.server().connection(server.facts().begin()->first);
    QVERIFY(connection != nullptr);
    connection->close({protocol::CloseCode(4100), "by hand"});
    const std::optional<RawFrame> close = peer.readFrame();
    QVERIFY(close);
    QCOMPARE(close->closeCode(), 4100);
    QCOMPARE(close->closeReason(), QByteArray("by hand"));
    peer.send(closeFrame(4100));
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->endedBy, EndedBy::Server);
    QCOMPARE(int(facts->closeCode().value_or(0)), 4100);
}

void ClosingTest::undeliveredIsSaid()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer peer;
    peer.setReceiveBuffer(4096);
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    peer.setReading(false);
    const QByteArray message(1 << 20, 'x');
    for (int each = 0; each < 8; ++each)
        peer.sendFrame(Opcode::Binary, message);
    QTRY_VERIFY(!server.facts().empty() && server.facts().begin()->second.in.messages >= 4);
    peer.reset();
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QVERIFY(facts->undeliveredMessages > 0);
    QVERIFY(facts->undeliveredBytes > 0);
    QCOMPARE(server.rowsOf(event::EventKind::Undelivered).size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(ClosingTest)
#include "tst_closing.moc"

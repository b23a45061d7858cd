// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/engine.h"

#include "app/traffic/trafficreader.h"
#include "app/workspace/workspacefile.h"
#include "tests/support/rawpeer.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::test;
using engine::Engine;
using event::Direction;
using event::EventKind;
using event::Means;
using traffic::Row;

namespace {

const QByteArray allRules = R"--(
    {"name": "greets", "on": "open", "do": [{"send": "hello"}]},
    {"name": "waits", "match": {"text": {"startsWith": "late"}}, "do": [{"wait": 30000}, {"send": "after {{text}}"}]},
    {"name": "overtakes", "overtake": true, "match": {"text": {"startsWith": "next"}},
     "do": [{"send": "after {{text}}"}]},
    {"name": "starts", "match": {"text": "tick"},
     "do": [{"start": "t{{conn.id}}", "every": 10, "times": 1, "do": [{"send": "ticked"}]}]},
    {"name": "calls", "match": {"text": "call"}, "do": [{"emit": "ring", "to": "others"}]},
    {"name": "rings", "on": "signal:ring", "do": [{"send": "rung"}]},
    {"name": "writes", "match": {"text": "script"}, "do": [{"run": "send('scripted')"}]},
    {"name": "slow", "match": {"text": "slowly"}, "do": [{"send": "slowly out", "fragment": {"size": 5, "gap": 20}}]},
    {"name": "fails", "match": {"text": "fail"}, "do": [{"send": "{{req.query.nothing}}"}]},
    {"name": "leaves", "on": "close", "do": [{"send": "left", "to": "others"}]},
    {"name": "queues", "do": [{"send": "after {{text}}"}]})--";

} // namespace

/// Each row of the log names the row that brought it about, and what made the rule act; over the network and through
/// the capture file.
class CausesTest final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void delayedAnswersKnowTheirMessages();
    void timersSignalsAndScripts();
    void framesWithGaps();
    void handshakesPingsAndEnds();
    void byHandAndByStream();
    void signalsRaisedByHand();
    void ruleTimeWhereItDiffers();

private:
    void serve(const QByteArray &more = {});
    void connectPeer(RawPeer &peer);
    /// Ends the engine and reads the log.
    void readLog();
    [[nodiscard]] QByteArray textOf(RawPeer &peer) { return peer.readFrame().value_or(RawFrame()).payload; }
    /// The only row of that direction with that payload.
    [[nodiscard]] Row rowOf(Direction direction, const QByteArray &payload) const;
    [[nodiscard]] Row rowOf(EventKind kind, quint64 connection, Direction direction = Direction::None) const;
    [[nodiscard]] Row causeOf(const Row &row) const { return m_rows.value(row.cause - 1); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    RouteId m_route;
    QList<Row> m_rows;
};

void CausesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_rows.clear();
}

void CausesTest::cleanup()
{
    m_engine.reset();
}

void CausesTest::serve(const QByteArray &more)
{
    engine::EngineSettings settings;
    settings.captureFile = m_folder->filePath(u"traffic.sqlite"_qs);
    m_engine = std::make_unique<Engine>(settings);
    const auto read = workspace::readWorkspace(
        R"({"framewright": 1, "servers": [{"name": "S", "host": "127.0.0.1", "port": 0, "routes": [{"path": "/", )" +
        more + R"("rules": [)" + allRules + "]}]}]}");
    QVERIFY(read);
    m_route = read->servers.front().routes.front().id;
    m_engine->apply(std::make_shared<const workspace::Workspace>(*read), {});
    m_engine->startAll();
    QTRY_COMPARE(m_engine->servers().value(0).state, engine::ServerState::Listening);
}

void CausesTest::connectPeer(RawPeer &peer)
{
    QVERIFY(peer.connectTo(m_engine->servers().value(0).port) && peer.upgrade("/"));
    QCOMPARE(textOf(peer), QByteArray("hello"));
}

void CausesTest::readLog()
{
    m_engine.reset();
    const auto reader = traffic::TrafficReader::open(m_folder->filePath(u"traffic.sqlite"_qs));
    QVERIFY(reader);
    m_rows = *(*reader)->rows(1, 1000);
    QVERIFY(!m_rows.isEmpty());
}

Row CausesTest::rowOf(Direction direction, const QByteArray &payload) const
{
    for (const Row &row : m_rows) {
        if (row.kind == EventKind::Message && row.direction == direction && row.preview == payload)
            return row;
    }
    return {};
}

Row CausesTest::rowOf(EventKind kind, quint64 connection, Direction direction) const
{
    for (const Row &row : m_rows) {
        if (row.kind == kind && row.connection.value == connection && row.direction == direction)
            return row;
    }
    return {};
}

void CausesTest::delayedAnswersKnowTheirMessages()
{
    serve();
    QSignalSpy clock(m_engine.get(), &Engine::clockChanged);
    m_engine->pauseClock();
    QTRY_VERIFY(!clock.isEmpty());
    RawPeer first;
    RawPeer second;
    connectPeer(first);
    connectPeer(second);
    first.sendText("late one");
    second.sendText("late two");
    first.sendText("late three");
    first.sendText("behind them"); // Its answer is held until those before it have left.
    first.sendText("next one");
    QCOMPARE(textOf(first), QByteArray("after next one"));
    second.sendText("next two");
    QCOMPARE(textOf(second), QByteArray("after next two"));
    m_engine->stepClock(30'000);
    for (const char *text : {"after late one", "after late three", "after behind them"})
        QCOMPARE(textOf(first), QByteArray(text));
    QCOMPARE(textOf(second), QByteArray("after late two"));
    readLog();
    for (const QByteArray text : {"late one", "late two", "late three", "behind them", "next one", "next two"}) {
        const Row answer = rowOf(Direction::Out, "after " + text);
        const Row message = rowOf(Direction::In, text);
        QVERIFY2(answer.number > 0 && message.number > 0, text.constData());
        QCOMPARE(answer.cause, message.number);
        QCOMPARE(answer.connection, message.connection);
        QCOMPARE(answer.means, Means::Rule);
        QCOMPARE(message.cause, 0);
    }
}

void CausesTest::timersSignalsAndScripts()
{
    serve();
    RawPeer peer;
    RawPeer other;
    connectPeer(peer);
    connectPeer(other);
    peer.sendText("tick");
    peer.sendText("between");
    QCOMPARE(textOf(peer), QByteArray("after between"));
    QCOMPARE(textOf(peer), QByteArray("ticked"));
    peer.sendText("script");
    QCOMPARE(textOf(peer), QByteArray("scripted"));
    peer.sendText("call");
    QCOMPARE(textOf(other), QByteArray("rung"));
    peer.sendText("fail");
    peer.sendText("last");
    QCOMPARE(textOf(peer), QByteArray("after last"));
    readLog();

    const Row ticked = rowOf(Direction::Out, "ticked");
    QCOMPARE(causeOf(ticked).preview, QByteArray("tick"));
    QCOMPARE(ticked.label, u"starts"_qs);
    QCOMPARE(ticked.means, Means::Timer);
    QCOMPARE(ticked.name, u"t%1"_qs.arg(ticked.connection.value));
    const Row scripted = rowOf(Direction::Out, "scripted");
    QCOMPARE(causeOf(scripted).preview, QByteArray("script"));
    QCOMPARE(scripted.means, Means::Script);
    QCOMPARE(scripted.label, u"writes"_qs);
    // Sent to another connection than the one whose message it was.
    const Row rung = rowOf(Direction::Out, "rung");
    QCOMPARE(causeOf(rung).preview, QByteArray("call"));
    QVERIFY(causeOf(rung).connection != rung.connection);
    QCOMPARE(rung.means, Means::Signal);
    QCOMPARE(rung.name, u"ring"_qs);
    QCOMPARE(rung.label, u"rings"_qs);
    const Row failed = rowOf(EventKind::RuleError, ticked.connection.value);
    QVERIFY(failed.number > 0);
    QCOMPARE(causeOf(failed).preview, QByteArray("fail"));
    QCOMPARE(failed.label, u"fails"_qs);
}

void CausesTest::framesWithGaps()
{
    serve();
    RawPeer peer;
    connectPeer(peer);
    peer.sendText("slowly");
    peer.sendText("meanwhile"); // Its answer waits for the frames before it.
    while (textOf(peer) != "after meanwhile") {
    }
    readLog();
    QCOMPARE(causeOf(rowOf(Direction::Out, "slowly out")).preview, QByteArray("slowly"));
    QCOMPARE(causeOf(rowOf(Direction::Out, "after meanwhile")).preview, QByteArray("meanwhile"));
}

void CausesTest::handshakesPingsAndEnds()
{
    serve();
    RawPeer peer;
    RawPeer other;
    connectPeer(peer);
    connectPeer(other);
    peer.sendFrame(protocol::Opcode::Ping, "p");
    QVERIFY(peer.readFrame());
    peer.send(closeFrame(1000));
    QCOMPARE(textOf(other), QByteArray("left"));
    readLog();

    const Row hello = rowOf(Direction::Out, "hello");
    QCOMPARE(causeOf(hello).kind, EventKind::Opened);
    QCOMPARE(causeOf(hello).connection, hello.connection);
    const quint64 connection = hello.connection.value;
    const Row pong = rowOf(EventKind::Pong, connection, Direction::Out);
    QVERIFY(pong.number > 0);
    QCOMPARE(pong.cause, rowOf(EventKind::Ping, connection, Direction::In).number);
    const Row close = rowOf(EventKind::Close, connection, Direction::Out);
    QVERIFY(close.number > 0);
    QCOMPARE(close.cause, rowOf(EventKind::Close, connection, Direction::In).number);
    const Row left = rowOf(Direction::Out, "left");
    QCOMPARE(causeOf(left).kind, EventKind::Ended);
    QCOMPARE(causeOf(left).connection.value, connection);
    QVERIFY(left.connection.value != connection);
}

void CausesTest::byHandAndByStream()
{
    serve(R"("stream": {"every": 5, "times": 1, "messages": ["streamed"]}, )");
    QList<ConnectionId> open;
    connect(m_engine.get(), &Engine::connectionsChanged, this, [&](const QList<wire::ConnectionFacts> &connections) {
        for (const wire::ConnectionFacts &facts : connections)
            open.append(facts.id);
    });
    RawPeer peer;
    connectPeer(peer);
    QCOMPARE(textOf(peer), QByteArray("streamed"));
    QTRY_VERIFY(!open.isEmpty());
    m_engine->sendToPeer(open.constFirst(), protocol::Opcode::Text, "pushed");
    QCOMPARE(textOf(peer), QByteArray("pushed"));
    m_engine->disconnectPeer(open.constFirst(), {4001, "enough"});
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 4001);
    readLog();

    const Row streamed = rowOf(Direction::Out, "streamed");
    QCOMPARE(streamed.means, Means::Stream);
    QCOMPARE(causeOf(streamed).kind, EventKind::Opened);
    const Row pushed = rowOf(Direction::Out, "pushed");
    QCOMPARE(pushed.means, Means::Person);
    QCOMPARE(pushed.cause, 0);
    QCOMPARE(pushed.label, QString());
    const Row close = rowOf(EventKind::Close, pushed.connection.value, Direction::Out);
    QCOMPARE(close.means, Means::Person);
}

void CausesTest::signalsRaisedByHand()
{
    serve();
    RawPeer peer;
    RawPeer other;
    connectPeer(peer);
    connectPeer(other);
    peer.sendText("first"); // Their rules know both now.
    QCOMPARE(textOf(peer), QByteArray("after first"));
    other.sendText("second");
    QCOMPARE(textOf(other), QByteArray("after second"));
    const RouteId route = m_route;
    value::Value with = value::Value::object();
    with.set("tone", value::Value::text("A"));
    m_engine->raiseSignal(route, "ring", with, {ConnectionId{1}, ConnectionId{2}});
    QCOMPARE(textOf(peer), QByteArray("rung"));
    QCOMPARE(textOf(other), QByteArray("rung"));
    m_engine->raiseSignal(route, "nobody", {}, {ConnectionId{2}});
    m_engine->raiseSignal(route, "ring", {}, {ConnectionId{1}});
    QCOMPARE(textOf(peer), QByteArray("rung"));
    readLog();
    QList<Row> raised;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.kind == EventKind::Notice && row.means == Means::Person)
            raised.append(row);
    }
    QCOMPARE(raised.size(), 3);
    QCOMPARE(raised.at(0).preview,
             QByteArray("The signal “ring” was raised by hand for #1 and #2, with {\"tone\":\"A\"}."));
    QCOMPARE(raised.at(0).name, u"ring"_qs);
    QCOMPARE(raised.at(0).connection, ConnectionId());
    QCOMPARE(raised.at(0).cause, 0);
    QList<qint64> causes;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.direction == Direction::Out && row.preview == "rung") {
            causes.append(row.cause);
            QCOMPARE(row.means, Means::Signal);
        }
    }
    QCOMPARE(causes, QList<qint64>({raised.at(0).number, raised.at(0).number, raised.at(2).number}));
    // What no rule answers says so, because of the same.
    QCOMPARE(raised.at(1).connection, ConnectionId{2});
    const Row unanswered = rowOf(EventKind::RuleError, 0);
    QCOMPARE(unanswered.cause, raised.at(1).number);
}

void CausesTest::ruleTimeWhereItDiffers()
{
    serve();
    RawPeer peer;
    connectPeer(peer);
    peer.sendText("before");
    QCOMPARE(textOf(peer), QByteArray("after before"));
    QSignalSpy clock(m_engine.get(), &Engine::clockChanged);
    m_engine->pauseClock();
    QTRY_VERIFY(!clock.isEmpty());
    clock.clear();
    m_engine->stepClock(3'600'000);
    QTRY_VERIFY(!clock.isEmpty());
    peer.sendText("ahead");
    QCOMPARE(textOf(peer), QByteArray("after ahead"));
    readLog();

    for (const QByteArray text : {"before", "after before"}) {
        const Direction direction = text.startsWith("after") ? Direction::Out : Direction::In;
        QVERIFY(rowOf(direction, text).number > 0);
        QCOMPARE(rowOf(direction, text).ruleTime, 0);
    }
    for (const QByteArray text : {"ahead", "after ahead"}) {
        const Row row = rowOf(text.startsWith("after") ? Direction::Out : Direction::In, text);
        const qint64 seconds = (row.ruleTime - row.time) / 1'000'000'000;
        // An hour, less the moment that it was paused.
        QVERIFY2(seconds > 3'500 && seconds <= 3'600, qPrintable(QString::number(seconds)));
    }
}

QTEST_GUILESS_MAIN(CausesTest)
#include "tst_causes.moc"

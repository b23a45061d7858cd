// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/engine.h"

#include "app/workspace/workspacefile.h"
#include "tests/support/rawpeer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::test;
using engine::Engine;
using engine::EngineSettings;
using engine::ServerState;
using value::Value;

namespace {

/// One server with these routes, running, and what rules reported.
struct Bench
{
    explicit Bench(const QByteArray &routes, const QByteArray &more = {})
        : engine(withoutRecord())
    {
        const auto read = workspace::readWorkspace(
            R"({"framewright": 1, "shared": {"s": 1}, "servers": [{"name": "S", "host": "127.0.0.1", "port": 0, )" +
            more + R"("global": {"g": 1}, "routes": [)" + routes + "]}]}");
        if (!read)
            qFatal("The test's workspace is broken: %s", qUtf8Printable(read.error().text()));
        workspace = std::make_shared<const workspace::Workspace>(*read);
        QObject::connect(&engine, &Engine::ruleReported, &engine,
                         [this](RouteId, const rules::Report &report) { reports.append(report); });
        engine.apply(workspace, {});
    }

    [[nodiscard]] bool start()
    {
        engine.startAll();
        return RawPeer::waitUntil([this] { return engine.servers().value(0).state == ServerState::Listening; });
    }
    [[nodiscard]] bool connect(RawPeer &peer, const QByteArray &path) const
    {
        return peer.connectTo(engine.servers().value(0).port) && peer.upgrade(path);
    }
    [[nodiscard]] RouteId route() const { return workspace->servers.front().routes.front().id; }
    /// The answer to a question, once it has come.
    [[nodiscard]] Value ask(const engine::VariableOwner &owner)
    {
        QSignalSpy answers(&engine, &Engine::answered);
        const quint64 number = engine.query(owner);
        if (!RawPeer::waitUntil([&] { return !answers.isEmpty(); }) || answers[0][0].toULongLong() != number)
            return Value::text("no answer");
        return answers[0][1].value<Value>();
    }

    static EngineSettings withoutRecord()
    {
        EngineSettings settings;
        settings.record = false;
        return settings;
    }

    std::shared_ptr<const workspace::Workspace> workspace;
    QList<rules::Report> reports;
    Engine engine;
};

QByteArray textOf(RawPeer &peer)
{
    const std::optional<RawFrame> frame = peer.readFrame();
    return frame ? frame->payload : QByteArray("nothing came");
}

const QByteArray waiting = R"--({"path": "/", "rules": [
    {"match": {"text": "late"}, "do": [{"wait": 30000}, {"send": "late"}]},
    {"match": {"text": "tick"}, "do": [{"start": "a", "every": 10, "do": [{"send": "{{tick}}"}]}]},
    {"overtake": true, "do": [{"send": {"same": true}}]}]})--";

} // namespace

/// The rule clock and the variables of a running engine, from outside, over the network.
class RuleClockControlTest final : public QObject
{
    Q_OBJECT
private slots:
    void pauseStepAndResume();
    void stepRunsAllOnTheWay();
    void stepsToTheNextTimer();
    void speedLetsHalfAMinutePass();
    void headDeadlineStaysReal();
    void signalIsRaised();
    void recursionLeavesTheConnectionAlive();
    void pushPutsIdleTimersOff();
    void startRuleRunsWithoutClients();
    void variablesAreAskedAndSet();
    void whatCannotBeSetIsReported();
};

void RuleClockControlTest::pauseStepAndResume()
{
    Bench bench(waiting);
    QVERIFY(bench.start());
    QSignalSpy changes(&bench.engine, &Engine::clockChanged);
    bench.engine.pauseClock();
    QTRY_COMPARE(changes.size(), 1);
    QVERIFY(bench.engine.clockState().isPaused);
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("late");
    peer.sendText("first");
    QCOMPARE(textOf(peer), QByteArray("first"));
    bench.engine.stepClock(29'999);
    peer.sendText("second");
    QCOMPARE(textOf(peer), QByteArray("second"));
    bench.engine.stepClock(1);
    QCOMPARE(textOf(peer), QByteArray("late"));
    bench.engine.resumeClock();
    QTRY_VERIFY(!bench.engine.clockState().isPaused);
    QVERIFY(bench.engine.clockState().ahead > 29'000 * nanosecondsPerMillisecond);
    QCOMPARE(bench.engine.clockState().speed, 1.0);
}

void RuleClockControlTest::stepRunsAllOnTheWay()
{
    Bench bench(waiting);
    QVERIFY(bench.start());
    bench.engine.pauseClock();
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("tick");
    peer.sendText("ready");
    QCOMPARE(textOf(peer), QByteArray("ready"));
    bench.engine.stepClock(20'000);
    for (int tick = 1; tick <= 2000; ++tick)
        QCOMPARE(textOf(peer), QByteArray::number(tick));
    peer.sendText("over");
    QCOMPARE(textOf(peer), QByteArray("over"));
}

void RuleClockControlTest::stepsToTheNextTimer()
{
    Bench bench(waiting);
    QVERIFY(bench.start());
    bench.engine.pauseClock();
    // Nobody waits: nothing happens.
    bench.engine.stepClockToNextTimer();
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("late");
    peer.sendText("ready");
    QCOMPARE(textOf(peer), QByteArray("ready"));
    bench.engine.stepClockToNextTimer();
    QCOMPARE(textOf(peer), QByteArray("late"));
    QTRY_VERIFY(bench.engine.clockState().ahead > 29'000 * nanosecondsPerMillisecond);
}

void RuleClockControlTest::speedLetsHalfAMinutePass()
{
    Bench bench(waiting);
    bench.engine.setClockSpeed(1'000'000); // More than it gives.
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("late");
    QCOMPARE(textOf(peer), QByteArray("late"));
    QCOMPARE(bench.engine.clockState().speed, 1000.0);
}

void RuleClockControlTest::headDeadlineStaysReal()
{
    Bench bench(waiting, R"("limits": {"headTime": 100}, )");
    bench.engine.pauseClock();
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.engine.servers().value(0).port));
    peer.send("GET / HTTP/1.1\r\n");
    const QByteArray answer = peer.readToEnd();
    QVERIFY2(answer.startsWith("HTTP/1.1 408") || answer.isEmpty(), answer.constData());
    QVERIFY(bench.engine.clockState().isPaused);
}

void RuleClockControlTest::signalIsRaised()
{
    Bench bench(R"--({"path": "/", "signals": [{"name": "notify", "with": {"text": ""}}], "rules": [
        {"on": "signal:notify", "do": [{"send": "{{sig.text}} {{conn === undefined}}", "to": "all"}]}]})--");
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    Value with = Value::object();
    with.set("text", Value::text("hello"));
    // It has answered the handshake before its rules know it.
    QTRY_VERIFY(bench.ask(bench.route()).isObject());
    bench.engine.raiseSignal(bench.route(), "notify", with);
    QCOMPARE(textOf(peer), QByteArray("hello true"));
    bench.engine.raiseSignal(bench.route(), "nobody");
    QTRY_COMPARE(bench.reports.size(), 1);
    QCOMPARE(bench.reports.front().rule, QStringLiteral("signal:nobody"));
}

void RuleClockControlTest::recursionLeavesTheConnectionAlive()
{
    Bench bench(R"--({"path": "/", "rules": [
        {"match": {"text": "go"}, "do": [{"emit": "again"}]}, {"do": [{"send": {"same": true}}]},
        {"on": "signal:again", "do": [{"emit": "again"}]}]})--");
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("go");
    peer.sendText("alive");
    QCOMPARE(textOf(peer), QByteArray("alive"));
    QTRY_COMPARE(bench.reports.size(), 1);
    QCOMPARE(bench.reports.front().rule, QStringLiteral("signal:again 1"));
    QCOMPARE(bench.reports.front().field, QStringLiteral("do[0].emit"));
    QVERIFY(bench.reports.front().text.startsWith(u"100 signals have led here"));
}

/// What a person sends from the window is sent as much as what a rule sends.
void RuleClockControlTest::pushPutsIdleTimersOff()
{
    Bench bench(R"--({"path": "/", "rules": [
        {"on": "open", "do": [{"send": "{{conn.id}}"},
            {"start": "c", "after": 100, "idle": true, "do": [{"send": "silence"}]}]}]})--");
    bench.engine.pauseClock();
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    const ConnectionId id{textOf(peer).toULongLong()};
    bench.engine.stepClock(60);
    bench.engine.sendToPeer(id, protocol::Opcode::Text, "pushed");
    QCOMPARE(textOf(peer), QByteArray("pushed"));
    bench.engine.stepClock(99);
    bench.engine.sendToPeer(id, protocol::Opcode::Ping, "p");
    QCOMPARE(textOf(peer), QByteArray("p"));
    bench.engine.stepClock(99);
    bench.engine.sendToPeer(id, protocol::Opcode::Text, "again");
    QCOMPARE(textOf(peer), QByteArray("again"));
    bench.engine.stepClock(100);
    QCOMPARE(textOf(peer), QByteArray("silence"));
}

void RuleClockControlTest::startRuleRunsWithoutClients()
{
    Bench bench(
        R"--({"path": "/", "rules": [{"on": "start", "do": [{"set": {"route.begun": "{{(route.begun || 0) + 1}}"}},
        {"start": "a", "every": 10, "do": [{"set": {"route.tick": "{{tick}}"}}]}]}]})--");
    QSignalSpy hits(&bench.engine, &Engine::hitsChanged);
    QVERIFY(bench.start());
    QTRY_VERIFY(!hits.isEmpty());
    QCOMPARE(hits.front()[1].value<QList<rules::RuleHits>>().front().count, std::uint64_t{1});
    QTRY_VERIFY(bench.ask(bench.route())["tick"].isNumber());
    // An edit does not start it again.
    auto edited = std::make_shared<workspace::Workspace>(*bench.workspace);
    edited->servers.front().routes.front().codec = QStringLiteral("text");
    bench.engine.apply(edited, {});
    QCOMPARE(bench.ask(bench.route())["begun"], Value::integer(1));
}

void RuleClockControlTest::variablesAreAskedAndSet()
{
    Bench bench(R"({"path": "/", "conn": {"c": 1}, "route": {"r": 1}, "rules": [
        {"do": [{"send": "{{conn.id}} {{conn.c}} {{route.r}} {{global.g}} {{shared.s}}"}]}]})");
    const ServerId server = bench.workspace->servers.front().id;
    QVERIFY(bench.ask(bench.route()).isUndefined());
    QVERIFY(bench.start());
    RawPeer peer;
    QVERIFY(bench.connect(peer, "/"));
    peer.sendText("x");
    const QByteArray first = textOf(peer);
    QVERIFY2(first.endsWith(" 1 1 1 1"), first.constData());
    const ConnectionId connection{first.split(' ').constFirst().toULongLong()};
    QCOMPARE(bench.ask(connection)["c"], Value::integer(1));
    QCOMPARE(bench.ask(bench.route())["r"], Value::integer(1));
    QCOMPARE(bench.ask(server)["g"], Value::integer(1));
    QCOMPARE(bench.ask(server::WholeWorkspace())["s"], Value::integer(1));
    QVERIFY(bench.ask(ConnectionId{4711}).isUndefined());
    bench.engine.setVariable(connection, {"c"}, Value::text("two"));
    bench.engine.setVariable(bench.route(), {"r"}, Value::integer(2));
    bench.engine.setVariable(server, {"g"}, Value::integer(3));
    bench.engine.setVariable(server::WholeWorkspace(), {"s"}, Value::integer(4));
    bench.engine.setVariable(bench.route(), {"deep", "a.b"}, Value::boolean(true));
    // An answer comes after what was asked for before; a message may come before that.
    QCOMPARE(bench.ask(connection)["c"], Value::text("two"));
    peer.sendText("x");
    QCOMPARE(textOf(peer).split(' ').mid(1).join(' '), QByteArray("two 2 3 4"));
    QCOMPARE(bench.ask(bench.route())["deep"]["a.b"], Value::boolean(true));
    bench.engine.setVariable(bench.route(), {"deep"}, Value());
    QVERIFY(!bench.ask(bench.route()).contains("deep"));
}

void RuleClockControlTest::whatCannotBeSetIsReported()
{
    Bench bench(R"({"path": "/", "route": {"r": 1}})");
    QVERIFY(bench.start());
    bench.engine.setVariable(bench.route(), {"r", "x"}, Value::integer(1));
    QTRY_COMPARE(bench.reports.size(), 1);
    QCOMPARE(bench.reports.front().field, QStringLiteral("route.r.x"));
    QVERIFY(!bench.reports.front().text.isEmpty());
}

QTEST_GUILESS_MAIN(RuleClockControlTest)
#include "tst_ruleclockcontrol.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::rules;

namespace {

/// Rules that start and stop what a message says.
const QByteArray subscriptions = R"--({"path": "/", "conn": {"name": "ann"}, "rules": [
    {"match": {"$.op": "sub"}, "do": [
        {"start": "sub:{{$.id}}", "every": "{{$.every}}", "do": [{"send": {"id": "{{$.id}}", "n": "{{tick}}"}}]}]},
    {"match": {"$.op": "stop"}, "do": [{"stop": "sub:{{$.id}}"}]},
    {"match": {"text": "left"}, "do": [{"send": "{{timer('sub:1')}}"}]},
    {"match": {"text": {"startsWith": "late"}}, "do": [{"wait": 150}, {"send": {"same": true}}]},
    {"do": [{"send": {"same": true}}]}]})--";

QByteArray routeWith(const QByteArray &actions)
{
    return R"--({"path": "/", "rules": [{"match": {"text": "go"}, "do": [)--" + actions +
           R"--(]}, {"match": {"text": "stop"}, "do": [{"stop": "a"}]}, {"do": [{"send": {"same": true}}]}]})--";
}

} // namespace

/// `start` and `stop`: named timers on a driven clock.
class TestTimers : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void whatNoRuleSendsPutsThemOff();
    void reports_data();
    void reports();
    void jitterStaysInItsBounds();
    void editLeavesRunningTimersAlone();
    void manyCostLinearMemory();
    void stopsAtALimit();
    void leavesTicksOutWhenItCannotKeepUp();
    void stormGivesOthersTheirTurn();
    void waitingTicksAreBounded();
    void aDayOfATicker();
};

void TestTimers::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const QByteArray &route, const char *script) {
        QTest::newRow(name) << route << QByteArray(script);
    };

    row("every, times, then", routeWith(R"({"start": "a", "every": 100, "times": 3,
        "do": [{"send": "tick {{tick}}"}], "then": [{"send": "over"}]})"),
        "open 1 /\n 1 > go\n +99\n +1\n 1 < tick 1\n +100\n 1 < tick 2\n +100\n 1 < tick 3\n 1 < over\n +1000");
    row("after", routeWith(R"({"start": "a", "after": 3000, "do": [{"send": "now"}], "then": [{"send": "then"}]})"),
        "open 1 /\n 1 > go\n +2999\n +1\n 1 < now\n 1 < then\n +9000");
    row("after, then every", routeWith(R"({"start": "a", "after": 5, "every": 20, "do": [{"send": "{{tick}}"}]})"),
        "open 1 /\n 1 > go\n +5\n 1 < 1\n +19\n +1\n 1 < 2\n +20\n 1 < 3");
    row("no times at all", routeWith(R"({"start": "a", "every": 10, "times": 0,
        "do": [{"send": "no"}], "then": [{"send": "over"}]})"),
        "open 1 /\n 1 > go\n +10\n 1 < over\n +100");
    row("a millisecond", routeWith(R"({"start": "a", "every": 1, "times": 3, "do": [{"send": "{{tick}}"}]})"),
        "open 1 /\n 1 > go\n +1\n 1 < 1\n +1\n 1 < 2\n +1\n 1 < 3\n +10");
    row("named by the message they keep", subscriptions,
        "open 1 /\n 1 > {\"op\":\"sub\",\"id\":1.0,\"every\":100}\n +50\n"
        "1 > {\"op\":\"sub\",\"id\":\"b\",\"every\":100}\n +50\n 1 < {\"id\":1.0,\"n\":1}\n +50\n"
        "1 < {\"id\":\"b\",\"n\":1}\n +50\n 1 < {\"id\":1.0,\"n\":2}\n 1 > {\"op\":\"stop\",\"id\":1.0}\n +50\n"
        "1 < {\"id\":\"b\",\"n\":2}\n +50");
    row("start begins anew", routeWith(R"({"start": "a", "after": 100, "do": [{"send": "now"}]})"),
        "open 1 /\n 1 > go\n +60\n 1 > go\n +60\n +40\n 1 < now\n +500");
    row("keep leaves it alone", routeWith(R"({"start": "a", "after": 100, "keep": true, "do": [{"send": "now"}]})"),
        "open 1 /\n 1 > go\n +60\n 1 > go\n +40\n 1 < now\n +500");
    row("stop", routeWith(R"({"start": "a", "every": 100, "do": [{"send": "now"}]})"),
        "open 1 /\n 1 > go\n +100\n 1 < now\n 1 > stop\n +500\n 1 > stop\n 1 > go\n +100\n 1 < now");
    row("idle waits for silence",
        routeWith(R"({"start": "a", "every": 100, "idle": true, "do": [{"send": "idle {{tick}}"}]})"),
        "open 1 /\n 1 > go\n +60\n 1 > x\n 1 < x\n +60\n +40\n 1 < idle 1\n +99\n +1\n 1 < idle 2\n +30\n 1 > x\n"
        "1 < x\n +99\n +1\n 1 < idle 1");
    row("takes no slot", subscriptions,
        "open 1 /\n 1 > {\"op\":\"sub\",\"id\":1,\"every\":100}\n 1 > late\n 1 > after\n +100\n"
        "1 < {\"id\":1,\"n\":1}\n +50\n 1 < late\n 1 < after\n +50\n 1 < {\"id\":1,\"n\":2}");
    row("dies with its connection", subscriptions,
        "open 1 /\n open 2 /\n 1 > {\"op\":\"sub\",\"id\":1,\"every\":100}\n +100\n 1 < {\"id\":1,\"n\":1}\n"
        "close 1 1000\n +1000\n 2 > left\n 2 ! report do[0].send: There is nothing to send: the value is undefined.");
    row("how long it still takes", subscriptions,
        "open 1 /\n 1 > {\"op\":\"sub\",\"id\":1,\"every\":100}\n +30\n 1 > left\n 1 < 70\n +70\n"
        "1 < {\"id\":1,\"n\":1}\n 1 > left\n 1 < 100");
    row("late ticks do not drift", routeWith(R"({"start": "a", "every": 100, "do": [{"send": "{{tick}}"}]})"),
        "open 1 /\n 1 > go\n jump 350\n 1 < 1\n 1 < 2\n 1 < 3\n +49\n +1\n 1 < 4");
    row("a wait inside counts from the tick",
        routeWith(R"({"start": "a", "every": 100, "times": 2, "do": [{"wait": 30}, {"send": "{{tick}}"}]})"),
        "open 1 /\n 1 > go\n jump 130\n 1 < 1\n +99\n +1\n 1 < 2\n +500");
    row("stops itself", routeWith(R"({"start": "a", "every": 10,
        "do": [{"send": "{{tick}}"}, {"if": "tick === 2", "then": [{"stop": "a"}]}, {"send": "-"}]})"),
        "open 1 /\n 1 > go\n +10\n 1 < 1\n 1 < -\n +10\n 1 < 2\n 1 < -\n +100");
    row("starts itself again without drift", routeWith(R"({"start": "a", "after": 10, "do": [{"send": "first"},
        {"start": "a", "after": 10, "do": [{"send": "second"}]}]})"),
        "open 1 /\n 1 > go\n jump 17\n 1 < first\n +2\n +1\n 1 < second\n +100");
    row("at once, again and again, is every millisecond", R"--({"path": "/", "rules": [
        {"match": {"text": "go"}, "do": [{"emit": "again"}]},
        {"on": "signal:again", "do": [{"start": "a", "after": 0, "do": [{"send": "x"}, {"emit": "again"}]}]}]})--",
        "open 1 /\n 1 > go\n +2\n 1 < x\n 1 < x\n close 1 1000\n +100");
    row("keeps `it` and `local`", R"--({"path": "/", "rules": [{"match": {"$": {"type": "list"}}, "do": [
        {"set": {"local.who": "{{$[0]}}"}},
        {"each": "{{$}}", "do": [{"start": "{{it}}", "after": 10,
         "do": [{"send": "{{key}} {{it}} {{local.who}}"}, {"set": {"local.who": "nobody"}}]}]}]}]})--",
        "open 1 /\n 1 > [\"a\",\"b\"]\n +10\n 1 < 0 a a\n 1 < 1 b a");
    row("those of two connections", routeWith(R"({"start": "a", "after": 10, "do": [{"send": "{{conn.id}}"}]})"),
        "open 1 /\n open 2 /\n 1 > go\n +5\n 2 > go\n +5\n 1 < 1\n +5\n 2 < 2");
    row("the route's outlives its connection", R"--({"path": "/", "conn": {"n": 7}, "rules": [
        {"match": {"text": "go"}, "do": [{"start": "a", "every": 10, "scope": "route",
         "do": [{"set": {"conn.n": "{{conn.n + 1}}"}},
                {"send": "{{conn.id}} {{conn.n}} {{req.query.name}} {{tick}}", "to": "all"}]}]},
        {"match": {"text": "n"}, "do": [{"send": "{{conn.n}}"}]},
        {"match": {"text": "end"}, "do": [{"stop": "a", "scope": "route"}]}]})--",
        "open 1 /?name=ann\n open 2 /\n 1 > go\n +10\n 1 2 < 1 8 ann 1\n 1 > n\n 1 < 7\n close 1 1000\n +10\n"
        "2 < 1 9 ann 2\n 2 > end\n +100");
    row("a leave that a return forgives", R"--({"path": "/", "rules": [
        {"on": "open", "do": [{"set": {"conn.name": "{{req.query.name}}"}},
            {"if": "timer('left:' + conn.name, 'route') === undefined",
             "then": [{"send": "{{conn.name}} came", "to": "others"}]},
            {"stop": "left:{{conn.name}}", "scope": "route"}]},
        {"on": "close", "do": [{"start": "left:{{conn.name}}", "after": 1000, "scope": "route",
            "do": [{"send": "{{conn.name}} left", "to": "all"}]}]}]})--",
        "open 1 /?name=ann\n open 2 /?name=bob\n 1 < bob came\n close 2 1001\n +999\n open 3 /?name=bob\n +5000\n"
        "close 3 1001\n +999\n +1\n 1 < bob left");
    row("nothing after a close", routeWith(R"({"start": "a", "every": 10, "do": [{"send": "x"}]}, {"close": 1000})"),
        "open 1 /\n 1 > go\n 1 ! close 1000\n +100\n close 1 1000\n +100");
}

void TestTimers::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    Conversation conversation(route);
    QCOMPARE(conversation.play(script), QString());
}

/// A push from the window, of which rules only hear.
void TestTimers::whatNoRuleSendsPutsThemOff()
{
    Conversation conversation(QByteArray(R"({"path": "/", "rules": [
        {"on": "open", "do": [{"start": "c", "after": 100, "idle": true, "do": [{"send": "mine"}]}]},
        {"match": {"text": "all"}, "do": [{"start": "r", "after": 100, "idle": true, "scope": "route",
            "do": [{"send": "of all", "to": "all"}]}]}]})"));
    QCOMPARE(conversation.play("open 1 /\n+60"), QString());
    conversation.state().noteSent(ConnectionId{1});
    QCOMPARE(conversation.play("+99\n+1\n1 < mine\nopen 2 /\n+90\n2 > all"), QString());
    conversation.state().noteSent(ConnectionId{1});
    QCOMPARE(conversation.play("+10\n2 < mine\n+80"), QString());
    conversation.state().noteSent(ConnectionId{1});
    QCOMPARE(conversation.play("+99\n+1\n1 2 < of all"), QString());
    conversation.state().noteSent(ConnectionId{4711});
}

void TestTimers::reports_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("report");
    const auto row = [](const char *action, const char *report) {
        QTest::newRow(report) << QByteArray(action) << QString::fromUtf8(report);
    };
    row(R"({"start": "a", "every": "{{0.5}}", "do": []})", "do[0].every: This is milliseconds, 1 at least.");
    row(R"({"start": "a", "after": "{{-1}}", "do": []})", "do[0].after: This is milliseconds, 0 at least.");
    row(R"({"start": "a", "after": "{{text}}", "do": []})", "do[0].after: This is milliseconds, 0 at least.");
    row(R"({"start": "a", "every": 1, "times": "{{'x'}}"})",
        "do[0].times: `times` is how often the timer ticks, a number from 0 on.");
    row(R"({"start": "a{{range(1)}}", "after": 1})", "do[0].start: range(from, to) wants two whole numbers.");
    row(R"({"stop": "a{{range(1)}}"})", "do[0].stop: range(from, to) wants two whole numbers.");
}

void TestTimers::reports()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, report);
    Conversation conversation(routeWith(action));
    QCOMPARE(conversation.play("open 1 /\n1 > go\n1 ! report " + report.toUtf8() + "\n+1000\n1 > alive\n1 < alive"),
             QString());
}

void TestTimers::jitterStaysInItsBounds()
{
    Conversation conversation(
        routeWith(R"({"start": "a", "every": 100, "jitter": 30, "do": [{"send": "{{now()}}"}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > go"), QString());
    conversation.pass(100 * 200 + 50);
    QCOMPARE(conversation.stage().lines.size(), 200);
    bool varies = false;
    for (qsizetype index = 0; index < conversation.stage().lines.size(); ++index) {
        const qint64 nominal = 1'700'000'000'000 + (index + 1) * 100;
        const qint64 late = conversation.stage().lines[index].sliced(4).toLongLong() - nominal;
        QVERIFY2(late >= -31 && late <= 30, qPrintable(QString::number(late)));
        varies = varies || (late != 0 && late != -1);
    }
    QVERIFY(varies);
}

void TestTimers::editLeavesRunningTimersAlone()
{
    Conversation conversation(routeWith(R"({"start": "a", "every": 100, "do": [{"send": "old {{tick}}"}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > go\n+100\n1 < old 1"), QString());
    conversation.state().replaceRoute(
        routeOf(routeWith(R"({"start": "a", "every": 50, "do": [{"send": "new {{tick}}"}]})")));
    QCOMPARE(conversation.play("+100\n1 < old 2\n1 > go\n+50\n1 < new 1\n+50\n1 < new 2"), QString());
}

void TestTimers::manyCostLinearMemory()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "go"}, "do": [{"each": "{{range(1, 99999)}}", "do":
            [{"start": "t{{it}}", "after": "{{1000 + it / 100}}", "do": [{"set": {"route.n": "{{(route.n || 0) + 1}}"}}]}]}]},
        {"match": {"text": "some"}, "do": [{"each": "{{range(1, 99000)}}", "do": [{"stop": "t{{it}}"}]}]},
        {"match": {"text": "n"}, "do": [{"send": "{{route.n}}"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /"), QString());
    const qint64 before = conversation.state().heldBytes();
    QCOMPARE(conversation.play("1 > go"), QString());
    const qint64 each = (conversation.state().heldBytes() - before) / 99'999;
    QVERIFY2(each > 100 && each < 1000, qPrintable(QString::number(each)));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(conversation.play("1 > some"), QString());
    QVERIFY2(timer.elapsed() < 5000, "Each stop walks through all timers.");
    conversation.pass(3000);
    QCOMPARE(conversation.play("1 > n\n1 < 999"), QString());
    QVERIFY(conversation.state().heldBytes() < before + 1000);
}

void TestTimers::stopsAtALimit()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [{"do": [
        {"start": "t{{text}}", "after": 100000, "do": []}]}]})--"));
    QCOMPARE(conversation.play("open 1 /"), QString());
    for (int number = 0; number < 100'000; ++number)
        conversation.say(1, QByteArray::number(number));
    QCOMPARE(conversation.play("1 > 5\n1 > more\n1 ! report do[0].start: 100000 timers run already; \"tmore\" was not "
                               "started. `stop` those that are not needed."),
             QString());
}

void TestTimers::leavesTicksOutWhenItCannotKeepUp()
{
    Conversation conversation(routeWith(R"({"start": "a", "every": 1, "do": [{"set": {"conn.tick": "{{tick}}"}}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > go\njump 25000\n"
                               "1 ! report do[0].start: The timer \"a\" cannot keep up; 24998 of its ticks were left "
                               "out.\n1 > alive\n1 < alive"),
             QString());
}

void TestTimers::stormGivesOthersTheirTurn()
{
    Conversation conversation(routeWith(R"({"each": "{{range(1, 20000)}}", "do": [
        {"start": "t{{it}}", "after": 10, "do": [{"set": {"route.n": "{{(route.n || 0) + 1}}"}}]}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > go\njump 10"), QString());
    QCOMPARE(conversation.state().variables(expression::Root::Route)["n"], value::Value::integer(10'000));
    QCOMPARE(conversation.stage().wakeTime, std::optional(conversation.clock().time));
    QCOMPARE(conversation.play("1 > alive\n1 < alive\njump 0"), QString());
    QCOMPARE(conversation.state().variables(expression::Root::Route)["n"], value::Value::integer(20'000));
}

void TestTimers::waitingTicksAreBounded()
{
    Conversation conversation(routeWith(R"({"start": "a", "every": 1, "do": [{"wait": 3600000}, {"send": "late"}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > go\n+10000\n1 > alive\n1 < alive\n+1\n1 ! report do[0].do[0].wait: 10000 "
                               "runs of timers and signals wait already; this one was ended.\n1 > stop\n+3589999\n+1\n"
                               "1 < late\n+1\n1 < late"),
             QString());
}

void TestTimers::aDayOfATicker()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "route": {"price": 5001240}, "rules": [
        {"on": "open", "do": [
            {"start": "trade", "every": 1000, "do": [{"set": {"route.price": "{{route.price + 1}}"}},
                {"send": {"e": "trade", "E": "{{now()}}", "p": "{{route.price}}", "t": "{{tick}}"}}]},
            {"start": "ping", "every": 20000, "do": [{"send": {"ping": "{{tick}}"}},
                {"start": "dead", "after": 60000, "keep": true, "do": [{"close": 1008, "reason": "Pong timeout"}]}]}]},
        {"on": "pong", "do": [{"stop": "dead"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /"), QString());
    constexpr int day = 24 * 3600;
    qsizetype sent = 0;
    for (int second = 1; second <= day; ++second) {
        conversation.pass(1000);
        sent += conversation.stage().lines.size();
        if (second % 20 == 0)
            conversation.state().ponged(ConnectionId{1}, "x");
        if (second < day)
            conversation.stage().lines.clear();
    }
    QCOMPARE(sent, qsizetype(day + day / 20));
    QCOMPARE(conversation.stage().lines,
             (QStringList{QStringLiteral("1 < ping:4320"),
                          QStringLiteral(R"(1 < {"e":"trade","E":1700086400000,"p":5087640,"t":86400})")}));
}

QTEST_GUILESS_MAIN(TestTimers)
#include "tst_timers.moc"

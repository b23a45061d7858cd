// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// `start` rules, signals from rules and from outside, and what happens without a connection.
class TestSignals : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void countsItsHits();
    void recursionEndsInAReport();
    void stormEndsInAReport();
};

void TestSignals::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *route, const char *script) {
        QTest::newRow(name) << QByteArray(route) << QByteArray(script);
    };
    row("start runs once", R"--({"path": "/", "rules": [
        {"on": "start", "do": [{"set": {"route.n": "{{(route.n || 0) + 1}}"}},
            {"start": "block", "every": 300, "do": [{"send": "{{tick}} {{route.n}}", "to": "all"}]}]}]})--",
        "begin\n begin\n +100\n open 1 /\n +200\n 1 < 1 1\n open 2 /\n +300\n 1 2 < 2 1\n close 1 1000\n close 2 1000\n"
        "+300\n open 3 /\n +300\n 3 < 4 1");
    row("without a connection", R"--({"path": "/", "conn": {"a": 1}, "rules": [{"on": "start", "do": [
            {"if": "conn === undefined && req === undefined && $ === undefined", "then": [{"set": {"route.none": true}}]},
            {"send": "x"}, {"send": "x", "to": "self"}, {"send": "x", "to": "{{'self'}}"}, {"set": {"conn.a": 2}},
            {"join": "r"}, {"leave": "*"}, {"close": 1000}, {"drop": "fin"}, {"wait": 10},
            {"send": "{{route.none}}", "to": "others"}]}]})--",
        "open 1 /\n begin\n"
        "0 ! report do[1].send: There is no connection here: write \"to\": \"all\" or \"room:NAME\".\n"
        "0 ! report do[2].send: There is no connection here: write \"to\": \"all\" or \"room:NAME\".\n"
        "0 ! report do[3].send.to: There is no connection here: write \"to\": \"all\" or \"room:NAME\".\n"
        "0 ! report do[4].set.conn.a: There is no connection here whose variable could be set.\n"
        "0 ! report do[5].join: There is no connection here: write*\n"
        "0 ! report do[7].close: There is no connection here: write*\n"
        "0 ! report do[8].drop: There is no connection here: write*\n +10\n 1 < true");
    row("after the current rule", R"--({"path": "/", "rules": [
        {"do": [{"emit": "changed", "with": {"n": 1}}, {"send": "first"}], "continue": true},
        {"do": [{"send": "third"}]},
        {"on": "signal:changed", "do": [{"send": "second {{sig.n}}"}]}]})--",
        "open 1 /\n 1 > x\n 1 < first\n 1 < second 1\n 1 < third");
    row("to whom, and from whom", R"--({"path": "/", "rules": [
        {"on": "open", "do": [{"set": {"conn.name": "{{req.query.name}}"}}, {"join": "{{req.query.room}}"}]},
        {"match": {"text": {"regex": "^to (?<to>.*)"}}, "do": [{"emit": "hi", "to": "{{m.to}}"}]},
        {"match": {"text": "named"}, "do": [{"emit": "hi", "to": "all", "where": "peer.name === 'cy'"}]},
        {"match": {"text": "but me"}, "do": [{"emit": "hi", "to": "room:r", "exceptSelf": true}]},
        {"on": "signal:hi", "do": [{"send": "{{conn.name}} from {{from.name}} {{from.id}}"}]}]})--",
        "open 1 /?name=ann&room=r\n open 2 /?name=bob&room=r\n open 3 /?name=cy&room=s\n"
        "1 > to self\n 1 < ann from ann 1\n 1 > to others\n 2 < bob from ann 1\n 3 < cy from ann 1\n"
        "2 > to room:r\n 1 < ann from bob 2\n 2 < bob from bob 2\n 1 > to conn:3\n 3 < cy from ann 1\n"
        "1 > named\n 3 < cy from ann 1\n 1 > but me\n 2 < bob from ann 1\n 1 > to conn:9\n"
        "1 ! report do[0].emit.to: There is no connection \"9\".\n 1 > to nobody\n"
        "1 ! report do[0].emit.to: \"nobody\" is nobody*");
    row("match, when and continue", R"--({"path": "/", "rules": [
        {"on": "signal:s", "match": {"sig.kind": "a"}, "continue": true, "do": [{"send": "a", "to": "all"}]},
        {"on": "signal:s", "when": "sig.n > 1", "do": [{"send": "many", "to": "all"}]},
        {"on": "signal:s", "do": [{"send": "few", "to": "all"}]}]})--",
        "open 1 /\n raise s {\"kind\":\"a\",\"n\":2}\n 1 < a\n 1 < many\n raise s {\"kind\":\"b\",\"n\":1}\n 1 < few\n"
        "raise s\n 1 < few");
    row("from outside", R"--({"path": "/", "rules": [
        {"on": "signal:notify", "do": [
            {"if": "conn", "then": [{"send": "{{conn.id}} {{sig.text}} {{from === undefined}}"}],
             "else": [{"send": "to all {{sig.text}}", "to": "all"}]}]}]})--",
        "open 1 /\n open 2 /\n open 3 /\n raise notify {\"text\":\"hi\"} to 1 3\n 1 < 1 hi true\n 3 < 3 hi true\n"
        "raise notify {\"text\":\"hi\"}\n 1 2 3 < to all hi\n raise notify {} to 9\n"
        "raise other\n 0 ! report on: No rule of this route answers this signal.");
    row("takes no slot", R"--({"path": "/", "rules": [
        {"on": "signal:now", "do": [{"send": "now"}, {"wait": 10}, {"send": "later"}]},
        {"match": {"text": "late"}, "do": [{"wait": 50}, {"send": "late"}]},
        {"do": [{"send": {"same": true}}]}]})--",
        "open 1 /\n 1 > late\n 1 > x\n raise now {} to 1\n 1 < now\n +10\n 1 < later\n +40\n 1 < late\n 1 < x");
    row("timers keep the signal", R"--({"path": "/", "rules": [
        {"on": "signal:s", "do": [{"start": "a", "every": 10, "times": 2, "do": [{"send": "{{sig.n}}", "to": "all"}]}]}]})--",
        "open 1 /\n raise s {\"n\":1}\n +10\n 1 < 1\n +10\n 1 < 1\n +50");
    row("a close tells the others", R"--({"path": "/", "rules": [
        {"on": "close", "do": [{"emit": "left", "to": "others"}, {"emit": "left"}, {"send": "x"}]},
        {"on": "signal:left", "do": [{"send": "{{from.id}} left"}]}]})--",
        "open 1 /\n open 2 /\n close 2 1000\n"
        "2 ! report do[1].emit.to: The connection is gone: write \"to\": \"others\", \"all\" or \"room:NAME\".\n"
        "2 ! report do[2].send: The connection is gone: write*\n 1 < 2 left");
    row("a `start` rule emits", R"--({"path": "/", "rules": [
        {"on": "start", "do": [{"emit": "s"}]},
        {"on": "signal:s", "do": [{"set": {"route.s": true}}]}, {"do": [{"send": "{{route.s}}"}]}]})--",
        "begin\n open 1 /\n 1 > x\n 1 < true");
    row("not to those that are ending", R"--({"path": "/", "rules": [
        {"match": {"text": "bye"}, "do": [{"close": 1000}]},
        {"do": [{"emit": "s", "to": "all"}]}, {"on": "signal:s", "do": [{"send": "{{conn.id}}"}]}]})--",
        "open 1 /\n open 2 /\n 1 > bye\n 1 ! close 1000\n 2 > x\n 2 < 2");
    row("a gone number", R"--({"path": "/", "rules": [{"do": [{"send": "x", "to": "conn:{{text}}"}]}]})--",
        "open 1 /\n open 2 /\n 1 > 2\n 2 < x\n close 2 1000\n 1 > 2\n 1 ! report do[0].send.to: There is no connection "
        "\"2\".");
}

void TestSignals::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    Conversation conversation(route);
    QCOMPARE(conversation.play(script), QString());
}

void TestSignals::countsItsHits()
{
    Conversation conversation(QByteArray(R"({"path": "/", "rules": [{"on": "start"}, {"on": "signal:s"}]})"));
    QCOMPARE(conversation.play("begin\nopen 1 /\nraise s\nraise s {} to 1"), QString());
    QCOMPARE(countsOf(conversation.state().hits()), (std::vector<std::uint64_t>{1, 2}));
}

void TestSignals::recursionEndsInAReport()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "go"}, "do": [{"emit": "again"}]}, {"do": [{"send": "{{route.n}}"}]},
        {"on": "signal:again", "do": [{"set": {"route.n": "{{(route.n || 0) + 1}}"}}, {"emit": "again"}]}]})--"));
    QCOMPARE(
        conversation.play("open 1 /\n1 > go\n1 ! report do[1].emit: 100 signals have led here, one by the other; "
                          "\"again\" was not raised.\n1 > x\n1 < 100\n1 > go\n1 ! report do[1].emit*\n1 > x\n1 < 200"),
        QString());
}

void TestSignals::stormEndsInAReport()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "go"}, "do": [{"emit": "again", "to": "all"}]}, {"do": [{"send": "alive"}]},
        {"on": "signal:again", "do": [{"emit": "again", "to": "all"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\nopen 2 /\nopen 3 /\nopen 4 /\nopen 5 /\n1 > go\n"
                               "0 ! report do: Signals have led to 100000 runs at once; the rest was ended.\n"
                               "1 > x\n1 < alive"),
             QString());
}

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"

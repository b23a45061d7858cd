// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// "Order, time and scope": slots leave in order, waits delay what is sent and not what is evaluated.
class TestSlots : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void holdsInputAndResumes();
    void holdsInputByBytes();
    void resumesInputThatCloses();
    void forgetsWhatAGoneConnectionHeld();
};

void TestSlots::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");

    const QByteArray late = R"--({"path": "/", "rules": [
        {"match": {"text": {"regex": "^late (?<ms>\\d+) (?<text>.*)"}}, "do": [
            {"send": "wait {{m.text}}"}, {"wait": "{{m.ms}}"}, {"send": "{{m.text}}"}]},
        {"match": {"text": {"startsWith": "now"}}, "overtake": true, "do": [{"send": {"same": true}}]},
        {"match": {"text": "count"}, "do": [{"set": {"conn.n": "{{(conn.n || 0) + 1}}"}}, {"send": "{{conn.n}}"}]},
        {"match": {"text": "all"}, "do": [{"send": "to all", "to": "all"}]},
        {"match": {"text": "bye"}, "do": [{"close": 1000}]},
        {"do": [{"send": {"same": true}}]}]})--";
    QTest::newRow("later ones wait") << late << QByteArray(R"--(
        open 1 /
        1 > late 50 a
        1 < wait a
        1 > b
        1 > count
        +49
        1 > count
        +1
        1 < a
        1 < b
        1 < 1
        1 < 2
        1 > c
        1 < c)--");
    QTest::newRow("two that wait") << late << QByteArray(R"--(
        open 1 /
        1 > late 100 a
        1 < wait a
        1 > late 10 b
        1 > c
        +10
        +89
        +1
        1 < a
        1 < wait b
        1 < b
        1 < c)--");
    QTest::newRow("the second longer") << late << QByteArray(R"--(
        open 1 /
        1 > late 10 a
        1 < wait a
        1 > late 100 b
        1 > c
        +10
        1 < a
        1 < wait b
        +89
        +1
        1 < b
        1 < c)--");
    QTest::newRow("overtaking") << late << QByteArray(R"--(
        open 1 /
        1 > late 50 a
        1 < wait a
        1 > now x
        1 < now x
        +50
        1 < a)--");
    QTest::newRow("others do not wait") << late << QByteArray(R"--(
        open 1 /
        open 2 /
        1 > late 50 a
        1 < wait a
        2 > b
        2 < b
        2 > all
        1 2 < to all
        1 > all
        +50
        1 < a
        1 2 < to all)--");
    QTest::newRow("a close waits its turn") << late << QByteArray(R"--(
        open 1 /
        1 > late 50 a
        1 < wait a
        1 > bye
        1 > too late
        +50
        1 < a
        1 ! close 1000
        +100)--");
    QTest::newRow("gone before its time") << late << QByteArray(R"--(
        open 1 /
        open 2 /
        1 > late 50 a
        1 < wait a
        1 > all
        1 > b
        close 1 1006
        2 < to all
        +100)--");
    QTest::newRow("open has slot 0") << QByteArray(R"--({"path": "/", "rules": [
        {"on": "open", "do": [{"send": "one"}, {"wait": 20}, {"send": "two"}, {"wait": {"min": 20, "max": 20}}, {"send": "three"}]},
        {"do": [{"send": {"same": true}}]}]})--")
                                     << QByteArray(R"--(
        open 1 /
        1 < one
        1 > a
        +20
        1 < two
        +20
        1 < three
        1 < a)--");
    QTest::newRow("a chain does not drift") << QByteArray(R"--({"path": "/", "rules": [
        {"do": [{"each": "{{range(1, 4)}}", "do": [{"wait": 10}, {"send": "{{it}}"}]}]}]})--")
                                            << QByteArray(R"--(
        open 1 /
        1 > go
        jump 25
        1 < 1
        1 < 2
        jump 5
        1 < 3
        +9
        +1
        1 < 4)--");
    QTest::newRow("what a run sees later") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"$.a": {"exists": true}, "text": {"regex": "(?<digits>\\d+)"}}, "do": [
            {"set": {"local.x": "{{$.a}}"}}, {"wait": 10},
            {"send": ["{{$.a}}", "{{m.digits}}", "{{local.x}}", "{{conn.b}}", "{{text}}"]}, {"send": {"same": true}}]},
        {"match": {"$.b": {"exists": true}}, "do": [{"set": {"conn.b": "{{$.b}}"}}]}]})--")
                                           << QByteArray(R"--(
        open 1 /
        1 > {"a":17}
        1 > {"b":2}
        +10
        1 < [17,"17",17,2,"{\"a\":17}"]
        1 < {"a":17})--");
    QTest::newRow("waits that are none") << QByteArray(R"--({"path": "/", "rules": [
        {"do": [{"wait": 0}, {"send": "a"}, {"wait": "{{'soon'}}"}, {"send": "b"}, {"wait": "{{-5}}"}, {"send": "c"}]}]})--")
                                         << QByteArray(R"--(
        open 1 /
        1 > go
        1 < a
        1 ! report do[2].wait: `wait` wants milliseconds, `min` not above `max`.
        1 < b
        1 < c)--");
    QTest::newRow("continue has slots of its own") << QByteArray(R"--({"path": "/", "rules": [
        {"continue": true, "do": [{"set": {"conn.n": 1}}, {"wait": 10}, {"send": "first"}]},
        {"do": [{"send": "second {{conn.n}}"}]}]})--")
                                                   << QByteArray(R"--(
        open 1 /
        1 > go
        +10
        1 < first
        1 < second 1)--");
}

void TestSlots::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    Conversation conversation(route);
    QCOMPARE(conversation.play(script), QString());
}

void TestSlots::holdsInputAndResumes()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "wait"}, "do": [{"wait": 100}]}, {"do": [{"send": "x"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\n1 > wait"), QString());
    for (int message = 0; message < 999; ++message)
        conversation.say(1, "a");
    QVERIFY(conversation.stage().lines.isEmpty());
    conversation.say(1, "a");
    QCOMPARE(conversation.play("1 ! hold"), QString());
    conversation.say(1, "a");
    QVERIFY(conversation.state().heldBytes() > 1000);
    conversation.pass(100);
    QCOMPARE(conversation.stage().lines.size(), 1002);
    QCOMPARE(conversation.stage().lines.count(QStringLiteral("1 < x")), 1001);
    QCOMPARE(conversation.stage().lines.last(), QStringLiteral("1 ! resume"));
    conversation.stage().lines.clear();
    QCOMPARE(conversation.play("close 1 1000"), QString());
    QVERIFY(conversation.state().heldBytes() < 100);
}

void TestSlots::holdsInputByBytes()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "wait"}, "do": [{"wait": 100}]}, {"do": [{"send": {"same": true}}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\n1 > wait"), QString());
    const QByteArray large(600 * 1024, 'a');
    conversation.say(1, large);
    QVERIFY(conversation.stage().lines.isEmpty());
    conversation.say(1, large);
    QCOMPARE(conversation.play("1 ! hold"), QString());
    QVERIFY(conversation.state().heldBytes() > 2 * large.size());
    conversation.pass(100);
    QCOMPARE(conversation.stage().lines.size(), 3);
    QCOMPARE(conversation.stage().lines.last(), QStringLiteral("1 ! resume"));
}

/// The answer to our close frame would never be read otherwise.
void TestSlots::resumesInputThatCloses()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "wait"}, "do": [{"wait": 100}, {"close": 1000}, {"wait": 1000000}]}, {"do": [{"send": {"same": true}}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\n1 > wait"), QString());
    conversation.say(1, QByteArray(2 * 1024 * 1024, 'a'));
    QCOMPARE(conversation.play("1 ! hold\n+100\n1 ! resume\n1 ! close 1000"), QString());
}

void TestSlots::forgetsWhatAGoneConnectionHeld()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "overtake"}, "overtake": true, "do": [{"wait": 100}, {"send": "x"}]},
        {"do": [{"wait": 100}, {"send": "x"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\nopen 2 /"), QString());
    const qint64 before = conversation.state().heldBytes();
    for (int message = 0; message < 10; ++message)
        conversation.say(1, message % 2 == 0 ? "overtake" : "a");
    QVERIFY(conversation.state().heldBytes() > before);
    QCOMPARE(conversation.play("close 1 1006\n+200\n2 > b\n+100\n2 < x"), QString());
    QVERIFY(conversation.state().heldBytes() < before);
}

QTEST_GUILESS_MAIN(TestSlots)
#include "tst_slots.moc"

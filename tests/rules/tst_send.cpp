// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestSend : public QObject
{
    Q_OBJECT

private slots:
    void sends_data();
    void sends();
    void reachesWhomItShould_data();
    void reachesWhomItShould();
    void boundsWhatItKeeps();
};

void TestSend::sends_data()
{
    QTest::addColumn<QByteArray>("send");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *send, const char *expected) {
        QTest::newRow(send) << QByteArray(send) << QByteArray(expected);
    };
    row(R"("text as it is")", "1 < text as it is");
    row(R"("")", "1 < ");
    row(R"({"any": ["object", 1.10]})", R"(1 < {"any":["object",1.10]})");
    row(R"([1, "{{$.id}}"])", "1 < [1,7.0]");
    row(R"(7)", "1 < 7");
    row(R"({"text": "a {{$.id}}"})", "1 < a 7.0");
    row(R"({"text": "{{$.list}}"})", "1 < [1,2]");
    row(R"({"json": "{{$.name}}"})", "1 < \"ann\"");
    row(R"({"json": "plain"})", "1 < \"plain\"");
    row(R"({"json": null})", "1 < null");
    row(R"({"json": {"json": 1}})", R"(1 < {"json":1})");
    row(R"({"json": 1, "other": 2})", R"(1 < {"json":1,"other":2})");
    row(R"({"hex": "01 fF"})", "1 < hex:01ff");
    row(R"({"hex": "{{$.hex}}00"})", "1 < hex:beef00");
    row(R"({"hex": "{{$.name}}"})", "1 ! report do[0].send: \"ann\" is not spelled in pairs of hexadecimal digits.");
    row(R"({"base64": "AQI="})", "1 < hex:0102");
    row(R"({"base64": "{{base64(unhex($.hex))}}"})", "1 < hex:beef");
    row(R"({"same": true})", "1 < {\"id\":7.0,\"name\":\"ann\",\"list\":[1,2],\"hex\":\"beef\"}");
    row(R"({"ping": "x"})", "1 < ping:x");
    row(R"({"pong": "{{$.name}}"})", "1 < pong:ann");
    row(R"({"ping": "{{repeat('x', 126)}}"})", "1 ! report do[0].send: A ping or pong carries at most 125 bytes.");
    row(R"("{{$.name}}")", "1 < ann");
    row(R"("{{$.id}}")", "1 < 7.0");
    row(R"("{{$.list}}")", "1 < [1,2]");
    row(R"("{{unhex($.hex)}}")", "1 < hex:beef");
    row(R"("{{null}}")", "1 < null");
    row(R"("{{$.gone}}")", "1 ! report do[0].send: There is nothing to send: the value is undefined.");
    row(R"({"json": "{{$.gone}}"})", "1 ! report do[0].send: There is nothing to send: the value is undefined.");
    row(R"({"...": "{{$}}", "hex": "{{$.gone}}"})",
        "1 < {\"id\":7.0,\"name\":\"ann\",\"list\":[1,2],\"hex\":\"beef\"}");
}

void TestSend::sends()
{
    QFETCH(QByteArray, send);
    QFETCH(QByteArray, expected);
    Conversation conversation("{\"path\": \"/\", \"rules\": [{\"do\": [{\"send\": " + send + "}]}]}");
    QCOMPARE(conversation.play(R"(open 1 /
        1 > {"id":7.0,"name":"ann","list":[1,2],"hex":"beef"}
        )" + expected),
             QString());
}

void TestSend::reachesWhomItShould_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *options, const char *expected) {
        QTest::newRow(options) << QByteArray(options) << QByteArray(expected);
    };
    row(R"("send": "x")", "2 < x");
    row(R"("send": "x", "to": "self")", "2 < x");
    row(R"("send": "x", "to": "self", "exceptSelf": true)", "");
    row(R"("send": "x", "to": "others")", "1 3 < x");
    row(R"("send": "x", "to": "all")", "1 2 3 < x");
    row(R"("send": "x", "to": "all", "exceptSelf": true)", "1 3 < x");
    row(R"("send": "x", "to": "room:odd")", "1 3 < x");
    row(R"("send": "x", "to": "room:{{$.room}}")", "1 3 < x");
    row(R"("send": "x", "to": "room:nobody")", "");
    row(R"("send": "x", "to": "conn:3")", "3 < x");
    row(R"("send": "x", "to": "conn:{{$.who}}")", "1 < x");
    row(R"("send": "x", "to": "conn:99")", "2 ! report do[0].send.to: There is no connection \"99\".");
    row(R"("send": "x", "to": "{{$.to}}")", "1 3 < x");
    row(R"("send": "x", "to": "{{$.gone}}")", "2 ! report do[0].send.to: \"\" is nobody*");
    row(R"("send": "x", "to": "all", "where": "peer.id > 1")", "2 3 < x");
    row(R"("send": "x", "to": "all", "where": "peer.odd.yes")", "1 3 < x");
    row(R"--("send": "x", "to": "all", "where": "peer.nothing()")--",
        "2 ! report do[0].send.where: TypeError: Property 'nothing' of object*");
    row(R"("send": "{{peer.id}} of {{conn.id}}", "to": "all")", "1 < 1 of 2\n2 < 2 of 2\n3 < 3 of 2");
    row(R"("send": {"same": true}, "to": "others")", "1 3 < {\"room\":\"odd\",\"who\":1,\"to\":\"room:odd\"}");
}

void TestSend::reachesWhomItShould()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, expected);
    Conversation conversation(R"({"path": "/", "rules": [
        {"on": "open", "when": "conn.id % 2 === 1", "do": [{"join": "odd"}, {"set": {"conn.odd.yes": true}}]},
        {"do": [{)" + options +
                              "}]}]}");
    QCOMPARE(conversation.play(R"(
        open 1 /
        open 2 /
        open 3 /
        2 > {"room":"odd","who":1,"to":"room:odd"}
        )" + expected),
             QString());
}

void TestSend::boundsWhatItKeeps()
{
    Conversation conversation(QByteArray(R"({"path": "/", "rules": [
        {"match": {"text": "grow"}, "do": [{"set": {"conn.a": "{{repeat('x', 900000)}}"}}, {"set": {"conn.b": "{{repeat('x', 900000)}}"}},
            {"send": "{{conn.a.length}} {{conn.b}}"}]},
        {"match": {"text": "nest"}, "do": [{"each": "{{range(1, 300)}}", "do": [{"set": {"conn.deep": "{{[[[[conn.deep]]]]}}"}}]}, {"unset": "conn.deep"}]},
        {"match": {"text": "shrink"}, "do": [{"unset": "conn.a"}]},
        {"match": {"text": "steps"}, "do": [{"each": "{{range(1, 1000)}}", "do": [{"each": "{{range(1, 1000)}}", "do": [{"set": {"conn.n": 1}}]}]}]},
        {"match": {"text": "rooms"}, "do": [{"each": "{{range(1, 1001)}}", "do": [{"join": "r{{it}}"}]}]}]})"));
    QCOMPARE(conversation.play(R"(
        open 1 /
        1 > grow
        1 ! report do[1].set.conn.b: The variables would hold more than 1048576 bytes.
        1 < 900000 
        1 > steps
        1 ! report do[0].do[0].do[0].set: This rule has taken more than 100000 steps and was stopped.
        1 > rooms
        1 ! report do[0].do[0].join: A connection can be in 1000 rooms at most.)"),
             QString());
    QVERIFY(conversation.state().heldBytes() > 900000);
    conversation.say(1, "nest");
    QCOMPARE(
        conversation.stage().lines.first(),
        QStringLiteral("1 ! report do[0].do[0].set.conn.deep: The value would be nested more than 512 levels deep."));
    QVERIFY(conversation.stage().lines.size() < 200);
    conversation.stage().lines.clear();
    QCOMPARE(conversation.play("1 > shrink"), QString());
    QVERIFY(conversation.state().heldBytes() < 1000);
    QCOMPARE(conversation.play("close 1 1000"), QString());
    QVERIFY(conversation.state().heldBytes() < 100);
}

QTEST_GUILESS_MAIN(TestSend)
#include "tst_send.moc"

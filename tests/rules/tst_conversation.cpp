// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// Whole conversations, as a person would write the route.
class TestConversation : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void countsHitsAndLabels();
};

void TestConversation::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");

    QTest::newRow("echo") << QByteArray(R"--({"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]})--")
                          << QByteArray(R"--(
        open 1 /echo
        1 > hello
        1 < hello
        1 > {"a": 1.10}
        1 < {"a": 1.10}
        1 > hex:00ff
        1 < hex:00ff
        1 > not json [
        1 < not json [)--");

    QTest::newRow("chat") << QByteArray(R"--({"path": "/chat/{room}", "conn": {"name": "anon"}, "rules": [
        {"on": "open", "do": [
            {"set": {"conn.name": "{{req.query.name || 'anon'}}"}}, {"join": "{{req.params.room}}"},
            {"send": {"event": "connecting", "id": "c{{conn.id}}"}}, {"wait": 50},
            {"send": {"event": "connected", "room": "{{req.params.room}}", "here": "{{size(req.params.room)}}"}},
            {"send": {"event": "joined", "user": "{{conn.name}}"}, "to": "room:{{req.params.room}}", "exceptSelf": true}]},
        {"match": {"$.event": "writeMessage", "$.text": {"regex": "^/quit (?<why>.*)"}},
            "do": [{"close": 4000, "reason": "{{m.why}}"}]},
        {"match": {"$.event": "writeMessage"}, "do": [
            {"set": {"local.n": "{{seq('n')}}"}},
            {"send": {"event": "messageWritten", "n": "{{local.n}}", "from": "{{conn.name}}", "text": "{{$.text}}",
                      "mine": "{{peer.id === conn.id}}"}, "to": "room:{{req.params.room}}"}]},
        {"on": "unmatched", "do": [{"send": {"event": "error", "message": "unknown event {{$.event}}"}}]},
        {"on": "close", "do": [{"send": {"event": "disconnected", "user": "{{conn.name}}", "code": "{{code}}"},
            "to": "room:{{req.params.room}}"}]}]})--")
                          << QByteArray(R"--(
        open 1 /chat/lobby?name=ann
        1 < {"event":"connecting","id":"c1"}
        +49
        +1
        1 < {"event":"connected","room":"lobby","here":1}
        open 2 /chat/lobby?name=bob%20b
        2 < {"event":"connecting","id":"c2"}
        open 3 /chat/kitchen
        3 < {"event":"connecting","id":"c3"}
        +50
        2 < {"event":"connected","room":"lobby","here":2}
        1 < {"event":"joined","user":"bob b"}
        3 < {"event":"connected","room":"kitchen","here":1}
        1 > {"event":"writeMessage","text":"hi \"all\""}
        1 < {"event":"messageWritten","n":1,"from":"ann","text":"hi \"all\"","mine":true}
        2 < {"event":"messageWritten","n":1,"from":"ann","text":"hi \"all\"","mine":false}
        3 > {"event":"writeMessage","text":"alone"}
        3 < {"event":"messageWritten","n":2,"from":"anon","text":"alone","mine":true}
        1 > {"event":"dance"}
        1 < {"event":"error","message":"unknown event dance"}
        2 > {"event":"writeMessage","text":"/quit bye"}
        2 ! close 4000 bye
        # Nothing is said or heard after a close frame.
        2 > {"event":"dance"}
        1 > {"event":"writeMessage","text":"gone?"}
        1 < {"event":"messageWritten","n":3,"from":"ann","text":"gone?","mine":true}
        close 2 4000 bye
        1 < {"event":"disconnected","user":"bob b","code":4000})--");

    QTest::newRow("ids as they came") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"$.id": {"exists": true}}, "do": [{"send": {"id":"{{$.id}}", "ok": true, "extra": "{{$.extra}}"}}]},
        {"on": "unmatched", "do": [{"send": "{{error ? 'no JSON' : 'no id'}}"}]}]})--")
                                      << QByteArray(R"--(
        open 1 /
        1 > {"id": 1.10}
        1 < {"id":1.10,"ok":true}
        1 > {"id":9007199254740993}
        1 < {"id":9007199254740993,"ok":true}
        1 > {"id":"a","extra":{"b":1E5,"a":[ ]}}
        1 < {"id":"a","ok":true,"extra":{"b":1E5,"a":[]}}
        1 > {"id":null}
        1 < {"id":null,"ok":true}
        1 > {"other":1}
        1 < no id
        1 > {"id":
        1 < no JSON)--");

    QTest::newRow("continue") << QByteArray(R"--({"path": "/", "rules": [
        {"continue": true, "do": [{"set": {"conn.count": "{{(conn.count || 0) + 1}}"}}]},
        {"match": {"text": "how many"}, "do": [{"send": "{{conn.count}} messages"}]},
        {"on": "unmatched", "do": [{"send": "unmatched"}]}]})--")
                              << QByteArray(R"--(
        open 1 /
        1 > a
        1 < unmatched
        1 > how many
        1 < 2 messages)--");

    QTest::newRow("order and disabled") << QByteArray(R"--({"path": "/", "rules": [
        {"enabled": false, "do": [{"send": "disabled"}]},
        {"match": {"text": {"startsWith": "a"}}, "do": [{"send": "first"}]},
        {"match": {"text": "ab"}, "do": [{"send": "second"}]},
        {"match": {"text": "quiet"}},
        {"on": "unmatched", "do": [{"send": "unmatched"}]}]})--")
                                        << QByteArray(R"--(
        open 1 /
        1 > ab
        1 < first
        1 > quiet
        1 > b
        1 < unmatched)--");

    QTest::newRow("ping and pong") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": {"regex": "^!ping (.*)"}}, "do": [{"send": {"ping": "{{m[1]}}"}}]},
        {"on": "pong", "do": [{"send": "pong {{text}}"}]},
        {"on": "ping", "do": [{"send": "ping of {{bytes.length}} bytes"}]}]})--")
                                   << QByteArray(R"--(
        open 1 /
        1 > !ping X
        1 < ping:X
        1 > pong:X
        1 < pong X
        1 > ping:abc
        1 < ping of 3 bytes)--");

    QTest::newRow("rooms") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"$.join": {"exists": true}}, "do": [{"join": "{{$.join}}"}, {"send": "{{size($.join)}}"}]},
        {"match": {"$.leave": {"exists": true}}, "do": [{"leave": "{{$.leave}}"}]},
        {"match": {"$.say": {"exists": true}}, "do": [{"send": {"text": "{{$.say}}"}, "to": "room:{{$.to}}"}]}]})--")
                           << QByteArray(R"--(
        open 1 /
        open 2 /
        open 3 /
        2 > {"join":"a"}
        2 < 1
        1 > {"join":"a"}
        1 < 2
        1 > {"join":"a"}
        1 < 2
        3 > {"say":"hi","to":"a"}
        2 1 < hi
        1 > {"join":"b"}
        1 < 1
        1 > {"leave":"*"}
        3 > {"say":"hi","to":"b"}
        3 > {"say":"hi","to":"a"}
        2 < hi
        close 2 1006
        3 > {"say":"hi","to":"a"})--");

    QTest::newRow("variables") << QByteArray(R"--({"path": "/", "conn": {"subs": {}}, "route": {"total": 0}, "rules": [
        {"match": {"$.sub": {"exists": true}}, "do": [
            {"set": {"conn.subs.{{$.sub}}": "{{$.id}}", "route.total": "{{route.total + 1}}", "global.last": "{{$.sub}}"}},
            {"send": {"subs": "{{conn.subs}}", "total": "{{route.total}}", "last": "{{global.last}}"}}]},
        {"match": {"$.unsub": {"exists": true}}, "do": [
            {"unset": "conn.subs.{{$.unsub}}"}, {"send": "{{conn.subs}}"}]}]})--")
                               << QByteArray(R"--(
        open 1 /
        open 2 /
        1 > {"sub":"/topic/a.b","id":1.0}
        1 < {"subs":{"/topic/a.b":1.0},"total":1,"last":"/topic/a.b"}
        2 > {"sub":"x","id":"i"}
        2 < {"subs":{"x":"i"},"total":2,"last":"x"}
        1 > {"unsub":"/topic/a.b"}
        1 < {})--");

    QTest::newRow("if, each, choose") << QByteArray(R"--({"path": "/", "codec": "json", "rules": [
        {"match": {"$.list": {"exists": true}}, "do": [
            {"each": "{{$.list}}", "do": [
                {"if": "it > 1", "then": [{"send": "{{key}}: {{it}}"}], "else": [{"each": "{{[it]}}", "do": [{"send": "small {{it}}"}]}]}]},
            {"send": "done"}]},
        {"do": [{"choose": [[{"send": "tick"}], [{"send": "tock"}]]}]}]})--")
                                      << QByteArray(R"--(
        open 1 /
        1 > {"list":[1,2.50]}
        1 < small 1
        1 < 1: 2.50
        1 < done
        1 > {"list":{"a":7}}
        1 < a: 7
        1 < done
        1 > {"list":[]}
        1 < done
        1 > {"list":3}
        1 ! report do[0].each: `each` goes over a list or an object, not number.
        1 < done
        1 > x
        1 < tick
        1 > x
        1 < tock
        1 > x
        1 < tick)--");

    QTest::newRow("errors do not end anything") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "script"}, "do": [{"send": "{{[1].nothing()}}"}, {"send": "still here"}]},
        {"match": {"text": "endless"}, "do": [{"send": "{{(() => { while (true); })()}}"}, {"send": "still here"}]},
        {"match": {"text": "undefined"}, "do": [{"send": "{{$.a.b.c}}"}, {"send": {"json": "{{conn.gone}}"}}]},
        {"match": {"text": "set"}, "do": [{"set": {"conn.a": 1}}, {"set": {"conn.a.b": 1}}]},
        {"when": "$.a.b.c.startsWith('x')", "do": [{"send": "never"}]},
        {"when": "text.startWith('x')", "do": [{"send": "never"}]},
        {"do": [{"close": "{{99}}"}, {"send": "here"}]}]})--")
                                                << QByteArray(R"--(
        open 1 /
        1 > script
        1 ! report do[0].send: TypeError: Property 'nothing' of object 1 is not a function
        1 < still here
        1 > endless
        1 ! report do[0].send: The expression ran for more than 20 ms and was interrupted.
        1 < still here
        1 > undefined
        1 ! report do[0].send: There is nothing to send: the value is undefined.
        1 ! report do[1].send: There is nothing to send: the value is undefined.
        1 > set
        1 ! report do[1].set.conn.a.b: *
        1 > {"a":{}}
        1 ! report when: TypeError: Property 'startWith' of object*
        1 ! report do[0].close: 99 is no close code that may be sent.
        1 < here)--");

    QTest::newRow("close and drop") << QByteArray(R"--({"path": "/", "rules": [
        {"match": {"text": "1005"}, "do": [{"close": 1005}, {"send": "too late"}, {"send": "bye all", "to": "others"}]},
        {"match": {"text": "code"}, "do": [{"close": "{{4000 + 1}}", "reason": "why {{text}}"}]},
        {"match": {"text": {"in": ["reset", "fin", "hang"]}}, "do": [
            {"if": "text === 'reset'", "then": [{"drop": "reset"}]},
            {"if": "text === 'fin'", "then": [{"drop": "fin"}]}, {"if": "text === 'hang'", "then": [{"drop": "hang"}]}]},
        {"on": "close", "do": [{"send": "{{conn.id}} left with {{code}} {{reason}}", "to": "all"},
            {"wait": 10}, {"send": "long ago", "to": "others"}]}]})--")
                                    << QByteArray(R"--(
        open 1 /
        open 2 /
        open 3 /
        open 4 /
        open 5 /
        1 > 1005
        1 ! close
        2 3 4 5 < bye all
        2 > code
        2 ! close 4001 why code
        3 > reset
        3 ! drop reset
        4 > fin
        4 ! drop fin
        close 1 1005
        5 < 1 left with 1005 
        close 4 1006
        5 < 4 left with 1006 
        +10
        5 < long ago
        5 < long ago
        5 > hang
        5 ! drop hang)--");

    QTest::newRow("request") << QByteArray(R"--({"path": "/p/{x}", "rules": [{"on": "open", "do": [
        {"send": "{{req.method}} {{req.path}} {{req.target}} {{req.query.a}} {{req.queryAll.a}} {{req.params.x}} {{req.headers.host}} {{req.host}} {{req.address}} {{req.attempt}} {{req.subprotocol}} {{conn.subprotocol}} {{data.users[0].name}} {{env.token}} {{now()}} {{peers()}}"}]}]})--")
                             << QByteArray(R"--(
        open 7 /p/a%20b?a=1%2B&a=x+y&b v1
        7 < GET /p/a%20b /p/a%20b?a=1%2B&a=x+y&b 1+ ["1+","x y"] a b localhost:9001 localhost:9001 127.0.0.1 1 v1 v1 ann x 1700000000000 [{"id":7,"subprotocol":"v1"}])--");

    QTest::newRow("text codec") << QByteArray(R"--({"path": "/", "codec": "text", "rules": [
        {"match": {"$": {"regex": "^(?<verb>\\w+)(?: (?<rest>.*))?$"}}, "do": [{"send": {"verb": "{{m.verb}}", "rest": "{{m.rest}}"}}]}]})--")
                                << QByteArray(R"--(
        open 1 /
        1 > say hello
        1 < {"verb":"say","rest":"hello"}
        1 > say
        1 < {"verb":"say"})--");
}

void TestConversation::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    Conversation conversation(route);
    QCOMPARE(conversation.play(script), QString());
}

void TestConversation::countsHitsAndLabels()
{
    Conversation conversation(QByteArray(R"--({"path": "/", "rules": [
        {"name": "Hello", "match": {"text": "hello"}, "do": [{"send": "hi"}]},
        {"match": {"text": "x"}, "do": [{"send": "y"}]},
        {"on": "open", "do": [{"send": "welcome"}]}]})--"));
    QCOMPARE(conversation.play("open 1 /\n1 < welcome\n1 > hello\n1 < hi\n1 > hello\n1 < hi\n1 > x\n1 < y"), QString());
    QCOMPARE(countsOf(conversation.state().hits()), (std::vector<std::uint64_t>{2, 1, 1}));
    QCOMPARE(conversation.stage().labels,
             (QStringList{QStringLiteral("Hello"), QStringLiteral("message 2"), QStringLiteral("open 1")}));
    QCOMPARE(conversation.stage().usedLabels, (std::vector<std::uint32_t>{3, 1, 1, 2}));
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"

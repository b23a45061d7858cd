// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QRegularExpression>
#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// Whole conversations in the protocols of the codecs: `$` is what is decoded, and what is sent is encoded.
class TestCodecs final : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void names_data();
    void names();
    void countsWhatIsHalf();
    void boundsTheMessagesOfAFrame();
    void followsAnEdit();
};

void TestCodecs::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *route, const char *script) {
        QTest::newRow(name) << QByteArray(route) << QByteArray(script);
    };
    // {"id":1.5,"b":bytes 01ff} comes as {"id":..,"ok":true,"b":..}; a text stays a text, bytes are a message.
    row("msgpack", R"--({"path": "/", "codec": "msgpack", "rules": [
        {"match": {"$.cmd": "text"}, "do": [{"send": "{{$.t}}"}]},
        {"match": {"$.cmd": "bytes"}, "do": [{"send": "{{$.b}}"}]},
        {"match": {"$.cmd": "constant"}, "do": [{"send": {"a": [1]}}, {"send": {"json": {"a": [1]}}}, {"send": "x"}]},
        {"match": {"$.cmd": "object"}, "do": [{"send": "{{$.o}}"}]},
        {"match": {"$.id": {"exists": true}}, "do": [{"send": {"id": "{{$.id}}", "ok": true, "b": "{{$.b}}"}}]},
        {"on": "unmatched", "do": [{"send": {"text": "{{error}}"}}]}]})--",
        R"--(
        open 1 /
        1 > hex:82a26964cb3ff8000000000000a162c40201ff
        1 < hex:83a26964cb3ff8000000000000a26f6bc3a162c40201ff
        1 > hex:82a3636d64a474657874a174a26869
        1 < hi
        1 > hex:82a3636d64a56279746573a162c40107
        1 < hex:07
        1 > hex:81a3636d64a8636f6e7374616e74
        1 < hex:81a1619101
        1 < {"a":[1]}
        1 < x
        1 > hex:82a3636d64a66f626a656374a16f81a16101
        1 < hex:81a16101
        1 > hex:c1
        1 < byte 2: No MessagePack: The byte c1 begins no value.
        1 > {"id":1}
        1 < This is a text message; msgpack comes in binary ones.)--");
    row("cbor", R"--({"path": "/", "codec": "cbor", "rules": [{"do": [{"send": ["{{$.n}}"], "to": "all"}]}]})--", R"--(
        open 1 /
        open 2 /
        1 > hex:a1616ec249010000000000000000
        1 2 < hex:81c249010000000000000000)--");
    row("text",
        R"--({"path": "/", "codec": "text", "rules": [{"do": [{"send": "got {{$}}"}, {"send": {"is": "{{$}}"}}]}]})--",
        R"--(
        open 1 /
        1 > {}
        1 < got {}
        1 < {"is":"{}"})--");
    // Each subscriber gets its own id; escapes and lengths are the codec's.
    row("stomp", R"--({"path": "/", "codec": "stomp", "accept": {"subprotocols": ["v12.stomp"]}, "rules": [
        {"match": {"$.command": "CONNECT"}, "do": [{"send": {"command": "CONNECTED", "headers": {"version": "1.2"}}}]},
        {"match": {"$.command": "SUBSCRIBE"}, "do": [
            {"set": {"conn.subs.{{$.headers.destination}}": "{{$.headers.id}}"}}, {"join": "{{$.headers.destination}}"}]},
        {"match": {"$.command": "SEND"}, "do": [
            {"send": {"command": "MESSAGE", "headers": {"...": "{{$.headers}}",
                "subscription": "{{peer.subs[$.headers.destination]}}"}, "body": "{{$.body}}!"},
             "to": "room:{{$.headers.destination}}"}]},
        {"match": {"$.command": "heartbeat"}, "do": [{"send": {"command": "heartbeat"}}]},
        {"on": "unmatched", "do": [{"send": {"command": "ERROR", "headers": {"message": "{{error}}"}}}, {"close": 1002}]}]})--",
        R"--(
        open 1 / v12.stomp
        open 2 / v12.stomp
        1 > text:CONNECT\naccept-version:1.2\n\n\0
        1 < CONNECTED\nversion:1.2\n\n\0
        1 > text:SUBSCRIBE\nid:s-1\ndestination:/q\n\n\0SUBSCRIBE\nid:s-9\ndestination:/r\n\n\0
        2 > text:SUBSCRIBE\nid:other\ndestination:/q\n\n\0
        2 > text:SEND\ndestination:/q\nx:a\\cb\ncontent-length:2\n\nhi\0
        1 < MESSAGE\ndestination:/q\nx:a\cb\nsubscription:s-1\ncontent-length:3\n\nhi!\0
        2 < MESSAGE\ndestination:/q\nx:a\cb\nsubscription:other\ncontent-length:3\n\nhi!\0
        1 > text:\n
        1 < \n
        1 > text:SEND\ndest
        1 > text:ination:/r\n\nyo\0
        1 < MESSAGE\ndestination:/r\nsubscription:s-9\ncontent-length:3\n\nyo!\0
        1 > HELLO
        1 < ERROR\nmessage:This begins with no command of STOMP.\n\n\0
        1 ! close 1002)--");
    // One value for all, and each version of the protocol its own bytes: those of 5 have properties.
    row("mqtt", R"--({"path": "/", "codec": "mqtt", "rules": [
        {"match": {"$.packet": "CONNECT"}, "do": [{"send": {"packet": "CONNACK"}}]},
        {"match": {"$.packet": "SUBSCRIBE"}, "do": [{"send": {"packet": "SUBACK", "id": "{{$.id}}", "reasonCodes": [0]}}]},
        {"match": {"$.packet": "PUBLISH"}, "do": [
            {"send": {"packet": "PUBLISH", "topic": "{{$.topic}}", "payload": "{{seq('n')}}"}, "to": "all"}]},
        {"match": {"$.packet": "PINGREQ"}, "do": [{"send": {"packet": "PINGRESP"}}]},
        {"on": "unmatched", "do": [{"send": {"text": "{{error}}"}}]}]})--",
        R"--(
        open 1 / mqtt
        open 2 / mqtt
        1 > hex:10
        1 > hex:0c
        1 > hex:00044d515454
        1 > hex:04020000
        1 > hex:0000
        1 < hex:20020000
        2 > hex:100d00044d5154540502000000 0000c000
        2 < hex:2003000000
        2 < hex:d000
        1 > hex:82060001000161 00
        1 < hex:9003000100
        2 > hex:8207000100000161 00
        2 < hex:900400010000
        1 > hex:30040001 61ff
        1 < hex:3004000161 31
        2 < hex:300500016100 31
        1 > hex:c100c000
        1 < This PINGREQ is malformed: the low four bits of its first byte are wrong.
        1 < hex:d000)--");
    // Attachments follow their packet with nothing in between, also where they had to wait.
    row("socket.io", R"--({"path": "/", "codec": "socket.io", "rules": [
        {"match": {"$.type": "connect"}, "do": [{"send": {"type": "connect", "nsp": "{{$.nsp}}", "data": {"sid": "s"}}}]},
        {"match": {"$.data[0]": "late"}, "do": [{"wait": 20}, {"send": {"type": "ack", "id": "{{$.id}}", "data": ["late"]}}]},
        {"match": {"$.data[0]": "same"}, "do": [{"send": {"same": true}}]},
        {"match": {"$.data[0]": "all"}, "do": [{"send": {"type": "event", "data": ["bin", "{{$.data[1]}}"]}, "to": "all"}]},
        {"match": {"$.type": "event"}, "do": [{"send": {"type": "ack", "id": "{{$.id}}", "data": ["ok", {"...": "{{$.data}}"}]}}]},
        {"match": {"$.type": "ping"}, "do": [{"send": {"type": "pong"}}]},
        {"on": "unmatched", "do": [{"send": "{{error}}"}]}]})--",
        R"--(
        open 1 /
        open 2 /
        1 > 40/admin,{"token":"x"}
        1 < 40/admin,{"sid":"s"}
        1 > 420["foo",1.10]
        1 < 430["ok","foo",1.10]
        1 > 451-12["a",{"_placeholder":true,"num":0}]
        1 > 2
        1 < 3
        1 > hex:0102
        1 < 461-12["ok","a",{"_placeholder":true,"num":0}]
        1 < hex:0102
        1 > 451-["same",{"_placeholder":true,"num":0}]
        1 > hex:ff
        1 < 451-["same",{"_placeholder":true,"num":0}]
        1 < hex:ff
        1 > 451-["all",{"_placeholder":true,"num":0}]
        1 > hex:07
        1 2 < 451-["bin",{"_placeholder":true,"num":0}]
        1 2 < hex:07
        1 > 427["late"]
        1 > 451-8["b",{"_placeholder":true,"num":0}]
        1 > hex:09
        +20
        1 < 437["late"]
        1 < 461-8["ok","b",{"_placeholder":true,"num":0}]
        1 < hex:09
        1 > hex:01
        1 < This is an attachment, but no packet of Socket.IO has announced one.)--");
    row("signalr", R"--({"path": "/hub", "codec": "signalr", "rules": [
        {"match": {"$.protocol": "json"}, "do": [{"send": {}}]},
        {"match": {"$.type": 6}},
        {"match": {"$.target": "Batch"}, "do": [
            {"send": {"batch": [{"type": 1, "target": "R", "arguments": [1]}, {"type": 1, "target": "R", "arguments": [2]}]}},
            {"send": {"type": 3, "invocationId": "{{$.invocationId}}", "result": 2}}]},
        {"match": {"$.type": 1}, "do": [{"send": {"type": 3, "invocationId": "{{$.invocationId}}", "result": "{{$.arguments[0]}}"}}]},
        {"on": "unmatched", "do": [{"send": {"type": 7, "error": "{{error}}"}}]}]})--",
        R"--(
        open 1 /hub
        1 > text:{"protocol":"json","version":1}\e
        1 < {}\e
        1 > text:{"type":6}\e{"type":1,"target":"Echo","invocationId":"0","arguments":[1.10]}\e
        1 < {"type":3,"invocationId":"0","result":1.10}\e
        1 > text:{"type":1,"target":"Batch","invocationId":"1","arguments":[]}\e
        1 < {"type":1,"target":"R","arguments":[1]}\e{"type":1,"target":"R","arguments":[2]}\e
        1 < {"type":3,"invocationId":"1","result":2}\e
        1 > {}
        1 < {"type":7,"error":"A SignalR record ends with the byte 1e, which is missing here."}\e)--");
    row("phoenix", R"--({"path": "/", "codec": "phoenix", "rules": [
        {"match": {"$.payload": {"type": "bytes"}}, "do": [{"send": {"join_ref": "{{$.join_ref}}", "ref": "{{$.ref}}",
            "topic": "{{$.topic}}", "event": "phx_reply", "payload": {"status": "ok", "response": "{{$.payload}}"}}}]},
        {"match": {"$.kind": "push"}, "do": [{"send": {"join_ref": "{{$.join_ref}}", "ref": "{{$.ref}}",
            "topic": "{{$.topic}}", "event": "phx_reply", "payload": {"status": "ok", "response": {}}}}]}]})--",
        R"--(
        open 1 /
        1 > ["1","2","room:l","phx_join",{}]
        1 < ["1","2","room:l","phx_reply",{"status":"ok","response":{}}]
        1 > hex:00010106033335726f6f6d3a6c62696e010203ff
        1 < hex:01010106023335726f6f6d3a6c6f6b010203ff
        1 > [1])--");
    row("delimiter", R"--({"path": "/", "delimiter": ";;", "rules": [
        {"match": {"$.go": {"exists": true}}, "do": [{"send": {"batch": [{"a": 1}, "text", "{{$.go}}"]}}]},
        {"match": {"$": {"exists": true}}, "do": [{"send": {"got": "{{$}}", "text": "{{text}}"}}]},
        {"match": {"text": "stop"}, "do": [{"close": 1000}]},
        {"do": [{"send": "no: {{text}}"}]}]})--",
        R"--(
        open 1 /
        1 > 1;;"b;";;
        1 < {"got":1,"text":"1"}
        1 < {"got":"b;","text":"\"b;\""}
        1 > 1;;;;x
        1 < {"got":1,"text":"1"}
        1 < no: 
        1 < no: x
        1 > {"go":[1]}
        1 < {"a":1};;text;;[1]
        1 > 
        1 < no: 
        1 > 1;;stop;;2
        1 < {"got":1,"text":"1"}
        1 ! close 1000)--");
    row("batch that cannot be sent", R"--({"path": "/", "codec": "phoenix", "rules": [
        {"on": "open", "do": [{"run": "send({batch: [{topic: 't', event: 'e'}]})"}, {"send": {"topic": "t"}}]}]})--",
        R"--(
        open 1 /
        1 ! report run[0].send: The codec phoenix has one message in a frame: write one `send` for each, or give *
        1 ! report do[1].send: A Phoenix message wants `topic` and `event`, which are texts.)--");
    row("batch of nothing", R"--({"path": "/", "codec": "stomp", "rules": [
        {"on": "open", "do": [{"send": {"batch": "{{[]}}"}}, {"send": {"batch": "{{1}}"}}]}]})--",
        R"--(
        open 1 /
        1 ! report do[0].send: `batch` is a list of what goes into one frame, not an empty one.
        1 ! report do[1].send: `batch` is a list of what goes into one frame, not *)--");
    row("a ping is no message of a protocol", R"--({"path": "/", "codec": "mqtt", "rules": [
        {"on": "ping", "do": [{"send": {"text": "{{$ === undefined}} {{text}}"}}]}]})--",
        R"--(
        open 1 /
        1 > ping:x
        1 < true x)--");
}

void TestCodecs::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    // Bytes may be written with spaces between their fields.
    static const QRegularExpression spaced(QStringLiteral("(hex:[0-9a-f]+) +([0-9a-f]+)$"));
    QStringList lines = QString::fromUtf8(script).split(u'\n');
    for (QString &line : lines)
        line.replace(spaced, QStringLiteral("\\1\\2"));
    Conversation conversation(route);
    const QString mistake = conversation.play(lines.join(u'\n').toUtf8());
    QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
}

void TestCodecs::names_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *route, const char *field, const char *words) {
        QTest::newRow(route) << QByteArray(route) << QString::fromLatin1(field) << QString::fromLatin1(words);
    };
    row(R"({"path": "/", "codec": "mqttt"})", "codec", "There is no codec \"mqttt\"");
    row(R"({"path": "/", "codec": "mqttt"})", "codec", "mqtt");
    row(R"({"path": "/", "codec": "stomp", "batch": true})", "batch", "Only json, msgpack and cbor");
    row(R"({"path": "/", "codec": "text", "batch": true})", "batch", "Only json, msgpack and cbor");
    row(R"({"path": "/", "delimiter": ""})", "delimiter", "An empty text splits nothing");
    row(R"({"path": "/", "rules": [{"do": [{"send": {"batch": 1}}]}]})", "do[0].send", "`batch` is a list");
    row(R"({"path": "/", "rules": [{"do": [{"send": {"batch": []}}]}]})", "do[0].send", "`batch` is a list");
}

void TestCodecs::names()
{
    QFETCH(QByteArray, route);
    QFETCH(QString, field);
    QFETCH(QString, words);
    const auto compiled = routeOf(route);
    QCOMPARE(compiled->problems().size(), std::size_t(1));
    QCOMPARE(compiled->problems().front().field, field);
    QVERIFY2(compiled->problems().front().text.contains(words), qPrintable(compiled->problems().front().text));
}

void TestCodecs::countsWhatIsHalf()
{
    Conversation conversation(R"({"path": "/", "codec": "mqtt", "rules": []})");
    QCOMPARE(conversation.play("open 1 /"), QString());
    const qint64 before = conversation.state().heldBytes();
    QCOMPARE(conversation.play("1 > hex:30a08d0600\n1 > hex:00000000"), QString());
    QCOMPARE(conversation.state().heldBytes(), before + 9);
    QCOMPARE(conversation.play("close 1 1006"), QString());
    QVERIFY(conversation.state().heldBytes() < before);
}

void TestCodecs::boundsTheMessagesOfAFrame()
{
    Conversation conversation(
        R"({"path": "/", "codec": "mqtt", "rules": [{"do": [{"set": {"route.n": "{{seq('n')}}"}}]},
        {"on": "close", "do": [{"send": {"text": "{{route.n}}"}, "to": "all"}]}]})");
    QCOMPARE(conversation.play("open 1 /\nopen 2 /"), QString());
    const QByteArray frame = QByteArray::fromHex("c000").repeated(100'001);
    conversation.state().received(ConnectionId{1}, {protocol::Opcode::Binary, frame, {}});
    QCOMPARE(conversation.play("1 ! report codec: This frame has more than 100000 messages; the rest was left out.\n"
                               "close 1 1000\n2 < 100000"),
             QString());
}

void TestCodecs::followsAnEdit()
{
    Conversation conversation(
        R"({"path": "/", "codec": "mqtt", "rules": [{"do": [{"send": {"packet": "PINGRESP"}}]}]})");
    QCOMPARE(conversation.play("open 1 /\n1 > hex:c000\n1 < hex:d000\n1 > hex:c0"), QString());
    conversation.state().replaceRoute(
        routeOf(R"({"path": "/", "codec": "stomp", "rules": [{"do": [{"send": {"command": "heartbeat"}}]}]})"));
    QCOMPARE(conversation.play("1 > text:\\n\n1 < \\n"), QString());
}

QTEST_GUILESS_MAIN(TestCodecs)
#include "tst_codecs.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scripthost.h"
#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// What `send` can do beside whole messages in one frame: raw bytes and fragments, and what it splices in.
class TestSendForms : public QObject
{
    Q_OBJECT

private slots:
    void lays_data();
    void lays();
    void says_data();
    void says();
    void splicesRawTokens_data();
    void splicesRawTokens();
    void staysOutOfTheScriptEngine();
};

void TestSendForms::lays_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *action, const char *expected) {
        QTest::newRow(action) << QByteArray(action) << QByteArray(expected);
    };
    row(R"({"send": {"raw": "8105"}})", "1 < raw:8105");
    row(R"({"send": {"raw": "81 05 48 69"}, "to": "all"})", "1 2 < raw:81054869");
    row(R"({"send": {"raw": "{{'81' + $.hex}}"}})", "1 < raw:81ff");
    row(R"({"send": {"raw": "{{unhex($.hex)}}"}})", "1 < raw:ff");
    row(R"({"send": "hello", "fragment": 3})", "1 < [3] hello");
    row(R"({"send": {"json": [1]}, "fragment": {"size": 2}})", "1 < [2] [1]");
    row(R"({"send": "hello", "fragment": {"size": 3, "gap": 20}})", "1 < [3/20] hello");
    row(R"({"send": "hello", "fragment": {"size": "{{$.n}}", "gap": "{{$.n * 10}}"}})", "1 < [4/40] hello");
    row(R"({"send": {"same": true}, "fragment": 5})", R"(1 < [5] {"hex": "ff", "n": 4, "text": "x"})");
    row(R"({"send": {"hex": "010203"}, "fragment": 1, "to": "others"})", "2 < [1] hex:010203");
    row(R"({"send": "{{peer.id}}", "to": "all", "fragment": 1})", "1 < [1] 1\n2 < [1] 2");
    row(R"({"send": "x", "to": "all", "where": "peer.id === 2"})", "2 < x");
    row(R"({"send": "x", "to": "all", "exceptSelf": true, "where": "peer.id > 0"})", "2 < x");
    row(R"({"send": "x", "where": "peer.id === 2"})", "");
    row(R"({"send": "x", "to": "all", "where": "peer.missing.deep"})", "");
    row(R"({"send": "x", "to": "all", "where": "peers().map(p => p.id).indexOf(peer.id) === 1"})", "2 < x");
    // What cannot be at the moment is a red row, and the connection lives on.
    row(R"({"send": "x", "fragment": "{{$.text}}"})",
        "1 ! report do[0].send.fragment: `fragment` wants a size from 1 on, and a gap in milliseconds.");
    row(R"({"send": "x", "fragment": {"size": 3, "gap": "{{0 - $.n}}"}})",
        "1 ! report do[0].send.fragment: `fragment` wants a size from 1 on, and a gap in milliseconds.");
    row(R"({"send": {"raw": "{{$.text}}"}})",
        "1 ! report do[0].send: \"x\" is not spelled in pairs of hexadecimal digits.");
}

void TestSendForms::lays()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, expected);
    Conversation conversation("{\"path\": \"/\", \"rules\": [{\"match\": {\"$.n\": 4}, \"do\": [" + action +
                              "]}, {\"do\": [{\"send\": \"alive\"}]}]}");
    QCOMPARE(conversation.play("open 1 /\nopen 2 /\n1 > {\"hex\": \"ff\", \"n\": 4, \"text\": \"x\"}\n" + expected +
                               "\n1 > {}\n1 < alive"),
             QString());
}

void TestSendForms::says_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *action, const char *field, const char *text) {
        QTest::newRow(action) << QByteArray(action) << QString::fromUtf8(field) << QString::fromUtf8(text);
    };
    row(R"({"send": {"raw": "8"}})", "do[0].send", "`hex` and `raw` are pairs of hexadecimal digits, like \"01ff\".");
    row(R"({"send": {"raw": 5}})", "do[0].send", "This form of `send` takes a text.");
    row(R"({"send": {"raw": "81"}, "fragment": 1})", "do[0].send.fragment",
        "`raw` bytes have the frames that are in them.");
    row(R"({"send": {"ping": "x"}, "fragment": 1})", "do[0].send.fragment", "A ping or pong is one frame.");
    row(R"({"send": "x", "fragment": 0})", "do[0].send.fragment",
        "`fragment` is a size in bytes from 1 on, or {\"size\": 3, \"gap\": 20}.");
    row(R"({"send": "x", "fragment": {"gap": 5}})", "do[0].send.fragment",
        "`fragment` is a size in bytes from 1 on, or {\"size\": 3, \"gap\": 20}.");
    row(R"({"send": "x", "where": 5})", "do[0].send.where", "`where` is an expression, like \"peer.ready\".");
}

void TestSendForms::says()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, field);
    QFETCH(QString, text);
    const auto route = routeOf("{\"path\": \"/\", \"rules\": [{\"do\": [" + action + "]}]}");
    QCOMPARE(route->problems().size(), std::size_t{1});
    QCOMPARE(route->problems().front().field, field);
    QCOMPARE(route->problems().front().text, text);
}

void TestSendForms::splicesRawTokens_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id :
         {"1", "1.10", "0", "-0", "1e3", "9007199254740993", "123456789012345678901234567890", "\"a\"", "\"1\"", "\"\"",
          "\"\\u00e9\\n\"", "null", "true", "[1.0,{\"b\":2.50}]", "{\"z\":1,\"a\":2}"})
        QTest::newRow(id) << QByteArray(id);
}

/// An id that a rule echoes is spliced in as it came: no double, no sorted key on the way.
void TestSendForms::splicesRawTokens()
{
    QFETCH(QByteArray, id);
    Conversation conversation(QByteArray(R"({"path": "/", "rules": [
        {"do": [{"set": {"conn.id2": "{{$.id}}"}}, {"send": {"id": "{{$.id}}", "kept": "{{conn.id2}}", "list": ["{{$.id}}"],
                 "ok": true}}]}]})"));
    // Escapes are the one thing that is written anew.
    QByteArray written = id;
    written.replace("\\u00e9", "é");
    QCOMPARE(conversation.play("open 1 /\n1 > {\"id\": " + id + "}\n1 < {\"id\":" + written + ",\"kept\":" + written +
                               ",\"list\":[" + written + "],\"ok\":true}"),
             QString());
}

/// Paths, captures, literals, the form's matchers and our own functions run without it.
void TestSendForms::staysOutOfTheScriptEngine()
{
    const std::shared_ptr<expression::ScriptHost> host = expression::scriptHostOfThisThread();
    Conversation conversation(QByteArray(R"({"path": "/{room}", "rules": [
        {"match": {"$.type": "all", "$.list[0]": 1, "$['a.b']": {"exists": true}, "$.name": {"regex": "^(?<first>\\w+) "},
                   "$.n": {"gt": 1, "lt": 5, "type": "number"}, "$.tags": {"contains": "x"}, "$.in": {"in": [1, 2]},
                   "$.sub": {"subset": {"a": 1}}, "$.start": {"startsWith": "ab"}, "opcode": "text",
                   "$": {"schema": {"required": ["type"]}}, "$.not": {"not": {"equals": 1}}, "any": [{"text": {"contains": "{"}}]},
         "when": "$.n + 1 > 2 && !$.missing && ($.name || 'none').length > 1",
         "do": [{"set": {"conn.seen.{{$.type}}": "{{$.n}}"}}, {"join": "{{req.params.room}}"},
                {"if": "conn.seen.all", "then": [{"each": "{{$.list}}", "do": [{"send": "{{it}} {{key}}"}]}]},
                {"send": {"...": "{{$.sub}}", "name": "{{m.first}}", "id": "{{hex('a')}}", "size": "{{size(req.params.room)}}"},
                 "to": "room:{{req.params.room}}", "where": "peer.seen.all === 3"}]}]})"));
    QCOMPARE(conversation.play(R"(
        open 1 /r
        1 > {"type": "all", "list": [1], "a.b": 0, "name": "ann b", "n": 3, "tags": ["x"], "in": 2, "sub": {"a": 1}, "start": "abc"}
        1 < 1 0
        1 < {"a":1,"name":"ann","id":"61","size":1})"),
             QString());
    QVERIFY(!host->isStarted());
}

QTEST_GUILESS_MAIN(TestSendForms)
#include "tst_sendforms.moc"

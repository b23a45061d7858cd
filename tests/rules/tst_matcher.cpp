// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/happening.h"
#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestMatcher : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void capturesByNameAndNumber();
    void stopsHostileTexts();
    void decodesOnlyWhenAsked();
};

void TestMatcher::matches_data()
{
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *match, const char *message, bool expected) {
        QTest::addRow("%s: %s", match, message) << QByteArray(match) << QByteArray(message) << expected;
    };
    row(R"({})", "x", true);
    row(R"({"text": "hello"})", "hello", true);
    row(R"({"text": "hello"})", "hello!", false);
    row(R"({"text": "hello"})", "hex:68656c6c6f", false);
    row(R"({"opcode": "binary"})", "hex:00", true);
    row(R"({"opcode": "text"})", "x", true);
    row(R"({"bytes": {"hex": "10 00"}})", "hex:1000ff", true);
    row(R"({"bytes": {"hex": "1001"}})", "hex:1000ff", false);
    row(R"({"bytes": {"exists": true}})", "x", false);
    row(R"({"$": "a"})", "\"a\"", true);
    row(R"({"$": 1})", "1.0", true);
    row(R"({"$.a": 1})", R"({"a":1.00})", true);
    row(R"({"$.a": 1})", R"({"a":"1"})", false);
    row(R"({"$.a": 9007199254740993})", R"({"a":9007199254740992})", false);
    row(R"({"$.a": 9007199254740993})", R"({"a":9007199254740993.0})", true);
    row(R"({"$.a": null})", R"({"a":null})", true);
    row(R"({"$.a": null})", R"({})", false);
    row(R"({"$.a": [1, {"b": 2}]})", R"({"a":[1,{"b":2.0}]})", true);
    row(R"({"$.a": {"equals": {"b": 1, "c": 2}}})", R"({"a":{"c":2,"b":1}})", true);
    row(R"({"$.a": {"equals": {"b": 1}}})", R"({"a":{"c":2,"b":1}})", false);
    row(R"({"$.a.b": true, "$.c": false})", R"({"a":{"b":true},"c":false})", true);
    row(R"({"$.a.b": true, "$.c": false})", R"({"a":{"b":true},"c":true})", false);
    row(R"({"$[2]": "x"})", R"([0,1,"x"])", true);
    row(R"({"$['a.b']": 1})", R"({"a.b":1})", true);
    row(R"({"$.a": "{{conn.id}}"})", R"({"a":1})", true);
    row(R"({"$.a": "{{conn.id}}"})", R"({"a":2})", false);
    row(R"({"$.list.length": 2})", R"({"list":[1,2]})", true);
    row(R"({"$.a + 1": 3})", R"({"a":2})", true);
    row(R"({"$.a.b.c": 1})", R"({})", false);
    row(R"({"$.a.b.c": {"exists": false}})", R"({})", true);
    row(R"({"$.a": {"exists": true}})", R"({"a":null})", true);
    row(R"({"$": {"exists": false}})", "no json", true);
    row(R"({"error": {"exists": true}})", "no json", true);
    row(R"({"error": {"exists": true}})", "1", false);
    row(R"({"text": {"regex": "^a.c$"}})", "abc", true);
    row(R"({"text": {"regex": "b"}})", "abc", true);
    row(R"({"text": {"regex": "^b"}})", "abc", false);
    row(R"({"text": {"regex": "(?i)ABC"}})", "abc", true);
    row(R"({"$.n": {"regex": "^1\\.1"}})", R"({"n":1.10})", true);
    row(R"({"$.n": {"regex": "."}})", R"({"n":true})", false);
    row(R"({"text": {"contains": "ell"}})", "hello", true);
    row(R"({"$.a": {"contains": 2}})", R"({"a":[1,2.0]})", true);
    row(R"({"$.a": {"contains": "k"}})", R"({"a":{"k":1}})", true);
    row(R"({"$.a": {"contains": "k"}})", R"({"a":"no"})", false);
    row(R"({"$.a": {"contains": 1}})", R"({"a":1})", false);
    row(R"({"text": {"startsWith": "he"}})", "hello", true);
    row(R"({"text": {"startsWith": "lo"}})", "hello", false);
    row(R"({"$.a": {"in": ["x", 1]}})", R"({"a":1.0})", true);
    row(R"({"$.a": {"in": ["x", 1]}})", R"({"a":"1"})", false);
    row(R"({"$.a": {"in": "{{$.list}}"}})", R"({"a":1,"list":[1]})", true);
    row(R"({"$.a": {"type": "list"}})", R"({"a":[]})", true);
    row(R"({"$.a": {"type": "number"}})", R"({"a":"1"})", false);
    row(R"({"$.a": {"type": "null"}})", R"({})", false);
    row(R"({"$.a": {"gt": 1, "lt": 2}})", R"({"a":1.5})", true);
    row(R"({"$.a": {"gt": 1, "lt": 2}})", R"({"a":2})", false);
    row(R"({"$.a": {"gt": "a"}})", R"({"a":"b"})", true);
    row(R"({"$.a": {"gt": 1}})", R"({"a":"2"})", false);
    row(R"({"$": {"subset": {"a": {"b": 1}, "l": [1]}}})", R"({"a":{"b":1,"c":2},"l":[1,2],"x":0})", true);
    row(R"({"$": {"subset": {"a": {"b": 1}}}})", R"({"a":{"c":2}})", false);
    row(R"({"$.a": {"not": {"in": [1, 2]}}})", R"({"a":3})", true);
    row(R"({"$.a": {"not": 3}})", R"({"a":3})", false);
    row(R"({"any": [{"$.a": 1}, {"$.b": 1, "$.c": 1}]})", R"({"b":1,"c":1})", true);
    row(R"({"any": [{"$.a": 1}, {"$.b": 1, "$.c": 1}]})", R"({"b":1})", false);
    row(R"({"$.x": 1, "any": [{"$.a": 1}]})", R"({"a":1})", false);
}

void TestMatcher::matches()
{
    QFETCH(QByteArray, match);
    QFETCH(QByteArray, message);
    QFETCH(bool, expected);
    Conversation conversation("{\"path\": \"/\", \"rules\": [{\"match\": " + match +
                              ", \"do\": [{\"send\": \"yes\"}]},"
                              " {\"on\": \"unmatched\", \"do\": [{\"send\": \"no\"}]}]}");
    QCOMPARE(conversation.play("open 1 /\n1 > " + message + (expected ? "\n1 < yes" : "\n1 < no")), QString());
}

void TestMatcher::capturesByNameAndNumber()
{
    Conversation conversation(QByteArray(
        R"({"path": "/", "rules": [{"match": {"text": {"regex": "^!(?<verb>\\w+)(?: (\\d+))?(?: (?<rest>.*))?$"}},
        "do": [{"send": ["{{m[0]}}", "{{m.verb}}", "{{m[1]}}", "{{m[2] || 'none'}}", "{{m.rest || 'none'}}"]}]}]})"));
    QCOMPARE(conversation.play(R"(
        open 1 /
        1 > !close 4000 bye bye
        1 < ["!close 4000 bye bye","close","close","4000","bye bye"]
        1 > !drop
        1 < ["!drop","drop","drop","none","none"])"),
             QString());
}

void TestMatcher::stopsHostileTexts()
{
    Conversation conversation(QByteArray(R"({"path": "/", "rules": [
        {"match": {"text": {"regex": "^(a+)+$"}}, "do": [{"send": "yes"}]},
        {"on": "unmatched", "do": [{"send": "no"}]}]})"));
    QCOMPARE(
        conversation.play("open 1 /\n1 > " + QByteArray(4000, 'a') +
                          "b\n1 ! report match.text: The regular expression took too long*\n1 < no\n1 > aaa\n1 < yes"),
        QString());
}

/// An echo must not read what it sends back: deep nesting would be an error if anybody looked.
void TestMatcher::decodesOnlyWhenAsked()
{
    Message message{protocol::Opcode::Text, "{\"a\": 1}", {}};
    Happening happening(Trigger::Message, message, Codec::Json);
    QCOMPARE(happening.text()->view(), QByteArrayView("{\"a\": 1}"));
    QVERIFY(happening.bytes() == nullptr);
    QCOMPARE(happening.decoded()->operator[]("a").view(), QByteArrayView("1"));
    QVERIFY(happening.error() == nullptr);
    const Happening kept = happening.kept();
    QVERIFY(kept.message()->payload.data() != message.payload.data());
    QCOMPARE(kept.message()->payload, message.payload);
}

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"

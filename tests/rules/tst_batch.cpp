// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// `batch`: each item of a list is a message by itself, and the answers leave as one list.
class TestBatch final : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void leavesAsBytes();
    void boundsWhatItGathers();
    void forgetsABatchOfNobody();
};

namespace {

const QByteArray calls = R"--({"path": "/", "batch": true, "rules": [
    {"match": {"$.id": {"exists": false}, "$.method": "note"}, "do": [{"set": {"conn.notes": "{{(conn.notes || 0) + 1}}"}}]},
    {"match": {"$.method": "late"}, "do": [{"wait": "{{$.ms}}"}, {"send": {"id": "{{$.id}}", "result": "late"}}]},
    {"match": {"$.method": "two"}, "do": [{"send": {"id": "{{$.id}}", "result": 1}}, {"send": {"json": 2}}]},
    {"match": {"$.method": "text"}, "do": [{"send": "no JSON"}, {"send": "\"JSON\""}]},
    {"match": {"$.method": "bytes"}, "do": [{"send": {"hex": "01"}}, {"send": {"ping": "p"}}]},
    {"match": {"$.method": "all"}, "do": [{"send": {"to": "all"}, "to": "all"}, {"send": {"id": "{{$.id}}"}}]},
    {"match": {"$.method": "same"}, "do": [{"send": {"same": true}}]},
    {"match": {"$.method": "close"}, "do": [{"send": {"bye": "{{$.id}}"}}, {"close": 4000}]},
    {"match": {"$.method": "fail"}, "do": [{"send": {"json": "{{$.gone.deeper}}"}}]},
    {"match": {"$.method": "now"}, "overtake": true, "do": [{"send": {"now": "{{$.id}}"}}]},
    {"match": {"$.method": "timer"}, "do": [{"start": "t", "after": 10, "do": [{"send": {"timer": "{{$.id}}"}}]},
                                            {"send": {"id": "{{$.id}}"}}]},
    {"match": {"$.method": "signal"}, "do": [{"emit": "s", "to": "self"}, {"send": {"id": "{{$.id}}"}}]},
    {"on": "signal:s", "do": [{"send": {"signal": true}}]},
    {"match": {"$": {"type": "list"}}, "do": [{"send": {"list": "{{$}}", "text": "{{text}}"}}]},
    {"match": {"$.method": {"exists": true}}, "do": [{"send": {"id": "{{$.id}}", "result": "{{$.method}}"}}]},
    {"on": "unmatched", "do": [{"send": {"error": "{{text}}"}}]}]})--";

} // namespace

void TestBatch::plays_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *script) {
        QTest::newRow(name) << QByteArray("open 1 /\nopen 2 /\n") + script;
    };
    row("one message is none", R"--(
        1 > {"id":1,"method":"a"}
        1 < {"id":1,"result":"a"})--");
    row("answers are one list", R"--(
        1 > [{"id":1.10,"method":"a"},{"id":"b","method":"b"}]
        1 < [{"id":1.10,"result":"a"},{"id":"b","result":"b"}])--");
    row("of one item too", R"--(
        1 > [{"id":0,"method":"a"}]
        1 < [{"id":0,"result":"a"}])--");
    row("an empty list is a message", R"--(
        1 > []
        1 < {"list":[],"text":"[]"})--");
    row("a list in a list is a message", R"--(
        1 > [[1, 2]]
        1 < [{"list":[1,2],"text":"[1,2]"}])--");
    row("several answers to one item", R"--(
        1 > [{"id":1,"method":"two"},{"id":2,"method":"a"}]
        1 < [{"id":1,"result":1},2,{"id":2,"result":"a"}])--");
    row("no answer to any: nothing", R"--(
        1 > [{"method":"note"},{"method":"note"}]
        1 > {"id":1,"method":"a"}
        1 < {"id":1,"result":"a"})--");
    row("no answer to some", R"--(
        1 > [{"method":"note"},{"id":1,"method":"a"}]
        1 < [{"id":1,"result":"a"}])--");
    row("items that nothing matches", R"--(
        1 > [7,{"id":1,"method":"a"}]
        1 < [{"error":"7"},{"id":1,"result":"a"}])--");
    row("leaves with the last", R"--(
        1 > [{"id":1,"method":"late","ms":50},{"id":2,"method":"a"},{"id":3,"method":"late","ms":20}]
        +49
        +1
        1 < [{"id":1,"result":"late"},{"id":2,"result":"a"},{"id":3,"result":"late"}])--");
    row("keeps its place among messages", R"--(
        1 > {"id":0,"method":"late","ms":30}
        1 > [{"id":1,"method":"late","ms":10},{"id":2,"method":"a"}]
        1 > {"id":3,"method":"a"}
        +29
        +1
        1 < {"id":0,"result":"late"}
        1 < [{"id":1,"result":"late"},{"id":2,"result":"a"}]
        1 < {"id":3,"result":"a"})--");
    row("two batches", R"--(
        1 > [{"id":1,"method":"late","ms":20}]
        1 > [{"id":2,"method":"a"}]
        +20
        1 < [{"id":1,"result":"late"}]
        1 < [{"id":2,"result":"a"}])--");
    row("what is no answer leaves by itself", R"--(
        1 > [{"id":1,"method":"text"},{"id":2,"method":"bytes"}]
        1 < no JSON
        1 < hex:01
        1 < ping:p
        1 < ["JSON"])--");
    row("others get theirs at once", R"--(
        1 > [{"id":1,"method":"all"},{"id":2,"method":"a"}]
        1 2 < {"to":"all"}
        1 < [{"id":1},{"id":2,"result":"a"}])--");
    row("the same", R"--(
        1 > [{"id":1,"method":"same"}]
        1 < [{"id":1,"method":"same"}])--");
    row("overtaking", R"--(
        1 > [{"id":1,"method":"now"},{"id":2,"method":"a"}]
        1 < {"now":1}
        1 < [{"id":2,"result":"a"}])--");
    row("timers and signals are not gathered", R"--(
        1 > [{"id":1,"method":"timer"},{"id":2,"method":"signal"}]
        1 < {"signal":true}
        1 < [{"id":1},{"id":2}]
        +10
        1 < {"timer":1})--");
    row("what fails is a row, and the others answer", R"--(
        1 > [{"id":1,"method":"fail"},{"id":2,"method":"a"}]
        1 ! report do[0].send:*
        1 < [{"id":2,"result":"a"}])--");
    row("a close sends what there is before", R"--(
        1 > [{"id":1,"method":"a"},{"id":2,"method":"close"},{"id":3,"method":"a"}]
        1 < [{"id":1,"result":"a"},{"bye":2}]
        1 ! close 4000)--");
    row("gone before its time", R"--(
        1 > [{"id":1,"method":"late","ms":20},{"id":2,"method":"a"}]
        close 1 1006
        +20)--");
    row("of two connections", R"--(
        1 > [{"id":1,"method":"late","ms":20}]
        2 > [{"id":2,"method":"a"}]
        2 < [{"id":2,"result":"a"}]
        +20
        1 < [{"id":1,"result":"late"}])--");
}

void TestBatch::plays()
{
    QFETCH(QByteArray, script);
    Conversation conversation(calls);
    const QString mistake = conversation.play(script);
    QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
}

void TestBatch::leavesAsBytes()
{
    Conversation packed(
        R"({"path": "/", "batch": true, "codec": "msgpack", "rules": [{"do": [{"send": {"a": "{{$}}"}}]}]})");
    QCOMPARE(packed.play("open 1 /\n1 > hex:930102c3\n1 < hex:9381a1610181a1610281a161c3"), QString());
    Conversation concise(
        R"({"path": "/", "batch": true, "codec": "cbor", "rules": [{"do": [{"send": {"a": "{{$}}"}}]}]})");
    QCOMPARE(concise.play("open 1 /\n1 > hex:830102f5\n1 < hex:83a1616101a1616102a16161f5"), QString());
    // Heads of more than a few items.
    QByteArray answers;
    for (int count = 0; count < 300; ++count)
        answers += "01";
    Conversation many(
        R"({"path": "/", "batch": true, "codec": "msgpack", "rules": [{"do": [{"send": {"same": true}}]}]})");
    QCOMPARE(many.play("open 1 /\n1 > hex:dc012c" + answers + "\n1 < hex:dc012c" + answers), QString());
    Conversation more(
        R"({"path": "/", "batch": true, "codec": "cbor", "rules": [{"do": [{"send": {"same": true}}]}]})");
    QCOMPARE(more.play("open 1 /\n1 > hex:99012c" + answers + "\n1 < hex:99012c" + answers), QString());
}

void TestBatch::boundsWhatItGathers()
{
    Conversation conversation(R"({"path": "/", "batch": true, "limits": {"message": 2000}, "rules": [
        {"do": [{"send": {"json": "{{repeat('x', 900)}}"}}]}]})");
    const QByteArray answer = "\"" + QByteArray(900, 'x') + "\"";
    QCOMPARE(conversation.play(
                 "open 1 /\n1 > [1,2,3]\n"
                 "1 ! report batch: The answers to this batch are longer than 2000 bytes; this one is left out.\n"
                 "1 < [" +
                 answer + "," + answer + "]"),
             QString());
    QByteArray items("[0");
    for (int count = 0; count < 100'000; ++count)
        items += ",0";
    conversation.say(1, items + "]");
    QCOMPARE(conversation.play("1 ! report batch: A batch has at most 100000 items; this one has 100001."), QString());
}

void TestBatch::forgetsABatchOfNobody()
{
    Conversation conversation(calls);
    const qint64 before = conversation.state().heldBytes();
    QCOMPARE(conversation.play(R"--(
        open 1 /
        1 > [{"id":1,"method":"a"},{"id":2,"method":"late","ms":1000}]
        close 1 1006)--"),
             QString());
    QCOMPARE(conversation.state().heldBytes(), before);
}

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"

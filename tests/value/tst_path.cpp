// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/path.h"

#include <QTest>

using namespace framewright::value;

/// Ways into a value: what is one, where it leads, and setting along keys.
class PathTest final : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void leadsTo_data();
    void leadsTo();
    void knowsWhereJavaScriptThrows_data();
    void knowsWhereJavaScriptThrows();
    void sets_data();
    void sets();
    void refusesToSet_data();
    void refusesToSet();
    void refusesToNestWithoutEnd();
    void unsets_data();
    void unsets();
};

void PathTest::parses_data()
{
    QTest::addColumn<QByteArray>("spelling");
    QTest::addColumn<QByteArray>("shortest");
    QTest::addColumn<int>("segments");

    QTest::newRow("whole") << QByteArray("$") << QByteArray("$") << 0;
    QTest::newRow("key") << QByteArray("$.a") << QByteArray("$.a") << 1;
    QTest::newRow("keys") << QByteArray("$.a.b_1.$c") << QByteArray("$.a.b_1.$c") << 3;
    QTest::newRow("index") << QByteArray("$[2]") << QByteArray("$[2]") << 1;
    QTest::newRow("quoted key") << QByteArray("$['a.b']") << QByteArray("$['a.b']") << 1;
    QTest::newRow("double quotes") << QByteArray("$[\"a b\"]") << QByteArray("$['a b']") << 1;
    QTest::newRow("quoted for nothing") << QByteArray("$['a']") << QByteArray("$.a") << 1;
    QTest::newRow("escaped quote") << QByteArray("$['it\\'s']") << QByteArray("$['it\\'s']") << 1;
    QTest::newRow("empty key") << QByteArray("$['']") << QByteArray("$['']") << 1;
    QTest::newRow("mixed") << QByteArray("$.a[0]['b-c'].d") << QByteArray("$.a[0]['b-c'].d") << 4;
    QTest::newRow("variable") << QByteArray("conn.user.name") << QByteArray("conn.user.name") << 2;
    QTest::newRow("name beyond ASCII") << QByteArray("$.größe") << QByteArray("$.größe") << 1;
}

void PathTest::parses()
{
    QFETCH(QByteArray, spelling);
    QFETCH(QByteArray, shortest);
    QFETCH(int, segments);
    const auto path = Path::parse(spelling);
    QVERIFY(path);
    QCOMPARE(path->spelling(), shortest);
    QCOMPARE(int(path->segments().size()), segments);
    QVERIFY(*Path::parse(path->spelling()) == *path);
}

void PathTest::refuses_data()
{
    QTest::addColumn<QByteArray>("spelling");
    for (const char *bad : {"",       ".",     "$.",        "$..a",    "$[",
                            "$[]",    "$[-1]", "$[01]",     "$[1",     "$['a",
                            "$['a'",  "$[a]",  "$.a b",     "$.a-b",   "$.a()",
                            "$ .a",   " $",    "$.a ",      "$.1a",    "1",
                            "$[1.5]", "$?.a",  "$['a\\n']", "$.a + 1", "$[99999999999999999999]",
                            "!$.a"})
        QTest::newRow(*bad ? bad : "empty") << QByteArray(bad);
}

void PathTest::refuses()
{
    QFETCH(QByteArray, spelling);
    const auto path = Path::parse(spelling);
    QVERIFY(!path);
    QVERIFY(!path.error().what.isEmpty());
}

void PathTest::leadsTo_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected"); // empty: nowhere

    const auto row = [](const char *path, const char *expected) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
    };
    row("$.a.b", "1");
    row("$.list[1]", "\"two\"");
    row("$.list[9]", "");
    row("$['a.b']", "2");
    row("$.a.b.c", "");
    row("$.missing", "");
    row("$.missing.more", "");
    row("$.list.length", "3");
    row("$.word.length", "4");
    row("$.length", "");
    row("$.own.length", "\"mine\"");
    row("$.nothing", "null");
    row("$.byIndex[0]", "\"zero\"");
    row("$[0]", "");
}

void PathTest::leadsTo()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, expected);
    // The word is a letter, a character of two bytes and one of four, which is two UTF-16 units.
    const auto root = readJson("{\"a\":{\"b\":1},\"a.b\":2,\"list\":[1,\"two\",3],\"word\":\"aé😀\",\"nothing\":null,"
                               "\"own\":{\"length\":\"mine\"},\"byIndex\":{\"0\":\"zero\"}}");
    QVERIFY(root);
    const auto compiled = Path::parse(path);
    QVERIFY(compiled);
    const Value result = compiled->evaluate(*root);
    if (expected.isEmpty())
        QVERIFY(result.isUndefined());
    else
        QVERIFY(result.isIdentical(*readJson(expected)));
    // A length is computed and lies nowhere.
    if (const Value *found = compiled->find(*root))
        QVERIFY(found->isIdentical(result));
}

void PathTest::knowsWhereJavaScriptThrows_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("misses");
    QTest::newRow("last may be missing") << QByteArray("$.x") << false;
    QTest::newRow("of something missing") << QByteArray("$.x.y") << true;
    QTest::newRow("of null") << QByteArray("$.n.y") << true;
    QTest::newRow("of a number") << QByteArray("$.a.y") << false;
    QTest::newRow("of a number's nothing") << QByteArray("$.a.y.z") << true;
}

void PathTest::knowsWhereJavaScriptThrows()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, misses);
    QCOMPARE(Path::parse(path)->missesBeforeLast(*readJson("{\"a\":1,\"n\":null}")), misses);
}

void PathTest::sets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<QByteArray>>("keys");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char *name, const char *before, QList<QByteArray> keys, const char *after) {
        QTest::newRow(name) << QByteArray(before) << keys << QByteArray(after);
    };
    row("new key", "{}", {"a"}, "{\"a\":9}");
    row("key in its place", "{\"a\":1,\"b\":2}", {"a"}, "{\"a\":9,\"b\":2}");
    row("objects are made", "{}", {"a", "b", "c"}, "{\"a\":{\"b\":{\"c\":9}}}");
    row("null gives way", "{\"a\":null}", {"a", "b"}, "{\"a\":{\"b\":9}}");
    row("a key is one key", "{}", {"subs", "/topic/a.b"}, "{\"subs\":{\"/topic/a.b\":9}}");
    row("item of a list", "{\"a\":[1,2]}", {"a", "1"}, "{\"a\":[1,9]}");
    row("under an item", "{\"a\":[{}]}", {"a", "0", "b"}, "{\"a\":[{\"b\":9}]}");
    row("all of it", "{\"a\":1}", {}, "9");
}

void PathTest::sets()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<QByteArray>, keys);
    QFETCH(QByteArray, after);
    Value value = *readJson(before);
    const Value copy = value;
    QVERIFY(setAlong(value, keys, Value::integer(9)));
    QVERIFY(value.isIdentical(*readJson(after)));
    QVERIFY(copy.isIdentical(*readJson(before)));
}

void PathTest::refusesToSet_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<QByteArray>>("keys");
    QTest::newRow("under a number") << QByteArray("{\"a\":1}") << QList<QByteArray>{"a", "b"};
    QTest::newRow("under a text") << QByteArray("{\"a\":\"x\"}") << QList<QByteArray>{"a", "0"};
    QTest::newRow("no such item") << QByteArray("{\"a\":[1]}") << QList<QByteArray>{"a", "1"};
    QTest::newRow("no index") << QByteArray("{\"a\":[1]}") << QList<QByteArray>{"a", "x"};
    QTest::newRow("index with a zero") << QByteArray("{\"a\":[1,2]}") << QList<QByteArray>{"a", "01"};
    QTest::newRow("negative index") << QByteArray("{\"a\":[1,2]}") << QList<QByteArray>{"a", "-1"};
}

void PathTest::refusesToSet()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<QByteArray>, keys);
    Value value = *readJson(before);
    const auto result = setAlong(value, keys, Value::integer(9));
    QVERIFY(!result);
    QVERIFY(!result.error().what.isEmpty());
    QCOMPARE(result.error().where, QString::fromUtf8(keys.join('.')));
    QVERIFY(value.isIdentical(*readJson(before)));
}

void PathTest::refusesToNestWithoutEnd()
{
    // {"set": {"conn.a": {"a": "{{conn.a}}"}}} on every message would grow until the stack is gone.
    Value value = Value::object();
    const QList<QByteArray> keys = {"a"};
    int rounds = 0;
    for (; rounds < 2 * JsonDepthLimit; ++rounds) {
        Value deeper = Value::object();
        deeper.set("a", value["a"]);
        if (!setAlong(value, keys, deeper))
            break;
    }
    QVERIFY(rounds > JsonDepthLimit / 2);
    QVERIFY(rounds <= JsonDepthLimit);
}

void PathTest::unsets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<QByteArray>>("keys");
    QTest::addColumn<bool>("was");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char *name, const char *before, QList<QByteArray> keys, bool was, const char *after) {
        QTest::newRow(name) << QByteArray(before) << keys << was << QByteArray(after);
    };
    row("key", "{\"a\":1,\"b\":2}", {"a"}, true, "{\"b\":2}");
    row("deep key", "{\"a\":{\"b\":1}}", {"a", "b"}, true, "{\"a\":{}}");
    row("double key", "{\"a\":1,\"a\":2}", {"a"}, true, "{}");
    row("item", "[1,2]", {"0"}, true, "[null,2]");
    row("missing", "{\"a\":1}", {"b"}, false, "{\"a\":1}");
    row("missing below", "{\"a\":1}", {"a", "b", "c"}, false, "{\"a\":1}");
    row("missing item", "[1]", {"1"}, false, "[1]");
}

void PathTest::unsets()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<QByteArray>, keys);
    QFETCH(bool, was);
    QFETCH(QByteArray, after);
    Value value = *readJson(before);
    QCOMPARE(unsetAlong(value, keys), was);
    QVERIFY(value.isIdentical(*readJson(after)));
}

QTEST_GUILESS_MAIN(PathTest)
#include "tst_path.moc"

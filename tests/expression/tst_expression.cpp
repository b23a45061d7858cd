// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/expression.h"
#include "tests/expression/playscope.h"

#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestExpression : public QObject
{
    Q_OBJECT

private slots:
    void evaluatesWithoutScripts_data();
    void evaluatesWithoutScripts();
    void evaluatesWithScripts_data();
    void evaluatesWithScripts();
    void agreesWithTheEngine_data();
    void agreesWithTheEngine();
    void refuses_data();
    void refuses();
    void knowsItsRoots_data();
    void knowsItsRoots();
    void judgesConditions_data();
    void judgesConditions();

private:
    static void fill(PlayScope &scope);
};

void TestExpression::fill(PlayScope &scope)
{
    scope.set(Root::Message, R"({"id": 9007199254740993, "price": 1.10, "name": "ann", "ok": true, "none": null,
        "list": [1, "two", {"deep": [3]}], "a.b": "dotted", "zero": 0, "empty": "", "type": "ping"})");
    scope.set(Root::Connection, R"({"id": 12, "name": "bob", "count": 41})");
    scope.set(Root::Item, R"({"k": "v"})");
    scope.values[Root::Text] = Value::text("häl");
    scope.values[Root::Bytes] = Value::bytes(QByteArray("\x01\xff\x00\x10", 4));
}

void TestExpression::evaluatesWithoutScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
    };
    row("$.id", "9007199254740993");
    row("$.price", "1.10");
    row("$.name", "\"ann\"");
    row("$.list[2].deep[0]", "3");
    row("$['a.b']", "\"dotted\"");
    row("$[\"name\"]", "\"ann\"");
    row("$.list.length", "3");
    row("text.length", "3");
    row("bytes[1]", "255");
    row("bytes", "bytes 01ff0010");
    row("$.list[9]", "undefined");
    row("$.list['1']", "\"two\"");
    row("$.gone", "undefined");
    row("$.gone.deeper", "missing");
    row("$.none.deeper", "missing");
    row("$.gone?.deeper.and.deeper", "undefined");
    row("($.gone?.deeper).and", "missing");
    row("$?.name", "\"ann\"");
    row("peer.name", "missing");
    row("peer?.name", "undefined");
    row("$[conn.name]", "undefined");
    row("$['na' + 'me']", "\"ann\"");
    row("'it\\'s \\u00e4 \\x41'", "\"it's ä A\"");
    row("1.50", "1.50");
    row("-$.price", "-1.10");
    row("!$.ok", "false");
    row("!$.empty", "true");
    row("!!$.zero", "false");
    row("!bytes", "false");
    row("$.gone || 'anon'", "\"anon\"");
    row("$.empty || $.zero", "0");
    row("$.zero ?? 5", "0");
    row("$.none ?? 5", "5");
    row("($.gone || null) ?? 5", "5");
    row("$.ok && $.name", "\"ann\"");
    row("$.zero && $.name", "0");
    row("$.type === 'ping'", "true");
    row("$.type !== 'ping'", "false");
    row("$.id === 9007199254740993", "true");
    row("$.id === 9007199254740992", "false");
    row("$.price === 1.1", "true");
    row("conn.id === '12'", "false");
    row("conn.id == '12'", "true");
    row("$.none == undefined", "true");
    row("$.list === $.list", "false");
    row("conn.count + 1", "42");
    row("$.id + 1", "9007199254740994");
    row("0.1 + 0.2", "0.30000000000000004");
    row("'n' + conn.count + true + null", "\"n41truenull\"");
    row("7 / 2", "3.5");
    row("7 % 4 * 2 - 1", "5");
    row("1 + 2 * 3", "7");
    row("(1 + 2) * 3", "9");
    row("10 - 3 - 2", "5");
    row("conn.count > 40 && conn.count <= 41", "true");
    row("'b' > 'a'", "true");
    row("'10' < 9", "false");
    row("$.gone > 1", "false");
    row("$.ok ? $.name : 'no'", "\"ann\"");
    row("$.gone ? 1 : $.zero ? 2 : 3", "3");
    row("[1, $.name, $.gone]", "[1,\"ann\",null]");
    row("{a: $.price, 'b c': [1], gone: $.gone}", "{\"a\":1.10,\"b c\":[1]}");
    row("it.k", "\"v\"");
    row("bytes.length + bytes[1]", "259");
    row("size('x') + [1].length", "3");
    row("$.gone.a.b + [].length", "missing");
    row("null", "null");
    row("undefined", "undefined");
    row("  true  ", "true");
}

void TestExpression::evaluatesWithoutScripts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    PlayScope scope;
    fill(scope);
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().text()));
    QCOMPARE(line(expression->evaluate(scope)), expected);
    QVERIFY(!scope.host.isStarted());
}

void TestExpression::evaluatesWithScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
    };
    row("$.name.toUpperCase()", "\"ANN\"");
    row("$.list.map(x => typeof x)", "[\"number\",\"string\",\"object\"]");
    row("Math.max(1, conn.count)", "41");
    row("`${$.name}-${conn.id}`", "\"ann-12\"");
    row("/^p/.test($.type)", "true");
    row("Object.keys($.list[2])", "[\"deep\"]");
    row("$.list + ''", "\"1,two,[object Object]\"");
    row("Array.from(bytes.slice(0, 2))", "[1,255]");
    row("bytes.slice(1, 3)", "bytes ff00");
    row("JSON.stringify({a: [1]})", "\"{\\\"a\\\":[1]}\"");
    row("new Date(0)", "\"1970-01-01T00:00:00.000Z\"");
    row("(() => undefined)()", "undefined");
    row("[3, 1, 2].sort().concat([hex(bytes)])", "[1,2,3,\"01ff0010\"]");
    row("$.gone.toString()", "missing");
    row("1 / 0", "null");
    row("nobody(1, () => 2)", "failed: ReferenceError: nobody is not defined");
    row("'x'.repeat(5) // a comment", "\"xxxxx\"");
}

void TestExpression::evaluatesWithScripts()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    PlayScope scope;
    fill(scope);
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().text()));
    QCOMPARE(line(expression->evaluate(scope)), expected);
    QVERIFY(scope.host.isStarted());
}

void TestExpression::agreesWithTheEngine_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"1 + 2 * 3 - 4 / 2",
                             "'a' + 1 + null",
                             "1 + null",
                             "true + true",
                             "'5' * '4'",
                             "7 % 3",
                             "'b' < 'a'",
                             "'10' > '9'",
                             "10 > '9'",
                             "null >= 0",
                             "null == 0",
                             "undefined == null",
                             "'' == 0",
                             "1 === 1.0",
                             "!0 && !'' && ![]",
                             "null ?? 1",
                             "0 || 'x' && 'y'",
                             "1 ? 2 ? 3 : 4 : 5",
                             "undefined < 1",
                             "1 != '1'",
                             "conn.count - -1",
                             "conn['name'] + $.name",
                             "[1,2][1]",
                             "({a: 2}).a",
                             "$.list[0] + $.list[1]"})
        QTest::newRow(text) << QByteArray(text);
}

/// The same expression by both roads.
void TestExpression::agreesWithTheEngine()
{
    QFETCH(QByteArray, text);
    PlayScope scope;
    fill(scope);
    const Result<Expression> fast = Expression::compile(text);
    QVERIFY(fast);
    QVERIFY(!fast->needsScript());
    const QString ours = line(fast->evaluate(scope));
    QCOMPARE(ours, line(scope.host.evaluate(text, fast->roots(), scope)));
}

void TestExpression::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *text, const char *what) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(what);
    };
    row("", "The expression is empty.");
    row("   ", "The expression is empty.");
    row("con.name", "Unknown name \"con\"; did you mean \"conn\"?");
    row("uid()", "Unknown function \"uid\"; did you mean \"uuid\"?");
    row("whatever",
        "Unknown name \"whatever\"; a field of the message is $.whatever, a variable conn.whatever or env.whatever.");
    row("uuid", "\"uuid\" is a function: write uuid().");
    row("text()", "\"text\" is no function: it is written without brackets.");
    row("whatever()", "Unknown function \"whatever\".");
    row("($.a", "A bracket is not closed: a \")\" is missing.");
    row("$.a)", "There is a \")\" without its opening bracket.");
    row("'abc", "A text is not closed: a ' is missing.");
}

void TestExpression::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, what);
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY(!expression);
    QCOMPARE(expression.error().what, what);
}

void TestExpression::knowsItsRoots_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("names");
    QTest::newRow("path") << QByteArray("$.text") << QByteArrayList{"$"};
    QTest::newRow("two") << QByteArray("conn.a + peer.b") << QByteArrayList{"conn", "peer"};
    QTest::newRow("in a text") << QByteArray("'peer' + text") << QByteArrayList{"text"};
    QTest::newRow("template literal") << QByteArray("`${peer.name} ${$.a}`") << QByteArrayList{"$", "peer"};
    QTest::newRow("spread") << QByteArray("Math.max(...$.list)") << QByteArrayList{"$"};
}

void TestExpression::knowsItsRoots()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, names);
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY(expression);
    for (int index = 0; index < RootCount; ++index) {
        const Root root = static_cast<Root>(index);
        QCOMPARE(expression->roots().contains(root), names.contains(nameOf(root).toByteArray()));
    }
}

void TestExpression::judgesConditions_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("holds") << QByteArray("$.ok") << QStringLiteral("true");
    QTest::newRow("does not") << QByteArray("$.zero") << QStringLiteral("false");
    QTest::newRow("missing") << QByteArray("!$.gone.deeper") << QStringLiteral("false");
    QTest::newRow("missing in a script") << QByteArray("!$.gone.startsWith('x')") << QStringLiteral("false");
    QTest::newRow("wrong") << QByteArray("$.name.startWith('x')")
                           << QStringLiteral("failed: TypeError: Property 'startWith' of object ann is not a function");
}

void TestExpression::judgesConditions()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    PlayScope scope;
    fill(scope);
    QCOMPARE(line(Expression::compile(text)->evaluateCondition(scope)), expected);
}

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"

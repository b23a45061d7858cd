// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/bytefunctions.h"
#include "app/expression/expression.h"
#include "tests/expression/playscope.h"

#include <QRegularExpression>
#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestFunction : public QObject
{
    Q_OBJECT

private slots:
    void gives_data();
    void gives();
    void drawsWithinBounds();
    void makesUuids();
    void matchesTopics_data();
    void matchesTopics();
};

void TestFunction::gives_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
    };
    row("now()", "1700000000123");
    row("iso()", "\"2023-11-14T22:13:20.123Z\"");
    row("[seq('a'), seq('a'), seq('b'), seq()]", "[1,2,1,1]");
    row("[seq('w', 2), seq('w', 2), seq('w', 2)]", "[1,2,1]");
    row("range(2, 4)", "[2,3,4]");
    row("range(1, 0)", "[]");
    row("range(0, 100000)", "failed: range(from, to) makes at most 100000 numbers.");
    row("range('a', 2)", "failed: range(from, to) wants two whole numbers.");
    row("rnd(5, 5)", "5");
    row("rnd(6, 5)", "failed: rnd(from, to): `from` is above `to`.");
    row("pick(['x'])", "\"x\"");
    row("pick([])", "undefined");
    row("pick(1)", "failed: pick(list) wants a list.");
    row("timer('none')", "undefined");
    row("timer('none', 'route')", "undefined");
    row("faker('number.int', {min: 4, max: 4})", "4");
    row("faker('nothing')", "failed: faker(what) makes up no \"nothing\"; try faker('person.fullName').");
    row("size()", "7");
    row("size('x')", "2");
    row("peers('x')", "[\"x\"]");
    row("peers()", "[\"everybody\"]");
    row("hex(bytes)", "\"0102fffe41\"");
    row("hex(bytes, 2)", "\"fffe41\"");
    row("hex(bytes, 2, 1)", "\"ff\"");
    row("hex(bytes, 99)", "\"\"");
    row("hex('AB')", "\"4142\"");
    row("unhex('01 fF')", "bytes 01ff");
    row("unhex('0')", "failed: unhex(text) wants pairs of hexadecimal digits.");
    row("unhex('zz')", "failed: unhex(text) wants pairs of hexadecimal digits.");
    row("utf8(bytes, 4)", "\"A\"");
    row("utf8(bytes, 2, 1)", "\"\uFFFD\"");
    row("u8(bytes, 2)", "255");
    row("u16(bytes, 0)", "258");
    row("u32(bytes, 1)", "50331201");
    row("u32(bytes, 2)", "undefined");
    row("u8(bytes, -1)", "undefined");
    row("base64('hi?>')", "\"aGk/Pg==\"");
    row("unbase64('aGk/Pg==')", "bytes 68693f3e");
    row("unbase64('aGk_Pg')", "bytes 68693f3e");
    row("unbase64('a*')", "failed: unbase64(text) wants base64.");
    row("json({a: 1.10})", "\"{\\\"a\\\":1.10}\"");
    row("parse('[1.10, 9007199254740993]')", "[1.10,9007199254740993]");
    row("repeat('ab', 3)", "\"ababab\"");
    row("repeat('x', 0)", "\"\"");
    row("repeat('', 1e9)", "\"\"");
    row("repeat('x', -1)", "failed: repeat(text, n) wants a whole number from 0 on.");
    row("repeat('x', 16777217)", "failed: repeat(text, n) makes at most 16 MiB.");
    row("topic('a/+/c', 'a/b/c')", "true");
}

void TestFunction::gives()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    PlayScope scope;
    scope.time = 1'700'000'000'123;
    scope.values[Root::Bytes] = Value::bytes(QByteArray::fromHex("0102fffe41"));
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().text()));
    QCOMPARE(line(expression->evaluate(scope)), expected);
    QVERIFY(!scope.host.isStarted());
}

void TestFunction::drawsWithinBounds()
{
    PlayScope scope;
    const Result<Expression> whole = Expression::compile("rnd(1, 6)");
    const Result<Expression> unit = Expression::compile("rnd(0.5, 1.5)");
    std::map<std::int64_t, int> seen;
    for (int draw = 0; draw < 600; ++draw) {
        const std::optional<std::int64_t> face = whole->evaluate(scope).value.toNumber().toInteger();
        QVERIFY(face && *face >= 1 && *face <= 6);
        ++seen[*face];
        const double real = unit->evaluate(scope).value.toNumber().toDouble();
        QVERIFY(real >= 0.5 && real < 1.5);
    }
    QCOMPARE(seen.size(), std::size_t{6});
}

void TestFunction::makesUuids()
{
    PlayScope scope;
    const Result<Expression> uuid = Expression::compile("uuid()");
    const QRegularExpression shape(
        QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    QSet<QString> seen;
    for (int draw = 0; draw < 100; ++draw) {
        const QString text = uuid->evaluate(scope).value.toString();
        QVERIFY2(shape.match(text).hasMatch(), qPrintable(text));
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 100);
}

void TestFunction::matchesTopics_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *filter, const char *name, bool matches) {
        QTest::addRow("%s %s", filter, name) << QByteArray(filter) << QByteArray(name) << matches;
    };
    row("a/b", "a/b", true);
    row("a/b", "a/c", false);
    row("a/b", "a/b/c", false);
    row("a/+", "a/b", true);
    row("a/+", "a/b/c", false);
    row("+", "a", true);
    row("+", "/a", false);
    row("+/+", "/a", true);
    row("#", "a/b/c", true);
    row("a/#", "a", true);
    row("a/#", "a/b/c", true);
    row("a/#", "b", false);
    row("#", "$SYS/x", false);
    row("$SYS/#", "$SYS/x", true);
}

void TestFunction::matchesTopics()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, name);
    QFETCH(bool, matches);
    QCOMPARE(topicMatches(filter, name), matches);
}

QTEST_GUILESS_MAIN(TestFunction)
#include "tst_function.moc"

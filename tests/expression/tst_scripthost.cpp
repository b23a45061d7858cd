// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/expression.h"
#include "app/expression/scripthost.h"
#include "app/expression/syntaxcheck.h"
#include "tests/expression/playscope.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestScriptHost : public QObject
{
    Q_OBJECT

private slots:
    void startsOnlyWhenAsked();
    void interruptsEndlessScripts_data();
    void interruptsEndlessScripts();
    void interruptsRegularExpressions_data();
    void interruptsRegularExpressions();
    void searchesLongTextsAsShortOnes_data();
    void searchesLongTextsAsShortOnes();
    void goesOnAfterAnInterrupt();
    void boundsWhatTheInterruptCannotReach_data();
    void boundsWhatTheInterruptCannotReach();
    void refusesWhatNoMessageHolds_data();
    void refusesWhatNoMessageHolds();
    void keepsExpressionsApart();
    void checksSyntax();
    void mistakesAreFoundWhereTheyAreLookedFor();
    void isSharedOnAThread();
};

void TestScriptHost::startsOnlyWhenAsked()
{
    PlayScope scope;
    QVERIFY(!scope.host.isStarted());
    QCOMPARE(line(scope.host.evaluate("[1].map(x => x + 1)", {}, scope)), QStringLiteral("[2]"));
    QVERIFY(scope.host.isStarted());
}

void TestScriptHost::interruptsEndlessScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("while") << QByteArray("(() => { while (true); })()");
    QTest::newRow("catching") << QByteArray("(() => { while (true) { try { while (true); } catch (e) {} } })()");
    QTest::newRow("getter") << QByteArray("({get a() { while (true); }})");
    QTest::newRow("toString") << QByteArray("'' + {toString() { for (;;); }}");
}

void TestScriptHost::interruptsEndlessScripts()
{
    QFETCH(QByteArray, text);
    PlayScope scope;
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = scope.host.evaluate(text, {}, scope);
    QCOMPARE(line(outcome), QStringLiteral("failed: The expression ran for more than 20 ms and was interrupted."));
    // Processor time is limited; a busy machine may take longer by the clock on the wall.
    QVERIFY(timer.elapsed() < 5000);
}

/// The engine's own matcher cannot be interrupted, so it must not get what takes long.
void TestScriptHost::interruptsRegularExpressions_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray subject = "('a'.repeat(40) + '!')";
    for (const char *use : {"/(a+)+$/.test(%)",
                            "new RegExp('(a+)+$').test(%)",
                            "RegExp('(a+)+$', 'i').test(%)",
                            "/(a+)+$/.exec(%)",
                            "/(a|a)*$/.test(%)",
                            "/(?:a?){40}a{41}/.test(%)",
                            "/(a*)*b/.test(%)",
                            "/^(?:(?=(a+))\\1*)*b|(a+)+$/.test(%)",
                            "%.match(/(a+)+$/)",
                            "%.match(/(a+)+$/g)",
                            "%.match('(a+)+$')",
                            "%.replace(/(a+)+$/, '')",
                            "%.replace(/(a+)+$/g, x => x)",
                            "%.split(/(a+)+$/)",
                            "%.search(/(a+)+$/)",
                            "%.search('(a+)+$')",
                            "/(a+)+$/[Symbol.match](%)",
                            "/(a+)+$/[Symbol.replace](%, '')",
                            "/(a+)+$/[Symbol.split](%)",
                            "/(a+)+$/[Symbol.search](%)",
                            "(r => { r.compile('(a+)+$'); return r.test(%); })(/x/)",
                            "RegExp.prototype.exec.call(/(a+)+$/, %)",
                            "/a*a*a*a*a*a*a*b/.test('a'.repeat(10000))",
                            "['b', 'c'].filter(x => /(a+)+$/.test(%))"})
        QTest::newRow(use) << QByteArray(use).replace("%", subject);
}

void TestScriptHost::interruptsRegularExpressions()
{
    QFETCH(QByteArray, text);
    PlayScope scope;
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = scope.host.evaluate(text, {}, scope);
    const QString expected = QStringLiteral(
        "failed: The expression ran for more than 20 ms and was interrupted in the regular expression /");
    QVERIFY2(line(outcome).startsWith(expected), qPrintable(line(outcome)));
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(line(scope.host.evaluate("/a+/.test('caat')", {}, scope)), QStringLiteral("true"));
}

/// Texts that are too long for the engine's own matcher find what short ones find.
void TestScriptHost::searchesLongTextsAsShortOnes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
    };
    row("/(\\w+)@(\\w+)/.exec(long)", R"(["ann@example","ann","example"])");
    row("/(\\w+)@(\\w+)/.exec(long).index", "600");
    row("/(\\w+)@(\\w+)/.exec(long).input.length", "1212");
    row("/(\\w+)@(\\w+)/.test(long)", "true");
    row("/(\\w+)#(\\w+)/.exec(long)", "null");
    row("long.match(/(\\w+)@(x)?/)[2] === undefined", "true");
    row("(long + long).match(/(\\w+)@(\\w+)/g)", R"(["ann@example","ann@example"])");
    row("long.replace(/(\\w+)@(\\w+)/, '$2 at $1').trim()", "\"example at ann\"");
    row("(long + long).replace(/(\\w+)@(\\w+)/g, (all, name) => name).replace(/ +/g, ' ')", "\" ann ann \"");
    row("long.search(/(\\w+)@(\\w+)/)", "600");
    row("long.split(/ *(\\w+)@(\\w+) */)", R"(["","ann","example",""])");
    row("long.split(/ *(\\w+)@(\\w+) */, 2)", R"(["","ann"])");
    row("(() => { const r = /(\\w+)@(\\w+)/g; return [r.test(long), r.lastIndex, r.test(long), r.lastIndex]; })()",
        "[true,611,false,0]");
    row("(() => { const r = /(\\w+)@(\\w+)/y; r.lastIndex = 600; return [r.test(long), r.lastIndex]; })()",
        "[true,611]");
    row("(() => { const r = /(\\w+)@(\\w+)/y; r.lastIndex = 9; return [r.test(long), r.lastIndex]; })()", "[false,0]");
}

void TestScriptHost::searchesLongTextsAsShortOnes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    PlayScope scope;
    const QByteArray begin = "(long => (";
    const QByteArray end = "))(' '.repeat(600) + 'ann@example' + ' '.repeat(601))";
    QCOMPARE(line(scope.host.evaluate(begin + text + end, {}, scope)), expected);
}

void TestScriptHost::goesOnAfterAnInterrupt()
{
    PlayScope scope;
    for (int round = 0; round < 3; ++round) {
        QVERIFY(scope.host.evaluate("(() => { while (true); })()", {}, scope).hasFailed());
        QCOMPARE(line(scope.host.evaluate("[1, 2].length", {}, scope)), QStringLiteral("2"));
    }
}

void TestScriptHost::boundsWhatTheInterruptCannotReach_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"'x'.repeat(2e9)", "'x'.padStart(2e9)", "'x'.padEnd(2e9, 'y')", "new Array(4e9 - 1).fill(0)",
          "new Array(1e9).join('xx')", "new Array(4000000000)", "'x'.repeat(16777216).concat('y')",
          "(() => { let s = 'x'; for (let i = 0; i < 28; ++i) s += s; return s; })()"})
        QTest::newRow(text) << QByteArray(text);
}

void TestScriptHost::boundsWhatTheInterruptCannotReach()
{
    QFETCH(QByteArray, text);
    PlayScope scope;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(scope.host.evaluate(text, {}, scope).hasFailed());
    QVERIFY(timer.elapsed() < 5000);
}

void TestScriptHost::refusesWhatNoMessageHolds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("function") << QByteArray("(() => 1)")
                              << QStringLiteral("failed: The result is a function, which no message can hold.");
    QTest::newRow("circle") << QByteArray("(() => { const a = {}; a.a = a; return a; })()")
                            << QStringLiteral("failed: The result is nested too deep, or contains itself.");
    QTest::newRow("assignment") << QByteArray("leak = 1")
                                << QStringLiteral("failed: ReferenceError: leak is not defined");
    QTest::newRow("failing function") << QByteArray("[unhex('x')]")
                                      << QStringLiteral(
                                             "failed: Error: unhex(text) wants pairs of hexadecimal digits.");
}

void TestScriptHost::refusesWhatNoMessageHolds()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    PlayScope scope;
    QCOMPARE(line(scope.host.evaluate(text, {}, scope)), error);
}

void TestScriptHost::keepsExpressionsApart()
{
    PlayScope scope;
    scope.set(Root::Connection, R"({"list": [1]})");
    QCOMPARE(line(scope.host.evaluate("conn.list.push(2)", {Root::Connection}, scope)), QStringLiteral("2"));
    // A script works on copies: variables change by `set` only.
    QCOMPARE(line(scope.host.evaluate("conn.list.concat([])", {Root::Connection}, scope)), QStringLiteral("[1]"));
}

void TestScriptHost::checksSyntax()
{
    ScriptHost host;
    QVERIFY(host.check("$.a.map(x => x)"));
    QVERIFY(!host.check("$.a.map(x => )"));
    QVERIFY(!host.check("$.a.map(x => )")); // Known by now, and still no better.
    // Who leaves the brackets around it runs nothing that does not end.
    const QByteArray leaving = "/a/); }; })((() => { while (true) {} })()); (function() { return function() { (1";
    QCOMPARE(host.check(leaving).error().what, u"it closes a bracket that it has not opened"_qs);
    QVERIFY(!host.checkScript("}; })(); while (true) {} (function() { return function() {"));
    QVERIFY(host.check("$.a.map(x => x)"));
}

void TestScriptHost::mistakesAreFoundWhereTheyAreLookedFor()
{
    const QByteArray wrong = "conn.ok ==";
    QVERIFY(Expression::compile(wrong).has_value());
    {
        const SyntaxCheck check;
        const Result<Expression> compiled = Expression::compile(wrong);
        QVERIFY(!compiled.has_value());
        QVERIFY2(compiled.error().what.contains(QStringLiteral("something is missing")),
                 qPrintable(compiled.error().what));
        {
            const SyntaxCheck inner;
            QVERIFY(!Expression::compile("conn.a b").has_value());
        }
        QVERIFY(!Expression::compile("conn.a b").has_value());
        QVERIFY(Expression::compile("conn.list.map(x => x + 1)").has_value());
        QVERIFY(!SyntaxCheck::mistakeInScript("const a = ;").isEmpty());
        QCOMPARE(SyntaxCheck::mistakeInScript("const a = 1;"), QString());
    }
    QVERIFY(Expression::compile(wrong).has_value());
}

void TestScriptHost::isSharedOnAThread()
{
    std::shared_ptr<ScriptHost> first = scriptHostOfThisThread();
    QCOMPARE(first.get(), scriptHostOfThisThread().get());
    const std::weak_ptr<ScriptHost> weak = first;
    first.reset();
    QVERIFY(weak.expired());
}

QTEST_GUILESS_MAIN(TestScriptHost)
#include "tst_scripthost.moc"

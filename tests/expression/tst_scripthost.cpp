// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/expression.h"
#include "app/expression/scripthost.h"
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
    void goesOnAfterAnInterrupt();
    void boundsWhatTheInterruptCannotReach_data();
    void boundsWhatTheInterruptCannotReach();
    void refusesWhatNoMessageHolds_data();
    void refusesWhatNoMessageHolds();
    void keepsExpressionsApart();
    void checksSyntax();
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

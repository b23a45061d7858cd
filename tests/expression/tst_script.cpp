// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/parser.h"
#include "app/expression/scriptactor.h"
#include "tests/expression/playscope.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::expression;

namespace {

/// Writes down what a script does: actions as JSON, variables as `conn = {...}`.
class PlayActor final : public ScriptActor
{
public:
    QStringList lines;

    [[nodiscard]] Result<void> act(const Value &action) override
    {
        if (action.contains("choose"))
            return fail(QStringLiteral("Not today."));
        lines.append(QString::fromUtf8(value::writeJson(action)));
        return {};
    }
    void leave(Root root, const Value &variables) override
    {
        lines.append(QString::fromUtf8(nameOf(root)) + QStringLiteral(" = ") +
                     QString::fromUtf8(value::writeJson(variables)));
    }
};

} // namespace

class TestScript : public QObject
{
    Q_OBJECT

private slots:
    void does_data();
    void does();
    void failsWithWords_data();
    void failsWithWords();
    void interruptsAndGoesOn();
    void boundsNativeCalls_data();
    void boundsNativeCalls();
    void keepsScriptsApart();
    void hidesVerbsFromExpressions();
    void checksSyntax();
};

void TestScript::does_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *script, const QStringList &expected) {
        QTest::newRow(script) << QByteArray(script) << expected;
    };
    const auto json = [](const char *text) { return QString::fromUtf8(text); };
    row("send('hello')", {json(R"({"send":"hello"})")});
    row("send({a: 1}, {to: 'all', exceptSelf: true})", {json(R"({"send":{"a":1},"to":"all","exceptSelf":true})")});
    row("for (const x of $.list) send({x}); // done", {json(R"({"send":{"x":1}})"), json(R"({"send":{"x":2}})")});
    row("wait(50); wait({min: 1, max: 2})", {json(R"({"wait":50})"), json(R"({"wait":{"min":1,"max":2}})")});
    row("join('a'); leave('*')", {json(R"({"join":"a"})"), json(R"({"leave":"*"})")});
    row("close(); close(4000, 'bye'); drop('fin')",
        {json(R"({"close":1000})"), json(R"({"close":4000,"reason":"bye"})"), json(R"({"drop":"fin"})")});
    row("start('t', {after: 5, do: [{send: '{{now()}}'}]}); stop('t')",
        {json(R"({"start":"t","after":5,"do":[{"send":"{{now()}}"}]})"), json(R"({"stop":"t"})")});
    row("emit('x', {with: {a: 1}})", {json(R"({"emit":"x","with":{"a":1}})")});
    row("each([1], {do: []})", {json(R"({"each":[1],"do":[]})")});
    row("act({send: {ping: 'x'}})", {json(R"({"send":{"ping":"x"}})")});
    row("if ($.list.length > 5) send('no')", {});
    row("conn.count += 1", {json(R"(conn = {"id":7,"count":2})")});
    row("delete conn.count", {json(R"(conn = {"id":7})")});
    row("local.n = 3; send(local.n)", {json(R"({"send":3})"), json(R"(local = {"n":3})")});
    row("set('conn.a.b', 1); send(conn.a.b)",
        {json(R"({"send":1})"), json(R"(conn = {"id":7,"count":1,"a":{"b":1}})")});
    row("set({'route.x': [1], 'global.y': null})", {json(R"(route = {"x":[1]})"), json(R"(global = {"y":null})")});
    row("set(\"conn.subs['a.b']\", 2); unset('conn.count')", {json(R"(conn = {"id":7,"subs":{"a.b":2}})")});
    row("set('conn.' + $.list[0], 'x')", {json(R"(conn = {"1":"x","id":7,"count":1})")});
    row("const text = 'mine'; const send2 = send; send2(text)", {json(R"({"send":"mine"})")});
    row("send(new Uint8Array([1, 2]).length + repeat('a', 2) + topic('a/+', 'a/b'))", {json(R"({"send":"2aatrue"})")});
    row("send([1, 2].concat([3]).join('-').padStart(7, '.').padEnd(8, '!').concat('?'))",
        {json(R"({"send":"..1-2-3!?"})")});
    row("send(Array.from({length: 2}, (x, i) => i)); send('a-a'.replace(/a/g, 'b'))",
        {json(R"({"send":[0,1]})"), json(R"({"send":"b-b"})")});
    row("return 5", {});
}

void TestScript::does()
{
    QFETCH(QByteArray, script);
    QFETCH(QStringList, expected);
    PlayScope scope;
    scope.set(Root::Message, R"({"list": [1, 2]})");
    scope.set(Root::Connection, R"({"id": 7, "count": 1})");
    scope.set(Root::Route, "{}");
    scope.set(Root::Global, "{}");
    PlayActor actor;
    const Outcome outcome = scope.host.run(script, rootsNamedIn(script), scope, actor);
    QVERIFY2(outcome.isGood(), qPrintable(outcome.error));
    // Variables that were only looked at are told too; a test of the rules holds that nothing changes then.
    QStringList told = actor.lines;
    if (!expected.join(u' ').contains(u" = "))
        told.removeIf([](const QString &line) { return line.contains(u" = "); });
    QCOMPARE(told, expected);
}

void TestScript::failsWithWords_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *script, const char *error) {
        QTest::newRow(script) << QByteArray(script) << QString::fromUtf8(error);
    };
    row("let x = ;", "SyntaxError: Expected token `numeric literal' (line 1 of the script)");
    row("\nnothing.at.all", "ReferenceError: nothing is not defined (line 2 of the script)");
    row("$.a.b", "TypeError: Cannot read property 'b' of undefined (line 1 of the script)");
    row("leak = 1", "ReferenceError: leak is not defined (line 1 of the script)");
    row("throw new Error('mine')", "Error: mine (line 1 of the script)");
    row("choose([[]])", "Error: Not today.");
    row("set('env.x', 1)",
        "TypeError: \"env\" cannot be set: a path begins with conn, route, global, shared or local.");
    row("set('conn', 1)", "TypeError: \"conn\" is no path: write it like conn.name");
    row("set('conn.id', 1)", "TypeError: \"conn.id\" is the connection's own and cannot be set");
    row("set('route.__proto__.x', 1)", "TypeError: __proto__ cannot be set");
    row("set('conn.x', 1)", "TypeError: There is no connection here whose variables could be set.");
    row("send(() => 1)", "RangeError: The result is a function, which no message can hold.");
}

void TestScript::failsWithWords()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, error);
    PlayScope scope;
    scope.set(Root::Message, "{}");
    scope.set(Root::Route, "{}");
    PlayActor actor;
    const Outcome outcome = scope.host.run(script, rootsNamedIn(script), scope, actor);
    QVERIFY(outcome.hasFailed());
    QVERIFY2(outcome.error.startsWith(error), qPrintable(outcome.error));
    // The next one runs as if nothing had been.
    QVERIFY(scope.host.run("send('next')", {}, scope, actor).isGood());
    QCOMPARE(actor.lines.last(), QStringLiteral(R"({"send":"next"})"));
}

void TestScript::interruptsAndGoesOn()
{
    PlayScope scope;
    scope.set(Root::Connection, "{}");
    PlayActor actor;
    const QByteArray endless("conn.seen = 1; send('before'); while (true);");
    for (int round = 0; round < 2; ++round) {
        actor.lines.clear();
        QElapsedTimer timer;
        timer.start();
        const Outcome outcome = scope.host.run(endless, rootsNamedIn(endless), scope, actor);
        QCOMPARE(line(outcome), QStringLiteral("failed: The script ran for more than 100 ms and was interrupted."));
        QVERIFY(timer.elapsed() < 5000);
        // What it did before stands, as with the actions of a rule.
        QCOMPARE(actor.lines,
                 (QStringList{QStringLiteral(R"({"send":"before"})"), QStringLiteral(R"(conn = {"seen":1})")}));
        QCOMPARE(line(scope.host.evaluate("[1, 2].length", {}, scope)), QStringLiteral("2"));
    }
}

void TestScript::boundsNativeCalls_data()
{
    QTest::addColumn<QByteArray>("script");
    for (const char *script :
         {"'x'.repeat(2e9)", "'x'.padStart(2e9)", "'x'.padEnd(2e9, 'y')", "new Array(4e9 - 1).fill(0)",
          "new Array(1e9).join('xx')", "Array.from({length: 4e9})", "new ArrayBuffer(2e9)", "new Uint8Array(2e9)",
          "new Float64Array(4e6)", "'x'.repeat(1e6).replace(/x/g, 'y'.repeat(1e6))",
          "'x'.repeat(1e6).replace(/x/g, '$&$&$&$&')", "new Array(2e6).concat([1])"})
        QTest::newRow(script) << QByteArray(script);
}

void TestScript::boundsNativeCalls()
{
    QFETCH(QByteArray, script);
    PlayScope scope;
    PlayActor actor;
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = scope.host.run(script, {}, scope, actor);
    QVERIFY2(outcome.hasFailed(), qPrintable(line(outcome)));
    QVERIFY2(outcome.error.contains(u"Error: "), qPrintable(outcome.error));
    QVERIFY(timer.elapsed() < 5000);
}

void TestScript::keepsScriptsApart()
{
    PlayScope scope;
    scope.set(Root::Connection, R"({"list": [1]})");
    PlayActor actor;
    QVERIFY(scope.host.run("conn.list.push(2); const kept = 1;", {Root::Connection}, scope, actor).isGood());
    // The scope's own values are as they were: it is the actor who writes.
    QCOMPARE(line(scope.host.evaluate("conn.list.concat([])", {Root::Connection}, scope)), QStringLiteral("[1]"));
    QVERIFY(scope.host.run("kept", {}, scope, actor).hasFailed());
}

void TestScript::hidesVerbsFromExpressions()
{
    PlayScope scope;
    QCOMPARE(line(scope.host.evaluate("send('x')", {}, scope)),
             QStringLiteral("failed: ReferenceError: send is not defined"));
}

void TestScript::checksSyntax()
{
    ScriptHost host;
    QVERIFY(host.checkScript("for (const x of $.list) send(x); // all"));
    const Result<void> wrong = host.checkScript("send('a')\nif (");
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().what.contains(u"line"), qPrintable(wrong.error().what));
}

QTEST_GUILESS_MAIN(TestScript)
#include "tst_script.moc"

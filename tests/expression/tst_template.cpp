// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/template.h"
#include "tests/expression/playscope.h"

#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestTemplate : public QObject
{
    Q_OBJECT

private slots:
    void evaluates_data();
    void evaluates();
    void refuses_data();
    void refuses();
    void findsTheEndOfAnExpression_data();
    void findsTheEndOfAnExpression();
};

void TestTemplate::evaluates_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *json, const char *expected) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(expected);
    };
    row(R"("plain")", R"("plain")");
    row(R"(1.10)", "1.10");
    row(R"({"b": 1.0, "a": [true, null]})", R"({"b":1.0,"a":[true,null]})");
    // Alone, an expression keeps type and digits.
    row(R"({"id": "{{$.id}}"})", R"({"id":9007199254740993})");
    row(R"({"id": "{{$.price}}"})", R"({"id":1.10})");
    row(R"({"id": "{{$.name}}"})", R"({"id":"ann"})");
    row(R"({"id": "{{ $.list }}"})", R"({"id":[1,2.50]})");
    // Inside of other text it becomes text.
    row(R"("#{{$.id}} {{$.price}}")", R"("#9007199254740993 1.10")");
    row(R"("{{$.name}}{{$.name}}")", R"("annann")");
    row(R"("<{{$.list}}>")", R"("<[1,2.50]>")");
    row(R"("<{{$.gone}}>")", R"("<>")");
    row(R"("<{{$.gone.deeper}}>")", R"("<>")");
    // Undefined drops the key, also in front and between.
    row(R"({"a": "{{$.gone}}", "b": 1})", R"({"b":1})");
    row(R"({"a": 1, "b": "{{$.gone.deeper}}", "c": "{{$.name}}"})", R"({"a":1,"c":"ann"})");
    row(R"({"a": "{{$.gone}}"})", "{}");
    row(R"(["{{$.gone}}", 1])", "[null,1]");
    row(R"("{{$.gone}}")", "undefined");
    // Spreads.
    row(R"({"...": "{{$.headers}}", "b": 2, "c": "{{$.name}}"})", R"({"a":"1","b":2,"c":"ann"})");
    row(R"({"b": 9, "...": "{{$.headers}}"})", R"({"b":"2","a":"1"})");
    row(R"({"...": "{{$.gone}}", "b": 2})", R"({"b":2})");
    row(R"(["ok", {"...": "{{$.list}}"}, 3])", R"(["ok",1,2.50,3])");
    row(R"(["ok", {"...": "{{$.gone}}"}])", R"(["ok"])");
    row(R"(["ok", {"...": "{{$.name}}"}])", "failed: \"...\" in a list wants a list, not text.");
    row(R"({"...": "{{$.list}}"})", "failed: \"...\" in an object wants an object, not list.");
    // Braces and quotes inside of an expression.
    row(R"("{{ {a: {b: $.price}} }}")", R"({"a":{"b":1.10}})");
    row(R"("{{{a:1}}}")", R"({"a":1})");
    row(R"("{{'}}' + \"{{\"}} and {{ '{' }}")", R"("}}{{ and {")");
    row(R"("a } b }} c")", R"("a } b }} c")");
    row(R"("{{unhex('x')}}")", "failed: unhex(text) wants pairs of hexadecimal digits.");
}

/// Over values and straight to JSON: both roads lead to the same.
void TestTemplate::evaluates()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    PlayScope scope;
    scope.set(Root::Message, R"({"id": 9007199254740993, "price": 1.10, "name": "ann", "list": [1, 2.50],
        "headers": {"a": "1", "b": "2"}})");
    const Result<Template> compiled = Template::compile(value::readJson(json).value());
    QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error().text()));
    QCOMPARE(line(compiled->evaluate(scope)), expected);
    QByteArray out;
    Outcome outcome = compiled->appendJson(out, scope);
    if (outcome.isGood() && !outcome.value.isUndefined())
        QCOMPARE(QString::fromUtf8(out), expected);
    else
        QCOMPARE(line(outcome), expected);
    QVERIFY(!scope.host.isStarted());
}

void TestTemplate::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("what");
    QTest::newRow("not closed") << QByteArray(R"({"a": ["x", "{{$.b"]})") << QStringLiteral(".a[1]")
                                << QStringLiteral("\"{{\" is not closed by \"}}\".");
    QTest::newRow("unknown name") << QByteArray(R"({"a": "{{con.b}}"})") << QStringLiteral(".a")
                                  << QStringLiteral("Unknown name \"con\"; did you mean \"conn\"?");
    QTest::newRow("empty") << QByteArray(R"("{{}}")") << QString() << QStringLiteral("The expression is empty.");
}

void TestTemplate::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, what);
    const Result<Template> compiled = Template::compile(value::readJson(json).value());
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().where, where);
    QCOMPARE(compiled.error().what, what);
}

void TestTemplate::findsTheEndOfAnExpression_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("end");
    QTest::newRow("plain") << QByteArray("a}}") << qsizetype{1};
    QTest::newRow("braces") << QByteArray("f({a:1})}}") << qsizetype{8};
    QTest::newRow("quoted") << QByteArray("'}}'}}") << qsizetype{4};
    QTest::newRow("escaped quote") << QByteArray(R"('\'}}'}})") << qsizetype{6};
    QTest::newRow("template literal") << QByteArray("`}}`}}") << qsizetype{4};
    QTest::newRow("one brace") << QByteArray("a}") << qsizetype{-1};
    QTest::newRow("none") << QByteArray("a") << qsizetype{-1};
    QTest::newRow("open quote") << QByteArray("'a}}") << qsizetype{-1};
}

void TestTemplate::findsTheEndOfAnExpression()
{
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, end);
    QCOMPARE(expressionEnd(text), end);
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/handlebars.h"

#include "app/expression/expression.h"
#include "app/expression/handlebarshelpers.h"
#include "app/expression/templatetext.h"

#include <QTest>

using namespace framewright;
using namespace framewright::expression;

/// A template that was copied from Mockoon is refused with what to write instead, and what is told can be written.
class TestHandlebars : public QObject
{
    Q_OBJECT
private slots:
    void tells_data();
    void tells();
    void leavesAlone_data();
    void leavesAlone();
    void whatIsToldCompiles_data();
    void whatIsToldCompiles();
};

void TestHandlebars::tells_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *text, const char *told) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(told);
    };
    const auto here = [&row](const char *text, const char *told) {
        const QString helper = QString::fromLatin1(text).remove(u'{').trimmed().section(u' ', 0, 0);
        row(text, qPrintable(QStringLiteral("Mockoon's %1 is written %2 here.").arg(helper, QLatin1String(told))));
    };
    here("{{queryParam 'id'}}", "req.query.id");
    here("{{ queryParam \"id\" }}", "req.query.id");
    here("{{queryParam 'id' 'none'}}", "req.query.id ?? 'none'");
    here("{{queryParam 'filter.name'}}", "req.query.filter.name");
    here("{{queryParam (body 'key')}}", "req.query[$.key]");
    here("{{urlParam 'room'}}", "req.params.room");
    here("{{header 'X-Request-Id'}}", "req.headers['x-request-id']");
    here("{{cookie 'session'}}", "req.cookies.session");
    here("{{body 'user.name'}}", "$.user.name");
    here("{{body '$.users[0].name'}}", "$.users[0].name");
    here("{{body 'users.0.full-name'}}", "$.users[0]['full-name']");
    here("{{body 'a\\.b'}}", "$['a.b']");
    here("{{bodyRaw 'it\\'s'}}", "$['it\\'s']");
    here("{{getVar 'count'}}", "conn.count");
    here("{{getGlobalVar 'game' 'score.home'}}", "global.game.score.home");
    here("{{getEnvVar 'TOKEN' 'x'}}", "env.TOKEN ?? 'x'");
    here("{{data 'users' '[0].name'}}", "data.users[0].name");
    here("{{dataRaw 'users'}}", "data.users");
    here("{{oneOf (array 'a' 'b')}}", "pick(['a', 'b'])");
    here("{{int 1 10}}", "rnd(1, 10)");
    here("{{float -1 1}}", "faker('number.float', {min: -1, max: 1})");
    here("{{now 'yyyy-MM-dd'}}", "iso()");
    here("{{concat 'a' (urlParam 'id') @index}}", "'a' + req.params.id + key");
    here("{{add 1 (multiply 2 this.count)}}", "1 + (2 * it.count)");
    here("{{eq (body 'a') 'x'}}", "$.a === 'x'");
    here("{{len (bodyRaw 'items')}}", "$.items.length");
    here("{{substr (body 'a') 2}}", "$.a.substr(2)");
    here("{{stringify (bodyRaw 'a')}}", "json($.a)");
    here("{{default @name 'nobody'}}", "conn.name ?? 'nobody'");
    row("{{faker 'person.firstName'}}", "Functions are called with brackets here: write faker('person.firstName').");
    row("{{faker 'number.int' min=1 max=10}}",
        "Functions are called with brackets here: write faker('number.int', {min: 1, max: 10}).");
    row("{{fakr 'a'}}",
        "Functions are called with brackets here, and none is called \"fakr\"; did you mean \"faker\"?");
    row("{{setVar 'a' 1}}", "Mockoon's setVar is a step here: Set, with a variable like conn.NAME or route.NAME.");
    row("{{setGlobalVar 'a' (body 'b')}}",
        "Mockoon's setGlobalVar is a step here: Set, with a variable like global.NAME.");
    row("{{guid}}", "Unknown name \"guid\"; Mockoon's guid is uuid() here.");
    row("{{body}}", "Unknown name \"body\"; Mockoon's body is $ here.");
    row("{{date}}", "Unknown name \"date\"; Mockoon's date is faker('date.recent') here.");
    row("{{queryParam('id')}}", "Unknown function \"queryParam\"; Mockoon's queryParam is req.query.NAME here.");
    row("{{{body 'a'}}}", "Two braces are enough here: nothing is escaped. Mockoon's body is written $.a here.");
    row("{{{body}}}", "Two braces are enough here: nothing is escaped. Mockoon's body is $ here.");
    row("{{@index}}", "Names do not begin with @ here: a variable is conn.x, route.x or global.x, and in the step Each "
                      "the item is it.");
    row("{{#if (eq 1 2)}}a{{else}}b{{/if}}",
        "Blocks of Handlebars are steps here: If, Each and Choose; in a template write $.ok ? 'yes' : 'no'.");
    row("a{{/if}}",
        "Blocks of Handlebars are steps here: If, Each and Choose; in a template write $.ok ? 'yes' : 'no'.");
    row("{{else}}",
        "Blocks of Handlebars are steps here: If, Each and Choose; in a template write $.ok ? 'yes' : 'no'.");
    row("{{#repeat 5}}x{{/repeat}}", "Blocks of Handlebars are steps here: Each over range(1, 5) repeats; so does "
                                     "repeat('text', 5) in a template.");
}

void TestHandlebars::tells()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, told);
    const Result<TemplateText> compiled = TemplateText::compile(text);
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().what, told);
}

void TestHandlebars::leavesAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"$.a -1", "faker ('person.firstName')", "now () + 1", "parseInt (text, 10)", "typeof 'a'",
          "typeof text === 'string'", "'a' in $", "$ instanceof Object", "void 0", "/body 'a'/.test(text)",
          "/repeat/i.test(text)", "{a: 1}", "({body: 1})", "$.body ? 'a' : 'b'", "data.users[0]", "`a ${text}`",
          "function (a) { return a }", "$.map(function (body) { return body })", "new Date(0)"})
        QTest::newRow(text) << QByteArray(text);
}

void TestHandlebars::leavesAlone()
{
    QFETCH(QByteArray, text);
    QCOMPARE(handlebarsMistake(text), QString());
    const Result<Expression> compiled = Expression::compile(text);
    QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().what));
}

void TestHandlebars::whatIsToldCompiles_data()
{
    QTest::addColumn<QByteArray>("name");
    QVERIFY(helperNames().size() > 80);
    for (const QByteArrayView name : helperNames())
        QTest::newRow(name.data()) << name.toByteArray();
}

/// Of each helper, alone and with operands.
void TestHandlebars::whatIsToldCompiles()
{
    QFETCH(QByteArray, name);
    const Helper *helper = helperNamed(name);
    QVERIFY(helper != nullptr);
    const QByteArray call = name + " 'a' 'b' 'c'";
    const QString called = handlebarsMistake(call);
    QVERIFY(!called.isEmpty());
    QVERIFY(helperHere(name).contains(QString::fromUtf8(name)));
    if (helper->isDeed) {
        QVERIFY(called.contains(QLatin1String(helper->here)));
        return;
    }
    const Result<Expression> alone = Expression::compile(helper->alone);
    QVERIFY2(alone, alone ? "" : qPrintable(alone.error().what));
    const QByteArray here = called.mid(called.indexOf(u" is written ") + 12).chopped(6).toUtf8();
    const Result<Expression> with = Expression::compile(here);
    QVERIFY2(with, qPrintable(QString::fromUtf8(here) + QStringLiteral(": ") + (with ? QString() : with.error().what)));
}

QTEST_MAIN(TestHandlebars)
#include "tst_handlebars.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/memberuse.h"
#include "app/expression/parser.h"
#include "tests/expression/playscope.h"

#include <QTest>

using namespace framewright;
using namespace framewright::expression;

namespace {

/// `*` for the whole, `{a{b*}c*}` for `$.a.b` and `$.c`.
QString spelled(const MemberUse &use)
{
    if (use.isWhole)
        return QStringLiteral("*");
    QString members;
    for (const MemberUse &member : use.members)
        members += member.name + spelled(member);
    return u'{' + members + u'}';
}

/// With this word in it everything is handed over.
const QByteArray wholeMark(" /* arguments */");

} // namespace

class TestMemberUse : public QObject
{
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
    void tellsOfOtherRoots_data();
    void tellsOfOtherRoots();
    void changesNoAnswer_data();
    void changesNoAnswer();
};

void TestMemberUse::tells_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QString>("use");
    const auto row = [](const char *expression, const char *use) {
        QTest::newRow(expression) << QByteArray(expression) << QString::fromUtf8(use);
    };
    row("[1].map(x => x)", "{}");
    row("$.a", "{a*}");
    row("$.a.b.map(x => x)", "{a{b{map*}}}");
    row("[$.params.depth].map(x => x * 2)[0] === 40", "{params{depth*}}");
    row("$.a.b + $.a.c + $.d", "{a{b*c*}d*}");
    row("$?.a?.b.c", "{a{b{c*}}}");
    row("c?$.a:$.b", "{a*b*}");
    row("f(...$.list, $.x)", "{list*x*}");
    row("$.a[0].b", "{a*}");
    row("$.a['b']", "{a*}");
    row("$.a.b = 1", "{a{b*}}");
    row("`${$.a} and ${$.b}`", "{a*b*}");
    row("$.a /* $.b */", "{a*b*}");
    row("'costs $5' + $.a", "{a*}");
    row("$$.a + $.b", "{b*}");
    row("/a$/.test($.x)", "{x*}");
    row("x.$.a", "{}");
    row("$.a$.b", "{a${b*}}");
    // Whatever it is.
    row("$", "*");
    row("JSON.stringify($)", "*");
    row("$['a'].b", "*");
    row("'a' in $", "*");
    row("({$})", "*");
    row("/[.]$/.test($.x)", "*");
    row("$ .a", "*");
    row("$/**/.a", "*");
    row("$\n.a", "*");
    row("f(... $)", "*");
    row("'a $ b' + $.a", "*");
    // A character that may be a space, or belong to a name.
    row("$.gr\303\266\303\237e", "*");
    row("\302\240$.a", "{a*}");
    row("$\302\240.a", "*");
    // What every object has looks at more than its name says.
    row("$.hasOwnProperty('a')", "*");
    row("($.toString)()", "*");
    row("$.a.constructor", "{a*}");
    row("$.__proto__", "*");
    // Where names may hide.
    row("\\u0024.a", "*");
    row("eval('$' + '.a')", "*");
    row("(() => arguments[0])()", "*");
    row("class extends ${}", "*");
}

void TestMemberUse::tells()
{
    QFETCH(QByteArray, expression);
    QFETCH(QString, use);
    QCOMPARE(spelled(memberUseIn(expression, Root::Message)), use);
}

void TestMemberUse::tellsOfOtherRoots_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<int>("root");
    QTest::addColumn<QString>("use");
    const auto row = [](const char *expression, Root root, const char *use) {
        QTest::newRow(expression) << QByteArray(expression) << static_cast<int>(root) << QString::fromUtf8(use);
    };
    row("data.users.filter(u => u.name === $.data.name)", Root::DataSets, "{users{filter*}}");
    row("$.text.length", Root::Text, "{}");
    row("text.split(' ')", Root::Text, "{split*}");
    row("({text: 1})", Root::Text, "*");
    row("context.a + text2.b", Root::Text, "{}");
    row("req.headers.authorization.split(' ')[1]", Root::Request, "{headers{authorization{split*}}}");
    row("m[1] + m.name", Root::Captures, "*");
}

void TestMemberUse::tellsOfOtherRoots()
{
    QFETCH(QByteArray, expression);
    QFETCH(int, root);
    QFETCH(QString, use);
    QCOMPARE(spelled(memberUseIn(expression, static_cast<Root>(root))), use);
}

void TestMemberUse::changesNoAnswer_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char *expression : {"$.a",
                                   "[$.a.b]",
                                   "[$.a.b.c]",
                                   "$.a.map(x => x + 1)",
                                   "$.a.length > 1 ? [1].concat($.a) : []",
                                   "[$.a, $.b].filter(x => x)",
                                   "Object.keys($.a)",
                                   "[$.a.toString()]",
                                   "[$.a.hasOwnProperty('b')]",
                                   "$.a.b.toUpperCase()",
                                   "`${$.a}-${$.b}`",
                                   "(x => x.b)($.a)",
                                   "[$?.a?.b?.c]",
                                   "[typeof $.a]",
                                   "(() => { $.a = 5; return [$.a, $.b]; })()",
                                   "(() => { delete $.a; return [$.a]; })()",
                                   "$.a.sort().join()",
                                   "[$.__proto__ === Object.prototype]",
                                   "Object.entries($)",
                                   "[$.a.missing()]",
                                   "$.a.b()",
                                   "(({a, b}) => [b, a])($)",
                                   "[...$.a]",
                                   "JSON.stringify($.a)",
                                   "[$.constructor.name]"})
        QTest::newRow(expression) << QByteArray(expression);
}

/// The same as when everything is handed over.
void TestMemberUse::changesNoAnswer()
{
    QFETCH(QByteArray, expression);
    const RootSet roots = rootsNamedIn(expression);
    for (const char *message :
         {"{}", R"({"a": 1, "b": "x"})", R"({"a": {"b": {"c": [1, null]}}, "b": false})", R"({"b": 2, "a": [3, 1, 2]})",
          R"({"a": {"b": "text", "constructor": 1}})", R"({"a": null})", R"({"a": "text", "a": "last"})",
          R"({"__proto__": {"a": [7]}, "b": 1})", R"({"constructor": {"name": "mine"}})", "[1, 2]", "\"text\"",
          "null"}) {
        PlayScope scope;
        scope.set(Root::Message, message);
        const QString all = line(scope.host.evaluate(expression + wholeMark, roots, scope));
        QCOMPARE(line(scope.host.evaluate(expression, roots, scope)), all);
    }
}

QTEST_GUILESS_MAIN(TestMemberUse)
#include "tst_memberuse.moc"

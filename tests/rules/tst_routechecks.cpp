// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routeorder.h"

#include "app/workspace/workspacefile.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// What can be said of a route as a whole, and of one among others: what never matches, what is never reached.
class TestRouteChecks : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void saysNothing_data();
    void saysNothing();
    void hides_data();
    void hides();
    void manyRulesAreQuick();

private:
    [[nodiscard]] static QStringList problemsOf(const QByteArray &rules);
};

/// Of a workspace with the data set `users` and two environments.
QStringList TestRouteChecks::problemsOf(const QByteArray &rules)
{
    const QByteArray json = R"({"framewright": 1, "data": {"users": [{"name": "ann"}]}, "environments": [
        {"name": "dev", "variables": {"token": "x"}}, {"name": "prod", "variables": {"host": "y"}}],
        "environment": "dev", "servers": [{"routes": [{"path": "/", )" +
                            rules + "}]}]}";
    const Result<workspace::Workspace> workspace = workspace::readWorkspace(json);
    if (!workspace)
        return {workspace.error().text()};
    QStringList lines;
    const auto compiled = compileRoute(workspace->servers.front().routes.front(), *workspace);
    for (const Problem &problem : compiled->problems())
        lines.append(QStringLiteral("%1 %2: %3").arg(problem.rulePlace, problem.field, problem.text));
    return lines;
}

void TestRouteChecks::says_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *route, const char *problem) {
        QTest::newRow(name) << QByteArray(route) << QString::fromUtf8(problem);
    };
    const auto rules = [](const char *name, const char *list, const char *problem) {
        QTest::newRow(name) << R"("rules": [)" + QByteArray(list) + ']' << QString::fromUtf8(problem);
    };
    const auto match = [](const char *name, const char *matcher, const char *problem) {
        QTest::newRow(name) << R"("rules": [{"match": {"$.a": )" + QByteArray(matcher) + "}}]"
                            << QLatin1StringView("message 1 match.$.a: ") + QString::fromUtf8(problem);
    };
    rules("behind one for everything", R"({"name": "All"}, {"match": {"$.a": 1}})",
          "message 2 on: Never reached: All above takes everything.*");
    rules("two for opening", R"({"on": "open"}, {"on": "open", "when": "req.query.a"})",
          "open 2 on: Never reached: open 1 above takes everything.*");
    rules("the same twice", R"({"match": {"$.a": 1}, "when": "conn.b"}, {"when": "conn.b", "match": {"$.a": 1}})",
          "message 2 on: Never reached: message 1 above takes all that this one would.*");
    rules("a narrower one below", R"({"match": {"$.a": 1}}, {"match": {"$.b": 2, "$.a": 1}})",
          "message 2 on: Never reached: message 1 above takes all*");
    rules("under one that goes on", R"({"continue": true, "do": [{"send": "x"}]}, {"name": "All"}, {})",
          "message 3 on: Never reached: All above takes everything.*");
    rules("signal", R"({"on": "signal:a"}, {"on": "signal:b"}, {"on": "signal:a", "match": {"sig.x": 1}})",
          "signal:a 2 on: Never reached*");
    match("nothing and something", R"({"exists": false, "type": "text"})",
          "What is not there cannot be anything else*");
    match("empty list", R"({"in": []})", "Nothing is in an empty list*");
    match("wrong kind", R"({"equals": 5, "type": "text"})", "No value can be all of this at once*");
    match("kinds of tests", R"({"regex": "a", "type": "list"})", "No value can be all of this at once*");
    match("number that begins with", R"({"gt": 5, "startsWith": "a"})", "No value can be all of this at once*");
    match("empty range", R"({"gt": 5, "lt": 5.0})", "No value can be all of this at once*");
    match("none of the list", R"({"in": [1, 2], "gt": 2})", "No value can be all of this at once*");
    match("text that is not there", R"({"equals": "hello", "regex": "^bye"})", "No value can be all of this at once*");
    match("other part", R"({"equals": {"a": 1}, "subset": {"a": 2}})", "No value can be all of this at once*");
    rules("every way of an any", R"({"match": {"any": [{"$.a": {"in": []}}, {"$.b": {"gt": 2, "lt": 1}}]}})",
          "message 1 match.any: No value can be*");
    rules("message of an opening", R"({"on": "open", "match": {"$.a": 1}})",
          "open 1 match.$.a: There is no message here*");
    rules("text of a closing", R"({"on": "close", "match": {"text": "a"}})",
          "close 1 match.text: There is no message here*");
    rules("code of a message", R"({"match": {"code": 1000}})", "message 1 match.code: Only a rule on `close` sees*");
    rules("signal of a message", R"({"match": {"sig.a": 1}})", "message 1 match.sig.a: Only a rule on `signal:NAME`*");
    rules("data set in a template", R"({"do": [{"send": {"list": ["{{data.usrs[0].name}}"]}}]})",
          "message 1 do[0].send.list[0]: There is no data set \"usrs\"; did you mean \"users\"?");
    rules("data set in a condition", R"({"when": "data.people.length > 0"})",
          "message 1 when: There is no data set \"people\".");
    rules("data set deep below", R"({"do": [{"if": "data?.usrs", "then": [{"send": "{{ data.users }}"}]}]})",
          "message 1 do[0].if: There is no data set \"usrs\"; did you mean \"users\"?");
    rules("data set in a selector", R"({"match": {"data.userz.length": 1}})",
          "message 1 match.data.userz.length: There is no data set \"userz\"; did you mean \"users\"?");
    rules("variable", R"({"do": [{"send": "{{env.tokn}}"}]})",
          "message 1 do[0].send: No environment has a variable \"tokn\"; did you mean \"token\"?");
    row("refusal", R"("refuse": [{"when": "req.query.t !== env.tokem"}])",
        " refuse[0].when: No environment has a variable \"tokem\"; did you mean \"token\"?");
    row("companion", R"("http": [{"path": "/u", "json": {"all": "{{data.usrs}}"}}])",
        " http[0].json.all: There is no data set \"usrs\"; did you mean \"users\"?");
    row("stream", R"("stream": {"every": 10, "messages": ["a", "{{data.usrs}}"]})",
        " stream.messages[1]: There is no data set \"usrs\"; did you mean \"users\"?");
}

void TestRouteChecks::says()
{
    QFETCH(QByteArray, route);
    QFETCH(QString, problem);
    const QStringList lines = problemsOf(route);
    QVERIFY2(lines.size() == 1, qPrintable(lines.join(u'\n')));
    const bool isThere =
        problem.endsWith(u'*') ? lines.first().startsWith(problem.chopped(1)) : lines.first() == problem;
    QVERIFY2(isThere, qPrintable(lines.first()));
}

void TestRouteChecks::saysNothing_data()
{
    QTest::addColumn<QByteArray>("list");
    const auto row = [](const char *name, const char *list) { QTest::newRow(name) << QByteArray(list); };
    row("different values", R"({"match": {"$.a": 1}}, {"match": {"$.a": 2}}, {})");
    row("wider below", R"({"match": {"$.a": 1, "$.b": 2}}, {"match": {"$.a": 1}})");
    row("one that goes on", R"({"continue": true}, {"match": {"$.a": 1}})");
    row("one that goes on may change it",
        R"({"when": "conn.a"}, {"continue": true, "do": [{"set": {"conn.a": 1}}]}, {"when": "conn.a"})");
    row("switched off", R"({"enabled": false}, {})");
    row("other triggers", R"({"on": "open"}, {}, {"on": "close"}, {"on": "unmatched"}, {"on": "ping"})");
    row("chance twice", R"({"when": "rnd(0, 1) > 0.5"}, {"when": "rnd(0, 1) > 0.5"}, {})");
    row("template may be anything", R"({"match": {"$.a": {"equals": "{{conn.a}}", "gt": 5}}})");
    row("touching range", R"({"match": {"$.a": {"gt": 5, "lt": 6}}})");
    row("texts in a range", R"({"match": {"$.a": {"gt": "a", "lt": "b"}}})");
    row("nothing, or not this", R"({"match": {"$.a": {"exists": false, "not": {"type": "text"}}}})");
    row("no message, and none is wanted", R"({"on": "open", "match": {"$.a": {"exists": false}}})");
    row("the request of an opening", R"({"on": "open", "match": {"req.query.a": "1"}})");
    row("one way of an any", R"({"match": {"any": [{"$.a": {"in": []}}, {"$.b": 1}]}})");
    row("a number by a pattern", R"({"match": {"$.a": {"type": "number", "regex": "^1"}}})");
    row("words that are no names",
        R"({"do": [{"send": "see data.sheet and env.txt"}], "when": "$.data.x === $.env.y"})");
    row("a name in quotes", R"({"when": "$.a === 'data.xyz'"})");
    row("a script's own", R"-({"do": [{"run": "const data = $; send(data.x)"}]})-");
    row("of any environment", R"({"do": [{"send": "{{env.token}} {{env.host}}"}]})");
}

void TestRouteChecks::saysNothing()
{
    QFETCH(QByteArray, list);
    const QStringList lines = problemsOf(R"("rules": [)" + list + ']');
    QVERIFY2(lines.isEmpty(), qPrintable(lines.join(u'\n')));
}

void TestRouteChecks::hides_data()
{
    QTest::addColumn<QByteArray>("routes");
    QTest::addColumn<QStringList>("hidden");
    const auto row = [](const char *name, const char *routes, const QStringList &hidden) {
        QTest::newRow(name) << QByteArray(routes) << hidden;
    };
    const QString byA = QStringLiteral("Never reached: \"%1\" above takes all of its handshakes. Move this route above "
                                       "it, or give it another path.");
    row("different", R"({"path": "/a"}, {"path": "/b"}, {"path": "/A"}, {"path": "/a/"})", {});
    row("same", R"({"path": "/a"}, {"path": "/b"}, {"path": "/a"})",
        {QStringLiteral("/a: Never reached: a route above has the same path, and the first one takes the handshake. "
                        "Move this route above it, or give it another path.")});
    row("same, spelled otherwise", R"({"path": "/a b"}, {"path": "/a%20b"})", {u"/a%20b: " + byA.arg(u"/a b")});
    row("parameter over a literal", R"({"path": "/chat/{room}"}, {"path": "/chat/lobby"})",
        {u"/chat/lobby: " + byA.arg(u"/chat/{room}")});
    row("literal over a parameter", R"({"path": "/chat/lobby"}, {"path": "/chat/{room}"})", {});
    row("parameter of another name", R"({"path": "/{a}"}, {"path": "/{b}"})", {u"/{b}: " + byA.arg(u"/{a}")});
    row("rest over all below", R"({"path": "/files/{rest*}"}, {"path": "/files/a/{b}"}, {"path": "/files/"},
                                  {"path": "/files"}, {"path": "/files/{other*}"})",
        {u"/files/a/{b}: " + byA.arg(u"/files/{rest*}"), u"/files/: " + byA.arg(u"/files/{rest*}"),
         u"/files/{other*}: " + byA.arg(u"/files/{rest*}")});
    row("parameter does not take the rest", R"({"path": "/{a}"}, {"path": "/{rest*}"}, {"path": "/"})",
        {u"/: " + byA.arg(u"/{rest*}")});
    row("parameter takes no empty segment", R"({"path": "/a/{b}"}, {"path": "/a/"})", {});
    row("with ends", R"({"path": "/{name}.json"}, {"path": "/list.json"}, {"path": "/.json"}, {"path": "/x{a}.json"},
                        {"path": "/{a}"})",
        {u"/list.json: " + byA.arg(u"/{name}.json"), u"/x{a}.json: " + byA.arg(u"/{name}.json")});
    row("switched off above", R"({"path": "/a", "enabled": false}, {"path": "/a"})", {});
    row("switched off below", R"({"path": "/a"}, {"path": "/a", "enabled": false})", {});
    row("broken path above", R"({"path": "/{"}, {"path": "/a"})", {});
}

void TestRouteChecks::hides()
{
    QFETCH(QByteArray, routes);
    QFETCH(QStringList, hidden);
    auto workspace = workspace::readWorkspace(R"({"framewright": 1, "servers": [{"routes": [)" + routes + "]}]}");
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().text()));
    const workspace::Server &server = workspace->servers.front();
    const auto found = hiddenRoutes(server);
    QStringList lines;
    for (const workspace::Route &route : server.routes) {
        if (const auto problem = found.find(route.id); problem != found.end()) {
            QCOMPARE(problem->second.field, QStringLiteral("path"));
            QVERIFY(!problem->second.rule);
            lines << route.path + QStringLiteral(": ") + problem->second.text;
        }
    }
    QCOMPARE(lines, hidden);
}

/// Not each rule is held against each other one: that would be 50 million times.
void TestRouteChecks::manyRulesAreQuick()
{
    QByteArray rules;
    for (int number = 0; number < 10000; ++number)
        rules += R"({"match": {"$.type": "t)" + QByteArray::number(number) + R"(", "$.a": 1, "$.b": 2}},)";
    const QStringList lines =
        problemsOf(R"("rules": [)" + rules + R"({"match": {"$.type": "t77", "$.b": 2, "$.a": 1}}])");
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.first().startsWith(QLatin1StringView("message 10001 on: Never reached: message 78 above")));
}

QTEST_GUILESS_MAIN(TestRouteChecks)
#include "tst_routechecks.moc"

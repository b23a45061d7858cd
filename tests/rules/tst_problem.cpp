// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// What cannot work is said, and the rest runs.
class TestProblem : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void leavesOutWhatIsBroken();
};

void TestProblem::says_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *route, const char *problem) {
        QTest::newRow(problem) << QByteArray(route) << QString::fromUtf8(problem);
    };
    const auto action = [&](const char *body, const char *problem) {
        const QByteArray route = "{\"path\": \"/\", \"rules\": [{\"do\": [" + QByteArray(body) + "]}]}";
        QTest::newRow(problem) << route << QString::fromUtf8(problem);
    };
    row(R"({"path": "echo"})", "- path: A path begins with \"/\".");
    row(R"({"path": "/", "codec": "stmp"})", "- codec: There is no codec \"stmp\"; did you mean \"stomp\"?*");
    row(R"({"path": "/", "http": [{}]})", "- http[0].path: `path` is a text, like \"/hub/negotiate\".");
    row(R"({"path": "/", "conn": {"id": 1}})", "- conn.id: This is the connection's own and cannot be set.");
    row(R"({"path": "/", "refuse": [{"when": "req."}, {"when": "rec.path"}]})",
        "- refuse[1].when: rec.path: Unknown name \"rec\"; did you mean \"req\"?");
    row(R"({"path": "/", "accept": {"headers": {"a b": "c"}}})",
        "- accept.headers.a b: A header has a name without spaces and a text of one line.");
    row(R"({"path": "/", "rules": [{"name": "Hi", "on": "opened"}]})",
        "Hi on: Unknown trigger \"opened\"; did you mean \"open\"?");
    row(R"({"path": "/", "rules": [{"on": "signal:"}]})", "signal: 1 on: Unknown trigger \"signal:\"*");
    row(R"({"path": "/", "rules": [{"on": "signal:changed"}, {"do": [{"emit": "chanced"}]}]})",
        "message 1 do[0].emit: No rule of this route answers the signal \"chanced\"; did you mean \"changed\"?");
    row(R"({"path": "/", "signals": [{"name": "notfy"}], "rules": [{"on": "signal:notify"}]})",
        "- signals[0].name: No rule of this route answers the signal \"notfy\"; did you mean \"notify\"?");
    row(R"({"path": "/", "signals": [{}]})", "- signals[0].name: A signal has a name, like \"notify\".");
    row(R"({"path": "/", "rules": [{"on": "start", "do": [{"send": {"same": true}}]}]})",
        "start 1 do[0].send: There is no message here*");
    row(R"({"path": "/", "rules": [{"on": "close", "do": [{"start": "a", "after": 1}]}]})",
        "close 1 do[0].scope: The connection is gone, and its timers with it: write \"scope\": \"route\".");
    row(R"({"path": "/", "rules": [{"on": "start", "do": [{"start": "a", "after": 1, "scope": "conn"}]}]})",
        "start 1 do[0].scope: There is no connection here: the timer is the route's.");
    row(R"({"path": "/", "stream": {"messages": ["a"]}})",
        "- stream.every: A stream needs \"every\": 1000, in milliseconds.");
    row(R"({"path": "/", "stream": {"every": 0, "messages": ["a"]}})", "- stream.every: This is a number, 1 at least.");
    row(R"({"path": "/", "stream": {"every": 10, "messages": []}})",
        "- stream.messages: `messages` is a list of what is sent, by turns.");
    row(R"({"path": "/", "stream": {"every": 10, "mode": "all", "messages": ["a"]}})",
        "- stream.mode: `mode` is \"each\" or \"broadcast\".");
    row(R"({"path": "/", "stream": {"every": 10, "order": "any", "messages": ["a"]}})",
        "- stream.order: `order` is \"sequence\" or \"random\".");
    row(R"({"path": "/", "stream": {"evry": 10, "every": 10, "messages": ["a"]}})",
        "- stream.evry: A stream has no \"evry\"; did you mean \"every\"?");
    row(R"({"path": "/", "stream": {"mode": "broadcast", "every": 10, "messages": ["a", "{{peer.id}} {{seq('n')}}"]}})",
        "- stream.messages[1]: seq() here would number*");
    row(R"({"path": "/", "rules": [{}, {"on": "open"}, {"when": "con.a"}]})",
        "message 2 when: con.a: Unknown name \"con\"; did you mean \"conn\"?");
    row(R"({"path": "/", "rules": [{"match": {"$.a": {"regex": "("}}}]})",
        "message 1 match.$.a.regex: The regular expression is wrong at character 2: missing closing parenthesis.");
    row(R"({"path": "/", "rules": [{"match": {"$.a": {"regexp": "a"}}}]})",
        "message 1 match.$.a.regexp: Unknown matcher \"regexp\"; did you mean \"regex\"?*");
    row(R"({"path": "/", "rules": [{"match": {"$.a": {"schema": {"type": "int"}}}}]})",
        "message 1 match.$.a.schema/type: A type is one of null, boolean*");
    row(R"({"path": "/", "rules": [{"match": {"$.a": {"exists": 1}}}]})",
        "message 1 match.$.a.exists: `exists` is true or false.");
    row(R"({"path": "/", "rules": [{"match": {"any": []}}]})", "message 1 match.any: `any` is a list of matches*");
    action(R"({"sned": "x"})", "message 1 do[0]: Unknown verb \"sned\"; did you mean \"send\"?");
    action(R"({"start": "x"})",
           "message 1 do[0].start: A timer needs \"every\": 100 or \"after\": 3000, in milliseconds.");
    action(R"({"start": "x", "after": 1, "times": 2})",
           "message 1 do[0].times: `times` wants `every`: a timer with `after` alone ticks once.");
    action(R"({"start": "", "every": 1})", "message 1 do[0].start: This is a name, like \"sub:{{$.id}}\".");
    action(R"({"start": "x", "every": 0})", "message 1 do[0].every: This is 1 at least.");
    action(R"({"start": "x", "every": "100"})",
           "message 1 do[0].every: This is a number, or a template like \"{{conn.period}}\".");
    action(R"({"start": "x", "every": 1, "keep": 1})", "message 1 do[0].keep: `keep` is true or false.");
    action(R"({"start": "x", "every": 1, "scope": "server"})",
           "message 1 do[0].scope: `scope` is \"route\" or \"conn\".");
    action(R"({"start": "x", "every": 1, "until": 1})", "message 1 do[0].until: \"start\" has no option \"until\"*");
    action(R"({"start": "x", "every": 1, "do": [{"sent": 1}]})",
           "message 1 do[0].do[0]: Unknown verb \"sent\"; did you mean \"send\"?");
    action(R"({"stop": 1})", "message 1 do[0].stop: This is a name, like \"sub:{{$.id}}\".");
    action(R"({"emit": "x", "to": "everyone"})", "message 1 do[0].emit.to: \"everyone\" is nobody*");
    action(R"({"send": "x", "too": "all"})",
           "message 1 do[0].too: \"send\" has no option \"too\"; did you mean \"to\"?");
    action(R"({"send": "x", "to": "everyone"})", "message 1 do[0].send.to: \"everyone\" is nobody*");
    action(R"({"send": {"hex": "0"}})",
           "message 1 do[0].send: `hex` and `raw` are pairs of hexadecimal digits, like \"01ff\".");
    action(R"({"send": {"file": "a"}})", "message 1 do[0].send: The workspace is not saved yet*");
    action(R"({"send": {"a": ["{{"]}})", "message 1 do[0].send.a[0]: \"{{\" is not closed by \"}}\".");
    action(R"({"send": "{{peer.id}} {{seq('n')}}", "to": "all"})", "message 1 do[0].send: seq() here would number*");
    action(R"({"set": {"con.a": 1}})", "message 1 do[0].set.con.a: \"con.a\" cannot be set: a path begins with*");
    action(R"({"close": 1006})", "message 1 do[0].close: 1006 is no close code that may be sent*");
    action(R"({"drop": "now"})", "message 1 do[0].drop: `drop` is \"reset\", \"fin\" or \"hang\".");
    action(R"({"wait": true})", "message 1 do[0].wait: `wait` is milliseconds, or {\"min\": 20, \"max\": 80}.");
    action(R"({"if": "true", "then": [{"sent": 1}]})",
           "message 1 do[0].then[0]: Unknown verb \"sent\"; did you mean \"send\"?");
    action(R"({"each": "{{$.a}}", "do": [{"sent": 1}]})",
           "message 1 do[0].do[0]: Unknown verb \"sent\"; did you mean \"send\"?");
    row(R"({"path": "/", "codec": "text", "rules": [{"do": [{"each": "{{$.a}}", "do": [{"send": {"batch": ["a"]}}]}]}]})",
        "message 1 do[0].do[0].send: The codec text has one message in a frame: write one `send` for each, or give the "
        "route a `delimiter` to stand between them, like \"\\n\".");
    row(R"({"path": "/", "codec": "phoenix", "stream": {"every": 10, "messages": ["x", {"batch": ["a"]}]}})",
        "- stream.messages[1]: The codec phoenix has one message in a frame*");
    row(R"({"path": "/", "codec": "socket.io", "rules": [{"do": [{"send": {"batch": "{{$.list}}"}, "to": "all"}]}]})",
        "message 1 do[0].send: The codec socket.io has one message in a frame*");
    row(R"({"path": "/", "rules": [{"on": "open", "do": [{"send": {"same": true}}]}]})",
        "open 1 do[0].send: There is no message here*");
}

void TestProblem::says()
{
    QFETCH(QByteArray, route);
    QFETCH(QString, problem);
    QStringList lines;
    const auto compiled = routeOf(route);
    for (const Problem &found : compiled->problems())
        lines.append(
            QStringLiteral("%1 %2: %3")
                .arg(found.rulePlace.isEmpty() ? QStringLiteral("-") : found.rulePlace, found.field, found.text));
    const bool isThere = problem.endsWith(u'*') ? !lines.isEmpty() && lines.last().startsWith(problem.chopped(1))
                                                : !lines.isEmpty() && lines.last() == problem;
    QVERIFY2(isThere, qPrintable(lines.join(u'\n')));
}

void TestProblem::leavesOutWhatIsBroken()
{
    const auto compiled = routeOf(R"({"path": "/", "rules": [
        {"match": {"text": "a", "$.x": {"regexp": "b"}}, "do": [{"send": "must not match"}]},
        {"on": "opened", "do": [{"send": "never"}]},
        {"do": [{"sned": "x"}, {"send": "second"}, {"set": {"con.a": 1, "conn.b": 2}}, {"send": "{{conn.b}}"}]}]})");
    QCOMPARE(compiled->problems().size(), std::size_t{4});
    Conversation conversation(compiled);
    QCOMPARE(conversation.play("open 1 /\n1 > a\n1 < second\n1 < 2"), QString());
}

QTEST_GUILESS_MAIN(TestProblem)
#include "tst_problem.moc"

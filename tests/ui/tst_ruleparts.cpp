// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/answerrule.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/codespans.h"
#include "ui/rules/completion.h"
#include "ui/rules/condition.h"
#include "ui/rules/language.h"
#include "ui/rules/papertrial.h"
#include "ui/rules/ruleplaces.h"
#include "ui/rules/stepeditor.h"
#include "ui/rules/templatejson.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

namespace {

Value read(QByteArrayView json)
{
    return value::readJson(json).value();
}

QByteArray write(const Value &value)
{
    return value::writeJson(value);
}

workspace::Rule ruleOf(QByteArrayView json)
{
    return ruleFromJson(read(json), {}).value();
}

} // namespace

/// What the rule editor is made of, without a window.
class tst_RuleParts : public QObject
{
    Q_OBJECT
private slots:
    void templateJson_data();
    void templateJson();
    void wrongTemplateJson_data();
    void wrongTemplateJson();
    void lines_data();
    void lines();
    void conditionsComeBack_data();
    void conditionsComeBack();
    void conditionsAreMerged();
    void stepsMove_data();
    void stepsMove();
    void spans_data();
    void spans();
    void inExpression_data();
    void inExpression();
    void problemsHaveAPlace_data();
    void problemsHaveAPlace();
    void everyNewActionIsRight_data();
    void everyNewActionIsRight();
    void rulesAreCopiedAsJson();
    void answers_data();
    void answers();
    void completionsKnowTheMessages();
    void completionsStandBelowTheField();
    void trialSaysWhy();
    void trialPlaysOnPaper();
    void trialEnds();
};

void tst_RuleParts::templateJson_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("bare") << u"{\"id\":{{$.id}}}"_qs << QByteArray("{\"id\":\"{{$.id}}\"}");
    QTest::newRow("alone") << u"{{$.id}}"_qs << QByteArray("\"{{$.id}}\"");
    QTest::newRow("braces and quotes inside")
        << u"[{{f({a: \"}}\"})}}]"_qs << QByteArray("[\"{{f({a: \\\"}}\\\"})}}\"]");
    QTest::newRow("inside of a text") << u"{\"a\":\"x {{$.a}}\"}"_qs << QByteArray("{\"a\":\"x {{$.a}}\"}");
    QTest::newRow("two in a text") << u"[\"{{a}}{{b}}\"]"_qs << QByteArray("[\"{{a}}{{b}}\"]");
    QTest::newRow("a key keeps its quotes") << u"{\"{{a}}\":1}"_qs << QByteArray("{\"{{a}}\":1}");
    QTest::newRow("digits") << u"[1.10,9007199254740993]"_qs << QByteArray("[1.10,9007199254740993]");
}

void tst_RuleParts::templateJson()
{
    QFETCH(QString, shown);
    QFETCH(QByteArray, json);
    const Result<Value> value = readTemplateJson(shown);
    QVERIFY2(value.has_value(), value ? "" : qPrintable(value.error().text()));
    QCOMPARE(write(*value), json);
    QCOMPARE(writeTemplateJson(*value), shown);
}

void tst_RuleParts::wrongTemplateJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("open") << u"{\"a\":"_qs;
    QTest::newRow("template without an end") << u"{\"a\": {{$.b }"_qs;
    QTest::newRow("text without an end") << u"{\"a\": \"b}"_qs;
}

void tst_RuleParts::wrongTemplateJson()
{
    QFETCH(QString, text);
    QVERIFY(!readTemplateJson(text).has_value());
}

void tst_RuleParts::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text without quotes") << u"writeMessage"_qs << QByteArray("\"writeMessage\"");
    QTest::newRow("text with quotes") << u"\"5\""_qs << QByteArray("\"5\"");
    QTest::newRow("number") << u"5"_qs << QByteArray("5");
    QTest::newRow("true") << u"true"_qs << QByteArray("true");
    QTest::newRow("object") << u"{\"a\": 1}"_qs << QByteArray("{\"a\":1}");
    QTest::newRow("template in a text") << u"hello {{$.name}}"_qs << QByteArray("\"hello {{$.name}}\"");
    QTest::newRow("half an object is a text") << u"{\"a\""_qs << QByteArray("\"{\\\"a\\\"\"");
}

void tst_RuleParts::lines()
{
    QFETCH(QString, line);
    const Value value = valueOfLine(line);
    QTEST(write(value), "json");
    QVERIFY(valueOfLine(lineOfValue(value)).isIdentical(value));
}

void tst_RuleParts::conditionsComeBack_data()
{
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const char *match, int count) {
        QTest::newRow(name) << QByteArray(match) << count;
    };
    row("none", "{}", 0);
    row("literal", R"({"$.event":"say"})", 1);
    row("digits", R"({"$.n":1.10})", 1);
    row("said so", R"({"$.event":{"equals":"say"}})", 1);
    row("object", R"({"$.a":{"equals":{}}})", 1);
    row("several tests", R"({"$.n":{"gt":1,"lt":5}})", 2);
    row("not", R"({"$.n":{"not":5}})", 1);
    row("not a test", R"({"$.n":{"not":{"regex":"^a"}}})", 1);
    row("not several", R"({"$.n":{"not":{"gt":1,"lt":2}}})", 1);
    row("exists", R"({"$.a":{"exists":false},"$.b":{"exists":true}})", 2);
    row("unknown", R"({"$.a":{"looksLike":"b","gt":1}})", 1);
    row("empty matcher", R"({"$.a":{}})", 1);
    row("any first", R"({"any":[{"$.a":1},{"$.b":2}],"$.c":3})", 1);
    row("any last", R"({"$.c":3,"any":[{"$.a":1}]})", 1);
}

void tst_RuleParts::conditionsComeBack()
{
    QFETCH(QByteArray, match);
    const Value value = read(match);
    const QList<Condition> conditions = readConditions(value);
    QTEST(int(conditions.size()), "count");
    QCOMPARE(write(writeConditions(conditions, value)), match);
}

void tst_RuleParts::conditionsAreMerged()
{
    const Condition above{u"$.n"_qs, "gt", false, Value::integer(1), true};
    const Condition same{u"$.n"_qs, "equals", false, Value::integer(3), true};
    const Condition other{u"$.n"_qs, "gt", false, Value::integer(9), true};
    QCOMPARE(write(writeConditions({same, above}, {})), QByteArray(R"({"$.n":{"equals":3,"gt":1}})"));
    QVERIFY(!isOverwritten({same, above}, 0));
    QVERIFY(isOverwritten({above, other}, 0));
    const Condition negated{u"$.n"_qs, "equals", true, Value::integer(3), true};
    QCOMPARE(write(writeConditions({negated}, {})), QByteArray(R"({"$.n":{"not":3}})"));
    QVERIFY(write(writeConditions({{QString(), "equals", false, Value::integer(3), true}}, {})) == "{}");
}

void tst_RuleParts::stepsMove_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("moved");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const QString &from, const QString &to, bool moved, const char *after) {
        QTest::newRow(name) << from << to << moved << QByteArray(after);
    };
    const char *start = R"([{"a":1},{"if":"x","then":[{"b":2}]},{"c":3}])";
    row("down", u"0"_qs, u"3"_qs, true, R"([{"if":"x","then":[{"b":2}]},{"c":3},{"a":1}])");
    row("up", u"2"_qs, u"0"_qs, true, R"([{"c":3},{"a":1},{"if":"x","then":[{"b":2}]}])");
    row("in", u"0"_qs, u"1/then/1"_qs, true, R"([{"if":"x","then":[{"b":2},{"a":1}]},{"c":3}])");
    row("out", u"1/then/0"_qs, u"0"_qs, true, R"([{"b":2},{"a":1},{"if":"x","then":[]},{"c":3}])");
    row("into itself", u"1"_qs, u"1/then/0"_qs, false, start);
    row("nowhere", u"7"_qs, u"0"_qs, false, start);
    row("to nowhere", u"0"_qs, u"1/else/0"_qs, false, start);
}

void tst_RuleParts::stepsMove()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    Value steps = read(R"([{"a":1},{"if":"x","then":[{"b":2}]},{"c":3}])");
    QTEST(moveStepIn(steps, from, to), "moved");
    QTEST(write(steps), "after");
}

void tst_RuleParts::spans_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<CodeLanguage>("language");
    QTest::addColumn<QString>("parts");
    const auto row = [](const char *name, const QString &line, CodeLanguage language, const QString &parts) {
        QTest::newRow(name) << line << language << parts;
    };
    row("json", u"{\"a\": \"b\", \"c\": 12}"_qs, CodeLanguage::Json, u"\"a\"|\"b\"|\"c\"|12"_qs);
    row("bare template", u"{\"a\": {{f({b: '}}'})}}}"_qs, CodeLanguage::Json, u"\"a\"|{{f({b: '}}'})}}"_qs);
    row("template in a text", u"\"x {{a}} y\""_qs, CodeLanguage::Json, u"\"x |{{a}}| y\""_qs);
    row("template", u"room {{conn.room}}!"_qs, CodeLanguage::Template, u"{{conn.room}}"_qs);
    row("expression", u"a === 'b'"_qs, CodeLanguage::Expression, u"a === |'b'"_qs);
    row("unfinished", u"{\"a\": \"b"_qs, CodeLanguage::Json, u"\"a\"|\"b"_qs);
    row("trailing escape", u"\"b\\"_qs, CodeLanguage::Json, u"\"b\\"_qs);
    row("plain", u"{{a}} 'b'"_qs, CodeLanguage::Plain, QString());
}

void tst_RuleParts::spans()
{
    QFETCH(QString, line);
    QFETCH(CodeLanguage, language);
    QStringList parts;
    qsizetype end = 0;
    for (const CodeSpan &span : codeSpans(line, language)) {
        QVERIFY(span.start >= end && span.start + span.length <= line.size());
        end = span.start + span.length;
        parts << line.mid(span.start, span.length);
    }
    QTEST(parts.join(u'|'), "parts");
}

void tst_RuleParts::inExpression_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("inside");
    QTest::newRow("before") << u"|{{a}}"_qs << false;
    QTest::newRow("inside") << u"{{a|}}"_qs << true;
    QTest::newRow("behind") << u"{{a}}|"_qs << false;
    QTest::newRow("unfinished") << u"x {{conn.|"_qs << true;
    QTest::newRow("second") << u"{{a}} {{b|}}"_qs << true;
    QTest::newRow("between") << u"{{a}} | {{b}}"_qs << false;
}

void tst_RuleParts::inExpression()
{
    QFETCH(QString, line);
    const qsizetype place = line.indexOf(u'|');
    line.remove(place, 1);
    QTEST(isInExpression(line, place, CodeLanguage::Template), "inside");
}

void tst_RuleParts::problemsHaveAPlace_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, const char *rule, const QStringList &parts) {
        QTest::newRow(name) << QByteArray(rule) << parts;
    };
    row("regex", R"({"match": {"$.a.b": {"regex": "("}}})", {u"match"_qs, u"$.a.b"_qs, u"regex"_qs});
    row("when", R"({"when": "(conn.ok"})", {u"when"_qs});
    row("when that only the engine reads", R"x({"when": "conn.list.some(x => x ==)"})x", {u"when"_qs});
    row("trigger", R"({"on": "opne"})", {u"on"_qs});
    row("recipients", R"({"do": [{"wait": 1}, {"send": "a", "to": "nobody"}]})", {u"do"_qs, u"1"_qs, u"to"_qs});
    row("nested", R"({"do": [{"if": "conn.ok", "then": [{"close": 99}]}]})",
        {u"do"_qs, u"0"_qs, u"then"_qs, u"0"_qs, u"close"_qs});
    row("verb", R"({"do": [{"sned": 1}]})", {u"do"_qs, u"0"_qs});
}

void tst_RuleParts::problemsHaveAPlace()
{
    QFETCH(QByteArray, rule);
    QFETCH(QStringList, parts);
    const workspace::Rule parsed = ruleOf(rule);
    const std::vector<rules::Problem> problems = checkRule(parsed, {}, {});
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(partsOf(ruleToJson(parsed), problems.front().field).mid(0, parts.size()), parts);
}

void tst_RuleParts::everyNewActionIsRight_data()
{
    QTest::addColumn<int>("verb");
    for (std::size_t index = 0; index < verbs().size(); ++index)
        QTest::newRow(verbs()[index].name) << int(index);
}

void tst_RuleParts::everyNewActionIsRight()
{
    QFETCH(int, verb);
    const VerbEntry &entry = verbs()[std::size_t(verb)];
    workspace::Rule rule;
    rule.actions.push_back({newAction(entry)});
    QCOMPARE(rule.actions.front().verb(), QByteArray(entry.name));
    for (const FieldEntry &field : entry.fields)
        QVERIFY2(value::readJson(field.initial).has_value(), field.key);
    // A signal that no rule answers yet is a problem of the route, not of the action.
    const bool isEmit = rule.actions.front().verb() == "emit";
    for (const rules::Problem &problem : checkRule(rule, {}, {}))
        QVERIFY2(isEmit && problem.field.endsWith(u"emit"_qs), qPrintable(problem.text));
}

void tst_RuleParts::rulesAreCopiedAsJson()
{
    const workspace::Rule rule = ruleOf(R"({"name": "a", "colour": "red", "do": [{"send": 1.10}]})");
    const auto back = rulesFromText(rulesToText({rule, rule}));
    QVERIFY(back.has_value());
    QCOMPARE(back->size(), std::size_t(2));
    QVERIFY(back->front() == rule);
    QVERIFY(!rulesFromText(u"hello"_qs).has_value());
    const auto wrong = rulesFromText(u"{\"do\": 5}"_qs);
    QVERIFY(!wrong.has_value());
    QVERIFY2(wrong.error().what.contains(u"do"_qs), qPrintable(wrong.error().what));
}

void tst_RuleParts::answers_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<QString>("codec");
    const auto row = [](const char *name, protocol::Opcode opcode, const char *payload, const char *match,
                        const QString &codec = u"json"_qs) {
        QTest::newRow(name) << int(opcode) << QByteArray(payload) << QByteArray(match) << codec;
    };
    using protocol::Opcode;
    row("event", Opcode::Text, R"({"id":1,"event":"say","text":"x"})", R"({"$.event":"say"})");
    row("list", Opcode::Text, R"([2,"a","BootNotification"])", R"({"$[0]":2})");
    row("some text", Opcode::Text, R"({"a b":"c"})", R"({"$['a b']":"c"})");
    row("nothing telling", Opcode::Text, R"({"a":{"b":1}})", R"({"$.a":{"exists":true}})");
    row("plain text", Opcode::Text, "hello", R"({"text":"hello"})");
    row("binary", Opcode::Binary, "\x10\x20", R"({"bytes":{"hex":"10"}})");
    row("ping", Opcode::Ping, "x", "{}");
    row("text that looks like json", Opcode::Text, R"({"event":1})", R"({"text":"{\"event\":1}"})", u"text"_qs);
    row("msgpack", Opcode::Binary,
        "\x81\xa5"
        "event\xa3say",
        R"({"$.event":"say"})", u"msgpack"_qs);
    row("no msgpack", Opcode::Binary, "\xc1", R"({"bytes":{"hex":"c1"}})", u"msgpack"_qs);
    row("socket.io", Opcode::Text, R"(42["say",1])", R"({"$.type":"event","$.data[0]":"say"})", u"socket.io"_qs);
    row("no mqtt", Opcode::Binary,
        "\x30\x06\x01"
        "axyz",
        R"({"bytes":{"hex":"30"}})", u"mqtt"_qs);
    row("signalr", Opcode::Text, "{\"type\":1,\"target\":\"Send\"}\x1e", R"({"$.type":1,"$.target":"Send"})",
        u"signalr"_qs);
}

void tst_RuleParts::answers()
{
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(QString, codec);
    workspace::Route route;
    route.codec = codec;
    const workspace::Rule rule = ruleAnswering(route, static_cast<protocol::Opcode>(opcode), payload);
    QTEST(write(rule.match), "match");
    QVERIFY(checkRule(rule, {}, {}).empty());
}

void tst_RuleParts::completionsKnowTheMessages()
{
    Completion completion;
    completion.addMessage(read(R"({"event": "say", "user": {"name": "ann", "a b": 1}, "list": [{"x": 1}]})"));
    completion.addMessage(read(R"({"event": "bye"})"));
    const QStringList selectors = completion.selectors();
    for (const char *name : {"$.event", "$.user.name", "$.user['a b']", "$.list[0].x", "text"})
        QVERIFY2(selectors.contains(QLatin1String(name)), name);
    QCOMPARE(completion.valuesOf(u"$.event"_qs), QStringList({u"\"say\""_qs, u"\"bye\""_qs}));
    QVERIFY(completion.names().contains(u"uuid("_qs));
    for (int index = 0; index < 2000; ++index)
        completion.addMessage(Value::object({{QByteArray::number(index), Value::null()}}));
    QVERIFY(completion.selectors().size() < 400);
}

void tst_RuleParts::completionsStandBelowTheField()
{
    const Theme theme;
    QWidget window;
    CodeEdit edit(theme, CodeLanguage::Expression, CodeEdit::Extent::Line, &window);
    edit.setWholes([] { return QStringList{u"$.event"_qs, u"$.user.name"_qs}; });
    window.resize(400, 300);
    edit.setGeometry(20, 20, 200, 28);
    window.show();
    edit.setFocus();
    edit.suggest();
    const auto *list = edit.findChild<QAbstractItemView *>(u"completions"_qs);
    list = list != nullptr ? list : qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QVERIFY(list != nullptr && list->isVisible());
    // What is typed stays to be read.
    QCOMPARE(list->window()->y(), edit.mapToGlobal(QPoint(0, edit.height())).y());
    QCOMPARE(list->window()->x(), edit.mapToGlobal(QPoint()).x());
}

namespace {

workspace::Workspace workspaceOf(QByteArrayView rules)
{
    return workspace::readWorkspace("{\"framewright\": 1, \"servers\": [{\"routes\": [{\"path\": \"/chat/{room}\", "
                                    "\"rules\": " +
                                    rules.toByteArray() + "}]}]}")
        .value();
}

QStringList effectsOf(const TrialResult &result)
{
    QStringList lines;
    for (const TrialEffect &effect : result.effects)
        lines << u"%1 %2: %3"_qs.arg(effect.milliseconds).arg(effect.recipient, effect.what);
    return lines;
}

} // namespace

void tst_RuleParts::trialSaysWhy()
{
    using Outcome = RuleVerdict::Outcome;
    const workspace::Workspace workspace = workspaceOf(R"([
        {"on": "open", "do": [{"set": {"conn.n": 7}}]},
        {"enabled": false},
        {"name": "Broken", "match": {"$.event": {"regex": "("}}},
        {"match": {"$.event": "say", "$.n": {"gt": 5}}},
        {"match": {"$.event": "say"}, "when": "conn.n === 8"},
        {"match": {"$.n": 1}, "continue": true},
        {"match": {"$.event": "say"}, "do": [{"send": "heard"}]},
        {"do": [{"send": "never"}]},
        {"on": "unmatched", "do": [{"send": "what?"}]}])");
    const TrialResult result = tryMessage(workspace, workspace.servers.front().routes.front(),
                                          {protocol::Opcode::Text, R"({"event":"say","n":1})", u"/chat/a"_qs});
    QList<Outcome> outcomes;
    for (const RuleVerdict &verdict : result.verdicts)
        outcomes << verdict.outcome;
    QCOMPARE(outcomes, QList<Outcome>({Outcome::OtherThing, Outcome::Off, Outcome::Broken, Outcome::DoesNotFit,
                                       Outcome::DoesNotFit, Outcome::Continues, Outcome::Answers, Outcome::NotReached,
                                       Outcome::NotReached}));
    QVERIFY2(result.verdicts.at(3).reason.contains(u"$.n"_qs) && result.verdicts.at(3).reason.endsWith(u"1"_qs),
             qPrintable(result.verdicts.at(3).reason));
    QCOMPARE(result.verdicts.at(4).reason, u"conn.n === 8, where conn.n is 7"_qs);
    QCOMPARE(result.verdicts.at(2).name, u"Broken"_qs);
    QCOMPARE(result.verdicts.at(6).name, u"message 6"_qs);
    QCOMPARE(effectsOf(result), QStringList{u"0 the sender: heard"_qs});
    QVERIFY(!result.isCut);
}

void tst_RuleParts::trialPlaysOnPaper()
{
    const workspace::Workspace workspace = workspaceOf(R"([
        {"on": "open", "do": [{"join": "{{req.params.room}}"}, {"send": "welcome"}]},
        {"do": [{"send": "first"}, {"wait": 50}, {"send": "to all", "to": "room:{{req.params.room}}"},
                {"close": 4000, "reason": "bye"}]}])");
    const TrialResult result = tryMessage(workspace, workspace.servers.front().routes.front(),
                                          {protocol::Opcode::Text, "x", u"/chat/blue"_qs});
    QCOMPARE(effectsOf(result), QStringList({u"0 the sender: first"_qs, u"50 the sender: to all"_qs,
                                             u"50 another client: to all"_qs, u"50 the sender: close 4000 bye"_qs}));
    const workspace::Workspace other =
        workspaceOf(R"([{"match": {"text": "a"}}, {"on": "unmatched", "do": [{"send": "what?"}]}])");
    const TrialResult unmatched =
        tryMessage(other, other.servers.front().routes.front(), {protocol::Opcode::Text, "b", u"/chat/blue"_qs});
    QCOMPARE(effectsOf(unmatched), QStringList{u"0 the sender: what?"_qs});
}

void tst_RuleParts::trialEnds()
{
    const workspace::Workspace workspace =
        workspaceOf(R"([{"do": [{"start": "t", "every": 10, "do": [{"send": "tick"}]}]}])");
    const TrialResult result =
        tryMessage(workspace, workspace.servers.front().routes.front(), {protocol::Opcode::Text, "x", u"/chat/a"_qs});
    QCOMPARE(result.verdicts.constFirst().outcome, RuleVerdict::Outcome::Answers);
    QVERIFY2(result.isCut, qPrintable(effectsOf(result).join(u'\n')));
    QVERIFY(result.effects.size() > 10 && result.effects.size() <= 500);
}

QTEST_MAIN(tst_RuleParts)
#include "tst_ruleparts.moc"

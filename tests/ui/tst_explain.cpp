// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/fieldtable.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/theme.h"
#include "ui/help/examples.h"
#include "ui/routes/explanation.h"
#include "ui/routes/ruletext.h"
#include "ui/rules/language.h"

#include <QHash>
#include <QSet>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

namespace {

Value json(const QByteArray &text)
{
    const Result<Value> read = value::readJson(text);
    return read ? *read : Value();
}

workspace::Route routeOf(const QByteArray &text)
{
    const auto read =
        workspace::readWorkspace("{\"framewright\": 1, \"servers\": [{\"port\": 9001, \"routes\": [" + text + "]}]}");
    return read && !read->servers.empty() ? read->servers.front().routes.front() : workspace::Route();
}

QString explained(const QByteArray &route)
{
    return explainRoute(routeOf(route));
}

/// The one rule with this step, explained.
QString stepExplained(const Value &step)
{
    return explained("{\"path\": \"/\", \"rules\": [{\"do\": [" + value::writeJson(step) + "]}]}");
}

} // namespace

/// "Explain this route" has plain words for every verb, option, trigger, matcher, form of a message, audience and
/// setting of a route: what the language gains and nobody put into words fails here.
class tst_Explain : public QObject
{
    Q_OBJECT
private slots:
    void says_data();
    void says();
    void everyVerb_data();
    void everyVerb();
    void everyTrigger();
    void everyOperator_data();
    void everyOperator();
    void operatorsDiffer();
    void everyFormOfAMessage();
    void everyAudience();
    void everySetting_data();
    void everySetting();
    void everyKeyOfCompanionsAndStreams_data();
    void everyKeyOfCompanionsAndStreams();
    void everyExample_data();
    void everyExample();
    void whatIsNotKnownIsNamed();

private:
    Theme m_theme; // With it come the examples.
};

void tst_Explain::says_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *route, const char *sentence) {
        QTest::newRow(name) << QByteArray(route) << QString::fromUtf8(sentence);
    };
    const auto rule = [](const char *name, const char *text, const char *sentence) {
        QTest::newRow(name) << QByteArray("{\"path\": \"/\", \"rules\": [") + text + "]}"
                            << QString::fromUtf8(sentence);
    };
    rule("echo", R"({"do": [{"send": {"same": true}}]})", "1. When a message arrives: send the same message back.");
    rule("a rule with a name", R"({"name": "Greet", "on": "open", "do": [{"send": "hi"}]})",
         "1. Greet — when a client connects: send “hi”.");
    rule("nothing to do", R"({"match": {"text": "x"}})", "1. When a message arrives and its text is “x”: do nothing.");
    rule("goes on", R"({"continue": true, "do": [{"wait": 5}]})",
         "1. When a message arrives: wait 5 ms. Then the rules below are tried as well.");
    rule("off and overtaking", R"({"enabled": false, "overtake": true, "do": [{"wait": {"min": 2, "max": 8}}]})",
         "1. When a message arrives: wait between 2 and 8 ms, by chance. It does not wait until the answers to earlier "
         "messages have left. This rule is off.");
    rule("when", R"({"match": {"$.a": 1}, "when": "conn.ok", "do": [{"unset": "conn.ok"}]})",
         "1. When a message arrives and its field a is 1, and this holds: conn.ok: take away the connection's variable "
         "ok.");
    rule("alternatives", R"({"match": {"any": [{"$.a": 1, "$.b": 2}, {"text": {"regex": "^x"}}]}})",
         "and either its field a is 1 and its field b is 2, or its text matches the pattern /^x/: do nothing.");
    rule("several tests", R"({"match": {"$.n": {"gt": 1, "lt": 9}}})",
         "its field n is greater than 1 and is less than 9");
    rule("not several", R"({"match": {"$.n": {"not": {"gt": 1, "lt": 9}}}})",
         "its field n does not pass this: it is greater than 1 and is less than 9");
    rule("the handshake", R"({"match": {"req.headers.x-key": {"exists": true}, "req.query.v": "2"}})",
         "the header x-key of the handshake is there, and the query parameter v of the handshake is “2”");
    rule("a template", R"({"match": {"$.token": "{{env.token}}"}})", "its field token is the value of env.token");
    rule("a schema", R"({"match": {"$": {"schema": "users"}}})",
         "the whole message fits the JSON Schema in the data set users");
    rule("bytes", R"({"match": {"bytes": {"hex": "01ff20"}}})",
         "its content, byte for byte, begins with the bytes 01 ff 20");
    rule("one of", R"({"match": {"$.op": {"in": ["a", "b", 3]}}})", "its field op is “a”, “b” or 3");
    rule("a signal", R"({"on": "signal:notify", "do": [{"send": {"text": "{{sig.text}}"}, "to": "all"}]})",
         "When the signal notify is raised: send the text the value of sig.text to every client of the route.");
    rule("nobody else", R"({"on": "unmatched", "do": [{"close": 4000, "reason": "what?"}]})",
         "When a message arrives that no other rule takes: close the connection with the code 4000 (Private use) and "
         "the reason “what?”.");
    rule("a close frame without a code", R"({"do": [{"close": 1005}]})",
         "close the connection with a close frame that has no code.");
    rule("to some", R"({"do": [{"send": {"a": 1}, "to": "room:{{req.params.room}}", "exceptSelf": true,
                                "where": "peer.ready", "fragment": {"size": 3, "gap": 20}}]})",
         "send the object {\"a\":1} to everybody in the room the value of req.params.room, except this one, only to "
         "those for whom this holds: peer.ready, in frames of 3 bytes with 20 ms between them.");
    rule("variables", R"({"do": [{"set": {"conn.n": 1, "global.total": "{{global.total + 1}}"}}]})",
         "set the connection's variable n to 1 and the server's variable total to the value of global.total + 1.");
    rule("a timer", R"({"do": [{"start": "sub:{{$.id}}", "every": 100, "after": 50, "times": 3, "jitter": 5,
                                "keep": true, "do": [{"send": "tick"}], "then": [{"close": 1000}]}]})",
         "1. When a message arrives:\n"
         "   - start the timer “sub:{{$.id}}”: every 100 ms, for the first time after 50 ms, give or take 5 ms, "
         "3 times in all, unless it runs already, do this:\n"
         "     - send “tick”\n"
         "     and after the last time:\n"
         "       - close the connection with the code 1000 (Normal closure)");
    rule("a choice", R"({"do": [{"if": "conn.ok", "then": [{"send": "y"}], "else": [{"drop": "reset"}]}]})",
         "   - if this holds: conn.ok\n"
         "     - send “y”\n"
         "   - otherwise:\n"
         "     - cut the connection off without a close frame (TCP reset)");
    rule("by turns", R"({"do": [{"choose": [[{"send": "a"}], []]}]})",
         "   - do one of these, a different one each time, in turn:\n"
         "     1 of 2:\n"
         "       - send “a”\n"
         "     2 of 2:\n"
         "       - nothing");
    rule("emit", R"({"do": [{"emit": "changed", "to": "others", "with": {"n": 1}}]})",
         "raise the signal changed on every connection but this one, with n = 1.");
    row("a path", R"({"path": "/a/{room}/{rest*}"})",
        "{room} in the path stands for one part of it; rules know it as req.params.room.\n"
        "{rest*} in the path stands for all that is left of it; rules know it as req.params.rest.");
    row("a refusal", R"({"path": "/", "refuse": [{"when": "!req.headers['x-key']", "status": 403, "delay": 20,
                          "body": "no", "headers": {"X-A": "1"}}]})",
        "To every handshake without the header x-key the answer is 403 after 20 ms, with “no” as body, with the header "
        "X-A: 1.\nEvery other handshake is taken.");
    row("the first ones", R"({"path": "/", "refuse": [{"first": 3, "drop": "hang"}]})",
        "To the first 3 handshakes since the start there is never an answer, and the connection stays open.");
    row("a companion", R"({"path": "/", "http": [{"method": "post", "path": "/push", "status": 202,
                            "json": {"ok": true}, "emit": {"emit": "notify", "to": "all"}}]})",
        "A plain HTTP POST of /push is answered with 202, with the object {\"ok\":true} as body; that makes the rules "
        "raise "
        "the signal notify on every connection of the route.");
    row("a stream", R"({"path": "/", "stream": {"mode": "broadcast", "every": 40, "messages": [{"a": 1}, "b"]}})",
        "Every 40 ms all connections get the same: the next of 2 messages.\n"
        "   - the object {\"a\":1}\n"
        "   - “b”");
}

void tst_Explain::says()
{
    QFETCH(QByteArray, route);
    QFETCH(QString, sentence);
    QVERIFY2(!routeOf(route).path.isEmpty(), "The row is no route.");
    const QString text = explained(route);
    QVERIFY2(text.contains(sentence), qPrintable(text));
}

void tst_Explain::everyVerb_data()
{
    QTest::addColumn<QByteArray>("verb");
    for (const VerbEntry &verb : verbs())
        QTest::newRow(verb.name) << QByteArray(verb.name);
}

/// A new one has words, and each option changes them.
void tst_Explain::everyVerb()
{
    QFETCH(QByteArray, verb);
    const VerbEntry &entry = *verbNamed(verb);
    const Value step = newAction(entry);
    const QString text = stepExplained(step);
    QVERIFY2(!text.contains(u"is known)"), qPrintable(text));
    for (const FieldEntry &field : entry.fields) {
        if (!field.isOption)
            continue;
        Value with = step;
        const bool isWritten = step.contains(field.key);
        with.set(field.key, json(isWritten                        ? "7"
                                 : field.kind == FieldKind::Steps ? R"([{"send": "option"}])"
                                 : field.kind == FieldKind::Json  ? R"({"option": 7})"
                                                                  : field.initial));
        QVERIFY2(stepExplained(with) != text, field.key);
    }
}

void tst_Explain::everyTrigger()
{
    QSet<QString> heads;
    for (const WordEntry &trigger : triggers()) {
        const QByteArray on = trigger.word + QByteArray(QByteArrayView(trigger.word).endsWith(':') ? "x" : "");
        const QString text = explained("{\"path\": \"/\", \"rules\": [{\"on\": \"" + on + "\"}]}");
        QVERIFY2(!text.contains(u"is known)"), qPrintable(text));
        heads.insert(text);
    }
    QCOMPARE(heads.size(), qsizetype(triggers().size()));
}

void tst_Explain::everyOperator_data()
{
    QTest::addColumn<QByteArray>("matcher");
    for (const OperatorEntry &entry : operators()) {
        const QByteArray test = "{\"" + QByteArray(entry.word) + "\": " + entry.initial + "}";
        const bool isNegated = entry.isNegated && QByteArrayView(entry.word) != "exists";
        QTest::newRow(entry.label) << (isNegated ? "{\"not\": " + test + "}" : test);
    }
}

void tst_Explain::everyOperator()
{
    QFETCH(QByteArray, matcher);
    const QString text = sayMatcher(json(matcher));
    QVERIFY2(!text.isEmpty() && !text.contains(u"is known)"), qPrintable(text));
    QVERIFY2(!text.contains(u"{\"not"), qPrintable(text));
}

void tst_Explain::operatorsDiffer()
{
    QSet<QString> texts;
    for (const OperatorEntry &entry : operators()) {
        const QByteArray argument = entry.argument == ArgumentKind::Nothing ? QByteArray(entry.initial) : "\"0a\"";
        const QByteArray test = "{\"" + QByteArray(entry.word) + "\": " + argument + "}";
        const bool isNegated = entry.isNegated && QByteArrayView(entry.word) != "exists";
        const QString text = sayMatcher(json(isNegated ? "{\"not\": " + test + "}" : test));
        if (texts.contains(text) && QByteArrayView(entry.word) != "in" && QByteArrayView(entry.word) != "type")
            QFAIL(qPrintable(text));
        texts.insert(text);
    }
}

void tst_Explain::everyFormOfAMessage()
{
    QSet<QString> texts;
    for (const WordEntry &form : contentForms()) {
        const QByteArrayView name(form.word);
        const QByteArray argument = name == "batch" ? "[{\"a\": 1}, \"b\"]" : name == "same" ? "true" : "\"0a\"";
        const QByteArray written = "{\"" + name.toByteArray() + "\": " + argument + "}";
        const Value content = json(name.isEmpty() ? QByteArray("{\"a\": 1}") : written);
        const QString text = sayContent(content);
        const QString fallback = name.isEmpty() ? QString() : sayValue(content);
        QVERIFY2(text != fallback, form.word); // Put into words, and not shown as the file has it.
        texts.insert(text);
    }
    QCOMPARE(texts.size(), qsizetype(contentForms().size()));
}

void tst_Explain::everyAudience()
{
    QSet<QString> messages;
    QSet<QString> signalTexts;
    for (const WordEntry &audience : audiences()) {
        const QByteArrayView word(audience.word);
        QByteArray to = word.isEmpty() ? QByteArray("{{$.to}}") : word.toByteArray();
        if (word.endsWith(':'))
            to += '7';
        messages.insert(stepExplained(json("{\"send\": \"a\", \"to\": \"" + to + "\"}")));
        signalTexts.insert(sayEmission(json("{\"emit\": \"a\", \"to\": \"" + to + "\"}")));
    }
    QCOMPARE(messages.size(), qsizetype(audiences().size()));
    QCOMPARE(signalTexts.size(), qsizetype(audiences().size()));
}

void tst_Explain::everySetting_data()
{
    QTest::addColumn<QByteArray>("structure");
    QTest::addColumn<QByteArray>("key");
    for (const workspace::StructureDescription &structure : workspace::fileStructures()) {
        for (const char *name : {"route", "accept", "deflate", "refuse", "routeLimits", "rule"}) {
            if (structure.name != name)
                continue;
            for (const workspace::FieldDescription &field : structure.fields)
                QTest::newRow(qPrintable(QString::fromUtf8(structure.name + '.' + field.key)))
                    << structure.name << field.key;
        }
    }
}

/// Whatever a route may say, by the table that the file is read with. A new key wants a row here and words there.
void tst_Explain::everySetting()
{
    QFETCH(QByteArray, structure);
    QFETCH(QByteArray, key);
    static const QHash<QByteArray, QByteArray> samples = {
        {"route.path", R"("/other")"},
        {"route.name", R"("Rooms")"},
        {"route.enabled", "false"},
        {"route.accept", R"({"delay": 7})"},
        {"route.refuse", "[{}]"},
        {"route.conn", R"({"a": 1})"},
        {"route.route", R"({"a": 1})"},
        {"route.codec", R"("mqtt")"},
        {"route.delimiter", R"("\n")"},
        {"route.batch", "true"},
        {"route.limits", R"({"idle": 7})"},
        {"route.http", R"([{"path": "/a"}])"},
        {"route.stream", R"({"messages": ["a"]})"},
        {"route.signals", R"([{"name": "a"}])"},
        {"route.rules", "[{}]"},
        {"accept.subprotocols", R"(["a"])"},
        {"accept.requireSubprotocol", "true"},
        {"accept.headers", R"({"X-A": "1"})"},
        {"accept.delay", "7"},
        {"accept.deflate", R"({"enabled": false})"},
        {"deflate.enabled", "false"},
        {"deflate.threshold", "7"},
        {"deflate.takeover", "true"},
        {"deflate.windowBits", "9"},
        {"refuse.when", R"("req.path === '/'")"},
        {"refuse.first", "7"},
        {"refuse.status", "499"},
        {"refuse.headers", R"({"X-A": "1"})"},
        {"refuse.body", R"("no")"},
        {"refuse.json", R"({"no": 1})"},
        {"refuse.delay", "7"},
        {"refuse.drop", R"("fin")"},
        {"routeLimits.message", "7"},
        {"routeLimits.connections", "7"},
        {"routeLimits.idle", "7"},
        {"rule.name", R"("Greet")"},
        {"rule.on", R"("open")"},
        {"rule.match", R"({"text": "a"})"},
        {"rule.when", R"("conn.ok")"},
        {"rule.do", R"([{"wait": 7}])"},
        {"rule.continue", "true"},
        {"rule.enabled", "false"},
        {"rule.overtake", "true"},
    };
    static const QHash<QByteArray, QByteArray> around = {
        {"route", "%1"},
        {"accept", R"("accept": {"subprotocols": ["b"], %1})"},
        {"deflate", R"("accept": {"deflate": {%1}})"},
        {"refuse", R"("refuse": [{%1}])"},
        {"routeLimits", R"("limits": {%1})"},
        {"rule", R"("rules": [{%1}])"},
    };
    // Where it is listed, and what is not acted on yet.
    static const QSet<QByteArray> unsaid = {"route.folder", "route.proxy", "route.faults"};
    const QByteArray name = structure + '.' + key;
    if (unsaid.contains(name))
        return;
    QVERIFY2(samples.contains(name), "This key is new: give it a row here and words in what explains a route.");
    const auto route = [&](const QByteArray &written) {
        QByteArray inside = around[structure];
        inside.replace("%1", written);
        const QByteArray path = key == "path" && structure == "route" ? QByteArray() : QByteArray(R"("path": "/")");
        QByteArray text = '{' + path + (path.isEmpty() || inside.isEmpty() ? "" : ", ") + inside + '}';
        return text.replace(", }", "}");
    };
    const QByteArray with = route('"' + key + "\": " + samples[name]);
    const bool isPath = name == "route.path";
    QVERIFY2(routeOf(with).path == (isPath ? u"/other"_qs : u"/"_qs), with.constData());
    QVERIFY2(explained(with) != explained(isPath ? R"({"path": "/"})" : route({})), qPrintable(explained(with)));
}

void tst_Explain::everyKeyOfCompanionsAndStreams_data()
{
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QByteArray>("without");
    const auto companion = [](const char *key, const char *sample) {
        QTest::newRow(qPrintable(QStringLiteral("http ") + QLatin1String(key)))
            << QByteArray(R"({"path": "/", "http": [{"path": "/a", ")") + key + "\": " + sample + "}]}"
            << QByteArray(R"({"path": "/", "http": [{"path": "/a"}]})");
    };
    companion("method", R"("PUT")");
    companion("path", R"("/b")");
    companion("status", "204");
    companion("headers", R"({"X-A": "1"})");
    companion("json", "[1]");
    companion("body", R"("a")");
    companion("emit", R"("notify")");
    const auto stream = [](const char *key, const char *sample) {
        QTest::newRow(qPrintable(QStringLiteral("stream ") + QLatin1String(key)))
            << QByteArray(R"({"path": "/", "stream": {"messages": ["a", "b"], ")") + key + "\": " + sample + "}}"
            << QByteArray(R"({"path": "/", "stream": {"messages": ["a", "b"]}})");
    };
    stream("mode", R"("broadcast")");
    stream("every", "7");
    stream("order", R"("random")");
    stream("times", "7");
    stream("messages", R"(["c", "b"])");
}

void tst_Explain::everyKeyOfCompanionsAndStreams()
{
    QFETCH(QByteArray, with);
    QFETCH(QByteArray, without);
    QVERIFY(!routeOf(with).path.isEmpty());
    QVERIFY2(explained(with) != explained(without), qPrintable(explained(with)));
}

void tst_Explain::everyExample_data()
{
    QTest::addColumn<QByteArray>("content");
    const QList<Example> examples = readExamples();
    QVERIFY(examples.size() > 15);
    for (const Example &example : examples)
        QTest::newRow(qPrintable(example.fileName)) << example.content.toUtf8();
}

/// Of the examples, which use the language as people do, nothing is left in the words of the file.
void tst_Explain::everyExample()
{
    QFETCH(QByteArray, content);
    const auto read = workspace::readWorkspace(content);
    QVERIFY(read);
    for (const workspace::Server &server : read->servers) {
        for (const workspace::Route &route : server.routes) {
            const QString text = explainRoute(route);
            QVERIFY2(!text.contains(u"is known)"), qPrintable(text));
            QVERIFY2(!text.contains(u"  ,") && !text.contains(u",,"), qPrintable(text));
        }
    }
}

void tst_Explain::whatIsNotKnownIsNamed()
{
    const QString text = explained(R"({"path": "/", "codec": "xml", "rules": [{"on": "dawn",
        "match": {"$.a": {"near": 5}}, "do": [{"shout": "x"}]}]})");
    QVERIFY2(text.contains(u"dawn happens (no such event is known)"), qPrintable(text));
    QVERIFY2(text.contains(u"near 5 (no such matcher is known)"), qPrintable(text));
    QVERIFY2(text.contains(u"shout “x” (no such step is known)"), qPrintable(text));
    QVERIFY2(text.contains(u"read as xml, which is not known"), qPrintable(text));
}

QTEST_MAIN(tst_Explain)
#include "tst_explain.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestRunScript : public QObject
{
    Q_OBJECT

private slots:
    void acts_data();
    void acts();
    void keepsWhatItDidNotTouch();
    void takesTextsAsTheyAre();
    void sendsBytes();
    void speaksTheCodecOfTheRoute();
    void livesOn_data();
    void livesOn();
    void endsEndlessScripts();
    void endsEndlessRegularExpressions();
    void boundsWhatItAsksFor();
    void saysWhatCannotWork_data();
    void saysWhatCannotWork();
};

void TestRunScript::acts_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *script, const char *expected) {
        QTest::newRow(script) << QByteArray(script) << QByteArray(expected);
    };
    row("send({a: 1})", R"(1 < {"a":1})");
    row("send($.list.map(x => x * 2))", "1 < [2,4,6]");
    row("for (const x of $.list) send('n' + x)", "1 < n1\n1 < n2\n1 < n3");
    row("send({text: 'x'}); send({ping: 'p'}); send({hex: '01ff'})", "1 < x\n1 < ping:p\n1 < hex:01ff");
    row("send('hi', {to: 'others'}); send('all', {to: 'all', where: 'peer.id > 1'})", "2 < hi\n2 < all");
    row("join('r'); send('room', {to: 'room:r'})", "1 < room");
    row("join('r'); leave('r'); send('room', {to: 'room:r'}); send('end')", "1 < end");
    row("wait(50); send('late')", "+49\n+1\n1 < late");
    row("send('a'); wait({min: 10, max: 10}); send('b')", "1 < a\n+10\n1 < b");
    row("conn.n = (conn.n || 0) + 1; send(conn.n); act({if: 'conn.n === 1', then: [{send: 'one'}]})", "1 < 1\n1 < one");
    row("set('route.users.ann', {age: 5}); send(route.users)", R"(1 < {"ann":{"age":5}})");
    row("set({'global.a': 1, 'shared.b': 2, 'local.c': 3}); send([global.a, shared.b, local.c])", "1 < [1,2,3]");
    row("conn.x = 1; unset('conn.x'); send(typeof conn.x)", "1 < undefined");
    row("close(4000, 'bye')", "1 ! close 4000 bye");
    row("close(1005)", "1 ! close");
    row("drop('reset')", "1 ! drop reset");
    row("each([1, 2], {do: [{send: '{{it}}'}]})", "1 < 1\n1 < 2");
    row("choose([[{send: 'a'}], [{send: 'b'}]])", "1 < a");
    row("start('t', {after: 20, do: [{send: 'tick {{$.list.length}}'}]}); send('now')", "1 < now\n+20\n1 < tick 3");
    row("start('t', {every: 10, times: 2, do: [{send: '{{tick}}'}]})", "+10\n1 < 1\n+10\n1 < 2\n+50");
    row("start('t', {after: 20, do: [{send: 'no'}]}); stop('t')", "+50");
    row("emit('sign', {with: {a: 1}})", R"(1 < {"a":1})");
    row("send(faker('person.firstName', 'ja').length > 0)", "1 < true");
    row("send(timer('none') === undefined)", "1 < true");
    row("// don't\nsend(conn.id) /* it's */; send(`http://x/${conn.id}`)", "1 < 1\n1 < http://x/1");
    row("send('a\\'b'.replace(/'/g, '')); // '\nsend({text: '' + conn.id}); send([...$.list, $['list'].length])",
        "1 < ab\n1 < 1\n1 < [1,2,3,3]");
    row("const text = conn.id; send({conn: text, data: typeof data})", R"(1 < {"conn":1,"data":"object"})");
    row("send(conn.id ? data.users[0].name : route)", "1 < ann");
    row("if (size() === 2) send(peers().map(peer => peer.id))", "1 < [1,2]");
}

void TestRunScript::acts()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    const QByteArray escaped = QByteArray(script).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    Conversation conversation("{\"path\": \"/\", \"rules\": [{\"do\": [{\"run\": \"" + escaped +
                              "\"}]}, {\"on\": \"signal:sign\", \"do\": [{\"send\": \"{{sig}}\"}]}]}");
    QCOMPARE(conversation.play("open 1 /\nopen 2 /\n1 > {\"list\": [1, 2, 3]}\n" + expected), QString());
}

/// Numbers become doubles inside of a script, but what it only looks at keeps its digits.
void TestRunScript::keepsWhatItDidNotTouch()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "conn": {"big": 9007199254740993, "price": 1.10},
        "rules": [{"match": {"text": "write"}, "do": [{"run": "conn.n = conn.big > 1 ? 'x' : 'y'; conn.list = [conn.price]"}]},
                  {"do": [{"send": "{{conn.big}} {{conn.price}} {{conn.n}} {{conn.list[0]}}"}]}]})json"));
    QCOMPARE(conversation.play("open 1 /\n1 > write\n1 > read\n1 < 9007199254740993 1.10 x 1.1"), QString());
}

/// A message that brings braces is no template, and is never parsed as one.
void TestRunScript::takesTextsAsTheyAre()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "conn": {"secret": "s"},
        "rules": [{"do": [{"run": "send('> ' + text); send({deep: [text]}); join(text); close(4000, text)"}]}]})json"));
    QCOMPARE(conversation.play("open 1 /\n"
                               "1 > {{conn.secret}} \"quoted\" }}\n"
                               "1 < > {{conn.secret}} \"quoted\" }}\n"
                               "1 < {\"deep\":[\"{{conn.secret}} \\\"quoted\\\" }}\"]}\n"
                               "1 ! close 4000 {{conn.secret}} \"quoted\" }}"),
             QString());
}

void TestRunScript::sendsBytes()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "rules": [{"do": [
        {"run": "send(new Uint8Array([1, 255])); send(bytes.slice(0, 2)); send({hex: hex(bytes)})"}]}]})json"));
    QCOMPARE(conversation.play("open 1 /\n1 > hex:0aff00\n1 < hex:01ff\n1 < hex:0aff\n1 < hex:0aff00"), QString());
}

/// An object goes through it, as from a rule; a text does not.
void TestRunScript::speaksTheCodecOfTheRoute()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "codec": "msgpack", "rules": [
        {"do": [{"run": "send({a: $.a + 1}); send('text'); send({json: [1]})"}]}]})json"));
    QCOMPARE(conversation.play("open 1 /\n1 > hex:81a16101\n1 < hex:81a16102\n1 < text\n1 < [1]"), QString());
}

void TestRunScript::livesOn_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *script, const char *expected) {
        QTest::newRow(script) << QByteArray(script) << QByteArray(expected);
    };
    row("send('before'); nothing.at.all; send('behind')",
        "1 ! report do[0].run: ReferenceError: nothing is not defined (line 1 of the script)\n1 < before");
    row("throw new Error('mine')", "1 ! report do[0].run: Error: mine (line 1 of the script)");
    row("$.a.b", "1 ! report do[0].run: TypeError: Cannot read property 'b' of undefined (line 1 of the script)");
    row("send({hex: 'zz'})", "1 ! report do[0].run: Error: *");
    row("close(999)", "1 ! report do[0].run: Error: *");
    row("drop('gently')", "1 ! report do[0].run: Error: *");
    row("act({sned: 1})", "1 ! report do[0].run: Error: *");
    row("send('x', {too: 'all'})", "1 ! report do[0].run: Error: *");
    row("start()", "1 ! report do[0].run: Error: *");
    row("conn.x = () => 1", "1 ! report do[0].run: conn: The result is a function, which no message can hold.");
    row("conn.big = 'x'.repeat(2e6)", "1 ! report do[0].run: *");
    row("'x'.repeat(2e9)",
        "1 ! report do[0].run: RangeError: repeat() would make more than 16777216 characters (line 1 of the script)");
    row("new Array(1e9).join('xx')", "1 ! report do[0].run: RangeError: *");
}

void TestRunScript::livesOn()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, expected);
    Conversation conversation("{\"path\": \"/\", \"rules\": [{\"name\": \"mine\", \"match\": {\"$.go\": true}, \"do\": "
                              "[{\"run\": \"" +
                              script +
                              "\"}, {\"send\": \"next action\"}]},"
                              "{\"do\": [{\"send\": \"alive\"}]}]}");
    QCOMPARE(conversation.play("open 1 /\n1 > {\"go\": true}\n" + expected + "\n1 < next action\n1 > x\n1 < alive"),
             QString());
}

void TestRunScript::endsEndlessScripts()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "rules": [
        {"match": {"text": "loop"}, "do": [{"run": "send('first'); while (true);"}]},
        {"match": {"text": "expression"}, "do": [{"send": "{{(() => { while (true); })()}}"}]},
        {"do": [{"send": "alive"}]}]})json"));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(conversation.play(R"(
        open 1 /
        1 > loop
        1 ! report do[0].run: The script ran for more than 100 ms and was interrupted.
        1 < first
        1 > expression
        1 ! report do[0].send: The expression ran for more than 20 ms and was interrupted.
        1 > x
        1 < alive)"),
             QString());
    QVERIFY(timer.elapsed() < 10000);
}

void TestRunScript::endsEndlessRegularExpressions()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "rules": [
        {"name": "script", "match": {"text": {"startsWith": "s"}}, "do": [
            {"run": "send('first'); /^(.+)+b$/.test(text)"}, {"send": "next"}]},
        {"name": "template", "match": {"text": {"startsWith": "t"}}, "do": [
            {"send": "{{text.replace(new RegExp('(a+)+$'), '')}}"}, {"send": "next"}]},
        {"name": "condition", "when": "/^(c|c)*$/.test(text)", "do": [{"send": "yes"}]},
        {"name": "rest", "do": [{"send": "alive"}]}]})json"));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(conversation.play(R"(
        open 1 /
        1 > saaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
        1 ! report do[0].run: The script ran for more than 100 ms and was interrupted in the regular expression /^(.+)+b$/.
        1 < first
        1 < next
        1 > taaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
        1 ! report do[0].send: The expression ran for more than 20 ms and was interrupted in the regular expression /(a+)+$/.
        1 < next
        1 > cccccccccccccccccccccccccccccccccccccccc!
        1 ! report when: The expression ran for more than 20 ms and was interrupted in the regular expression /^(c|c)*$/.
        1 < alive
        1 > ccc
        1 < yes
        1 > x
        1 < alive)"),
             QString());
    QVERIFY(timer.elapsed() < 10000);
}

void TestRunScript::boundsWhatItAsksFor()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "rules": [
        {"match": {"text": "many"}, "do": [{"run": "for (let i = 0; i < 1e9; ++i) wait(0);"}]},
        {"match": {"text": "large"}, "do": [{"run": "const x = 'x'.repeat(1e6); for (let i = 0; i < 1e6; ++i) join(x);"}]},
        {"do": [{"send": "alive"}]}]})json"));
    QVERIFY2(conversation.play("open 1 /\n1 > many\n1 ! report do[0].run: *").isEmpty(), "many");
    conversation.stage().lines.clear();
    conversation.say(1, "large");
    QVERIFY(!conversation.stage().lines.isEmpty());
    QVERIFY2(conversation.stage().lines.front().contains(u"report do[0].run: "),
             qPrintable(conversation.stage().lines.front()));
    conversation.stage().lines.clear();
    QCOMPARE(conversation.play("1 > x\n1 < alive"), QString());
}

void TestRunScript::saysWhatCannotWork_data()
{
    QTest::addColumn<QByteArray>("run");
    QTest::addColumn<QString>("problem");
    QTest::newRow("number") << QByteArray("5") << QStringLiteral("`run` is a script, like \"send({a: 1})\".");
    QTest::newRow("empty") << QByteArray("\" \"") << QStringLiteral("`run` is a script, like \"send({a: 1})\".");
    QTest::newRow("bracket") << QByteArray("\"send({a: 1)\"")
                             << QStringLiteral("There is a \")\" without its opening bracket.");
}

void TestRunScript::saysWhatCannotWork()
{
    QFETCH(QByteArray, run);
    QFETCH(QString, problem);
    const auto route = routeOf("{\"path\": \"/\", \"rules\": [{\"do\": [{\"run\": " + run + "}]}]}");
    QCOMPARE(route->problems().size(), std::size_t{1});
    QCOMPARE(route->problems().front().field, QStringLiteral("do[0].run"));
    QCOMPARE(route->problems().front().text, problem);
}

QTEST_GUILESS_MAIN(TestRunScript)
#include "tst_runscript.moc"

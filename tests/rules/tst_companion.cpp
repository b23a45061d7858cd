// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestCompanion : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void finds_data();
    void finds();
    void raisesSignals_data();
    void raisesSignals();
    void saysWhatCannotWork_data();
    void saysWhatCannotWork();
};

namespace {

/// "200 body [Name: value]", or "nothing".
QString lineOf(const std::optional<HttpAnswer> &answer)
{
    if (!answer)
        return QStringLiteral("nothing");
    QString line = QStringLiteral("%1 %2").arg(answer->status).arg(QString::fromUtf8(answer->body));
    for (const protocol::HeaderField &field : answer->fields)
        line += QStringLiteral(" [%1: %2]").arg(QString::fromLatin1(field.name), QString::fromLatin1(field.value));
    return line;
}

std::optional<HttpAnswer> ask(Conversation &conversation, const CompiledRoute &route, const QByteArray &method,
                              const QByteArray &target, const QByteArray &body)
{
    Request request = requestOf(route, target);
    request.head.method = method;
    const auto found = route.findCompanion(method, request.head.path());
    if (!found)
        return std::nullopt;
    request.parameters = found->parameters;
    return conversation.state().answer(request, body);
}

} // namespace

void TestCompanion::answers_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *entry, const QByteArray &body, const char *expected) {
        QTest::newRow(name) << QByteArray(entry) << body << QString::fromUtf8(expected);
    };
    row("bare", "", {}, "200 ");
    row("body", R"("body": "hello")", {}, "200 hello");
    row("json", R"("json": {"a": 1.10})", {}, "200 {\"a\":1.10} [Content-Type: application/json]");
    row("status and headers",
        R"("status": 201, "headers": {"X-A": "{{req.method}}", "Content-Type": "text/html"}, "json": [])", {},
        "201 [] [X-A: POST] [Content-Type: text/html]");
    row("parameters and query", R"("body": "{{req.params.id}} {{req.query.q}}")", {}, "200 a/b 1 2");
    row("json in the body", R"("json": {"id": "{{$.id}}", "list": "{{$.list}}"})",
        R"({"id": 1.10, "list": [9007199254740993]})",
        "200 {\"id\":1.10,\"list\":[9007199254740993]} [Content-Type: application/json]");
    row("text of the body", R"("body": "{{text.length}} {{text}} {{error ? 'no JSON' : ''}}")", "h\xc3\xa4llo",
        "200 5 hällo no JSON");
    row("bytes of the body", R"("body": "{{hex(bytes)}} {{text === undefined}}")", QByteArray("\xff\x01", 2),
        "200 ff01 true");
    row("no body", R"("json": {"got": "{{$}}", "text": "{{text}}"})", {},
        "200 {\"text\":\"\"} [Content-Type: application/json]");
    row("data and variables", R"("json": ["{{data.users[0].name}}", "{{env.token}}", "{{route.n}}", "{{size()}}"])", {},
        "200 [\"ann\",\"x\",5,1] [Content-Type: application/json]");
    row("no connection", R"("body": "{{conn ? 'a connection' : 'nobody'}}")", {}, "200 nobody");
    row("script", R"("json": {"sum": "{{$.map(x => x * 2)}}"})", "[1, 2]",
        "200 {\"sum\":[2,4]} [Content-Type: application/json]");
}

void TestCompanion::answers()
{
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    const auto route = routeOf(R"({"path": "/", "route": {"n": 5}, "http": [{"method": "POST", "path": "/x/{id}")" +
                               (entry.isEmpty() ? QByteArray() : ", " + entry) + "}]}");
    QVERIFY(route->problems().empty());
    Conversation conversation(route);
    QCOMPARE(conversation.play("open 1 /"), QString());
    QCOMPARE(lineOf(ask(conversation, *route, "POST", "/x/a%2Fb?q=1+2", body)), expected);
    QVERIFY2(conversation.stage().lines.isEmpty(), qPrintable(conversation.stage().lines.join(u'\n')));
}

void TestCompanion::finds_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QByteArrayList>("methods");
    const auto row = [](const char *method, const char *target, const char *expected, const QByteArrayList &methods) {
        QTest::addRow("%s %s", method, target)
            << QByteArray(method) << QByteArray(target) << QString::fromUtf8(expected) << methods;
    };
    row("GET", "/a", "200 get a", {"GET", "POST"});
    row("POST", "/a", "200 post a", {"GET", "POST"});
    row("HEAD", "/a", "200 get a", {"GET", "POST"});
    row("PUT", "/a", "nothing", {"GET", "POST"});
    row("GET", "/a/", "nothing", {});
    row("GET", "/A", "nothing", {});
    row("GET", "/files/x/y", "200 rest x/y", {"GET"});
    row("GET", "/b", "200 first", {"GET"});
    row("get", "/a", "nothing", {"GET", "POST"});
}

void TestCompanion::finds()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QString, expected);
    QFETCH(QByteArrayList, methods);
    const auto route = routeOf(R"({"path": "/", "http": [
        {"path": "/a", "body": "get a"}, {"method": "post", "path": "/a", "body": "post a"},
        {"method": "GET", "path": "/files/{rest*}", "body": "rest {{req.params.rest}}"},
        {"path": "/b", "body": "first"}, {"path": "/b", "body": "second"}]})");
    QVERIFY(route->problems().empty());
    Conversation conversation(route);
    QCOMPARE(lineOf(ask(conversation, *route, method, target, {})), expected);
    QCOMPARE(route->companionMethods(target), methods);
}

void TestCompanion::raisesSignals_data()
{
    QTest::addColumn<QByteArray>("emission");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *emission, const char *body, const QStringList &expected) {
        QTest::newRow(emission) << QByteArray(emission) << QByteArray(body) << expected;
    };
    row("\"notify\"", R"({"text": "hi"})", {QStringLiteral("1 2 < {\"all\":\"hi\"}")});
    row(R"({"emit": "notify", "with": {"text": "{{$.n}}"}})", R"({"n": 1.10})",
        {QStringLiteral("1 2 < {\"all\":1.10}")});
    row(R"({"emit": "each", "to": "all"})", R"({"text": "x"})", {QStringLiteral("1 < 1 x"), QStringLiteral("2 < 2 x")});
    row(R"({"emit": "each", "to": "room:r"})", R"({"text": "x"})", {QStringLiteral("2 < 2 x")});
    row(R"({"emit": "each", "to": "room:nobody"})", R"({"text": "x"})", {});
    row(R"({"emit": "{{$.which}}", "to": "{{$.to}}"})", R"({"which": "each", "to": "all", "text": "y"})",
        {QStringLiteral("1 < 1 y"), QStringLiteral("2 < 2 y")});
    row(R"({"emit": "each", "to": "{{$.to}}"})", R"({"to": "self"})",
        {QStringLiteral("0 ! report http[0].emit: \"self\" is nobody: write all or room:NAME.")});
    row("\"{{'nobody' + 'Hears'}}\"", "{}",
        {QStringLiteral("0 ! report on: No rule of this route answers this signal.")});
    row("null", "{}", {});
}

void TestCompanion::raisesSignals()
{
    QFETCH(QByteArray, emission);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, expected);
    const auto route =
        routeOf(R"({"path": "/", "http": [{"method": "POST", "path": "/n", "emit": )" + emission + R"(}], "rules": [
        {"on": "message", "do": [{"join": "r"}]},
        {"on": "signal:notify", "do": [{"send": {"all": "{{sig.text}}"}, "to": "all"}]},
        {"on": "signal:each", "do": [{"send": "{{conn.id}} {{sig.text}}"}]}]})");
    QVERIFY(route->problems().empty());
    Conversation conversation(route);
    QCOMPARE(conversation.play("open 1 /\nopen 2 /\n2 > join"), QString());
    QCOMPARE(lineOf(ask(conversation, *route, "POST", "/n", body)), QStringLiteral("200 "));
    QCOMPARE(conversation.stage().lines, expected);
}

void TestCompanion::saysWhatCannotWork_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *entry, const char *field) {
        QTest::newRow(entry) << QByteArray(entry) << QString::fromUtf8(field);
    };
    row("5", "http[0]");
    row("{}", "http[0].path");
    row(R"({"path": 5})", "http[0].path");
    row(R"({"path": "no slash"})", "http[0].path");
    row(R"({"path": "/{a}/{a"})", "http[0].path");
    row(R"({"path": "/", "method": "GE T"})", "http[0].method");
    row(R"({"path": "/", "method": 5})", "http[0].method");
    row(R"({"path": "/", "status": 99})", "http[0].status");
    row(R"({"path": "/", "status": "200"})", "http[0].status");
    row(R"({"path": "/", "headers": {"a b": "c"}})", "http[0].headers.a b");
    row(R"({"path": "/", "body": {"a": 1}})", "http[0].body");
    row(R"({"path": "/", "body": "{{"})", "http[0].body");
    row(R"({"path": "/", "json": {"a": "{{nope}}"}})", "http[0].json");
    row(R"({"path": "/", "emit": 5})", "http[0].emit");
    row(R"({"path": "/", "emit": {"emit": "x", "to": "self"}})", "http[0].emit.to");
    row(R"({"path": "/", "emit": "nobodyHears"})", "http[0].emit");
    row(R"({"path": "/", "staus": 200})", "http[0].staus");
}

void TestCompanion::saysWhatCannotWork()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, field);
    const auto route = routeOf("{\"path\": \"/\", \"http\": [" + entry + "]}");
    QCOMPARE(route->problems().size(), std::size_t{1});
    QCOMPARE(route->problems().front().field, field);
    QVERIFY(!route->problems().front().text.isEmpty());
}

QTEST_GUILESS_MAIN(TestCompanion)
#include "tst_companion.moc"

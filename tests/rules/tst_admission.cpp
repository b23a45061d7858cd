// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestAdmission : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void refusesTheFirst();
    void reportsWhatGoesWrong();

private:
    static QString lineOf(const Admission &admission);
};

QString TestAdmission::lineOf(const Admission &admission)
{
    QString fields;
    const auto collect = [&](const protocol::HeaderFields &all) {
        for (const protocol::HeaderField &field : all)
            fields +=
                QStringLiteral(" [%1: %2]").arg(QString::fromLatin1(field.name), QString::fromLatin1(field.value));
    };
    if (const auto *accept = std::get_if<Accept>(&admission)) {
        collect(accept->fields);
        return QStringLiteral("accept %1 +%2")
                   .arg(QString::fromLatin1(accept->subprotocol.value_or("-")))
                   .arg(accept->delay) +
               fields;
    }
    const auto &refuse = std::get<Refuse>(admission);
    if (refuse.drop)
        return QStringLiteral("drop %1 +%2").arg(static_cast<int>(*refuse.drop)).arg(refuse.delay);
    collect(refuse.fields);
    return QStringLiteral("refuse %1 +%2 %3").arg(refuse.status).arg(refuse.delay).arg(QString::fromUtf8(refuse.body)) +
           fields;
}

void TestAdmission::judges_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArrayList>("fields");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *route, const char *target, const QByteArrayList &fields,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(route) << QByteArray(target) << fields << QString::fromUtf8(expected);
    };
    row("bare", R"({"path": "/"})", "/", {}, "accept - +0");
    row("headers and delay",
        R"({"path": "/{x}", "accept": {"headers": {"X-A": "{{req.params.x}}", "Set-Cookie": ["a=1", "b=2"]}, "delay": 30}})",
        "/ab", {}, "accept - +30 [X-A: ab] [Set-Cookie: a=1] [Set-Cookie: b=2]");
    row("ours first", R"({"path": "/", "accept": {"subprotocols": ["v2", "v1"]}})", "/",
        {"Sec-WebSocket-Protocol: v0, v1", "Sec-WebSocket-Protocol: v2"}, "accept v2 +0");
    row("none in common", R"({"path": "/", "accept": {"subprotocols": ["v2"]}})", "/", {"Sec-WebSocket-Protocol: v1"},
        "accept - +0");
    row("required", R"({"path": "/", "accept": {"subprotocols": ["v2", "v1"], "requireSubprotocol": true}})", "/", {},
        "refuse 400 +0 This route wants one of the subprotocols: v2, v1\n [Content-Type: text/plain; charset=utf-8]");
    row("always", R"({"path": "/", "refuse": [{"status": 403, "body": "no"}]})", "/", {},
        "refuse 403 +0 no [Content-Type: text/plain; charset=utf-8]");
    row("json",
        R"({"path": "/", "refuse": [{"headers": {"WWW-Authenticate": "Basic"}, "json": {"path": "{{req.path}}"}, "delay": 5}]})",
        "/", {}, "refuse 401 +5 {\"path\":\"/\"} [WWW-Authenticate: Basic] [Content-Type: application/json]");
    row("own type", R"({"path": "/", "refuse": [{"headers": {"content-type": "text/html"}, "body": "<p>"}]})", "/", {},
        "refuse 401 +0 <p> [content-type: text/html]");
    row("drop", R"({"path": "/", "refuse": [{"drop": "fin"}]})", "/", {}, "drop 1 +0");
    row("drop later", R"({"path": "/", "refuse": [{"drop": "hang", "delay": 20}]})", "/", {}, "drop 2 +20");
    row("reset, whatever else it says", R"({"path": "/", "refuse": [{"drop": "reset", "status": 403, "body": "x"}]})",
        "/", {}, "drop 0 +0");
    row("the first that applies",
        R"({"path": "/", "refuse": [{"when": "false", "status": 403}, {"when": "true", "status": 404}, {"status": 500}]})",
        "/", {}, "refuse 404 +0 ");
    row("by the attempt", R"({"path": "/", "refuse": [{"when": "req.attempt < 2", "status": 503}]})", "/", {},
        "refuse 503 +0 ");
    const char *basic =
        R"({"path": "/", "refuse": [{"when": "req.headers.authorization !== 'Basic x'"}, {"when": "req.query.deny.length > 1", "status": 429}]})";
    row("when it holds", basic, "/", {}, "refuse 401 +0 ");
    row("when it does not", basic, "/", {"Authorization: Basic x"}, "accept - +0");
    row("the second", basic, "/?deny=me", {"AUTHORIZATION: Basic x"}, "refuse 429 +0 ");
    row("cookie", R"({"path": "/", "refuse": [{"when": "req.cookies.session === 'a b'"}]})", "/",
        {"Cookie: x=1; session=\"a%20b\""}, "refuse 401 +0 ");
    row("no header from outside", R"({"path": "/", "accept": {"headers": {"X-A": "{{req.query.a}}"}}})",
        "/?a=1%0d%0aX-B:%202", {}, "accept - +0");
}

void TestAdmission::judges()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, target);
    QFETCH(QByteArrayList, fields);
    QFETCH(QString, expected);
    const auto compiled = routeOf(route);
    Conversation conversation(compiled);
    QCOMPARE(lineOf(conversation.state().admit(requestOf(*compiled, target, fields))), expected);
}

void TestAdmission::refusesTheFirst()
{
    const auto compiled =
        routeOf(R"({"path": "/", "refuse": [{"first": 2, "status": 503}, {"when": "req.query.x", "first": 1}]})");
    Conversation conversation(compiled);
    const auto status = [&](const char *target) {
        const Admission admission = conversation.state().admit(requestOf(*compiled, target));
        const auto *refuse = std::get_if<Refuse>(&admission);
        return refuse != nullptr ? refuse->status : 101;
    };
    QCOMPARE(status("/"), 503);
    QCOMPARE(status("/"), 503);
    QCOMPARE(status("/"), 101);
    QCOMPARE(status("/?x=1"), 401);
    QCOMPARE(status("/?x=1"), 101);
    QVERIFY(conversation.stage().lines.isEmpty());
}

void TestAdmission::reportsWhatGoesWrong()
{
    const auto compiled = routeOf(R"json({"path": "/", "refuse": [{"when": "[1].nothing()"}]})json");
    Conversation conversation(compiled);
    QCOMPARE(lineOf(conversation.state().admit(requestOf(*compiled, "/"))), QStringLiteral("accept - +0"));
    QCOMPARE(conversation.play("0 ! report refuse[0].when: TypeError*"), QString());
}

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"

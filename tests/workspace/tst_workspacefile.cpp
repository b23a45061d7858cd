// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/randomsource.h"
#include "app/workspace/workspacefile.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace framewright;
using namespace framewright::workspace;

/// The file as bytes: what is kept, what is left out, and what is told about a file that is not right.
class WorkspaceFileTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsEachPart();
    void keepsTheBytes_data();
    void keepsTheBytes();
    void writesNew_data();
    void writesNew();
    void keepsUnknownKeysInPlace();
    void comparesUnknownKeys();
    void namesThePathsOfMockoon();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void unknownVerbIsNoError();
    void findsTheVerb_data();
    void findsTheVerb();
    void givesIdentities();
    void adoptsIdentities();
    void opensTheExamples_data();
    void opensTheExamples();
    void survivesMutations();
};

namespace {

const QByteArray Full = R"({
  "framewright": 1,
  "name": "Chat",
  "servers": [
    {
      "name": "Local",
      "host": "0.0.0.0",
      "port": 0,
      "enabled": false,
      "tls": {"certificate": "a.pem", "key": "b.pem", "clientCertificates": "require"},
      "limits": {"connections": 10, "memory": 1e6, "head": 8192, "headTime": 500},
      "global": {"n": 1.10},
      "routes": [
        {
          "path": "/ocpp/{cp}",
          "name": "Charge",
          "folder": "cars",
          "enabled": false,
          "accept": {
            "subprotocols": ["ocpp1.6", "ocpp2.0"],
            "requireSubprotocol": true,
            "headers": {"X-A": "1"},
            "delay": 5,
            "deflate": {"enabled": false, "threshold": 1, "takeover": true, "windowBits": 9}
          },
          "refuse": [
            {"when": "req.query.bad", "first": 3, "status": 403, "body": "no", "delay": 10},
            {"drop": "reset"}
          ],
          "conn": {"id": 9007199254740993},
          "route": {"b": 1, "a": 2},
          "codec": "text",
          "delimiter": "\n",
          "batch": true,
          "limits": {"message": 1000, "connections": 5, "idle": 60000},
          "http": [{"path": "/json"}],
          "stream": {"mode": "each", "every": 1000, "messages": ["x"]},
          "signals": [{"name": "notify"}],
          "proxy": {"url": "ws://x"},
          "faults": [{"drop": true}],
          "rules": [
            {
              "name": "r",
              "on": "open",
              "match": {"$.a": 1.0},
              "when": "conn.ok",
              "do": [{"send": "hi", "to": "all"}, {"wait": 5}],
              "continue": true,
              "enabled": false,
              "overtake": true
            }
          ]
        }
      ]
    }
  ],
  "shared": {"x": null},
  "data": {"users": [{"name": "ann"}]},
  "environments": [{"name": "dev", "variables": {"token": "x"}}],
  "environment": "dev",
  "messages": [{"name": "hello", "folder": "f", "send": {"json": {}}, "codec": "text"}],
  "requests": [
    {
      "name": "one",
      "url": "ws://localhost",
      "headers": [{"name": "A", "value": "b", "enabled": false}],
      "subprotocols": ["s"],
      "tls": {"authorities": "ca.pem", "certificate": "me.pem", "key": "/keys/me.key"},
      "messages": ["hello"]
    }
  ]
}
)";

[[nodiscard]] QByteArray ruleFile(const QByteArray &rule)
{
    return "{\"framewright\":1,\"servers\":[{\"routes\":[{\"path\":\"/\",\"rules\":[" + rule + "]}]}]}";
}

} // namespace

void WorkspaceFileTest::readsEachPart()
{
    const auto read = readWorkspace(Full);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    const Workspace &workspace = *read;
    QCOMPARE(workspace.name, u"Chat"_qs);
    const Server &server = workspace.servers.at(0);
    QCOMPARE(server.host, u"0.0.0.0"_qs);
    QCOMPARE(server.port, 0);
    QVERIFY(!server.enabled);
    QVERIFY(server.tls && !server.tls->isSelfSigned());
    QCOMPARE(server.tls->clientCertificates, ClientCertificates::Require);
    QCOMPARE(server.limits.memory, 1000000);
    const Route &route = server.routes.at(0);
    QCOMPARE(route.path, u"/ocpp/{cp}"_qs);
    QCOMPARE(route.accept.subprotocols, (QStringList{u"ocpp1.6"_qs, u"ocpp2.0"_qs}));
    QVERIFY(route.accept.requireSubprotocol && !route.accept.deflate.enabled && route.accept.deflate.takeover);
    QCOMPARE(route.refuse.at(0).first.value(), 3);
    QCOMPARE(route.refuse.at(0).status, 403);
    QCOMPARE(route.refuse.at(1).status, 401);
    QCOMPARE(route.refuse.at(1).drop, DropKind::Reset);
    QCOMPARE(route.conn["id"].view().toByteArray(), QByteArray("9007199254740993"));
    QCOMPARE(route.delimiter.value(), u"\n"_qs);
    QCOMPARE(route.limits.connections.value(), 5);
    QVERIFY(route.batch && !route.enabled);
    const Rule &rule = route.rules.at(0);
    QCOMPARE(rule.on, u"open"_qs);
    QCOMPARE(rule.when, u"conn.ok"_qs);
    QVERIFY(rule.continues && !rule.enabled && rule.overtake);
    QCOMPARE(rule.actions.at(0).verb(), QByteArray("send"));
    QVERIFY(rule.actions.at(0).option("to") == Value::text("all"));
    QVERIFY(rule.actions.at(1).argument() == Value::integer(5));
    QCOMPARE(workspace.environments.at(0).name, u"dev"_qs);
    QCOMPARE(workspace.messages.at(0).codec, u"text"_qs);
    QCOMPARE(workspace.requests.at(0).headers.at(0).value, u"b"_qs);
    QVERIFY(!workspace.requests.at(0).headers.at(0).enabled);
    QCOMPARE(workspace.requests.at(0).tls.authorities, u"ca.pem"_qs);
    QCOMPARE(workspace.requests.at(0).tls.certificate, u"me.pem"_qs);
    QCOMPARE(workspace.requests.at(0).tls.key, u"/keys/me.key"_qs);
}

void WorkspaceFileTest::keepsTheBytes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("everything") << Full;
    QTest::newRow("nothing") << QByteArray("{\n  \"framewright\": 1,\n  \"name\": \"\"\n}\n");
    QTest::newRow("keys in another order") << QByteArray(
        "{\n  \"name\": \"x\",\n  \"servers\": [{\"port\": 1, \"name\": \"a\"}],\n  \"framewright\": 1\n}\n");
    QTest::newRow("unknown keys") << QByteArray(
        "{\n  \"$schema\": \"x.json\",\n  \"framewright\": 1,\n  \"later\": {\"b\": 1.0, \"a\": [1e2]},\n"
        "  \"name\": \"\",\n  \"servers\": [{\"x\": 1, \"name\": \"\", \"port\": 9001, \"y\": 2}],\n"
        "  \"last\": null\n}\n");
    QTest::newRow("digits of ours") << QByteArray(
        "{\n  \"framewright\": 1.0,\n  \"name\": \"\",\n  \"servers\": [{\"name\": \"\", \"port\": 8e3}]\n}\n");
    QTest::newRow("double unknown keys") << QByteArray(
        "{\n  \"framewright\": 1,\n  \"name\": \"\",\n  \"u\": 1,\n  \"u\": 2\n}\n");
}

void WorkspaceFileTest::keepsTheBytes()
{
    QFETCH(QByteArray, json);
    const auto read = readWorkspace(json);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    QCOMPARE(writeWorkspace(*read), json);
    QVERIFY(*readWorkspace(writeWorkspace(*read)) == *read);
}

void WorkspaceFileTest::writesNew_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("written");
    const QByteArray head("{\n  \"framewright\": 1,\n  \"name\": \"\"");
    QTest::newRow("one line") << QByteArray("{\"framewright\":1}") << QByteArray(head + "\n}\n");
    QTest::newRow("defaults are left out")
        << QByteArray("{\"framewright\":1,\"name\":\"\",\"servers\":[{\"name\":\"\",\"enabled\":true,\"tls\":null,"
                      "\"port\":9001,\"limits\":{},\"routes\":[]}],\"shared\":{},\"environment\":\"\"}")
        << QByteArray(head + ",\n  \"servers\": [{\"name\": \"\", \"port\": 9001}]\n}\n");
    QTest::newRow("the last of a double key") << QByteArray("{\"framewright\":1,\"name\":\"a\",\"name\":\"b\"}")
                                              << QByteArray("{\n  \"framewright\": 1,\n  \"name\": \"b\"\n}\n");
    QTest::newRow("escapes") << QByteArray("{\"framewright\":1,\"name\":\"\\u00e9\\/\"}")
                             << QByteArray("{\n  \"framewright\": 1,\n  \"name\": \"é/\"\n}\n");
}

void WorkspaceFileTest::writesNew()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, written);
    QCOMPARE(writeWorkspace(*readWorkspace(json)), written);
}

void WorkspaceFileTest::keepsUnknownKeysInPlace()
{
    auto workspace =
        readWorkspace("{\"before\":1,\"framewright\":1,\"between\":2,\"servers\":[{\"port\":1e3,\"note\":\"n\"}],"
                      "\"after\":3}");
    QVERIFY(workspace);
    workspace->name = u"New"_qs;
    workspace->servers[0].port = 2000;
    workspace->servers[0].enabled = false;
    workspace->environment = u"dev"_qs;
    QCOMPARE(writeWorkspace(*workspace),
             QByteArray("{\n  \"before\": 1,\n  \"framewright\": 1,\n  \"name\": \"New\",\n  \"between\": 2,\n"
                        "  \"servers\": [{\"name\": \"\", \"port\": 2000, \"enabled\": false, \"note\": \"n\"}],\n"
                        "  \"environment\": \"dev\",\n  \"after\": 3\n}\n"));
}

void WorkspaceFileTest::comparesUnknownKeys()
{
    const auto read = [](const char *json) { return *readWorkspace(json); };
    const Workspace plain = read("{\"framewright\":1}");
    QVERIFY(plain == read("{\"name\":\"\",\"framewright\":1}"));
    QVERIFY(!(plain == read("{\"framewright\":1,\"x\":1}")));
    QVERIFY(!(read("{\"framewright\":1,\"x\":1.0}") == read("{\"framewright\":1,\"x\":1}")));
    QVERIFY(!(read("{\"framewright\":1,\"x\":1,\"y\":2}") == read("{\"framewright\":1,\"y\":2,\"x\":1}")));
    QVERIFY(read("{\"x\":1,\"framewright\":1}") == read("{\"framewright\":1,\"x\":1}"));
    QVERIFY(
        !(read("{\"framewright\":1,\"shared\":{\"n\":1.0}}") == read("{\"framewright\":1,\"shared\":{\"n\":1.00}}")));
}

/// What is to be made again here, WebSockets before the rest, and no more than one reads.
void WorkspaceFileTest::namesThePathsOfMockoon()
{
    QByteArray routes;
    for (const char *path : {"a", "b", "c", "d", "e", "f", "g"})
        routes += QByteArray(R"({"type": "http", "responses": [], "endpoint": ")") + path + "\"}, ";
    routes += R"({"type": "ws", "responses": [], "endpoint": "chat"})";
    const auto read = readWorkspace(R"({"lastMigration": 33, "endpointPrefix": "api", "data": [{"name": "users"}],
        "routes": [)" + routes + "]}");
    QVERIFY(!read);
    QVERIFY2(read.error().advice.contains(u"(/api/chat, /api/a, /api/b, /api/c, /api/d and 3 more)"),
             qPrintable(read.error().advice));
    QVERIFY(read.error().advice.contains(u"on Edit > Data sets"));
    QVERIFY(read.error().advice.contains(u"Help > Coming from Mockoon"));
}

void WorkspaceFileTest::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, const QByteArray &json, const char *where, const char *says) {
        QTest::newRow(name) << json << QString::fromUtf8(where) << QString::fromUtf8(says);
    };
    row("empty", "", "chat.json, line 1, column 1", "not JSON");
    row("not JSON", "{\n\"framewright\": 1,\n}", "chat.json, line 2, column 17", "not JSON: Nothing follows");
    row("comment", "{\n  // mine\n  \"framewright\": 1}", "chat.json, line 2, column 3", "Comments are not JSON");
    row("binary", QByteArray("\x89PNG\r\n\x1a\n"), "chat.json, line 1, column 1", "not JSON");
    row("not ours", "{\"log\": {}}", "chat.json", "no key \"framewright\"");
    row("Mockoon",
        R"({"uuid": "1", "lastMigration": 33, "name": "Demo", "endpointPrefix": "api", "port": 3000, "routes": [
            {"type": "http", "endpoint": "users", "responses": []}, {"type": "ws", "endpoint": "chat", "responses": []}]})",
        "chat.json", "This is an environment of Mockoon");
    row("Postman", R"({"info": {"name": "a"}, "item": []})", "chat.json", "a collection of Postman");
    row("HAR", R"({"log": {"entries": []}})", "chat.json", "a recording of a browser (HAR)");
    row("AsyncAPI", R"({"asyncapi": "3.0.0"})", "chat.json", "a description in AsyncAPI");
    row("OpenAPI", R"({"openapi": "3.1.0"})", "chat.json", "a description in OpenAPI");
    row("Insomnia", R"({"_type": "export"})", "chat.json", "an export of Insomnia");
    row("a list", "[]", "chat.json", "no key \"framewright\"");
    row("newer", "{\"name\": \"x\",\n \"framewright\": 2}", "chat.json, line 2, column 17", "has version 2");
    row("no version", "{\"framewright\": \"1\"}", "chat.json, line 1, column 17", "must be a whole number");
    row("version zero", "{\"framewright\": 0}", "chat.json, line 1, column 17", "not 0");
    row("half a version", "{\"framewright\": 1.5}", "chat.json, line 1, column 17", "not 1.5");
    row("wrong type", "{\"framewright\": 1,\n \"name\": 5}", "chat.json, line 2, column 10",
        "name must be a text, not 5");
    row("servers no list", "{\"framewright\": 1, \"servers\": {}}", "chat.json, line 1, column 31",
        "servers must be a list of objects, not an object");
    row("server no object", "{\"framewright\": 1, \"servers\": [5]}", "chat.json, line 1, column 32",
        "servers[0] must be an object, not 5");
    row("port too large", "{\"framewright\": 1,\n\"servers\": [{}, {\n\"port\": 70000}]}",
        "chat.json, line 3, column 9", "servers[1].port must be a whole number from 0 to 65535, not 70000");
    row("port no integer", "{\"framewright\": 1, \"servers\": [{\"port\": 1.5}]}", "chat.json, line 1, column 41",
        "servers[0].port must be");
    row("unknown choice", "{\"framewright\": 1, \"servers\": [{\"tls\": {\"clientCertificates\": \"maybe\"}}]}",
        "chat.json, line 1, column 63", "one of \"none\", \"request\", \"require\", not \"maybe\"");
    row("subprotocols", "{\"framewright\":1,\"servers\":[{\"routes\":[{\"accept\":{\"subprotocols\":[1]}}]}]}",
        "chat.json, line 1, column 66", "servers[0].routes[0].accept.subprotocols must be a list of texts");
    row("rule", ruleFile("{\"on\": null}"), "chat.json, line 1, column 68", "rules[0].on must be a text, not null");
    row("action", ruleFile("{\"do\": [{\"send\": 1}, \"send\"]}"), "chat.json, line 1, column 82",
        "rules[0].do[1] must be an object with a verb");
    row("the last of a double key", "{\"framewright\":1,\n\"name\":\"a\",\n\"name\":1}", "chat.json, line 3, column 8",
        "name must be");
}

void WorkspaceFileTest::tellsWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, says);
    const auto read = readWorkspace(json, u"chat.json"_qs);
    QVERIFY(!read);
    QCOMPARE(read.error().where, where);
    QVERIFY2(read.error().what.contains(says), qPrintable(read.error().what));
}

void WorkspaceFileTest::unknownVerbIsNoError()
{
    const auto read = readWorkspace(ruleFile("{\"on\":\"later\",\"do\":[{\"teleport\":1,\"to\":\"all\"},{}]}"));
    QVERIFY(read);
    const std::vector<Action> &actions = read->servers[0].routes[0].rules[0].actions;
    QCOMPARE(actions.at(0).verb(), QByteArray("teleport"));
    QCOMPARE(actions.at(1).verb(), QByteArray());
    QVERIFY(actions.at(1).argument().isUndefined());
}

void WorkspaceFileTest::findsTheVerb_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("verb");
    QTest::newRow("first") << QByteArray("{\"send\":1,\"to\":\"all\"}") << QByteArray("send");
    QTest::newRow("behind its options") << QByteArray("{\"to\":\"all\",\"send\":1}") << QByteArray("send");
    QTest::newRow("timer") << QByteArray("{\"every\":1,\"do\":[],\"start\":\"x\"}") << QByteArray("start");
    QTest::newRow("branch") << QByteArray("{\"then\":[],\"else\":[],\"if\":\"x\"}") << QByteArray("if");
    QTest::newRow("script") << QByteArray("{\"run\":\"x\"}") << QByteArray("run");
}

void WorkspaceFileTest::findsTheVerb()
{
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, verb);
    const auto read = readWorkspace(ruleFile("{\"do\":[" + action + "]}"));
    QVERIFY(read);
    QCOMPARE(read->servers[0].routes[0].rules[0].actions.at(0).verb(), verb);
}

void WorkspaceFileTest::givesIdentities()
{
    const auto read = readWorkspace(Full);
    const Server &server = read->servers[0];
    const Route &route = server.routes[0];
    QVERIFY(server.id && route.id && route.rules[0].id);
    QCOMPARE(read->findServer(server.id), &server);
    QCOMPARE(read->findRoute(route.id), &route);
    QCOMPARE(read->findRule(route.rules[0].id), &route.rules[0]);
    QVERIFY(!read->findRoute(RouteId{9999}));
    QVERIFY(!writeWorkspace(*read).contains("\"id\": 1,"));
}

void WorkspaceFileTest::adoptsIdentities()
{
    const auto route = [](const char *path, const char *name, std::uint64_t id) {
        Route made;
        made.path = QString::fromUtf8(path);
        made.name = QString::fromUtf8(name);
        made.id.value = id;
        return made;
    };
    Workspace before;
    before.servers.resize(1);
    before.servers[0].id.value = 50;
    before.servers[0].routes = {route("/a", "A", 1), route("/b", "B", 2), route("/c", "", 3)};
    Rule first;
    first.on = u"open"_qs;
    first.id.value = 11;
    Rule second;
    second.when = u"x"_qs;
    second.id.value = 12;
    before.servers[0].routes[0].rules = {first, second};

    Workspace now;
    now.servers.resize(1);
    // Moved, renamed path, changed in place, and one more.
    now.servers[0].routes = {route("/new", "B", 0), route("/a", "A", 0), route("/d", "", 0), route("/e", "", 0)};
    Rule inserted;
    inserted.on = u"close"_qs;
    first.id = {};
    second.id = {};
    now.servers[0].routes[1].rules = {inserted, first, second};
    adoptIdentities(now, before);

    const std::vector<Route> &routes = now.servers[0].routes;
    QCOMPARE(now.servers[0].id.value, 50U);
    QCOMPARE(routes[0].id.value, 2U);
    QCOMPARE(routes[1].id.value, 1U);
    QCOMPARE(routes[2].id.value, 3U);
    QVERIFY(!routes[3].id);
    QVERIFY(!routes[1].rules[0].id);
    QCOMPARE(routes[1].rules[1].id.value, 11U);
    QCOMPARE(routes[1].rules[2].id.value, 12U);
}

void WorkspaceFileTest::opensTheExamples_data()
{
    QTest::addColumn<QString>("fileName");
    const QDir examples(QStringLiteral(FRAMEWRIGHT_EXAMPLES));
    const QStringList names = examples.entryList({u"*.json"_qs});
    QVERIFY(names.contains(u"first.json"_qs));
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << examples.filePath(name);
}

void WorkspaceFileTest::opensTheExamples()
{
    QFETCH(QString, fileName);
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray json = file.readAll();
    const auto read = loadWorkspace(fileName);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    QCOMPARE(writeWorkspace(*read), json);
    QVERIFY(!read->servers.empty());
    for (const SavedRequest &request : read->requests) {
        for (const QString &message : request.messages)
            QVERIFY(std::ranges::find(read->messages, message, &SavedMessage::name) != read->messages.end());
    }
}

void WorkspaceFileTest::survivesMutations()
{
    RandomSource random(7);
    int accepted = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray mutated = Full;
        for (std::int64_t changes = random.between(1, 3); changes > 0; --changes) {
            const qsizetype at = random.between(0, mutated.size() - 1);
            if (random.between(0, 2) == 0)
                mutated.remove(at, random.between(1, 8));
            else
                mutated[at] = static_cast<char>(random.between(-128, 127));
        }
        const auto read = readWorkspace(mutated, u"f"_qs);
        if (!read) {
            QVERIFY(!read.error().what.isEmpty());
            QVERIFY(read.error().where.startsWith(u'f'));
            continue;
        }
        ++accepted;
        const QByteArray written = writeWorkspace(*read);
        const auto again = readWorkspace(written);
        QVERIFY2(again, written.constData());
        QVERIFY(*again == *read);
        QCOMPARE(writeWorkspace(*again), written);
    }
    QVERIFY(accepted > 100);
}

QTEST_GUILESS_MAIN(WorkspaceFileTest)
#include "tst_workspacefile.moc"

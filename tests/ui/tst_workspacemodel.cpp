// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/routeurl.h"
#include "ui/common/workspaceeditor.h"
#include "ui/routes/rulemodel.h"
#include "ui/workspace/workspacemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::ui;

/// Servers, routes and rules as a person reads them.
class tst_WorkspaceModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void treeOfServersAndRoutes();
    void manyComeAndGoAtOnce();
    void stateAndCounts();
    void selectionAndBack();
    void urls_data();
    void urls();
    void rules_data();
    void rules();
    void refusals_data();
    void refusals();
    void hitsBelongToRules();

private:
    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<WorkspaceEditor> m_editor;
    std::unique_ptr<ConnectionBook> m_book;
};

namespace {

constexpr auto twoServers = R"({"framewright": 1, "name": "Two", "servers": [
 {"name": "Local", "port": 9001, "routes": [
   {"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]},
   {"path": "/no", "refuse": [{"status": 401}]}]},
 {"name": "Safe", "host": "0.0.0.0", "port": 9443, "tls": {"certificate": "self-signed"},
  "routes": [{"path": "/chat/{room}/{rest*}"}]}]})";

workspace::Workspace read(const QByteArray &json)
{
    return workspace::readWorkspace(json).value();
}

} // namespace

void tst_WorkspaceModel::init()
{
    m_editor.reset();
    m_document = std::make_unique<workspace::Document>();
    m_document->start(read(twoServers));
    m_editor = std::make_unique<WorkspaceEditor>(*m_document);
    m_book = std::make_unique<ConnectionBook>();
}

void tst_WorkspaceModel::treeOfServersAndRoutes()
{
    WorkspaceModel model(*m_editor, *m_book);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex local = model.index(0, 0);
    QCOMPARE(local.data().toString(), u"Local"_qs);
    QCOMPARE(model.rowCount(local), 2);
    QCOMPARE(model.index(0, 0, local).data().toString(), u"/echo"_qs);
    QCOMPARE(model.index(1, 0, local).data(PillRole).toString(), u"401"_qs);
    QVERIFY(model.index(1, 0).data(SecondRole).toString().contains(u":9443 tls"_qs));
    m_document->removeServer(m_document->workspace().servers.front().id);
    QCOMPARE(model.rowCount(), 1);
}

/// A large file has thousands of routes: a step for each would hold the window up.
void tst_WorkspaceModel::manyComeAndGoAtOnce()
{
    WorkspaceModel model(*m_editor, *m_book);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    workspace::Workspace many = m_document->workspace();
    for (int number = 0; number < 500; ++number) {
        workspace::Route route;
        route.path = u"/r%1"_qs.arg(number);
        route.folder = number % 2 == 0 ? QString() : u"odd"_qs;
        many.servers.front().routes.insert(many.servers.front().routes.begin() + 1, route);
    }
    m_document->replaceAll(many);
    const QModelIndex local = model.index(0, 0);
    QCOMPARE(model.rowCount(local), 2 + 250 + 1);
    QCOMPARE(model.index(0, 0, local).data().toString(), u"/echo"_qs);
    QCOMPARE(model.index(252, 0, local).data().toString(), u"/no"_qs);
    QCOMPARE(inserted.count(), 2);
    QVERIFY2(told.count() < 10, qPrintable(QString::number(told.count())));
    m_document->replaceAll(read(twoServers));
    QCOMPARE(model.rowCount(local), 2);
    QCOMPARE(removed.count(), 1);
}

void tst_WorkspaceModel::stateAndCounts()
{
    WorkspaceModel model(*m_editor, *m_book);
    const workspace::Server &server = m_document->workspace().servers.front();
    engine::ServerStatus status;
    status.server = server.id;
    status.state = engine::ServerState::Listening;
    status.port = 4711;
    status.live = 3;
    model.setStatuses({status});
    const QModelIndex row = model.index(0, 0);
    QVERIFY(row.data(SecondRole).toString().contains(u":4711"_qs));
    QCOMPARE(row.data(PillRole).toString(), u"3"_qs);
    QCOMPARE(static_cast<Token>(row.data(DotRole).toInt()), Token::Out);
    status.state = engine::ServerState::Failed;
    status.error = Error{u"The port is in use."_qs, {}, u"Choose another."_qs};
    model.setStatuses({status});
    QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"The port is in use."_qs));
    QCOMPARE(static_cast<PillTone>(row.data(PillToneRole).toInt()), PillTone::Failure);

    wire::ConnectionFacts facts;
    facts.id = {1};
    facts.server = server.id;
    facts.route = server.routes.front().id;
    facts.state = wire::ConnectionState::Open;
    m_book->take({facts});
    QCOMPARE(model.index(0, 0, row).data(PillRole).toString(), u"1"_qs);
    model.setProblems(facts.route, {{{}, u"message 1"_qs, u"match"_qs, u"Wrong."_qs}});
    QCOMPARE(model.index(0, 0, row).data(IconRole).toString(), u"warning"_qs);
}

void tst_WorkspaceModel::selectionAndBack()
{
    const WorkspaceModel model(*m_editor, *m_book);
    const QModelIndex route = model.index(1, 0, model.index(0, 0));
    const Selection selection = model.selectionAt(route);
    QCOMPARE(selection.route, m_document->workspace().servers.front().routes.at(1).id);
    QCOMPARE(model.indexOf(selection), route);
    QCOMPARE(model.indexOf(model.selectionAt(model.index(1, 0))), model.index(1, 0));
    QVERIFY(!model.indexOf({ServerId{999}, {}, {}}).isValid());
}

void tst_WorkspaceModel::urls_data()
{
    QTest::addColumn<int>("server");
    QTest::addColumn<int>("route");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("url");
    QTest::newRow("as in the file") << 0 << 0 << 0 << u"ws://localhost:9001/echo"_qs;
    QTest::newRow("as it listens") << 0 << 0 << 4711 << u"ws://localhost:4711/echo"_qs;
    QTest::newRow("tls, all addresses, parameters") << 1 << 0 << 0 << u"wss://localhost:9443/chat/room/rest"_qs;
}

void tst_WorkspaceModel::urls()
{
    QFETCH(int, server);
    QFETCH(int, route);
    QFETCH(int, port);
    const workspace::Server &shown = m_document->workspace().servers.at(std::size_t(server));
    engine::ServerStatus status;
    status.server = shown.id;
    status.port = quint16(port);
    QTEST(routeUrl(shown, shown.routes.at(std::size_t(route)), {status}), "url");
}

void tst_WorkspaceModel::rules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("matches");
    QTest::addColumn<QString>("then");
    const auto row = [](const char *name, const char *rule, const QString &matches, const QString &then) {
        QTest::newRow(name) << QByteArray(rule) << matches << then;
    };
    row("echo", R"({"do": [{"send": {"same": true}}]})", u"every message"_qs, u"send the same back"_qs);
    row("file", R"({"do": [{"send": {"file": "a.bin"}}]})", u"every message"_qs, u"send the file a.bin"_qs);
    row("hex", R"({"do": [{"send": {"hex": "01 ff"}}]})", u"every message"_qs, u"send hex 01 ff"_qs);
    row("ping", R"({"do": [{"send": {"ping": ""}}]})", u"every message"_qs, u"send ping"_qs);
    row("raw", R"({"do": [{"send": {"raw": "8105"}}]})", u"every message"_qs, u"send the raw bytes 8105"_qs);
    row("batch", R"({"do": [{"send": {"batch": ["a", "b"]}}]})", u"every message"_qs,
        u"send 2 messages in one frame"_qs);
    row("to a room", R"({"match": {"$.event": "say"}, "do": [{"send": "hi", "to": "room:x", "exceptSelf": true}]})",
        u"$.event = say"_qs, u"send hi to room:x but self"_qs);
    row("close", R"({"match": {"text": {"regex": "^/quit"}}, "do": [{"close": 4000, "reason": "bye"}]})",
        u"text ~ /^/quit/"_qs, u"close 4000 “bye”"_qs);
    row("several", R"({"on": "open", "do": [{"wait": 50}, {"set": {"conn.a": 1}}, {"join": "r"}]})",
        u"every connection"_qs, u"wait 50 ms, set conn.a = 1, join r"_qs);
    row("when", R"({"match": {"$.n": {"gt": 1, "lt": 5}}, "when": "conn.ok"})", u"$.n > 1 and < 5 and conn.ok"_qs,
        u"nothing"_qs);
    row("unmatched", R"({"on": "unmatched"})", u"anything else"_qs, u"nothing"_qs);
    row("unknown verb", R"({"do": [{"dance": "tango"}]})", u"every message"_qs, u"dance tango"_qs);
}

void tst_WorkspaceModel::rules()
{
    QFETCH(QByteArray, rule);
    const workspace::Workspace parsed =
        read(R"({"framewright": 1, "servers": [{"routes": [{"path": "/", "rules": [)" + rule + "]}]}]}");
    const RuleWording wording = wordRule(parsed.servers.front().routes.front().rules.front());
    QTEST(wording.matches, "matches");
    QTEST(wording.then, "then");
}

void tst_WorkspaceModel::refusals_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::addColumn<QString>("matches");
    QTest::addColumn<QString>("then");
    QTest::newRow("all") << QByteArray(R"({"status": 403, "body": "no"})") << u"every handshake"_qs
                         << u"refuse with 403 no"_qs;
    QTest::newRow("first") << QByteArray(R"({"first": 3, "status": 503})") << u"the first 3"_qs
                           << u"refuse with 503"_qs;
    QTest::newRow("drop") << QByteArray(R"({"drop": "reset"})") << u"every handshake"_qs << u"drop with a TCP reset"_qs;
}

void tst_WorkspaceModel::refusals()
{
    QFETCH(QByteArray, refusal);
    const workspace::Workspace parsed =
        read(R"({"framewright": 1, "servers": [{"routes": [{"path": "/", "refuse": [)" + refusal + "]}]}]}");
    const RuleWording wording = wordRefusal(parsed.servers.front().routes.front().refuse.front());
    QTEST(wording.matches, "matches");
    QTEST(wording.then, "then");
}

void tst_WorkspaceModel::hitsBelongToRules()
{
    RuleModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const workspace::Workspace parsed = read(R"({"framewright": 1, "servers": [{"routes": [{"path": "/",
        "refuse": [{"status": 401, "first": 1}], "rules": [{"on": "open"}, {}]}]}]})");
    model.setRoute(std::make_shared<const workspace::Route>(parsed.servers.front().routes.front()));
    QCOMPARE(model.rowCount(), 3);
    const std::int64_t last = 1'700'000'000'123'000'000;
    model.setHits({{7, last}, {12431, 0}});
    QCOMPARE(model.index(0, RuleModel::HitsColumn).data().toString(), QString());
    QCOMPARE(model.index(1, RuleModel::HitsColumn).data().toString(), u"7"_qs);
    QCOMPARE(model.index(2, RuleModel::HitsColumn).data().toString(), u"12\u2009431"_qs);
    // When a rule last ran is in the tooltip, where it is known.
    const auto told = [&](int row, int role) { return model.index(row, RuleModel::HitsColumn).data(role).toString(); };
    QCOMPARE(told(1, Qt::ToolTipRole), u"Run since the server started: 7\nLast: "_qs + format::fullTime(last));
    QVERIFY(told(1, Qt::ToolTipRole).endsWith(u"2023-11-14 22:13:20.123 UTC"));
    QCOMPARE(told(1, Qt::AccessibleDescriptionRole), told(1, Qt::ToolTipRole));
    QCOMPARE(told(2, Qt::ToolTipRole), u"Run since the server started: 12\u2009431"_qs);
    QCOMPARE(told(0, Qt::ToolTipRole), QString());
    model.setHits({});
    QCOMPARE(told(1, Qt::ToolTipRole), u"Not run since the server started"_qs);
    model.setRoute(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(tst_WorkspaceModel)
#include "tst_workspacemodel.moc"

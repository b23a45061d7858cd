// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/rules/conversation.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestLiveEdit : public QObject
{
    Q_OBJECT

private slots:
    void keepsVariablesRoomsAndWaits();
    void keepsTheHitsOfRulesThatStay();
    void givesNewDefaultsToNewConnections();
};

void TestLiveEdit::keepsVariablesRoomsAndWaits()
{
    Conversation conversation(QByteArray(R"({"path": "/", "route": {"total": 0}, "rules": [
        {"on": "open", "do": [{"join": "x"}]},
        {"do": [{"set": {"conn.last": "{{text}}", "route.total": "{{route.total + 1}}"}},
                {"wait": 100}, {"send": "old {{text}}"}]}]})"));
    QCOMPARE(conversation.play("open 1 /\n1 > a"), QString());
    conversation.state().replaceRoute(routeOf(R"({"path": "/", "rules": [
        {"do": [{"send": "new {{conn.last}} {{route.total}} {{size('x')}}", "to": "room:x"}]}]})"));
    // What has begun goes on with the rules it began with, and still leaves first.
    QCOMPARE(conversation.play("1 > b\n+99\n+1\n1 < old a\n1 < new a 1 1\n1 > c\n1 < new a 1 1"), QString());
}

void TestLiveEdit::keepsTheHitsOfRulesThatStay()
{
    Result<workspace::Workspace> workspace =
        workspace::readWorkspace(R"({"framewright": 1, "servers": [{"name": "", "routes": [
        {"path": "/", "rules": [{"match": {"text": "a"}}, {"match": {"text": "b"}}]}]}]})");
    QVERIFY(workspace);
    workspace::Route &route = workspace->servers.front().routes.front();
    Conversation conversation(compileRoute(route, *workspace));
    QCOMPARE(conversation.play("open 1 /\n1 > a\n1 > b\n1 > b"), QString());
    QCOMPARE(countsOf(conversation.state().hits()), (std::vector<std::uint64_t>{1, 2}));
    std::swap(route.rules[0], route.rules[1]);
    route.rules.push_back({});
    conversation.state().replaceRoute(compileRoute(route, *workspace));
    QCOMPARE(countsOf(conversation.state().hits()), (std::vector<std::uint64_t>{2, 1, 0}));
}

void TestLiveEdit::givesNewDefaultsToNewConnections()
{
    Conversation conversation(
        QByteArray(R"({"path": "/", "conn": {"a": 1}, "rules": [{"do": [{"send": "{{conn.a}}"}]}]})"));
    QCOMPARE(conversation.play("open 1 /"), QString());
    conversation.state().replaceRoute(
        routeOf(R"({"path": "/", "conn": {"a": 2}, "rules": [{"do": [{"send": "{{conn.a}}"}]}]})"));
    QCOMPARE(conversation.play("open 2 /\n1 > x\n1 < 1\n2 > x\n2 < 2"), QString());
}

QTEST_GUILESS_MAIN(TestLiveEdit)
#include "tst_liveedit.moc"

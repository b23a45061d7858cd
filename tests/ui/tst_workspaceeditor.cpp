// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/workspaceeditor.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace framewright;
using namespace framewright::ui;

namespace {

constexpr auto twoServers = R"({"framewright": 1, "name": "Test", "servers": [
 {"name": "One", "port": 9001, "routes": [
   {"path": "/a", "rules": [{"name": "first"}, {"name": "second"}, {"name": "third"}]}, {"path": "/b"}]},
 {"name": "Two", "port": 9002, "routes": [{"path": "/c"}]}],
 "messages": [{"name": "hello", "send": "hi"}]})";

/// All identities in order: what undo must bring back beside the values.
std::vector<std::uint64_t> identities(const workspace::Workspace &workspace)
{
    std::vector<std::uint64_t> numbers;
    for (const workspace::Server &server : workspace.servers) {
        numbers.push_back(server.id.value);
        for (const workspace::Route &route : server.routes) {
            numbers.push_back(route.id.value);
            for (const workspace::Rule &rule : route.rules)
                numbers.push_back(rule.id.value);
        }
    }
    return numbers;
}

using Edit = std::function<void(WorkspaceEditor &)>;

const workspace::Server &server(const WorkspaceEditor &editor, std::size_t place = 0)
{
    return editor.workspace().servers.at(place);
}

const workspace::Route &route(const WorkspaceEditor &editor, std::size_t place = 0)
{
    return server(editor).routes.at(place);
}

workspace::Written objectWithA()
{
    workspace::Value object = workspace::Value::object();
    object.set("a", workspace::Value::integer(1));
    return object;
}

} // namespace

Q_DECLARE_METATYPE(Edit)

class tst_WorkspaceEditor : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void eachEditIsOneStep_data();
    void eachEditIsOneStep();
    void nothingChangedIsNoStep_data();
    void nothingChangedIsNoStep();
    void typingIsOneStep();
    void typingThatComesBackIsNone();
    void stepsSurviveASave();
    void anotherWorkspaceForgetsThem();
    void groupIsOneStep();
    void newPartsKeepTheirIdentity();
    void missingPlaces();

private:
    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<WorkspaceEditor> m_editor;
};

void tst_WorkspaceEditor::init()
{
    m_editor.reset();
    m_document = std::make_unique<workspace::Document>();
    m_document->start(workspace::readWorkspace(twoServers).value());
    m_editor = std::make_unique<WorkspaceEditor>(*m_document);
}

void tst_WorkspaceEditor::eachEditIsOneStep_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, const Edit &edit) { QTest::newRow(name) << edit; };
    row("add server", [](WorkspaceEditor &editor) { editor.addServer({u"x"_qs}, {}, 0); });
    row("add route", [](WorkspaceEditor &editor) { editor.addRoute({u"x"_qs}, server(editor).id, {}, 1); });
    row("add rule", [](WorkspaceEditor &editor) { editor.addRule({u"x"_qs}, route(editor).id, {}); });
    row("set server", [](WorkspaceEditor &editor) {
        editor.editServer({u"x"_qs}, server(editor).id, [](workspace::Server &each) { each.port = 9100; });
    });
    row("set route with other rules", [](WorkspaceEditor &editor) {
        workspace::Route changed = route(editor);
        changed.path = u"/other"_qs;
        changed.rules.erase(changed.rules.begin());
        changed.rules.emplace_back();
        editor.setRoute({u"x"_qs}, route(editor).id, changed);
    });
    row("set rule", [](WorkspaceEditor &editor) {
        editor.editRule({u"x"_qs}, route(editor).rules.at(1).id, [](workspace::Rule &rule) { rule.on = u"open"_qs; });
    });
    row("remove server", [](WorkspaceEditor &editor) { editor.removeServer({u"x"_qs}, server(editor).id); });
    row("remove route", [](WorkspaceEditor &editor) { editor.removeRoute({u"x"_qs}, route(editor).id); });
    row("remove rule", [](WorkspaceEditor &editor) { editor.removeRule({u"x"_qs}, route(editor).rules.front().id); });
    row("move server", [](WorkspaceEditor &editor) { editor.moveServer({u"x"_qs}, server(editor).id, 1); });
    row("move route",
        [](WorkspaceEditor &editor) { editor.moveRoute({u"x"_qs}, route(editor).id, server(editor).id, 1); });
    row("move route to another server",
        [](WorkspaceEditor &editor) { editor.moveRoute({u"x"_qs}, route(editor).id, server(editor, 1).id, 0); });
    row("move rule", [](WorkspaceEditor &editor) {
        editor.moveRule({u"x"_qs}, route(editor).rules.front().id, route(editor).id, 2);
    });
    row("move rule to another route", [](WorkspaceEditor &editor) {
        editor.moveRule({u"x"_qs}, route(editor).rules.front().id, route(editor, 1).id, 0);
    });
    row("name", [](WorkspaceEditor &editor) { editor.setName({u"x"_qs}, u"Other"_qs); });
    row("shared", [](WorkspaceEditor &editor) { editor.setShared({u"x"_qs}, objectWithA()); });
    row("data", [](WorkspaceEditor &editor) { editor.setDataSets({u"x"_qs}, objectWithA()); });
    row("environments", [](WorkspaceEditor &editor) {
        workspace::Environment environment;
        environment.name = u"dev"_qs;
        editor.setEnvironments({u"x"_qs}, {environment});
    });
    row("environment", [](WorkspaceEditor &editor) { editor.setEnvironment({u"x"_qs}, u"dev"_qs); });
    row("messages", [](WorkspaceEditor &editor) { editor.setMessages({u"x"_qs}, {}); });
    row("requests", [](WorkspaceEditor &editor) { editor.setRequests({u"x"_qs}, {workspace::SavedRequest()}); });
    row("everything", [](WorkspaceEditor &editor) {
        editor.replaceAll({u"x"_qs},
                          workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 1}]})").value());
    });
}

void tst_WorkspaceEditor::eachEditIsOneStep()
{
    QFETCH(Edit, edit);
    const workspace::Workspace before = m_document->workspace();
    edit(*m_editor);
    const workspace::Workspace after = m_document->workspace();
    QCOMPARE(m_editor->stack()->count(), 1);
    QCOMPARE(m_editor->stack()->undoText(), u"x"_qs);
    QVERIFY(!(before == after));
    QVERIFY(m_document->isModified());
    // Twice, so that what comes back can go again.
    for (int round = 0; round < 2; ++round) {
        m_editor->stack()->undo();
        QVERIFY(m_document->workspace() == before);
        QCOMPARE(identities(m_document->workspace()), identities(before));
        QVERIFY(!m_document->isModified());
        m_editor->stack()->redo();
        QVERIFY(m_document->workspace() == after);
        QCOMPARE(identities(m_document->workspace()), identities(after));
    }
}

void tst_WorkspaceEditor::nothingChangedIsNoStep_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, const Edit &edit) { QTest::newRow(name) << edit; };
    row("same route", [](WorkspaceEditor &editor) { editor.setRoute({u"x"_qs}, route(editor).id, route(editor)); });
    row("same name", [](WorkspaceEditor &editor) { editor.setName({u"x"_qs}, u"Test"_qs); });
    row("same place",
        [](WorkspaceEditor &editor) { editor.moveRoute({u"x"_qs}, route(editor).id, server(editor).id, 0); });
    row("same end", [](WorkspaceEditor &editor) { editor.moveServer({u"x"_qs}, server(editor, 1).id, -1); });
    row("same workspace", [](WorkspaceEditor &editor) { editor.replaceAll({u"x"_qs}, editor.workspace()); });
}

void tst_WorkspaceEditor::nothingChangedIsNoStep()
{
    QFETCH(Edit, edit);
    edit(*m_editor);
    QCOMPARE(m_editor->stack()->count(), 0);
    QVERIFY(!m_document->isModified());
}

void tst_WorkspaceEditor::typingIsOneStep()
{
    const RouteId id = route(*m_editor).id;
    const auto typeInto = [&](const QString &field, const QString &text) {
        m_editor->editRoute({u"Change "_qs + field, field}, id,
                            [&](workspace::Route &each) { (field == u"path"_qs ? each.path : each.name) = text; });
    };
    typeInto(u"path"_qs, u"/n"_qs);
    typeInto(u"path"_qs, u"/ne"_qs);
    typeInto(u"path"_qs, u"/new"_qs);
    QCOMPARE(m_editor->stack()->count(), 1);
    typeInto(u"name"_qs, u"N"_qs);
    QCOMPARE(m_editor->stack()->count(), 2);
    m_editor->endTyping();
    typeInto(u"name"_qs, u"Na"_qs);
    QCOMPARE(m_editor->stack()->count(), 3);
    m_editor->stack()->undo();
    QCOMPARE(route(*m_editor).name, u"N"_qs);
    m_editor->stack()->undo();
    m_editor->stack()->undo();
    QCOMPARE(route(*m_editor).path, u"/a"_qs);
    // The same field of another route is another step.
    m_editor->stack()->redo();
    m_editor->editRoute({u"x"_qs, u"path"_qs}, route(*m_editor, 1).id,
                        [](workspace::Route &each) { each.path = u"/q"_qs; });
    QCOMPARE(m_editor->stack()->count(), 2);
}

void tst_WorkspaceEditor::typingThatComesBackIsNone()
{
    m_editor->setName({u"Rename"_qs, u"name"_qs}, u"Test2"_qs);
    m_editor->setName({u"Rename"_qs, u"name"_qs}, u"Test"_qs);
    QCOMPARE(m_editor->stack()->count(), 0);
    QVERIFY(!m_document->isModified());
}

void tst_WorkspaceEditor::stepsSurviveASave()
{
    const QTemporaryDir folder;
    m_editor->setName({u"Rename"_qs, u"name"_qs}, u"Saved"_qs);
    QVERIFY(m_document->saveAs(folder.filePath(u"a.json"_qs)).has_value());
    QVERIFY(m_editor->stack()->isClean());
    m_editor->setName({u"Rename"_qs, u"name"_qs}, u"Later"_qs);
    QVERIFY2(m_editor->stack()->count() == 2, "typing does not reach over a save");
    m_editor->stack()->undo();
    QVERIFY(!m_document->isModified());
    m_editor->stack()->undo();
    QCOMPARE(m_document->workspace().name, u"Test"_qs);
    QVERIFY(m_document->isModified());
}

void tst_WorkspaceEditor::anotherWorkspaceForgetsThem()
{
    m_editor->setName({u"Rename"_qs}, u"Other"_qs);
    m_document->start({});
    QCOMPARE(m_editor->stack()->count(), 0);
}

void tst_WorkspaceEditor::groupIsOneStep()
{
    const workspace::Workspace before = m_document->workspace();
    {
        const EditGroup group(*m_editor, u"Delete two"_qs);
        m_editor->removeRoute({u"a"_qs}, route(*m_editor).id);
        m_editor->removeServer({u"b"_qs}, server(*m_editor, 1).id);
    }
    QCOMPARE(m_editor->stack()->count(), 1);
    QCOMPARE(m_editor->stack()->undoText(), u"Delete two"_qs);
    m_editor->stack()->undo();
    QVERIFY(m_document->workspace() == before);
    QCOMPARE(identities(m_document->workspace()), identities(before));
}

void tst_WorkspaceEditor::newPartsKeepTheirIdentity()
{
    const RouteId added = m_editor->addRoute({u"Add"_qs}, server(*m_editor).id, {});
    QVERIFY(bool(added));
    m_editor->editRoute({u"Path"_qs}, added, [](workspace::Route &each) {
        each.path = u"/new"_qs;
        each.rules.emplace_back();
    });
    const RuleId rule = m_document->workspace().findRoute(added)->rules.front().id;
    m_editor->stack()->undo();
    m_editor->stack()->undo();
    QVERIFY(m_document->workspace().findRoute(added) == nullptr);
    m_editor->stack()->redo();
    m_editor->stack()->redo();
    QCOMPARE(m_document->workspace().findRoute(added)->path, u"/new"_qs);
    QVERIFY(m_document->workspace().findRule(rule) != nullptr);
}

void tst_WorkspaceEditor::missingPlaces()
{
    QVERIFY(!m_editor->addRoute({u"x"_qs}, ServerId{999}, {}));
    QVERIFY(!m_editor->addRule({u"x"_qs}, RouteId{999}, {}));
    QVERIFY(!m_editor->setServer({u"x"_qs}, ServerId{999}, {}));
    QVERIFY(!m_editor->removeRule({u"x"_qs}, RuleId{999}));
    QVERIFY(!m_editor->moveRoute({u"x"_qs}, route(*m_editor).id, ServerId{999}, 0));
    QVERIFY(!m_editor->moveServer({u"x"_qs}, ServerId{999}, 0));
    QCOMPARE(m_editor->stack()->count(), 0);
}

QTEST_MAIN(tst_WorkspaceEditor)
#include "tst_workspaceeditor.moc"

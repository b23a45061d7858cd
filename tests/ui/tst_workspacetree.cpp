// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/connectionbook.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/partsmover.h"
#include "ui/workspace/workspacemodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace framewright;
using namespace framewright::ui;
using Kind = TreeItem::Kind;

namespace {

constexpr auto folders = R"({"framewright": 1, "name": "Test", "servers": [
 {"name": "One", "port": 9001, "routes": [
   {"path": "/a"}, {"path": "/b", "folder": "F"}, {"path": "/c"}, {"path": "/d", "folder": "F"}]},
 {"name": "Two", "port": 9002, "routes": [{"path": "/e"}]}],
 "messages": [{"name": "hello", "send": "hi"}, {"name": "bye", "send": "bye"}]})";

/// "One(/a F(/b /d) /c) Two(/e) Saved messages(hello bye)".
QString shape(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QString text = index.data().toString();
        if (model.rowCount(index) > 0)
            text += u'(' % shape(model, index) % u')';
        rows << text;
    }
    return rows.join(u' ');
}

} // namespace

/// The tree of servers, folders and routes while it is edited: rows, drags, names, undo.
class tst_WorkspaceTree : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void shapeOfAll();
    void editsMoveRowsOnly();
    void renames_data();
    void renames();
    void drops_data();
    void drops();
    void dropsFromElsewhere();
    void serversMove();
    void whatCannotBeDropped();
    void duplicates_data();
    void duplicates();
    void removes_data();
    void removes();
    void switchesOff();
    void newRouteNeedsNoServer();
    void copyAndPaste();
    void pasteThatCannotBe_data();
    void pasteThatCannotBe();

private:
    [[nodiscard]] QModelIndex find(const QString &text, const QModelIndex &parent = {}) const;
    [[nodiscard]] TreeItem item(const QString &text) const { return m_model->itemAt(find(text)); }
    [[nodiscard]] QString all() const { return shape(*m_model); }

    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<WorkspaceEditor> m_editor;
    std::unique_ptr<ConnectionBook> m_book;
    std::unique_ptr<WorkspaceModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_WorkspaceTree::init()
{
    m_document = std::make_unique<workspace::Document>();
    m_document->start(workspace::readWorkspace(folders).value());
    m_editor = std::make_unique<WorkspaceEditor>(*m_document);
    m_book = std::make_unique<ConnectionBook>();
    m_model = std::make_unique<WorkspaceModel>(*m_editor, *m_book);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_WorkspaceTree::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_editor.reset();
}

QModelIndex tst_WorkspaceTree::find(const QString &text, const QModelIndex &parent) const
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (index.data().toString() == text)
            return index;
        if (const QModelIndex below = find(text, index); below.isValid())
            return below;
    }
    return {};
}

void tst_WorkspaceTree::shapeOfAll()
{
    QCOMPARE(all(), u"One(/a F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs);
    QCOMPARE(m_model->indexOf(item(u"/d"_qs)), find(u"/d"_qs));
    QCOMPARE(m_model->selectionAt(find(u"F"_qs)).route, RouteId());
    QVERIFY(bool(m_model->selectionAt(find(u"/d"_qs)).route));
}

void tst_WorkspaceTree::editsMoveRowsOnly()
{
    const QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    const QPersistentModelIndex kept = find(u"/c"_qs);
    const RouteId route = item(u"/a"_qs).route;
    m_editor->removeRoute({u"x"_qs}, route);
    QCOMPARE(all(), u"One(F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs);
    m_editor->editRoute({u"x"_qs}, item(u"/b"_qs).route, [](workspace::Route &each) { each.folder.clear(); });
    QCOMPARE(all(), u"One(/b /c F(/d)) Two(/e) Saved messages(hello bye)"_qs);
    m_editor->moveServer({u"x"_qs}, item(u"One"_qs).server, 1);
    QCOMPARE(all(), u"Two(/e) One(/b /c F(/d)) Saved messages(hello bye)"_qs);
    m_editor->setMessages({u"x"_qs}, {});
    QCOMPARE(all(), u"Two(/e) One(/b /c F(/d))"_qs);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data().toString(), u"/c"_qs);
    while (m_editor->stack()->canUndo())
        m_editor->stack()->undo();
    QCOMPARE(all(), u"One(/a F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs);
    QCOMPARE(resets.count(), 0);
    m_document->start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"name": "New"}]})").value());
    QCOMPARE(all(), u"New"_qs);
}

void tst_WorkspaceTree::renames_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shape");
    QTest::newRow("server") << u"Two"_qs << u"Zwei"_qs << u"One(/a F(/b /d) /c) Zwei(/e) Saved messages(hello bye)"_qs;
    QTest::newRow("route") << u"/e"_qs << u"/ee"_qs << u"One(/a F(/b /d) /c) Two(/ee) Saved messages(hello bye)"_qs;
    QTest::newRow("path without a slash")
        << u"/e"_qs << u"x"_qs << u"One(/a F(/b /d) /c) Two(/x) Saved messages(hello bye)"_qs;
    QTest::newRow("folder") << u"F"_qs << u"G"_qs << u"One(/a G(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs;
    QTest::newRow("message") << u"bye"_qs << u"ciao"_qs << u"One(/a F(/b /d) /c) Two(/e) Saved messages(hello ciao)"_qs;
    QTest::newRow("a message's name that is taken")
        << u"bye"_qs << u"hello"_qs << u"One(/a F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs;
}

void tst_WorkspaceTree::renames()
{
    QFETCH(QString, row);
    QFETCH(QString, name);
    m_model->setData(find(row), name, Qt::EditRole);
    QTEST(all(), "shape");
    QVERIFY(m_editor->stack()->count() <= 1);
}

void tst_WorkspaceTree::drops_data()
{
    QTest::addColumn<QString>("dragged");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char *name, const QString &dragged, const QString &parent, int place,
                        const QString &shape) {
        QTest::newRow(name) << dragged << parent << place << QString(shape % u" Saved messages(hello bye)");
    };
    row("down", u"/a"_qs, u"One"_qs, 3, u"One(F(/b /d) /c /a) Two(/e)"_qs);
    row("up", u"/c"_qs, u"One"_qs, 0, u"One(/c /a F(/b /d)) Two(/e)"_qs);
    row("before a folder", u"/c"_qs, u"One"_qs, 1, u"One(/a /c F(/b /d)) Two(/e)"_qs);
    row("into a folder, first", u"/a"_qs, u"F"_qs, 0, u"One(F(/a /b /d) /c) Two(/e)"_qs);
    row("into a folder, between", u"/a"_qs, u"F"_qs, 1, u"One(F(/b /a /d) /c) Two(/e)"_qs);
    row("onto a folder", u"/c"_qs, u"F"_qs, -1, u"One(/a F(/b /d /c)) Two(/e)"_qs);
    row("out of a folder", u"/b"_qs, u"One"_qs, 0, u"One(/b /a /c F(/d)) Two(/e)"_qs);
    row("within a folder", u"/d"_qs, u"F"_qs, 0, u"One(/a F(/d /b) /c) Two(/e)"_qs);
    row("to another server", u"/a"_qs, u"Two"_qs, 0, u"One(F(/b /d) /c) Two(/a /e)"_qs);
    row("onto another server", u"/b"_qs, u"Two"_qs, -1, u"One(/a /c F(/d)) Two(/e /b)"_qs);
    row("a folder down", u"F"_qs, u"One"_qs, 3, u"One(/a /c F(/b /d)) Two(/e)"_qs);
    row("a folder up", u"F"_qs, u"One"_qs, 0, u"One(F(/b /d) /a /c) Two(/e)"_qs);
    row("a folder to another server", u"F"_qs, u"Two"_qs, 0, u"One(/a /c) Two(F(/b /d) /e)"_qs);
}

void tst_WorkspaceTree::drops()
{
    QFETCH(QString, dragged);
    QFETCH(QString, parent);
    QFETCH(int, row);
    const QString before = all();
    const std::unique_ptr<QMimeData> data(m_model->mimeData({find(dragged)}));
    QVERIFY(m_model->canDropMimeData(data.get(), Qt::MoveAction, row, 0, find(parent)));
    QVERIFY(m_model->dropMimeData(data.get(), Qt::MoveAction, row, 0, find(parent)));
    QTEST(all(), "shape");
    QCOMPARE(m_editor->stack()->count(), 1);
    QVERIFY(m_editor->stack()->undoText().startsWith(u"Move"_qs));
    m_editor->stack()->undo();
    QCOMPARE(all(), before);
}

void tst_WorkspaceTree::dropsFromElsewhere()
{
    // Another window hands over the JSON alone: its numbers mean nothing here.
    QMimeData data;
    data.setText(uR"([{"path": "/a"}, {"path": "/y"}])"_qs);
    QVERIFY(m_model->dropMimeData(&data, Qt::CopyAction, 1, 0, find(u"One"_qs)));
    QCOMPARE(all(), u"One(/a /a-2 /y F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs);
    QCOMPARE(m_editor->stack()->count(), 1);
    QSignalSpy failures(m_model.get(), &WorkspaceModel::dropFailed);
    data.setText(u"no JSON"_qs);
    QVERIFY(!m_model->dropMimeData(&data, Qt::CopyAction, 1, 0, find(u"One"_qs)));
    QCOMPARE(failures.count(), 1);
}

void tst_WorkspaceTree::serversMove()
{
    const std::unique_ptr<QMimeData> data(m_model->mimeData({find(u"One"_qs)}));
    QVERIFY(m_model->dropMimeData(data.get(), Qt::MoveAction, 2, 0, {}));
    QCOMPARE(all(), u"Two(/e) One(/a F(/b /d) /c) Saved messages(hello bye)"_qs);
    QVERIFY(m_model->dropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
    QCOMPARE(all(), u"One(/a F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs);
}

void tst_WorkspaceTree::whatCannotBeDropped()
{
    const auto accepts = [this](const QString &dragged, const QModelIndex &parent, int row) {
        const std::unique_ptr<QMimeData> data(m_model->mimeData({find(dragged)}));
        return m_model->canDropMimeData(data.get(), Qt::MoveAction, row, 0, parent);
    };
    QVERIFY(!accepts(u"/a"_qs, {}, 0));
    QVERIFY(!accepts(u"F"_qs, find(u"F"_qs), 0));
    QVERIFY(!accepts(u"One"_qs, find(u"Two"_qs), 0));
    QVERIFY(!accepts(u"/a"_qs, find(u"Saved messages"_qs), 0));
}

void tst_WorkspaceTree::duplicates_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("shape");
    QTest::newRow("route") << u"/a"_qs << u"One(/a /a-2 F(/b /d) /c) Two(/e)"_qs;
    QTest::newRow("route in a folder") << u"/b"_qs << u"One(/a F(/b /b-2 /d) /c) Two(/e)"_qs;
    QTest::newRow("folder") << u"F"_qs << u"One(/a F(/b /d) /c F 2(/b-2 /d-2)) Two(/e)"_qs;
    QTest::newRow("server") << u"Two"_qs << u"One(/a F(/b /d) /c) Two(/e) Two 2(/e)"_qs;
}

void tst_WorkspaceTree::duplicates()
{
    QFETCH(QString, row);
    const TreeItem made = duplicate(*m_editor, item(row));
    QFETCH(QString, shape);
    QCOMPARE(all(), QString(shape % u" Saved messages(hello bye)"));
    QVERIFY(m_model->indexOf(made).isValid());
    QCOMPARE(m_editor->stack()->count(), 1);
    for (const workspace::Server &server : m_document->workspace().servers)
        QVERIFY(server.port == 9001 || server.name != u"One"_qs);
    if (made.kind == Kind::Server)
        QCOMPARE(m_document->workspace().findServer(made.server)->port, 9003);
}

void tst_WorkspaceTree::removes_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("shape");
    QTest::newRow("route") << u"/a"_qs << u"One(F(/b /d) /c) Two(/e) Saved messages(hello bye)"_qs;
    QTest::newRow("folder") << u"F"_qs << u"One(/a /c) Two(/e) Saved messages(hello bye)"_qs;
    QTest::newRow("server") << u"One"_qs << u"Two(/e) Saved messages(hello bye)"_qs;
    QTest::newRow("message") << u"hello"_qs << u"One(/a F(/b /d) /c) Two(/e) Saved messages(bye)"_qs;
}

void tst_WorkspaceTree::removes()
{
    QFETCH(QString, row);
    const QString before = all();
    ui::remove(*m_editor, item(row));
    QTEST(all(), "shape");
    m_editor->stack()->undo();
    QCOMPARE(all(), before);
}

void tst_WorkspaceTree::switchesOff()
{
    setEnabled(*m_editor, item(u"F"_qs), false);
    QCOMPARE(m_editor->stack()->count(), 1);
    const auto &routes = m_document->workspace().servers.front().routes;
    QVERIFY(routes.at(0).enabled && !routes.at(1).enabled && routes.at(2).enabled && !routes.at(3).enabled);
    setEnabled(*m_editor, item(u"Two"_qs), false);
    QVERIFY(!m_document->workspace().servers.back().enabled);
}

void tst_WorkspaceTree::newRouteNeedsNoServer()
{
    m_document->start({});
    const TreeItem made = addRoute(*m_editor, {});
    QCOMPARE(all(), u"Local(/new)"_qs);
    QCOMPARE(m_document->workspace().servers.front().port, 9001);
    QVERIFY(bool(made.route));
    QCOMPARE(m_editor->stack()->count(), 1);
    addServer(*m_editor);
    QCOMPARE(m_document->workspace().servers.back().port, 9002);
    QCOMPARE(all(), u"Local(/new) Local 2"_qs);
}

void tst_WorkspaceTree::copyAndPaste()
{
    const QByteArray server = workspace::writeParts(partsOf(m_document->workspace(), item(u"One"_qs)));
    const QByteArray folder = workspace::writeParts(partsOf(m_document->workspace(), item(u"F"_qs)));
    m_document->start({});
    QVERIFY(paste(*m_editor, workspace::readParts(server).value(), {}, {}));
    QCOMPARE(all(), u"One(/a F(/b /d) /c)"_qs);
    const TreePlace end{item(u"One"_qs).server};
    const auto pasted = paste(*m_editor, workspace::readParts(folder).value(), end, {});
    QVERIFY(pasted);
    QCOMPARE(all(), u"One(/a F(/b /d /b-2 /d-2) /c)"_qs);
    QCOMPARE(m_editor->stack()->count(), 2);
    QVERIFY(paste(*m_editor, workspace::readParts(R"({"on": "open"})").value(), {}, pasted->route));
    QCOMPARE(m_document->workspace().findRoute(pasted->route)->rules.size(), std::size_t(1));
}

void tst_WorkspaceTree::pasteThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("route without a server") << QByteArray(R"({"path": "/x"})") << u"needs a server"_qs;
    QTest::newRow("rule without a route") << QByteArray(R"({"on": "open"})") << u"needs a route"_qs;
    QTest::newRow("nothing") << QByteArray("[]") << u"nothing"_qs;
}

void tst_WorkspaceTree::pasteThatCannotBe()
{
    QFETCH(QByteArray, json);
    const auto pasted = paste(*m_editor, workspace::readParts(json).value(), {}, {});
    QVERIFY(!pasted);
    QFETCH(QString, says);
    QVERIFY2(pasted.error().what.contains(says), qPrintable(pasted.error().what));
    QCOMPARE(m_editor->stack()->count(), 0);
}

QTEST_MAIN(tst_WorkspaceTree)
#include "tst_workspacetree.moc"

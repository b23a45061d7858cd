// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/common/cellroles.h"
#include "ui/workspace/workspacepanel.h"

#include <QAction>
#include <QTreeView>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;

/// Routes that cannot work as they stand are marked in the tree with the reason, and no longer when it is gone.
class tst_RouteMarks : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { m_parts.reset(); }
    void hiddenUntilItIsMoved();
    void reasons_data();
    void reasons();

private:
    void open(const QByteArray &routes);
    [[nodiscard]] QModelIndex row(int number) const
    {
        return m_tree->model()->index(number, 0, m_tree->model()->index(0, 0));
    }
    [[nodiscard]] bool isMarked(int number) const { return row(number).data(IconRole).toString() == u"warning"_qs; }
    [[nodiscard]] QString reason(int number) const { return row(number).data(Qt::ToolTipRole).toString(); }

    std::unique_ptr<PartsFixture> m_parts;
    QTreeView *m_tree = nullptr;
};

void tst_RouteMarks::open(const QByteArray &routes)
{
    m_parts = std::make_unique<PartsFixture>();
    auto *layout = new QVBoxLayout(&m_parts->window);
    layout->addWidget(new WorkspacePanel(m_parts->parts, &m_parts->window));
    m_tree = m_parts->window.findChild<QTreeView *>(u"workspaceTree"_qs);
    m_parts->window.show();
    QApplication::setActiveWindow(&m_parts->window);
    m_parts->document.start(
        workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [)" + routes + "]}]}")
            .value());
}

void tst_RouteMarks::hiddenUntilItIsMoved()
{
    open(R"({"path": "/chat/{room}"}, {"path": "/other"}, {"path": "/chat/lobby"})");
    QTRY_VERIFY(isMarked(2));
    QVERIFY2(reason(2).contains(u"path: Never reached: \"/chat/{room}\" above"_qs), qPrintable(reason(2)));
    QVERIFY(row(2).data(Qt::AccessibleTextRole).toString().contains(u"has problems"_qs));
    QVERIFY(!isMarked(0) && !isMarked(1));
    // Above, it hides nobody and nobody hides it.
    m_tree->setCurrentIndex(row(2));
    for (int step = 0; step < 2; ++step)
        (*m_parts->actions)[u"movePartUp"_qs]->trigger();
    QCOMPARE(row(0).data().toString(), u"/chat/lobby"_qs);
    QTRY_VERIFY(!isMarked(0));
    QVERIFY(!isMarked(1) && !isMarked(2));
    m_parts->editor.stack()->undo();
    m_parts->editor.stack()->undo();
    QTRY_VERIFY(isMarked(2));
    // Nor while the one above is switched off.
    m_tree->setCurrentIndex(row(0));
    (*m_parts->actions)[u"switchPart"_qs]->trigger();
    QTRY_VERIFY(!isMarked(2));
    m_parts->editor.stack()->undo();
    QTRY_VERIFY(isMarked(2));
    m_tree->setCurrentIndex(row(2));
    (*m_parts->actions)[u"switchPart"_qs]->trigger();
    QTRY_VERIFY(!isMarked(2));
}

void tst_RouteMarks::reasons_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *route, const QString &reason) {
        QTest::newRow(name) << QByteArray(route) << reason;
    };
    row("unknown verb", R"({"path": "/", "rules": [{"do": [{"sned": "x"}]}]})",
        u"message 1, do[0]: Unknown verb \"sned\"; did you mean \"send\"?"_qs);
    row("bad expression", R"({"path": "/", "rules": [{"when": "con.a"}]})", u"message 1, when: con.a: Unknown name"_qs);
    row("missing file", R"({"path": "/", "rules": [{"do": [{"send": {"file": "a.bin"}}]}]})",
        u"message 1, do[0].send: The workspace is not saved yet"_qs);
    row("impossible match", R"({"path": "/", "rules": [{"match": {"$.a": {"gt": 5, "lt": 3}}}]})",
        u"message 1, match.$.a: No value can be all of this at once"_qs);
    row("counter in a broadcast",
        R"({"path": "/", "rules": [{"do": [{"send": "{{peer.id}} {{seq('n')}}", "to": "all"}]}]})",
        u"message 1, do[0].send: seq() here would number"_qs);
    row("never reached", R"({"path": "/", "rules": [{}, {"name": "Second"}]})",
        u"Second, on: Never reached: message 1"_qs);
    row("wrong path", R"({"path": "/{a"})", u"path: "_qs);
}

void tst_RouteMarks::reasons()
{
    QFETCH(QByteArray, route);
    QFETCH(QString, reason);
    open(R"({"path": "/fine"}, )" + route);
    QTRY_VERIFY(isMarked(1));
    QVERIFY2(this->reason(1).contains(reason), qPrintable(this->reason(1)));
    QVERIFY(!isMarked(0));
}

QTEST_MAIN(tst_RouteMarks)
#include "tst_routemarks.moc"

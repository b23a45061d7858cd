// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/windowfixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace framewright;

namespace {

/// A program of somebody else: says on its output what comes, sends what it reads.
constexpr auto pythonClient = R"(
import asyncio, sys, websockets

async def listen(socket):
    try:
        async for message in socket:
            print("got", message, flush=True)
    except websockets.ConnectionClosed:
        pass
    print("closed", socket.close_code, flush=True)

async def main():
    async with websockets.connect(sys.argv[1]) as socket:
        print("open", flush=True)
        listening = asyncio.create_task(listen(socket))
        loop = asyncio.get_running_loop()
        while True:
            line = await loop.run_in_executor(None, sys.stdin.readline)
            if not line:
                break
            await socket.send(line.strip())
        await socket.close(4001, "enough")
        await listening

asyncio.run(main())
)";

} // namespace

/// From an empty window to a mock route that a real program talks to, and back: each step as a person does it, with
/// the controls of the window.
class tst_Journey : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void fromNothingAndBack();
    void cleanupTestCase();

private:
    void makeServer();
    void makeRoute();
    void writeRule(const QString &json);
    void connectPython();
    void connectPanel();
    void closePanel();
    void undoAll();
    void sendFromPanel(const QString &text);
    [[nodiscard]] QString url() const { return WindowFixture::url(u"/journey"_qs); }
    [[nodiscard]] QByteArray pythonSaid();

    QProcess m_python;
    QByteArray m_pythonSaid;
};

void tst_Journey::initTestCase()
{
    prepare(u"Framewright journey test"_qs);
    QSettings().clear();
    m_dialogs.answer = ui::Answer::No;
    makeWindow();
    showWindow();
}

void tst_Journey::cleanupTestCase()
{
    m_python.kill();
    m_python.waitForFinished();
    dropWindow();
}

QByteArray tst_Journey::pythonSaid()
{
    m_pythonSaid += m_python.readAllStandardOutput();
    return m_pythonSaid;
}

void tst_Journey::makeServer()
{
    trigger("newWorkspace");
    QVERIFY(m_document->workspace().servers.empty());
    trigger("addServer");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // The name is good as it is.
    QCOMPARE(m_document->workspace().servers.size(), std::size_t(1));
    // A port that nothing else has: the system chooses one.
    trigger("serverSettings");
    auto *port = find<QSpinBox>("serverPort");
    port->setValue(0);
    QTRY_COMPARE(m_document->workspace().servers.front().port, 0);
    find<QDialog>("serverDialog")->close();
}

void tst_Journey::makeRoute()
{
    trigger("addRoute");
    QCOMPARE(m_document->workspace().servers.front().routes.size(), std::size_t(1));
    const auto editors = find<QTreeView>("workspaceTree")->viewport()->findChildren<QLineEdit *>();
    QVERIFY2(!editors.isEmpty(), "The new route's path is not being asked for.");
    QLineEdit *path = editors.constLast(); // The server's may not have gone yet.
    path->selectAll();
    QTest::keyClicks(path, u"/journey"_qs);
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_COMPARE(m_document->workspace().servers.front().routes.front().path, u"/journey"_qs);
    trigger("addRule");
    QCOMPARE(find<QTableView>("ruleTable")->model()->rowCount(), 1);
}

void tst_Journey::writeRule(const QString &json)
{
    QAction *asJson = find<QAction>("showRuleJson");
    if (!asJson->isChecked())
        asJson->trigger();
    auto *editor = find<QWidget>("ruleJsonEditor");
    editor->setFocus();
    QGuiApplication::clipboard()->setText(json);
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
}

void tst_Journey::connectPython()
{
    m_python.start(u"/usr/bin/python3"_qs, {u"-c"_qs, QString::fromLatin1(pythonClient), url()});
    QVERIFY(m_python.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(pythonSaid().contains("open"), 20000);
}

void tst_Journey::connectPanel()
{
    find<QComboBox>("clientUrl")->setEditText(url());
    click("clientConnect");
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Disconnect"_qs);
}

void tst_Journey::sendFromPanel(const QString &text)
{
    auto *composer = find<QPlainTextEdit>("composerText");
    find<QComboBox>("composerFormat")->setCurrentIndex(0);
    composer->setFocus();
    composer->selectAll();
    QTest::keyClicks(composer, text);
    QCOMPARE(composer->toPlainText(), text);
    QTRY_VERIFY(find<QAbstractButton>("clientSend")->isEnabled());
    press("Ctrl+Return");
}

void tst_Journey::closePanel()
{
    click("clientClose");
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"closeDialog"_qs) != nullptr);
    find<QComboBox>("closeCode")->setEditText(u"4001"_qs);
    find<QLineEdit>("closeReason")->setText(u"enough"_qs);
    click("closeAccept");
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Connect"_qs);
}

void tst_Journey::undoAll()
{
    QAction *undo = find<QAction>("undo");
    int steps = 0;
    while (undo->isEnabled() && steps < 50) {
        QVERIFY2(undo->text().size() > 6, qPrintable(undo->text())); // Each step says what it takes back.
        undo->trigger();
        ++steps;
    }
    QVERIFY(steps >= 4);
    QVERIFY(m_document->workspace().servers.empty());
    QVERIFY(!m_document->isModified());
}

void tst_Journey::fromNothingAndBack()
{
    makeServer();
    makeRoute();
    if (QTest::currentTestFailed())
        return;
    trigger("startAll");
    QTRY_VERIFY(!m_engine->servers().isEmpty() &&
                m_engine->servers().constFirst().state == engine::ServerState::Listening);
    connectPython();
    connectPanel();
    if (QTest::currentTestFailed())
        return;
    QTRY_COMPARE(find<QListView>("connectionList")->model()->rowCount(), 2);

    // Both are answered with what they said, and both are in the log.
    m_python.write("hello from python\n");
    QTRY_VERIFY(pythonSaid().contains("got hello from python"));
    sendFromPanel(u"hello from the panel"_qs);
    QTRY_COMPARE(rows("trafficList").filter(u"hello from python"_qs).size(), 2);
    QTRY_COMPARE(rows("trafficList").filter(u"hello from the panel"_qs).size(), 2);
    QTRY_COMPARE(rows("conversationList").filter(u"hello from the panel"_qs).size(), 2);

    // The rule is edited while both stay connected: the next message has the new answer.
    writeRule(uR"({"name": "Greet", "do": [{"send": "good day"}]})"_qs);
    QTRY_COMPARE(rows("ruleTable", 2).value(0).contains(u"good day"_qs), true);
    awaitServers();
    m_python.write("and now\n");
    QTRY_VERIFY(pythonSaid().contains("got good day"));
    sendFromPanel(u"and now"_qs);
    QTRY_VERIFY(!rows("conversationList").filter(u"good day"_qs).isEmpty());
    QCOMPARE(find<QListView>("connectionList")->model()->rowCount(), 2);

    // Closed with 4001 by both: named where it is shown.
    closePanel();
    const QAbstractItemModel *list = find<QListView>("connectionList")->model();
    QTRY_VERIFY(list->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"4001"_qs));
    m_python.closeWriteChannel();
    QTRY_VERIFY_WITH_TIMEOUT(pythonSaid().contains("closed 4001"), 20000);
    QTRY_VERIFY(list->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"4001"_qs));
    QTRY_VERIFY(rows("trafficList").filter(u"4001"_qs).size() >= 2);

    undoAll();
}

QTEST_MAIN(tst_Journey)
#include "tst_journey.moc"

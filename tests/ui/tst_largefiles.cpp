// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "tests/ui/windowfixture.h"
#include "ui/mainwindow/filenotice.h"
#include "ui/mainwindow/recoveryfile.h"
#include "ui/mainwindow/windows.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace framewright;
using namespace framewright::ui;

/// A workspace of megabytes: its file is written, looked at and read again behind the window. How such a write ends
/// is told by an event, so that what a test does in the same breath as save() is done while it is under way.
class tst_LargeFiles : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void savesBehindTheWindow();
    void editsMeanwhileStayUnsaved();
    void askedTwiceItIsWrittenOnce();
    void smallOnesWaitTheirTurn();
    void failureIsTold();
    void savingCanBeCancelled();
    void openingWaitsForTheFile();
    void openingAsksForEditsMeanwhile();
    void anotherWorkspaceIsNotTakenForSaved();
    void whatIsUnderWayEndsWithTheWindow();
    void sameContentIsNoChange();
    void reloadIsOneStep();
    void keepingMineIsAnEdit();
    void comparesBehindTheWindow();
    void windowClosesBehindItsFile_data();
    void windowClosesBehindItsFile();
    void quitClosesTheOthersToo();
    void cleanupTestCase() { m_theme.reset(); }

private:
    void makeFiles();
    /// Its name, a route, and two megabytes.
    void writeLarge(const char *file, const QString &name) const;
    void openLarge();
    void rename(const QString &name) { m_parts->editor.setName({u"Rename"_qs}, name); }
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QString nameIn(const char *file) const;
    [[nodiscard]] QString name() const { return m_parts->document.workspace().name; }
    [[nodiscard]] bool isBusy() const { return !m_parts->work.items().empty(); }
    [[nodiscard]] QString noticeText() const { return static_cast<FileNotice *>(m_files->notice())->text(); }
    void clickIn(const QWidget &window, const char *button) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PartsFixture> m_parts;
    WorkspaceFiles *m_files = nullptr;
};

void tst_LargeFiles::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"tst_largefiles"_qs);
    prepare(u"Framewright test"_qs);
}

void tst_LargeFiles::init()
{
    QSettings().clear();
    QDir(RecoveryFile::defaultFolder()).removeRecursively();
    m_folder = std::make_unique<QTemporaryDir>();
    writeLarge("large.json", u"Large"_qs);
    makeFiles();
}

void tst_LargeFiles::makeFiles()
{
    m_parts = std::make_unique<PartsFixture>();
    m_files = new WorkspaceFiles(m_parts->parts, m_parts->document, &m_parts->window);
    m_parts->window.resize(800, 200);
    m_parts->window.show();
}

void tst_LargeFiles::cleanup()
{
    m_parts.reset();
    dropWindow();
    m_folder.reset();
}

void tst_LargeFiles::writeLarge(const char *file, const QString &name) const
{
    workspace::Workspace large;
    large.name = name;
    large.servers.resize(1);
    large.servers[0].routes.resize(2);
    large.servers[0].routes[0].path = u"/one"_qs;
    large.servers[0].routes[1].path = u"/two"_qs;
    large.data = value::Value::object({{"x", value::Value::text(QByteArray(2 << 20, 'x'))}});
    QVERIFY(workspace::saveWorkspace(large, path(file)));
}

void tst_LargeFiles::openLarge()
{
    const QSignalSpy opened(m_files, &WorkspaceFiles::opened);
    QVERIFY(m_files->openFile(path("large.json"), workspace::Document::Origin::Own));
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(!isBusy());
}

QString tst_LargeFiles::nameIn(const char *file) const
{
    const Result<workspace::Workspace> read = workspace::loadWorkspace(path(file));
    return read ? read->name : read.error().what;
}

void tst_LargeFiles::clickIn(const QWidget &window, const char *button) const
{
    auto *found = window.findChild<QAbstractButton *>(QString::fromLatin1(button));
    QVERIFY2(found != nullptr, button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void tst_LargeFiles::savesBehindTheWindow()
{
    openLarge();
    rename(u"Mine"_qs);
    const QSignalSpy succeeded(m_files, &WorkspaceFiles::succeeded);
    QVERIFY(m_files->save());
    QVERIFY(m_parts->document.isModified());
    QCOMPARE(m_parts->work.items().size(), std::size_t(1));
    QVERIFY(m_parts->work.items().front().text.contains(u"large.json"_qs));
    QVERIFY(m_parts->work.items().front().cancel != nullptr);
    QTRY_VERIFY(!m_parts->document.isModified());
    QVERIFY(!isBusy());
    QCOMPARE(succeeded.count(), 1);
    QVERIFY(m_parts->editor.stack()->isClean());
    QCOMPARE(nameIn("large.json"), u"Mine"_qs);
    QVERIFY(noticeText().isEmpty());
}

void tst_LargeFiles::editsMeanwhileStayUnsaved()
{
    openLarge();
    rename(u"Mine"_qs);
    QVERIFY(m_files->save());
    rename(u"Later"_qs);
    QTRY_VERIFY(!isBusy());
    QVERIFY(m_parts->document.isModified());
    QVERIFY(!m_parts->editor.stack()->isClean());
    QCOMPARE(name(), u"Later"_qs);
    QCOMPARE(nameIn("large.json"), u"Mine"_qs);
    m_parts->editor.stack()->undo();
    QVERIFY2(!m_parts->document.isModified(), "that is what the file has");
    m_parts->editor.stack()->redo();
    QVERIFY(m_files->save());
    QTRY_VERIFY(!m_parts->document.isModified());
    QCOMPARE(nameIn("large.json"), u"Later"_qs);
}

void tst_LargeFiles::askedTwiceItIsWrittenOnce()
{
    openLarge();
    rename(u"Mine"_qs);
    QVERIFY(m_files->save());
    QVERIFY(m_files->save());
    QCOMPARE(m_parts->work.items().size(), std::size_t(1));
    rename(u"Later"_qs);
    QVERIFY(m_files->save());
    QCOMPARE(m_parts->work.items().size(), std::size_t(2));
    QTRY_VERIFY(!m_parts->document.isModified());
    QCOMPARE(nameIn("large.json"), u"Later"_qs);
}

void tst_LargeFiles::smallOnesWaitTheirTurn()
{
    openLarge();
    rename(u"Mine"_qs);
    QVERIFY(m_files->save());
    m_parts->editor.setDataSets({u"Empty"_qs}, workspace::Written::emptyObject());
    QVERIFY(m_files->save());
    QTRY_VERIFY(!m_parts->document.isModified());
    QVERIFY2(QFile(path("large.json")).size() < 1000, "what was asked for last is what the file has");
}

void tst_LargeFiles::failureIsTold()
{
    openLarge();
    rename(u"Mine"_qs);
    QSignalSpy failed(m_files, &WorkspaceFiles::failed);
    QVERIFY(m_folder->remove());
    QVERIFY(m_files->save());
    QTRY_COMPARE(failed.count(), 1);
    const auto error = failed.constFirst().constFirst().value<Error>();
    QVERIFY2(error.what.contains(u"cannot be saved"_qs), qPrintable(error.what));
    QVERIFY(m_parts->document.isModified());
    QVERIFY(!isBusy());
}

void tst_LargeFiles::savingCanBeCancelled()
{
    openLarge();
    rename(u"First"_qs);
    QVERIFY(m_files->save());
    rename(u"Second"_qs);
    QVERIFY(m_files->save());
    QSignalSpy failed(m_files, &WorkspaceFiles::failed);
    // Behind the first one it has not begun.
    m_parts->work.items().back().cancel();
    QTRY_VERIFY(!isBusy());
    QCOMPARE(nameIn("large.json"), u"First"_qs);
    QVERIFY(m_parts->document.isModified());
    QVERIFY2(failed.isEmpty(), "who has cancelled it needs no words");
}

void tst_LargeFiles::openingWaitsForTheFile()
{
    writeLarge("other.json", u"Other"_qs);
    openLarge();
    rename(u"Mine"_qs);
    QVERIFY(m_files->save());
    m_parts->dialogs.file = path("other.json");
    m_files->open();
    QVERIFY(m_parts->work.items().front().text.contains(u"first"_qs));
    QTRY_COMPARE(name(), u"Other"_qs);
    QVERIFY(m_parts->dialogs.asked.isEmpty());
    QCOMPARE(nameIn("large.json"), u"Mine"_qs);
}

void tst_LargeFiles::openingAsksForEditsMeanwhile()
{
    openLarge();
    rename(u"Mine"_qs);
    m_parts->dialogs.answer = Answer::Yes;
    (*m_parts->actions)[u"newWorkspace"_qs]->trigger();
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    rename(u"Later"_qs);
    QTRY_COMPARE(m_parts->dialogs.asked.size(), 2);
    QTRY_COMPARE(name(), QString());
    QCOMPARE(nameIn("large.json"), u"Later"_qs);
}

void tst_LargeFiles::anotherWorkspaceIsNotTakenForSaved()
{
    openLarge();
    rename(u"Mine"_qs);
    QVERIFY(m_files->save());
    m_parts->document.start({});
    QTRY_VERIFY(!isBusy());
    QVERIFY(m_parts->document.fileName().isEmpty());
    QVERIFY(!m_parts->document.isModified());
    QCOMPARE(nameIn("large.json"), u"Mine"_qs);
}

void tst_LargeFiles::whatIsUnderWayEndsWithTheWindow()
{
    openLarge();
    rename(u"First"_qs);
    QVERIFY(m_files->save());
    rename(u"Second"_qs);
    QVERIFY(m_files->save());
    m_parts.reset();
    QCOMPARE(nameIn("large.json"), u"Second"_qs);
}

void tst_LargeFiles::sameContentIsNoChange()
{
    openLarge();
    rename(u"Mine"_qs);
    QSignalSpy saved(&m_parts->document, &workspace::Document::saved);
    writeLarge("large.json", u"Mine"_qs); // Somebody else types the same.
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!m_parts->document.isModified());
    QVERIFY2(noticeText().isEmpty(), qPrintable(noticeText()));
}

void tst_LargeFiles::reloadIsOneStep()
{
    openLarge();
    const RouteId route = m_parts->document.workspace().servers[0].routes[1].id;
    rename(u"Mine"_qs);
    writeLarge("large.json", u"Theirs"_qs);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    clickIn(m_parts->window, "reloadFile");
    QCOMPARE(name(), u"Theirs"_qs);
    QVERIFY(!m_parts->document.isModified());
    QCOMPARE(m_parts->document.workspace().servers[0].routes[1].id, route);
    m_parts->editor.stack()->undo();
    QCOMPARE(name(), u"Mine"_qs);
    QVERIFY(m_parts->document.isModified());
    m_parts->editor.stack()->redo();
    QVERIFY(!m_parts->document.isModified());
}

void tst_LargeFiles::keepingMineIsAnEdit()
{
    openLarge();
    writeLarge("large.json", u"Theirs"_qs);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    clickIn(m_parts->window, "keepMine");
    QCOMPARE(name(), u"Large"_qs);
    QVERIFY(m_parts->document.isModified());
    QVERIFY(m_files->save());
    QTRY_VERIFY(!m_parts->document.isModified());
    QCOMPARE(nameIn("large.json"), u"Large"_qs);
}

void tst_LargeFiles::comparesBehindTheWindow()
{
    openLarge();
    writeLarge("large.json", u"Theirs"_qs);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    clickIn(m_parts->window, "compareFile");
    QVERIFY(isBusy());
    QPlainTextEdit *text = nullptr;
    QTRY_VERIFY((text = m_parts->window.findChild<QPlainTextEdit *>(u"compareText"_qs)) != nullptr);
    QVERIFY(!isBusy());
    QVERIFY(text->toPlainText().contains(u"\"Theirs\""_qs) && text->toPlainText().contains(u"\"Large\""_qs));
    clickIn(m_parts->window, "compareReload");
    QCOMPARE(name(), u"Theirs"_qs);
}

void tst_LargeFiles::windowClosesBehindItsFile_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("closes");
    QTest::newRow("it closes") << QByteArray() << false << true;
    QTest::newRow("the person stays") << QByteArray("stayOpen") << false << false;
    QTest::newRow("the file cannot be written") << QByteArray() << true << false;
}

void tst_LargeFiles::windowClosesBehindItsFile()
{
    QFETCH(QByteArray, button);
    QFETCH(bool, fails);
    QFETCH(bool, closes);
    makeWindow();
    showWindow();
    QVERIFY(m_window->files().openFile(path("large.json"), workspace::Document::Origin::Own));
    QTRY_COMPARE(m_document->workspace().name, u"Large"_qs);
    m_document->setName(u"Mine"_qs);
    if (fails)
        QVERIFY(m_folder->remove());
    QVERIFY(m_window->files().save());
    QVERIFY2(!m_window->close(), "its file is not written yet");
    auto *notice = static_cast<FileNotice *>(m_window->files().notice());
    QVERIFY2(notice->text().contains(u"closes when"_qs), qPrintable(notice->text()));
    QVERIFY(m_dialogs.asked.isEmpty());
    const QSignalSpy failed(&m_window->files(), &WorkspaceFiles::failed);
    const QSignalSpy succeeded(&m_window->files(), &WorkspaceFiles::succeeded);
    if (!button.isEmpty())
        clickIn(*m_window, button.constData());
    QTRY_COMPARE(fails ? failed.count() : succeeded.count(), 1);
    QCOMPARE(!m_window->isVisible(), closes);
    QVERIFY(notice->text().isEmpty());
    if (!fails)
        QCOMPARE(nameIn("large.json"), u"Mine"_qs);
}

void tst_LargeFiles::quitClosesTheOthersToo()
{
    writeLarge("small.json", u"Small"_qs);
    test::AnsweringDialogs dialogs;
    Windows windows(*m_theme, dialogs);
    windows.openAtStart({path("large.json"), path("small.json")}, false);
    QCOMPARE(windows.count(), std::size_t(2));
    QList<MainWindow *> shown;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            shown.append(window);
    }
    for (MainWindow *window : std::as_const(shown))
        QTRY_VERIFY(window->windowTitle().contains(u".json"_qs));
    // A copy is being written: nothing is unsaved, and yet it is waited for.
    dialogs.file = path("copy.json");
    for (MainWindow *window : std::as_const(shown))
        QVERIFY(window->files().saveAs());
    windows.quit();
    QVERIFY(windows.count() > 0);
    QTRY_COMPARE(windows.count(), std::size_t(0));
    QVERIFY(workspace::loadWorkspace(path("copy.json")).has_value());
}

QTEST_MAIN(tst_LargeFiles)
#include "tst_largefiles.moc"

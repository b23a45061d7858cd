// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/mainwindow/fileexcerpt.h"
#include "ui/mainwindow/filenotice.h"
#include "ui/mainwindow/linediff.h"
#include "ui/mainwindow/recentfiles.h"
#include "ui/mainwindow/recoveryfile.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QUndoStack>

using namespace framewright;
using namespace framewright::ui;

namespace {

constexpr auto one = R"({"framewright": 1, "name": "One", "servers": [{"name": "A", "port": 0}]})";
constexpr auto two = R"({"framewright": 1, "name": "Two", "servers": [{"name": "B", "port": 0}]})";

void write(const QString &fileName, const QByteArray &bytes)
{
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

/// The file of a window: what is opened, kept safe, and found changed.
class tst_WindowFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void newForgetsTheOld();
    void foreignWaitsForStart();
    void networkIsAskedOnce();
    void errorShowsItsLine();
    void longLinesDoNotWidenTheWindow();
    void recentNamesTheLastFirst();
    void largeFileComesBehind();
    void largeFileCanBeCancelled();
    void editsMeanwhileAreKept_data();
    void editsMeanwhileAreKept();
    void editsBeforeAreNotAskedTwice();
    void changeOnDisk_data();
    void changeOnDisk();
    void ownSaveIsNoChange();
    void compareShowsBoth();
    void crashIsRecovered();
    void recoveryIsDeclined();
    void savedWorkLeavesNoSideFile();
    void excerpts_data();
    void excerpts();
    void differences_data();
    void differences();

private:
    void makeWindow();
    void writeLarge() const;
    void click(const char *name) const
    {
        auto *button = m_parts->window.findChild<QAbstractButton *>(QString::fromLatin1(name));
        if (button == nullptr)
            qFatal("There is no %s.", name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QString noticeText() const { return static_cast<FileNotice *>(m_files->notice())->text(); }
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QString name() const { return m_parts->document.workspace().name; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PartsFixture> m_parts;
    WorkspaceFiles *m_files = nullptr;
};

void tst_WindowFiles::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_windowfiles"_qs);
}

void tst_WindowFiles::init()
{
    QSettings().clear();
    QDir(RecoveryFile::defaultFolder()).removeRecursively();
    m_folder = std::make_unique<QTemporaryDir>();
    write(path("one.json"), one);
    makeWindow();
}

void tst_WindowFiles::makeWindow()
{
    m_parts = std::make_unique<PartsFixture>();
    m_files = new WorkspaceFiles(m_parts->parts, m_parts->document, &m_parts->window);
    m_files->notice()->resize(800, 60);
    m_parts->window.resize(800, 200);
    m_parts->window.show();
}

void tst_WindowFiles::cleanup()
{
    m_parts.reset();
    m_folder.reset();
}

void tst_WindowFiles::newForgetsTheOld()
{
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    m_parts->editor.setName({u"x"_qs}, u"Changed"_qs);
    m_parts->dialogs.answer = Answer::Cancel;
    (*m_parts->actions)[u"newWorkspace"_qs]->trigger();
    QCOMPARE(name(), u"Changed"_qs);
    m_parts->dialogs.answer = Answer::No;
    (*m_parts->actions)[u"newWorkspace"_qs]->trigger();
    QCOMPARE(name(), QString());
    QVERIFY(m_parts->document.fileName().isEmpty());
    QCOMPARE(m_parts->dialogs.asked.size(), 2);
}

void tst_WindowFiles::foreignWaitsForStart()
{
    m_parts->dialogs.file = path("one.json");
    m_files->open();
    QVERIFY2(noticeText().contains(u"stopped"_qs), qPrintable(noticeText()));
    QCOMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Stopped);
    click("startForeign");
    QTRY_COMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Listening);
    QVERIFY(noticeText().isEmpty());
    QCOMPARE(m_parts->document.origin(), workspace::Document::Origin::Own);
    QVERIFY(m_parts->dialogs.asked.isEmpty());
}

void tst_WindowFiles::networkIsAskedOnce()
{
    write(path("open.json"), R"({"framewright": 1, "servers": [{"host": "0.0.0.0", "port": 0}]})");
    m_parts->dialogs.answer = Answer::Cancel;
    QVERIFY(m_files->serveFile(path("open.json")));
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    QCOMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Stopped);
    m_parts->dialogs.answer = Answer::Yes;
    QVERIFY(m_files->serveFile(path("open.json")));
    QTRY_COMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Listening);
    QVERIFY(m_files->serveFile(path("open.json")));
    QCOMPARE(m_parts->dialogs.asked.size(), 2);
}

void tst_WindowFiles::errorShowsItsLine()
{
    write(path("broken.json"), "{\"framewright\": 1,\n \"servers\": [\n  {\"port\": \"x\"}\n ]\n}\n");
    QVERIFY(!m_files->openFile(path("broken.json"), workspace::Document::Origin::Foreign));
    QVERIFY2(noticeText().contains(u"servers[0].port"_qs), qPrintable(noticeText()));
    const QString excerpt = m_parts->window.findChild<QLabel *>(u"fileNoticeExcerpt"_qs)->text();
    QVERIFY2(excerpt.contains(u"> 3"_qs) && excerpt.contains(u"\"port\": \"x\""_qs), qPrintable(excerpt));
    QVERIFY2(excerpt.contains(u"  2"_qs) && excerpt.contains(u'^'), qPrintable(excerpt));
}

void tst_WindowFiles::longLinesDoNotWidenTheWindow()
{
    auto *notice = m_parts->window.findChild<FileNotice *>();
    write(path("broken.json"), "{\"framewright\": " + QByteArray(200, ' ') + "x" + QByteArray(200, ' ') + "}\n");
    QVERIFY(!m_files->openFile(path("broken.json"), workspace::Document::Origin::Foreign));
    const auto *excerpt = m_parts->window.findChild<QLabel *>(u"fileNoticeExcerpt"_qs);
    QVERIFY2(excerpt->text().contains(u'x') && excerpt->isVisibleTo(notice), qPrintable(excerpt->text()));
    const int wide = notice->minimumSizeHint().width();
    notice->say(FileNotice::Tone::Failure, notice->text());
    QCOMPARE(notice->minimumSizeHint().width(), wide);
}

void tst_WindowFiles::recentNamesTheLastFirst()
{
    write(path("two.json"), two);
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    QVERIFY(m_files->openFile(path("two.json"), workspace::Document::Origin::Own));
    QCOMPARE(RecentFiles::list(), (QStringList{path("two.json"), path("one.json")}));
    QMenu *menu = (*m_parts->actions)[u"openRecent"_qs]->menu();
    emit menu->aboutToShow();
    menu->actions().at(1)->trigger();
    QCOMPARE(name(), u"One"_qs);
    QFile::remove(path("two.json"));
    QCOMPARE(RecentFiles::list(), QStringList{path("one.json")});
}

void tst_WindowFiles::writeLarge() const
{
    const QByteArray padding(2 << 20, 'x');
    write(path("large.json"), R"({"framewright": 1, "name": "Large", "data": {"x": ")" + padding + "\"}}");
}

void tst_WindowFiles::largeFileComesBehind()
{
    writeLarge();
    const QSignalSpy opened(m_files, &WorkspaceFiles::opened);
    QVERIFY(m_files->openFile(path("large.json"), workspace::Document::Origin::Own));
    QCOMPARE(opened.count(), 0);
    QCOMPARE(m_parts->work.items().size(), std::size_t(1));
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(name(), u"Large"_qs);
    QVERIFY(m_parts->work.items().empty());
}

void tst_WindowFiles::largeFileCanBeCancelled()
{
    writeLarge();
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    QVERIFY(m_files->openFile(path("large.json"), workspace::Document::Origin::Own));
    const QSignalSpy opened(m_files, &WorkspaceFiles::opened);
    const std::function<void()> cancel = m_parts->work.items().front().cancel; // It goes with the work.
    cancel();
    QVERIFY(m_parts->work.items().empty());
    QVERIFY(QThreadPool::globalInstance()->waitForDone());
    QCoreApplication::sendPostedEvents();
    QCOMPARE(opened.count(), 0);
    QCOMPARE(name(), u"One"_qs);
}

void tst_WindowFiles::editsMeanwhileAreKept_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("asksAgain");
    QTest::newRow("stay") << QByteArray("stayHere") << Answer::No << u"Mine"_qs << false;
    QTest::newRow("open and discard") << QByteArray("openRead") << Answer::No << u"Large"_qs << false;
    QTest::newRow("open and save") << QByteArray("openRead") << Answer::Yes << u"Large"_qs << false;
    QTest::newRow("think again") << QByteArray("openRead") << Answer::Cancel << u"Mine"_qs << true;
}

void tst_WindowFiles::editsMeanwhileAreKept()
{
    QFETCH(QByteArray, button);
    QFETCH(Answer, answer);
    QFETCH(bool, asksAgain);
    writeLarge();
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    QVERIFY(m_files->openFile(path("large.json"), workspace::Document::Origin::Own));
    m_parts->editor.setName({u"x"_qs}, u"Mine"_qs);
    QTRY_VERIFY2(noticeText().contains(u"large.json is read"_qs), qPrintable(noticeText()));
    QCOMPARE(name(), u"Mine"_qs);
    QVERIFY(m_parts->work.items().empty());
    QVERIFY(m_parts->dialogs.asked.isEmpty());
    m_parts->dialogs.answer = answer;
    click(button.constData());
    QTEST(name(), "name");
    QCOMPARE(noticeText().contains(u"large.json is read"_qs), asksAgain);
    const Result<workspace::Workspace> first = workspace::loadWorkspace(path("one.json"));
    QVERIFY(first.has_value());
    QCOMPARE(first->name, answer == Answer::Yes ? u"Mine"_qs : u"One"_qs);
}

void tst_WindowFiles::editsBeforeAreNotAskedTwice()
{
    writeLarge();
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    m_parts->editor.setName({u"x"_qs}, u"Mine"_qs);
    m_parts->dialogs.answer = Answer::No;
    m_parts->dialogs.file = path("large.json");
    m_files->open();
    QTRY_COMPARE(name(), u"Large"_qs);
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
}

void tst_WindowFiles::changeOnDisk_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("modified");
    QTest::newRow("reload") << QByteArray("reloadFile") << u"Two"_qs << false;
    QTest::newRow("keep") << QByteArray("keepMine") << u"One"_qs << true;
}

void tst_WindowFiles::changeOnDisk()
{
    QFETCH(QByteArray, button);
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    write(path("one.json"), two);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    QCOMPARE(name(), u"One"_qs);
    click(button.constData());
    QTEST(name(), "name");
    QTEST(m_parts->document.isModified(), "modified");
    if (m_parts->editor.stack()->canUndo()) {
        m_parts->editor.stack()->undo();
        QCOMPARE(name(), u"One"_qs);
        QVERIFY(m_parts->document.isModified());
    }
}

void tst_WindowFiles::ownSaveIsNoChange()
{
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    m_parts->editor.setName({u"x"_qs}, u"Mine"_qs);
    QVERIFY(m_files->save());
    // A later change of another is still seen, and nothing was said of our own.
    write(path("one.json"), two);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    click("keepMine");
    QVERIFY(m_files->save());
    // What comes after it was saved shows that the save itself was not taken for somebody else's.
    write(path("one.json"), one);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    QCOMPARE(name(), u"Mine"_qs);
}

void tst_WindowFiles::compareShowsBoth()
{
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    write(path("one.json"), two);
    QTRY_VERIFY(noticeText().contains(u"Another program"_qs));
    click("compareFile");
    QPlainTextEdit *text = nullptr;
    QTRY_VERIFY((text = m_parts->window.findChild<QPlainTextEdit *>(u"compareText"_qs)) != nullptr);
    QVERIFY2(text->toPlainText().contains(u"- "_qs) && text->toPlainText().contains(u"\"Two\""_qs),
             qPrintable(text->toPlainText()));
    QVERIFY(text->toPlainText().contains(u"+ "_qs) && text->toPlainText().contains(u"\"One\""_qs));
    click("compareReload");
    QCOMPARE(name(), u"Two"_qs);
}

void tst_WindowFiles::crashIsRecovered()
{
    // What another program of ours has left: its lock is stale.
    const QString folder = RecoveryFile::defaultFolder();
    QDir().mkpath(folder);
    write(folder + u"/left.unsaved"_qs, path("one.json").toUtf8() + "\n" + QByteArray(two));
    QCOMPARE(RecoveryFile::findAbandoned().size(), std::size_t(1));
    m_parts->dialogs.answer = Answer::Yes;
    QVERIFY(m_files->recover());
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    QCOMPARE(name(), u"Two"_qs);
    QCOMPARE(m_parts->document.fileName(), path("one.json"));
    QVERIFY(m_parts->document.isModified());
    QVERIFY(!QFile::exists(folder + u"/left.unsaved"_qs));
    QVERIFY2(RecoveryFile::findAbandoned().empty(), "it is kept by this window now, whose lock holds");
    m_parts->editor.stack()->undo();
    QCOMPARE(name(), u"One"_qs);
}

void tst_WindowFiles::recoveryIsDeclined()
{
    const QString folder = RecoveryFile::defaultFolder();
    QDir().mkpath(folder);
    write(folder + u"/left.unsaved"_qs, "\n" + QByteArray(two));
    m_parts->dialogs.answer = Answer::No;
    QVERIFY(!m_files->recover());
    QVERIFY(!QFile::exists(folder + u"/left.unsaved"_qs));
    QVERIFY(!m_parts->document.isModified());
}

void tst_WindowFiles::savedWorkLeavesNoSideFile()
{
    const QDir folder(RecoveryFile::defaultFolder());
    const auto sideFiles = [&folder] { return folder.entryList({u"*.unsaved"_qs}, QDir::Files).size(); };
    QVERIFY(m_files->openFile(path("one.json"), workspace::Document::Origin::Own));
    m_parts->editor.setName({u"x"_qs}, u"Changed"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(sideFiles(), 1, 20000);
    QVERIFY(m_files->save());
    QTRY_COMPARE(sideFiles(), 0);
}

void tst_WindowFiles::excerpts_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("excerpt");
    QTest::newRow("first line") << u"a.json, line 1, column 2"_qs << QByteArray("abc\nd")
                                << u"> 1  abc\n      ^\n  2  d"_qs;
    QTest::newRow("a long line") << u"line 1, column 1"_qs << QByteArray(100, 'a')
                                 << QString(u"> 1  " % QString(80, u'a') % u"…\n     ^");
    QTest::newRow("far in a long line") << u"line 1, column 201"_qs << QByteArray(200, ' ') + 'x' + QByteArray(200, ' ')
                                        << QString(u"> 1  …" % QString(40, u' ') % u'x' % QString(39, u' ') % u"…\n" %
                                                   QString(46, u' ') % u'^');
    QTest::newRow("no place") << u"a.json"_qs << QByteArray("abc") << QString();
    QTest::newRow("behind the end") << u"line 9, column 1"_qs << QByteArray("abc") << QString();
}

void tst_WindowFiles::excerpts()
{
    QFETCH(QString, where);
    QFETCH(QByteArray, text);
    QTEST(excerptAround({{}, where, {}}, text), "excerpt");
}

void tst_WindowFiles::differences_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QString>("shown");
    const auto letters = [](const char *text) {
        return QString::fromLatin1(text).split(QString(), Qt::SkipEmptyParts);
    };
    QTest::newRow("same") << letters("abc") << letters("abc") << u"…"_qs;
    QTest::newRow("changed") << letters("abc") << letters("axc") << u" a-b+x c"_qs;
    QTest::newRow("added") << letters("ac") << letters("abc") << u" a+b c"_qs;
    QTest::newRow("gap") << letters("abcdefg") << letters("abcdefx") << u"… f-g+x"_qs;
    QTest::newRow("from nothing") << QStringList() << letters("a") << u"+a"_qs;
}

void tst_WindowFiles::differences()
{
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    QString shown;
    for (const DiffLine &line : compareLines(left, right, 1)) {
        const bool gap = line.kind == DiffLine::Kind::Gap;
        shown += gap ? u"…"_qs
                     : (line.kind == DiffLine::Kind::Left    ? u"-"_qs
                        : line.kind == DiffLine::Kind::Right ? u"+"_qs
                                                             : u" "_qs) +
                           line.text;
    }
    QTEST(shown, "shown");
}

QTEST_MAIN(tst_WindowFiles)
#include "tst_windowfiles.moc"

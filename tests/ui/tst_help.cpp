// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/common/aboutdialog.h"
#include "ui/help/callout.h"
#include "ui/help/exampledialog.h"
#include "ui/help/examples.h"
#include "ui/help/helpdesk.h"
#include "ui/help/helptable.h"
#include "ui/help/reference.h"
#include "ui/help/referenceviewer.h"
#include "ui/help/tour.h"
#include "ui/help/walk.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTcpServer>
#include <QTest>
#include <QTextBrowser>

using namespace framewright;
using namespace framewright::ui;

namespace {

/// A window with the parts that the first hints name, and the example's server, whose port another may have.
struct HintWindow
{
    explicit HintWindow(bool isPortTaken)
        : desk(parts.parts, &parts.window)
    {
        QSettings().remove(u"help/hintsSeen"_qs);
        if (!other.listen(QHostAddress::LocalHost))
            qFatal("No port");
        const quint16 port = other.serverPort();
        if (!isPortTaken)
            other.close();
        parts.window.resize(900, 600);
        int left = 0;
        for (const char *name : {"workspaceTree", "clientDock"}) {
            auto *part = new QLabel(QString::fromLatin1(name), &parts.window);
            part->setObjectName(QString::fromLatin1(name));
            part->setGeometry(left += 200, 100, 150, 40);
        }
        parts.window.show();
        parts.document.start(*workspace::readWorkspace(
            "{\"framewright\": 1, \"servers\": [{\"host\": \"127.0.0.1\", \"port\": " + QByteArray::number(port) +
            "}]}"));
    }

    [[nodiscard]] Callout *callout() const { return parts.window.findChild<Callout *>(u"callout"_qs); }
    [[nodiscard]] QString text(const char *label) const
    {
        return callout()->findChild<QLabel *>(QString::fromLatin1(label))->text();
    }

    QTcpServer other;
    PartsFixture parts;
    HelpDesk desk;
};

} // namespace

/// What the Help menu opens, the walk through hints, the examples, and what long work says.
class tst_Help : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void walkGoesThrough();
    void walkIsLeft_data();
    void walkIsLeft();
    void walkGivesTheKeyboardBack_data();
    void walkGivesTheKeyboardBack();
    void walkLeavesOutWhatIsNotThere();
    void firstHintTellsTheTruth_data();
    void firstHintTellsTheTruth();
    void firstHintFollowsTheServer();
    void calloutStaysInside_data();
    void calloutStaysInside();
    void tableIsSearched();
    void referenceIsRead_data();
    void referenceIsRead();
    void ourReferenceIsWhole();
    void referenceIsSearched();
    void examplesWork_data();
    void examplesWork();
    void exampleIsChosen();
    void aboutNamesTheLibraries();
    void longWorkIsTold();

private:
    Theme m_theme;
};

void tst_Help::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright help test"_qs);
    m_theme.install(*qApp);
}

void tst_Help::walkGoesThrough()
{
    QWidget window;
    window.resize(900, 600);
    QLabel part(u"part"_qs, &window);
    part.setObjectName(u"part"_qs);
    part.setGeometry(100, 100, 200, 40);
    window.show();
    Walk walk(m_theme, &window);
    QSignalSpy ended(&walk, &Walk::ended);
    walk.start({{{}, u"One"_qs, u"all of it"_qs}, {u"part"_qs, u"Two"_qs, u"this part"_qs}});
    auto *callout = window.findChild<Callout *>(u"callout"_qs);
    QVERIFY(callout != nullptr && callout->isVisible());
    QCOMPARE(callout->findChild<QLabel *>(u"calloutTitle"_qs)->text(), u"One"_qs);
    QVERIFY(!callout->findChild<QPushButton *>(u"calloutBack"_qs)->isVisible());
    callout->findChild<QPushButton *>(u"calloutNext"_qs)->click();
    QCOMPARE(callout->findChild<QLabel *>(u"calloutTitle"_qs)->text(), u"Two"_qs);
    QVERIFY(!callout->geometry().intersects(part.geometry()));
    QVERIFY(callout->accessibleName().contains(u"this part"_qs));
    callout->findChild<QPushButton *>(u"calloutBack"_qs)->click();
    QCOMPARE(callout->findChild<QLabel *>(u"calloutTitle"_qs)->text(), u"One"_qs);
    QTest::keyClick(callout, Qt::Key_Return);
    QTest::keyClick(callout, Qt::Key_Return);
    QCOMPARE(ended.count(), 1);
    QVERIFY(!callout->isVisible());
}

void tst_Help::walkIsLeft_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::addRow("Escape") << true;
    QTest::addRow("Skip") << false;
}

void tst_Help::walkIsLeft()
{
    QFETCH(bool, byKey);
    QWidget window;
    window.resize(900, 600);
    window.show();
    Walk walk(m_theme, &window);
    QSignalSpy ended(&walk, &Walk::ended);
    walk.start(tourSteps());
    auto *callout = window.findChild<Callout *>(u"callout"_qs);
    QVERIFY(callout != nullptr);
    if (byKey)
        QTest::keyClick(callout, Qt::Key_Escape);
    else
        callout->findChild<QPushButton *>(u"calloutEnd"_qs)->click();
    QCOMPARE(ended.count(), 1);
    QVERIFY(!walk.isRunning());
}

void tst_Help::walkGivesTheKeyboardBack_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addRow("to what had it") << u"field"_qs << u"field"_qs;
    QTest::addRow("to what was spoken of, where nothing had it") << QString() << u"list"_qs;
}

void tst_Help::walkGivesTheKeyboardBack()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QWidget window;
    QPushButton stop(u"Stop"_qs, &window); // The first that Tab reaches.
    QWidget part(&window);
    part.setObjectName(u"part"_qs);
    QListView list(&part);
    list.setObjectName(u"list"_qs);
    QLineEdit field(&window);
    field.setObjectName(u"field"_qs);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    if (auto *wanted = window.findChild<QWidget *>(before); wanted != nullptr && !before.isEmpty())
        wanted->setFocus();
    else if (QApplication::focusWidget() != nullptr)
        QApplication::focusWidget()->clearFocus();
    Walk walk(m_theme, &window);
    walk.start({{u"part"_qs, u"One"_qs, u"this part"_qs}, {{}, u"Two"_qs, u"all of it"_qs}});
    window.findChild<QPushButton *>(u"calloutEnd"_qs)->click();
    QVERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), after);
}

void tst_Help::walkLeavesOutWhatIsNotThere()
{
    QWidget window;
    window.show();
    Walk walk(m_theme, &window);
    walk.start({{u"closedDock"_qs, u"Gone"_qs, {}}});
    QVERIFY(!walk.isRunning());
    walk.start({{u"closedDock"_qs, u"Gone"_qs, {}}, {{}, u"There"_qs, {}}});
    QCOMPARE(window.findChild<QLabel *>(u"calloutTitle"_qs)->text(), u"There"_qs);
    QVERIFY(!window.findChild<QPushButton *>(u"calloutEnd"_qs)->isVisible());
}

void tst_Help::firstHintTellsTheTruth_data()
{
    QTest::addColumn<bool>("isStarted");
    QTest::addColumn<bool>("isPortTaken");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("says");
    QTest::addRow("runs") << true << false << u"A mock server is running"_qs << u"listens already"_qs;
    QTest::addRow("port in use") << true << true << u"A mock server could not start"_qs << u"in use"_qs;
    QTest::addRow("not started") << false << false << u"A mock server"_qs << u"not running yet"_qs;
}

void tst_Help::firstHintTellsTheTruth()
{
    QFETCH(bool, isStarted);
    QFETCH(bool, isPortTaken);
    QFETCH(QString, says);
    HintWindow window(isPortTaken);
    if (isStarted)
        window.parts.engine.startAll();
    window.desk.showHints();
    QTRY_VERIFY(window.callout() != nullptr);
    QTEST(window.text("calloutTitle"), "title");
    QVERIFY2(window.text("calloutText").contains(says), qPrintable(window.text("calloutText")));
    window.callout()->findChild<QPushButton *>(u"calloutEnd"_qs)->click();
    QVERIFY(QSettings().value(u"help/hintsSeen"_qs).toBool());
}

void tst_Help::firstHintFollowsTheServer()
{
    HintWindow window(true);
    window.parts.engine.startAll();
    window.desk.showHints();
    QTRY_VERIFY(window.callout() != nullptr);
    window.other.close();
    window.parts.engine.startAll();
    QTRY_COMPARE(window.text("calloutTitle"), u"A mock server is running"_qs);
    window.parts.engine.stopAll();
    QTRY_COMPARE(window.text("calloutTitle"), u"A mock server"_qs);
    // It does not lead back to where one was.
    window.parts.engine.startAll();
    window.callout()->findChild<QPushButton *>(u"calloutNext"_qs)->click();
    QTRY_COMPARE(window.parts.engine.servers().constFirst().state, engine::ServerState::Listening);
    QCOMPARE(window.text("calloutTitle"), u"Send it something"_qs);
}

void tst_Help::calloutStaysInside_data()
{
    QTest::addColumn<QRect>("part");
    QTest::addRow("left") << QRect(0, 40, 200, 500);
    QTest::addRow("right") << QRect(700, 40, 200, 500);
    QTest::addRow("top") << QRect(0, 0, 900, 40);
    QTest::addRow("bottom") << QRect(0, 560, 900, 40);
    QTest::addRow("all of it") << QRect(0, 0, 900, 600);
    QTest::addRow("a corner") << QRect(880, 580, 20, 20);
}

void tst_Help::calloutStaysInside()
{
    QFETCH(QRect, part);
    QWidget window;
    window.resize(900, 600);
    QWidget target(&window);
    target.setGeometry(part);
    window.show();
    Callout callout(m_theme, &window);
    callout.showAt(&target, {u"Title"_qs, QString(300, u'x').replace(10, 1, u" "_qs), u"1 of 3"_qs, false, false});
    QVERIFY(window.rect().contains(callout.geometry()));
    window.resize(700, 500);
    QVERIFY(window.rect().contains(callout.geometry()));
}

void tst_Help::tableIsSearched()
{
    HelpTable table(m_theme,
                    {u"sheet"_qs,
                     u"Sheet"_qs,
                     u"Search"_qs,
                     {u"Keys"_qs, u"Deed"_qs},
                     {{u"Ctrl+S"_qs, u"Save"_qs}, {u"Ctrl+K"_qs, u"Go to anything"_qs}}},
                    nullptr);
    table.show();
    const auto *view = table.findChild<QTableView *>(u"sheetTable"_qs);
    QCOMPARE(view->model()->rowCount(), 2);
    QTest::keyClicks(table.findChild<QLineEdit *>(u"sheetSearch"_qs), u"any"_qs);
    QCOMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), u"Ctrl+K"_qs);
}

void tst_Help::referenceIsRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("entries"); // -1: an error.
    QTest::addRow("a list") << QByteArray(R"([{"word": "send", "kind": "action"}])") << 1;
    QTest::addRow("in an object") << QByteArray(R"({"entries": [{"word": "a"}, {"word": "b"}]})") << 2;
    QTest::addRow("without a word") << QByteArray(R"([{"kind": "action"}])") << 0;
    QTest::addRow("nothing") << QByteArray("[]") << 0;
    QTest::addRow("broken") << QByteArray("[{") << -1;
}

void tst_Help::referenceIsRead()
{
    QFETCH(QByteArray, json);
    QFETCH(int, entries);
    const Result<QList<ReferenceEntry>> read = parseReference(json);
    QCOMPARE(read ? int(read->size()) : -1, entries);
}

void tst_Help::ourReferenceIsWhole()
{
    QVERIFY(hasReference());
    const Result<QList<ReferenceEntry>> read = readReference();
    QVERIFY(read.has_value());
    QVERIFY(read->size() > 20);
    for (const ReferenceEntry &entry : *read) {
        QVERIFY2(!entry.kind.isEmpty(), qPrintable(entry.word));
        QVERIFY2(!entry.summary.isEmpty(), qPrintable(entry.word));
    }
}

void tst_Help::referenceIsSearched()
{
    const QList<ReferenceEntry> entries{{u"send"_qs, u"action"_qs, u"Sends a message."_qs, {}, u"{\"send\": 1}"_qs},
                                        {u"close"_qs, u"action"_qs, u"Closes."_qs, u"With a code."_qs, {}}};
    ReferenceViewer viewer(m_theme, entries, nullptr);
    viewer.show();
    const auto *list = viewer.findChild<QListView *>(u"referenceList"_qs);
    const auto *text = viewer.findChild<QTextBrowser *>(u"referenceText"_qs);
    QCOMPARE(list->model()->rowCount(), 2);
    QVERIFY(text->toPlainText().contains(u"{\"send\": 1}"_qs));
    QTest::keyClicks(viewer.findChild<QLineEdit *>(u"referenceSearch"_qs), u"with a code"_qs);
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(text->toPlainText().startsWith(u"close"_qs));
    QTest::keyClicks(viewer.findChild<QLineEdit *>(u"referenceSearch"_qs), u"zzz"_qs);
    QCOMPARE(list->model()->rowCount(), 0);
    QVERIFY(text->toPlainText().isEmpty());
}

void tst_Help::examplesWork_data()
{
    QTest::addColumn<Example>("example");
    const QList<Example> examples = readExamples();
    QVERIFY(examples.size() > 5);
    QVERIFY(examples.constFirst().fileName.endsWith(u"first.json"_qs));
    for (const Example &example : examples)
        QTest::newRow(qPrintable(example.fileName)) << example;
}

void tst_Help::examplesWork()
{
    QFETCH(Example, example);
    QVERIFY(!example.title.isEmpty());
    QVERIFY(!example.about.isEmpty());
    const auto read = workspace::readWorkspace(example.content.toUtf8(), example.fileName);
    QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().what));
    QVERIFY(!read->servers.empty());
}

void tst_Help::exampleIsChosen()
{
    auto *dialog = new ExampleDialog(m_theme, readExamples(), nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    QSignalSpy chosen(dialog, &ExampleDialog::chosen);
    auto *list = dialog->findChild<QListView *>(u"exampleList"_qs);
    QTest::keyClick(list, Qt::Key_Down);
    const QString title = list->currentIndex().data().toString();
    QCOMPARE(dialog->findChild<QLabel *>(u"exampleTitle"_qs)->text(), title);
    QVERIFY(!dialog->findChild<QLabel *>(u"exampleAbout"_qs)->text().isEmpty());
    dialog->findChild<QPushButton *>(u"exampleOpen"_qs)->click();
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen.constFirst().constFirst().toString().startsWith(u":/examples/"_qs));
}

void tst_Help::aboutNamesTheLibraries()
{
    const QList<Library> libraries = librariesInUse();
    const auto version = [&](const QString &name) {
        for (const Library &library : libraries) {
            if (library.name == name)
                return library.version;
        }
        return QString();
    };
    QCOMPARE(version(u"Qt"_qs), QString::fromLatin1(qVersion()));
    QVERIFY(version(u"SQLite"_qs).startsWith(u"3."_qs));
    QVERIFY2(version(u"OpenSSL"_qs).startsWith(u'3'), qPrintable(version(u"OpenSSL"_qs)));
    for (const Library &library : libraries)
        QVERIFY2(!library.licence.isEmpty(), qPrintable(library.name));
    AboutDialog dialog;
    QVERIFY(dialog.findChild<QLabel *>(u"aboutText"_qs)->text().contains(QStringLiteral(FRAMEWRIGHT_VERSION)));
}

void tst_Help::longWorkIsTold()
{
    LongWork work;
    QSignalSpy changed(&work, &LongWork::changed);
    bool cancelled = false;
    const LongWork::Number first = work.begin(u"Opening"_qs, [&] { cancelled = true; });
    const LongWork::Number second = work.begin(u"Clearing"_qs);
    QCOMPARE(work.items().size(), std::size_t(2));
    work.setDone(first, 0.5);
    QCOMPARE(work.items().front().done, 0.5);
    work.items().front().cancel();
    QVERIFY(cancelled);
    work.end(first);
    work.end(first);
    work.setDone(first, 1);
    QCOMPARE(work.items().size(), std::size_t(1));
    QCOMPARE(work.items().front().number, second);
    QCOMPARE(changed.count(), 4);
}

QTEST_MAIN(tst_Help)
#include "tst_help.moc"

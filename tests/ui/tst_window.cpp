// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/windowfixture.h"
#include "ui/common/panelhead.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStyleOptionFrame>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace framewright;

namespace {

constexpr auto example = R"({"framewright": 1, "name": "Test", "servers": [{"name": "Local", "host": "127.0.0.1",
  "port": 0, "routes": [
    {"path": "/echo", "rules": [{"name": "Same", "do": [{"send": {"same": true}}]}]},
    {"path": "/bye", "rules": [{"name": "Bye", "do": [{"close": 4000, "reason": "bye"}]}]},
    {"path": "/no", "refuse": [{"status": 401, "body": "go away"}]}]}]})";

} // namespace

/// The whole window, with a real engine behind it and real widgets in front: what a person would do and see.
class tst_Window : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void everythingHasAName();
    void sendAndSeeBothRows();
    void bytesAreSentAsHex();
    void sendConnectsFirst();
    void pingIsAnswered();
    void closeWithACodeIsNamed();
    void ruleClosesAndIsNamed();
    void refusalSaysWhatToDo();
    void nothingListens();
    void choiceNarrowsTheLog();
    void disconnectFromTheList();
    void stopTellsTheClients();
    void hitsAreCounted();
    void clearEmptiesTheLog();
    void followSwitchesItself();
    void urlIsCopied();
    void headCountsItsOwnRows();
    void widerLogKeepsTheRoute();
    void ruleInTheFormStaysChosen();
    void clientTakesTheRoute();
    void edgesAreQuietAndInLine();
    void namesAreWrittenWhereTheyStand();
    void brokenFileChangesNothing();
    void saveWritesTheFile();
    void unsavedWorkIsAsked();
    void themeIsChosen();

private:
    void connectTo(const QString &path);
    void compose(const QString &text) { find<QPlainTextEdit>("composerText")->setPlainText(text); }
};

void tst_Window::initTestCase()
{
    prepare(u"Framewright test"_qs);
}

void tst_Window::init()
{
    m_dialogs = {};
    makeWindow();
    m_document->start(workspace::readWorkspace(example).value());
    showWindow();
    trigger("startAll");
    QTRY_VERIFY(!m_engine->servers().isEmpty() &&
                m_engine->servers().constFirst().state == engine::ServerState::Listening);
}

void tst_Window::cleanup()
{
    dropWindow();
}

void tst_Window::connectTo(const QString &path)
{
    find<QComboBox>("clientUrl")->setEditText(url(path));
    click("clientConnect");
}

void tst_Window::everythingHasAName()
{
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_window.get()))
            continue;
        const bool inner = widget->objectName().startsWith(u"qt_"_qs);
        const bool named = !widget->objectName().isEmpty() && !widget->accessibleName().isEmpty();
        const bool button = qobject_cast<const QAbstractButton *>(widget) != nullptr &&
                            !qobject_cast<const QAbstractButton *>(widget)->text().isEmpty();
        const bool frame = qobject_cast<const QTabWidget *>(widget->parentWidget()) != nullptr ||
                           qobject_cast<const QAbstractItemView *>(widget->parentWidget()) != nullptr;
        QVERIFY2(inner || named || button || frame,
                 qPrintable(u"%1 %2"_qs.arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
    }
}

void tst_Window::sendAndSeeBothRows()
{
    connectTo(u"/echo"_qs);
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Disconnect"_qs);
    compose(u"Grüße, Framewright"_qs);
    click("clientSend");
    QTRY_COMPARE(rows("trafficList").filter(u"Grüße, Framewright"_qs).size(), 2);
    QTRY_COMPARE(rows("conversationList").filter(u"Grüße, Framewright"_qs).size(), 2);
    const QAbstractItemModel *model = find<QTableView>("trafficList")->model();
    const int row = int(rows("trafficList").indexOf(u"Grüße, Framewright"_qs));
    QCOMPARE(model->index(row, 0).data(Qt::AccessibleTextRole).toString(), u"from client"_qs);
    QCOMPARE(model->index(row + 1, 0).data(Qt::AccessibleTextRole).toString(), u"to client"_qs);
    QCOMPARE(model->index(row + 1, 4).data().toString(), u"Same"_qs);
    find<QTableView>("trafficList")->setCurrentIndex(model->index(row, 3));
    const auto *detail = find<QWidget>("messageDetail")->findChild<QPlainTextEdit *>(u"detailText"_qs);
    QCOMPARE(detail->toPlainText(), u"Grüße, Framewright"_qs);
    auto *tabs = find<QWidget>("messageDetail")->findChild<QTabBar *>(u"detailTabs"_qs);
    tabs->setCurrentIndex(2);
    QVERIFY(detail->toPlainText().contains(u"47 72 c3 bc"_qs));
    tabs->setCurrentIndex(3);
    QVERIFY(detail->toPlainText().contains(u"1 text"_qs));
    tabs->setCurrentIndex(4);
    QVERIFY(detail->toPlainText().contains(u"GET /echo HTTP/1.1"_qs));
    QVERIFY(detail->toPlainText().contains(u"101 Switching Protocols"_qs));
}

void tst_Window::bytesAreSentAsHex()
{
    connectTo(u"/echo"_qs);
    find<QComboBox>("composerFormat")->setCurrentIndex(2);
    compose(u"00 zz"_qs);
    QVERIFY(!find<QAbstractButton>("clientSend")->isEnabled());
    QVERIFY(find<QLabel>("composerProblem")->text().contains(u"place 4"_qs));
    compose(u"00 ff 10"_qs);
    QVERIFY(find<QAbstractButton>("clientSend")->isEnabled());
    click("clientSend");
    QTRY_COMPARE(rows("trafficList").filter(u"Binary message · 3 B"_qs).size(), 2);
}

void tst_Window::sendConnectsFirst()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/echo"_qs));
    compose(u"straight away"_qs);
    QTest::keyClick(find<QPlainTextEdit>("composerText"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(rows("conversationList").filter(u"straight away"_qs).size(), 2);
}

void tst_Window::pingIsAnswered()
{
    QVERIFY(!find<QAbstractButton>("clientPing")->isEnabled());
    connectTo(u"/echo"_qs);
    QTRY_VERIFY(find<QAbstractButton>("clientPing")->isEnabled());
    click("clientPing");
    QTRY_VERIFY(shows("conversationList", u"Ping “1”"_qs));
    QTRY_VERIFY(shows("conversationList", u"Pong “1”"_qs));
    QVERIFY(!shows("trafficList", u"Ping “1”"_qs));
    click("filterControl");
    QTRY_VERIFY(shows("trafficList", u"Ping “1”"_qs));
    click("filterControl");
}

void tst_Window::closeWithACodeIsNamed()
{
    connectTo(u"/echo"_qs);
    QTRY_VERIFY(find<QAbstractButton>("clientClose")->isEnabled());
    click("clientClose");
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"closeDialog"_qs) != nullptr);
    find<QComboBox>("closeCode")->setEditText(u"4001"_qs);
    find<QLineEdit>("closeReason")->setText(u"enough"_qs);
    click("closeAccept");
    QTRY_VERIFY(shows("trafficList", u"4001"_qs));
    QTRY_VERIFY(shows("conversationList", u"enough"_qs));
    auto *list = find<QListView>("connectionList");
    QTRY_VERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"4001"_qs));
    const QString tip = list->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(protocol::closeCodeMeaning(4001)), qPrintable(tip));
    QVERIFY2(tip.contains(u"client"_qs), qPrintable(tip));
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Connect"_qs);
}

void tst_Window::ruleClosesAndIsNamed()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/bye"_qs));
    compose(u"anything"_qs);
    click("clientSend");
    QTRY_VERIFY(shows("conversationList", u"Close 4000"_qs));
    const QAbstractItemModel *table = find<QTableView>("connectionTable")->model();
    QTRY_VERIFY(table->rowCount() == 1 && table->index(0, 3).data().toString().startsWith(u"4000"_qs));
    QVERIFY2(table->index(0, 4).data().toString().contains(u"rule"_qs, Qt::CaseInsensitive),
             qPrintable(table->index(0, 4).data().toString()));
}

void tst_Window::refusalSaysWhatToDo()
{
    connectTo(u"/no"_qs);
    QTRY_VERIFY(!find<QLabel>("clientError")->text().isEmpty());
    QVERIFY2(find<QLabel>("clientError")->text().contains(u"401"_qs), qPrintable(find<QLabel>("clientError")->text()));
    QTRY_VERIFY(shows("trafficList", u"Refused 401"_qs));
    QTRY_VERIFY(find<QListView>("connectionList")->model()->rowCount() == 1);
}

void tst_Window::nothingListens()
{
    trigger("stopAll");
    QTRY_COMPARE(m_engine->servers().constFirst().state, engine::ServerState::Stopped);
    find<QComboBox>("clientUrl")->setEditText(u"ws://127.0.0.1:1/none"_qs);
    click("clientConnect");
    QTRY_VERIFY(find<QLabel>("clientError")->isVisible());
    QVERIFY(!find<QLabel>("clientError")->text().isEmpty());
    find<QComboBox>("clientUrl")->setEditText(u"ftp://x"_qs);
    click("clientConnect");
    QVERIFY(find<QLabel>("clientError")->text().contains(u"ws://"_qs));
}

void tst_Window::choiceNarrowsTheLog()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/echo"_qs));
    compose(u"first"_qs);
    click("clientSend");
    QTRY_COMPARE(rows("trafficList").filter(u"first"_qs).size(), 2);
    click("clientConnect");
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Connect"_qs);
    compose(u"second"_qs);
    click("clientSend");
    QTRY_COMPARE(rows("trafficList").filter(u"second"_qs).size(), 2);
    auto *list = find<QListView>("connectionList");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTRY_VERIFY(shows("trafficList", u"second"_qs) && !shows("trafficList", u"first"_qs));
    trigger("showAllTraffic");
    QTRY_VERIFY(shows("trafficList", u"second"_qs) && shows("trafficList", u"first"_qs));
    auto *tree = find<QTreeView>("workspaceTree");
    tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
    QTRY_COMPARE(find<QTableView>("trafficList")->model()->rowCount(), 0);
    QCOMPARE(rows("ruleTable", 2), QStringList{u"close 4000 “bye”"_qs});
}

void tst_Window::disconnectFromTheList()
{
    connectTo(u"/echo"_qs);
    auto *list = find<QListView>("connectionList");
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(!find<QAction>("disconnectPeer")->isEnabled());
    list->setCurrentIndex(list->model()->index(0, 0));
    QTRY_VERIFY(find<QAction>("disconnectPeer")->isEnabled());
    trigger("disconnectPeer");
    QTRY_VERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"1000"_qs));
    QVERIFY(list->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"server"_qs));
    trigger("clearPast");
    QCOMPARE(list->model()->rowCount(), 0);
}

void tst_Window::stopTellsTheClients()
{
    QVERIFY(!find<QAction>("startAll")->isEnabled());
    connectTo(u"/echo"_qs);
    QTRY_VERIFY(find<QAbstractButton>("clientPing")->isEnabled());
    trigger("stopAll");
    QTRY_VERIFY(shows("conversationList", u"Close 1001"_qs));
    QTRY_VERIFY(find<QAction>("startAll")->isEnabled());
    QVERIFY(!find<QAction>("stopAll")->isEnabled());
}

void tst_Window::hitsAreCounted()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/echo"_qs));
    compose(u"count me"_qs);
    click("clientSend");
    QTRY_COMPARE(rows("ruleTable", 3), QStringList{u"1"_qs});
}

void tst_Window::clearEmptiesTheLog()
{
    connectTo(u"/echo"_qs);
    QTRY_VERIFY(shows("trafficList", u"Connected"_qs));
    trigger("clearTraffic");
    QTRY_COMPARE(find<QTableView>("trafficList")->model()->rowCount(), 0);
    compose(u"after"_qs);
    click("clientSend");
    QTRY_COMPARE(rows("trafficList").filter(u"after"_qs).size(), 2);
}

void tst_Window::followSwitchesItself()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/echo"_qs));
    compose(u"row"_qs);
    click("clientSend");
    QTRY_VERIFY(rows("trafficList").filter(u"row"_qs).size() == 2);
    QVERIFY(find<QAction>("followTraffic")->isChecked());
    auto *list = find<QTableView>("trafficList");
    list->setCurrentIndex(list->model()->index(0, 3));
    QVERIFY(!find<QAction>("followTraffic")->isChecked());
    click("clientSend");
    QTRY_VERIFY(rows("trafficList").filter(u"row"_qs).size() == 4);
    QCOMPARE(list->currentIndex().row(), 0);
    QTest::keyClick(list, Qt::Key_End);
    QVERIFY(find<QAction>("followTraffic")->isChecked());
}

void tst_Window::urlIsCopied()
{
    trigger("copyRouteUrl");
    QCOMPARE(QGuiApplication::clipboard()->text(), url(u"/echo"_qs));
}

void tst_Window::headCountsItsOwnRows()
{
    const auto says = [this](const QString &summary) {
        const auto labels = m_window->findChildren<ui::ElidedLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const ui::ElidedLabel *label) { return label->text() == summary; });
    };
    connectTo(u"/echo"_qs);
    // The client has recorded that it is connected, too; nothing is left out here.
    QTRY_VERIFY(says(u"all connections, 1 row"_qs));
    auto *tree = find<QTreeView>("workspaceTree");
    tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
    QTRY_VERIFY(says(u"/bye, 0 of 2 recorded"_qs));
}

void tst_Window::widerLogKeepsTheRoute()
{
    auto *tree = find<QTreeView>("workspaceTree");
    const QModelIndex server = tree->model()->index(0, 0);
    tree->setCurrentIndex(tree->model()->index(1, 0, server));
    QCOMPARE(rows("ruleTable", 2), QStringList{u"close 4000 “bye”"_qs});
    trigger("showAllTraffic");
    QCOMPARE(tree->currentIndex(), server);
    QCOMPARE(rows("ruleTable", 2), QStringList{u"close 4000 “bye”"_qs});
    trigger("copyRouteUrl");
    QCOMPARE(QGuiApplication::clipboard()->text(), url(u"/bye"_qs));
}

void tst_Window::ruleInTheFormStaysChosen()
{
    auto *table = find<QTableView>("ruleTable");
    QVERIFY(table->selectionModel()->isRowSelected(0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(40, table->viewport()->height() - 4));
    QTRY_VERIFY(table->selectionModel()->isRowSelected(0));
}

void tst_Window::clientTakesTheRoute()
{
    auto *tree = find<QTreeView>("workspaceTree");
    tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
    trigger("useInClient");
    QCOMPARE(find<QComboBox>("clientUrl")->currentText(), url(u"/bye"_qs));
    connectTo(u"/echo"_qs);
    QTRY_VERIFY(find<QAbstractButton>("clientPing")->isEnabled());
    // One that is connected stays so; a second one takes the route, and its panel comes back for it.
    find<QAction>("clientDockShown")->trigger();
    QVERIFY(!find<QStackedWidget>("clientPages")->isVisible());
    trigger("useInClient");
    auto *pages = find<QStackedWidget>("clientPages");
    QVERIFY(pages->isVisible());
    QCOMPARE(pages->count(), 2);
    QCOMPARE(pages->currentWidget()->findChild<QComboBox *>(u"clientUrl"_qs)->currentText(), url(u"/bye"_qs));
    QVERIFY(pages->widget(0)->findChild<QAbstractButton *>(u"clientPing"_qs)->isEnabled());
}

void tst_Window::edgesAreQuietAndInLine()
{
    const auto *line = find<QWidget>("statusLine");
    const auto *servers = find<QWidget>("statusServers");
    QVERIFY(QFontMetrics(servers->font()).height() < QFontMetrics(m_window->font()).height());
    QVERIFY(QFontMetrics(servers->font()).height() <= line->height());
    const auto left = [this](const char *name) { return find<QWidget>(name)->mapTo(m_window.get(), QPoint()).x(); };
    QCOMPARE(left("startAllButton"), ui::measure::Medium);
    QVERIFY(!find<QToolButton>("startAllButton")->autoRaise());
    const auto *search = find<QWidget>("goToAnythingButton");
    QCOMPARE(search->mapTo(m_window.get(), QPoint(search->width(), 0)).x(), m_window->width() - ui::measure::Medium);
}

void tst_Window::namesAreWrittenWhereTheyStand()
{
    auto *tree = find<QTreeView>("workspaceTree");
    const QModelIndex route = tree->model()->index(0, 0, tree->model()->index(0, 0));
    tree->setCurrentIndex(route);
    tree->setFocus();
    trigger("renamePart");
    const auto *field = tree->viewport()->findChild<QLineEdit *>();
    QVERIFY(field != nullptr && field->hasFrame());
    QCOMPARE(field->font().family(), ui::Theme::fixedFont(tree->font()).family());
    QCOMPARE(field->geometry().right(), tree->visualRect(route).right());
    QCOMPARE(field->height(), tree->visualRect(route).height());
    QStyleOptionFrame frame;
    frame.initFrom(field);
    frame.lineWidth = 1;
    const int inside = field->style()->subElementRect(QStyle::SE_LineEditContents, &frame, field).left();
    QCOMPARE(field->x() + inside + 2, tree->visualRect(route).left() + 6);
}

void tst_Window::brokenFileChangesNothing()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"broken.json"_qs);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"framewright\": 1,\n \"servers\": 7}");
    file.close();
    m_dialogs.file = name;
    trigger("openWorkspace");
    QVERIFY(find<QLabel>("fileNoticeText") != nullptr);
    const auto labels = m_window->findChildren<QLabel *>(u"fileNoticeText"_qs);
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"servers"_qs);
    }));
    QCOMPARE(m_document->workspace().name, u"Test"_qs);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{\"framewright\": 1,\n \"servers\": 7}"));
}

void tst_Window::saveWritesTheFile()
{
    const QTemporaryDir folder;
    m_dialogs.file = folder.filePath(u"saved.json"_qs);
    trigger("saveWorkspaceAs");
    const Result<workspace::Workspace> saved = workspace::loadWorkspace(*m_dialogs.file);
    QVERIFY(saved.has_value());
    QCOMPARE(*saved, m_document->workspace());
    QVERIFY(m_window->windowTitle().startsWith(u"saved.json"_qs));
    m_document->setName(u"Renamed"_qs);
    QVERIFY(m_window->isWindowModified());
    trigger("saveWorkspace");
    QVERIFY(!m_window->isWindowModified());
}

void tst_Window::unsavedWorkIsAsked()
{
    m_document->setName(u"Changed"_qs);
    m_dialogs.answer = ui::Answer::Cancel;
    QVERIFY(!m_window->close());
    QCOMPARE(m_dialogs.asked.size(), 1);
    QVERIFY(m_window->isVisible());
    m_dialogs.answer = ui::Answer::No;
    QVERIFY(m_window->close());
}

void tst_Window::themeIsChosen()
{
    trigger("themeDark");
    QCOMPARE(QApplication::palette().color(QPalette::Base), ui::tokenColor(ui::Token::Panel, ui::Shade::Dark));
    trigger("themeLight");
    QCOMPARE(QApplication::palette().color(QPalette::Base), ui::tokenColor(ui::Token::Panel, ui::Shade::Light));
    trigger("about");
    QCOMPARE(m_dialogs.abouts, 1);
    trigger("resetLayout");
}

QTEST_MAIN(tst_Window)
#include "tst_window.moc"

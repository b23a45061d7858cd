// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/logofvalues.h"
#include "tests/ui/partsfixture.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"
#include "ui/traffic/rowwords.h"
#include "ui/traffic/trafficpanel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;
using event::Direction;
using event::EventKind;

/// The log as a person works with it: filter, menu, jumps, detail, columns.
class tst_TrafficPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void filterNarrowsAndSaysHowMany();
    void emptyListSaysWhy();
    void selectionStaysThroughAFilter();
    void rowsDoNotMoveUnderOnesEyes();
    void menuCopiesAndFilters();
    void menuJumpsToHandshakeAndCause();
    void menuMakesARule();
    void menuHandsToTheClient();
    void payloadIsSaved();
    void columnsAreChosenAndKept();
    void detailStandsBesideOrBelow();
    void largePayloadIsShownWhenAsked();
    void findGoesByFocus();
    void searchInTheMessage();
    void wordsOfARow();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        return m_panel->findChild<T *>(QString::fromLatin1(name));
    }
    void publish();
    void choose(qint64 number);
    [[nodiscard]] MessageList *list() const { return find<MessageList>("trafficList"); }
    /// Opens the row's menu, has it act, closes it.
    void inMenu(const std::function<void(QMenu &)> &act);
    [[nodiscard]] int rows() const { return list()->model()->rowCount(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LogOfValues> m_log;
    std::unique_ptr<PartsFixture> m_fixture;
    TrafficPanel *m_panel = nullptr;
};

void tst_TrafficPanel::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_trafficpanel"_qs);
}

void tst_TrafficPanel::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_log = std::make_unique<LogOfValues>();
    engine::EngineSettings settings;
    settings.record = false; // The log is m_log's.
    m_fixture = std::make_unique<PartsFixture>(settings);
    m_panel = new TrafficPanel(m_fixture->parts, m_log->source(), &m_fixture->window);
    auto *layout = new QVBoxLayout(&m_fixture->window);
    layout->addWidget(m_panel);
    m_fixture->window.resize(800, 500);
    m_fixture->window.show();
    m_log->add(EventKind::Opened, Direction::None, 1, "GET /chat HTTP/1.1\r\nHost: x\r\n\r\n");
    m_log->add(EventKind::Message, Direction::In, 1, R"({"event":"login","id":1})");
    m_log->add(EventKind::Message, Direction::Out, 1, R"({"event":"welcome"})").label = u"Welcome"_qs;
    m_log->add(EventKind::Ping, Direction::In, 1, "1");
    m_log->add(EventKind::Message, Direction::In, 2, "from another");
    publish();
    QTRY_COMPARE(rows(), 4);
}

void tst_TrafficPanel::cleanup()
{
    m_fixture.reset();
    m_log.reset();
}

void tst_TrafficPanel::publish()
{
    traffic::CaptureStatus status;
    status.firstRow = m_log->first();
    status.lastRow = m_log->last();
    emit m_fixture->engine.captureChanged(status);
}

void tst_TrafficPanel::choose(qint64 number)
{
    list()->choose(number);
    QTRY_COMPARE(list()->currentNumber(), number);
}

void tst_TrafficPanel::inMenu(const std::function<void(QMenu &)> &act)
{
    bool acted = false;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        auto *menu = list()->findChild<QMenu *>(u"rowMenu"_qs);
        if (menu == nullptr)
            return;
        timer.stop();
        act(*menu);
        acted = true;
        menu->close();
    });
    timer.start(5);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), list()->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(list()->viewport(), &event);
    QVERIFY(acted);
}

void tst_TrafficPanel::filterNarrowsAndSaysHowMany()
{
    find<QLineEdit>("filterField")->setText(u"type:text"_qs);
    QTRY_COMPARE(rows(), 3);
    find<QLineEdit>("filterField")->setText(u"type:text -conn:2 from:client"_qs);
    QTRY_COMPARE(rows(), 1);
    m_log->add(EventKind::Message, Direction::In, 1, "new");
    m_log->add(EventKind::Message, Direction::In, 2, "new");
    publish();
    QTRY_COMPARE(rows(), 2);
    find<QLineEdit>("filterField")->clear();
    find<QComboBox>("filterDirection")->setCurrentIndex(2);
    QTRY_COMPARE(rows(), 1);
}

void tst_TrafficPanel::emptyListSaysWhy()
{
    find<QLineEdit>("filterField")->setText(u"nowhere"_qs);
    QTRY_COMPARE(rows(), 0);
    auto *empty = find<QWidget>("trafficListEmpty");
    QVERIFY(empty->isVisible());
    auto *step = empty->findChild<QAbstractButton *>();
    QVERIFY(step->isVisible());
    QTest::mouseClick(step, Qt::LeftButton);
    QTRY_COMPARE(rows(), 5);
}

void tst_TrafficPanel::selectionStaysThroughAFilter()
{
    choose(2);
    QSignalSpy chosen(list(), &MessageList::rowChosen);
    find<QLineEdit>("filterField")->setText(u"login"_qs);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(list()->currentNumber(), qint64(2));
    find<QLineEdit>("filterField")->setText(u"welcome"_qs);
    QTRY_COMPARE(list()->currentNumber(), qint64(0));
    find<QLineEdit>("filterField")->clear();
    QTRY_COMPARE(list()->currentNumber(), qint64(2));
}

void tst_TrafficPanel::rowsDoNotMoveUnderOnesEyes()
{
    for (int row = 0; row < 100; ++row)
        m_log->add(EventKind::Message, Direction::In, 1, "row");
    publish();
    QTRY_COMPARE(rows(), 104);
    choose(50);
    QVERIFY(!list()->isFollowing());
    const int before = list()->rowViewportPosition(list()->currentIndex().row());
    for (int row = 0; row < 100; ++row)
        m_log->add(EventKind::Message, Direction::In, 1, "row");
    publish();
    QTRY_COMPARE(rows(), 204);
    QCOMPARE(list()->currentNumber(), qint64(50));
    QCOMPARE(list()->rowViewportPosition(list()->currentIndex().row()), before);
    m_log->dropBelow(21);
    publish();
    QCOMPARE(list()->currentNumber(), qint64(50));
    QCOMPARE(list()->rowViewportPosition(list()->currentIndex().row()), before);
    list()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
    QTRY_VERIFY(list()->isFollowing());
    QTest::keyClick(list(), Qt::Key_Home);
    QCOMPARE(list()->currentNumber(), qint64(21));
    QVERIFY(!list()->isFollowing());
    QTest::keyClick(list(), Qt::Key_End);
    QCOMPARE(list()->currentIndex().row(), rows() - 1);
    QVERIFY(list()->isFollowing());
}

void tst_TrafficPanel::menuCopiesAndFilters()
{
    choose(2);
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"copyAsHex"_qs)->trigger(); });
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"7b 22 65"_qs));
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"$.event=\"login\""_qs)->trigger(); });
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(find<QLineEdit>("filterField")->text(), u"$.event=\"login\""_qs);
    find<QLineEdit>("filterField")->clear();
    QTRY_COMPARE(rows(), 4);
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"-conn:1"_qs)->trigger(); });
    QTRY_COMPARE(rows(), 1);
}

void tst_TrafficPanel::menuJumpsToHandshakeAndCause()
{
    choose(3);
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"jumpToCause"_qs)->trigger(); });
    QTRY_COMPARE(list()->currentNumber(), qint64(2));
    find<QLineEdit>("filterField")->setText(u"login"_qs);
    QTRY_COMPARE(rows(), 1);
    inMenu([](QMenu &menu) {
        QVERIFY(menu.findChild<QAction *>(u"jumpToCause"_qs) == nullptr);
        menu.findChild<QAction *>(u"jumpToHandshake"_qs)->trigger();
    });
    // What hid it has gone.
    QTRY_COMPARE(list()->currentNumber(), qint64(1));
    QVERIFY(find<QPlainTextEdit>("detailText")->toPlainText().contains(u"GET /chat"_qs));
}

void tst_TrafficPanel::menuMakesARule()
{
    m_fixture->document.start(*workspace::readWorkspace(
        R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[{"path":"/chat"}]}]})"));
    const workspace::Server &server = m_fixture->document.workspace().servers.front();
    wire::ConnectionFacts facts;
    facts.id = {1};
    facts.server = server.id;
    facts.route = server.routes.front().id;
    facts.state = wire::ConnectionState::Open;
    m_fixture->book.take({facts});
    choose(2);
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"ruleFromMessage"_qs)->trigger(); });
    QCOMPARE(m_fixture->document.workspace().servers.front().routes.front().rules.size(), std::size_t(1));
    QCOMPARE(m_fixture->context.selection().route, facts.route);
}

void tst_TrafficPanel::menuHandsToTheClient()
{
    QSignalSpy wanted(&m_fixture->context, &WindowContext::payloadWanted);
    choose(5);
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"resendInClient"_qs)->trigger(); });
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toByteArray(), QByteArray("from another"));
    QCOMPARE(wanted.first().last().toBool(), false);
}

void tst_TrafficPanel::payloadIsSaved()
{
    choose(2);
    m_fixture->dialogs.file = m_folder->filePath(u"saved.json"_qs);
    find<QAction>("detailSave")->trigger();
    QFile file(*m_fixture->dialogs.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(R"({"event":"login","id":1})"));
    m_fixture->dialogs.file = m_folder->filePath(u"no/such/folder"_qs);
    find<QAction>("detailSave")->trigger();
    QCOMPARE(m_fixture->dialogs.asked.size(), 1);
}

void tst_TrafficPanel::columnsAreChosenAndKept()
{
    QVERIFY(list()->isColumnHidden(TrafficModel::TypeColumn));
    QVERIFY(!list()->isColumnHidden(TrafficModel::RuleColumn));
    bool chosen = false;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        auto *menu = list()->findChild<QMenu *>(u"columnMenu"_qs);
        if (menu == nullptr)
            return;
        timer.stop();
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Type"_qs)
                action->setChecked(chosen = true);
        }
        menu->close();
    });
    timer.start(5);
    emit list()->horizontalHeader()->customContextMenuRequested(QPoint(10, 5));
    QVERIFY(chosen);
    QVERIFY(!list()->isColumnHidden(TrafficModel::TypeColumn));
    list()->setColumnWidth(TrafficModel::RuleColumn, 77);
    MessageList other(m_fixture->theme, qobject_cast<TrafficModel *>(list()->model()), MessageList::Layout::Full);
    other.rememberColumns(u"traffic/columns"_qs);
    QVERIFY(!other.isColumnHidden(TrafficModel::TypeColumn));
    QCOMPARE(other.columnWidth(TrafficModel::RuleColumn), 77);
}

void tst_TrafficPanel::detailStandsBesideOrBelow()
{
    auto *splitter = find<QSplitter>("trafficSplitter");
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    (*m_fixture->actions)[u"detailBeside"_qs]->setChecked(true);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    (*m_fixture->actions)[u"detailBeside"_qs]->setChecked(false);
    QCOMPARE(splitter->orientation(), Qt::Vertical);
}

void tst_TrafficPanel::largePayloadIsShownWhenAsked()
{
    m_log->add(EventKind::Message, Direction::In, 1, QByteArray((1 << 20) + 1, 'x'));
    publish();
    QTRY_COMPARE(rows(), 5);
    choose(6);
    QVERIFY(find<QWidget>("detailLarge")->isVisible());
    QVERIFY(find<QPlainTextEdit>("detailText")->toPlainText().isEmpty());
    QTest::mouseClick(find<QAbstractButton>("showAnyway"), Qt::LeftButton);
    QVERIFY(!find<QWidget>("detailLarge")->isVisible());
    QVERIFY(find<QPlainTextEdit>("detailText")->toPlainText().size() > 1 << 20);
    choose(2);
    QVERIFY(!find<QWidget>("detailLarge")->isVisible());
}

void tst_TrafficPanel::findGoesByFocus()
{
    choose(2);
    QApplication::setActiveWindow(&m_fixture->window);
    list()->setFocus();
    (*m_fixture->actions)[u"filterTraffic"_qs]->trigger();
    QTRY_VERIFY(find<QLineEdit>("filterField")->hasFocus());
    find<QPlainTextEdit>("detailText")->setFocus();
    (*m_fixture->actions)[u"filterTraffic"_qs]->trigger();
    QTRY_VERIFY(find<QLineEdit>("searchField")->hasFocus());
    QTest::keyClick(find<QLineEdit>("searchField"), Qt::Key_Escape);
    QVERIFY(!find<QWidget>("searchBar")->isVisible());
}

void tst_TrafficPanel::searchInTheMessage()
{
    choose(2);
    find<MessageDetail>("messageDetail")->openSearch();
    auto *field = find<QLineEdit>("searchField");
    field->setText(u"event"_qs);
    QCOMPARE(find<QPlainTextEdit>("detailText")->textCursor().selectedText(), u"event"_qs);
    field->setText(u"nothing"_qs);
    QVERIFY(find<QLabel>("searchCount")->text().contains(u"not"_qs));
}

void tst_TrafficPanel::wordsOfARow()
{
    traffic::Row row;
    row.connection = {3};
    row.kind = EventKind::Message;
    row.direction = Direction::Out;
    row.opcode = 1;
    row.label = u"Say it"_qs;
    QStringList words;
    for (const RowWord &word : ui::wordsOf(row, R"({"a":1.0,"b c":"x y","deep":{}})"))
        words.append(word.word);
    QCOMPARE(words.mid(0, 6), QStringList({u"conn:3"_qs, u"type:text"_qs, u"from:server"_qs, u"rule:\"Say it\""_qs,
                                           u"$.a=1.0"_qs, u"$['b c']=\"x y\""_qs}));
    for (const QString &word : std::as_const(words))
        QVERIFY2(traffic::Filter::parse(word).has_value(), qPrintable(word));
}

QTEST_MAIN(tst_TrafficPanel)
#include "tst_trafficpanel.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/logofvalues.h"
#include "tests/ui/partsfixture.h"
#include "ui/common/format.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"
#include "ui/messages/rowexporter.h"
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
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
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
    void clearingTellsHowFarItIs_data();
    void clearingTellsHowFarItIs();
    void filterNarrowsAndSaysHowMany();
    void emptyListSaysWhy();
    void pausedListSaysThatRowsWait();
    void selectionStaysThroughAFilter();
    void rowsDoNotMoveUnderOnesEyes();
    void rowsDoNotMoveBehindAFilter();
    void chosenRowThatGoesChoosesNoOther();
    void menuCopiesAndFilters();
    void menuJumpsToHandshakeAndCause();
    void menuJumpsToASignalRaisedByHand();
    void detailSaysWhatMadeTheRow_data();
    void detailSaysWhatMadeTheRow();
    void detailJumpsToTheCause();
    void causeThatIsGone();
    void ruleTimeIsSaid();
    void detailDecodesTheConversation();
    void filterReadsWhatTheRouteSpeaks();
    void menuMakesARule_data();
    void menuMakesARule();
    void menuHandsToTheClient();
    void payloadIsSaved();
    void exportWritesWhatIsShown();
    void exportThatCannotBeWritten();
    void cancelledExportLeavesNothing();
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
    /// A connection that the book knows, on the first route of the document.
    wire::ConnectionFacts openOnFirstRoute(ConnectionId id);
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
    traffic::Row &welcome = m_log->add(EventKind::Message, Direction::Out, 1, R"({"event":"welcome"})");
    welcome.label = u"Welcome"_qs;
    welcome.cause = 2;
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

wire::ConnectionFacts tst_TrafficPanel::openOnFirstRoute(ConnectionId id)
{
    const workspace::Server &server = m_fixture->document.workspace().servers.front();
    wire::ConnectionFacts facts;
    facts.id = id;
    facts.server = server.id;
    facts.route = server.routes.front().id;
    facts.state = wire::ConnectionState::Open;
    m_fixture->book.take({facts});
    return facts;
}

void tst_TrafficPanel::clearingTellsHowFarItIs_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("to its end") << false;
    QTest::newRow("cancelled") << true;
}

void tst_TrafficPanel::clearingTellsHowFarItIs()
{
    QFETCH(bool, cancelled);
    QAction *clear = (*m_fixture->actions)[u"clearTraffic"_qs];
    clear->trigger();
    QVERIFY(!clear->isEnabled());
    QVERIFY2(m_fixture->work.items().empty(), "it may be done before one can read a word");
    QTRY_COMPARE(m_fixture->work.items().size(), std::size_t(1));
    QCOMPARE(m_fixture->work.items().front().done, 0.0);
    m_log->dropBelow(4); // Of rows 1 to 5.
    publish();
    QCOMPARE(rows(), 1); // And a ping that is not shown.
    QCOMPARE(m_fixture->work.items().front().done, 0.6);
    if (cancelled) {
        m_fixture->work.items().front().cancel();
    } else {
        m_log->dropBelow(6);
        publish();
    }
    QVERIFY(m_fixture->work.items().empty());
    QVERIFY(clear->isEnabled());
    QCOMPARE(rows(), cancelled ? 1 : 0);
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

void tst_TrafficPanel::pausedListSaysThatRowsWait()
{
    m_log->dropBelow(6);
    publish();
    QTRY_COMPARE(rows(), 0);
    m_fixture->parts.actions.find(u"pauseTraffic"_qs)->trigger();
    m_log->add(EventKind::Message, Direction::In, 1, "waits");
    publish();
    const auto words = [this] {
        QStringList texts;
        for (const QLabel *label : find<QWidget>("trafficListEmpty")->findChildren<QLabel *>())
            texts.append(label->text());
        return texts.join(u' ');
    };
    QTRY_VERIFY2(words().contains(u"paused"_qs), qPrintable(words()));
    QVERIFY2(words().contains(u"1 row"_qs), qPrintable(words()));
    m_fixture->parts.actions.find(u"pauseTraffic"_qs)->trigger();
    QTRY_COMPARE(rows(), 1);
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

void tst_TrafficPanel::rowsDoNotMoveBehindAFilter()
{
    const auto addMany = [this] {
        for (int row = 0; row < 200; ++row)
            m_log->add(EventKind::Message, row % 2 == 0 ? Direction::In : Direction::Out, 1, "row");
        publish();
    };
    addMany();
    find<QLineEdit>("filterField")->setText(u"from:client row"_qs);
    QTRY_COMPARE(rows(), 100);
    choose(106);
    const auto place = [this] { return list()->rowViewportPosition(list()->currentIndex().row()); };
    const int before = place();
    QSignalSpy chosen(list(), &MessageList::rowChosen);
    addMany();
    QTRY_COMPARE(rows(), 200);
    QCOMPARE(place(), before);
    // The oldest make room while new ones are looked at.
    m_log->dropBelow(50);
    addMany();
    QTRY_COMPARE(rows(), 278);
    QCOMPARE(place(), before);
    QCOMPARE(list()->currentNumber(), qint64(106));
    QCOMPARE(chosen.count(), 0);
    QVERIFY(!list()->isFollowing());
    // Scrolled away from what is chosen: that stays chosen, and the sight where it is.
    list()->verticalScrollBar()->setValue(10 * list()->rowHeight(0));
    const qint64 topmost = list()->rowAt(1);
    addMany();
    QTRY_COMPARE(rows(), 378);
    QCOMPARE(list()->rowAt(1), int(topmost));
    QCOMPARE(list()->currentNumber(), qint64(106));
}

void tst_TrafficPanel::chosenRowThatGoesChoosesNoOther()
{
    choose(2);
    m_log->dropBelow(3);
    publish();
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(list()->currentNumber(), qint64(0));
    QVERIFY(!list()->selectionModel()->hasSelection());
    // What is chosen afterwards is chosen as ever.
    choose(5);
    QCOMPARE(list()->currentNumber(), qint64(5));
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

void tst_TrafficPanel::menuJumpsToASignalRaisedByHand()
{
    m_fixture->document.start(*workspace::readWorkspace(
        R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[{"path":"/chat"}]}]})"));
    const wire::ConnectionFacts facts = openOnFirstRoute({7});
    traffic::Row &raised =
        m_log->add(EventKind::Notice, Direction::None, 0, "The signal “deploy” was raised by hand for 9 connections.");
    const qint64 cause = raised.number;
    raised.means = event::Means::Person;
    raised.name = u"deploy"_qs;
    traffic::Row &sent = m_log->add(EventKind::Message, Direction::Out, 7, "deploying");
    sent.cause = cause;
    publish();
    // The log is narrowed to the route, in which the person's row is not.
    m_fixture->context.select({facts.server, facts.route, {}});
    QTRY_COMPARE(rows(), 1);
    choose(sent.number);
    QVERIFY2(find<QLabel>("detailStory")->text().contains(u"because of the signal raised by hand in"_qs),
             qPrintable(find<QLabel>("detailStory")->text()));
    inMenu([](QMenu &menu) { menu.findChild<QAction *>(u"jumpToCause"_qs)->trigger(); });
    QTRY_COMPARE(list()->currentNumber(), cause);
    QCOMPARE(m_fixture->context.selection().server, facts.server);
    QVERIFY(find<QPlainTextEdit>("detailText")->toPlainText().contains(u"deploy"_qs));
    QCOMPARE(find<QLabel>("detailStory")->text(), u"Signal “deploy” raised by hand"_qs);
}

void tst_TrafficPanel::detailSaysWhatMadeTheRow_data()
{
    QTest::addColumn<event::Means>("means");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("cause");
    QTest::addColumn<QString>("story");
    using event::Means;
    const QString none;
    QTest::newRow("nothing") << Means::Rule << none << none << qint64(0) << none;
    QTest::newRow("rule at start") << Means::Rule << u"start 1"_qs << none << qint64(0) << u"Rule “start 1”"_qs;
    QTest::newRow("message") << Means::Rule << u"r"_qs << none << qint64(2)
                             << u"Rule “r”, because of the message in row 2"_qs;
    QTest::newRow("handshake") << Means::Rule << u"r"_qs << none << qint64(1)
                               << u"Rule “r”, because of the handshake in row 1"_qs;
    QTest::newRow("other connection") << Means::Rule << u"r"_qs << none << qint64(5)
                                      << u"Rule “r”, because of the message in row 5 (#2)"_qs;
    QTest::newRow("timer") << Means::Timer << u"r"_qs << u"t"_qs << qint64(2)
                           << u"Timer “t” of rule “r”, because of the message in row 2"_qs;
    QTest::newRow("signal") << Means::Signal << u"r"_qs << u"s"_qs << qint64(0) << u"Rule “r” on the signal “s”"_qs;
    QTest::newRow("stream") << Means::Stream << u"stream"_qs << none << qint64(1)
                            << u"The stream of the route, because of the handshake in row 1"_qs;
    QTest::newRow("script") << Means::Script << u"r"_qs << none << qint64(2)
                            << u"A script of rule “r”, because of the message in row 2"_qs;
    QTest::newRow("person") << Means::Person << none << none << qint64(0) << u"Done by hand"_qs;
    QTest::newRow("answer") << Means::Rule << none << none << qint64(4)
                            << u"Answered by itself, because of the ping in row 4"_qs;
    QTest::newRow("no markup") << Means::Rule << u"<b>r</b>"_qs << none << qint64(0) << u"Rule “<b>r</b>”"_qs;
}

void tst_TrafficPanel::detailSaysWhatMadeTheRow()
{
    QFETCH(event::Means, means);
    QFETCH(QString, label);
    QFETCH(QString, name);
    QFETCH(qint64, cause);
    QFETCH(QString, story);
    traffic::Row &row = m_log->add(EventKind::Message, Direction::Out, 1, "made");
    row.means = means;
    row.label = label;
    row.name = name;
    row.cause = cause;
    publish();
    QTRY_COMPARE(rows(), 5);
    choose(m_log->last());
    auto *shown = find<QLabel>("detailStory");
    QCOMPARE(shown->isVisible(), !story.isEmpty());
    QTextDocument text;
    text.setHtml(shown->text());
    QCOMPARE(text.toPlainText(), story);
}

void tst_TrafficPanel::detailJumpsToTheCause()
{
    find<QLineEdit>("filterField")->setText(u"welcome"_qs);
    QTRY_COMPARE(rows(), 1);
    choose(3);
    auto *story = find<QLabel>("detailStory");
    QVERIFY(story->isVisible());
    // By the keyboard: the link takes the focus, and Enter follows it.
    story->setFocus();
    QTest::keyClick(story, Qt::Key_Tab);
    QTest::keyClick(story, Qt::Key_Return);
    QTRY_COMPARE(list()->currentNumber(), qint64(2));
}

void tst_TrafficPanel::causeThatIsGone()
{
    m_log->dropBelow(3);
    publish();
    QTRY_COMPARE(rows(), 2);
    choose(3);
    QVERIFY(find<QLabel>("detailStory")->text().contains(u"no more"_qs));
    QVERIFY(!find<QLabel>("detailStory")->text().contains(u"href"_qs));
    inMenu([](QMenu &menu) { QVERIFY(menu.findChild<QAction *>(u"jumpToCause"_qs) == nullptr); });
}

void tst_TrafficPanel::ruleTimeIsSaid()
{
    traffic::Row &row = m_log->add(EventKind::Message, Direction::Out, 1, "later");
    row.ruleTime = row.time + 90'500'000'000;
    const QString clock = format::timeOfDay(row.ruleTime);
    publish();
    QTRY_COMPARE(rows(), 5);
    choose(m_log->last());
    QVERIFY2(find<QLabel>("detailStory")->text().contains(clock), qPrintable(find<QLabel>("detailStory")->text()));
    QVERIFY(find<QLabel>("detailStory")->text().contains(u"+90.500 s"_qs));
    // A column of its own waits in the header's menu; rows whose clock was the wall's leave it empty.
    QVERIFY(list()->isColumnHidden(TrafficModel::RuleTimeColumn));
    const QAbstractItemModel *model = list()->model();
    QCOMPARE(model->index(4, TrafficModel::RuleTimeColumn).data().toString(), clock);
    QCOMPARE(model->index(3, TrafficModel::RuleTimeColumn).data().toString(), QString());
    QVERIFY(model->index(4, TrafficModel::TimeColumn).data(Qt::ToolTipRole).toString().contains(clock));
}

void tst_TrafficPanel::detailDecodesTheConversation()
{
    m_fixture->document.start(*workspace::readWorkspace(
        R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[{"path":"/io","codec":"socket.io"}]}]})"));
    openOnFirstRoute({1});
    m_log->add(EventKind::Message, Direction::In, 1, R"(451-["file",{"_placeholder":true,"num":0}])");
    m_log->add(EventKind::Message, Direction::In, 2, "another's");
    m_log->add(EventKind::Message, Direction::In, 1, "\x01\x02").opcode = 2;
    publish();
    QTRY_COMPARE(rows(), 7);
    choose(m_log->last());
    auto *text = find<QPlainTextEdit>("detailText");
    QTRY_VERIFY2(text->toPlainText().contains(u"\"file\""_qs), qPrintable(text->toPlainText()));
    // A quick walk through the rows ends with what is chosen.
    for (const qint64 number : {6, 8, 6, 8, 5})
        choose(number);
    QTRY_VERIFY2(text->toPlainText().contains(u"another's"_qs) || text->toPlainText().contains(u"Not decoded"_qs) ||
                     text->toPlainText().contains(u"from another"_qs),
                 qPrintable(text->toPlainText()));
}

void tst_TrafficPanel::filterReadsWhatTheRouteSpeaks()
{
    m_fixture->document.start(*workspace::readWorkspace(
        R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[{"path":"/io","codec":"socket.io"}]}]})"));
    openOnFirstRoute({7});
    m_log->add(EventKind::Message, Direction::In, 7, R"(42["price",{"v":1}])");
    m_log->add(EventKind::Message, Direction::In, 7, R"(["2","price"])");
    publish();
    find<QLineEdit>("filterField")->setText(u"$.data[0] = \"price\""_qs);
    QTRY_COMPARE(rows(), 1);
    workspace::Route route = m_fixture->document.workspace().servers.front().routes.front();
    route.codec = u"json"_qs;
    m_fixture->document.setRoute(route.id, route);
    QTRY_COMPARE(rows(), 0);
    find<QLineEdit>("filterField")->setText(u"$[1]=price"_qs);
    QTRY_COMPARE(rows(), 1);
}

void tst_TrafficPanel::menuMakesARule_data()
{
    QTest::addColumn<qint64>("row");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("trigger");
    QTest::addColumn<QString>("event");
    QTest::newRow("handshake") << qint64(1) << u"Answe&r connections like this"_qs << u"open"_qs << QString();
    QTest::newRow("message") << qint64(2) << u"Answe&r messages like this"_qs << u"message"_qs << u"login"_qs;
    QTest::newRow("answer, by what it answered")
        << qint64(3) << u"Answe&r messages like this"_qs << u"message"_qs << u"login"_qs;
}

void tst_TrafficPanel::menuMakesARule()
{
    QFETCH(qint64, row);
    QFETCH(QString, says);
    m_fixture->document.start(*workspace::readWorkspace(
        R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[{"path":"/chat"}]}]})"));
    const wire::ConnectionFacts facts = openOnFirstRoute({1});
    choose(row);
    inMenu([&says](QMenu &menu) {
        auto *action = menu.findChild<QAction *>(u"ruleFromMessage"_qs);
        QVERIFY(action != nullptr);
        QCOMPARE(action->text(), says);
        action->trigger();
    });
    const auto &rules = m_fixture->document.workspace().servers.front().routes.front().rules;
    QCOMPARE(rules.size(), std::size_t(1));
    QTEST(rules.front().on, "trigger");
    QTEST(rules.front().match["$.event"].toString(), "event");
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

void tst_TrafficPanel::exportWritesWhatIsShown()
{
    QAction *exporting = m_fixture->actions->find(u"exportTraffic"_qs);
    m_fixture->dialogs.file = m_folder->filePath(u"rows.ndjson"_qs);
    find<QLineEdit>("filterField")->setText(u"event"_qs);
    QTRY_COMPARE(rows(), 2);
    exporting->trigger();
    QFile file(*m_fixture->dialogs.file);
    QTRY_VERIFY(file.exists());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject second = QJsonDocument::fromJson(lines.at(1)).object();
    QCOMPARE(second.value(u"row"_qs).toInt(), 3);
    QCOMPARE(second.value(u"cause"_qs).toInt(), 2);
    QCOMPARE(second.value(u"rule"_qs).toString(), u"Welcome"_qs);
    QCOMPARE(second.value(u"text"_qs).toString(), u"{\"event\":\"welcome\"}"_qs);
    QTRY_VERIFY(m_fixture->work.items().empty());
    QTRY_VERIFY(exporting->isEnabled());
    // With nothing to export there is nothing to do.
    find<QLineEdit>("filterField")->setText(u"no such words"_qs);
    QTRY_COMPARE(rows(), 0);
    QTRY_VERIFY(!exporting->isEnabled());
}

void tst_TrafficPanel::exportThatCannotBeWritten()
{
    m_fixture->dialogs.file = m_folder->filePath(u"no/such/folder"_qs);
    m_fixture->actions->find(u"exportTraffic"_qs)->trigger();
    QTRY_COMPARE(m_fixture->dialogs.asked.size(), 1);
    QVERIFY(m_fixture->work.items().empty());
}

void tst_TrafficPanel::cancelledExportLeavesNothing()
{
    struct Gate
    {
        QSemaphore entered;
        QSemaphore open;
    };
    class Slow final : public RowSource
    {
    public:
        explicit Slow(std::shared_ptr<Gate> gate)
            : m_gate(std::move(gate))
        {
        }
        QList<traffic::Row> rows(qint64, qint64, qsizetype) override { return {}; }
        void visit(qint64, qint64, traffic::RowPart, const traffic::TrafficReader::Visitor &) override
        {
            m_gate->entered.release();
            m_gate->open.acquire();
        }
        QByteArray payload(qint64) override { return {}; }
        QByteArray detail(qint64) override { return {}; }

    private:
        std::shared_ptr<Gate> m_gate;
    };
    const auto gate = std::make_shared<Gate>();
    RowExporter exporter([gate] { return std::make_unique<Slow>(gate); });
    QSignalSpy finished(&exporter, &RowExporter::finished);
    RowRanges rows;
    rows.append(1, 1'000'000);
    const QString name = m_folder->filePath(u"rows.ndjson"_qs);
    exporter.start(name, rows);
    gate->entered.acquire();
    exporter.cancel();
    gate->open.release();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.constFirst().constFirst().toLongLong(), 0);
    QVERIFY(!QFile::exists(name));
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

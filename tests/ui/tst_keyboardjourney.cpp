// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/windowfixture.h"
#include "ui/common/cellroles.h"
#include "ui/common/panelhead.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;

/// From an empty window to a mock route that is talked to, looked into, changed and taken back, with keys and nothing
/// else: what a person types, in the order of a person. Only what came of it is read from the widgets.
class tst_KeyboardJourney : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void journey();
    void sendFromEveryField_data();
    void sendFromEveryField();
    void sendToClients();
    void escapeGoesBack();
    void panelsInARing();
    void cleanup();

private:
    /// Tab until the control of that name has the focus: one that cannot be reached so is a fault.
    void tabTo(const QString &name, const char *key = "Tab");
    [[nodiscard]] static QString focusName();
    [[nodiscard]] const workspace::Server &server() const { return m_document->workspace().servers.front(); }
    void makeServer();
    void makeRoute();
    void makeRule();
    void talk();
    void lookIntoTheLog();
    void changeTheRule();
    void disconnect();
    void closeFromThePanel();
    void undoAndSave();
    void startExample();
};

void tst_KeyboardJourney::initTestCase()
{
    prepare(u"Framewright keyboard journey test"_qs);
    QSettings().clear();
}

void tst_KeyboardJourney::cleanup()
{
    dropWindow();
}

QString tst_KeyboardJourney::focusName()
{
    const QWidget *focused = QApplication::focusWidget();
    if (focused == nullptr)
        return {};
    // A spin box and an editable combo box are one control with the line in them.
    const bool inner = focused->objectName().isEmpty() || focused->objectName().startsWith(u"qt_"_qs);
    return inner ? focused->parentWidget()->objectName() : focused->objectName();
}

void tst_KeyboardJourney::tabTo(const QString &name, const char *key)
{
    QStringList passed;
    for (int step = 0; step < 150 && focusName() != name; ++step) {
        press(key);
        passed.append(focusName());
    }
    QVERIFY2(focusName() == name, qPrintable(name % u" is not among "_qs % passed.join(u", "_qs)));
}

void tst_KeyboardJourney::makeServer()
{
    press("Alt+F");
    press("N"); // New
    QVERIFY(m_document->workspace().servers.empty());
    press("Ctrl+Shift+E");
    type(u"Shop"_qs);
    press("Return");
    QTRY_COMPARE(m_document->workspace().servers.size(), std::size_t(1));
    QTRY_COMPARE(server().name, u"Shop"_qs);
    // A port that nothing else has: the system chooses one.
    press("Alt+Return");
    QTRY_VERIFY(qobject_cast<QDialog *>(frontWindow()) != nullptr);
    press("Alt+P");
    type(u"0"_qs);
    press("Tab");
    QTRY_COMPARE(server().port, 0);
    press("Esc");
    QTRY_COMPARE(frontWindow(), static_cast<QWidget *>(m_window.get()));
}

void tst_KeyboardJourney::makeRoute()
{
    press("Ctrl+R");
    type(u"/orders"_qs);
    press("Return");
    QTRY_COMPARE(server().routes.size(), std::size_t(1));
    QTRY_COMPARE(server().routes.front().path, u"/orders"_qs);
    // Under the name that it has now: the log is narrowed to it.
    const auto heads = find<QWidget>("logDock")->findChildren<ui::ElidedLabel *>();
    QVERIFY(std::any_of(heads.cbegin(), heads.cend(),
                        [](const ui::ElidedLabel *head) { return head->text() == u"/orders"_qs; }));
}

void tst_KeyboardJourney::makeRule()
{
    press("Ctrl+Shift+R");
    tabTo(u"addCondition"_qs);
    press("Space");
    tabTo(u"match/0/selector"_qs);
    type(u"$.event"_qs);
    tabTo(u"match/0/operator"_qs);
    type(u"equals"_qs);
    tabTo(u"match/0/value"_qs);
    type(u"order"_qs);
    tabTo(u"do/0/verb"_qs);
    press("Alt+Down");
    type(u"Send"_qs);
    press("Return");
    tabTo(u"do/0/send/form"_qs);
    type(u"Text"_qs);
    tabTo(u"do/0/send"_qs);
    type(u"received"_qs);
    tabTo(u"name"_qs);
    type(u"Take orders"_qs);
    press("Esc");
    QCOMPARE(focusName(), u"ruleTable"_qs);
    QTRY_COMPARE(server().routes.front().rules.size(), std::size_t(1));
    const workspace::Rule &rule = server().routes.front().rules.front();
    QTRY_COMPARE(server().routes.front().rules.front().name, u"Take orders"_qs);
    QCOMPARE(rule.match["$.event"].toString(), u"order"_qs);
    QCOMPARE(rule.actions.front().body["send"].toString(), u"received"_qs);
}

void tst_KeyboardJourney::talk()
{
    press("Ctrl+F5");
    QTRY_VERIFY(!m_engine->servers().isEmpty() &&
                m_engine->servers().constFirst().state == engine::ServerState::Listening);
    // The client has gone with the route, from its first name and port to these.
    QTRY_COMPARE(find<QComboBox>("clientUrl")->currentText(),
                 url(u"/orders"_qs).replace(u"127.0.0.1"_qs, u"localhost"_qs));
    press("Ctrl+L");
    press("Return");
    QTRY_COMPARE(find<QWidget>("clientConnect")->accessibleName(), u"Disconnect"_qs);
    tabTo(u"composerText"_qs);
    type(u"{\"event\":\"order\"}"_qs);
    press("Ctrl+Return");
    QTRY_COMPARE(rows("conversationList").filter(u"received"_qs).size(), 1);
    // It stays there to be sent again.
    press("Ctrl+Return");
    QTRY_COMPARE(rows("conversationList").filter(u"received"_qs).size(), 2);
}

void tst_KeyboardJourney::lookIntoTheLog()
{
    press("Ctrl+F");
    QCOMPARE(focusName(), u"filterField"_qs);
    type(u"received"_qs);
    QTRY_COMPARE(find<QAbstractItemView>("trafficList")->model()->rowCount(), 2);
    press("Down");
    QCOMPARE(focusName(), u"trafficList"_qs);
    press("Home");
    press("Return");
    const auto *detail = find<QWidget>("messageDetail");
    const auto *text = detail->findChild<QPlainTextEdit *>(u"detailText"_qs);
    QCOMPARE(QApplication::focusWidget(), static_cast<const QWidget *>(text));
    QCOMPARE(text->toPlainText(), u"received"_qs);
    tabTo(u"detailTabs"_qs, "Shift+Tab");
    press("Right");
    press("Right");
    QVERIFY2(text->toPlainText().contains(u"72 65 63"_qs), qPrintable(text->toPlainText()));
    press("Right");
    press("Right");
    QVERIFY(text->toPlainText().contains(u"GET /orders HTTP/1.1"_qs));
    press("Esc");
    QCOMPARE(focusName(), u"trafficList"_qs);
    press("Ctrl+F");
    press("Esc"); // The filter is empty again,
    QTRY_VERIFY(shows("trafficList", u"Connected"_qs));
    press("Esc"); // and left.
    QCOMPARE(focusName(), u"trafficList"_qs);
}

void tst_KeyboardJourney::changeTheRule()
{
    press("Ctrl+3");
    tabTo(u"ruleTable"_qs, "Shift+Tab");
    press("Return");
    // The form was left at its end; where one writes now is in sight, and what one writes takes the place of what was.
    QCOMPARE(focusName(), u"match/0/selector"_qs);
    QVERIFY(!QApplication::focusWidget()->visibleRegion().isEmpty());
    type(u"$.kind"_qs);
    press("Tab");
    press("Tab");
    QCOMPARE(focusName(), u"match/0/value"_qs);
    type(u"buy"_qs);
    tabTo(u"do/0/send"_qs);
    press("Ctrl+A");
    type(u"on its way"_qs);
    // The next message has the new answer, sent from where one is.
    QTRY_COMPARE(server().routes.front().rules.front().actions.front().body["send"].toString(), u"on its way"_qs);
    QCOMPARE(server().routes.front().rules.front().match["$.kind"].toString(), u"buy"_qs);
    press("Ctrl+6");
    tabTo(u"composerText"_qs);
    press("Ctrl+A");
    type(u"{\"kind\":\"buy\"}"_qs);
    press("Ctrl+Return");
    QTRY_COMPARE(rows("conversationList").filter(u"on its way"_qs).size(), 1);
}

void tst_KeyboardJourney::disconnect()
{
    press("Ctrl+5");
    QCOMPARE(focusName(), u"connectionTable"_qs);
    press("Down");
    press("Alt+C");
    press("C"); // Disconnect with a code
    QTRY_VERIFY(qobject_cast<QDialog *>(frontWindow()) != nullptr);
    type(u"4001"_qs);
    press("Tab");
    type(u"enough"_qs);
    press("Return");
    QTRY_VERIFY(rows("connectionTable", 3).value(0).startsWith(u"4001"_qs));
    QTRY_VERIFY(shows("conversationList", u"4001"_qs));
    QTRY_COMPARE(find<QWidget>("clientConnect")->accessibleName(), u"Connect"_qs);
    const QAbstractItemModel *list = find<QAbstractItemView>("connectionList")->model();
    QVERIFY(list->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"server"_qs));
}

/// The other side of it: the client says goodbye, and the server's list says that it was the client.
void tst_KeyboardJourney::closeFromThePanel()
{
    press("Ctrl+L");
    press("Return");
    QTRY_COMPARE(find<QWidget>("clientConnect")->accessibleName(), u"Disconnect"_qs);
    press("Ctrl+Return");
    QTRY_COMPARE(rows("conversationList").filter(u"on its way"_qs).size(), 2);
    press("Alt+O"); // Close…
    QTRY_VERIFY(qobject_cast<QDialog *>(frontWindow()) != nullptr);
    QCOMPARE(focusName(), u"closeCode"_qs);
    type(u"4001"_qs);
    press("Tab");
    QCOMPARE(focusName(), u"closeReason"_qs);
    type(u"done here"_qs);
    press("Return");
    QTRY_COMPARE(frontWindow(), static_cast<QWidget *>(m_window.get()));
    const QAbstractItemModel *list = find<QAbstractItemView>("connectionList")->model();
    QTRY_COMPARE(list->rowCount(), 2);
    QTRY_COMPARE(list->index(0, 0).data(ui::PillRole).toString(), u"4001"_qs);
    const QString toolTip = list->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(u"done here"_qs) && toolTip.contains(u"client"_qs), qPrintable(toolTip));
    QTRY_VERIFY(shows("conversationList", u"done here"_qs));
    QTRY_COMPARE(find<QWidget>("clientConnect")->accessibleName(), u"Connect"_qs);
}

void tst_KeyboardJourney::undoAndSave()
{
    const workspace::Workspace whole = m_document->workspace();
    const QAction *undo = find<QAction>("undo");
    int steps = 0;
    press("Ctrl+5");
    for (; undo->isEnabled() && steps < 60; ++steps) {
        press("Ctrl+Z");
        // The rule's form, which is built anew, leaves the keys where they are.
        QCOMPARE(focusName(), u"connectionTable"_qs);
    }
    QVERIFY(steps >= 4);
    QVERIFY(m_document->workspace().servers.empty());
    QVERIFY(!m_document->isModified());
    for (; find<QAction>("redo")->isEnabled() && steps > 0; --steps)
        press("Ctrl+Shift+Z");
    QCOMPARE(m_document->workspace(), whole);
    const QTemporaryDir folder;
    m_dialogs.file = folder.filePath(u"shop.json"_qs);
    press("Ctrl+Shift+S");
    const Result<workspace::Workspace> saved = workspace::loadWorkspace(*m_dialogs.file);
    QVERIFY(saved.has_value());
    QCOMPARE(saved->servers.front().routes.front().path, u"/orders"_qs);
    QVERIFY(!m_document->isModified());
}

void tst_KeyboardJourney::journey()
{
    makeWindow();
    showWindow();
    for (void (tst_KeyboardJourney::*const step)() :
         {&tst_KeyboardJourney::makeServer, &tst_KeyboardJourney::makeRoute, &tst_KeyboardJourney::makeRule,
          &tst_KeyboardJourney::talk, &tst_KeyboardJourney::lookIntoTheLog, &tst_KeyboardJourney::changeTheRule,
          &tst_KeyboardJourney::disconnect, &tst_KeyboardJourney::closeFromThePanel,
          &tst_KeyboardJourney::undoAndSave}) {
        (this->*step)();
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_KeyboardJourney::startExample()
{
    makeWindow();
    m_document->start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"name": "Local",
      "host": "127.0.0.1", "port": 0, "routes": [{"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]}]}]})")
                          .value());
    showWindow();
    press("Ctrl+F5");
    QTRY_VERIFY(!m_engine->servers().isEmpty() &&
                m_engine->servers().constFirst().state == engine::ServerState::Listening);
    press("Ctrl+L");
    type(url(u"/echo"_qs));
    press("Return");
    QTRY_COMPARE(find<QWidget>("clientConnect")->accessibleName(), u"Disconnect"_qs);
    tabTo(u"composerText"_qs);
    type(u"from here"_qs);
}

void tst_KeyboardJourney::sendFromEveryField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("keys");
    for (const char *field : {"composerText", "clientUrl", "clientConnect", "composerFormat", "conversationList"}) {
        QTest::addRow("%s, Return", field) << QString::fromLatin1(field) << QByteArray("Ctrl+Return");
        QTest::addRow("%s, Enter", field) << QString::fromLatin1(field) << QByteArray("Ctrl+Enter");
    }
}

/// Ctrl+Return sends wherever in the client one is.
void tst_KeyboardJourney::sendFromEveryField()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, keys);
    startExample();
    if (QTest::currentTestFailed())
        return;
    tabTo(field);
    press(keys.constData());
    QTRY_COMPARE(rows("conversationList").filter(u"from here"_qs).size(), 2);
    press("Ctrl+6");
    press(keys.constData());
    QTRY_COMPARE(rows("conversationList").filter(u"from here"_qs).size(), 4);
}

/// The other place that sends has its keys, too; the client's own stay out of it.
void tst_KeyboardJourney::sendToClients()
{
    startExample();
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY(find<QAction>("pushMessage")->isEnabled());
    press("Ctrl+Shift+M");
    QTRY_VERIFY(qobject_cast<QDialog *>(frontWindow()) != nullptr);
    QTRY_COMPARE(focusName(), u"pushText"_qs);
    for (const char *keys : {"Ctrl+Return", "Ctrl+Enter"}) {
        press("Ctrl+A");
        type(u"to you"_qs);
        const qsizetype before = rows("conversationList").filter(u"to you"_qs).size();
        press(keys);
        QTRY_COMPARE(rows("conversationList").filter(u"to you"_qs).size(), before + 1);
    }
    QVERIFY(rows("conversationList").filter(u"from here"_qs).isEmpty());
    press("Esc");
    QTRY_COMPARE(frontWindow(), static_cast<QWidget *>(m_window.get()));
}

void tst_KeyboardJourney::escapeGoesBack()
{
    startExample();
    if (QTest::currentTestFailed())
        return;
    press("Ctrl+Return");
    QTRY_COMPARE(rows("conversationList").filter(u"from here"_qs).size(), 2);
    // From a message to its list, from the search in it to the message.
    tabTo(u"conversationList"_qs);
    press("Home");
    press("Return");
    QCOMPARE(focusName(), u"detailText"_qs);
    press("Ctrl+F");
    QCOMPARE(focusName(), u"searchField"_qs);
    press("Esc");
    QCOMPARE(focusName(), u"detailText"_qs);
    press("Esc");
    QCOMPARE(focusName(), u"conversationList"_qs);
    // From a rule's form to the rules.
    press("Ctrl+3");
    tabTo(u"ruleTable"_qs);
    press("Return");
    QVERIFY(focusName() != u"ruleTable"_qs);
    press("Esc");
    QCOMPARE(focusName(), u"ruleTable"_qs);
    // From the palette to where one was.
    press("Ctrl+K");
    QCOMPARE(focusName(), u"paletteField"_qs);
    press("Esc");
    QCOMPARE(focusName(), u"ruleTable"_qs);
}

void tst_KeyboardJourney::panelsInARing()
{
    startExample();
    if (QTest::currentTestFailed())
        return;
    press("Ctrl+1");
    QCOMPARE(focusName(), u"workspaceTree"_qs);
    QStringList there;
    for (int step = 0; step < 6; ++step) {
        press("F6");
        there.append(focusName());
    }
    QCOMPARE(there.constLast(), u"workspaceTree"_qs);
    QCOMPARE(QSet<QString>(there.cbegin(), there.cend()).size(), 6);
    QStringList back;
    for (int step = 0; step < 6; ++step) {
        press("Shift+F6");
        back.prepend(focusName());
    }
    back.append(back.takeFirst());
    QCOMPARE(back.constLast(), u"workspaceTree"_qs);
    back.removeLast();
    there.removeLast();
    QCOMPARE(back, there);
    // Back to a panel is back to where one wrote or looked, not to a button on the way out of it.
    press("Ctrl+3");
    tabTo(u"ruleTable"_qs);
    press("Shift+Tab");
    QCOMPARE(focusName(), u"addRuleButton"_qs);
    press("Ctrl+1");
    press("Ctrl+3");
    QCOMPARE(focusName(), u"ruleTable"_qs);
}

QTEST_MAIN(tst_KeyboardJourney)
#include "tst_keyboardjourney.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/client/clientpanel.h"
#include "ui/common/cellroles.h"
#include "ui/connections/connectioncommands.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/connectiontable.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;

namespace {

constexpr auto example = R"({"framewright": 1, "servers": [{"name": "Local", "host": "127.0.0.1", "port": 0, "routes": [
    {"path": "/echo", "rules": [{"name": "Same", "do": [{"send": {"same": true}}]}]},
    {"path": "/quiet"}]}],
  "messages": [{"name": "hello", "folder": "greetings", "send": {"json": {"n": 1.10}}},
               {"name": "only rules", "send": {"same": true}}],
  "requests": [{"name": "quiet", "url": "ws:\/\/127.0.0.1:1/quiet?a=b", "headers": [{"name": "A", "value": "1"}],
                "subprotocols": ["x"], "messages": ["hello"]}]})";

} // namespace

/// Clients and connections with a real engine between them: what a person sends, saves, repeats, pushes and ends.
class tst_ClientPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void jsonGoesOutAsMeant();
    void savedMessages();
    void savedRequests();
    void controlSMeansTheMessage();
    void sendsRepeatedly();
    void pingsWithAPayload();
    void tabs();
    void wishesOfOthers();
    void pagesTellWhyTheyAreLocked();
    void historyRemembersWhereOneWas();
    void pushesToSomeAndAll();
    void disconnectsWithACode();
    void dropsSeveral();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_fixture->window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    [[nodiscard]] QAbstractButton *button(const char *name) const { return find<QAbstractButton>(name); }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    [[nodiscard]] QString url(const QString &path) const;
    void connectTo(const QString &path);
    [[nodiscard]] int count(const QString &text) const;
    [[nodiscard]] QAction *savedAction(const QString &text) const;
    [[nodiscard]] QDialog *dialog(const char *name) const
    {
        return m_fixture->window.findChild<QDialog *>(QString::fromLatin1(name));
    }
    void openSessions(int wanted);

    std::unique_ptr<PartsFixture> m_fixture;
    ConnectionModel *m_connections = nullptr;
};

void tst_ClientPanel::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_clientpanel"_qs);
}

void tst_ClientPanel::init()
{
    QSettings().clear();
    m_fixture = std::make_unique<PartsFixture>();
    m_fixture->document.start(*workspace::readWorkspace(example));
    connect(&m_fixture->engine, &engine::Engine::connectionsChanged, &m_fixture->book, &ConnectionBook::take);
    const RowSourceFactory rows = [name = m_fixture->engine.captureFile()] { return captureFileRows(name); };
    m_connections = new ConnectionModel(m_fixture->book, &m_fixture->window);
    auto *commands = new ConnectionCommands(m_fixture->parts, &m_fixture->window);
    auto *layout = new QHBoxLayout(&m_fixture->window);
    layout->addWidget(new ClientPanel(m_fixture->parts, rows, &m_fixture->window));
    layout->addWidget(new ConnectionsPanel(m_fixture->parts, m_connections, commands, &m_fixture->window));
    layout->addWidget(new ConnectionTable(m_fixture->parts, m_connections, commands, &m_fixture->window));
    m_fixture->window.resize(1000, 700);
    m_fixture->window.show();
    m_fixture->engine.startAll();
    QTRY_COMPARE(m_fixture->engine.servers().constFirst().state, engine::ServerState::Listening);
}

void tst_ClientPanel::cleanup()
{
    m_fixture.reset();
}

QString tst_ClientPanel::url(const QString &path) const
{
    return u"ws://127.0.0.1:" % QString::number(m_fixture->engine.servers().constFirst().port) % path;
}

void tst_ClientPanel::connectTo(const QString &path)
{
    find<QComboBox>("clientUrl")->setEditText(url(path));
    click("clientConnect");
    QTRY_VERIFY(button("clientPing")->isEnabled());
}

int tst_ClientPanel::count(const QString &text) const
{
    const QAbstractItemModel *model = find<QTableView>("conversationList")->model();
    int found = 0;
    for (int row = 0; row < model->rowCount(); ++row)
        found += model->index(row, 3).data().toString().contains(text) ? 1 : 0;
    return found;
}

QAction *tst_ClientPanel::savedAction(const QString &text) const
{
    QMenu *menu = find<QToolButton>("composerSaved")->menu();
    emit menu->aboutToShow();
    for (QAction *action : menu->findChildren<QAction *>()) {
        if (action->text() == text)
            return action;
    }
    for (const QMenu *folder : menu->findChildren<QMenu *>()) {
        for (QAction *action : folder->actions()) {
            if (action->text() == text)
                return action;
        }
    }
    return nullptr;
}

void tst_ClientPanel::openSessions(int wanted)
{
    for (int number = 0; number < wanted; ++number) {
        client::SessionRequest request;
        request.url = QUrl(url(u"/quiet"_qs));
        m_fixture->book.noteSession(m_fixture->engine.openSession(request));
    }
    QTRY_COMPARE(m_fixture->book.live(), wanted);
    QTRY_VERIFY(m_fixture->book.find(m_connections->connectionAt(0))->state == wire::ConnectionState::Open);
}

void tst_ClientPanel::jsonGoesOutAsMeant()
{
    connectTo(u"/echo"_qs);
    find<QComboBox>("composerFormat")->setCurrentIndex(1);
    find<QPlainTextEdit>("composerText")->setPlainText(u"{\"n\": }"_qs);
    QVERIFY(!button("clientSend")->isEnabled());
    find<QPlainTextEdit>("composerText")->setPlainText(u"{\n  \"n\": 1.10\n}"_qs);
    click("clientSend");
    QTRY_COMPARE(count(u"{\"n\":1.10}"_qs), 2);
}

void tst_ClientPanel::savedMessages()
{
    QAction *hello = savedAction(u"hello"_qs);
    QVERIFY(hello != nullptr);
    hello->trigger();
    QCOMPARE(find<QPlainTextEdit>("composerText")->toPlainText(), u"{\n  \"n\": 1.10\n}"_qs);
    find<QComboBox>("composerFormat")->setCurrentIndex(0);
    find<QPlainTextEdit>("composerText")->setPlainText(u"changed"_qs);
    savedAction(u"&Save “hello”"_qs)->trigger();
    const auto &messages = m_fixture->document.workspace().messages;
    QCOMPARE(messages.size(), std::size_t(2));
    QCOMPARE(messages.front().send["text"].toString(), u"changed"_qs);
    QCOMPARE(messages.front().folder, u"greetings"_qs);
    savedAction(u"Save &as…"_qs)->trigger();
    QTRY_VERIFY(dialog("saveMessageDialog") != nullptr);
    dialog("saveMessageDialog")->findChild<QLineEdit *>(u"nameField"_qs)->setText(u"second"_qs);
    QTest::mouseClick(dialog("saveMessageDialog")->findChild<QAbstractButton *>(u"askAccept"_qs), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->document.workspace().messages.size(), std::size_t(3));
    QCOMPARE(m_fixture->document.workspace().messages.back().name, u"second"_qs);
    m_fixture->editor.stack()->undo();
    QCOMPARE(m_fixture->document.workspace().messages.size(), std::size_t(2));
}

void tst_ClientPanel::savedRequests()
{
    // The first one is taken at the start.
    QCOMPARE(find<QComboBox>("clientUrl")->currentText(), u"ws://127.0.0.1:1/quiet?a=b"_qs);
    QCOMPARE(find<QPlainTextEdit>("clientHeaders")->toPlainText(), u"A: 1"_qs);
    QCOMPARE(find<QLineEdit>("clientSubprotocols")->text(), u"x"_qs);
    find<QComboBox>("clientUrl")->setEditText(u"ws://other/"_qs);
    find<QPlainTextEdit>("clientHeaders")->setPlainText(u"A: 2\n# B: 3"_qs);
    QMenu *menu = find<QToolButton>("clientSaved")->menu();
    emit menu->aboutToShow();
    menu->findChild<QAction *>(u"saveRequest"_qs)->trigger();
    QTRY_VERIFY(dialog("saveRequestDialog") != nullptr);
    dialog("saveRequestDialog")->findChild<QLineEdit *>(u"nameField"_qs)->setText(u"other"_qs);
    QTest::mouseClick(dialog("saveRequestDialog")->findChild<QAbstractButton *>(u"askAccept"_qs), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->document.workspace().requests.size(), std::size_t(2));
    const workspace::SavedRequest &saved = m_fixture->document.workspace().requests.back();
    QCOMPARE(saved.url, u"ws://other/"_qs);
    QCOMPARE(saved.headers.size(), std::size_t(2));
    QVERIFY(!saved.headers.back().enabled);
}

void tst_ClientPanel::controlSMeansTheMessage()
{
    QAction saveWorkspace;
    saveWorkspace.setShortcut(QKeySequence::Save);
    m_fixture->window.addAction(&saveWorkspace);
    QSignalSpy savesWorkspace(&saveWorkspace, &QAction::triggered);
    auto *text = find<QPlainTextEdit>("composerText");
    text->setPlainText(u"keep me"_qs);
    savedAction(u"hello"_qs)->trigger();
    text->setPlainText(u"{\"n\":2}"_qs);
    QTest::keySequence(text, QKeySequence::Save);
    QCOMPARE(m_fixture->document.workspace().messages.front().send["json"]["n"].toNumber().toInteger(),
             std::optional<std::int64_t>(2));
    QCOMPARE(savesWorkspace.count(), 0);
    // It is as it was saved: the workspace is meant.
    QTest::keySequence(text, QKeySequence::Save);
    QCOMPARE(savesWorkspace.count(), 1);
    text->setPlainText(u"{\"n\":3}"_qs);
    QTest::keySequence(text, QKeySequence::Save);
    QCOMPARE(savesWorkspace.count(), 1);
    text->setPlainText(u"{\"n\":"_qs);
    QTest::keySequence(text, QKeySequence::Save);
    QCOMPARE(savesWorkspace.count(), 2);
    m_fixture->window.removeAction(&saveWorkspace);
}

void tst_ClientPanel::sendsRepeatedly()
{
    connectTo(u"/quiet"_qs);
    find<QComboBox>("composerFormat")->setCurrentIndex(0);
    find<QPlainTextEdit>("composerText")->setPlainText(u"again"_qs);
    find<QToolButton>("composerMore")->menu()->findChild<QAction *>(u"sendRepeatedly"_qs)->trigger();
    QTRY_VERIFY(dialog("repeatDialog") != nullptr);
    dialog("repeatDialog")->findChild<QSpinBox *>(u"everyField"_qs)->setValue(10);
    dialog("repeatDialog")->findChild<QSpinBox *>(u"timesField"_qs)->setValue(5);
    QTest::mouseClick(dialog("repeatDialog")->findChild<QAbstractButton *>(u"askAccept"_qs), Qt::LeftButton);
    QTRY_COMPARE(count(u"again"_qs), 5);
    QCOMPARE(button("clientSend")->accessibleName(), u"Send"_qs);
}

void tst_ClientPanel::pingsWithAPayload()
{
    connectTo(u"/quiet"_qs);
    find<QToolButton>("composerMore")->menu()->findChild<QAction *>(u"pingWith"_qs)->trigger();
    QTRY_VERIFY(dialog("pingDialog") != nullptr);
    auto *field = dialog("pingDialog")->findChild<QLineEdit *>(u"payloadField"_qs);
    const auto *accept = dialog("pingDialog")->findChild<QAbstractButton *>(u"askAccept"_qs);
    field->setText(QString(126, u'x'));
    QVERIFY(!accept->isEnabled());
    field->setText(u"are you there"_qs);
    QVERIFY(accept->isEnabled());
    dialog("pingDialog")->accept();
    QTRY_COMPARE(count(u"are you there"_qs), 2);
}

void tst_ClientPanel::tabs()
{
    auto *tabs = find<QTabBar>("clientPageTabs");
    auto *pages = find<QStackedWidget>("clientPages");
    QVERIFY(!tabs->isVisible());
    QVERIFY(!(*m_fixture->actions)[u"closeClient"_qs]->isEnabled());
    connectTo(u"/echo"_qs);
    (*m_fixture->actions)[u"newClient"_qs]->trigger();
    QVERIFY(tabs->isVisible());
    QCOMPARE(pages->count(), 2);
    auto *second = pages->currentWidget();
    second->findChild<QComboBox *>(u"clientUrl"_qs)->setEditText(url(u"/quiet"_qs));
    QTest::mouseClick(second->findChild<QAbstractButton *>(u"clientConnect"_qs), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->book.live(), 2);
    QTRY_COMPARE(tabs->tabText(1), u"● /quiet"_qs);
    QTRY_COMPARE(tabs->tabToolTip(1), u"connected"_qs);
    (*m_fixture->actions)[u"closeClient"_qs]->trigger();
    QCOMPARE(pages->count(), 1);
    QTRY_COMPARE(m_fixture->book.live(), 1);
    QVERIFY(!tabs->isVisible());
}

void tst_ClientPanel::wishesOfOthers()
{
    m_fixture->context.wantUrl(u"ws://wished/"_qs);
    QCOMPARE(find<QComboBox>("clientUrl")->currentText(), u"ws://wished/"_qs);
    m_fixture->context.wantPayload("seen", false);
    QCOMPARE(find<QPlainTextEdit>("composerText")->toPlainText(), u"seen"_qs);
    m_fixture->context.wantMessage(u"hello"_qs);
    QCOMPARE(find<QComboBox>("composerFormat")->currentIndex(), 1);
    m_fixture->context.wantMessage(u"only rules"_qs);
    QVERIFY(find<QLabel>("clientError")->isVisible());
    m_fixture->context.wantRequest(u"quiet"_qs);
    QCOMPARE(find<QComboBox>("clientUrl")->currentText(), u"ws://127.0.0.1:1/quiet?a=b"_qs);
}

void tst_ClientPanel::pagesTellWhyTheyAreLocked()
{
    const auto *files = find<QWidget>("clientCertificate");
    const QWidget *page = files->parentWidget()->parentWidget();
    const auto isTold = [page] {
        const auto labels = page->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [page](const QLabel *label) {
            return label->isVisibleTo(page) && label->text().contains(u"disconnect to change it"_qs);
        });
    };
    QVERIFY(!isTold());
    connectTo(u"/quiet"_qs);
    QTRY_VERIFY(isTold());
    click("clientConnect");
    QTRY_VERIFY(!isTold());
}

void tst_ClientPanel::historyRemembersWhereOneWas()
{
    connectTo(u"/quiet?x=1"_qs);
    (*m_fixture->actions)[u"newClient"_qs]->trigger();
    auto *box = find<QStackedWidget>("clientPages")->currentWidget()->findChild<QComboBox *>(u"clientUrl"_qs);
    QVERIFY(box->findText(url(u"/quiet?x=1"_qs)) >= 0);
    QVERIFY(box->findText(url(u"/echo"_qs)) >= 0);
}

void tst_ClientPanel::pushesToSomeAndAll()
{
    openSessions(3);
    auto *list = find<QListView>("connectionList");
    list->setCurrentIndex(list->model()->index(0, 0));
    list->selectionModel()->select(list->model()->index(1, 0), QItemSelectionModel::Select);
    (*m_fixture->actions)[u"pushMessage"_qs]->trigger();
    auto *push = dialog("pushDialog");
    QVERIFY(push != nullptr);
    auto *to = push->findChild<QComboBox *>(u"pushTo"_qs);
    QVERIFY2(to->itemText(0).contains(u'2'), qPrintable(to->itemText(0)));
    push->findChild<QPlainTextEdit *>(u"pushText"_qs)->setPlainText(u"news"_qs);
    QTest::mouseClick(push->findChild<QAbstractButton *>(u"pushSend"_qs), Qt::LeftButton);
    QVERIFY(push->findChild<QLabel *>(u"pushDone"_qs)->text().contains(u'2'));
    const auto sent = [this] {
        quint64 messages = 0;
        for (const ConnectionId id : m_fixture->book.ids()) {
            const wire::ConnectionFacts *facts = m_fixture->book.find(id);
            messages += ConnectionBook::isSession(*facts) ? facts->in.messages : 0;
        }
        return messages;
    };
    QTRY_COMPARE(sent(), quint64(2));
    to->setCurrentIndex(to->count() - 1);
    auto *saved = push->findChild<QComboBox *>(u"pushSaved"_qs);
    saved->setCurrentIndex(1);
    emit saved->activated(1);
    QVERIFY(push->findChild<QPlainTextEdit *>(u"pushText"_qs)->toPlainText().contains(u"1.10"_qs));
    QTest::mouseClick(push->findChild<QAbstractButton *>(u"pushSend"_qs), Qt::LeftButton);
    QTRY_COMPARE(sent(), quint64(5));
    emit saved->activated(2);
    QVERIFY(push->findChild<QLabel *>(u"pushDone"_qs)->text().contains(u"rule"_qs));
}

void tst_ClientPanel::disconnectsWithACode()
{
    openSessions(1);
    find<QListView>("connectionList")->setCurrentIndex(m_connections->index(0, 0));
    QVERIFY((*m_fixture->actions)[u"disconnectWith"_qs]->isEnabled());
    (*m_fixture->actions)[u"disconnectWith"_qs]->trigger();
    QTRY_VERIFY(dialog("closeDialog") != nullptr);
    find<QComboBox>("closeCode")->setEditText(u"4001"_qs);
    find<QLineEdit>("closeReason")->setText(u"enough"_qs);
    click("closeAccept");
    QTRY_COMPARE(m_fixture->book.past(), 1);
    QCOMPARE(m_connections->index(0, ConnectionModel::SummaryColumn).data(PillRole).toString(), u"4001"_qs);
    const QString tip = m_connections->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"enough"_qs) && tip.contains(u"server"_qs), qPrintable(tip));
    QVERIFY(!(*m_fixture->actions)[u"disconnectWith"_qs]->isEnabled());
    (*m_fixture->actions)[u"clearPast"_qs]->trigger();
    QCOMPARE(m_connections->rowCount(), 0);
}

void tst_ClientPanel::dropsSeveral()
{
    openSessions(3);
    auto *table = find<QTableView>("connectionTable");
    table->selectAll();
    (*m_fixture->actions)[u"dropPeer"_qs]->trigger();
    QTRY_COMPARE(m_fixture->book.past(), 3);
    QCOMPARE(m_connections->index(0, ConnectionModel::SummaryColumn).data(PillRole).toString(), u"1006"_qs);
}

QTEST_MAIN(tst_ClientPanel)
#include "tst_clientpanel.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/livevariables.h"
#include "ui/routes/nowfield.h"
#include "ui/routes/variablespage.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPaintEvent>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextCursor>
#include <QWebSocket>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

namespace {

constexpr auto counting = R"({"framewright": 1, "shared": {"s": 1}, "servers": [{"name": "One", "host": "127.0.0.1",
  "port": 0, "global": {"g": 1}, "routes": [{"path": "/a/{room}", "conn": {"n": 0}, "route": {"all": 0},
    "rules": [{"match": {"text": "count"}, "do": [{"set": {"conn.n": "{{conn.n + 1}}",
                                                           "route.all": "{{route.all + 1}}"}}, {"send": "{{conn.n}}"}]},
              {"do": [{"send": "{{conn.name}} {{route.mood}} {{global.g}} {{shared.s}}"}]}]}]}]})";

Value read(QByteArrayView json)
{
    return value::readJson(json).value();
}

/// Counts how often all of a widget is painted.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget *watched)
        : QObject(watched)
    {
        watched->installEventFilter(this);
    }
    int whole = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && static_cast<QPaintEvent *>(event)->rect() ==
                                                  static_cast<QWidget *>(watched)->visibleRegion().boundingRect())
            ++whole;
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

/// The variables of a route at the start and now, with a real server and a real client.
class tst_VariablesPage : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void withoutAServerThereIsNoNow();
    void withoutAConnectionItSaysSo();
    void reasonsArePaintedWhole();
    void choosesAConnection();
    void followsWhatRulesDo();
    void editsEveryScope();
    void whatIsTypedIsNotTakenAway();
    void onlyWhatWasChangedIsSet();
    void mistakesAreNotSet();
    void problemsStandAtTheirFields();
    void aConnectionThatGoes();
    void nobodyLooksNobodyAsks();

private:
    [[nodiscard]] QPlainTextEdit *field(const QString &name) const
    {
        auto *found = m_page->findChild<QPlainTextEdit *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return found;
    }
    /// What a field shows, without its layout; as it stands where it is no JSON.
    [[nodiscard]] QString shown(const QString &name) const
    {
        const QByteArray text = field(name)->toPlainText().toUtf8();
        const Result<Value> read = value::readJson(text);
        return QString::fromUtf8(read ? value::writeJson(*read) : text);
    }
    [[nodiscard]] QComboBox *connections() const { return m_page->findChild<QComboBox *>(u"variablesConnection"_qs); }
    [[nodiscard]] const workspace::Route &route() const
    {
        return m_parts->document.workspace().servers.front().routes.front();
    }
    void start();
    void connectClient();
    void chooseClient();
    [[nodiscard]] QString say(const QString &text);
    static void append(QPlainTextEdit *edit, const QString &text);

    std::unique_ptr<PartsFixture> m_parts;
    std::unique_ptr<VariablesPage> m_page;
    std::unique_ptr<QWebSocket> m_client;
    QStringList m_heard;
};

void tst_VariablesPage::init()
{
    engine::EngineSettings settings;
    settings.record = false;
    m_parts = std::make_unique<PartsFixture>(settings);
    connect(&m_parts->engine, &engine::Engine::connectionsChanged, &m_parts->window,
            [this](const QList<wire::ConnectionFacts> &facts) { m_parts->book.take(facts); });
    m_parts->document.start(workspace::readWorkspace(counting).value());
    m_page = std::make_unique<VariablesPage>(m_parts->parts);
    m_page->resize(800, 900);
    m_page->setRoute(route().id);
    m_page->show();
    QApplication::setActiveWindow(m_page.get());
    m_heard.clear();
}

void tst_VariablesPage::cleanup()
{
    m_client.reset();
    m_page.reset();
    m_parts.reset();
}

void tst_VariablesPage::start()
{
    m_parts->engine.startAll();
    QTRY_COMPARE(m_parts->engine.servers().value(0).state, engine::ServerState::Listening);
}

void tst_VariablesPage::connectClient()
{
    m_client = std::make_unique<QWebSocket>();
    connect(m_client.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) { m_heard << text; });
    m_client->open(QUrl(m_parts->engine.servers().constFirst().urls.constFirst().toString() + u"/a/blue"_qs));
    QTRY_COMPARE(m_parts->book.liveOnRoute(route().id), 1);
}

void tst_VariablesPage::chooseClient()
{
    m_parts->context.select(
        {m_parts->document.workspace().servers.front().id, route().id, m_parts->book.ids().constFirst()});
    QTRY_COMPARE(shown(u"connectionVariablesNow"_qs), u"{\"n\":0}"_qs);
}

/// Sends it and gives the answer.
QString tst_VariablesPage::say(const QString &text)
{
    m_heard.clear();
    m_client->sendTextMessage(text);
    return QTest::qWaitFor([this] { return !m_heard.isEmpty(); }) ? m_heard.constFirst() : u"nothing"_qs;
}

void tst_VariablesPage::append(QPlainTextEdit *edit, const QString &text)
{
    edit->setFocus();
    edit->moveCursor(QTextCursor::End);
    QTest::keyClick(edit, Qt::Key_Backspace); // The brace.
    QTest::keyClicks(edit, text);
}

void tst_VariablesPage::withoutAServerThereIsNoNow()
{
    for (const QString &name :
         {u"connectionVariablesNow"_qs, u"routeVariablesNow"_qs, u"globalVariablesNow"_qs, u"sharedVariablesNow"_qs}) {
        QVERIFY2(!field(name)->isEnabled(), qPrintable(name));
        QCOMPARE(field(name)->placeholderText(), u"The server is stopped."_qs);
        QVERIFY(!field(name)->accessibleName().isEmpty());
    }
    QVERIFY(!connections()->isEnabled());
    // The start can be edited all the same.
    QVERIFY(field(u"connectionVariables"_qs)->isEnabled());
}

void tst_VariablesPage::withoutAConnectionItSaysSo()
{
    start();
    QTRY_COMPARE(shown(u"routeVariablesNow"_qs), u"{\"all\":0}"_qs);
    QCOMPARE(shown(u"globalVariablesNow"_qs), u"{\"g\":1}"_qs);
    QCOMPARE(shown(u"sharedVariablesNow"_qs), u"{\"s\":1}"_qs);
    QVERIFY(!field(u"connectionVariablesNow"_qs)->isEnabled());
    QCOMPARE(field(u"connectionVariablesNow"_qs)->placeholderText(), u"Nobody is connected."_qs);
    connectClient();
    QTRY_COMPARE(field(u"connectionVariablesNow"_qs)->placeholderText(), u"Choose a connection above."_qs);
}

/// One reason follows another, and nothing of the first stays on the screen.
void tst_VariablesPage::reasonsArePaintedWhole()
{
    QPlainTextEdit *now = field(u"connectionVariablesNow"_qs);
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    start();
    QTRY_VERIFY2(now->placeholderText().contains(u"Nobody"_qs), qPrintable(now->placeholderText()));
    QCoreApplication::processEvents();
    auto *watch = new PaintWatch(now->viewport());
    connectClient();
    QTRY_VERIFY2(now->placeholderText().contains(u"Choose"_qs), qPrintable(now->placeholderText()));
    QTRY_VERIFY(watch->whole > 0);
}

void tst_VariablesPage::choosesAConnection()
{
    start();
    connectClient();
    QTRY_COMPARE(connections()->count(), 2);
    QVERIFY(connections()->isEnabled());
    connections()->setCurrentIndex(1);
    emit connections()->activated(1);
    QCOMPARE(m_parts->context.selection().connection, m_parts->book.ids().constFirst());
    QTRY_COMPARE(shown(u"connectionVariablesNow"_qs), u"{\"n\":0}"_qs);
    QVERIFY(connections()->currentText().startsWith(u'#'));
}

void tst_VariablesPage::followsWhatRulesDo()
{
    start();
    connectClient();
    chooseClient();
    QCOMPARE(say(u"count"_qs), u"1"_qs);
    QTRY_COMPARE(shown(u"connectionVariablesNow"_qs), u"{\"n\":1}"_qs);
    QTRY_COMPARE(shown(u"routeVariablesNow"_qs), u"{\"all\":1}"_qs);
    // At the start it is still what it was.
    QCOMPARE(shown(u"connectionVariables"_qs), u"{\"n\":0}"_qs);
    QVERIFY(!m_parts->document.isModified());
}

void tst_VariablesPage::editsEveryScope()
{
    start();
    connectClient();
    chooseClient();
    append(field(u"connectionVariablesNow"_qs), u", \"name\": \"ann\"}"_qs);
    append(field(u"routeVariablesNow"_qs), u", \"mood\": \"good\"}"_qs);
    QTRY_COMPARE(shown(u"globalVariablesNow"_qs), u"{\"g\":1}"_qs);
    field(u"globalVariablesNow"_qs)->setFocus();
    field(u"globalVariablesNow"_qs)->selectAll();
    QTest::keyClicks(field(u"globalVariablesNow"_qs), u"{\"g\": 2}"_qs);
    field(u"sharedVariablesNow"_qs)->setFocus();
    field(u"sharedVariablesNow"_qs)->selectAll();
    QTest::keyClicks(field(u"sharedVariablesNow"_qs), u"{\"s\": 3}"_qs);
    // The focus goes: it is meant.
    field(u"connectionVariables"_qs)->setFocus();
    QTRY_COMPARE(say(u"x"_qs), u"ann good 2 3"_qs);
    QVERIFY(!m_parts->document.isModified());
}

void tst_VariablesPage::whatIsTypedIsNotTakenAway()
{
    start();
    connectClient();
    chooseClient();
    QPlainTextEdit *now = field(u"connectionVariablesNow"_qs);
    const QString before = now->toPlainText().chopped(1);
    append(now, u", \"na"_qs);
    const int place = now->textCursor().position();
    QCOMPARE(say(u"count"_qs), u"1"_qs);
    // The route's field, in which nobody types, has it already.
    QTRY_COMPARE(shown(u"routeVariablesNow"_qs), u"{\"all\":1}"_qs);
    QCOMPARE(now->toPlainText(), before + u", \"na"_qs);
    QCOMPARE(now->textCursor().position(), place);
    QTest::keyClicks(now, u"me\": \"ann\"}"_qs);
    field(u"connectionVariables"_qs)->setFocus();
    QTRY_COMPARE(shown(u"connectionVariablesNow"_qs), u"{\"n\":1,\"name\":\"ann\"}"_qs);
}

void tst_VariablesPage::onlyWhatWasChangedIsSet()
{
    m_page->hide();
    Theme theme;
    QWidget window;
    NowField &now = *new NowField(theme, u"f"_qs, u"Now"_qs, &window);
    now.resize(400, 100);
    window.show();
    QApplication::setActiveWindow(&window);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *edit = now.findChild<QPlainTextEdit *>(u"f"_qs);
    QStringList edited;
    connect(&now, &NowField::edited, this, [&edited](const QByteArray &name, const Value &value) {
        edited << QString::fromUtf8(name + '=' + value::writeJson(value));
    });
    now.setNow(read(R"({"a":1,"b":2,"c":3})"));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, uR"({"a": 1, "b": 5})"_qs);
    // While one types, a changes by itself.
    now.setNow(read(R"({"a":9,"b":2,"c":3})"));
    QTRY_COMPARE(edited.join(u' '), u"b=5 c="_qs);
    // What was sent is not sent again.
    QTest::keyClicks(edit, u" "_qs);
    QCOMPARE(edit->toPlainText(), uR"({"a": 1, "b": 5} )"_qs);
    now.setNow(read(R"({"a":9,"b":5})"));
    edit->clearFocus();
    QCOMPARE(edited.join(u' '), u"b=5 c="_qs);
    now.setNow(read(R"({"a":10,"b":5})"));
    QVERIFY2(edit->toPlainText().contains(u"10"_qs), qPrintable(edit->toPlainText()));
    // Where one only reads, the place stays.
    edit->setFocus();
    edit->moveCursor(QTextCursor::End);
    edit->moveCursor(QTextCursor::Left);
    const int place = edit->textCursor().position();
    now.setNow(read(R"({"a":11,"b":5})"));
    QVERIFY2(edit->toPlainText().contains(u"11"_qs), qPrintable(edit->toPlainText()));
    QCOMPARE(edit->textCursor().position(), place);
}

void tst_VariablesPage::mistakesAreNotSet()
{
    start();
    connectClient();
    chooseClient();
    QPlainTextEdit *now = field(u"connectionVariablesNow"_qs);
    append(now, u", oops"_qs);
    QVERIFY(m_page->findChild<QWidget *>(u"connectionVariablesNowProblem"_qs)->isVisible());
    // Left alone it is what it is.
    field(u"connectionVariables"_qs)->setFocus();
    QTRY_COMPARE(shown(u"connectionVariablesNow"_qs), u"{\"n\":0}"_qs);
    QVERIFY(!m_page->findChild<QWidget *>(u"connectionVariablesNowProblem"_qs)->isVisible());
}

void tst_VariablesPage::problemsStandAtTheirFields()
{
    const auto problem = [this](const char *name) { return m_page->findChild<QLabel *>(QString::fromLatin1(name)); };
    for (const char *name :
         {"connectionVariablesFound", "routeVariablesFound", "globalVariablesFound", "sharedVariablesFound"})
        QVERIFY2(!problem(name)->isVisible(), name);
    // The engine says what is wrong; nothing else knows that a connection's number is not to be set.
    field(u"connectionVariables"_qs)->setPlainText(uR"({"id": 7, "n": 0})"_qs);
    QTRY_VERIFY(problem("connectionVariablesFound")->isVisible());
    QVERIFY2(problem("connectionVariablesFound")->text().startsWith(u"conn.id: "_qs),
             qPrintable(problem("connectionVariablesFound")->text()));
    QCOMPARE(field(u"connectionVariables"_qs)->accessibleDescription(), problem("connectionVariablesFound")->text());
    QVERIFY(!problem("routeVariablesFound")->isVisible());
    field(u"connectionVariables"_qs)->setPlainText(uR"({"n": 0})"_qs);
    QTRY_VERIFY(!problem("connectionVariablesFound")->isVisible());
    QVERIFY(field(u"connectionVariables"_qs)->accessibleDescription().isEmpty());
    // Each at its own, and what is somebody else's at none.
    const auto of = [](const QString &at) { return rules::Problem{{}, {}, at, u"wrong with "_qs + at}; };
    emit m_parts->engine.problemsFound(route().id, {of(u"route"_qs), of(u"global.g"_qs), of(u"shared[0]"_qs),
                                                    of(u"connections"_qs), of(u"data.users"_qs)});
    QCOMPARE(problem("routeVariablesFound")->text(), u"wrong with route"_qs);
    QCOMPARE(problem("globalVariablesFound")->text(), u"global.g: wrong with global.g"_qs);
    QCOMPARE(problem("sharedVariablesFound")->text(), u"wrong with shared[0]"_qs);
    QVERIFY(!problem("connectionVariablesFound")->isVisible());
}

void tst_VariablesPage::aConnectionThatGoes()
{
    start();
    connectClient();
    chooseClient();
    m_client->close();
    QTRY_COMPARE(field(u"connectionVariablesNow"_qs)->placeholderText(), u"Nobody is connected."_qs);
    QCOMPARE(shown(u"connectionVariablesNow"_qs), QString());
    QVERIFY(field(u"routeVariablesNow"_qs)->isEnabled());
    m_parts->engine.stopAll();
    QTRY_COMPARE(field(u"routeVariablesNow"_qs)->placeholderText(), u"The server is stopped."_qs);
    m_page->setRoute({});
    QVERIFY(!m_page->isEnabled());
}

void tst_VariablesPage::nobodyLooksNobodyAsks()
{
    start();
    QTRY_COMPARE(shown(u"routeVariablesNow"_qs), u"{\"all\":0}"_qs);
    m_page->hide();
    LiveVariables live(m_parts->parts);
    live.setRoute(route().id);
    QSignalSpy changed(&live, &LiveVariables::changed);
    QSignalSpy answered(&m_parts->engine, &engine::Engine::answered);
    connectClient();
    QCOMPARE(changed.size(), 0);
    const QObject watcher;
    live.setWatched(&watcher, true);
    QTRY_COMPARE(live.now("route"), read(R"({"all":0})"));
    m_parts->context.select(
        {m_parts->document.workspace().servers.front().id, route().id, m_parts->book.ids().constFirst()});
    QTRY_COMPARE(live.now("conn")["n"], Value::integer(0));
    QCOMPARE(live.now()["req"]["params"]["room"], Value::text("blue"));
    live.set("conn", "n", Value::integer(41));
    QTRY_COMPARE(live.now("conn")["n"], Value::integer(41));
    QCOMPARE(say(u"count"_qs), u"42"_qs);
    live.set("conn", "n", Value());
    QTRY_VERIFY(!live.now("conn").contains("n"));
    live.setWatched(&watcher, false);
    QVERIFY(say(u"x"_qs).endsWith(u"1 1"_qs)); // What was asked before is answered before.
    answered.clear();
    QVERIFY(say(u"x"_qs).endsWith(u"1 1"_qs));
    QCOMPARE(answered.size(), 0);
}

QTEST_MAIN(tst_VariablesPage)
#include "tst_variablespage.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/explaindialog.h"
#include "ui/routes/signalbar.h"
#include "ui/routes/signaldialog.h"
#include "ui/rules/codeedit.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <QWebSocket>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

namespace {

constexpr auto withSignals = R"({"framewright": 1, "servers": [{"name": "One", "host": "127.0.0.1", "port": 0,
  "routes": [{"path": "/a", "signals": [{"name": "notify", "with": {"text": "hello", "n": 1.10}},
                                        {"name": "plain", "with": "just text"}],
    "rules": [{"on": "signal:notify", "do": [{"set": {"route.got": "{{sig}}"}}, {"send": "n{{sig.n}}"}]},
              {"on": "signal:plain", "do": [{"set": {"route.got": "{{sig}}"}}]},
              {"on": "signal:bare", "do": [{"set": {"route.got": "{{sig}}"}}]},
              {"on": "signal:off", "enabled": false}]},
   {"path": "/none"}]}]})";

} // namespace

/// Signals as buttons with the values that they carry, and a route written out as sentences.
class tst_SignalBar : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void buttonsFollowTheRoute();
    void stoppedServerSaysSo();
    void raisesWithTheRoutesValues();
    void valuesAreTyped();
    void valuesAreKept();
    void textIsNoObject();
    void raisesForTheChosenConnection();
    void explainsAsSentences();

private:
    template <class T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_bar->findChild<T *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return found;
    }
    [[nodiscard]] const workspace::Route &route() const
    {
        return m_parts->document.workspace().servers.front().routes.front();
    }
    void start();
    [[nodiscard]] SignalDialog *open(const QString &signal);
    static void type(CodeEdit *edit, const QString &text);
    [[nodiscard]] QByteArray got();

    std::unique_ptr<PartsFixture> m_parts;
    std::unique_ptr<SignalBar> m_bar;
};

void tst_SignalBar::init()
{
    engine::EngineSettings settings;
    settings.record = false;
    m_parts = std::make_unique<PartsFixture>(settings);
    connect(&m_parts->engine, &engine::Engine::connectionsChanged, &m_parts->window,
            [this](const QList<wire::ConnectionFacts> &facts) { m_parts->book.take(facts); });
    m_bar = std::make_unique<SignalBar>(m_parts->parts);
    m_bar->resize(700, 60);
    m_parts->document.start(workspace::readWorkspace(withSignals).value());
    m_bar->setRoute(route().id);
}

void tst_SignalBar::cleanup()
{
    m_bar.reset();
    m_parts.reset();
}

void tst_SignalBar::start()
{
    m_parts->engine.startAll();
    QTRY_COMPARE(m_parts->engine.servers().value(0).state, engine::ServerState::Listening);
}

SignalDialog *tst_SignalBar::open(const QString &signal)
{
    QTest::mouseClick(find<QToolButton>(u"signalValues:"_qs + signal), Qt::LeftButton);
    return find<SignalDialog>(u"signalDialog"_qs);
}

void tst_SignalBar::type(CodeEdit *edit, const QString &text)
{
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

/// What the rules have got, once it is there.
QByteArray tst_SignalBar::got()
{
    Value found;
    const auto ask = [&] {
        QSignalSpy answered(&m_parts->engine, &engine::Engine::answered);
        const quint64 query = m_parts->engine.query(route().id);
        const bool isAnswered = QTest::qWaitFor([&] {
            return std::any_of(answered.begin(), answered.end(),
                               [&](const QList<QVariant> &each) { return each.at(0).toULongLong() == query; });
        });
        found = isAnswered ? answered.constLast().at(1).value<Value>()["got"] : Value();
        return !found.isUndefined();
    };
    return QTest::qWaitFor(ask) ? value::writeJson(found) : QByteArray("nothing");
}

void tst_SignalBar::buttonsFollowTheRoute()
{
    QVERIFY(!m_bar->isHidden());
    QStringList names;
    for (const QPushButton *button : m_bar->findChildren<QPushButton *>())
        names << button->text();
    QCOMPARE(names, QStringList({u"notify"_qs, u"plain"_qs, u"bare"_qs}));
    m_parts->editor.editRoute({u"Less"_qs}, route().id, [](workspace::Route &each) { each.rules.pop_back(); });
    QCOMPARE(m_bar->findChildren<QPushButton *>().size(), 3);
    m_bar->setRoute(m_parts->document.workspace().servers.front().routes.at(1).id);
    QVERIFY(m_bar->isHidden());
    m_bar->setRoute({});
    QVERIFY(m_bar->isHidden());
}

void tst_SignalBar::stoppedServerSaysSo()
{
    auto *button = find<QPushButton>(u"signal:notify"_qs);
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains(u"stopped"_qs));
    QVERIFY(button->accessibleDescription().contains(u"stopped"_qs));
    QVERIFY(find<QLabel>(u"signalLabel"_qs)->text().contains(u"stopped"_qs));
    SignalDialog *dialog = open(u"notify"_qs);
    QVERIFY(!dialog->findChild<QPushButton *>(u"signalRaise"_qs)->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"signalState"_qs)->text().contains(u"stopped"_qs));
    start();
    QTRY_VERIFY(button->isEnabled());
    QVERIFY(button->toolTip().contains(u"Nobody is connected"_qs));
    QCOMPARE(find<QLabel>(u"signalLabel"_qs)->text(), u"Signals"_qs);
    QVERIFY(dialog->findChild<QPushButton *>(u"signalRaise"_qs)->isEnabled());
    m_parts->editor.editRoute({u"Off"_qs}, route().id, [](workspace::Route &each) { each.enabled = false; });
    QVERIFY(!find<QPushButton>(u"signal:notify"_qs)->isEnabled());
    QVERIFY(find<QLabel>(u"signalLabel"_qs)->text().contains(u"off"_qs));
}

void tst_SignalBar::raisesWithTheRoutesValues()
{
    start();
    QTRY_VERIFY(find<QPushButton>(u"signal:notify"_qs)->isEnabled());
    QTest::mouseClick(find<QPushButton>(u"signal:notify"_qs), Qt::LeftButton);
    QCOMPARE(got(), QByteArray(R"({"text":"hello","n":1.10})"));
}

void tst_SignalBar::valuesAreTyped()
{
    start();
    SignalDialog *dialog = open(u"notify"_qs);
    QCOMPARE(value::writeJson(dialog->values()), QByteArray(R"({"text":"hello","n":1.10})"));
    QCOMPARE(dialog->findChild<CodeEdit *>(u"signalValue/0/value"_qs)->code(), u"hello"_qs);
    type(dialog->findChild<CodeEdit *>(u"signalValue/0/value"_qs), u"{\"a\": [1]}"_qs);
    QTest::mouseClick(dialog->findChild<QToolButton *>(u"addSignalValue"_qs), Qt::LeftButton);
    // A line without a name is none yet.
    QCOMPARE(value::writeJson(dialog->values()), QByteArray(R"({"text":{"a":[1]},"n":1.10})"));
    type(dialog->findChild<CodeEdit *>(u"signalValue/2/name"_qs), u"who"_qs);
    type(dialog->findChild<CodeEdit *>(u"signalValue/2/value"_qs), u"ann {{x"_qs);
    QTest::mouseClick(dialog->findChild<QToolButton *>(u"signalValue/1/remove"_qs), Qt::LeftButton);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"signalRaise"_qs), Qt::LeftButton);
    QCOMPARE(got(), QByteArray(R"({"text":{"a":[1]},"who":"ann {{x"})"));
    QVERIFY(dialog->findChild<QLabel *>(u"signalState"_qs)->text().startsWith(u"Raised"_qs));
    dialog->close();
    // The button has them now; the file has not.
    QVERIFY(find<QToolButton>(u"signalValues:notify"_qs)->toolTip().contains(u"ann"_qs));
    QVERIFY(!m_parts->document.isModified());
}

void tst_SignalBar::valuesAreKept()
{
    SignalDialog *dialog = open(u"bare"_qs);
    QTest::mouseClick(dialog->findChild<QToolButton *>(u"addSignalValue"_qs), Qt::LeftButton);
    type(dialog->findChild<CodeEdit *>(u"signalValue/0/name"_qs), u"n"_qs);
    type(dialog->findChild<CodeEdit *>(u"signalValue/0/value"_qs), u"5"_qs);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"signalKeep"_qs), Qt::LeftButton);
    QCOMPARE(value::writeJson(route().signalList.at(2)), QByteArray(R"({"name":"bare","with":{"n":5}})"));
    QCOMPARE(m_parts->editor.stack()->undoText(), u"Keep the values of the signal bare"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(route().signalList.size(), 2);
}

void tst_SignalBar::textIsNoObject()
{
    start();
    SignalDialog *dialog = open(u"plain"_qs);
    auto *whole = dialog->findChild<CodeEdit *>(u"signalWhole"_qs);
    QVERIFY(whole != nullptr);
    QCOMPARE(whole->code(), u"just text"_qs);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"signalRaise"_qs), Qt::LeftButton);
    QCOMPARE(got(), QByteArray(R"("just text")"));
    type(whole, u"[1, {\"a\": 2}]"_qs);
    QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(value::writeJson(dialog->values()), QByteArray(R"([1,{"a":2}])"));
}

void tst_SignalBar::raisesForTheChosenConnection()
{
    start();
    std::vector<std::unique_ptr<QWebSocket>> clients;
    QList<QStringList> heard(2);
    for (int index = 0; index < 2; ++index) {
        clients.push_back(std::make_unique<QWebSocket>());
        connect(clients.back().get(), &QWebSocket::textMessageReceived, this,
                [&heard, index](const QString &text) { heard[index] << text; });
        clients.back()->open(QUrl(m_parts->engine.servers().constFirst().urls.constFirst().toString() + u"/a"_qs));
        QTRY_COMPARE(m_parts->book.liveOnRoute(route().id), index + 1);
    }
    auto *button = find<QPushButton>(u"signal:notify"_qs);
    QTRY_VERIFY(button->toolTip().contains(u"each of the 2"_qs));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(heard, QList<QStringList>({{u"n1.10"_qs}, {u"n1.10"_qs}}));
    QList<ConnectionId> ids = m_parts->book.ids();
    std::sort(ids.begin(), ids.end());
    m_parts->context.select({m_parts->document.workspace().servers.front().id, route().id, ids.constLast()});
    QVERIFY(button->toolTip().contains(u"#"_qs + QString::number(ids.constLast().value)));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(heard.at(0).size() + heard.at(1).size(), 3);
}

void tst_SignalBar::explainsAsSentences()
{
    m_parts->editor.editRoute({u"More"_qs}, route().id, [](workspace::Route &each) {
        workspace::Rule rule;
        rule.match = value::readJson(R"({"$.room":"a","any":[{"$.event":"say"},{"$.n":{"not":{"gt":5}}}]})").value();
        rule.actions.push_back({value::readJson(R"({"send":{"event":"said"},"to":"all"})").value()});
        each.rules = {rule};
    });
    auto *dialog = new ExplainDialog(route(), &m_parts->window);
    dialog->open();
    auto *text = dialog->findChild<QPlainTextEdit *>(u"explainText"_qs);
    QVERIFY(text->isReadOnly());
    QVERIFY2(text->toPlainText().contains(u"When a message arrives and its field room is “a”, and either its field "
                                          "event is “say”, or its field n is not greater than 5: send the object "
                                          "{\"event\":\"said\"} to every client of the route."_qs),
             qPrintable(text->toPlainText()));
    QGuiApplication::clipboard()->clear();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"explainCopy"_qs), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
    QSignalSpy gone(dialog, &QObject::destroyed);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_COMPARE(gone.size(), 1);
    // An empty route is explained as well.
    auto *empty = new ExplainDialog(workspace::Route(), &m_parts->window);
    QVERIFY(empty->findChild<QPlainTextEdit *>(u"explainText"_qs)->toPlainText().contains(u"There are no rules"_qs));
    empty->close();
}

QTEST_MAIN(tst_SignalBar)
#include "tst_signalbar.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/companionpage.h"
#include "ui/routes/credential.h"
#include "ui/routes/handshakepage.h"
#include "ui/routes/messagerows.h"
#include "ui/routes/streampage.h"
#include "ui/routes/variablespage.h"
#include "ui/rules/codeedit.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTest>
#include <QUndoStack>

using namespace framewright;
using namespace framewright::ui;

namespace {

constexpr auto oneRoute = R"({"framewright": 1, "servers": [{"name": "One", "port": 0, "routes": [
  {"path": "/a", "later": 1.10, "accept": {"headers": {"X-A": "1", "X-N": 2}}, "conn": {"n": 1.0}},
  {"path": "/b", "folder": "F"}]}]})";

} // namespace

/// The pages of a route's settings, driven as a person does.
class tst_RouteSettings : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { m_parts.reset(); }
    void typingAPath();
    void subprotocolsKeepTheirCommas();
    void headersByLine();
    void compressionAndLimits();
    void refusals();
    void newRefusalComesIntoView();
    void refusalsWithoutCode();
    void undoIsTheWindows();
    void credentials_data();
    void credentials();
    void messageLines_data();
    void messageLines();
    void stream();
    void streamIsOneSentence();
    void streamProblems();
    void handshakeProblems();
    void refusalAnswersJson();
    void optionsOfARefusal();
    void companions();
    void companionsRaiseSignals();
    void companionProblems();
    void companionsKeepWhatTheyDoNotKnow();
    void variables();
    void followsUndoAndRoute();
    void everyFieldHasAName();

private:
    template <class T>
    [[nodiscard]] T *find(const QWidget &page, const char *name) const
    {
        T *found = page.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    [[nodiscard]] const workspace::Route &route() const
    {
        return m_parts->document.workspace().servers.front().routes.front();
    }
    template <class Page>
    [[nodiscard]] std::unique_ptr<Page> open() const
    {
        auto page = std::make_unique<Page>(m_parts->parts);
        page->setRoute(route().id);
        page->resize(700, 600);
        page->show();
        return page;
    }
    static void retype(QLineEdit *line, const QString &text)
    {
        line->selectAll();
        QTest::keyClicks(line, text);
    }

    std::unique_ptr<PartsFixture> m_parts;
};

void tst_RouteSettings::init()
{
    m_parts = std::make_unique<PartsFixture>();
    m_parts->document.start(workspace::readWorkspace(oneRoute).value());
}

void tst_RouteSettings::typingAPath()
{
    const auto page = open<HandshakePage>();
    retype(find<QLineEdit>(*page, "routePath"), u"/chat"_qs);
    QCOMPARE(route().path, u"/chat"_qs);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    QCOMPARE(m_parts->editor.stack()->undoText(), u"Change path"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(find<QLineEdit>(*page, "routePath")->text(), u"/a"_qs);
    QVERIFY(!m_parts->document.isModified());
}

void tst_RouteSettings::subprotocolsKeepTheirCommas()
{
    const auto page = open<HandshakePage>();
    auto *line = find<QLineEdit>(*page, "acceptSubprotocols");
    QTest::keyClicks(line, u"ocpp1.6,  ocpp2.0.1, "_qs);
    QCOMPARE(line->text(), u"ocpp1.6,  ocpp2.0.1, "_qs);
    QCOMPARE(route().accept.subprotocols, (QStringList{u"ocpp1.6"_qs, u"ocpp2.0.1"_qs}));
    QTest::mouseClick(find<QAbstractButton>(*page, "requireSubprotocol"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(route().accept.requireSubprotocol);
}

void tst_RouteSettings::headersByLine()
{
    const auto page = open<HandshakePage>();
    auto *text = find<QPlainTextEdit>(*page, "acceptHeaders");
    QCOMPARE(text->toPlainText(), u"X-A: 1\nX-N: 2"_qs);
    text->moveCursor(QTextCursor::End);
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, u"no header"_qs);
    QVERIFY(find<QLabel>(*page, "acceptHeadersProblem")->text().contains(u"Line 3"_qs));
    QCOMPARE(route().accept.headers.size(), 2);
    QTest::keyClicks(text, u": b"_qs);
    QVERIFY2(!find<QLabel>(*page, "acceptHeadersProblem")->text().isEmpty(), "a name has no space");
    text->setPlainText(u"X-A: 1\nX-N: 2\nX-B: b"_qs);
    QCOMPARE(route().accept.headers["X-B"].toString(), u"b"_qs);
    QVERIFY2(route().accept.headers["X-N"].isNumber(), "what was not touched stays what it was");
}

void tst_RouteSettings::compressionAndLimits()
{
    const auto page = open<HandshakePage>();
    find<QSpinBox>(*page, "deflateThreshold")->setValue(100);
    QCOMPARE(route().accept.deflate.threshold, 100);
    find<QSpinBox>(*page, "deflateWindowBits")->setValue(10);
    QCOMPARE(route().accept.deflate.windowBits, 10);
    QTest::mouseClick(find<QAbstractButton>(*page, "deflateEnabled"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!route().accept.deflate.enabled);
    QVERIFY(!find<QSpinBox>(*page, "deflateThreshold")->isEnabled());
    find<QSpinBox>(*page, "routeLimitConnections")->setValue(3);
    QCOMPARE(route().limits.connections, std::optional<std::int64_t>(3));
    find<QSpinBox>(*page, "routeLimitConnections")->setValue(-1);
    QVERIFY(!route().limits.connections);
    auto *codec = find<QComboBox>(*page, "routeCodec");
    codec->setCurrentIndex(codec->findData(u"msgpack"_qs));
    QCOMPARE(route().codec, u"msgpack"_qs);
}

void tst_RouteSettings::refusals()
{
    const auto page = open<HandshakePage>();
    auto *add = find<QAbstractButton>(*page, "addRefusal");
    QTest::mouseClick(add, Qt::LeftButton);
    QTest::mouseClick(add, Qt::LeftButton);
    QCOMPARE(route().refuse.size(), std::size_t(2));
    auto *which = page->findChildren<QComboBox *>(u"refuseFor"_qs).at(1);
    which->setCurrentIndex(2);
    const auto conditions = page->findChildren<CodeEdit *>(u"refuseWhen"_qs);
    QCOMPARE(conditions.size(), 2);
    QTest::keyClicks(conditions.at(1), u"!req.headers.token && 1"_qs);
    QCOMPARE(route().refuse.at(1).when, u"!req.headers.token && 1"_qs);
    auto *answer = page->findChildren<QComboBox *>(u"refuseAnswer"_qs).at(1);
    answer->setCurrentIndex(answer->findData(u"hang"_qs));
    QCOMPARE(route().refuse.at(1).drop, workspace::DropKind::Hang);
    answer->setCurrentIndex(answer->findData(u"403"_qs));
    QCOMPARE(route().refuse.at(1).drop, workspace::DropKind::None);
    QCOMPARE(route().refuse.at(1).status, 403);
    QTest::mouseClick(page->findChildren<QAbstractButton *>(u"removeRefusal"_qs).at(0), Qt::LeftButton);
    QCOMPARE(route().refuse.size(), std::size_t(1));
    QTRY_COMPARE(page->findChildren<CodeEdit *>(u"refuseWhen"_qs).size(), 1);
    QCOMPARE(page->findChild<CodeEdit *>(u"refuseWhen"_qs)->code(), u"!req.headers.token && 1"_qs);
}

void tst_RouteSettings::newRefusalComesIntoView()
{
    const auto page = open<HandshakePage>();
    page->resize(690, 240);
    QVERIFY(QTest::qWaitForWindowActive(page.get()));
    auto *area = find<QScrollArea>(*page, "handshakePageScroll");
    auto *add = find<QAbstractButton>(*page, "addRefusal");
    area->ensureWidgetVisible(add);
    for (qsizetype count = 1; count < 4; ++count) {
        QTest::mouseClick(add, Qt::LeftButton);
        const auto added = page->findChildren<QComboBox *>(u"refuseFor"_qs);
        QCOMPARE(added.size(), count);
        QVERIFY(added.constLast()->hasFocus());
        const auto isSeen = [&](const QWidget *widget) {
            const QRect place(widget->mapTo(area->viewport(), QPoint()), widget->size());
            return area->viewport()->rect().contains(place);
        };
        QTRY_VERIFY(isSeen(added.constLast()));
        QTRY_VERIFY(isSeen(page->findChildren<QComboBox *>(u"refuseAnswer"_qs).constLast()));
    }
}

void tst_RouteSettings::refusalsWithoutCode()
{
    const auto page = open<HandshakePage>();
    QTest::mouseClick(find<QAbstractButton>(*page, "addRefusal"), Qt::LeftButton);
    find<QComboBox>(*page, "refuseFor")->setCurrentIndex(1);
    QCOMPARE(route().refuse.at(0).when, u"!req.headers['authorization']"_qs);
    QTest::keyClicks(find<QLineEdit>(*page, "refuseValue"), u"it's me"_qs);
    QCOMPARE(route().refuse.at(0).when, uR"(req.headers['authorization'] !== 'it\'s me')"_qs);
    QTest::mouseClick(find<QAbstractButton>(*page, "refuseAnother"), Qt::LeftButton);
    const auto names = page->findChildren<QLineEdit *>(u"refuseName"_qs);
    QCOMPARE(names.size(), 2);
    QTest::keyClicks(names.at(1), u"key"_qs);
    QCOMPARE(route().refuse.at(0).when, uR"(req.headers['authorization'] !== 'it\'s me' && !req.query['key'])"_qs);
    QTest::mouseClick(find<QAbstractButton>(*page, "refuseLess"), Qt::LeftButton);
    QCOMPARE(route().refuse.at(0).when, u"!req.query['key']"_qs);
    // As an expression it is the same, until it is another.
    auto *which = find<QComboBox>(*page, "refuseFor");
    which->setCurrentIndex(2);
    QCOMPARE(find<CodeEdit>(*page, "refuseWhen")->code(), u"!req.query['key']"_qs);
    QCOMPARE(route().refuse.at(0).when, u"!req.query['key']"_qs);
    which->setCurrentIndex(0);
    QCOMPARE(route().refuse.at(0).when, QString());
    m_parts->editor.stack()->undo();
    QCOMPARE(which->currentIndex(), 1);
}

void tst_RouteSettings::undoIsTheWindows()
{
    const auto page = open<HandshakePage>();
    for (const char *name : {"routePath", "acceptDelay"}) {
        auto *field = find<QWidget>(*page, name);
        QKeyEvent undo(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        undo.ignore();
        QCoreApplication::sendEvent(field, &undo);
        QVERIFY2(!undo.isAccepted(), name);
    }
}

void tst_RouteSettings::credentials_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("words"); // Null: this is no list of credentials.
    QTest::newRow("header") << u"req.headers['x-key'] !== 'a'"_qs << u"without the header x-key: a"_qs;
    QTest::newRow("any value") << u"!req.cookies['s']"_qs << u"without the cookie s"_qs;
    QTest::newRow("two") << u"!req.headers['a'] && req.query['b'] !== 'c'"_qs
                         << u"without the header a or the parameter b: c"_qs;
    QTest::newRow("quotes") << uR"(req.query['t'] !== 'it\'s \\')"_qs << uR"(without the parameter t: it's \)"_qs;
    QTest::newRow("by point") << uR"( req.query.t!="x" )"_qs << u"without the parameter t: x"_qs;
    QTest::newRow("something more") << u"!req.query.t || 1"_qs << QString();
    QTest::newRow("unfinished") << u"!req.query.t &&"_qs << QString();
    QTest::newRow("equality") << u"req.query.t === 'x'"_qs << QString();
    QTest::newRow("empty value") << u"req.query.t !== ''"_qs << QString();
    QTest::newRow("an escape") << uR"(req.query.t !== '\n')"_qs << QString();
    QTest::newRow("code") << u"x"_qs << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void tst_RouteSettings::credentials()
{
    QFETCH(const QString, condition);
    QFETCH(const QString, words);
    const auto read = readCredentials(condition);
    QCOMPARE(read.has_value(), !words.isNull());
    if (!read)
        return;
    QCOMPARE(wordCredentials(*read), words);
    QCOMPARE(readCredentials(writeCredentials(*read)), read);
}

void tst_RouteSettings::messageLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("json"); // Empty: not taken.
    QTest::newRow("text") << u"tick {{tick}}"_qs << QByteArray(R"("tick {{tick}}")");
    QTest::newRow("template") << u"{{tick}}"_qs << QByteArray(R"("{{tick}}")");
    QTest::newRow("number") << u"1.10"_qs << QByteArray("1.10");
    QTest::newRow("number as text") << uR"("42")"_qs << QByteArray(R"("42")");
    QTest::newRow("object") << uR"({"a":{{tick}}})"_qs << QByteArray(R"({"a":"{{tick}}"})");
    QTest::newRow("bracket in quotes") << uR"("[a]")"_qs << QByteArray(R"("[a]")");
    QTest::newRow("unfinished") << uR"({"a")"_qs << QByteArray();
    QTest::newRow("unfinished list") << u"[1,"_qs << QByteArray();
}

void tst_RouteSettings::messageLines()
{
    QFETCH(const QString, line);
    QFETCH(const QByteArray, json);
    const Result<value::Value> read = messageOfLine(line);
    QCOMPARE(read.has_value(), !json.isEmpty());
    if (!read)
        return;
    QCOMPARE(value::writeJson(*read), json);
    QCOMPARE(lineOfMessage(*read), line);
}

void tst_RouteSettings::streamIsOneSentence()
{
    const auto page = open<StreamPage>();
    page->resize(690, 240); // What is left for it in a window of 1280 x 720.
    QTest::mouseClick(find<QAbstractButton>(*page, "streamOn"), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_COMPARE(find<QWidget>(*page, "streamOrder")->y(), find<QWidget>(*page, "streamEvery")->y());
    QCOMPARE(find<QWidget>(*page, "streamTimes")->y(), find<QWidget>(*page, "streamEvery")->y());
    const auto *area = find<QScrollArea>(*page, "streamPageScroll");
    const auto *message = find<QWidget>(*page, "streamMessages/0");
    QVERIFY(message->mapTo(area->viewport(), QPoint(0, message->height())).y() <= area->viewport()->height());
}

void tst_RouteSettings::stream()
{
    const auto page = open<StreamPage>();
    auto *every = find<QSpinBox>(*page, "streamEvery");
    QVERIFY(!every->isEnabled());
    QTest::mouseClick(find<QAbstractButton>(*page, "streamOn"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(every->isEnabled());
    every->setValue(250);
    QCOMPARE(route().stream["every"].toNumber().toInteger().value_or(0), 250);
    find<QComboBox>(*page, "streamMode")->setCurrentIndex(1);
    QCOMPARE(route().stream["mode"].toString(), u"broadcast"_qs);
    auto *message = find<CodeEdit>(*page, "streamMessages/0");
    QCOMPARE(message->code(), u"tick {{tick}}"_qs);
    message->selectAll();
    QTest::keyClicks(message, uR"({"b": 1.10)"_qs);
    QVERIFY(find<QLabel>(*page, "streamMessages/0/problem")->text().contains(u"JSON"_qs));
    QCOMPARE(route().stream["messages"].at(0).toString(), u"tick {{tick}}"_qs);
    QTest::keyClicks(message, u"}"_qs);
    QCOMPARE(route().stream["messages"].at(0)["b"].toString(), u"1.10"_qs);
    QVERIFY(!find<QLabel>(*page, "streamMessages/0/problem")->isVisible());
    QTest::mouseClick(find<QAbstractButton>(*page, "addStreamMessage"), Qt::LeftButton);
    QCOMPARE(route().stream["messages"].size(), 1); // Nothing is typed yet.
    QTest::keyClicks(find<CodeEdit>(*page, "streamMessages/1"), u"tock"_qs);
    QCOMPARE(route().stream["messages"].at(1).toString(), u"tock"_qs);
    QTest::mouseClick(find<QAbstractButton>(*page, "streamMessages/0/remove"), Qt::LeftButton);
    QCOMPARE(route().stream["messages"].size(), 1);
    m_parts->editor.stack()->undo();
    QCOMPARE(find<CodeEdit>(*page, "streamMessages/1")->code(), u"tock"_qs);
    QCOMPARE(route().stream["messages"].size(), 2);
    QTest::mouseClick(find<QAbstractButton>(*page, "streamOn"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(route().stream.isNull());
}

void tst_RouteSettings::streamProblems()
{
    const auto page = open<StreamPage>();
    m_parts->document.start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [
        {"path": "/a", "stream": {"every": 0, "messages": ["a", {"hex": "zz"}]}}]}]})")
                                .value());
    page->setRoute(route().id);
    QTRY_VERIFY(find<QLabel>(*page, "streamProblem")->isVisible());
    find<QSpinBox>(*page, "streamEvery")->setValue(50);
    QTRY_VERIFY(!find<QLabel>(*page, "streamProblem")->isVisible());
    auto *second = find<QLabel>(*page, "streamMessages/1/problem");
    QTRY_VERIFY2(second->isVisible() && second->text().contains(u"01ff"_qs), qPrintable(second->text()));
    QVERIFY(!find<QLabel>(*page, "streamMessages/0/problem")->isVisible());
    auto *message = find<CodeEdit>(*page, "streamMessages/1");
    message->selectAll();
    QTest::keyClicks(message, u"b"_qs);
    QTRY_VERIFY(!find<QLabel>(*page, "streamMessages/1/problem")->isVisible());
}

void tst_RouteSettings::handshakeProblems()
{
    const auto page = open<HandshakePage>();
    m_parts->document.start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [
        {"path": "/{a", "codec": "jsom", "batch": true, "refuse": [{"when": "1", "body": "{{("}, {"when": "("}]},
        {"path": "/b"}]}]})")
                                .value());
    const RouteId other = m_parts->document.workspace().servers.front().routes.at(1).id;
    page->setRoute(route().id);
    QTRY_VERIFY(find<QLabel>(*page, "problem/path")->isVisible());
    QVERIFY(find<QLabel>(*page, "problem/codec")->text().contains(u"json"_qs));
    const auto refusals = page->findChildren<QLabel *>(u"refuseProblem"_qs);
    QCOMPARE(refusals.size(), 2);
    QTRY_VERIFY(refusals.at(0)->isVisible() && refusals.at(1)->isVisible());
    QVERIFY(!page->findChildren<CodeEdit *>(u"refuseWhen"_qs).at(1)->problem().isEmpty());
    // Another route has none of them; and they are known without being looked for again.
    page->setRoute(other);
    QVERIFY(!find<QLabel>(*page, "problem/path")->isVisible());
    page->setRoute(route().id);
    QVERIFY(find<QLabel>(*page, "problem/path")->isVisible());
}

void tst_RouteSettings::refusalAnswersJson()
{
    const auto page = open<HandshakePage>();
    QTest::mouseClick(find<QAbstractButton>(*page, "addRefusal"), Qt::LeftButton);
    auto *text = find<QLineEdit>(*page, "refuseBody");
    auto *json = find<QPlainTextEdit>(*page, "refuseJson");
    QVERIFY(text->isEnabled() && !json->isVisible());
    auto *wanted = find<QMenu>(*page, "refuseOptions")->findChild<QAction *>(u"refuseWantsJson"_qs);
    wanted->trigger();
    QTRY_VERIFY(json->isVisible());
    QVERIFY2(!text->isEnabled(), "the JSON goes before it");
    json->selectAll();
    QTest::keyClicks(json, u"{\"error\": 1.10, \"who\": \"{{req.query.name}}\""_qs);
    QCOMPARE(value::writeJson(route().refuse.at(0).json), QByteArray("{}")); // Not whole yet.
    QTest::keyClicks(json, u"}"_qs);
    QCOMPARE(value::writeJson(route().refuse.at(0).json), QByteArray(R"({"error":1.10,"who":"{{req.query.name}}"})"));
    wanted->trigger();
    QVERIFY(route().refuse.at(0).json.isNull());
    QVERIFY(text->isEnabled() && !json->isVisible());
    m_parts->editor.stack()->undo();
    QVERIFY(json->isVisible() && wanted->isChecked());
    QVERIFY(json->toPlainText().contains(u"1.10"_qs));
}

void tst_RouteSettings::optionsOfARefusal()
{
    const auto page = open<HandshakePage>();
    QTest::mouseClick(find<QAbstractButton>(*page, "addRefusal"), Qt::LeftButton);
    auto *headers = find<QPlainTextEdit>(*page, "refuseHeaders");
    QVERIFY(!headers->isVisible());
    const auto toggle = [&page, this](const char *name) {
        auto *action = find<QMenu>(*page, "refuseOptions")->findChild<QAction *>(QString::fromLatin1(name));
        action->trigger();
    };
    toggle("refuseWantsHeaders");
    QTRY_VERIFY(headers->isVisible());
    QTest::keyClicks(headers, u"Retry-After: 5"_qs);
    QCOMPARE(value::writeJson(route().refuse.at(0).headers), QByteArray(R"({"Retry-After":"5"})"));
    toggle("refuseWantsDelay");
    find<QSpinBox>(*page, "refuseDelay")->setValue(250);
    QCOMPARE(route().refuse.at(0).delay, 250);
    toggle("refuseWantsHeaders");
    QCOMPARE(route().refuse.at(0).headers.size(), 0);
    QVERIFY(!headers->isVisible());
    m_parts->editor.stack()->undo();
    QCOMPARE(route().refuse.at(0).headers.size(), 1);
    QVERIFY(headers->isVisible());
    while (m_parts->editor.stack()->canUndo())
        m_parts->editor.stack()->undo();
    QVERIFY(route().refuse.empty());
    QVERIFY(!m_parts->document.isModified());
}

void tst_RouteSettings::companions()
{
    const auto page = open<CompanionPage>();
    QVERIFY(find<QLabel>(*page, "companionEmpty")->isVisible());
    QTest::mouseClick(find<QAbstractButton>(*page, "addCompanion"), Qt::LeftButton);
    QVERIFY(!find<QLabel>(*page, "companionEmpty")->isVisible());
    const auto http = [this] { return value::writeJson(route().http); };
    QCOMPARE(http(), QByteArray(R"([{"path":"/status","json":{"ok":true}}])"));
    auto *path = find<CodeEdit>(*page, "http/0/path");
    path->selectAll();
    QTest::keyClicks(path, u"/users/{id}"_qs);
    auto *method = find<QComboBox>(*page, "http/0/method");
    method->setCurrentIndex(method->findData(u"POST"_qs));
    auto *status = find<QSpinBox>(*page, "http/0/status");
    QCOMPARE(status->suffix(), u" OK"_qs);
    status->setValue(201);
    QCOMPARE(status->suffix(), u" Created"_qs);
    auto *body = find<CodeEdit>(*page, "http/0/body");
    body->selectAll();
    QTest::keyClicks(body, uR"({"id": {{req.params.id}}, "n": 1.10)"_qs);
    QVERIFY(find<QLabel>(*page, "http/0/problem")->text().contains(u"JSON"_qs));
    QTest::keyClicks(body, u"}"_qs);
    QVERIFY(!find<QLabel>(*page, "http/0/problem")->isVisible());
    QTest::mouseClick(find<QAbstractButton>(*page, "http/0/addHeaders"), Qt::LeftButton);
    QTest::keyClicks(find<QPlainTextEdit>(*page, "http/0/headers"), u"X-A: b"_qs);
    QCOMPARE(http(), QByteArray(R"([{"path":"/users/{id}","json":{"id":"{{req.params.id}}","n":1.10},)"
                                R"("method":"POST","status":201,"headers":{"X-A":"b"}}])"));
    // Defaults are not written, and a body is JSON, a text, or not there.
    method->setCurrentIndex(0);
    status->setValue(200);
    auto *form = find<QComboBox>(*page, "http/0/form");
    form->setCurrentIndex(form->findData(u"body"_qs));
    body->selectAll();
    QTest::keyClicks(body, u"hello"_qs);
    QCOMPARE(http(), QByteArray(R"([{"path":"/users/{id}","headers":{"X-A":"b"},"body":"hello"}])"));
    form->setCurrentIndex(form->findData(QString()));
    QVERIFY(!body->isVisible());
    QCOMPARE(http(), QByteArray(R"([{"path":"/users/{id}","headers":{"X-A":"b"}}])"));
    QTest::mouseClick(find<QAbstractButton>(*page, "addCompanion"), Qt::LeftButton);
    QTest::mouseClick(find<QAbstractButton>(*page, "http/0/remove"), Qt::LeftButton);
    QCOMPARE(http(), QByteArray(R"([{"path":"/status/2","json":{"ok":true}}])"));
    QCOMPARE(find<CodeEdit>(*page, "http/0/path")->code(), u"/status/2"_qs);
    while (m_parts->editor.stack()->canUndo())
        m_parts->editor.stack()->undo();
    QVERIFY(!m_parts->document.isModified());
    QCOMPARE(route().http.size(), 0);
    QVERIFY(find<QLabel>(*page, "companionEmpty")->isVisible());
}

void tst_RouteSettings::companionsRaiseSignals()
{
    const auto page = open<CompanionPage>();
    QTest::mouseClick(find<QAbstractButton>(*page, "addCompanion"), Qt::LeftButton);
    const auto raised = [this] { return value::writeJson(route().http.at(0)["emit"]); };
    auto *whom = find<QComboBox>(*page, "http/0/emit/to");
    QVERIFY(!whom->isVisible());
    QTest::keyClicks(find<CodeEdit>(*page, "http/0/emit"), u"notify"_qs);
    QCOMPARE(raised(), QByteArray(R"("notify")"));
    QTRY_VERIFY(whom->isVisible());
    whom->setCurrentIndex(whom->findData(u"all"_qs));
    QCOMPARE(raised(), QByteArray(R"({"emit":"notify","to":"all"})"));
    whom->setCurrentIndex(whom->findData(u"room:"_qs));
    QTest::keyClicks(find<CodeEdit>(*page, "http/0/emit/to/name"), u"{{req.params.r}}"_qs);
    QTest::keyClicks(find<CodeEdit>(*page, "http/0/emit/with"), uR"({"a": {{$.a}}})"_qs);
    QCOMPARE(raised(), QByteArray(R"({"emit":"notify","to":"room:{{req.params.r}}","with":{"a":"{{$.a}}"}})"));
    auto *name = find<CodeEdit>(*page, "http/0/emit");
    name->selectAll();
    QTest::keyClick(name, Qt::Key_Delete);
    QVERIFY(!route().http.at(0).contains("emit"));
    QVERIFY(!whom->isVisible());
}

void tst_RouteSettings::companionProblems()
{
    const auto page = open<CompanionPage>();
    m_parts->document.start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [
        {"path": "/a", "http": [{"path": "/x", "json": {}}, {"path": "{", "body": "{{("}, {"path": "/y", "emit": "n"}]}]}]})")
                                .value());
    page->setRoute(route().id);
    QTRY_VERIFY(!find<CodeEdit>(*page, "http/1/path")->problem().isEmpty());
    QVERIFY(!find<CodeEdit>(*page, "http/1/body")->problem().isEmpty());
    QTRY_VERIFY(find<QLabel>(*page, "http/1/problem")->isVisible());
    QVERIFY(find<CodeEdit>(*page, "http/2/emit")->problem().contains(u"signal"_qs));
    QVERIFY(find<CodeEdit>(*page, "http/0/path")->problem().isEmpty());
    QVERIFY(!find<QLabel>(*page, "http/0/problem")->isVisible());
}

void tst_RouteSettings::companionsKeepWhatTheyDoNotKnow()
{
    m_parts->document.start(workspace::readWorkspace(R"({"framewright": 1, "servers": [{"port": 0, "routes": [
        {"path": "/a", "http": [{"later": 1.0, "method": "OPTIONS", "path": "/x", "status": 200, "body": "b",
        "emit": {"emit": "n", "more": true}}]}]}]})")
                                .value());
    const auto page = open<CompanionPage>();
    QCOMPARE(find<QComboBox>(*page, "http/0/method")->currentText(), u"OPTIONS"_qs);
    QVERIFY(!m_parts->editor.stack()->canUndo());
    QTest::keyClicks(find<CodeEdit>(*page, "http/0/body"), u"a"_qs);
    QTest::keyClicks(find<CodeEdit>(*page, "http/0/emit"), u"o"_qs);
    QCOMPARE(value::writeJson(route().http),
             QByteArray(R"([{"later":1.0,"method":"OPTIONS","path":"/x","status":200,"body":"ab",)"
                        R"("emit":{"emit":"on","more":true}}])"));
}

void tst_RouteSettings::variables()
{
    const auto page = open<VariablesPage>();
    auto *connection = find<QPlainTextEdit>(*page, "connectionVariables");
    QVERIFY2(connection->toPlainText().contains(uR"("n": 1.0)"_qs), qPrintable(connection->toPlainText()));
    connection->setPlainText(uR"({"n": 1.00, "name": "ann"})"_qs);
    QCOMPARE(route().conn["n"].toString(), u"1.00"_qs);
    connection->setPlainText(u"[1]"_qs);
    QVERIFY(find<QLabel>(*page, "connectionVariablesProblem")->text().contains(u"object"_qs));
    QCOMPARE(route().conn.size(), 2);
    find<QPlainTextEdit>(*page, "globalVariables")->setPlainText(uR"({"g": true})"_qs);
    QVERIFY(m_parts->document.workspace().servers.front().global["g"].toBoolean());
    find<QPlainTextEdit>(*page, "sharedVariables")->setPlainText(uR"({"s": 1})"_qs);
    QCOMPARE(m_parts->document.workspace().shared.size(), 1);
}

void tst_RouteSettings::followsUndoAndRoute()
{
    const auto page = open<HandshakePage>();
    const RouteId second = m_parts->document.workspace().servers.front().routes.at(1).id;
    page->setRoute(second);
    QCOMPARE(find<QLineEdit>(*page, "routePath")->text(), u"/b"_qs);
    QCOMPARE(find<QComboBox>(*page, "routeFolder")->currentText(), u"F"_qs);
    m_parts->editor.removeRoute({u"x"_qs}, second);
    QVERIFY(!page->isEnabled());
    m_parts->editor.stack()->undo();
    QVERIFY(page->isEnabled());
    QCOMPARE(m_parts->editor.stack()->index(), 0);
}

void tst_RouteSettings::everyFieldHasAName()
{
    const auto handshake = open<HandshakePage>();
    QTest::mouseClick(find<QAbstractButton>(*handshake, "addRefusal"), Qt::LeftButton);
    const auto stream = open<StreamPage>();
    const auto variables = open<VariablesPage>();
    const auto companions = open<CompanionPage>();
    QTest::mouseClick(find<QAbstractButton>(*companions, "addCompanion"), Qt::LeftButton);
    for (const QWidget *page :
         std::initializer_list<QWidget *>{handshake.get(), stream.get(), variables.get(), companions.get()}) {
        for (const QWidget *widget : page->findChildren<QWidget *>()) {
            const bool popup = widget->window() != page->window();
            if (popup || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_qs))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(
                !widget->objectName().isEmpty() &&
                    (!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty())),
                qPrintable(u"%1 %2"_qs.arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
        }
    }
}

QTEST_MAIN(tst_RouteSettings)
#include "tst_routesettings.moc"

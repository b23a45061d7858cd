// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/credential.h"
#include "ui/routes/handshakepage.h"
#include "ui/routes/messagerows.h"
#include "ui/routes/streampage.h"
#include "ui/routes/variablespage.h"
#include "ui/rules/codeedit.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
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
    void refusalsWithoutCode();
    void undoIsTheWindows();
    void credentials_data();
    void credentials();
    void messageLines_data();
    void messageLines();
    void stream();
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
    for (const QWidget *page : std::initializer_list<QWidget *>{handshake.get(), stream.get(), variables.get()}) {
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

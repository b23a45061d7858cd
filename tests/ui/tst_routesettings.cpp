// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/handshakepage.h"
#include "ui/routes/streampage.h"
#include "ui/routes/variablespage.h"

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
    const auto conditions = page->findChildren<QLineEdit *>(u"refuseWhen"_qs);
    QCOMPARE(conditions.size(), 2);
    QTest::keyClicks(conditions.at(1), u"!req.headers.token"_qs);
    QCOMPARE(route().refuse.at(1).when, u"!req.headers.token"_qs);
    auto *answer = page->findChildren<QComboBox *>(u"refuseAnswer"_qs).at(1);
    answer->setCurrentIndex(answer->findData(u"hang"_qs));
    QCOMPARE(route().refuse.at(1).drop, workspace::DropKind::Hang);
    answer->setCurrentIndex(answer->findData(u"403"_qs));
    QCOMPARE(route().refuse.at(1).drop, workspace::DropKind::None);
    QCOMPARE(route().refuse.at(1).status, 403);
    QTest::mouseClick(page->findChildren<QAbstractButton *>(u"removeRefusal"_qs).at(0), Qt::LeftButton);
    QCOMPARE(route().refuse.size(), std::size_t(1));
    QTRY_COMPARE(page->findChildren<QLineEdit *>(u"refuseWhen"_qs).size(), 1);
    QCOMPARE(page->findChild<QLineEdit *>(u"refuseWhen"_qs)->text(), u"!req.headers.token"_qs);
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
    auto *messages = find<QPlainTextEdit>(*page, "streamMessages");
    messages->setPlainText(uR"(["a", )"_qs);
    QVERIFY(find<QLabel>(*page, "streamMessagesProblem")->text().contains(u"line 1"_qs));
    QCOMPARE(route().stream["messages"].size(), 1);
    messages->setPlainText(uR"(["a", {"b": 1.10}])"_qs);
    QCOMPARE(route().stream["messages"].at(1)["b"].toString(), u"1.10"_qs);
    QVERIFY(!find<QLabel>(*page, "streamMessagesProblem")->isVisible());
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

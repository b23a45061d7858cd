// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/partsfixture.h"
#include "ui/routes/routepage.h"
#include "ui/workspace/workspacepanel.h"

#include <QClipboard>
#include <QLabel>
#include <QTableView>
#include <QTreeView>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;

namespace {

constexpr auto full = R"({"framewright": 1, "name": "Full", "servers": [
 {"name": "Local", "port": 9001, "routes": [
   {"path": "/chat/{room}", "later": {"x": 1.10}, "rules": [
     {"name": "Hello", "on": "open", "do": [{"send": 9007199254740993}]},
     {"match": {"$.a": 1.0}, "do": [{"send": "b"}]}]},
   {"path": "/a", "folder": "F"}, {"path": "/b", "folder": "F"}]}]})";
constexpr auto other = R"({"framewright": 1, "name": "Other", "servers": [
 {"name": "Local", "port": 9001, "routes": [{"path": "/chat/{room}", "rules": [{"name": "Own", "on": "close"}]}]}]})";

/// One window: its tree and its route's page.
struct Window
{
    explicit Window(const char *json)
    {
        parts.document.start(workspace::readWorkspace(json).value());
        auto *layout = new QVBoxLayout(&parts.window);
        layout->addWidget(new WorkspacePanel(parts.parts, &parts.window));
        page = new RoutePage(parts.parts, &parts.window);
        layout->addWidget(page);
        tree = parts.window.findChild<QTreeView *>(u"workspaceTree"_qs);
        rules = parts.window.findChild<QTableView *>(u"ruleTable"_qs);
        parts.window.resize(900, 700);
        parts.window.show();
    }
    ~Window() { delete page; }
    Q_DISABLE_COPY_MOVE(Window)

    [[nodiscard]] QModelIndex row(const QString &text, const QModelIndex &parent = {}) const
    {
        for (int each = 0; each < tree->model()->rowCount(parent); ++each) {
            const QModelIndex index = tree->model()->index(each, 0, parent);
            if (index.data().toString() == text)
                return index;
            if (const QModelIndex below = row(text, index); below.isValid())
                return below;
        }
        return {};
    }
    /// To the front, with the keyboard.
    void press(QWidget *widget, QKeySequence::StandardKey key)
    {
        QApplication::setActiveWindow(&parts.window);
        widget->setFocus();
        QTRY_VERIFY(widget->hasFocus());
        QTest::keySequence(widget, QKeySequence(key));
    }
    void copy(const QString &text)
    {
        tree->setCurrentIndex(row(text));
        press(tree, QKeySequence::Copy);
    }
    void paste(const QString &text)
    {
        tree->setCurrentIndex(row(text));
        press(tree, QKeySequence::Paste);
    }
    [[nodiscard]] const workspace::Server &server(std::size_t place = 0) const
    {
        return parts.document.workspace().servers.at(place);
    }
    [[nodiscard]] QStringList paths() const
    {
        QStringList paths;
        for (const workspace::Route &route : server().routes)
            paths << route.path;
        return paths;
    }
    /// What the tree's panel and the route's page complain of.
    [[nodiscard]] QStringList notices() const
    {
        QStringList texts;
        const QList<QLabel *> labels = parts.window.findChildren<QLabel *>(u"noticeText"_qs);
        for (const QLabel *label : labels) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
    [[nodiscard]] QString undoText() const { return parts.editor.stack()->undoText(); }

    PartsFixture parts;
    RoutePage *page;
    QTreeView *tree;
    QTableView *rules;
};

} // namespace

/// Servers, routes, folders and rules go from one window to another by way of the clipboard.
class tst_BetweenWindows : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void route();
    void folder();
    void server();
    void rule();
    void ruleIntoTheTree();
    void byHand();
    void badClipboard_data();
    void badClipboard();
    void badRules_data();
    void badRules();

private:
    std::unique_ptr<Window> m_from;
    std::unique_ptr<Window> m_to;
};

void tst_BetweenWindows::init()
{
    QApplication::clipboard()->clear();
    m_from = std::make_unique<Window>(full);
    m_to = std::make_unique<Window>(other);
}

void tst_BetweenWindows::cleanup()
{
    m_from.reset();
    m_to.reset();
}

void tst_BetweenWindows::route()
{
    m_from->copy(u"/chat/{room}"_qs);
    m_to->paste(u"Local"_qs);
    QCOMPARE(m_to->paths(), (QStringList{u"/chat/{room}"_qs, u"/chat-2/{room}"_qs}));
    QCOMPARE(m_to->tree->currentIndex().data().toString(), u"/chat-2/{room}"_qs);
    QCOMPARE(m_to->undoText(), u"Paste /chat/{room}"_qs);
    // With all that is below it, digits and keys that nobody knows included.
    const workspace::Route &pasted = m_to->server().routes.back();
    workspace::Route expected = m_from->server().routes.front();
    expected.path = pasted.path;
    QCOMPARE(pasted, expected);
    QCOMPARE(m_to->parts.editor.stack()->count(), 1);
    QCOMPARE(m_from->parts.editor.stack()->count(), 0);
    m_to->paste(u"Local"_qs);
    QCOMPARE(m_to->paths().constLast(), u"/chat-3/{room}"_qs);
    m_to->parts.editor.stack()->undo();
    m_to->parts.editor.stack()->undo();
    QCOMPARE(m_to->parts.document.workspace(), workspace::readWorkspace(other).value());
    m_to->parts.editor.stack()->redo();
    QCOMPARE(m_to->paths().size(), 2);
}

void tst_BetweenWindows::folder()
{
    m_from->copy(u"F"_qs);
    m_to->paste(u"/chat/{room}"_qs);
    QCOMPARE(m_to->paths(), (QStringList{u"/chat/{room}"_qs, u"/a"_qs, u"/b"_qs}));
    QCOMPARE(m_to->server().routes.back().folder, u"F"_qs);
    QCOMPARE(m_to->undoText(), u"Paste 2 parts"_qs);
    m_to->parts.editor.stack()->undo();
    QCOMPARE(m_to->paths().size(), 1);
}

void tst_BetweenWindows::server()
{
    m_from->copy(u"Local"_qs);
    m_to->paste(u"Local"_qs);
    QCOMPARE(m_to->parts.document.workspace().servers.size(), std::size_t(2));
    QCOMPARE(m_to->server(1).name, u"Local 2"_qs);
    QCOMPARE(m_to->server(1).port, 9002);
    QCOMPARE(m_to->server(1).routes, m_from->server().routes);
    QCOMPARE(m_to->undoText(), u"Paste Local"_qs);
    m_to->paste(u"Local 2"_qs);
    QCOMPARE(m_to->server(2).name, u"Local 3"_qs);
    QCOMPARE(m_to->server(2).port, 9003);
}

void tst_BetweenWindows::rule()
{
    m_from->tree->setCurrentIndex(m_from->row(u"/chat/{room}"_qs));
    m_to->tree->setCurrentIndex(m_to->row(u"/chat/{room}"_qs));
    m_from->rules->selectRow(1);
    m_from->press(m_from->rules, QKeySequence::Copy);
    m_to->press(m_to->rules, QKeySequence::Paste);
    const auto &rules = m_to->server().routes.front().rules;
    QCOMPARE(rules.size(), std::size_t(2));
    QCOMPARE(rules.back(), m_from->server().routes.front().rules.back());
    QCOMPARE(m_to->undoText(), u"Paste a rule"_qs);
    m_from->press(m_from->rules, QKeySequence::Cut);
    QCOMPARE(m_from->server().routes.front().rules.size(), std::size_t(1));
    m_to->press(m_to->rules, QKeySequence::Paste);
    QCOMPARE(m_to->server().routes.front().rules.size(), std::size_t(3));
    m_to->parts.editor.stack()->undo();
    m_to->parts.editor.stack()->undo();
    QCOMPARE(m_to->parts.document.workspace(), workspace::readWorkspace(other).value());
}

void tst_BetweenWindows::ruleIntoTheTree()
{
    m_from->tree->setCurrentIndex(m_from->row(u"/chat/{room}"_qs));
    m_from->rules->selectRow(0);
    m_from->press(m_from->rules, QKeySequence::Copy);
    m_to->paste(u"/chat/{room}"_qs);
    QCOMPARE(m_to->server().routes.front().rules.back().name, u"Hello"_qs);
    QCOMPARE(m_to->undoText(), u"Paste Hello"_qs);
}

/// What a person writes, or takes from a file.
void tst_BetweenWindows::byHand()
{
    QApplication::clipboard()->setText(QString::fromLatin1(full));
    m_to->paste(u"Local"_qs);
    QCOMPARE(m_to->server(1).routes, m_from->server().routes);
    QApplication::clipboard()->setText(uR"([{"path": "/x"}, {"path": "/x"}])"_qs);
    m_to->paste(u"/chat/{room}"_qs);
    QCOMPARE(m_to->paths(), (QStringList{u"/chat/{room}"_qs, u"/x"_qs, u"/x-2"_qs}));
}

void tst_BetweenWindows::badClipboard_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QString() << u"Local"_qs << u"not JSON"_qs;
    QTest::newRow("prose") << u"hello"_qs << u"Local"_qs << u"not JSON"_qs;
    QTest::newRow("cut") << u"{\"path\": \"/a\",\n \"rules\": ["_qs << u"Local"_qs << u"line 2"_qs;
    QTest::newRow("other JSON") << u"{\"a\": 1}"_qs << u"Local"_qs << u"no server, route or rule"_qs;
    QTest::newRow("wrong type") << u"{\"path\": \"/a\", \"rules\": [{\"do\": 5}]}"_qs << u"Local"_qs
                                << u"rules[0].do"_qs;
    QTest::newRow("rule on a server") << u"{\"on\": \"open\"}"_qs << u"Local"_qs << u"needs a route"_qs;
    QTest::newRow("empty list") << u"[]"_qs << u"Local"_qs << u"nothing in it"_qs;
    QTest::newRow("newer file") << u"{\"framewright\": 99, \"servers\": []}"_qs << u"Local"_qs << u"99"_qs;
    QTest::newRow("one bad among good") << u"[{\"path\": \"/a\"}, {\"path\": 5}]"_qs << u"Local"_qs << u"path"_qs;
}

void tst_BetweenWindows::badClipboard()
{
    QFETCH(QString, text);
    QFETCH(QString, row);
    QFETCH(QString, says);
    QApplication::clipboard()->setText(text);
    m_to->paste(row);
    QVERIFY2(m_to->notices().join(u' ').contains(says), qPrintable(m_to->notices().join(u' ')));
    QCOMPARE(m_to->parts.document.workspace(), workspace::readWorkspace(other).value());
    QCOMPARE(m_to->parts.editor.stack()->count(), 0);
}

void tst_BetweenWindows::badRules_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QString() << u"not JSON"_qs;
    QTest::newRow("prose") << u"hello"_qs << u"not JSON"_qs;
    QTest::newRow("a route") << u"{\"path\": \"/a\"}"_qs << u"a route, no rule"_qs;
    QTest::newRow("a server") << u"{\"port\": 5}"_qs << u"a server, no rule"_qs;
    QTest::newRow("something else") << u"{\"a\": 1}"_qs << u"none of a rule's keys"_qs;
    QTest::newRow("a number") << u"5"_qs << u"none of a rule's keys"_qs;
    QTest::newRow("wrong type") << u"{\"do\": 5}"_qs << u"do must be"_qs;
    QTest::newRow("no rules") << u"[]"_qs << u"no rules on the clipboard"_qs;
}

void tst_BetweenWindows::badRules()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    m_to->tree->setCurrentIndex(m_to->row(u"/chat/{room}"_qs));
    QApplication::clipboard()->setText(text);
    m_to->press(m_to->rules, QKeySequence::Paste);
    QVERIFY2(m_to->notices().join(u' ').contains(says), qPrintable(m_to->notices().join(u' ')));
    QCOMPARE(m_to->parts.editor.stack()->count(), 0);
}

QTEST_MAIN(tst_BetweenWindows)
#include "tst_betweenwindows.moc"

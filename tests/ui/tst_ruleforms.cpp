// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/language.h"
#include "ui/rules/ruleeditor.h"
#include "ui/rules/ruleplaces.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include <Qsci/qsciscintilla.h>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

namespace {

Value read(QByteArrayView json)
{
    return value::readJson(json).value();
}

/// What a person writes into a field of this kind, and what the rule then has.
struct Typed
{
    QString text;
    QByteArray json;
};

Typed typedInto(const FieldEntry &field)
{
    switch (field.kind) {
    case FieldKind::Text:
        if (QByteArrayView(field.key) == "unset")
            return {u"conn.a.{{$.b}}"_qs, R"("conn.a.{{$.b}}")"};
        return {u"a{{$.b}}"_qs, R"("a{{$.b}}")"};
    case FieldKind::Number:
        return {u"3001"_qs, "3001"};
    case FieldKind::Expression:
        return {u"conn.n > 1"_qs, R"("conn.n > 1")"};
    case FieldKind::Value:
        return {u"{{$.n}}"_qs, R"("{{$.n}}")"};
    case FieldKind::Json:
        return {uR"({"a":{{$.b}},"n":1.10})"_qs, R"({"a":"{{$.b}}","n":1.10})"};
    case FieldKind::Script:
        return {u"send('a')"_qs, R"x("send('a')")x"};
    default:
        return {};
    }
}

/// The same for the form of a message.
Typed typedAs(const QByteArray &form)
{
    static const QHash<QByteArray, Typed> table = {
        {"", {uR"({"e":{{$.x}}})"_qs, R"({"e":"{{$.x}}"})"}},
        {"text", {u"hello {{conn.id}}"_qs, R"("hello {{conn.id}}")"}},
        {"json", {u"[1.10]"_qs, R"({"json":[1.10]})"}},
        {"hex", {u"01 ff"_qs, R"({"hex":"01 ff"})"}},
        {"base64", {u"AQI="_qs, R"({"base64":"AQI="})"}},
        {"same", {QString(), R"({"same":true})"}},
        {"file", {u"a.bin"_qs, R"({"file":"a.bin"})"}},
        {"batch", {uR"(["a",{"b":1}])"_qs, R"({"batch":["a",{"b":1}]})"}},
        {"ping", {u"p"_qs, R"({"ping":"p"})"}},
        {"pong", {u"p"_qs, R"({"pong":"p"})"}},
        {"raw", {u"8105"_qs, R"({"raw":"8105"})"}},
    };
    return table.value(form);
}

/// And for the argument of an operator.
Typed typedBehind(const QByteArray &word)
{
    static const QHash<QByteArray, Typed> table = {
        {"equals", {u"5"_qs, "5"}},
        {"regex", {u"^a+$"_qs, R"("^a+$")"}},
        {"contains", {u"b"_qs, R"("b")"}},
        {"startsWith", {u"\"5\""_qs, R"("5")"}},
        {"in", {u"[1,\"a\"]"_qs, R"([1,"a"])"}},
        {"exists", {QString(), "true"}},
        {"type", {QString(), R"("list")"}},
        {"gt", {u"1.10"_qs, "1.10"}},
        {"lt", {u"{{conn.n}}"_qs, R"("{{conn.n}}")"}},
        {"subset", {uR"({"a":1})"_qs, R"({"a":1})"}},
        {"hex", {u"01ff"_qs, R"("01ff")"}},
        {"schema", {uR"({"type":"object"})"_qs, R"({"type":"object"})"}},
    };
    return table.value(word);
}

} // namespace

/// The form of a rule, for every row of the tables of the language: each field is changed by keys and clicks, the rule
/// is then what the language says, the JSON view shows just that, and undo leads back to the file.
class tst_RuleForms : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void everyTrigger_data();
    void everyTrigger();
    void everyOperator_data();
    void everyOperator();
    void everyVerb_data();
    void everyVerb();
    void everyField_data();
    void everyField();
    void everyFormOfAMessage_data();
    void everyFormOfAMessage();
    void everyAudience_data();
    void everyAudience();
    void optionsOfTheRule();
    void closedWordsWaitForTheChoice();
    void tabTakesTheWord();
    void aChosenFormIsTypedInto();
    void escapeClosesListsFirst();
    void mistakesStandAtTheField_data();
    void mistakesStandAtTheField();
    void whatTheEngineFoundStandsAtTheField_data();
    void whatTheEngineFoundStandsAtTheField();
    void filesAreTakenToBeThere();
    void tabGoesThroughEveryField_data() { everyVerb_data(); }
    void tabGoesThroughEveryField();

private:
    template <class T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_rules->findChild<T *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return found;
    }
    void load(const QByteArray &rule);
    void show() { m_rules->showRule(route().id, route().rules.front().id); }
    [[nodiscard]] const workspace::Route &route() const
    {
        return m_document->workspace().servers.front().routes.front();
    }
    [[nodiscard]] QByteArray json() const { return value::writeJson(ruleToJson(route().rules.front())); }
    void type(const QString &name, const QString &text) const;
    void choose(const QString &combo, const QString &word) const;
    void pick(const QString &button, const QString &action) const;
    void compare(const QByteArray &before, const QByteArray &after);

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Completion> m_completion;
    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<WorkspaceEditor> m_editor;
    std::unique_ptr<QWidget> m_window;
    RuleEditor *m_rules = nullptr;
};

void tst_RuleForms::initTestCase()
{
    m_theme = std::make_unique<Theme>();
    m_theme->install(*qApp);
}

void tst_RuleForms::init()
{
    m_completion = std::make_unique<Completion>();
    m_document = std::make_unique<workspace::Document>();
    m_editor = std::make_unique<WorkspaceEditor>(*m_document);
    m_window = std::make_unique<QWidget>();
    m_window->resize(760, 400);
    m_rules = new RuleEditor(*m_theme, *m_editor, *m_completion, m_window.get());
    m_rules->resize(m_window->size());
    connect(m_document.get(), &workspace::Document::changed, m_rules, [this] { show(); });
    m_window->show();
    QApplication::setActiveWindow(m_window.get());
}

void tst_RuleForms::cleanup()
{
    m_window.reset();
    m_editor.reset();
    m_document.reset();
}

void tst_RuleForms::load(const QByteArray &rule)
{
    m_document->start(workspace::readWorkspace(R"({"framewright":1,"servers":[{"routes":[{"path":"/a","rules":[)" +
                                               rule + R"(,{"on":"signal:changed"},{"on":"signal:a"}]}]}]})")
                          .value());
    show();
}

/// In place of what stands there.
void tst_RuleForms::type(const QString &name, const QString &text) const
{
    auto *edit = find<CodeEdit>(name);
    QVERIFY2(edit->isVisible() && edit->isEnabled(), qPrintable(name));
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
    if (QApplication::activePopupWidget() != nullptr)
        QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(edit->code(), text);
}

/// By keys alone: the list opens, one goes to the word and takes it.
void tst_RuleForms::choose(const QString &combo, const QString &word) const
{
    auto *box = find<QComboBox>(combo);
    QVERIFY2(box->isVisible() && box->isEnabled(), qPrintable(combo));
    const int row = box->findData(word);
    QVERIFY2(row >= 0, qPrintable(word));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QTRY_VERIFY(box->view()->isVisible());
    QTest::keyClick(box->view(), Qt::Key_Home);
    for (int passed = 0; passed < row; ++passed)
        QTest::keyClick(box->view(), Qt::Key_Down);
    QTest::keyClick(box->view(), Qt::Key_Return);
}

void tst_RuleForms::pick(const QString &button, const QString &action) const
{
    QMenu *menu = find<QToolButton>(button)->menu();
    QVERIFY(menu != nullptr);
    menu->popup(QPoint());
    QAction *found = menu->findChild<QAction *>(action);
    for (QAction *each : menu->actions())
        found = found == nullptr && each->text() == action ? each : found;
    QVERIFY2(found != nullptr, qPrintable(action));
    menu->setActiveAction(found);
    QTest::keyClick(menu, Qt::Key_Return);
}

/// The document has the rule, the JSON view shows it, and undo gives back what the file had.
void tst_RuleForms::compare(const QByteArray &before, const QByteArray &after)
{
    m_rules->flush();
    QCOMPARE(json(), after);
    m_rules->setJsonShown(true);
    const auto *view = find<QsciScintilla>(u"ruleJsonEditor"_qs);
    QCOMPARE(value::writeJson(read(view->text().toUtf8())), after);
    m_rules->setJsonShown(false);
    QCOMPARE(json(), after);
    QVERIFY(before == after || m_editor->stack()->canUndo());
    while (m_editor->stack()->canUndo())
        m_editor->stack()->undo();
    QCOMPARE(json(), before);
    QVERIFY(!m_document->isModified());
    // The form follows: an edit elsewhere writes what the file had.
    QTest::mouseClick(find<QCheckBox>(u"continue"_qs), Qt::LeftButton, {}, QPoint(8, 8));
    m_rules->flush();
    QVERIFY(route().rules.front().continues);
    workspace::Rule rule = route().rules.front();
    rule.continues = false;
    QCOMPARE(value::writeJson(ruleToJson(rule)), before);
}

void tst_RuleForms::everyTrigger_data()
{
    QTest::addColumn<QString>("word");
    for (const WordEntry &trigger : triggers())
        QTest::newRow(trigger.word) << QString::fromLatin1(trigger.word);
}

void tst_RuleForms::everyTrigger()
{
    QFETCH(const QString, word);
    const bool isSignal = word.endsWith(u':');
    const QByteArray before = word == u"open" ? R"({"on":"close"})" : R"({"on":"open"})";
    load(before);
    choose(u"on"_qs, word);
    QCOMPARE(find<CodeEdit>(u"on/signal"_qs)->isVisible(), isSignal);
    if (isSignal)
        type(u"on/signal"_qs, u"notify"_qs);
    const QString on = isSignal ? u"signal:notify"_qs : word;
    compare(before, on == u"message" ? QByteArray("{}") : R"({"on":")" + on.toUtf8() + "\"}");
}

void tst_RuleForms::everyOperator_data()
{
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < operators().size(); ++row)
        QTest::newRow(operators()[row].label) << int(row);
}

void tst_RuleForms::everyOperator()
{
    QFETCH(const int, row);
    const OperatorEntry &entry = operators()[std::size_t(row)];
    const QByteArray word = entry.word;
    const Typed typed = typedBehind(word);
    QVERIFY2(!typed.json.isEmpty(), "An operator that this test does not know yet.");
    const QByteArray before =
        word == "contains" ? R"({"match":{"$.x":"old"}})" : R"({"match":{"$.x":{"contains":"old"}}})";
    load(before);
    choose(u"match/0/operator"_qs, (entry.isNegated ? u"!"_qs : QString()) + QString::fromLatin1(word));
    const bool wantsKind = entry.argument == ArgumentKind::KindWord;
    QCOMPARE(find<CodeEdit>(u"match/0/value"_qs)->isVisible(), !typed.text.isEmpty());
    QCOMPARE(find<QComboBox>(u"match/0/kind"_qs)->isVisible(), wantsKind);
    if (!typed.text.isEmpty())
        type(u"match/0/value"_qs, typed.text);
    if (wantsKind)
        choose(u"match/0/kind"_qs, u"list"_qs);
    QByteArray matcher = "{\"" + word + "\":" + typed.json + "}";
    if (word == "exists")
        matcher = entry.isNegated ? R"({"exists":false})" : R"({"exists":true})";
    else if (entry.isNegated)
        matcher = R"({"not":)" + matcher + "}";
    compare(before, R"({"match":{"$.x":)" + matcher + "}}");
}

void tst_RuleForms::everyVerb_data()
{
    QTest::addColumn<int>("verb");
    for (std::size_t index = 0; index < verbs().size(); ++index)
        QTest::newRow(verbs()[index].name) << int(index);
}

void tst_RuleForms::everyVerb()
{
    QFETCH(const int, verb);
    const VerbEntry &entry = verbs()[std::size_t(verb)];
    QVERIFY(*entry.purpose != '\0' && *entry.kind != '\0');
    const bool isWait = QByteArrayView(entry.name) == "wait";
    const QByteArray first = isWait ? R"({"stop":"a"})" : R"({"wait":5})";
    const QByteArray before = R"({"do":[)" + first + "]}";
    const QByteArray body = value::writeJson(newAction(entry));
    load(before);
    // Added by the menu, which says what it is for ...
    QMenu *menu = find<QToolButton>(u"do/add"_qs)->menu();
    QVERIFY(!menu->findChild<QAction *>(QString::fromLatin1(entry.name))->toolTip().isEmpty());
    pick(u"do/add"_qs, QString::fromLatin1(entry.name));
    QVERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY2(QApplication::focusWidget()->objectName().startsWith(u"do/1/"),
             qPrintable(QApplication::focusWidget()->objectName()));
    compare(before, R"({"do":[)" + first + ',' + body + "]}");
    // ... or in place of another.
    load(before);
    choose(u"do/0/verb"_qs, QString::fromLatin1(entry.name));
    QVERIFY2(QApplication::focusWidget()->objectName().startsWith(u"do/0/"),
             qPrintable(QApplication::focusWidget()->objectName()));
    compare(before, R"({"do":[)" + body + "]}");
}

void tst_RuleForms::everyField_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<int>("field");
    for (std::size_t verb = 0; verb < verbs().size(); ++verb) {
        for (std::size_t field = 0; field < verbs()[verb].fields.size(); ++field)
            QTest::addRow("%s %s", verbs()[verb].name, verbs()[verb].fields[field].key) << int(verb) << int(field);
    }
}

void tst_RuleForms::everyField()
{
    QFETCH(const int, verb);
    QFETCH(const int, field);
    const VerbEntry &entry = verbs()[std::size_t(verb)];
    const FieldEntry &part = entry.fields[std::size_t(field)];
    const QString place = u"do/0/"_qs + QString::fromLatin1(part.key);
    Value body = newAction(entry);
    // `times` and `jitter` go with `every`, which a new timer has.
    const QByteArray before = R"({"do":[)" + value::writeJson(body) + "]}";
    load(before);
    if (part.isOption && !body.contains(part.key)) {
        pick(u"do/0/more"_qs, languageText(part.name));
        body.set(part.key, read(part.initial));
        m_rules->flush();
        QCOMPARE(json(), R"({"do":[)" + value::writeJson(body) + "]}");
    }
    const Typed typed = typedInto(part);
    if (!typed.text.isEmpty()) {
        type(place, typed.text);
        body.set(part.key, read(typed.json));
    }
    switch (part.kind) {
    case FieldKind::Choice: {
        const QString last = QString::fromLatin1(part.words.back().word);
        choose(place, QString::fromLatin1(part.words.front().word));
        choose(place, last);
        body.set(part.key, Value::text(last));
        break;
    }
    case FieldKind::Flag:
        QTest::mouseClick(find<QCheckBox>(place), Qt::LeftButton, {}, QPoint(8, 8));
        body.set(part.key, Value::boolean(false));
        break;
    case FieldKind::Span:
        type(place, u"20"_qs);
        type(place + u"/max"_qs, u"{{conn.most}}"_qs);
        body.set(part.key, read(R"({"min":20,"max":"{{conn.most}}"})"));
        break;
    case FieldKind::Pieces:
        type(place, u"5"_qs);
        type(place + u"/gap"_qs, u"20"_qs);
        body.set(part.key, read(R"({"size":5,"gap":20})"));
        break;
    case FieldKind::Content:
        type(place, typedAs("").text);
        body.set(part.key, read(typedAs("").json));
        break;
    case FieldKind::Audience:
        choose(place, u"room:"_qs);
        type(place + u"/name"_qs, u"a"_qs);
        body.set(part.key, Value::text("room:a"));
        break;
    case FieldKind::Assignments:
        type(place + u"/0/path"_qs, u"local.a"_qs);
        type(place + u"/0/value"_qs, u"[{{$.b}}]"_qs);
        QTest::mouseClick(find<QToolButton>(place + u"/add"_qs), Qt::LeftButton);
        type(place + u"/1/path"_qs, u"conn.b"_qs);
        type(place + u"/1/value"_qs, u"1.10"_qs);
        body.set(part.key, read(R"({"local.a":["{{$.b}}"],"conn.b":1.10})"));
        break;
    case FieldKind::Steps:
        pick(place + u"/add"_qs, u"leave"_qs);
        body.set(part.key, read(R"([{"leave":"*"}])"));
        break;
    case FieldKind::Alternatives:
        pick(place + u"/1/add"_qs, u"leave"_qs);
        body.set(part.key, read(R"([[],[{"leave":"*"}]])"));
        break;
    default:
        QVERIFY2(!typed.text.isEmpty(), "A kind of field that this test does not know yet.");
    }
    m_rules->flush();
    for (const rules::Problem &problem : checkRule(route().rules.front(), route(), m_document->workspace()))
        QFAIL(qPrintable(problem.field % u": " % problem.text));
    compare(before, R"({"do":[)" + value::writeJson(body) + "]}");
}

void tst_RuleForms::everyFormOfAMessage_data()
{
    QTest::addColumn<QByteArray>("form");
    for (const WordEntry &form : contentForms())
        QTest::newRow(form.label) << QByteArray(form.word);
}

void tst_RuleForms::everyFormOfAMessage()
{
    QFETCH(const QByteArray, form);
    const Typed typed = typedAs(form);
    QVERIFY2(!typed.json.isEmpty(), "A form that this test does not know yet.");
    const QByteArray before = form.isEmpty() ? R"({"do":[{"send":"a"}]})" : R"({"do":[{"send":{"event":"a"}}]})";
    load(before);
    choose(u"do/0/send/form"_qs, QString::fromLatin1(form));
    QCOMPARE(find<CodeEdit>(u"do/0/send"_qs)->isVisible(), !typed.text.isEmpty());
    if (!typed.text.isEmpty())
        type(u"do/0/send"_qs, typed.text);
    m_rules->flush();
    QVERIFY(checkRule(route().rules.front(), route(), m_document->workspace()).empty());
    compare(before, R"({"do":[{"send":)" + typed.json + "}]}");
}

void tst_RuleForms::everyAudience_data()
{
    QTest::addColumn<QString>("word");
    for (const WordEntry &audience : audiences())
        QTest::newRow(audience.label) << QString::fromLatin1(audience.word);
}

void tst_RuleForms::everyAudience()
{
    QFETCH(const QString, word);
    const bool wantsName = word.isEmpty() || word.endsWith(u':');
    const QByteArray before =
        word == u"all" ? R"({"do":[{"send":"a","to":"others"}]})" : R"({"do":[{"send":"a","to":"all"}]})";
    load(before);
    choose(u"do/0/to"_qs, word);
    QCOMPARE(find<CodeEdit>(u"do/0/to/name"_qs)->isVisible(), wantsName);
    if (wantsName)
        type(u"do/0/to/name"_qs, u"{{$.to}}"_qs);
    const QByteArray to = word.toUtf8() + (wantsName ? "{{$.to}}" : "");
    compare(before, R"({"do":[{"send":"a","to":")" + to + "\"}]}");
}

void tst_RuleForms::optionsOfTheRule()
{
    const QByteArray before = R"({"match":{"$.a":1}})";
    load(before);
    type(u"name"_qs, u"Greeting"_qs);
    QTest::mouseClick(find<QCheckBox>(u"overtake"_qs), Qt::LeftButton, {}, QPoint(8, 8));
    pick(u"addCondition"_qs, u"expression"_qs);
    type(u"when"_qs, u"conn.n > 1"_qs);
    compare(before, R"({"name":"Greeting","match":{"$.a":1},"when":"conn.n > 1","overtake":true})");
}

void tst_RuleForms::closedWordsWaitForTheChoice()
{
    const QByteArray before = R"({"do":[{"send":"a"}]})";
    load(before);
    auto *verb = find<QComboBox>(u"do/0/verb"_qs);
    verb->setFocus();
    QTest::keyClick(verb, Qt::Key_J);
    QTRY_VERIFY(verb->view()->isVisible());
    // Join is marked in the list, and nothing has happened to the rule.
    QCOMPARE(verb->view()->currentIndex().data(Qt::UserRole).toString(), u"join"_qs);
    m_rules->flush();
    QCOMPARE(json(), before);
    QTest::keyClick(verb->view(), Qt::Key_Escape);
    QTRY_VERIFY(!verb->view()->isVisible());
    QCOMPARE(verb->currentData().toString(), u"send"_qs);
    QCOMPARE(QApplication::focusWidget(), verb);
    QCOMPARE(json(), before);
    // Taken, the keyboard goes to the first thing that one writes.
    QTest::keyClick(verb, Qt::Key_J);
    QTRY_VERIFY(verb->view()->isVisible());
    QCOMPARE(verb->view()->currentIndex().data(Qt::UserRole).toString(), u"join"_qs);
    QTest::keyClick(verb->view(), Qt::Key_Return);
    m_rules->flush();
    QCOMPARE(json(), QByteArray(R"({"do":[{"join":"lobby"}]})"));
    QCOMPARE(m_window->focusWidget()->objectName(), u"do/0/join"_qs);
    // What is typed takes the place of what it begins with.
    QCOMPARE(find<CodeEdit>(u"do/0/join"_qs)->textCursor().selectedText(), u"lobby"_qs);
    compare(before, R"({"do":[{"join":"lobby"}]})");
}

void tst_RuleForms::escapeClosesListsFirst()
{
    load(R"({"match":{"$.a":1}})");
    QSignalSpy left(m_rules, &RuleEditor::left);
    const auto wishEscape = [](QObject *receiver) {
        QKeyEvent wish(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        wish.ignore();
        QCoreApplication::sendEvent(receiver, &wish);
        return wish.isAccepted();
    };
    auto *selector = find<CodeEdit>(u"match/0/selector"_qs);
    selector->setFocus();
    QVERIFY(!wishEscape(selector));
    QTest::keyClick(selector, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(selector, u"te"_qs);
    auto *completer = selector->findChild<QCompleter *>();
    QVERIFY(completer != nullptr);
    QTRY_VERIFY(completer->popup()->isVisible());
    QVERIFY(wishEscape(selector) && wishEscape(completer->popup()));
    QTest::keyClick(completer->popup(), Qt::Key_Escape);
    QTRY_VERIFY(!completer->popup()->isVisible());
    auto *trigger = find<QComboBox>(u"on"_qs);
    trigger->showPopup();
    QTRY_VERIFY(trigger->view()->isVisible());
    QVERIFY(wishEscape(trigger->view()));
    trigger->hidePopup();
    QVERIFY(left.isEmpty());
    selector->setFocus();
    QTest::keyClick(selector, Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
}

void tst_RuleForms::tabTakesTheWord()
{
    const QByteArray before = R"({"do":[{"send":{"e":1}}]})";
    load(before);
    auto *form = find<QComboBox>(u"do/0/send/form"_qs);
    form->setFocus();
    QTest::keyClick(form, Qt::Key_J);
    QTRY_VERIFY(form->view()->isVisible());
    QTest::keyClick(form->view(), Qt::Key_Tab);
    QCOMPARE(form->currentData().toString(), u"json"_qs);
    QVERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"do/0/to"_qs);
    compare(before, R"({"do":[{"send":{"json":{"e":1}}}]})");
}

void tst_RuleForms::aChosenFormIsTypedInto()
{
    const QByteArray before = R"({"do":[{"send":{"same":true}}]})";
    load(before);
    auto *form = find<QComboBox>(u"do/0/send/form"_qs);
    form->setFocus();
    QTest::keyClick(form, Qt::Key_T);
    QTRY_VERIFY(form->view()->isVisible());
    QTest::keyClick(form->view(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"do/0/send"_qs);
    QTest::keyClicks(QApplication::focusWidget(), u"Good evening"_qs);
    m_rules->flush();
    compare(before, R"({"do":[{"send":"Good evening"}]})");
}

void tst_RuleForms::mistakesStandAtTheField_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char *name, const char *rule, const char *field, const char *advice) {
        QTest::newRow(name) << QByteArray(rule) << QString::fromLatin1(field) << QString::fromLatin1(advice);
    };
    row("unknown verb", R"({"do":[{"sned":"a"}]})", "do/0/problem", "send");
    row("unknown option", R"({"do":[{"send":"a","too":"all"}]})", "do/0/too", "to");
    row("condition", R"({"do":[{"if":"conn.ok ==","then":[]}]})", "do/0/if", "something is missing");
    row("nested", R"({"do":[{"if":"conn.ok","then":[{"close":99}]}]})", "do/0/then/0/close", "1000");
    row("where", R"({"do":[{"send":"a","to":"all","where":"peer.a b"}]})", "do/0/where", "JavaScript");
    row("template", R"({"do":[{"send":"a{{b"}]})", "do/0/send", "}}");
    row("hex", R"({"do":[{"send":{"hex":"0"}}]})", "do/0/send", "01ff");
    row("nobody", R"({"do":[{"send":"a","to":"nobody"}]})", "do/0/to/name", "room:NAME");
    row("counter inside of a broadcast", R"({"do":[{"send":"{{peer.id}} {{seq('n')}}","to":"all"}]})", "do/0/send",
        "local.n");
    row("fragment", R"({"do":[{"send":"a","fragment":0}]})", "do/0/fragment", "20");
    row("wait", R"({"do":[{"wait":{"min":1}}]})", "do/0/wait", "max");
    row("drop", R"({"do":[{"drop":"rst"}]})", "do/0/drop", "reset");
    row("variable", R"({"do":[{"set":{"conn.a":1,"x":2}}]})", "do/0/set/1/value", "conn");
    row("timer", R"({"do":[{"start":"a","do":[]}]})", "do/0/start", "every");
    row("times", R"({"do":[{"start":"a","after":1,"times":2,"do":[]}]})", "do/0/times", "every");
    row("scope", R"({"do":[{"start":"a","after":1,"scope":"all","do":[]}]})", "do/0/scope", "route");
    row("order", R"({"do":[{"choose":[[]],"order":"any"}]})", "do/0/order", "random");
    row("script", R"({"do":[{"run":"send("}]})", "do/0/run", "bracket");
    row("script that is none", R"({"do":[{"run":"const a = ;"}]})", "do/0/run", "line 1");
    row("function", R"({"do":[{"send":"{{$.list.map(x => )}}"}]})", "do/0/send", "JavaScript");
    row("unknown verb's word", R"({"do":[{"sned":"a"}]})", "do/0/verb", "send");
    row("trigger", R"({"on":"opne"})", "on", "open");
    row("nothing can be it", R"({"match":{"$.a":{"gt":5,"lt":3}}})", "match/0/value", "never");
    row("no message here", R"({"on":"open","match":{"$.a":1}})", "match/0/value", "req");
    row("selector", R"({"match":{"nowhere.a":1}})", "match/0/selector", "$.nowhere");
    row("selector that is none", R"({"match":{"$.a b":{"gt":1}}})", "match/0/selector", "JavaScript");
    row("regular expression", R"({"match":{"$.a":{"regex":"("}}})", "match/0/value", "character");
    row("in an alternative", R"({"match":{"any":[{"$.a":1},{"$.b":{"hex":"x"}}]}})", "match/any/1/0/value", "01ff");
    row("when", R"({"when":"conn.ok =="})", "when", "JavaScript");
}

void tst_RuleForms::mistakesStandAtTheField()
{
    QFETCH(const QByteArray, rule);
    QFETCH(const QString, field);
    QFETCH(const QString, advice);
    load(rule);
    auto *widget = find<QWidget>(field);
    QVERIFY2(widget->isVisible(), qPrintable(field));
    const auto *label = qobject_cast<const QLabel *>(widget);
    const QString said = label != nullptr ? label->text() : widget->toolTip();
    QVERIFY2(!said.isEmpty() && said.contains(advice), qPrintable(said));
    // It is also written out, without a pointer over it.
    const QList<QLabel *> labels = m_rules->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [&said](const QLabel *each) { return each->isVisible() && each->text().contains(said); }));
    m_rules->setJsonShown(true);
    auto *view = find<QsciScintilla>(u"ruleJsonEditor"_qs);
    bool isAnnotated = false;
    for (int line = 0; line < view->lines(); ++line)
        isAnnotated = isAnnotated || view->annotation(line).contains(said);
    QVERIFY(isAnnotated);
    QCOMPARE(json(), rule);
}

void tst_RuleForms::whatTheEngineFoundStandsAtTheField_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::newRow("hidden") << u"on"_qs << u"Never reached: move this rule up."_qs << u"on"_qs;
    QTest::newRow("missing file") << u"do[0].send"_qs << u"There is no file \"a.bin\" beside the workspace."_qs
                                  << u"do/0/send"_qs;
}

void tst_RuleForms::whatTheEngineFoundStandsAtTheField()
{
    QFETCH(const QString, problem);
    QFETCH(const QString, text);
    QFETCH(const QString, field);
    load(R"({"do":[{"send":{"file":"a.bin"}}]})");
    QCOMPARE(find<QWidget>(field)->toolTip(), QString());
    const RuleId rule = route().rules.front().id;
    m_rules->setRouteProblems({{rule, u"message 1"_qs, problem, text}, {RuleId(), {}, problem, u"Another's."_qs}});
    QCOMPARE(find<QWidget>(field)->toolTip(), text);
    m_rules->setRouteProblems({});
    QCOMPARE(find<QWidget>(field)->toolTip(), QString());
}

void tst_RuleForms::filesAreTakenToBeThere()
{
    m_document->start(workspace::readWorkspace(R"({"framewright":1,"data":{"form":{"file":"form.json"}},"servers":[
        {"routes":[{"path":"/a","rules":[{"match":{"$":{"schema":"form"}},"do":[{"send":{"file":"a.bin"}}]}]}]}]})")
                          .value());
    show();
    QCOMPARE(find<CodeEdit>(u"do/0/send"_qs)->problem(), QString());
    QCOMPARE(find<CodeEdit>(u"match/0/value"_qs)->problem(), QString());
    QVERIFY(!find<QLabel>(u"matchProblem"_qs)->isVisible());
}

void tst_RuleForms::tabGoesThroughEveryField()
{
    QFETCH(const int, verb);
    const VerbEntry &entry = verbs()[std::size_t(verb)];
    Value body = newAction(entry);
    for (const FieldEntry &part : entry.fields) {
        if (part.isOption)
            body.set(part.key, read(part.initial));
    }
    load(R"({"do":[)" + value::writeJson(body) + "]}");
    find<QWidget>(u"do/0/verb"_qs)->setFocus();
    // From the top to the bottom, and from the left to the right in a line.
    QPoint before = find<QWidget>(u"do/0/verb"_qs)->mapTo(m_rules, QPoint());
    QSet<QString> met;
    while (true) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const QWidget *now = QApplication::focusWidget();
        if (now == nullptr || !now->objectName().startsWith(u"do/0/") || met.contains(now->objectName()))
            break;
        met.insert(now->objectName());
        QVERIFY2(!now->accessibleName().isEmpty(), qPrintable(now->objectName()));
        const bool isOfStep = now->objectName() == u"do/0/more" || now->objectName() == u"do/0/remove";
        const QPoint place = now->mapTo(m_rules, QPoint());
        if (isOfStep)
            continue;
        const bool isAfter = place.y() > before.y() + 12 || place.x() > before.x();
        QVERIFY2(isAfter, qPrintable(now->objectName()));
        before = place;
    }
    for (const FieldEntry &part : entry.fields) {
        const QString place = u"do/0/"_qs + QString::fromLatin1(part.key);
        const bool isMet = std::ranges::any_of(met, [&place](const QString &each) { return each.startsWith(place); });
        QVERIFY2(isMet, qPrintable(place));
    }
}

QTEST_MAIN(tst_RuleForms)
#include "tst_ruleforms.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspace.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/ruleform.h"
#include "ui/rules/ruleplaces.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace framewright;
using namespace framewright::ui;
using value::Value;

/// The match of a rule by real widgets: conditions, alternatives, expressions, and what is offered for them.
class tst_MatchBuilder : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void alternativesByClicks();
    void alternativesInsideOfAlternatives();
    void emptyAlternativesAreNotWritten();
    void alternativesGo();
    void whatTheFormCannotTakeApartStays_data();
    void whatTheFormCannotTakeApartStays();
    void negations_data();
    void negations();
    void expressionComesAndGoes();
    void triggersAskForTheirOwn_data();
    void triggersAskForTheirOwn();
    void mistakesStandInTheirAlternative();
    void doublesAreSaid();
    void seenSelectorsAndValuesAreOffered();
    void suggestionsDoNotTakeKeys();
    void candidatesHaveTheirValues();
    void tabsGoThroughAlternatives();

private:
    template <class T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = m_form->findChild<T *>(name);
        if (found == nullptr)
            qFatal("There is no %s.", qPrintable(name));
        return found;
    }
    void setRule(const QByteArray &json) { m_form->setRule(ruleFromJson(value::readJson(json).value(), {}).value()); }
    [[nodiscard]] QByteArray json() const { return value::writeJson(ruleToJson(m_form->rule())); }
    void type(const QString &name, const QString &text) const;
    void choose(const QString &combo, const QString &data) const;
    void pick(const QString &button, const QString &action) const;
    [[nodiscard]] QStringList offered(const QString &name) const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Completion> m_completion;
    std::unique_ptr<QWidget> m_window;
    RuleForm *m_form = nullptr;
};

void tst_MatchBuilder::initTestCase()
{
    m_theme = std::make_unique<Theme>();
    m_theme->install(*qApp);
}

void tst_MatchBuilder::init()
{
    m_completion = std::make_unique<Completion>();
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 600);
    m_form = new RuleForm(*m_theme, *m_completion, m_window.get());
    m_form->resize(m_window->size());
    m_window->show();
    QApplication::setActiveWindow(m_window.get());
}

void tst_MatchBuilder::type(const QString &name, const QString &text) const
{
    auto *edit = find<CodeEdit>(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Escape); // A list of completions may be open.
}

void tst_MatchBuilder::choose(const QString &combo, const QString &data) const
{
    auto *box = find<QComboBox>(combo);
    const int index = box->findData(data);
    QVERIFY2(index >= 0, qPrintable(data));
    box->setCurrentIndex(index);
}

void tst_MatchBuilder::pick(const QString &button, const QString &action) const
{
    auto *found = find<QToolButton>(button)->menu()->findChild<QAction *>(action);
    QVERIFY2(found != nullptr, qPrintable(action));
    found->trigger();
}

QStringList tst_MatchBuilder::offered(const QString &name) const
{
    auto *completer = find<CodeEdit>(name)->findChild<QCompleter *>();
    QStringList texts;
    const bool isOpen = completer != nullptr && completer->popup()->isVisible();
    for (int row = 0; isOpen && row < completer->completionModel()->rowCount(); ++row)
        texts << completer->completionModel()->index(row, 0).data().toString();
    return texts;
}

void tst_MatchBuilder::comesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("rule");
    const auto row = [](const char *name, const char *rule) { QTest::newRow(name) << QByteArray(rule); };
    row("plain", R"({"match":{"$.a":1.10}})");
    row("any alone", R"({"match":{"any":[{"$.a":1},{"$.b":{"gt":2,"lt":5}}]}})");
    row("any in the middle", R"({"match":{"$.a":1,"any":[{"$.b":2},{"$.c":3}],"$.d":4}})");
    row("any in any", R"({"match":{"any":[{"$.a":1,"any":[{"$.b":2},{"$.c":3}]},{"$.d":{"not":{"hex":"01"}}}]}})");
    row("an alternative that holds always", R"({"match":{"any":[{},{"$.a":1}]}})");
    row("with an expression", R"({"match":{"any":[{"$.a":1}]},"when":"conn.ok"})");
}

void tst_MatchBuilder::comesBackAsItWas()
{
    QFETCH(QByteArray, rule);
    setRule(rule);
    QCOMPARE(json(), rule);
    // An edit elsewhere leaves it alone.
    type(u"name"_qs, u"N"_qs);
    QCOMPARE(json(), QByteArray(rule).replace(0, 1, R"({"name":"N",)"));
    QVERIFY2(find<QLabel>(u"matchProblem"_qs)->isHidden(), qPrintable(find<QLabel>(u"matchProblem"_qs)->text()));
}

void tst_MatchBuilder::alternativesByClicks()
{
    setRule(R"({"match":{"$.room":"blue"}})");
    QSignalSpy edited(m_form, &RuleForm::edited);
    pick(u"addCondition"_qs, u"alternatives"_qs);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"match/any/0/0/selector"_qs);
    type(u"match/any/0/0/selector"_qs, u"$.event"_qs);
    type(u"match/any/0/0/value"_qs, u"say"_qs);
    type(u"match/any/1/0/selector"_qs, u"$.n"_qs);
    choose(u"match/any/1/0/operator"_qs, u"gt"_qs);
    type(u"match/any/1/0/value"_qs, u"5"_qs);
    QTest::mouseClick(find<QToolButton>(u"match/any/1/addCondition"_qs), Qt::LeftButton, {}, QPoint(6, 6));
    type(u"match/any/1/1/selector"_qs, u"$.n"_qs);
    choose(u"match/any/1/1/operator"_qs, u"lt"_qs);
    type(u"match/any/1/1/value"_qs, u"9"_qs);
    QTest::mouseClick(find<QToolButton>(u"match/any/add"_qs), Qt::LeftButton);
    type(u"match/any/2/0/selector"_qs, u"text"_qs);
    type(u"match/any/2/0/value"_qs, u"hello"_qs);
    QCOMPARE(json(), QByteArray(R"({"match":{"$.room":"blue","any":[{"$.event":"say"},{"$.n":{"gt":5,"lt":9}},)"
                                R"({"text":"hello"}]}})"));
    QVERIFY(!edited.isEmpty());
    QVERIFY(checkRule(m_form->rule(), {}, {}).empty());
}

void tst_MatchBuilder::alternativesInsideOfAlternatives()
{
    setRule(R"({"match":{"any":[{"$.a":1},{"$.b":2}]}})");
    pick(u"match/any/1/addCondition"_qs, u"alternatives"_qs);
    type(u"match/any/1/any/0/0/selector"_qs, u"$.c"_qs);
    choose(u"match/any/1/any/0/0/operator"_qs, u"exists"_qs);
    type(u"match/any/1/any/1/0/selector"_qs, u"$.d"_qs);
    choose(u"match/any/1/any/1/0/operator"_qs, u"!exists"_qs);
    QCOMPARE(json(), QByteArray(R"({"match":{"any":[{"$.a":1},{"$.b":2,"any":[{"$.c":{"exists":true}},)"
                                R"({"$.d":{"exists":false}}]}]}})"));
}

void tst_MatchBuilder::emptyAlternativesAreNotWritten()
{
    setRule(R"({"match":{"$.a":1}})");
    pick(u"addCondition"_qs, u"alternatives"_qs);
    // One that says nothing would hold always, and with it the whole.
    QCOMPARE(json(), QByteArray(R"({"match":{"$.a":1}})"));
    type(u"match/any/1/0/selector"_qs, u"$.b"_qs);
    type(u"match/any/1/0/value"_qs, u"2"_qs);
    QCOMPARE(json(), QByteArray(R"({"match":{"$.a":1,"any":[{"$.b":2}]}})"));
}

void tst_MatchBuilder::alternativesGo()
{
    setRule(R"({"match":{"any":[{"$.a":1},{"$.b":2}]}})");
    QTest::mouseClick(find<QToolButton>(u"match/any/0/removeAlternative"_qs), Qt::LeftButton);
    QCOMPARE(json(), QByteArray(R"({"match":{"any":[{"$.b":2}]}})"));
    QTest::mouseClick(find<QToolButton>(u"match/any/1/removeAlternative"_qs), Qt::LeftButton);
    QCOMPARE(json(), QByteArray("{}"));
    QVERIFY(m_form->findChild<QWidget *>(u"match/any"_qs) == nullptr);
    // And come again.
    pick(u"addCondition"_qs, u"alternatives"_qs);
    type(u"match/any/0/0/selector"_qs, u"$.c"_qs);
    type(u"match/any/0/0/value"_qs, u"3"_qs);
    QCOMPARE(json(), QByteArray(R"({"match":{"any":[{"$.c":3}]}})"));
}

void tst_MatchBuilder::whatTheFormCannotTakeApartStays_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("field");
    QTest::newRow("any that is no list") << QByteArray(R"({"match":{"any":{"$.a":1}}})") << u"match/any"_qs;
    QTest::newRow("any of no objects") << QByteArray(R"({"match":{"any":[1]}})") << u"match/any"_qs;
    QByteArray many = R"({"match":{"any":[)";
    for (int index = 0; index < 150; ++index)
        many += (index == 0 ? "" : ",") + QByteArray(R"({"$.a":)") + QByteArray::number(index) + "}";
    QTest::newRow("too many") << QByteArray(many + "]}}") << u"match/any"_qs;
    QByteArray deep = R"({"$.a":1})";
    for (int depth = 0; depth < 7; ++depth)
        deep = R"({"any":[)" + deep + "]}";
    QTest::newRow("too deep") << QByteArray(R"({"match":)" + deep + "}") << u"match/any/0/any/0/any/0/any/0/any"_qs;
    QTest::newRow("not several") << QByteArray(R"({"match":{"$.n":{"not":{"gt":1,"lt":2}}}})") << u"match/0/value"_qs;
}

void tst_MatchBuilder::whatTheFormCannotTakeApartStays()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, field);
    setRule(rule);
    QCOMPARE(json(), rule);
    auto *edit = find<CodeEdit>(field);
    QVERIFY(edit->isVisibleTo(m_form));
    QVERIFY(edit->code().contains(u'1'));
}

void tst_MatchBuilder::negations_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("matcher");
    const auto row = [](const char *name, const QString &typed, const char *matcher) {
        QTest::newRow(name) << QString::fromLatin1(name) << typed << QByteArray(matcher);
    };
    row("!equals", u"5"_qs, R"({"not":5})");
    row("!regex", u"^a"_qs, R"({"not":{"regex":"^a"}})");
    row("!startsWith", u"ab"_qs, R"({"not":{"startsWith":"ab"}})");
    row("!contains", u"ab"_qs, R"({"not":{"contains":"ab"}})");
    row("!in", u"[1,2]"_qs, R"({"not":{"in":[1,2]}})");
    row("!gt", u"3"_qs, R"({"not":{"gt":3}})");
    row("!lt", u"3"_qs, R"({"not":{"lt":3}})");
    row("!subset", u"{\"a\":1}"_qs, R"({"not":{"subset":{"a":1}}})");
    row("!hex", u"01ff"_qs, R"({"not":{"hex":"01ff"}})");
    row("!schema", u"{\"type\":\"object\"}"_qs, R"({"not":{"schema":{"type":"object"}}})");
}

void tst_MatchBuilder::negations()
{
    QFETCH(QString, word);
    QFETCH(QString, typed);
    QFETCH(QByteArray, matcher);
    setRule(R"({"match":{"$.a":"x"}})");
    choose(u"match/0/operator"_qs, word);
    type(u"match/0/value"_qs, typed);
    QCOMPARE(json(), R"({"match":{"$.a":)" + matcher + "}}");
    QVERIFY(checkRule(m_form->rule(), {}, {}).empty());
    // And shown again it is the same operator.
    setRule(json());
    QCOMPARE(find<QComboBox>(u"match/0/operator"_qs)->currentData().toString(), word);
}

void tst_MatchBuilder::expressionComesAndGoes()
{
    setRule(R"({"match":{"$.a":1}})");
    pick(u"addCondition"_qs, u"expression"_qs);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"when"_qs);
    type(u"when"_qs, u"conn.n > 3"_qs);
    QCOMPARE(json(), QByteArray(R"({"match":{"$.a":1},"when":"conn.n > 3"})"));
    // Asked for again it is still there.
    pick(u"addCondition"_qs, u"expression"_qs);
    QCOMPARE(find<CodeEdit>(u"when"_qs)->code(), u"conn.n > 3"_qs);
    QTest::mouseClick(find<QToolButton>(u"when/remove"_qs), Qt::LeftButton);
    QCOMPARE(json(), QByteArray(R"({"match":{"$.a":1}})"));
    QVERIFY(!find<CodeEdit>(u"when"_qs)->isVisible());
}

void tst_MatchBuilder::triggersAskForTheirOwn_data()
{
    QTest::addColumn<QString>("trigger");
    QTest::addColumn<QString>("selector");
    QTest::newRow("message") << u"message"_qs << QString();
    QTest::newRow("ping") << u"ping"_qs << QString();
    QTest::newRow("open") << u"open"_qs << u"conn.id"_qs;
    QTest::newRow("close") << u"close"_qs << u"code"_qs;
    QTest::newRow("signal") << u"signal:"_qs << u"sig"_qs;
}

void tst_MatchBuilder::triggersAskForTheirOwn()
{
    QFETCH(QString, trigger);
    QFETCH(QString, selector);
    setRule("{}");
    choose(u"on"_qs, trigger);
    QTest::mouseClick(find<QToolButton>(u"addCondition"_qs), Qt::LeftButton, {}, QPoint(6, 6));
    QCOMPARE(find<CodeEdit>(u"match/0/selector"_qs)->code(), selector);
    QCOMPARE(find<CodeEdit>(u"on/signal"_qs)->isVisible(), trigger == u"signal:"_qs);
}

void tst_MatchBuilder::mistakesStandInTheirAlternative()
{
    setRule(R"({"match":{"any":[{"$.a":1},{"$.b":{"regex":"("}}]}})");
    m_form->setProblems(checkRule(m_form->rule(), {}, {}));
    QVERIFY(find<CodeEdit>(u"match/any/0/0/value"_qs)->problem().isEmpty());
    QVERIFY(find<CodeEdit>(u"match/any/1/0/value"_qs)->problem().contains(u"regular expression"_qs));
    QVERIFY(find<QLabel>(u"matchProblem"_qs)->isVisible());
    type(u"match/any/1/0/value"_qs, u"^x"_qs);
    m_form->setProblems(checkRule(m_form->rule(), {}, {}));
    QVERIFY(find<CodeEdit>(u"match/any/1/0/value"_qs)->problem().isEmpty());
    QVERIFY(!find<QLabel>(u"matchProblem"_qs)->isVisible());
}

void tst_MatchBuilder::doublesAreSaid()
{
    setRule(R"({"match":{"any":[{"$.a":{"contains":"x"}}]}})");
    QTest::mouseClick(find<QToolButton>(u"match/any/0/addCondition"_qs), Qt::LeftButton, {}, QPoint(6, 6));
    type(u"match/any/0/1/selector"_qs, u"$.a"_qs);
    choose(u"match/any/0/1/operator"_qs, u"contains"_qs);
    type(u"match/any/0/1/value"_qs, u"y"_qs);
    m_form->setProblems({});
    QVERIFY(find<QLabel>(u"matchProblem"_qs)->text().contains(u"only the last one counts"_qs));
    QVERIFY(!find<CodeEdit>(u"match/any/0/0/value"_qs)->problem().isEmpty());
}

void tst_MatchBuilder::seenSelectorsAndValuesAreOffered()
{
    m_completion->addMessage(value::readJson(R"({"event":"say","user":{"name":"ann"}})").value());
    m_completion->addMessage(value::readJson(R"({"event":"leave"})").value());
    setRule("{}");
    QTest::mouseClick(find<QToolButton>(u"addCondition"_qs), Qt::LeftButton, {}, QPoint(6, 6));
    // Without a letter typed.
    QVERIFY(offered(u"match/0/selector"_qs).contains(u"$.user.name"_qs));
    auto *selector = find<CodeEdit>(u"match/0/selector"_qs);
    QTest::keyClicks(selector, u"$.ev"_qs);
    QCOMPARE(offered(u"match/0/selector"_qs), QStringList{u"$.event"_qs});
    QTest::keyClick(selector->findChild<QCompleter *>()->popup(), Qt::Key_Return);
    QCOMPARE(selector->code(), u"$.event"_qs);
    auto *value = find<CodeEdit>(u"match/0/value"_qs);
    value->setFocus();
    QTest::keyClick(value, Qt::Key_Down);
    QCOMPARE(offered(u"match/0/value"_qs), QStringList({u"\"say\""_qs, u"\"leave\""_qs}));
    auto *list = value->findChild<QCompleter *>()->popup();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(json(), QByteArray(R"({"match":{"$.event":"leave"}})"));
    // An operator that wants no value of the message offers none.
    choose(u"match/0/operator"_qs, u"regex"_qs);
    value->selectAll();
    QTest::keyClick(value, Qt::Key_Delete);
    QTest::mouseClick(value->viewport(), Qt::LeftButton);
    QCOMPARE(offered(u"match/0/value"_qs), QStringList());
}

void tst_MatchBuilder::suggestionsDoNotTakeKeys()
{
    m_completion->addMessage(value::readJson(R"({"event":"say"})").value());
    setRule("{}");
    QTest::mouseClick(find<QToolButton>(u"addCondition"_qs), Qt::LeftButton, {}, QPoint(6, 6));
    auto *selector = find<CodeEdit>(u"match/0/selector"_qs);
    QVERIFY(!offered(u"match/0/selector"_qs).isEmpty());
    // Nothing was chosen in the list: Tab goes on, and puts nothing in.
    auto *completer = selector->findChild<QCompleter *>();
    QTest::keyClick(completer->popup(), Qt::Key_Tab);
    QCOMPARE(selector->code(), QString());
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"match/0/operator"_qs);
    QVERIFY(!completer->popup()->isVisible());
}

void tst_MatchBuilder::candidatesHaveTheirValues()
{
    workspace::Workspace workspace;
    workspace.shared = value::readJson(R"({"limit":3})").value();
    workspace::Route route;
    route.conn = value::readJson(R"({"n":0})").value();
    m_completion->setRoute(workspace, &route);
    m_completion->addMessage(value::readJson(R"({"event":"say"})").value());
    QCOMPARE(m_completion->valueNow(u"conn.n"_qs), u"at first 0"_qs);
    QCOMPARE(m_completion->valueNow(u"shared.limit"_qs), u"at first 3"_qs);
    QCOMPARE(m_completion->valueNow(u"$.event"_qs), u"last \"say\""_qs);
    m_completion->setNow(
        value::readJson(R"({"conn":{"n":7,"user":{"name":"ann"}},"req":{"params":{"room":"blue"}}})").value());
    QCOMPARE(m_completion->valueNow(u"conn.n"_qs), u"7"_qs);
    QCOMPARE(m_completion->valueNow(u"req.params.room"_qs), u"\"blue\""_qs);
    QCOMPARE(m_completion->valueNow(u"uuid("_qs), QString());
    QCOMPARE(m_completion->valueNow(u"conn.gone"_qs), QString());
    QVERIFY(m_completion->names().contains(u"conn.user.name"_qs));
    QVERIFY(m_completion->selectors().contains(u"req.params.room"_qs));
    QCOMPARE(m_completion->valuesOf(u"conn.n"_qs), QStringList{u"7"_qs});
    QCOMPARE(m_completion->valuesOf(u"opcode"_qs), QStringList({u"\"text\""_qs, u"\"binary\""_qs}));
    // And the list shows them: it is as wide as both.
    setRule(R"({"when":"conn"})");
    auto *when = find<CodeEdit>(u"when"_qs);
    when->setFocus();
    when->moveCursor(QTextCursor::End);
    QTest::keyClicks(when, u"."_qs);
    auto *completer = when->findChild<QCompleter *>();
    QVERIFY(completer != nullptr && completer->popup()->isVisible());
    QVERIFY(completer->popup()->width() > when->fontMetrics().horizontalAdvance(u"conn.user {\"name\":\"ann\"}"_qs));
    m_completion->setNow({});
    QVERIFY(!m_completion->names().contains(u"conn.user.name"_qs));
}

void tst_MatchBuilder::tabsGoThroughAlternatives()
{
    setRule(R"({"match":{"any":[{"$.a":1}]}})");
    pick(u"addCondition"_qs, u"condition"_qs);
    find<QWidget>(u"match/0/selector"_qs)->setFocus();
    QStringList visited;
    for (int steps = 0; steps < 30 && !visited.contains(u"match/any/add"_qs); ++steps) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        visited << QApplication::focusWidget()->objectName();
    }
    const QStringList wanted{u"match/0/operator"_qs,
                             u"match/0/value"_qs,
                             u"match/0/remove"_qs,
                             u"addCondition"_qs,
                             u"match/any/0/0/selector"_qs,
                             u"match/any/0/0/operator"_qs,
                             u"match/any/0/0/value"_qs,
                             u"match/any/0/0/remove"_qs,
                             u"match/any/0/addCondition"_qs,
                             u"match/any/0/removeAlternative"_qs,
                             u"match/any/add"_qs};
    QCOMPARE(visited.join(u' '), wanted.join(u' '));
}

QTEST_MAIN(tst_MatchBuilder)
#include "tst_matchbuilder.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/matcheditor.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/conditiongroup.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;

namespace {

constexpr auto signalPrefix = "signal:";

/// What a new condition of a rule with this trigger looks at; empty: a part of the message, which the person says.
QString firstSelectorOf(const QString &trigger)
{
    if (hasMessage(trigger))
        return {};
    if (trigger == QLatin1StringView(signalPrefix))
        return u"sig"_qs;
    return trigger == QLatin1StringView("close") ? u"code"_qs : u"conn.id"_qs;
}

} // namespace

MatchEditor::MatchEditor(const FormContext &context, const workspace::Rule &rule, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_layout(new QVBoxLayout(this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"matchEditor"_qs);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::Hair);
    buildTrigger(rule.on);
    buildConditions(rule);
    if (!rule.when.isEmpty())
        showWhen(rule.when);
    m_problem->setObjectName(u"matchProblem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    context.theme.tint(m_problem, Token::Failure);
    m_layout->addWidget(m_problem);
    updateTrigger();
}

void MatchEditor::buildTrigger(const QString &on)
{
    m_trigger = new WordCombo(m_context.theme, triggers(), u"on"_qs, tr("Trigger"), this);
    m_trigger->setMaxVisibleItems(static_cast<int>(triggers().size()) + 1);
    m_signal = new CodeEdit(m_context.theme, CodeLanguage::Plain, CodeEdit::Extent::Line, this);
    m_signal->setObjectName(u"on/signal"_qs);
    m_signal->setAccessibleName(tr("Name of the signal"));
    m_signal->setPlaceholderText(tr("name"));
    const QString prefix = QString::fromLatin1(signalPrefix);
    if (on.startsWith(prefix)) {
        m_trigger->setWord(prefix);
        m_signal->setCode(on.mid(prefix.size()));
    } else {
        m_trigger->setWord(on);
    }
    connect(m_trigger, &QComboBox::currentIndexChanged, this, [this] {
        updateTrigger();
        noteEdit(tr("Trigger"));
        m_context.host.noteSettled();
    });
    connect(m_signal, &CodeEdit::edited, this, [this] { noteEdit(tr("Signal")); });
    connect(m_signal, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
}

void MatchEditor::buildConditions(const workspace::Rule &rule)
{
    m_conditions = new ConditionGroup(m_context, rule.match, u"match"_qs, this);
    m_conditions->addLeading(m_trigger);
    m_conditions->addLeading(m_signal);
    m_conditions->menu()
        ->addAction(tr("An expression that must hold"), this,
                    [this] {
                        showWhen(m_when == nullptr ? QString() : m_when->code());
                        m_when->setFocus();
                    })
        ->setObjectName(u"expression"_qs);
    connect(m_conditions, &ConditionGroup::edited, this, &MatchEditor::noteEdit);
    connect(m_conditions, &ConditionGroup::settled, this, [this] { m_context.host.noteSettled(); });
    m_layout->addWidget(m_conditions);
}

void MatchEditor::showWhen(const QString &expression)
{
    if (m_when == nullptr) {
        m_whenRow = new QWidget(this);
        auto *row = new QHBoxLayout(m_whenRow);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::Small);
        auto *word = new QLabel(tr("and only if"), m_whenRow);
        word->setMinimumHeight(Theme::controlHeight(font()));
        m_context.theme.tint(word, Token::Muted);
        m_when = new CodeEdit(m_context.theme, CodeLanguage::Expression, CodeEdit::Extent::Lines, m_whenRow);
        m_when->setObjectName(u"when"_qs);
        m_when->setAccessibleName(tr("Expression that must hold"));
        m_when->setPlaceholderText(u"size('lobby') < 10"_qs);
        offerNames(m_when, m_context.completion);
        word->setBuddy(m_when);
        auto *remove = new QToolButton(m_whenRow);
        remove->setObjectName(u"when/remove"_qs);
        remove->setAccessibleName(tr("Remove this expression"));
        remove->setToolTip(tr("Remove this expression"));
        remove->setIcon(themedIcon(m_context.theme, u"cross"_qs));
        remove->setAutoRaise(true);
        remove->setFocusPolicy(Qt::TabFocus);
        connect(remove, &QToolButton::clicked, this, &MatchEditor::hideWhen);
        row->addWidget(word, 0, Qt::AlignTop);
        row->addWidget(m_when, 1);
        row->addWidget(remove, 0, Qt::AlignTop);
        connect(m_when, &CodeEdit::edited, this, [this] { noteEdit(tr("Expression")); });
        connect(m_when, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
        m_layout->insertWidget(1, m_whenRow);
    }
    m_whenRow->show();
    m_when->setCode(expression);
}

void MatchEditor::hideWhen()
{
    m_when->setCode({});
    m_whenRow->hide();
    noteEdit(tr("Expression"));
    m_context.host.noteSettled();
}

void MatchEditor::updateTrigger()
{
    m_signal->setVisible(m_trigger->word() == QLatin1StringView(signalPrefix));
    m_conditions->setFirstSelector(firstSelectorOf(m_trigger->word()));
}

void MatchEditor::noteEdit(const QString &name)
{
    m_context.host.noteEdit(u"match"_qs, name);
}

void MatchEditor::write(workspace::Rule &rule) const
{
    const QString prefix = QString::fromLatin1(signalPrefix);
    rule.on = m_trigger->word() == prefix ? QString(prefix + m_signal->code().trimmed()) : m_trigger->word();
    const Value match = m_conditions->value();
    if (!match.isIdentical(rule.match))
        rule.match = match;
    rule.when = m_when == nullptr ? QString() : m_when->code();
}

void MatchEditor::say(const QString &problem)
{
    const QString before = m_problem->text();
    m_problem->setText(before.isEmpty() ? problem : QString(before % u'\n' % problem));
    m_problem->show();
}

void MatchEditor::clearProblems()
{
    m_conditions->clearProblems();
    m_trigger->setProblem({});
    m_signal->setProblem({});
    if (m_when != nullptr)
        m_when->setProblem({});
    m_problem->clear();
    m_problem->hide();
    for (const QString &problem : m_conditions->findDoubles())
        say(problem);
}

void MatchEditor::addProblem(const QStringList &parts, const QString &problem)
{
    const QString part = parts.value(0);
    if (part == QLatin1StringView("when") && m_when != nullptr)
        m_when->setProblem(problem);
    if (part == QLatin1StringView("on")) {
        m_trigger->setProblem(problem);
        m_signal->setProblem(problem);
    }
    if (part == QLatin1StringView("match"))
        m_conditions->showProblem(parts.mid(1), problem);
    say(problem);
}

} // namespace framewright::ui

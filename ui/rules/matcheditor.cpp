// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/matcheditor.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/conditionrow.h"
#include "ui/rules/flowlayout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

using value::Value;

namespace {

constexpr auto signalPrefix = "signal:";

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
    auto *sentence = new QWidget(this);
    m_line = new FlowLayout(sentence);
    m_layout->addWidget(sentence);
    buildTrigger(rule.on);
    buildAdd();
    for (const Condition &condition : readConditions(rule.match))
        addCondition(condition);
    if (rule.match.contains("any")) {
        static const FieldEntry entry{"any", FieldKind::Json, QT_TRANSLATE_NOOP("rules", "and any of"),
                                      QT_TRANSLATE_NOOP("rules", "Alternatives")};
        m_any = makeField(context, entry, u"match/any"_qs, rule.match["any"], this);
        m_layout->addWidget(m_any);
        m_layout->addWidget(m_any->below());
    }
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
    m_trigger = new WordCombo(triggers(), u"on"_qs, tr("Trigger"), this);
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
    m_line->addWidget(m_trigger);
    m_line->addWidget(m_signal);
}

void MatchEditor::buildAdd()
{
    m_add = new QToolButton(this);
    m_add->setObjectName(u"addCondition"_qs);
    m_add->setAccessibleName(tr("Add a condition"));
    m_add->setToolTip(tr("Add a condition"));
    m_add->setIcon(themedIcon(m_context.theme, u"add"_qs));
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(m_add);
    menu->setObjectName(u"conditionKinds"_qs);
    menu->addAction(tr("A condition on the message"), this, &MatchEditor::addNewCondition);
    menu->addAction(tr("An expression that must hold"), this, [this] {
        showWhen({});
        m_when->setFocus();
    });
    m_add->setMenu(menu);
    connect(m_add, &QToolButton::clicked, this, &MatchEditor::addNewCondition);
    m_line->addWidget(m_add);
}

void MatchEditor::addCondition(const Condition &condition)
{
    auto *row = new ConditionRow(m_context, condition, static_cast<int>(m_rows.size()), this);
    m_rows.append(row);
    connect(row, &ConditionRow::edited, this, &MatchEditor::noteEdit);
    connect(row, &ConditionRow::removeRequested, this, [this, row] { removeCondition(row); });
    // The button stays behind the last one.
    QLayoutItem *add = m_line->takeAt(m_line->count() - 1);
    m_line->addWidget(row);
    m_line->addItem(add);
    setTabOrder(row, m_add);
}

void MatchEditor::addNewCondition()
{
    const bool isText = hasMessage(m_trigger->word());
    addCondition({isText ? QString() : u"conn.id"_qs, "equals", false, Value::text(""), true});
    m_rows.constLast()->show();
    m_rows.constLast()->start();
}

void MatchEditor::removeCondition(ConditionRow *row)
{
    m_rows.removeOne(row);
    for (int index = 0; index < m_line->count(); ++index) {
        if (m_line->itemAt(index)->widget() == row) {
            delete m_line->takeAt(index);
            break;
        }
    }
    row->hide();
    row->setObjectName({});
    row->deleteLater(); // Its own button asks for it.
    m_add->setFocus();
    m_line->invalidate();
    noteEdit(tr("Conditions"));
    m_context.host.noteSettled();
}

void MatchEditor::showWhen(const QString &expression)
{
    if (m_when == nullptr) {
        m_whenRow = new QWidget(this);
        auto *row = new QHBoxLayout(m_whenRow);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::Small);
        auto *word = new QLabel(tr("and only if"), m_whenRow);
        m_context.theme.tint(word, Token::Muted);
        m_when = new CodeEdit(m_context.theme, CodeLanguage::Expression, CodeEdit::Extent::Lines, m_whenRow);
        m_when->setObjectName(u"when"_qs);
        m_when->setAccessibleName(tr("Expression that must hold"));
        m_when->setPlaceholderText(u"size('lobby') < 10"_qs);
        m_when->setNames([&completion = m_context.completion] { return completion.names(); });
        word->setBuddy(m_when);
        row->addWidget(word);
        row->addWidget(m_when, 1);
        connect(m_when, &CodeEdit::edited, this, [this] { noteEdit(tr("Expression")); });
        connect(m_when, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
        m_layout->insertWidget(1, m_whenRow);
    }
    m_when->setCode(expression);
}

void MatchEditor::updateTrigger()
{
    m_signal->setVisible(m_trigger->word() == QLatin1StringView(signalPrefix));
}

void MatchEditor::noteEdit(const QString &name)
{
    m_context.host.noteEdit(u"match"_qs, name);
}

QList<Condition> MatchEditor::conditions() const
{
    QList<Condition> all;
    for (const ConditionRow *row : m_rows)
        all.append(row->condition());
    return all;
}

void MatchEditor::write(workspace::Rule &rule) const
{
    const QString prefix = QString::fromLatin1(signalPrefix);
    rule.on = m_trigger->word() == prefix ? QString(prefix + m_signal->code().trimmed()) : m_trigger->word();
    Value before = rule.match;
    if (m_any != nullptr)
        before.set("any", m_any->value());
    const Value match = writeConditions(conditions(), before);
    if (!match.isIdentical(rule.match))
        rule.match = match;
    rule.when = m_when == nullptr ? QString() : m_when->code();
}

void MatchEditor::clearProblems()
{
    for (ConditionRow *row : m_rows)
        row->setProblem({});
    if (m_any != nullptr)
        m_any->setProblem({});
    if (m_when != nullptr)
        m_when->setProblem({});
    m_problem->clear();
    m_problem->hide();
    const QList<Condition> all = conditions();
    for (qsizetype index = 0; index < all.size(); ++index) {
        if (all.at(index).selector.isEmpty() || !isOverwritten(all, index))
            continue;
        const QString problem = tr("There is another condition of the same kind on %1; only the last one counts.")
                                    .arg(all.at(index).selector);
        m_rows.at(index)->setProblem(problem);
        m_problem->setText(problem);
        m_problem->show();
    }
}

void MatchEditor::addProblem(const QStringList &parts, const QString &problem)
{
    const QString part = parts.value(0);
    if (part == QLatin1StringView("when") && m_when != nullptr)
        m_when->setProblem(problem);
    if (part == QLatin1StringView("match") && parts.value(1) == QLatin1StringView("any") && m_any != nullptr)
        m_any->setProblem(problem);
    for (ConditionRow *row : std::as_const(m_rows)) {
        if (part == QLatin1StringView("match") && row->condition().selector == parts.value(1))
            row->setProblem(problem);
    }
    const QString before = m_problem->text();
    m_problem->setText(before.isEmpty() ? problem : QString(before % u'\n' % problem));
    m_problem->show();
}

} // namespace framewright::ui

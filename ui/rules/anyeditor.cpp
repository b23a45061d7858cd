// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/anyeditor.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/conditiongroup.h"
#include "ui/rules/rail.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace framewright::ui {

using value::Value;

AnyEditor::AnyEditor(const FormContext &context, const Value &alternatives, const QString &place, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_place(place)
    , m_word(new QLabel(this))
    , m_list(new QVBoxLayout)
    , m_add(new QToolButton(this))
{
    setObjectName(place);
    context.theme.tint(m_word, Token::Muted);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(measure::Hair);
    auto *block = new QWidget(this);
    auto *inside = new QVBoxLayout(block);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(measure::Hair);
    inside->addLayout(m_list);
    m_add->setObjectName(place + u"/add"_qs);
    m_add->setText(tr("Add an alternative"));
    m_add->setAccessibleName(tr("Add an alternative"));
    m_add->setIcon(themedIcon(context.theme, u"add"_qs));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    connect(m_add, &QToolButton::clicked, this, &AnyEditor::addNewAlternatives);
    inside->addWidget(m_add, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Hair);
    layout->addWidget(m_word);
    layout->addWidget(railed(context.theme, block, this));
    setJoined(true);
    for (const Value &match : alternatives.items())
        addAlternative(match, true);
    updateWords();
}

void AnyEditor::setJoined(bool isJoined)
{
    m_word->setText(isJoined ? tr("and one of these holds") : tr("one of these holds"));
}

void AnyEditor::addAlternative(const Value &match, bool wasThere)
{
    const QString place = m_place + u'/' + QString::number(m_number++);
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::Small);
    auto *word = new QLabel(row);
    word->setMinimumHeight(Theme::controlHeight(font()));
    word->setMinimumWidth(word->fontMetrics().horizontalAdvance(tr("either")));
    m_context.theme.tint(word, Token::Muted);
    auto *conditions = new ConditionGroup(m_context, match, place, row);
    connect(conditions, &ConditionGroup::edited, this, &AnyEditor::edited);
    connect(conditions, &ConditionGroup::settled, this, &AnyEditor::settled);
    auto *remove = new QToolButton(row);
    remove->setObjectName(place + u"/removeAlternative"_qs);
    remove->setAccessibleName(tr("Remove this alternative"));
    remove->setToolTip(tr("Remove this alternative"));
    remove->setIcon(themedIcon(m_context.theme, u"cross"_qs));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::TabFocus);
    connect(remove, &QToolButton::clicked, this, [this, row] { removeAlternative(row); });
    line->addWidget(word, 0, Qt::AlignTop);
    line->addWidget(conditions, 1);
    line->addWidget(remove, 0, Qt::AlignTop);
    m_list->addWidget(row);
    putTabsBehind(m_add->previousInFocusChain(), row);
    m_all.append({row, word, conditions, wasThere});
}

void AnyEditor::addNewAlternatives()
{
    const qsizetype first = m_all.size();
    do {
        addAlternative(Value::object(), false);
        m_all.constLast().row->show();
    } while (m_all.size() < 2);
    updateWords();
    // From behind, so that the first one has the keyboard in the end.
    for (qsizetype index = m_all.size(); index > first; --index)
        m_all.at(index - 1).conditions->addNewCondition();
}

void AnyEditor::removeAlternative(QWidget *row)
{
    m_all.removeIf([row](const Alternative &alternative) { return alternative.row == row; });
    m_list->removeWidget(row);
    row->hide();
    row->setParent(nullptr);
    row->deleteLater(); // Its own button asks for it.
    if (m_all.isEmpty())
        return emit emptied();
    updateWords();
    m_add->setFocus();
    emit edited(tr("Alternatives"));
    emit settled();
}

void AnyEditor::updateWords()
{
    for (qsizetype index = 0; index < m_all.size(); ++index)
        m_all.at(index).word->setText(index == 0 ? tr("either") : tr("or"));
}

bool AnyEditor::isWritten(const Alternative &alternative)
{
    return alternative.wasThere || !alternative.conditions->isEmpty();
}

Value AnyEditor::value() const
{
    Value::List written;
    for (const Alternative &alternative : m_all) {
        if (isWritten(alternative))
            written.push_back(alternative.conditions->value());
    }
    return written.empty() ? Value() : Value::list(std::move(written));
}

void AnyEditor::clearProblems()
{
    for (const Alternative &alternative : std::as_const(m_all))
        alternative.conditions->clearProblems();
}

QStringList AnyEditor::findDoubles()
{
    QStringList found;
    for (const Alternative &alternative : std::as_const(m_all))
        found << alternative.conditions->findDoubles();
    return found;
}

void AnyEditor::showProblem(const QStringList &parts, const QString &problem)
{
    qsizetype wanted = parts.value(0).toLongLong();
    for (const Alternative &alternative : std::as_const(m_all)) {
        if (isWritten(alternative) && wanted-- == 0)
            return alternative.conditions->showProblem(parts.mid(1), problem);
    }
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/conditiongroup.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/anyeditor.h"
#include "ui/rules/conditionrow.h"
#include "ui/rules/flowlayout.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// Whether it is made of matches that a form can show, and not deeper than forms go.
bool canBeForm(const Value &any, const QString &place)
{
    return any.isList() && any.size() <= ConditionGroup::mostAlternatives &&
           place.count(QLatin1StringView("/any/")) < ConditionGroup::deepest &&
           std::ranges::all_of(any.items(), [](const Value &item) { return item.isObject(); });
}

} // namespace

ConditionGroup::ConditionGroup(const FormContext &context, const Value &match, const QString &place, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_place(place)
    , m_match(match)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(place + u"/conditions"_qs);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::Hair);
    auto *sentence = new QWidget(this);
    m_line = new FlowLayout(sentence);
    m_layout->addWidget(sentence);
    buildAdd();
    for (const Condition &condition : readConditions(match))
        addCondition(condition);
    updateWords();
    if (match.contains("any"))
        showAlternatives(match["any"]);
}

void ConditionGroup::buildAdd()
{
    m_add = new QToolButton(this);
    // The whole match has the plain name.
    const bool isWhole = !m_place.contains(u'/');
    m_add->setObjectName(isWhole ? u"addCondition"_qs : QString(m_place % u"/addCondition"));
    m_add->setAccessibleName(tr("Add a condition"));
    m_add->setToolTip(tr("Add a condition"));
    m_add->setIcon(themedIcon(m_context.theme, u"add"_qs));
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setPopupMode(QToolButton::MenuButtonPopup);
    m_menu = new QMenu(m_add);
    m_menu->setObjectName(isWhole ? u"conditionKinds"_qs : QString(m_place % u"/conditionKinds"));
    m_menu->addAction(tr("A condition"), this, &ConditionGroup::addNewCondition)->setObjectName(u"condition"_qs);
    if (m_place.count(QLatin1StringView("/any/")) < deepest)
        m_menu->addAction(tr("Alternatives, of which one must hold"), this, &ConditionGroup::addNewAlternatives)
            ->setObjectName(u"alternatives"_qs);
    m_add->setMenu(m_menu);
    connect(m_add, &QToolButton::clicked, this, &ConditionGroup::addNewCondition);
    m_line->addWidget(m_add);
}

void ConditionGroup::insert(QWidget *widget)
{
    // The button stays behind the last one.
    QLayoutItem *add = m_line->takeAt(m_line->count() - 1);
    m_line->addWidget(widget);
    m_line->addItem(add);
    putTabsBehind(m_add->previousInFocusChain(), widget);
}

void ConditionGroup::addLeading(QWidget *widget)
{
    QList<QLayoutItem *> behind;
    const int leading = m_hasLeading ? m_line->count() - static_cast<int>(m_rows.size()) - 1 : 0;
    while (m_line->count() > leading)
        behind.append(m_line->takeAt(leading));
    m_line->addWidget(widget);
    for (QLayoutItem *item : behind)
        m_line->addItem(item);
    m_hasLeading = true;
    updateWords();
}

void ConditionGroup::addCondition(const Condition &condition)
{
    auto *row = new ConditionRow(m_context, condition, m_place + u'/' + QString::number(m_number++), this);
    m_rows.append(row);
    connect(row, &ConditionRow::edited, this, &ConditionGroup::edited);
    connect(row, &ConditionRow::removeRequested, this, [this, row] { removeCondition(row); });
    insert(row);
}

void ConditionGroup::addNewCondition()
{
    addCondition({m_firstSelector, "equals", false, Value::text(""), true});
    updateWords();
    m_rows.constLast()->show();
    m_rows.constLast()->start();
}

void ConditionGroup::removeCondition(ConditionRow *row)
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
    updateWords();
    emit edited(tr("Conditions"));
    emit settled();
}

void ConditionGroup::updateWords()
{
    for (qsizetype index = 0; index < m_rows.size(); ++index)
        m_rows.at(index)->setJoined(m_hasLeading || index > 0);
    if (m_any != nullptr)
        m_any->setJoined(m_hasLeading || !m_rows.isEmpty());
}

void ConditionGroup::showAlternatives(const Value &any)
{
    const QString place = m_place + u"/any"_qs;
    if (canBeForm(any, m_place)) {
        m_any = new AnyEditor(m_context, any, place, this);
        connect(m_any, &AnyEditor::edited, this, &ConditionGroup::edited);
        connect(m_any, &AnyEditor::settled, this, &ConditionGroup::settled);
        connect(m_any, &AnyEditor::emptied, this, &ConditionGroup::dropAlternatives);
        m_layout->addWidget(m_any);
        putTabsBehind(m_add, m_any);
        updateWords();
        return;
    }
    static const FieldEntry entry{"any", FieldKind::Json, QT_TRANSLATE_NOOP("rules", "and any of"),
                                  QT_TRANSLATE_NOOP("rules", "Alternatives")};
    m_anyAsJson = makeField(m_context, entry, place, any, this);
    m_layout->addWidget(m_anyAsJson);
    m_layout->addWidget(m_anyAsJson->below());
}

void ConditionGroup::addNewAlternatives()
{
    if (m_anyAsJson != nullptr)
        return m_anyAsJson->below()->setFocus();
    if (m_any == nullptr)
        showAlternatives(Value::list());
    m_any->show();
    m_any->addNewAlternatives();
}

void ConditionGroup::dropAlternatives()
{
    m_any->hide();
    m_any->setParent(nullptr);
    m_any->deleteLater(); // One of its buttons asks for it.
    m_any = nullptr;
    m_add->setFocus();
    emit edited(tr("Alternatives"));
    emit settled();
}

QList<Condition> ConditionGroup::conditions() const
{
    QList<Condition> all;
    for (const ConditionRow *row : m_rows)
        all.append(row->condition());
    return all;
}

Value ConditionGroup::value() const
{
    Value before = m_match;
    const Value any = m_any != nullptr         ? m_any->value()
                      : m_anyAsJson != nullptr ? m_anyAsJson->value()
                                               : Value::undefined();
    if (any.isUndefined())
        before.remove("any");
    else if (!any.isIdentical(before["any"]))
        before.set("any", any);
    const Value match = writeConditions(conditions(), before);
    return match.isIdentical(m_match) ? m_match : match;
}

bool ConditionGroup::isEmpty() const
{
    return value().size() == 0;
}

void ConditionGroup::clearProblems()
{
    for (ConditionRow *row : m_rows)
        row->setProblem({});
    if (m_any != nullptr)
        m_any->clearProblems();
    if (m_anyAsJson != nullptr)
        m_anyAsJson->setProblem({});
}

QStringList ConditionGroup::findDoubles()
{
    QStringList found;
    const QList<Condition> all = conditions();
    for (qsizetype index = 0; index < all.size(); ++index) {
        if (all.at(index).selector.isEmpty() || !isOverwritten(all, index))
            continue;
        found << tr("There is another condition of the same kind on %1; only the last one counts.")
                     .arg(all.at(index).selector);
        m_rows.at(index)->setProblem(found.constLast());
    }
    return m_any == nullptr ? found : found + m_any->findDoubles();
}

void ConditionGroup::showProblem(const QStringList &parts, const QString &problem)
{
    if (parts.value(0) == QLatin1StringView("any")) {
        if (m_any != nullptr)
            m_any->showProblem(parts.mid(1), problem);
        else if (m_anyAsJson != nullptr)
            m_anyAsJson->setProblem(problem);
        return;
    }
    for (ConditionRow *row : std::as_const(m_rows)) {
        if (row->condition().selector == parts.value(0))
            row->setProblem(problem);
    }
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/conditionrow.h"

#include "app/expression/syntaxcheck.h"
#include "app/rules/matchercompiler.h"
#include "app/value/jsonreader.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/templatejson.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// An operator as the data of a combo box: "!" is its negation.
QString keyOf(QByteArrayView word, bool isNegated)
{
    return (isNegated ? u"!"_qs : QString()) + QString::fromUtf8(word);
}

/// Whether something can be looked at by it, right or wrong as it may be.
bool isSelector(const QString &text)
{
    const expression::SyntaxCheck check;
    return !text.trimmed().isEmpty() && rules::compileCondition(text.toUtf8()).has_value();
}

} // namespace

ConditionRow::ConditionRow(const FormContext &context, const Condition &condition, const QString &place,
                           QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_condition(condition)
    , m_and(new QLabel(tr("and"), this))
    , m_selector(new CodeEdit(context.theme, CodeLanguage::Expression, CodeEdit::Extent::Line, this))
{
    setObjectName(place);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::Small);
    context.theme.tint(m_and, Token::Muted);
    row->addWidget(m_and);
    buildSelector(place);
    row->addWidget(m_selector);
    buildOperator(place);
    row->addWidget(m_operator);
    buildArgument(place);
    row->addWidget(m_value);
    row->addWidget(m_kind);
    addRemove(place);
    showArgument();
}

void ConditionRow::setJoined(bool isJoined)
{
    m_and->setVisible(isJoined);
}

void ConditionRow::buildSelector(const QString &place)
{
    m_selector->setObjectName(place + u"/selector"_qs);
    m_selector->setAccessibleName(tr("What is looked at"));
    m_selector->setPlaceholderText(u"$.event"_qs);
    m_selector->setLetters(7, 32);
    m_selector->setCode(m_condition.selector);
    offerNames(m_selector, m_context.completion);
    m_selector->setWholes([&completion = m_context.completion] { return completion.selectors(); });
    connect(m_selector, &CodeEdit::edited, this, [this] { emit edited(m_selector->accessibleName()); });
    connect(m_selector, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
}

void ConditionRow::addRemove(const QString &place)
{
    auto *remove = new QToolButton(this);
    remove->setObjectName(place + u"/remove"_qs);
    remove->setAccessibleName(tr("Remove this condition"));
    remove->setToolTip(tr("Remove this condition"));
    remove->setIcon(themedIcon(m_context.theme, u"cross"_qs));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::TabFocus);
    connect(remove, &QToolButton::clicked, this, &ConditionRow::removeRequested);
    layout()->addWidget(remove);
}

void ConditionRow::buildOperator(const QString &place)
{
    m_operator = new WordCombo(m_context.theme, {}, place + u"/operator"_qs, tr("Operator"), this);
    for (const OperatorEntry &entry : operators()) {
        m_operator->addItem(languageText(entry.label), keyOf(entry.word, entry.isNegated));
        m_operator->setItemData(m_operator->count() - 1, languageText(entry.purpose), Qt::ToolTipRole);
    }
    m_operator->setMaxVisibleItems(m_operator->count() + 1);
    if (m_condition.word.isEmpty())
        m_operator->addItem(tr("fits"), QString());
    m_operator->setCurrentIndex(m_operator->findData(keyOf(m_condition.word, m_condition.isNegated)));
    connect(m_operator, &QComboBox::currentIndexChanged, this, &ConditionRow::changeOperator);
}

void ConditionRow::buildArgument(const QString &place)
{
    m_value = new CodeEdit(m_context.theme, CodeLanguage::Json, CodeEdit::Extent::Line, this);
    m_value->setObjectName(place + u"/value"_qs);
    m_value->setAccessibleName(tr("Value"));
    m_value->setPlaceholderText(tr("value"));
    m_value->setLetters(7, 40);
    offerNames(m_value, m_context.completion);
    m_value->setWholes([this] {
        const OperatorEntry *shown = entry();
        const bool isTyped = shown == nullptr || shown->argument == ArgumentKind::Value;
        return isTyped ? m_context.completion.valuesOf(m_selector->code()) : QStringList();
    });
    m_kind = new WordCombo(m_context.theme, kindWords(), place + u"/kind"_qs, tr("Type"), this);
    connect(m_value, &CodeEdit::edited, this, [this] { emit edited(tr("Value")); });
    connect(m_value, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        emit edited(tr("Type"));
        m_context.host.noteSettled();
    });
}

const OperatorEntry *ConditionRow::entry() const
{
    const QString key = m_operator->currentData().toString();
    const auto found = std::ranges::find_if(
        operators(), [&key](const OperatorEntry &each) { return keyOf(each.word, each.isNegated) == key; });
    return found == operators().end() ? nullptr : &*found;
}

void ConditionRow::showArgument()
{
    const OperatorEntry *shown = entry();
    const ArgumentKind kind = shown == nullptr ? ArgumentKind::Value : shown->argument;
    const Value &argument = m_condition.argument;
    const bool isPlain = kind == ArgumentKind::Text && (argument.isText() || argument.isUndefined());
    m_shownKind = kind;
    m_isPlain = isPlain;
    m_value->setVisible(kind == ArgumentKind::Value || kind == ArgumentKind::Text);
    m_kind->setVisible(kind == ArgumentKind::KindWord);
    m_value->setLanguage(isPlain ? CodeLanguage::Plain : CodeLanguage::Json);
    m_value->setCode(isPlain ? argument.toString() : lineOfValue(argument));
    if (kind == ArgumentKind::KindWord)
        m_kind->setWord(argument.toString());
}

void ConditionRow::changeOperator()
{
    const OperatorEntry *chosen = entry();
    if (chosen == nullptr)
        return;
    Condition now = condition();
    const bool wantsText = chosen->argument == ArgumentKind::Text || chosen->argument == ArgumentKind::KindWord;
    const bool wantsList = QByteArrayView(chosen->word) == "in";
    const bool fits = !now.argument.isUndefined() && !(wantsText && !now.argument.isText()) &&
                      wantsList == now.argument.isList() && chosen->argument != ArgumentKind::KindWord &&
                      chosen->argument != ArgumentKind::Nothing && m_condition.word != "exists";
    if (!fits)
        now.argument = value::readJson(chosen->initial).value_or(Value::null());
    m_condition = now;
    showArgument();
    emit edited(tr("Operator"));
    m_context.host.noteSettled();
}

Condition ConditionRow::condition() const
{
    Condition now = m_condition;
    now.selector = m_selector->code().trimmed();
    const OperatorEntry *shown = entry();
    if (shown != nullptr) {
        now.word = shown->word;
        now.isNegated = shown->isNegated;
    }
    // As it is shown, which while the operator changes is still the way of the one before.
    const QString text = m_value->code();
    if (m_shownKind == ArgumentKind::KindWord)
        now.argument = Value::text(m_kind->word());
    else if (m_isPlain)
        now.argument = Value::text(text);
    else if (m_shownKind != ArgumentKind::Nothing && text != lineOfValue(m_condition.argument))
        now.argument = valueOfLine(text);
    return now;
}

void ConditionRow::setProblem(const QString &problem)
{
    const bool isOfSelector = !problem.isEmpty() && !isSelector(m_selector->code());
    m_selector->setProblem(isOfSelector || m_value->isHidden() ? problem : QString());
    m_value->setProblem(isOfSelector ? QString() : problem);
}

void ConditionRow::start()
{
    m_selector->setFocus();
    m_selector->suggest();
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ruleform.h"

#include "ui/common/scrolledge.h"
#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/flowlayout.h"
#include "ui/rules/matcheditor.h"
#include "ui/rules/ruleplaces.h"
#include "ui/rules/stepeditor.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>

namespace framewright::ui {

using value::Value;

namespace {

constexpr auto stepsRoot = "do";

Value actionsOf(const workspace::Rule &rule)
{
    Value::List actions;
    for (const workspace::Action &action : rule.actions)
        actions.push_back(action.body);
    return Value::list(std::move(actions));
}

/// "do/0/then/1" is "0/then/1" in the list of actions.
QString belowRoot(const QString &place)
{
    return place.mid(place.indexOf(u'/') + 1);
}

QLabel *wordOf(const Theme &theme, const QString &word, QWidget *parent)
{
    auto *label = new QLabel(word, parent);
    theme.tint(label, Token::Muted);
    label->setMinimumHeight(Theme::controlHeight(parent->font()));
    return label;
}

} // namespace

RuleForm::RuleForm(const Theme &theme, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_completion(completion)
    , m_area(new QScrollArea(this))
{
    setObjectName(u"ruleForm"_qs);
    m_area->setObjectName(u"ruleFormArea"_qs);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setBackgroundRole(QPalette::AlternateBase);
    ScrollEdge::attach(m_area);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_area);
}

void RuleForm::setRule(const workspace::Rule &rule)
{
    const bool isSame = m_match != nullptr && rule.id == m_rule.id;
    if (isSame && this->rule() == rule) {
        m_rule = rule;
        return;
    }
    // Its own focusWidget() is what had the keyboard last, which may be elsewhere by now.
    const QWidget *now = window()->focusWidget();
    const QWidget *focused = isSame && isAncestorOf(now) ? now : nullptr;
    rebuild(rule, focused == nullptr ? QString() : focused->objectName());
}

void RuleForm::rebuild(const workspace::Rule &rule, const QString &focusPlace)
{
    const int scrolled = rule.id == m_rule.id ? m_area->verticalScrollBar()->value() : 0;
    m_rule = rule;
    build();
    m_area->verticalScrollBar()->setValue(scrolled);
    if (QWidget *focused = focusPlace.isEmpty() ? nullptr : findChild<QWidget *>(focusPlace))
        focused->setFocus();
}

void RuleForm::build()
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::AlternateBase);
    page->setAutoFillBackground(true);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(measure::Large, measure::Small, measure::Large, measure::Small);
    grid->setHorizontalSpacing(measure::Medium);
    grid->setVerticalSpacing(measure::Hair);
    const FormContext context{m_theme, m_completion, *this};
    m_match = new MatchEditor(context, m_rule, page);
    m_steps = new StepsEditor(context, QLatin1StringView(stepsRoot), actionsOf(m_rule), page);
    const auto add = [&](int row, const QString &word, QWidget *content) {
        grid->addWidget(wordOf(m_theme, word, page), row, 0, Qt::AlignRight | Qt::AlignTop);
        grid->addWidget(content, row, 1);
    };
    add(0, tr("When"), m_match);
    add(1, tr("Then"), m_steps);
    add(2, tr("Name"), buildOptions());
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(3, 1);
    // The old page may be asking for this from one of its buttons.
    if (QWidget *old = m_area->takeWidget()) {
        old->hide();
        old->setParent(nullptr);
        old->deleteLater();
    }
    m_area->setWidget(page);
    page->show();
}

QWidget *RuleForm::buildOptions()
{
    auto *options = new QWidget(this);
    auto *line = new FlowLayout(options);
    m_name = new CodeEdit(m_theme, CodeLanguage::Plain, CodeEdit::Extent::Line, options);
    m_name->setFont(font());
    m_name->setObjectName(u"name"_qs);
    m_name->setAccessibleName(tr("Name of the rule"));
    m_name->setPlaceholderText(tr("how the log calls it"));
    m_name->setLetters(16, 40);
    m_name->setCode(m_rule.name);
    connect(m_name, &CodeEdit::edited, this, [this] { noteEdit(u"name"_qs, tr("Name")); });
    connect(m_name, &CodeEdit::settled, this, &RuleForm::settled);
    line->addWidget(m_name);
    const auto addBox = [&](const QString &name, const QString &text, const QString &toolTip, bool isOn) {
        auto *box = new QCheckBox(text, options);
        box->setObjectName(name);
        box->setAccessibleName(text);
        box->setToolTip(toolTip);
        box->setChecked(isOn);
        connect(box, &QCheckBox::toggled, this, [this, name, text] {
            noteEdit(name, text);
            emit settled();
        });
        line->addWidget(box);
        return box;
    };
    m_continues = addBox(u"continue"_qs, tr("Go on with the next rules"),
                         tr("The rules below are tried too; by itself this one answers nothing as far as “no rule "
                            "matches” is concerned"),
                         m_rule.continues);
    m_overtake = addBox(u"overtake"_qs, tr("Do not wait for earlier answers"),
                        tr("What it sends leaves at once, even while an earlier rule waits"), m_rule.overtake);
    return options;
}

Value RuleForm::steps() const
{
    return m_steps->value();
}

workspace::Rule RuleForm::rule() const
{
    workspace::Rule rule = m_rule;
    if (m_match == nullptr)
        return rule;
    m_match->write(rule);
    std::vector<workspace::Action> actions;
    const Value list = steps();
    for (const Value &body : list.items())
        actions.push_back({body});
    rule.actions = std::move(actions);
    rule.name = m_name->code();
    rule.continues = m_continues->isChecked();
    rule.overtake = m_overtake->isChecked();
    return rule;
}

void RuleForm::start()
{
    if (m_match == nullptr)
        return;
    QWidget *first = m_match->findChild<QWidget *>(u"match/0/selector"_qs);
    first = first != nullptr ? first : m_match->findChild<QWidget *>(u"on"_qs);
    first->setFocus(Qt::TabFocusReason);
    m_area->ensureWidgetVisible(first);
}

void RuleForm::noteEdit(const QString &place, const QString &name)
{
    emit edited(name, place);
}

void RuleForm::setSteps(const Value &steps, const QString &name, const QString &focusPlace)
{
    workspace::Rule changed = rule();
    changed.actions.clear();
    for (const Value &body : steps.items())
        changed.actions.push_back({body});
    rebuild(changed, {});
    focusStep(focusPlace);
    emit edited(name, {});
    emit settled();
}

void RuleForm::focusStep(const QString &place)
{
    for (const StepEditor *step : findChildren<StepEditor *>()) {
        if (step->place() != place)
            continue;
        // What one wants to write next: the first line of the step, else its verb.
        QWidget *target = step->findChild<CodeEdit *>();
        if (target == nullptr || target->isHidden())
            target = step->findChild<QWidget *>(place + u"/verb"_qs);
        // As by Tab: what is typed takes the place of what a new action begins with.
        target->setFocus(Qt::TabFocusReason);
        m_area->ensureWidgetVisible(target);
    }
}

void RuleForm::insertStep(const QString &place, const Value &action)
{
    Value changed = steps();
    if (insertStepIn(changed, belowRoot(place), action))
        setSteps(changed, tr("Add an action"), place);
}

void RuleForm::replaceStep(const QString &place, const Value &action)
{
    Value changed = steps();
    if (replaceStepIn(changed, belowRoot(place), action))
        setSteps(changed, tr("Change an action"), place);
}

void RuleForm::removeStep(const QString &place)
{
    Value changed = steps();
    if (!removeStepIn(changed, belowRoot(place)))
        return;
    setSteps(changed, tr("Remove an action"), {});
    // The next one has its place now; without one the button that adds.
    const QString list = place.left(place.lastIndexOf(u'/'));
    QWidget *next = findChild<QWidget *>(place + u"/remove"_qs);
    next = next != nullptr ? next : findChild<QWidget *>(list + u"/add"_qs);
    if (next != nullptr)
        next->setFocus();
}

void RuleForm::moveStep(const QString &from, const QString &to)
{
    Value changed = steps();
    if (!moveStepIn(changed, belowRoot(from), belowRoot(to)) || changed.isIdentical(steps()))
        return;
    const QString after = placeAfterRemoval(to, from);
    setSteps(changed, tr("Move an action"), {});
    if (QWidget *grip = findChild<QWidget *>((after.isEmpty() ? to : after) + u"/grip"_qs)) {
        grip->setFocus();
        m_area->ensureWidgetVisible(grip);
    }
}

void RuleForm::addAlternative(const QString &place)
{
    Value changed = steps();
    if (appendListIn(changed, belowRoot(place)))
        setSteps(changed, tr("Add an alternative"), {});
}

void RuleForm::removeAlternative(const QString &place)
{
    Value changed = steps();
    if (removeStepIn(changed, belowRoot(place)))
        setSteps(changed, tr("Remove an alternative"), {});
}

void RuleForm::clearProblems()
{
    m_match->clearProblems();
    for (Field *field : findChildren<Field *>())
        field->setProblem({});
    for (StepEditor *step : findChildren<StepEditor *>())
        step->clearProblems();
}

void RuleForm::setProblems(const std::vector<rules::Problem> &problems)
{
    if (m_match == nullptr)
        return;
    clearProblems();
    const Value json = ruleToJson(rule());
    for (const rules::Problem &problem : problems)
        showProblem(partsOf(json, problem.field), problem.text);
    for (const Field *field : findChildren<Field *>()) {
        if (!field->mistake().isEmpty())
            showMistake(*field);
    }
}

/// What is typed and not taken is no part of the rule: nobody else can tell.
void RuleForm::showMistake(const Field &field)
{
    QWidget *above = field.parentWidget();
    while (above != nullptr && qobject_cast<StepEditor *>(above) == nullptr)
        above = above->parentWidget();
    if (auto *step = qobject_cast<StepEditor *>(above))
        step->addProblem(field.mistake(), true);
    else
        m_match->addProblem({}, field.mistake());
}

void RuleForm::showProblem(const QStringList &parts, const QString &problem)
{
    if (parts.constFirst() != QLatin1StringView(stepsRoot))
        return m_match->addProblem(parts, problem);
    const QList<Field *> fields = findChildren<Field *>();
    const QList<StepEditor *> stepEditors = findChildren<StepEditor *>();
    bool isAtField = false;
    bool isAtStep = false;
    // The innermost part that there is.
    for (qsizetype length = parts.size(); length > 1 && !isAtStep; --length) {
        const QString place = parts.mid(0, length).join(u'/');
        for (Field *field : fields) {
            if (!isAtField && field->place() == place) {
                field->setProblemAt(parts.mid(length), problem);
                isAtField = true;
            }
        }
        for (StepEditor *step : stepEditors) {
            if (step->place() == place) {
                step->addProblem(problem, isAtField);
                isAtStep = true;
            }
        }
    }
}

} // namespace framewright::ui

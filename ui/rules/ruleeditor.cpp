// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ruleeditor.h"

#include "app/expression/scripthost.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/rules/ruleform.h"
#include "ui/rules/rulejsonview.h"
#include "ui/rules/ruleplaces.h"

#include <Qsci/qsciscintilla.h>

#include <QLabel>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedLayout>

#include <algorithm>
#include <iterator>

namespace framewright::ui {

namespace {

/// Writing compiles the route anew: not for each letter of a word.
constexpr int writingPause = 250;
constexpr int checkingPause = 40;

} // namespace

RuleEditor::RuleEditor(const Theme &theme, WorkspaceEditor &editor, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_scripts(expression::scriptHostOfThisThread())
    , m_stack(new QStackedLayout(this))
    , m_form(new RuleForm(theme, completion, this))
    , m_json(new RuleJsonView(theme, completion, this))
{
    setObjectName(u"ruleEditor"_qs);
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_json);
    m_writing.setSingleShot(true);
    m_writing.setInterval(writingPause);
    m_checking.setSingleShot(true);
    m_checking.setInterval(checkingPause);
    connect(&m_writing, &QTimer::timeout, this, &RuleEditor::write);
    connect(&m_checking, &QTimer::timeout, this, &RuleEditor::check);
    connect(m_form, &RuleForm::edited, this, &RuleEditor::handleEdit);
    connect(m_form, &RuleForm::settled, this, [this] {
        flush();
        m_editor.endTyping();
    });
    connect(m_json, &RuleJsonView::edited, this, &RuleEditor::handleJson);
    connect(m_json, &RuleJsonView::left, this, &RuleEditor::left);
    auto *back = new QShortcut(Qt::Key_Escape, m_form);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, this, &RuleEditor::left);
}

RuleEditor::~RuleEditor() = default;

const workspace::Rule *RuleEditor::shownRule() const
{
    return m_rule ? m_editor.workspace().findRule(m_rule) : nullptr;
}

void RuleEditor::showRule(RouteId route, RuleId rule)
{
    if (m_isWriting)
        return;
    if (rule != m_rule)
        flush();
    m_route = route;
    m_rule = rule;
    const workspace::Rule *shown = shownRule();
    setVisible(shown != nullptr);
    // While something typed waits, what comes from elsewhere must not take it away.
    if (shown == nullptr || m_writing.isActive())
        return;
    if (isJsonShown())
        m_json->setRule(*shown);
    else
        m_form->setRule(*shown);
    check();
}

void RuleEditor::setRouteProblems(const QList<rules::Problem> &found)
{
    if (found == m_found)
        return;
    m_found = found;
    check();
}

bool RuleEditor::isJsonShown() const
{
    return m_stack->currentWidget() == m_json;
}

void RuleEditor::setJsonShown(bool isShown)
{
    if (isShown == isJsonShown())
        return;
    flush();
    m_stack->setCurrentWidget(isShown ? static_cast<QWidget *>(m_json) : m_form);
    showRule(m_route, m_rule);
}

void RuleEditor::start()
{
    if (isJsonShown())
        m_json->editor()->setFocus();
    else
        m_form->start();
}

void RuleEditor::handleEdit(const QString &name, const QString &field)
{
    // Another field is another step.
    if (m_writing.isActive() && field != m_stepField)
        write();
    m_stepName = name;
    m_stepField = field;
    m_writing.start();
    m_checking.start();
}

void RuleEditor::handleJson(const workspace::Rule &rule)
{
    if (shownRule() == nullptr || rule.id != m_rule)
        return;
    const QScopedValueRollback writing(m_isWriting, true);
    m_editor.setRule({tr("Edit the rule as JSON"), u"json"_qs}, m_rule, rule);
    check();
}

void RuleEditor::flush()
{
    if (isJsonShown())
        m_json->settle();
    if (m_writing.isActive())
        write();
}

void RuleEditor::write()
{
    m_writing.stop();
    if (shownRule() == nullptr)
        return;
    const QScopedValueRollback writing(m_isWriting, true);
    const bool isPlainName = m_stepField.isEmpty();
    const QString text = isPlainName ? m_stepName : tr("Change %1").arg(m_stepName.toLower());
    m_editor.setRule({text, m_stepField}, m_rule, m_form->rule());
}

void RuleEditor::check()
{
    const workspace::Rule *shown = shownRule();
    const workspace::Route *route = m_editor.workspace().findRoute(m_route);
    if (shown == nullptr || route == nullptr)
        return;
    const workspace::Rule rule = isJsonShown() ? *shown : m_form->rule();
    std::vector<rules::Problem> problems = checkRule(rule, *route, m_editor.workspace());
    std::ranges::move(problemsOfRoute(m_found, *shown, *route, m_editor.workspace()), std::back_inserter(problems));
    if (isJsonShown())
        m_json->setProblems(problems);
    else
        m_form->setProblems(problems);
    emit checked();
}

} // namespace framewright::ui

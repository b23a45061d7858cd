// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/rule.h"
#include "ui/rules/condition.h"
#include "ui/rules/field.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class ConditionRow;
class FlowLayout;

/// "When [a message arrives] and [$.event] [equals] ["hello"] +": trigger, conditions, `any` and `when` of a rule.
class MatchEditor final : public QWidget
{
    Q_OBJECT
public:
    MatchEditor(const FormContext &context, const workspace::Rule &rule, QWidget *parent);

    /// Writes what is shown into the rule.
    void write(workspace::Rule &rule) const;
    /// `parts`: the path of the field in the rule, "match", "$.event", "regex".
    void addProblem(const QStringList &parts, const QString &problem);
    void clearProblems();

private:
    void buildTrigger(const QString &on);
    void buildAdd();
    void addCondition(const Condition &condition);
    void addNewCondition();
    void showWhen(const QString &expression);
    void removeCondition(ConditionRow *row);
    void updateTrigger();
    void noteEdit(const QString &name);
    [[nodiscard]] QList<Condition> conditions() const;

    const FormContext m_context;
    FlowLayout *m_line = nullptr;
    QVBoxLayout *m_layout;
    WordCombo *m_trigger = nullptr;
    CodeEdit *m_signal = nullptr;
    QList<ConditionRow *> m_rows;
    QToolButton *m_add = nullptr;
    Field *m_any = nullptr;
    QWidget *m_whenRow = nullptr;
    CodeEdit *m_when = nullptr;
    QLabel *m_problem;
};

} // namespace framewright::ui

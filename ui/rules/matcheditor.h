// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/rule.h"
#include "ui/rules/field.h"

class QLabel;
class QVBoxLayout;

namespace framewright::ui {

class ConditionGroup;

/// "When [a message arrives] and [$.event] [equals] ["hello"] +": trigger, conditions, alternatives and `when` of a
/// rule.
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
    void buildConditions(const workspace::Rule &rule);
    void showWhen(const QString &expression);
    void hideWhen();
    void updateTrigger();
    void say(const QString &problem);
    void noteEdit(const QString &name);

    const FormContext m_context;
    QVBoxLayout *m_layout;
    WordCombo *m_trigger = nullptr;
    CodeEdit *m_signal = nullptr;
    ConditionGroup *m_conditions = nullptr;
    QWidget *m_whenRow = nullptr;
    CodeEdit *m_when = nullptr;
    QLabel *m_problem;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/workspace/rule.h"
#include "ui/rules/field.h"

class QCheckBox;
class QScrollArea;

namespace framewright::ui {

class MatchEditor;
class StepEditor;
class StepsEditor;

/// A rule as a sentence of controls: when, then, and what it is called. It edits its own copy and says so; who shows
/// it writes the copy into the workspace.
class RuleForm final : public QWidget, private FormHost
{
    Q_OBJECT
public:
    RuleForm(const Theme &theme, const Completion &completion, QWidget *parent = nullptr);

    /// Shows another rule, or the same after an edit that did not come from here.
    void setRule(const workspace::Rule &rule);
    /// As the form has it.
    [[nodiscard]] workspace::Rule rule() const;
    void setProblems(const std::vector<rules::Problem> &problems);
    /// The focus goes to the first field of the match, or the first step.
    void start();

signals:
    /// `name` says what, for undo; `field` in which field it was typed.
    void edited(const QString &name, const QString &field);
    /// What was typed is meant.
    void settled();

private:
    void build();
    QWidget *buildOptions();
    void rebuild(const workspace::Rule &rule, const QString &focusPlace);
    void rebuildSteps(const value::Value &steps, const QString &focusPlace);
    [[nodiscard]] value::Value steps() const;
    void setSteps(const value::Value &steps, const QString &name, const QString &focusPlace);
    void focusStep(const QString &place);
    void clearProblems();
    void showProblem(const QStringList &parts, const QString &problem);
    void showMistake(const Field &field);

    void noteEdit(const QString &place, const QString &name) override;
    void noteSettled() override { emit settled(); }
    void insertStep(const QString &place, const value::Value &action) override;
    void replaceStep(const QString &place, const value::Value &action) override;
    void removeStep(const QString &place) override;
    void moveStep(const QString &from, const QString &to) override;
    void addAlternative(const QString &place) override;
    void removeAlternative(const QString &place) override;

    const Theme &m_theme;
    const Completion &m_completion;
    workspace::Rule m_rule;
    QScrollArea *m_area;
    MatchEditor *m_match = nullptr;
    StepsEditor *m_steps = nullptr;
    CodeEdit *m_name = nullptr;
    QCheckBox *m_continues = nullptr;
    QCheckBox *m_overtake = nullptr;
};

} // namespace framewright::ui

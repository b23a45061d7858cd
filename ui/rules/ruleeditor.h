// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/rules/compiledroute.h"
#include "app/workspace/rule.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QStackedLayout;

namespace framewright::expression {
class ScriptHost;
}

namespace framewright::ui {

class Completion;
class RuleForm;
class RuleJsonView;
class Theme;
class WorkspaceEditor;
struct EditStep;

/// The chosen rule, as a form or as JSON, checked while one types. What is typed goes into the workspace after a
/// short pause, or when the field is left; there it holds from the next message on, and is one step of undo for each
/// field.
class RuleEditor final : public QWidget
{
    Q_OBJECT
public:
    RuleEditor(const Theme &theme, WorkspaceEditor &editor, const Completion &completion, QWidget *parent = nullptr);
    ~RuleEditor() override;

    /// Follows the workspace: called after each change too. No identity: nothing is chosen.
    void showRule(RouteId route, RuleId rule);
    /// What the engine found in the route: that another rule hides this one, that a file is missing.
    void setRouteProblems(const QList<rules::Problem> &found);
    /// Writes what was typed and is still waited with.
    void flush();
    void setJsonShown(bool isShown);
    [[nodiscard]] bool isJsonShown() const;
    /// The focus goes to where one begins to write.
    void start();

signals:
    /// The rule as it is typed, before it is in the workspace.
    void checked();
    /// By Escape: back to the rules.
    void left();

private:
    void handleEdit(const QString &name, const QString &field);
    void handleJson(const workspace::Rule &rule);
    void write();
    void check();
    [[nodiscard]] const workspace::Rule *shownRule() const;

    WorkspaceEditor &m_editor;
    std::shared_ptr<expression::ScriptHost> m_scripts; ///< Reads what is typed, in place of a new one for each check.
    QStackedLayout *m_stack;
    RuleForm *m_form;
    RuleJsonView *m_json;
    QTimer m_writing;
    QTimer m_checking;
    QList<rules::Problem> m_found; ///< Of the route.
    RouteId m_route;
    RuleId m_rule;
    QString m_stepName;
    QString m_stepField;
    bool m_isWriting = false;
};

} // namespace framewright::ui

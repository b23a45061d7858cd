// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/workspace/rule.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QsciScintilla;

namespace framewright::ui {

class Completion;
class JsonLexer;
class Theme;

/// A rule as its JSON. What is valid becomes the rule; what is not is said under its line, and the rule stays as it
/// was.
class RuleJsonView final : public QWidget
{
    Q_OBJECT
public:
    RuleJsonView(const Theme &theme, const Completion &completion, QWidget *parent = nullptr);

    void setRule(const workspace::Rule &rule);
    /// Of the rule as it is shown.
    void setProblems(const std::vector<rules::Problem> &problems);
    /// Reads at once what was typed.
    void settle();
    [[nodiscard]] QsciScintilla *editor() const { return m_editor; }

signals:
    void edited(const framewright::workspace::Rule &rule);
    /// By Escape.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    bool leaveBy(int key);
    void takeColors();
    void read();
    void annotate(int line, const QString &text);
    void collectWords();
    void offerWords();

    const Theme &m_theme;
    const Completion &m_completion;
    QsciScintilla *m_editor;
    JsonLexer *m_lexer;
    QStringList m_words;
    QTimer m_typing;
    workspace::Rule m_rule;
    bool m_isSilent = false;
    bool m_hasMistake = false;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/credential.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class CodeEdit;
class Completion;
class Theme;

/// Which handshakes a refusal is for: every one; those that bring none of some headers, parameters or cookies, as a
/// form; or those for which an expression holds. It edits a condition of its own and says so.
class RefusalCondition final : public QWidget
{
    Q_OBJECT
public:
    RefusalCondition(const Theme &theme, const Completion &completion, QWidget *parent = nullptr);
    ~RefusalCondition() override;

    void setCondition(const QString &condition);
    void setProblem(const QString &problem);

signals:
    void edited(const QString &condition);
    /// What was typed is meant.
    void settled();

private:
    enum class Kind
    {
        Every,
        Without,
        Expression
    };
    struct Row;

    void buildExpression(const Completion &completion);
    void addRow(const Credential &credential);
    void removeRow(Row *row);
    void clearRows();
    void takeKind();
    void showKind(Kind kind);
    void note();
    [[nodiscard]] QString condition() const;
    [[nodiscard]] QList<Credential> credentials() const;

    const Theme &m_theme;
    Kind m_shown = Kind::Every;
    QComboBox *m_kind;
    CodeEdit *m_expression;
    QWidget *m_wanted;
    QVBoxLayout *m_rows;
    QToolButton *m_another;
    QList<Row *> m_all; ///< Each is its widget's.
    bool m_isShowing = false;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/condition.h"
#include "ui/rules/field.h"

class QLabel;

namespace framewright::ui {

/// "and [$.event] [equals] ["hello"] ×": one condition of a match.
class ConditionRow final : public QWidget
{
    Q_OBJECT
public:
    /// `place` names its parts: match/0 has match/0/selector, match/0/operator, match/0/value.
    ConditionRow(const FormContext &context, const Condition &condition, const QString &place, QWidget *parent);

    [[nodiscard]] Condition condition() const;
    void setProblem(const QString &problem);
    /// Whether it says "and" in front.
    void setJoined(bool isJoined);
    /// The focus goes to its first field, which offers what was seen.
    void start();

signals:
    void edited(const QString &name);
    void removeRequested();

private:
    void buildOperator(const QString &place);
    void buildArgument(const QString &place);
    void showArgument();
    void changeOperator();
    [[nodiscard]] const OperatorEntry *entry() const;

    void buildSelector(const QString &place);
    void addRemove(const QString &place);

    const FormContext m_context;
    Condition m_condition;
    ArgumentKind m_shownKind = ArgumentKind::Value;
    bool m_isPlain = false; ///< Shown without quotes.
    QLabel *m_and;
    CodeEdit *m_selector;
    WordCombo *m_operator = nullptr;
    CodeEdit *m_value = nullptr;
    WordCombo *m_kind = nullptr;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/condition.h"
#include "ui/rules/field.h"

class QMenu;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class AnyEditor;
class ConditionRow;
class FlowLayout;

/// "[$.event] [equals] ["hello"] and [$.n] [is greater than] [5] +", and below it the alternatives of which one must
/// hold: the conditions of a whole match, or of one alternative.
class ConditionGroup final : public QWidget
{
    Q_OBJECT
public:
    /// Alternatives inside of alternatives beyond this depth, and more of them than this, are shown as JSON.
    static constexpr int deepest = 4;
    static constexpr qsizetype mostAlternatives = 100;

    /// `place` names its parts: "match", "match/any/0".
    ConditionGroup(const FormContext &context, const value::Value &match, const QString &place, QWidget *parent);

    /// What the sentence begins with.
    void addLeading(QWidget *widget);
    /// What else can be added here, in the menu of the button.
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// What a new condition looks at first; empty: the person says it.
    void setFirstSelector(const QString &selector) { m_firstSelector = selector; }
    void addNewCondition();
    void addNewAlternatives();

    [[nodiscard]] value::Value value() const;
    /// Nothing would be written of it.
    [[nodiscard]] bool isEmpty() const;

    void clearProblems();
    /// What is wrong with the conditions among themselves; said at their fields, and given back.
    [[nodiscard]] QStringList findDoubles();
    /// `parts`: the rest of the path of the field, "$.event", "regex".
    void showProblem(const QStringList &parts, const QString &problem);

signals:
    void edited(const QString &name);
    /// What was edited is meant.
    void settled();

private:
    void buildAdd();
    void addCondition(const Condition &condition);
    void removeCondition(ConditionRow *row);
    void showAlternatives(const value::Value &any);
    void dropAlternatives();
    void updateWords();
    void insert(QWidget *widget);
    [[nodiscard]] QList<Condition> conditions() const;

    const FormContext m_context;
    const QString m_place;
    const value::Value m_match;
    QString m_firstSelector;
    int m_number = 0; ///< Of the next condition.
    bool m_hasLeading = false;
    QVBoxLayout *m_layout;
    FlowLayout *m_line = nullptr;
    QToolButton *m_add = nullptr;
    QMenu *m_menu = nullptr;
    QList<ConditionRow *> m_rows;
    AnyEditor *m_any = nullptr;
    Field *m_anyAsJson = nullptr; ///< For what the form cannot take apart.
};

} // namespace framewright::ui

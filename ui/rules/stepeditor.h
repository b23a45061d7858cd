// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/field.h"

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

/// One action as a sentence: its verb, its fields, what it says below it, and what is wrong with it. What the form
/// does not know of it is shown as JSON and kept.
class StepEditor final : public QWidget
{
    Q_OBJECT
public:
    StepEditor(const FormContext &context, const QString &place, const value::Value &body, QWidget *parent);

    [[nodiscard]] value::Value value() const;
    [[nodiscard]] const QString &place() const { return m_place; }
    /// Said under the step, one line each; what has no field of its own is of the verb.
    void addProblem(const QString &problem, bool isAtField);
    void clearProblems();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildLine();
    void buildVerb(class FlowLayout *line);
    void buildFields(FlowLayout *line, QVBoxLayout *below);
    void addField(const FieldEntry &entry, FlowLayout *line, QVBoxLayout *below);
    /// Gives the last one.
    QWidget *buildButtons(QHBoxLayout *row);
    void fillOptions(QMenu *menu);
    void toggleOption(const FieldEntry &entry, bool isWanted);
    void changeVerb(const QString &verb);
    void moveBy(int steps);
    [[nodiscard]] QString placeOf(const QByteArray &key) const { return m_place + u'/' + QString::fromUtf8(key); }

    const FormContext m_context;
    const QString m_place;
    const value::Value m_body;
    const QByteArray m_verb;
    QVBoxLayout *m_layout;
    WordCombo *m_word = nullptr;
    QLabel *m_problem;
    QList<Field *> m_fields;
    QList<QWidget *> m_blocks; ///< What stands below the line.
};

/// A list of actions, one below the other, and the button that adds one. Takes steps that are dragged to it.
class StepsEditor final : public QWidget
{
    Q_OBJECT
public:
    /// More than these are not made into forms; the JSON view has them.
    static constexpr qsizetype stepLimit = 200;

    StepsEditor(const FormContext &context, const QString &place, const value::Value &list, QWidget *parent);

    [[nodiscard]] value::Value value() const;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addButton();
    [[nodiscard]] int dropIndex(int y) const;

    const FormContext m_context;
    const QString m_place;
    const value::Value m_rest; ///< Items beyond the limit.
    QVBoxLayout *m_layout;
    QList<StepEditor *> m_steps;
    int m_dropIndex = -1;
};

/// Moves an action inside of the nested lists of a rule: `from` and `to` are places below `root`. False where it
/// would end in itself, or there is no such place; then nothing has changed.
[[nodiscard]] bool moveStepIn(value::Value &root, const QString &from, const QString &to);
/// The same for one that is added or taken away.
[[nodiscard]] bool insertStepIn(value::Value &root, const QString &place, const value::Value &action);
[[nodiscard]] bool removeStepIn(value::Value &root, const QString &place);
[[nodiscard]] bool replaceStepIn(value::Value &root, const QString &place, const value::Value &action);
/// An empty list at the end of the list at `place`.
[[nodiscard]] bool appendListIn(value::Value &root, const QString &place);
/// Where a step lies after another place was taken out: nothing where it went with it.
[[nodiscard]] QString placeAfterRemoval(const QString &place, const QString &removed);

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/field.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class ConditionGroup;

/// "and one of: either [$.a] [equals] [1], or [$.b] [is there]": the `any` of a match, each alternative conditions of
/// its own. One that says nothing yet is not written: it would hold always.
class AnyEditor final : public QWidget
{
    Q_OBJECT
public:
    AnyEditor(const FormContext &context, const value::Value &alternatives, const QString &place, QWidget *parent);

    /// Whether it says "and" in front.
    void setJoined(bool isJoined);
    /// One more, or the first two.
    void addNewAlternatives();

    /// Undefined: none of them says anything.
    [[nodiscard]] value::Value value() const;

    void clearProblems();
    [[nodiscard]] QStringList findDoubles();
    /// `parts`: "0", "$.event", "regex".
    void showProblem(const QStringList &parts, const QString &problem);

signals:
    void edited(const QString &name);
    void settled();
    void emptied(); ///< The last alternative was removed.

private:
    struct Alternative
    {
        QWidget *row;
        QLabel *word;
        ConditionGroup *conditions;
        bool wasThere; ///< In the rule: it is kept even where it is empty.
    };

    void addAlternative(const value::Value &match, bool wasThere);
    void removeAlternative(QWidget *row);
    void updateWords();
    [[nodiscard]] static bool isWritten(const Alternative &alternative);

    const FormContext m_context;
    const QString m_place;
    int m_number = 0; ///< Of the next alternative.
    QLabel *m_word;
    QVBoxLayout *m_list;
    QToolButton *m_add;
    QList<Alternative> m_all;
};

} // namespace framewright::ui

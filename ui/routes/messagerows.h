// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class Completion;
class Theme;

/// A list of what to send, one field for each: a text as it stands, or JSON. An empty field is no message yet. It
/// edits a list of its own and says so.
class MessageRows final : public QWidget
{
    Q_OBJECT
public:
    MessageRows(const Theme &theme, const Completion &completion, QWidget *parent = nullptr);
    ~MessageRows() override;

    void setMessages(const value::Value &list);
    /// What cannot work, by the number of the message.
    void setProblems(const QHash<int, QString> &problems);

signals:
    /// `row`: in which field it was typed.
    void edited(const framewright::value::Value &list, int row);
    /// What was typed is meant.
    void settled();

private:
    struct Row;

    void addRow(const value::Value &message);
    void removeRow(Row *row);
    void take(Row *row);
    void showProblem(Row *row) const;
    [[nodiscard]] value::Value messages() const;

    const Theme &m_theme;
    const Completion &m_completion;
    QVBoxLayout *m_rows;
    QToolButton *m_another;
    QList<Row *> m_all; ///< Each is its widget's.
    QHash<int, QString> m_problems;
};

/// A message as it is typed into such a field, and back. A text that would be taken for JSON stands in quotes.
[[nodiscard]] QString lineOfMessage(const value::Value &message);
[[nodiscard]] Result<value::Value> messageOfLine(const QString &text);

} // namespace framewright::ui

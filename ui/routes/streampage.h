// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

class QLabel;

namespace framewright::ui {

class Completion;
class FormLayout;
class MessageRows;

/// What a route sends by itself, again and again: to each connection on its own, or the same to all.
class StreamPage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit StreamPage(const WindowParts &parts, QWidget *parent = nullptr);

protected:
    void showProblems(const QList<rules::Problem> &problems) override;

private:
    [[nodiscard]] QLabel *wordFor(QWidget *field, const QString &word) const;
    void addTiming(FormLayout &rows);
    void addMessages(FormLayout &rows);

    Completion *m_completion;
    MessageRows *m_messages = nullptr;
    QLabel *m_problem = nullptr; ///< Of what is no message.
    QList<QWidget *> m_fields;   ///< Those that a route without a stream does not need.
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/dialogs.h"

#include <QStringList>

namespace framewright::test {

/// Answers in place of a person, and remembers what was asked. By itself it chooses no file and cancels.
class AnsweringDialogs final : public ui::Dialogs
{
public:
    std::optional<QString> fileToOpen(QWidget *) override { return file; }
    std::optional<QString> fileToSave(QWidget *, const QString &) override { return file; }
    ui::Answer ask(QWidget *, const ui::Question &question) override
    {
        asked << question.text;
        return answer;
    }
    void about(QWidget *) override { ++abouts; }

    std::optional<QString> file;
    ui::Answer answer = ui::Answer::Cancel;
    QStringList asked;
    int abouts = 0;
};

} // namespace framewright::test

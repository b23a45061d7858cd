// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/dialogs.h"

namespace framewright::test {

/// Answers "no" to whatever is asked, and chooses no file.
class QuietDialogs final : public ui::Dialogs
{
public:
    std::optional<QString> fileToOpen(QWidget *) override { return {}; }
    std::optional<QString> fileToSave(QWidget *, const QString &) override { return {}; }
    ui::Answer ask(QWidget *, const ui::Question &) override { return ui::Answer::No; }
    void about(QWidget *) override {}
};

} // namespace framewright::test

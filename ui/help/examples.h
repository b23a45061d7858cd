// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace framewright::ui {

/// A workspace that comes with the program.
struct Example
{
    QString fileName; ///< In the program's resources.
    QString title;
    QString about; ///< What to try with it.
    QString content;
};

/// All of them, the one that the first start shows in front, the others by title.
[[nodiscard]] QList<Example> readExamples();

} // namespace framewright::ui

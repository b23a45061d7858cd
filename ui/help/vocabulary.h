// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QDialog;
class QWidget;

namespace framewright::ui {

struct WindowParts;

/// What the words of other tools are called here, for those who come from there; the rows that say `word`.
[[nodiscard]] QDialog *vocabularyTable(const WindowParts &parts, QWidget *window, const QString &word = {});

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QDialog;
class QWidget;

namespace framewright::ui {

struct WindowParts;

/// What the words of other tools are called here, for those who come from there.
[[nodiscard]] QDialog *vocabularyTable(const WindowParts &parts, QWidget *window);

} // namespace framewright::ui

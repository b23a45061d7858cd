// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace framewright::ui {

class Theme;

/// A block that belongs to the line above it: set in, with a line at its left so that its depth shows.
[[nodiscard]] QWidget *railed(const Theme &theme, QWidget *block, QWidget *parent);

} // namespace framewright::ui

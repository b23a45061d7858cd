// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>

namespace framewright::ui {

/// Gives the font a size a little below that of `base`: for what speaks more quietly than what it is about, as heads of
/// columns do, and for letters of one width, which look larger than others of their size.
void setQuietSize(QFont &font, const QFont &base);

} // namespace framewright::ui

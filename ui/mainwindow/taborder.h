// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

class QWidget;

namespace framewright::ui {

/// Where Tab stops in a window or a part of it, as the eye goes: toolbar, left side, centre, what lies below it, right
/// side; inside of each as the layouts have it. Qt's own chain has widgets in the order of their making, so that a form
/// that is built anew would come last.
[[nodiscard]] QList<QWidget *> tabStops(QWidget &part);

/// Gives the focus to the stop behind the one that has it, or to that before. False: there is none.
bool stepFocus(QWidget &window, bool forward);

} // namespace framewright::ui

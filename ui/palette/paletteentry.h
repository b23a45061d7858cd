// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace framewright::ui {

/// One thing that the command palette can go to or do.
struct PaletteEntry
{
    QString key;   ///< Names it across runs, for what was used last: "action/startAll".
    QString title; ///< "Start all", "/chat/{room}".
    QString detail;
    QString icon;
    QString shortcut;
    std::function<void()> run;
    QString words = {}; ///< Found by these too, each from its start.
    bool isElsewhere =
        false; ///< A word of another program: found by its own words only, behind what is called so here.
};

/// Fills in what there is at the moment the palette opens.
using PaletteSource = std::function<void(std::vector<PaletteEntry> &)>;

} // namespace framewright::ui

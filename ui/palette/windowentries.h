// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/palette/paletteentry.h"

namespace framewright::ui {

struct WindowParts;

/// What the palette of a window offers beside examples and files: every action that can be used now, servers and
/// routes, saved messages and requests, connections. References to the parts are kept: the window outlives them.
void addActionEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries);
void addRouteEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries);
void addSavedEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries);
void addConnectionEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries);

} // namespace framewright::ui

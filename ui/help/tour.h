// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/help/walk.h"

namespace framewright::ui {

/// Help > Five-minute tour.
[[nodiscard]] std::vector<WalkStep> tourSteps();
/// What the very first start says, and never again; of the servers what is true of them now.
[[nodiscard]] std::vector<WalkStep> firstHints(const QList<engine::ServerStatus> &servers);

} // namespace framewright::ui

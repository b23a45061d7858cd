// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/help/walk.h"

namespace framewright::ui {

/// Help > Five-minute tour.
[[nodiscard]] std::vector<WalkStep> tourSteps();
/// What the very first start says, and never again.
[[nodiscard]] std::vector<WalkStep> firstHints();

} // namespace framewright::ui

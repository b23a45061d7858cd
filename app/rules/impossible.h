// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/matcher.h"
#include "app/rules/trigger.h"

#include <QString>

namespace framewright::rules {

/// Why a condition can hold for no message at all; empty where it can, or nobody can tell. Only what stands in the
/// rule is looked at: templates count as able to be anything.
[[nodiscard]] QString whyImpossible(const Condition &condition, Trigger trigger);

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/row.h"

#include <QString>

#include <optional>

namespace framewright::ui {

/// How a sentence of rowStory() is written.
enum class StoryForm : std::uint8_t
{
    Plain,
    Linked ///< Rich text, in which the cause is a link to the number of its row.
};

/// What made a row: the rule, timer, signal, stream, script or person, and because of what; and the time of the rule
/// clock where that was another. Empty where there is nothing to say. `cause` is the row it names, where the log has
/// it still.
[[nodiscard]] QString rowStory(const traffic::Row &row, const std::optional<traffic::Row> &cause, StoryForm form);
/// "+1.500 s": how far the rule clock was ahead; empty where it was not another.
[[nodiscard]] QString ruleClockAhead(const traffic::Row &row);

} // namespace framewright::ui

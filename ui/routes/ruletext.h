// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/route.h"

namespace framewright::ui {

/// How a rule reads in a table: a sentence in three parts.
struct RuleWording
{
    QString when;
    QString matches;
    bool matchesAll = false; ///< `matches` says that there is no condition.
    QString then;

    bool operator==(const RuleWording &) const = default;
};

[[nodiscard]] RuleWording wordRule(const workspace::Rule &rule);
[[nodiscard]] RuleWording wordRefusal(const workspace::Refuse &refuse);

/// The whole route as sentences, a line for each rule.
[[nodiscard]] QString explainRoute(const workspace::Route &route);

} // namespace framewright::ui

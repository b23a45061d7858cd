// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/problemlist.h"
#include "app/rules/trigger.h"

#include <optional>

namespace framewright::rules {

class WorkspaceFiles;

/// Compiles a `send` with its options. Nothing where it cannot work; then a problem says why. Without `files` none
/// can be sent.
[[nodiscard]] std::optional<action::Send> compileSend(const Value &body, const QString &field, Trigger trigger,
                                                      ProblemList &problems, WorkspaceFiles *files = nullptr);
/// Compiles who gets it: `to`, `exceptSelf` and `where`, for what is not a message too.
[[nodiscard]] std::optional<Audience> compileAudience(const Value &body, const QString &field, Trigger trigger,
                                                      ProblemList &problems);

} // namespace framewright::rules

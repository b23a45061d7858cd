// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"

#include <vector>

namespace framewright::rules {

/// What can be said only of a route as a whole: conditions that nothing can meet, rules that another one above hides,
/// names of data sets and of variables that the workspace does not have.
[[nodiscard]] std::vector<Problem> checkRoute(const workspace::Route &route, const workspace::Workspace &workspace,
                                              const CompiledRoute::Parts &parts);

} // namespace framewright::rules

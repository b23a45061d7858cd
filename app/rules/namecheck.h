// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace framewright::workspace {
struct Route;
struct Workspace;
} // namespace framewright::workspace

namespace framewright::rules {

class ProblemList;

/// Looks for data sets and variables of environments that a route names and the workspace does not have. What a `run`
/// does is not looked at: there the same words may be anything.
void checkNames(const workspace::Route &route, const workspace::Workspace &workspace,
                const std::vector<QString> &ruleNames, ProblemList &problems);

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/outcome.h"
#include "app/expression/syntax.h"

#include <optional>

namespace framewright::expression {

class Scope;

/// Evaluates a syntax tree. Nothing: the values at hand need the script engine after all (a list plus a text,
/// a number that is none).
[[nodiscard]] std::optional<Outcome> evaluateSyntax(const Node &node, Scope &scope);

} // namespace framewright::expression

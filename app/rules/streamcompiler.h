// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/parts.h"
#include "app/rules/problemlist.h"

#include <optional>

namespace framewright::rules {

struct SendSurroundings;

/// Compiles the `stream` of a route. Nothing where it cannot work; then a problem says why.
[[nodiscard]] std::optional<CompiledStream> compileStream(const Value &stream, ProblemList &problems,
                                                          const SendSurroundings &surroundings);

} // namespace framewright::rules

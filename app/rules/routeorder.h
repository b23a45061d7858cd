// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"

#include <unordered_map>

namespace framewright::workspace {
struct Server;
} // namespace framewright::workspace

namespace framewright::rules {

/// The routes of a server to which no handshake comes, because one above takes them all; switched-off ones take
/// nothing, and of them nothing is said.
[[nodiscard]] std::unordered_map<RouteId, Problem> hiddenRoutes(const workspace::Server &server);

} // namespace framewright::rules

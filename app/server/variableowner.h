// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <variant>

namespace framewright::server {

/// The variables of the whole workspace: `shared`.
struct WholeWorkspace
{
    bool operator==(const WholeWorkspace &) const = default;
};

/// Whose variables: of a connection (`conn`), a route (`route`), a server (`global`), or the workspace (`shared`).
using VariableOwner = std::variant<ConnectionId, RouteId, ServerId, WholeWorkspace>;

} // namespace framewright::server

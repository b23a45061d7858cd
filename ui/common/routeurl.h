// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/workspace.h"

namespace framewright::ui {

/// The URL a client would use for a route: with the port that the server really listens on, and a path parameter
/// filled in by its own name.
[[nodiscard]] QString routeUrl(const workspace::Server &server, const workspace::Route &route,
                               const QList<engine::ServerStatus> &statuses);
/// The status of that server; stopped where the engine does not know it.
[[nodiscard]] engine::ServerStatus statusOf(ServerId server, const QList<engine::ServerStatus> &statuses);

} // namespace framewright::ui

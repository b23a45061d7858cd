// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/workspace/server.h"

#include <QString>

#include <memory>
#include <vector>

namespace framewright::server {

/// One route as it crosses to the engine thread.
struct RouteSetup
{
    workspace::Route route;
    std::shared_ptr<const rules::CompiledRoute> compiled;
};

/// One server as it crosses to the engine thread: what the workspace says, its routes compiled.
struct ServerSetup
{
    workspace::Server server; ///< Its routes are in `routes`, the disabled ones left out.
    std::vector<RouteSetup> routes;
    QString folder;            ///< Where files beside the workspace lie.
    QString certificateFolder; ///< Where the self-signed certificate is kept.
};

} // namespace framewright::server

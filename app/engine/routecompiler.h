// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/rules/workspacefiles.h"
#include "app/server/serversetup.h"
#include "app/workspace/workspace.h"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace framewright::engine {

/// Turns states of the workspace into setups for servers, and compiles only the routes that an edit has touched.
/// Used by one thread at a time.
class RouteCompiler final
{
public:
    using FoundProblems = std::vector<std::pair<RouteId, std::vector<rules::Problem>>>;

    /// `folder` is where the files lie that the workspace names. `found` gets each route that was compiled anew,
    /// or that another one hides now or no longer, without problems too. None: it was not wanted any more; what was
    /// compiled until then is kept for the next time.
    [[nodiscard]] std::optional<std::vector<server::ServerSetup>> compile(const workspace::Workspace &workspace,
                                                                          const QString &folder, FoundProblems &found,
                                                                          const std::function<bool()> &isWanted);

private:
    struct Entry
    {
        workspace::Route route;
        std::shared_ptr<const rules::CompiledRoute> compiled;
        std::optional<rules::Problem> hidden; ///< By a route above.
    };
    /// The routes of a server in their order, and those that one above hides from every handshake.
    struct Order
    {
        struct Place
        {
            RouteId route;
            QString path;
            bool isEnabled = false;

            bool operator==(const Place &) const = default;
        };

        std::vector<Place> places;
        std::unordered_map<RouteId, rules::Problem> hidden;
    };
    /// What of the workspace goes into every route.
    struct Context
    {
        workspace::Written shared;
        workspace::Written data;
        std::vector<workspace::Environment> environments;
        QString environment;
        QString folder;

        bool operator==(const Context &) const = default;
    };

    [[nodiscard]] Entry entryFor(const workspace::Route &route, const workspace::Workspace &workspace,
                                 const Order &order, FoundProblems &found);
    [[nodiscard]] const Order &orderOf(const workspace::Server &server);

    std::unordered_map<RouteId, Entry> m_entries;
    std::unordered_map<ServerId, Order> m_orders;
    Context m_context;
    rules::WorkspaceFiles m_files;
};

} // namespace framewright::engine

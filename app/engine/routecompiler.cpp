// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/routecompiler.h"

#include "app/expression/syntaxcheck.h"
#include "app/rules/routeorder.h"

#include <utility>

namespace framewright::engine {

std::optional<std::vector<server::ServerSetup>> RouteCompiler::compile(const workspace::Workspace &workspace,
                                                                       const QString &folder, FoundProblems &found,
                                                                       const std::function<bool()> &isWanted)
{
    const expression::SyntaxCheck check; // One engine for all routes.
    if (m_files.folder() != folder)
        m_files = rules::WorkspaceFiles(folder);
    Context context{workspace.shared, workspace.data, workspace.environments, workspace.environment, folder};
    const bool isOther = std::exchange(m_context, context) != context;
    if (m_files.refresh() || isOther)
        m_entries.clear();

    std::unordered_map<RouteId, Entry> entries;
    std::vector<server::ServerSetup> setups;
    for (const workspace::Server &server : workspace.servers) {
        server::ServerSetup setup;
        setup.server = server;
        setup.server.routes.clear();
        const Order &order = orderOf(server);
        for (const workspace::Route &route : server.routes) {
            if (!isWanted()) {
                entries.merge(m_entries);
                m_entries = std::move(entries);
                return std::nullopt;
            }
            Entry entry = entryFor(route, workspace, order, found);
            if (route.enabled)
                setup.routes.push_back({route, entry.compiled});
            entries.emplace(route.id, std::move(entry));
        }
        setups.push_back(std::move(setup));
    }
    m_entries = std::move(entries);
    return setups;
}

/// Compares every path with those above it, so only where one of them is another than before.
const RouteCompiler::Order &RouteCompiler::orderOf(const workspace::Server &server)
{
    std::vector<Order::Place> places;
    for (const workspace::Route &route : server.routes)
        places.push_back({route.id, route.path, route.enabled});
    Order &order = m_orders[server.id];
    if (order.places != places)
        order = {std::move(places), rules::hiddenRoutes(server)};
    return order;
}

RouteCompiler::Entry RouteCompiler::entryFor(const workspace::Route &route, const workspace::Workspace &workspace,
                                             const Order &order, FoundProblems &found)
{
    const auto known = m_entries.find(route.id);
    const auto hiding = order.hidden.find(route.id);
    const auto hidden = hiding != order.hidden.end() ? std::optional(hiding->second) : std::nullopt;
    const bool isSame = known != m_entries.end() && known->second.route == route;
    if (isSame && known->second.hidden == hidden)
        return known->second;
    Entry entry{route, isSame ? known->second.compiled : rules::compileRoute(route, workspace, &m_files), hidden};
    std::vector<rules::Problem> problems = entry.compiled->problems();
    if (hidden)
        problems.push_back(*hidden);
    found.emplace_back(route.id, std::move(problems));
    return entry;
}

} // namespace framewright::engine

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/routecompiler.h"

#include <utility>

namespace framewright::engine {

std::vector<server::ServerSetup> RouteCompiler::compile(const workspace::Workspace &workspace, const QString &folder,
                                                        const ProblemListener &problems)
{
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
        for (const workspace::Route &route : server.routes) {
            Entry entry = entryFor(route, workspace, problems);
            if (route.enabled)
                setup.routes.push_back({route, entry.compiled});
            entries.emplace(route.id, std::move(entry));
        }
        setups.push_back(std::move(setup));
    }
    m_entries = std::move(entries);
    return setups;
}

RouteCompiler::Entry RouteCompiler::entryFor(const workspace::Route &route, const workspace::Workspace &workspace,
                                             const ProblemListener &problems)
{
    const auto found = m_entries.find(route.id);
    if (found != m_entries.end() && found->second.route == route)
        return found->second;
    Entry entry{route, rules::compileRoute(route, workspace, &m_files)};
    problems(route.id, entry.compiled->problems());
    return entry;
}

} // namespace framewright::engine

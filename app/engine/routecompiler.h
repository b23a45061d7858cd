// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/rules/workspacefiles.h"
#include "app/server/serversetup.h"
#include "app/workspace/workspace.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace framewright::engine {

/// Turns states of the workspace into setups for servers, and compiles only the routes that an edit has touched.
/// Lives on the document's thread.
class RouteCompiler final
{
public:
    using ProblemListener = std::function<void(RouteId, const std::vector<rules::Problem> &)>;

    /// `folder` is where the files lie that the workspace names. `problems` is called for each route that was
    /// compiled anew, without problems too.
    [[nodiscard]] std::vector<server::ServerSetup> compile(const workspace::Workspace &workspace, const QString &folder,
                                                           const ProblemListener &problems);

private:
    struct Entry
    {
        workspace::Route route;
        std::shared_ptr<const rules::CompiledRoute> compiled;
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
                                 const ProblemListener &problems);

    std::unordered_map<RouteId, Entry> m_entries;
    Context m_context;
    rules::WorkspaceFiles m_files;
};

} // namespace framewright::engine

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/workspace.h"

#include <algorithm>
#include <unordered_set>

namespace framewright::workspace {

/// What comes in as new: whoever takes it gives it identities of its own.
inline void clearIdentities(Workspace &workspace)
{
    for (Server &server : workspace.servers) {
        server.id = {};
        for (Route &route : server.routes) {
            route.id = {};
            for (Rule &rule : route.rules)
                rule.id = {};
        }
    }
}

/// The identities that are in use. A part that comes in keeps its own unless it is one of these.
struct UsedIdentities
{
    std::unordered_set<ServerId> servers;
    std::unordered_set<RouteId> routes;
    std::unordered_set<RuleId> rules;

    void add(const Route &route)
    {
        routes.insert(route.id);
        for (const Rule &rule : route.rules)
            rules.insert(rule.id);
    }
    void add(const Server &server)
    {
        servers.insert(server.id);
        for (const Route &route : server.routes)
            add(route);
    }
    void add(const Workspace &workspace)
    {
        for (const Server &server : workspace.servers)
            add(server);
    }
};

/// Gives what comes in identities that nothing else has, beginning at `next`.
class IdentitySettler final
{
public:
    IdentitySettler(UsedIdentities used, std::uint64_t &next)
        : m_used(std::move(used))
        , m_next(next)
    {
    }

    void settle(Rule &rule) { settleOne(rule.id, m_used.rules); }
    void settle(Route &route)
    {
        settleOne(route.id, m_used.routes);
        for (Rule &rule : route.rules)
            settle(rule);
    }
    void settle(Server &server)
    {
        settleOne(server.id, m_used.servers);
        for (Route &route : server.routes)
            settle(route);
    }

private:
    template <class Id>
    void settleOne(Id &id, std::unordered_set<Id> &used)
    {
        if (!id || used.contains(id))
            id.value = m_next++;
        // One that undo brings back from before must not be given out again.
        m_next = std::max(m_next, id.value + 1);
        used.insert(id);
    }

    UsedIdentities m_used;
    std::uint64_t &m_next;
};

} // namespace framewright::workspace

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/stage.h"

#include <vector>

namespace framewright::wire {
class WireSocket;
}

namespace framewright::server {

class MockConnection;
class MockRoute;

/// Where the rules of a route act on its real connections. Lives on its server's engine thread, part of its route.
class RouteStage final : public rules::Stage
{
public:
    explicit RouteStage(MockRoute &route)
        : m_route(route)
    {
    }

    [[nodiscard]] std::uint32_t label(const QString &ruleName) override;
    void write(ConnectionId connection, const rules::Message &message, std::uint32_t label) override;
    void write(const std::vector<ConnectionId> &connections, const rules::Message &message,
               std::uint32_t label) override;
    void close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label) override;
    void drop(ConnectionId connection, rules::Drop manner, std::uint32_t label) override;
    void holdInput(ConnectionId connection, bool held) override;
    void wakeAt(std::int64_t ruleTime) override;
    void report(const rules::Report &report) override;

private:
    [[nodiscard]] MockConnection *find(ConnectionId connection) const;

    MockRoute &m_route;
    std::vector<wire::WireSocket *> m_recipients; ///< Kept for its memory.
};

} // namespace framewright::server

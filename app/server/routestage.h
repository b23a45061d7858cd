// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/stage.h"
#include "app/server/pacedsender.h"

#include <memory>
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
    [[nodiscard]] std::uint32_t labelOf(const QString &ruleName, rules::Means means, const QString &name) override;
    [[nodiscard]] std::uint64_t cause() const override;
    void setCause(std::uint64_t ticket) override;
    [[nodiscard]] std::int64_t wallTime() const override;
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

    /// Whether it is this that goes out in its turn, and not at once.
    [[nodiscard]] bool isPaced(ConnectionId connection, const rules::Message &message) const;
    void sendPaced(ConnectionId connection, PacedSender::Step step);

    MockRoute &m_route;
    std::vector<wire::WireSocket *> m_recipients; ///< Kept for its memory.
    std::unique_ptr<PacedSender> m_paced;         ///< Made for the first message with gaps.
};

} // namespace framewright::server

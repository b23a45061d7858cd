// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/randomsource.h"
#include "app/base/ruleclock.h"
#include "app/base/steadyclock.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"
#include "app/server/mockserver.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace framewright::server {

/// The servers of one engine thread, on which it lives, with the clocks and the chance that they share. The engine
/// makes it there and posts its calls to it; what comes of them comes back as signals.
class ServerHost final : public QObject
{
    Q_OBJECT
public:
    /// `capture` lives on the same thread and outlives this.
    ServerHost(wire::Capture &capture, std::function<ConnectionId()> nextId, QObject *parent = nullptr);
    ~ServerHost() override;
    Q_DISABLE_COPY_MOVE(ServerHost)

    /// The whole workspace anew: servers that are not named stop and go.
    void apply(std::vector<ServerSetup> servers);
    void start(ServerId server);
    void stop(ServerId server);
    /// `stopped` follows once every client has gone, at once where there is none.
    void stopAll();
    void acknowledgeReport(ServerId server);

    void close(ConnectionId connection, const protocol::ClosePayload &payload);
    void drop(ConnectionId connection);
    void send(ConnectionId connection, protocol::Opcode opcode, const QByteArray &payload);

signals:
    void statusChanged(const framewright::server::ServerStatus &status);
    /// Answer with acknowledgeReport(): the next batch of this server waits for it.
    void connectionsChanged(framewright::ServerId server, const QList<framewright::wire::ConnectionFacts> &connections);
    void hitsChanged(framewright::RouteId route, const QList<quint64> &hits);
    void ruleReported(framewright::RouteId route, const framewright::rules::Report &report);
    void stopped();

private:
    void adopt(ServerSetup setup);
    void handleStatus(const ServerStatus &status);
    void dismissLeaving();
    [[nodiscard]] MockConnection *connection(ConnectionId id) const;

    SteadyClock m_clock;
    RuleClock m_ruleClock;
    RandomSource m_random;
    Surroundings m_surroundings;
    std::map<ServerId, std::unique_ptr<MockServer>> m_servers;
    std::vector<std::unique_ptr<MockServer>> m_leaving; ///< No longer in the workspace, until they have stopped.
    bool m_stopping = false;
};

} // namespace framewright::server

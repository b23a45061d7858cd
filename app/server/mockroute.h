// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/serverhandshake.h"
#include "app/rules/routestate.h"
#include "app/server/mockconnection.h"
#include "app/server/pendingconnection.h"
#include "app/server/routestage.h"
#include "app/server/serversetup.h"
#include "app/server/surroundings.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

class QWebSocketServer;

namespace framewright::wire {
class MemoryBudget;
}

namespace framewright::server {

class RuleAlarm;

/// What a route needs of its server.
struct RouteSurroundings
{
    const Surroundings &shared;
    ServerId server;
    wire::MemoryBudget &budget;
    RuleAlarm &alarm;
    std::function<void(ConnectionId)> changed;
    std::function<void()> active; ///< Rules have run; it may be that no connection has changed.
    std::function<void(const wire::ConnectionFacts &)> ended;
    std::function<void(RouteId, const rules::Report &)> reported;
    rules::SharedVariables variables = {}; ///< From the server's start to its stop.
};

/// A route that serves: its rules, their stage, its connections, and the QWebSocketServer that upgrades them and
/// never listens. Lives on its server's engine thread.
class MockRoute final : public QObject
{
    Q_OBJECT
public:
    MockRoute(const RouteSurroundings &surroundings, RouteSetup setup, bool secure);
    ~MockRoute() override;
    Q_DISABLE_COPY_MOVE(MockRoute)

    [[nodiscard]] RouteId id() const { return m_setup.route.id; }
    [[nodiscard]] const workspace::Route &route() const { return m_setup.route; }
    [[nodiscard]] const rules::CompiledRoute &compiled() const { return *m_setup.compiled; }
    [[nodiscard]] rules::RouteState &state() { return m_state; }
    /// It serves: `start` rules run, once.
    void begin();
    /// A live edit: holds from the next message on.
    void update(RouteSetup setup);

    /// Which handshake of this address on this route the next one is, from 1.
    [[nodiscard]] int countAttempt(const QHostAddress &address);
    [[nodiscard]] bool isFull() const;
    /// Takes the connection over: the 101 leaves from the event loop.
    void accept(PendingConnection &pending, const protocol::HandshakeRequest &handshake, rules::Request request,
                const rules::Accept &accept);

    [[nodiscard]] MockConnection *connection(ConnectionId id) const;
    [[nodiscard]] std::size_t connectionCount() const { return m_connections.size(); }
    /// It takes no more handshakes and closes its connections.
    void retire(const protocol::ClosePayload &payload);
    [[nodiscard]] bool isRetired() const { return m_retired; }
    void abortAll();
    void closeIdle(std::int64_t now);

    // For its connections and its stage.
    [[nodiscard]] const RouteSurroundings &surroundings() const { return m_surroundings; }
    /// Its rules have run without a connection that would be told of.
    void noteActivity();
    void connectionChanged(ConnectionId id);
    void connectionEnded(MockConnection &connection);
    /// What the rules hold, told to the server's budget.
    void accountHeldBytes();
    /// The rules' hits, where they changed since the last look.
    [[nodiscard]] std::optional<QList<rules::RuleHits>> takeHits();

private:
    void handleUpgrade();
    void bury();
    [[nodiscard]] wire::WireSettings wireSettings(ConnectionId id,
                                                  std::optional<protocol::DeflateParameters> deflate) const;

    RouteSurroundings m_surroundings;
    RouteSetup m_setup;
    RouteStage m_stage;
    rules::RouteState m_state;
    std::unique_ptr<QWebSocketServer> m_upgrader;
    std::unordered_map<ConnectionId, std::unique_ptr<MockConnection>> m_connections;
    std::vector<std::unique_ptr<MockConnection>> m_over; ///< They die from the event loop.
    QHash<wire::WireSocket *, MockConnection *> m_upgrading;
    QHash<QHostAddress, int> m_attempts;
    mutable MockConnection *m_lastFound = nullptr;
    qint64 m_accountedBytes = 0;
    std::vector<rules::RuleHits> m_toldHits;
    bool m_hitsMayDiffer = false;
    bool m_retired = false;
};

} // namespace framewright::server

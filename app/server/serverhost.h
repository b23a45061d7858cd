// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/randomsource.h"
#include "app/base/ruleclock.h"
#include "app/base/steadyclock.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"
#include "app/server/clockstepper.h"
#include "app/server/mockserver.h"
#include "app/server/variableowner.h"

#include <QByteArrayList>
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

    /// The rule clock of all servers here; clockChanged() follows each.
    void pauseClock();
    void resumeClock();
    void setClockSpeed(double speed);
    /// On at once, with all that happens on the way.
    void stepClock(std::int64_t nanoseconds) { m_stepper.step(nanoseconds); }
    void stepClockToNext() { m_stepper.stepToNext(); }

    /// Raises a signal of a route: for these connections, or once without any.
    void raise(RouteId route, const QByteArray &signal, const value::Value &with,
               const std::vector<ConnectionId> &targets);
    /// The variables as they are now; undefined where there are none (any more).
    [[nodiscard]] value::Value variables(const VariableOwner &owner) const;
    /// Sets one, or with undefined unsets it; what cannot be set is a report of a route.
    void setVariable(const VariableOwner &owner, const QByteArrayList &keys, const value::Value &value);

signals:
    void statusChanged(const framewright::server::ServerStatus &status);
    /// Answer with acknowledgeReport(): the next batch of this server waits for it.
    void connectionsChanged(framewright::ServerId server, const QList<framewright::wire::ConnectionFacts> &connections);
    void hitsChanged(framewright::RouteId route, const QList<framewright::rules::RuleHits> &hits);
    void ruleReported(framewright::RouteId route, const framewright::rules::Report &report);
    void clockChanged(const framewright::RuleClockState &state);
    void stopped();

private:
    void adopt(ServerSetup setup);
    void handleStatus(const ServerStatus &status);
    void dismissLeaving();
    void followClock();
    [[nodiscard]] std::optional<std::int64_t> nextAlarm() const;
    void ringAlarms();
    [[nodiscard]] MockConnection *connection(ConnectionId id) const;
    /// The label of what a person does to a connection.
    [[nodiscard]] std::uint32_t byHand() const;
    [[nodiscard]] MockRoute *routeOf(const VariableOwner &owner) const;

    SteadyClock m_clock;
    RuleClock m_ruleClock;
    ClockStepper m_stepper;
    RandomSource m_random;
    Surroundings m_surroundings;
    std::map<ServerId, std::unique_ptr<MockServer>> m_servers;
    std::vector<std::unique_ptr<MockServer>> m_leaving; ///< No longer in the workspace, until they have stopped.
    bool m_stopping = false;
};

} // namespace framewright::server

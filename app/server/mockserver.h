// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/server/connectionreports.h"
#include "app/server/handshakejudge.h"
#include "app/server/listenergroup.h"
#include "app/server/mockroute.h"
#include "app/server/reception.h"
#include "app/server/rulealarm.h"
#include "app/server/serversetup.h"
#include "app/server/serverstatus.h"
#include "app/wire/memorybudget.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace framewright::server {

/// One server of the workspace: its port, its routes, its limits. Lives on one engine thread with everything it
/// has, so that rules need no lock.
class MockServer final : public QObject
{
    Q_OBJECT
public:
    MockServer(const Surroundings &surroundings, ServerSetup setup, QObject *parent = nullptr);
    ~MockServer() override;
    Q_DISABLE_COPY_MOVE(MockServer)

    [[nodiscard]] const ServerStatus &status() const { return m_status; }
    [[nodiscard]] ServerId id() const { return m_setup.server.id; }

    void start();
    /// No more is accepted, clients get 1001; the state is Stopped when they have gone, after two seconds at most.
    void stop();
    /// A new state of the workspace. Routes follow while they run; another host, port or TLS restarts the server.
    void apply(ServerSetup setup);

    [[nodiscard]] MockConnection *connection(ConnectionId id) const;
    /// A route that serves; nullptr where there is none.
    [[nodiscard]] MockRoute *route(RouteId id) const;
    /// The route of a live connection; nullptr where there is none.
    [[nodiscard]] MockRoute *routeOf(ConnectionId id) const;
    /// Any route, for what all of them share; nullptr while it does not serve.
    [[nodiscard]] MockRoute *anyRoute() const { return m_routes.empty() ? nullptr : m_routes.front().get(); }
    /// What of its rules waits on the rule clock.
    [[nodiscard]] RuleAlarm &alarm() { return m_alarm; }
    void acknowledgeReport() { m_reports.acknowledge(); }
    /// Hands up what is not yet reported, at the end.
    void flushReports() { m_reports.flush(); }

signals:
    void statusChanged(const framewright::server::ServerStatus &status);
    void connectionsChanged(const QList<framewright::wire::ConnectionFacts> &connections);
    void hitsChanged(framewright::RouteId route, const QList<framewright::rules::RuleHits> &hits);
    void ruleReported(framewright::RouteId route, const framewright::rules::Report &report);

private:
    void connectParts();
    void listen(const ListenAddresses &addresses);
    void lookUpHost();
    void failWith(Error error);
    [[nodiscard]] Result<void> loadTls();
    void applyLimits();
    void installRoutes();
    void retire(std::unique_ptr<MockRoute> route, const protocol::ClosePayload &payload);
    void dismissEmptyRetired();
    [[nodiscard]] std::unique_ptr<MockRoute> takeRunning(RouteId id);
    [[nodiscard]] MockRoute *findRoute(QByteArrayView path, std::map<QByteArray, QByteArray> &parameters) const;
    [[nodiscard]] std::size_t connectionCount() const;
    void handleEnded(const wire::ConnectionFacts &facts);
    void handleAlarm(const void *sleeper);
    void finishStop();
    void reportWhatIsDue();
    void setState(ServerState state);
    void updateIdleTimer();
    void noteTightMemory();
    void handleExhausted();

    Surroundings m_surroundings;
    ServerSetup m_setup;
    ServerStatus m_status;
    wire::MemoryBudget m_budget;
    RuleAlarm m_alarm;
    Reception m_reception;
    HandshakeJudge m_judge;
    ConnectionReports m_reports;
    ListenerGroup m_listeners;
    RouteSurroundings m_routeSurroundings;
    std::vector<std::unique_ptr<MockRoute>> m_routes;  ///< The first that matches wins.
    std::vector<std::unique_ptr<MockRoute>> m_retired; ///< Until their last connection has gone.
    QTimer m_stopDeadline;
    QTimer m_idleCheck;
    QTimer m_accounting; ///< Tells the budget what the rules hold.
    std::optional<QSslConfiguration> m_tls;
    std::int64_t m_lastExhausted = 0;
    int m_lookup = -1;          ///< Of the host's name.
    bool m_startsAgain = false; ///< Once it has stopped: another host or port.
};

} // namespace framewright::server

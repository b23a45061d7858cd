// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/mockserver.h"

#include "app/server/handshakerows.h"
#include "app/server/servertls.h"
#include "app/wire/capture.h"

#include <QHostInfo>

#include <algorithm>

namespace framewright::server {

namespace {

constexpr int stopMilliseconds = 2000;
constexpr int accountingMilliseconds = 50;
constexpr std::int64_t exhaustedNoticeEvery = 10'000 * nanosecondsPerMillisecond;

[[nodiscard]] QUrl urlFor(const QHostAddress &address, quint16 port, bool secure)
{
    QUrl url;
    url.setScheme(secure ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(address.toString());
    url.setPort(port);
    return url;
}

} // namespace

MockServer::MockServer(const Surroundings &surroundings, ServerSetup setup, QObject *parent)
    : QObject(parent)
    , m_surroundings(surroundings)
    , m_setup(std::move(setup))
    , m_budget(m_setup.server.limits.memory)
    , m_alarm(m_surroundings.ruleClock)
    , m_reception(m_surroundings.clock,
                  {m_surroundings.nextId, [this](PendingConnection &pending) { m_judge.judge(pending); },
                   [this](const wire::ConnectionFacts &facts) {
                       recordRefused(m_surroundings.capture, facts);
                       m_reports.ended(facts);
                   }})
    , m_judge(m_surroundings.ruleClock, m_alarm, m_reception,
              {[this](QByteArrayView path, std::map<QByteArray, QByteArray> &parameters) {
                   return findRoute(path, parameters);
               },
               [this] {
                   std::vector<MockRoute *> routes;
                   for (const std::unique_ptr<MockRoute> &route : m_routes)
                       routes.push_back(route.get());
                   return routes;
               },
               [this] { return static_cast<std::int64_t>(connectionCount()) >= m_setup.server.limits.connections; }})
    , m_reports([this](ConnectionId id) -> std::optional<wire::ConnectionFacts> {
        MockConnection *found = connection(id);
        return found != nullptr && found->takeTouched() ? std::optional(found->facts()) : std::nullopt;
    })
    , m_routeSurroundings{m_surroundings,
                          m_setup.server.id,
                          m_budget,
                          m_alarm,
                          [this](ConnectionId id) {
                              m_reports.changed(id);
                              if (!m_accounting.isActive())
                                  m_accounting.start();
                          },
                          [this] {
                              m_reports.noteActivity();
                              if (!m_accounting.isActive())
                                  m_accounting.start();
                          },
                          [this](const wire::ConnectionFacts &facts) { handleEnded(facts); },
                          [this](RouteId route, const rules::Report &report) { emit ruleReported(route, report); }}
{
    m_status.server = m_setup.server.id;
    m_status.name = m_setup.server.name;
    connectParts();
}

void MockServer::connectParts()
{
    m_stopDeadline.setSingleShot(true);
    m_stopDeadline.setInterval(stopMilliseconds);
    m_accounting.setSingleShot(true);
    m_accounting.setInterval(accountingMilliseconds);
    connect(&m_listeners, &ListenerGroup::accepted, this, [this](qintptr descriptor) { m_reception.take(descriptor); });
    connect(&m_listeners, &ListenerGroup::exhausted, this, &MockServer::handleExhausted);
    connect(&m_alarm, &RuleAlarm::rang, this, &MockServer::handleAlarm);
    connect(&m_reports, &ConnectionReports::due, this, &MockServer::reportWhatIsDue);
    connect(&m_reports, &ConnectionReports::batch, this, &MockServer::connectionsChanged);
    connect(&m_budget, &wire::MemoryBudget::tightened, this, &MockServer::noteTightMemory);
    connect(&m_idleCheck, &QTimer::timeout, this, [this] {
        for (const std::unique_ptr<MockRoute> &route : m_routes)
            route->closeIdle(m_surroundings.clock.now());
    });
    connect(&m_accounting, &QTimer::timeout, this, [this] {
        for (const std::unique_ptr<MockRoute> &route : m_routes)
            route->accountHeldBytes();
    });
    connect(&m_stopDeadline, &QTimer::timeout, this, [this] {
        for (const std::unique_ptr<MockRoute> &route : m_retired)
            route->abortAll();
    });
}

/// Connections go before the reports and the budget that they tell of themselves.
MockServer::~MockServer()
{
    m_listeners.close();
    m_routes.clear();
    m_retired.clear();
}

void MockServer::start()
{
    if (m_status.state == ServerState::Stopping) {
        m_startsAgain = true;
        return;
    }
    if (m_status.state == ServerState::Listening || m_status.state == ServerState::Starting)
        return;
    m_status.error.reset();
    m_routeSurroundings.variables = {std::make_shared<rules::VariableStore>(), m_surroundings.workspaceVariables};
    setState(ServerState::Starting);
    if (const Result<void> loaded = loadTls(); !loaded) {
        failWith(loaded.error());
        return;
    }
    if (const std::optional<ListenAddresses> addresses = listenAddresses(m_setup.server.host))
        listen(*addresses);
    else
        lookUpHost();
}

Result<void> MockServer::loadTls()
{
    m_tls.reset();
    if (!m_setup.server.tls)
        return {};
    Result<QSslConfiguration> configuration =
        loadServerTls(*m_setup.server.tls, m_setup.folder, m_setup.certificateFolder);
    if (!configuration)
        return tl::unexpected(configuration.error());
    m_tls = *std::move(configuration);
    return {};
}

void MockServer::lookUpHost()
{
    m_lookup = QHostInfo::lookupHost(m_setup.server.host, this, [this](const QHostInfo &found) {
        // Stopped, or started again with another host.
        if (m_status.state != ServerState::Starting || found.lookupId() != m_lookup)
            return;
        if (found.addresses().isEmpty()) {
            failWith({QStringLiteral("The host %1 is not known: %2.").arg(m_setup.server.host, found.errorString()),
                      {},
                      QStringLiteral("Use localhost, an address of this machine, or * for all of them.")});
            return;
        }
        // A name may have addresses that this machine lacks, such as IPv6 ones: any of them will do.
        listen(ListenAddresses{{}, found.addresses()});
    });
}

void MockServer::listen(const ListenAddresses &addresses)
{
    applyLimits();
    installRoutes();
    const Result<quint16> port = m_listeners.open(addresses, static_cast<quint16>(m_setup.server.port));
    if (!port) {
        m_routes.clear();
        failWith(port.error());
        return;
    }
    m_status.port = *port;
    m_status.beyondLoopback = addresses.reachBeyondLoopback();
    m_status.urls.clear();
    const QList<QHostAddress> listening = m_listeners.addresses();
    for (const QHostAddress &address : listening) {
        const QList<QHostAddress> shown = shownAddresses(address);
        for (const QHostAddress &each : shown)
            m_status.urls.append(urlFor(each, *port, m_tls.has_value()));
    }
    setState(ServerState::Listening);
}

void MockServer::failWith(Error error)
{
    if (error.where.isEmpty())
        error.where = m_setup.server.name;
    m_status.error = std::move(error);
    setState(ServerState::Failed);
}

void MockServer::stop()
{
    m_startsAgain = false;
    if (m_status.state == ServerState::Starting || m_status.state == ServerState::Failed) {
        m_status.error.reset();
        setState(ServerState::Stopped);
    }
    if (m_status.state != ServerState::Listening)
        return;
    setState(ServerState::Stopping);
    m_listeners.close();
    m_idleCheck.stop();
    m_reception.cutAll(QStringLiteral("The server was stopped."));
    for (std::unique_ptr<MockRoute> &route : m_routes)
        retire(std::move(route), {protocol::closecode::GoingAway, "The server was stopped"});
    m_routes.clear();
    m_stopDeadline.start();
    QMetaObject::invokeMethod(this, &MockServer::dismissEmptyRetired, Qt::QueuedConnection);
}

void MockServer::retire(std::unique_ptr<MockRoute> route, const protocol::ClosePayload &payload)
{
    route->retire(payload);
    m_retired.push_back(std::move(route));
}

/// From the event loop: a route that has just become empty is still on the stack before.
void MockServer::dismissEmptyRetired()
{
    std::erase_if(m_retired, [](const std::unique_ptr<MockRoute> &route) { return route->connectionCount() == 0; });
    if (m_retired.empty() && m_status.state == ServerState::Stopping)
        finishStop();
}

void MockServer::finishStop()
{
    m_stopDeadline.stop();
    m_status.urls.clear();
    m_status.port = 0;
    m_status.live = 0;
    m_reports.flush();
    setState(ServerState::Stopped);
    if (std::exchange(m_startsAgain, false))
        start();
}

void MockServer::apply(ServerSetup setup)
{
    const workspace::Server &before = m_setup.server;
    // Only certificates lie beside the workspace: a file that is saved for the first time drops nobody.
    const bool movesFiles = setup.server.tls && m_setup.folder != setup.folder;
    const bool movesElsewhere = before.host != setup.server.host || before.port != setup.server.port ||
                                before.tls != setup.server.tls || movesFiles;
    m_setup = std::move(setup);
    const bool renamed = std::exchange(m_status.name, m_setup.server.name) != m_setup.server.name;
    if (m_status.state == ServerState::Starting && movesElsewhere) {
        stop(); // What is looked up is not wanted any more.
        start();
        return;
    }
    if (m_status.state == ServerState::Listening) {
        if (movesElsewhere) {
            stop();
            m_startsAgain = true;
            return;
        }
        applyLimits();
        installRoutes();
    }
    if (renamed)
        emit statusChanged(m_status);
}

void MockServer::applyLimits()
{
    const workspace::ServerLimits &limits = m_setup.server.limits;
    m_budget.setLimit(limits.memory);
    ReceptionSettings settings;
    settings.server = m_setup.server.id;
    settings.tls = m_tls;
    settings.headLimits.bytes = limits.head;
    settings.headTime = static_cast<int>(std::clamp<std::int64_t>(limits.headTime, 1, std::numeric_limits<int>::max()));
    m_reception.setSettings(std::move(settings));
}

void MockServer::installRoutes()
{
    std::vector<std::unique_ptr<MockRoute>> routes;
    for (const RouteSetup &setup : m_setup.routes) {
        std::unique_ptr<MockRoute> route = takeRunning(setup.route.id);
        if (route)
            route->update(setup);
        else
            route = std::make_unique<MockRoute>(m_routeSurroundings, setup, m_tls.has_value());
        routes.push_back(std::move(route));
    }
    for (std::unique_ptr<MockRoute> &removed : m_routes) {
        if (removed)
            retire(std::move(removed), {protocol::closecode::ServiceRestart, "The route was removed"});
    }
    m_routes = std::move(routes);
    for (const std::unique_ptr<MockRoute> &route : m_routes)
        route->begin();
    QMetaObject::invokeMethod(this, &MockServer::dismissEmptyRetired, Qt::QueuedConnection);
    updateIdleTimer();
}

std::unique_ptr<MockRoute> MockServer::takeRunning(RouteId id)
{
    for (std::unique_ptr<MockRoute> &route : m_routes) {
        if (route && route->id() == id)
            return std::move(route);
    }
    return nullptr;
}

void MockServer::updateIdleTimer()
{
    std::int64_t shortest = 0;
    for (const std::unique_ptr<MockRoute> &route : m_routes) {
        const std::int64_t idle = route->route().limits.idle;
        if (idle > 0 && (shortest == 0 || idle < shortest))
            shortest = idle;
    }
    if (shortest > 0)
        m_idleCheck.start(static_cast<int>(std::clamp<std::int64_t>(shortest / 4, 10, 1000)));
    else
        m_idleCheck.stop();
}

MockRoute *MockServer::findRoute(QByteArrayView path, std::map<QByteArray, QByteArray> &parameters) const
{
    for (const std::unique_ptr<MockRoute> &route : m_routes) {
        if (auto matched = route->compiled().match(path)) {
            parameters = *std::move(matched);
            return route.get();
        }
    }
    return nullptr;
}

MockRoute *MockServer::route(RouteId id) const
{
    const auto found = std::ranges::find_if(m_routes, [id](const auto &route) { return route->id() == id; });
    return found != m_routes.end() ? found->get() : nullptr;
}

MockRoute *MockServer::routeOf(ConnectionId id) const
{
    for (const auto *routes : {&m_routes, &m_retired}) {
        for (const std::unique_ptr<MockRoute> &route : *routes) {
            if (route->connection(id) != nullptr)
                return route.get();
        }
    }
    return nullptr;
}

MockConnection *MockServer::connection(ConnectionId id) const
{
    const MockRoute *route = routeOf(id);
    return route != nullptr ? route->connection(id) : nullptr;
}

std::size_t MockServer::connectionCount() const
{
    std::size_t count = 0;
    for (const std::unique_ptr<MockRoute> &route : m_routes)
        count += route->connectionCount();
    return count;
}

void MockServer::handleEnded(const wire::ConnectionFacts &facts)
{
    m_reports.ended(facts);
    if (!m_retired.empty())
        QMetaObject::invokeMethod(this, &MockServer::dismissEmptyRetired, Qt::QueuedConnection);
}

void MockServer::handleAlarm(const void *sleeper)
{
    for (const auto *routes : {&m_routes, &m_retired}) {
        for (const std::unique_ptr<MockRoute> &route : *routes) {
            if (route.get() == sleeper) {
                route->state().wake();
                route->noteActivity();
                return;
            }
        }
    }
}

void MockServer::reportWhatIsDue()
{
    for (const std::unique_ptr<MockRoute> &route : m_routes) {
        if (const std::optional<QList<rules::RuleHits>> hits = route->takeHits())
            emit hitsChanged(route->id(), *hits);
    }
    const int live = static_cast<int>(connectionCount());
    if (std::exchange(m_status.live, live) != live)
        emit statusChanged(m_status);
}

void MockServer::setState(ServerState state)
{
    m_status.state = state;
    emit statusChanged(m_status);
}

void MockServer::noteTightMemory()
{
    recordNotice(m_surroundings.capture, {},
                 QStringLiteral("%1: its connections hold more than three quarters of the %2 bytes that they may; "
                                "input pauses.")
                     .arg(m_setup.server.name)
                     .arg(m_budget.limit()));
}

void MockServer::handleExhausted()
{
    m_reception.makeRoom();
    const std::int64_t now = m_surroundings.clock.now();
    if (m_lastExhausted != 0 && now - m_lastExhausted < exhaustedNoticeEvery)
        return;
    m_lastExhausted = now;
    recordNotice(m_surroundings.capture, {},
                 QStringLiteral("%1: the system gives no more connections (see ulimit -n); new ones wait.")
                     .arg(m_setup.server.name));
}

} // namespace framewright::server

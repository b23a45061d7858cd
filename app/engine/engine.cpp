// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/engine.h"

#include "app/client/sessionhost.h"
#include "app/engine/compilerroom.h"
#include "app/engine/descriptorlimit.h"
#include "app/engine/hostroom.h"
#include "app/engine/recorder.h"
#include "app/server/serverhost.h"

#include <QStandardPaths>

#include <algorithm>
#include <atomic>

namespace framewright::engine {

namespace {

[[nodiscard]] QString certificateFolderOf(const EngineSettings &settings)
{
    return settings.certificateFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                                : settings.certificateFolder;
}

using ServerRoom = HostRoom<server::ServerHost, &server::ServerHost::stopAll, &server::ServerHost::stopped>;
using SessionRoom = HostRoom<client::SessionHost, &client::SessionHost::closeAll, &client::SessionHost::emptied>;

constexpr std::uint32_t serverProducer = 1;
constexpr std::uint32_t sessionProducer = 2;

constexpr double slowestClock = 0.01;
constexpr double fastestClock = 1000;
/// A year: what is longer is a mistake, and must not overflow.
constexpr std::int64_t longestStep = 366LL * 24 * 3600 * 1000;

} // namespace

class Engine::Private
{
public:
    Private(Engine &engine, EngineSettings settings);

    void connectServers();
    [[nodiscard]] SessionRoom &sessions();
    void takeStatus(const ServerStatus &status);
    /// To the servers, behind the workspace that was applied last.
    template <class Function>
    void post(Function function)
    {
        compiler.runBehind([this, function] { servers.post(function); });
    }
    [[nodiscard]] ConnectionId nextConnection() { return ConnectionId{++lastConnection}; }

    Engine &engine;
    const EngineSettings settings;
    std::atomic<std::uint64_t> lastConnection{0}; ///< Counted by the engine thread and this one.
    Recorder recorder;
    std::shared_ptr<const workspace::Workspace> workspace;
    QList<ServerStatus> statuses;
    RuleClockState clock; ///< As last told.
    quint64 lastQuery = 0;
    std::unique_ptr<SessionRoom> sessionRoom; ///< Made with the first session.
    ServerRoom servers;
    CompilerRoom compiler; ///< Goes first: it hands over to the servers.
};

Engine::Private::Private(Engine &owner, EngineSettings wanted)
    : engine(owner)
    , settings(std::move(wanted))
    , recorder(settings,
               [&owner](const traffic::CaptureStatus &status) {
                   QMetaObject::invokeMethod(
                       &owner, [&owner, status] { emit owner.captureChanged(status); }, Qt::QueuedConnection);
               })
    , servers(QStringLiteral("engine"), recorder.queue(), serverProducer, [this](wire::Capture &capture) {
        return std::make_unique<server::ServerHost>(capture, [this] { return nextConnection(); });
    })
{
    connectServers();
}

void Engine::Private::connectServers()
{
    server::ServerHost &host = servers.host();
    connect(&host, &server::ServerHost::statusChanged, &engine,
            [this](const ServerStatus &status) { takeStatus(status); });
    connect(&host, &server::ServerHost::connectionsChanged, &engine,
            [this](ServerId server, const QList<wire::ConnectionFacts> &connections) {
                servers.post([server](server::ServerHost &each) { each.acknowledgeReport(server); });
                emit engine.connectionsChanged(connections);
            });
    connect(&host, &server::ServerHost::hitsChanged, &engine, &Engine::hitsChanged);
    connect(&host, &server::ServerHost::ruleReported, &engine, &Engine::ruleReported);
    connect(&host, &server::ServerHost::clockChanged, &engine, [this](const RuleClockState &state) {
        clock = state;
        emit engine.clockChanged(state);
    });
    connect(&host, &server::ServerHost::stopped, &engine, &Engine::stopped);
    connect(&compiler, &CompilerRoom::busyChanged, &engine, &Engine::preparingChanged);
    connect(&compiler, &CompilerRoom::problemsFound, &engine,
            [this](RouteId route, const std::vector<rules::Problem> &problems) {
                emit engine.problemsFound(route, QList<rules::Problem>(problems.cbegin(), problems.cend()));
            });
}

SessionRoom &Engine::Private::sessions()
{
    if (!sessionRoom) {
        sessionRoom = std::make_unique<SessionRoom>(
            QStringLiteral("client"), recorder.queue(), sessionProducer,
            [](wire::Capture &capture) { return std::make_unique<client::SessionHost>(&capture); });
        connect(&sessionRoom->host(), &client::SessionHost::factsChanged, &engine, &Engine::connectionsChanged);
        connect(&sessionRoom->host(), &client::SessionHost::failed, &engine, &Engine::sessionFailed);
    }
    return *sessionRoom;
}

void Engine::Private::takeStatus(const ServerStatus &status)
{
    const auto found = std::find_if(statuses.begin(), statuses.end(),
                                    [&status](const ServerStatus &each) { return each.server == status.server; });
    if (found == statuses.end() || *found == status)
        return; // It has left the workspace meanwhile, or says nothing new.
    *found = status;
    emit engine.serversChanged(statuses);
}

Engine::Engine(EngineSettings settings, QObject *parent)
    : QObject(parent)
{
    raiseDescriptorLimit();
    m_private = std::make_unique<Private>(*this, std::move(settings));
}

Engine::~Engine()
{
    // Sessions may be connected to the servers: they leave first. The record ends when nobody adds to it any more.
    m_private->sessionRoom.reset();
}

std::optional<Error> Engine::captureError() const
{
    return m_private->recorder.error();
}

QString Engine::captureFile() const
{
    return m_private->recorder.captureFile();
}

void Engine::apply(std::shared_ptr<const workspace::Workspace> workspace, const QString &folder)
{
    QList<ServerStatus> statuses;
    for (const workspace::Server &server : workspace->servers) {
        const auto known = std::find_if(m_private->statuses.cbegin(), m_private->statuses.cend(),
                                        [&server](const ServerStatus &each) { return each.server == server.id; });
        ServerStatus status = known != m_private->statuses.cend() ? *known : ServerStatus();
        status.server = server.id;
        status.name = server.name;
        if (!server.enabled && status.state != ServerState::Stopped)
            stop(status.server);
        statuses.append(status);
    }
    m_private->workspace = std::move(workspace);
    const QString certificateFolder = certificateFolderOf(m_private->settings);
    m_private->compiler.compile(m_private->workspace, folder,
                                [room = m_private.get(), folder, certificateFolder](CompilerRoom::Setups setups) {
                                    for (server::ServerSetup &setup : setups) {
                                        setup.folder = folder;
                                        setup.certificateFolder = certificateFolder;
                                    }
                                    room->servers.post([setups = std::move(setups)](server::ServerHost &host) mutable {
                                        host.apply(std::move(setups));
                                    });
                                });
    if (std::exchange(m_private->statuses, statuses) != statuses)
        emit serversChanged(statuses);
}

void Engine::start(ServerId server)
{
    m_private->post([server](server::ServerHost &host) { host.start(server); });
}

void Engine::stop(ServerId server)
{
    m_private->post([server](server::ServerHost &host) { host.stop(server); });
}

void Engine::startAll()
{
    if (!m_private->workspace)
        return;
    for (const workspace::Server &server : m_private->workspace->servers) {
        if (server.enabled)
            start(server.id);
    }
}

void Engine::stopAll()
{
    m_private->post([](server::ServerHost &host) { host.stopAll(); });
}

void Engine::disconnectPeer(ConnectionId connection, const protocol::ClosePayload &payload)
{
    m_private->post([connection, payload](server::ServerHost &host) { host.close(connection, payload); });
}

void Engine::dropPeer(ConnectionId connection)
{
    m_private->post([connection](server::ServerHost &host) { host.drop(connection); });
}

void Engine::sendToPeer(ConnectionId connection, protocol::Opcode opcode, const QByteArray &payload)
{
    m_private->post(
        [connection, opcode, payload](server::ServerHost &host) { host.send(connection, opcode, payload); });
}

ConnectionId Engine::openSession(const client::SessionRequest &request)
{
    const ConnectionId id = m_private->nextConnection();
    m_private->sessions().post([id, request](client::SessionHost &host) { host.open(id, request); });
    return id;
}

void Engine::sendInSession(ConnectionId session, protocol::Opcode opcode, const QByteArray &payload)
{
    m_private->sessions().post(
        [session, opcode, payload](client::SessionHost &host) { host.send(session, opcode, payload); });
}

void Engine::closeSession(ConnectionId session, const protocol::ClosePayload &payload)
{
    m_private->sessions().post([session, payload](client::SessionHost &host) { host.close(session, payload); });
}

void Engine::abortSession(ConnectionId session)
{
    m_private->sessions().post([session](client::SessionHost &host) { host.abort(session); });
}

void Engine::pauseClock()
{
    m_private->post([](server::ServerHost &host) { host.pauseClock(); });
}

void Engine::resumeClock()
{
    m_private->post([](server::ServerHost &host) { host.resumeClock(); });
}

void Engine::setClockSpeed(double speed)
{
    const double bounded = std::clamp(speed, slowestClock, fastestClock);
    m_private->post([bounded](server::ServerHost &host) { host.setClockSpeed(bounded); });
}

void Engine::stepClock(std::int64_t milliseconds)
{
    const std::int64_t bounded = std::clamp<std::int64_t>(milliseconds, 0, longestStep);
    m_private->post([bounded](server::ServerHost &host) { host.stepClock(bounded * nanosecondsPerMillisecond); });
}

void Engine::stepClockToNextTimer()
{
    m_private->post([](server::ServerHost &host) { host.stepClockToNext(); });
}

RuleClockState Engine::clockState() const
{
    return m_private->clock;
}

void Engine::raiseSignal(RouteId route, const QByteArray &signal, const value::Value &with,
                         const QList<ConnectionId> &targets)
{
    m_private->post([route, signal, with, ids = std::vector(targets.cbegin(), targets.cend())](
                        server::ServerHost &host) { host.raise(route, signal, with, ids); });
}

quint64 Engine::query(const VariableOwner &owner)
{
    const quint64 number = ++m_private->lastQuery;
    m_private->post([engine = this, owner, number](server::ServerHost &host) {
        QMetaObject::invokeMethod(
            engine, [engine, number, answer = host.variables(owner)] { emit engine->answered(number, answer); },
            Qt::QueuedConnection);
    });
    return number;
}

void Engine::setVariable(const VariableOwner &owner, const QByteArrayList &keys, const value::Value &value)
{
    m_private->post([owner, keys, value](server::ServerHost &host) { host.setVariable(owner, keys, value); });
}

void Engine::clearCapture()
{
    m_private->recorder.clear();
}

void Engine::stopClearing()
{
    m_private->recorder.stopClearing();
}

QList<ServerStatus> Engine::servers() const
{
    return m_private->statuses;
}

} // namespace framewright::engine

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/serverhost.h"

#include "app/server/handshakerows.h"
#include "app/server/mockconnection.h"
#include "app/wire/capture.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace framewright::server {

namespace {

[[nodiscard]] bool isAtRest(const MockServer &server)
{
    const ServerState state = server.status().state;
    return state == ServerState::Stopped || state == ServerState::Failed;
}

[[nodiscard]] expression::Root rootOf(const VariableOwner &owner)
{
    using expression::Root;
    constexpr std::array roots = {Root::Connection, Root::Route, Root::Global, Root::Shared};
    static_assert(std::variant_size_v<VariableOwner> == roots.size());
    return roots[owner.index()];
}

[[nodiscard]] ConnectionId connectionOf(const VariableOwner &owner)
{
    const auto *connection = std::get_if<ConnectionId>(&owner);
    return connection != nullptr ? *connection : ConnectionId();
}

} // namespace

ServerHost::ServerHost(wire::Capture &capture, std::function<ConnectionId()> nextId, QObject *parent)
    : QObject(parent)
    , m_ruleClock(m_clock)
    , m_stepper(m_ruleClock, {[this] { return nextAlarm(); }, [this] { ringAlarms(); }})
    , m_random(QRandomGenerator::system()->generate64())
    , m_surroundings{m_clock, m_ruleClock, m_random, capture, std::move(nextId)}
{
    connect(&m_stepper, &ClockStepper::finished, this, &ServerHost::followClock);
    capture.setRuleClock([this] { return m_ruleClock.ahead(); });
}

ServerHost::~ServerHost()
{
    // The servers go first: their last rows ask for the time too.
    m_leaving.clear();
    m_servers.clear();
    m_surroundings.capture.setRuleClock({});
}

void ServerHost::apply(std::vector<ServerSetup> servers)
{
    std::map<ServerId, std::unique_ptr<MockServer>> before = std::move(m_servers);
    m_servers.clear();
    for (ServerSetup &setup : servers) {
        const ServerId id = setup.server.id;
        if (const auto found = before.find(id); found != before.end()) {
            m_servers.emplace(id, std::move(found->second)).first->second->apply(std::move(setup));
            before.erase(found);
        } else {
            adopt(std::move(setup));
        }
    }
    for (auto &[id, server] : before) {
        m_leaving.push_back(std::move(server));
        m_leaving.back()->stop();
    }
    QMetaObject::invokeMethod(this, &ServerHost::dismissLeaving, Qt::QueuedConnection);
}

void ServerHost::adopt(ServerSetup setup)
{
    const ServerId id = setup.server.id;
    auto server = std::make_unique<MockServer>(m_surroundings, std::move(setup));
    connect(server.get(), &MockServer::statusChanged, this, &ServerHost::handleStatus);
    connect(server.get(), &MockServer::connectionsChanged, this,
            [this, id](const QList<wire::ConnectionFacts> &connections) { emit connectionsChanged(id, connections); });
    connect(server.get(), &MockServer::hitsChanged, this, &ServerHost::hitsChanged);
    connect(server.get(), &MockServer::ruleReported, this, &ServerHost::ruleReported);
    emit statusChanged(server->status());
    m_servers.emplace(id, std::move(server));
}

void ServerHost::start(ServerId server)
{
    m_stopping = false;
    if (const auto found = m_servers.find(server); found != m_servers.end())
        found->second->start();
}

void ServerHost::stop(ServerId server)
{
    if (const auto found = m_servers.find(server); found != m_servers.end())
        found->second->stop();
}

void ServerHost::stopAll()
{
    m_stopping = true;
    for (const auto &[id, server] : m_servers)
        server->stop();
    QMetaObject::invokeMethod(this, &ServerHost::dismissLeaving, Qt::QueuedConnection);
}

void ServerHost::handleStatus(const ServerStatus &status)
{
    emit statusChanged(status);
    if (status.state == ServerState::Stopped)
        QMetaObject::invokeMethod(this, &ServerHost::dismissLeaving, Qt::QueuedConnection);
}

/// From the event loop: a server that has just stopped is on the stack before.
void ServerHost::dismissLeaving()
{
    std::erase_if(m_leaving, [](const std::unique_ptr<MockServer> &server) { return isAtRest(*server); });
    const bool allRest = m_leaving.empty() && std::all_of(m_servers.cbegin(), m_servers.cend(),
                                                          [](const auto &each) { return isAtRest(*each.second); });
    if (allRest && std::exchange(m_stopping, false))
        emit stopped();
}

void ServerHost::acknowledgeReport(ServerId server)
{
    if (const auto found = m_servers.find(server); found != m_servers.end())
        found->second->acknowledgeReport();
}

MockConnection *ServerHost::connection(ConnectionId id) const
{
    for (const auto &[serverId, server] : m_servers) {
        if (MockConnection *found = server->connection(id))
            return found;
    }
    return nullptr;
}

void ServerHost::close(ConnectionId connection, const protocol::ClosePayload &payload)
{
    if (MockConnection *found = this->connection(connection))
        found->close(payload, wire::CloseOrigin::Application, byHand());
}

void ServerHost::drop(ConnectionId connection)
{
    MockConnection *found = this->connection(connection);
    if (found != nullptr && found->isOpen())
        found->wire()->drop(wire::DropManner::Reset, wire::CloseOrigin::Application);
}

std::uint32_t ServerHost::byHand() const
{
    return m_surroundings.capture.label({}, event::Means::Person);
}

void ServerHost::send(ConnectionId connection, protocol::Opcode opcode, const QByteArray &payload)
{
    MockConnection *found = this->connection(connection);
    if (found == nullptr || !found->isOpen())
        return;
    found->noteSent();
    switch (opcode) {
    case protocol::Opcode::Ping:
        found->wire()->sendPing(payload, byHand());
        break;
    case protocol::Opcode::Pong:
        found->wire()->sendPong(payload, byHand());
        break;
    default:
        found->wire()->send(wire::Outgoing{opcode, payload, payload, byHand()});
    }
}

void ServerHost::pauseClock()
{
    m_stepper.stop();
    m_ruleClock.pause();
    followClock();
}

void ServerHost::resumeClock()
{
    m_ruleClock.resume();
    followClock();
}

void ServerHost::setClockSpeed(double speed)
{
    m_ruleClock.setSpeed(speed);
    followClock();
}

void ServerHost::followClock()
{
    for (const auto &[id, server] : m_servers)
        server->alarm().followClock();
    for (const std::unique_ptr<MockServer> &server : m_leaving)
        server->alarm().followClock();
    emit clockChanged(m_ruleClock.state());
}

std::optional<std::int64_t> ServerHost::nextAlarm() const
{
    std::optional<std::int64_t> earliest;
    for (const auto &[id, server] : m_servers) {
        const std::optional<std::int64_t> next = server->alarm().nextTime();
        if (next && (!earliest || *next < *earliest))
            earliest = next;
    }
    return earliest;
}

void ServerHost::ringAlarms()
{
    for (const auto &[id, server] : m_servers)
        server->alarm().ringDue();
}

MockRoute *ServerHost::routeOf(const VariableOwner &owner) const
{
    for (const auto &[id, server] : m_servers) {
        const auto *connection = std::get_if<ConnectionId>(&owner);
        const auto *route = std::get_if<RouteId>(&owner);
        const auto *serverId = std::get_if<ServerId>(&owner);
        MockRoute *found = connection != nullptr                    ? server->routeOf(*connection)
                           : route != nullptr                       ? server->route(*route)
                           : serverId == nullptr || *serverId == id ? server->anyRoute()
                                                                    : nullptr;
        if (found != nullptr)
            return found;
    }
    return nullptr;
}

void ServerHost::raise(RouteId route, const QByteArray &signal, const value::Value &with,
                       const std::vector<ConnectionId> &targets)
{
    if (MockRoute *found = routeOf(route)) {
        wire::Capture &capture = m_surroundings.capture;
        const wire::Because because(&capture, recordRaised(capture, signal, with, targets));
        found->state().raise(signal, with, targets);
        found->noteActivity();
    }
}

value::Value ServerHost::variables(const VariableOwner &owner) const
{
    MockRoute *route = routeOf(owner);
    return route != nullptr ? route->state().variables(rootOf(owner), connectionOf(owner)) : value::Value();
}

void ServerHost::setVariable(const VariableOwner &owner, const QByteArrayList &keys, const value::Value &value)
{
    if (MockRoute *route = routeOf(owner))
        route->state().setVariable(rootOf(owner), keys, value, connectionOf(owner));
}

} // namespace framewright::server

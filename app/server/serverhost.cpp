// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/serverhost.h"

#include "app/server/mockconnection.h"

#include <QRandomGenerator>

#include <algorithm>

namespace framewright::server {

namespace {

[[nodiscard]] bool isAtRest(const MockServer &server)
{
    const ServerState state = server.status().state;
    return state == ServerState::Stopped || state == ServerState::Failed;
}

} // namespace

ServerHost::ServerHost(wire::Capture &capture, std::function<ConnectionId()> nextId, QObject *parent)
    : QObject(parent)
    , m_ruleClock(m_clock)
    , m_random(QRandomGenerator::system()->generate64())
    , m_surroundings{m_clock, m_ruleClock, m_random, capture, std::move(nextId)}
{
}

ServerHost::~ServerHost() = default;

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
        found->close(payload);
}

void ServerHost::drop(ConnectionId connection)
{
    MockConnection *found = this->connection(connection);
    if (found != nullptr && found->isOpen())
        found->wire()->drop(wire::DropManner::Reset, wire::CloseOrigin::Application);
}

void ServerHost::send(ConnectionId connection, protocol::Opcode opcode, const QByteArray &payload)
{
    MockConnection *found = this->connection(connection);
    if (found == nullptr || !found->isOpen())
        return;
    found->touch();
    switch (opcode) {
    case protocol::Opcode::Ping:
        found->wire()->sendPing(payload);
        break;
    case protocol::Opcode::Pong:
        found->wire()->sendPong(payload);
        break;
    default:
        found->wire()->send(wire::Outgoing{opcode, payload, payload, 0});
    }
}

} // namespace framewright::server

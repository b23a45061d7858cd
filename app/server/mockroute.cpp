// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/mockroute.h"

#include "app/server/handshakerows.h"
#include "app/server/rulealarm.h"
#include "app/wire/capture.h"
#include "app/wire/memorybudget.h"

#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

namespace framewright::server {

namespace {

/// Addresses whose handshakes are counted; beyond, counting begins anew.
constexpr qsizetype countedAddresses = 10000;

[[nodiscard]] protocol::DeflatePolicy deflatePolicy(const workspace::Deflate &deflate)
{
    protocol::DeflatePolicy policy;
    policy.enabled = deflate.enabled;
    policy.contextTakeover = deflate.takeover;
    // zlib has no raw deflate of 8 bits.
    policy.windowBits = static_cast<int>(std::clamp<std::int64_t>(deflate.windowBits, 9, 15));
    return policy;
}

} // namespace

MockRoute::MockRoute(const RouteSurroundings &surroundings, RouteSetup setup, bool secure)
    : m_surroundings(surroundings)
    , m_setup(std::move(setup))
    , m_stage(*this)
    , m_state(m_setup.compiled, m_stage, m_surroundings.shared.ruleClock, m_surroundings.shared.random,
              m_surroundings.variables)
    , m_upgrader(std::make_unique<QWebSocketServer>(
          QStringLiteral("framewright"), secure ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode))
{
    m_upgrader->setMaxPendingConnections(std::numeric_limits<int>::max());
    connect(m_upgrader.get(), &QWebSocketServer::newConnection, this, &MockRoute::handleUpgrade);
}

MockRoute::~MockRoute()
{
    m_surroundings.alarm.forget(this);
    m_surroundings.budget.change(-m_accountedBytes);
    // Before the state that they enter, and the server that upgrades them.
    m_over.clear();
    m_connections.clear();
}

void MockRoute::begin()
{
    m_state.begin();
    noteActivity();
}

void MockRoute::update(RouteSetup setup)
{
    if (setup.compiled != m_setup.compiled)
        m_state.replaceRoute(setup.compiled);
    m_setup = std::move(setup);
    m_toldHits.clear();
    m_hitsMayDiffer = true;
}

int MockRoute::countAttempt(const QHostAddress &address)
{
    if (m_attempts.size() >= countedAddresses)
        m_attempts.clear();
    return ++m_attempts[address];
}

bool MockRoute::isFull() const
{
    const std::optional<std::int64_t> limit = m_setup.route.limits.connections;
    return limit && static_cast<std::int64_t>(m_connections.size()) >= *limit;
}

void MockRoute::accept(PendingConnection &pending, const protocol::HandshakeRequest &handshake, rules::Request request,
                       const rules::Accept &accept)
{
    const std::optional<protocol::DeflateAnswer> deflate =
        protocol::negotiateDeflate(handshake.extensionOffers, deflatePolicy(m_setup.route.accept.deflate));
    protocol::HandshakeAnswer answer{accept.subprotocol, {}, accept.fields};
    if (deflate)
        answer.deflate = deflate->parameters;

    MockConnection::Agreement agreement;
    agreement.request = std::move(request);
    agreement.subprotocol = accept.subprotocol.value_or(QByteArray());
    agreement.answer = protocol::encodeHandshakeAnswer(handshake.key, answer);
    agreement.settings = wireSettings(pending.id(), answer.deflate);

    wire::ConnectionFacts facts = pending.facts();
    facts.route = id();
    facts.routePath = m_setup.route.path;
    facts.subprotocol = agreement.subprotocol;
    facts.extensions = deflate ? deflate->header : QByteArray();
    facts.responseHead = agreement.answer;
    facts.status = 101;

    QByteArray rest = pending.takeRest();
    auto connection = std::make_unique<MockConnection>(*this, pending.takeTransport(), std::move(agreement),
                                                       std::move(facts), std::move(rest));
    MockConnection &taken = *connection;
    m_connections.emplace(taken.id(), std::move(connection));
    m_upgrading.insert(taken.wire(), &taken);
    taken.beginUpgrade(*m_upgrader);
}

wire::WireSettings MockRoute::wireSettings(ConnectionId id, std::optional<protocol::DeflateParameters> deflate) const
{
    wire::WireSettings settings;
    settings.id = id;
    settings.role = protocol::Role::Server;
    settings.messageLimit = m_setup.route.limits.message;
    settings.deflate = deflate;
    settings.deflateThreshold = m_setup.route.accept.deflate.threshold;
    settings.capture = &m_surroundings.shared.capture;
    settings.budget = &m_surroundings.budget;
    return settings;
}

/// Comes synchronously after the 101 was written, so takeUpgraded() tells whose it is.
void MockRoute::handleUpgrade()
{
    QWebSocket *socket = m_upgrader->nextPendingConnection();
    MockConnection *connection = m_upgrading.take(wire::WireSocket::takeUpgraded());
    if (connection == nullptr) {
        socket->deleteLater();
        return;
    }
    wire::Capture &capture = m_surroundings.shared.capture;
    const wire::Because because(&capture, recordOpened(capture, connection->facts()));
    connection->finishUpgrade(socket, *m_upgrader);
}

MockConnection *MockRoute::connection(ConnectionId id) const
{
    // Rules mostly answer the connection that spoke.
    if (m_lastFound != nullptr && m_lastFound->id() == id)
        return m_lastFound;
    const auto found = m_connections.find(id);
    if (found == m_connections.end())
        return nullptr;
    m_lastFound = found->second.get();
    return m_lastFound;
}

void MockRoute::retire(const protocol::ClosePayload &payload)
{
    m_retired = true;
    for (const auto &[id, connection] : m_connections)
        connection->close(payload);
}

void MockRoute::abortAll()
{
    for (const auto &[id, connection] : m_connections)
        connection->abort();
}

void MockRoute::closeIdle(std::int64_t now)
{
    const std::int64_t limit = m_setup.route.limits.idle;
    if (limit <= 0)
        return;
    for (const auto &[id, connection] : m_connections) {
        if (connection->isIdle(now, limit * nanosecondsPerMillisecond))
            connection->close({protocol::closecode::GoingAway, "No message for " + QByteArray::number(limit) + " ms"},
                              wire::CloseOrigin::Timeout);
    }
}

void MockRoute::noteActivity()
{
    m_hitsMayDiffer = true;
    m_surroundings.active();
}

void MockRoute::connectionChanged(ConnectionId id)
{
    m_hitsMayDiffer = true;
    m_surroundings.changed(id);
}

/// Called from the event loop, never from inside the connection's own calls.
void MockRoute::connectionEnded(MockConnection &connection)
{
    const auto found = m_connections.find(connection.id());
    if (found == m_connections.end())
        return;
    if (m_lastFound == &connection)
        m_lastFound = nullptr;
    m_upgrading.removeIf([&connection](const auto &each) { return each.value() == &connection; });
    const wire::ConnectionFacts facts = connection.facts();
    m_over.push_back(std::move(found->second)); // This runs inside one of its slots.
    m_connections.erase(found);
    if (m_over.size() == 1)
        QMetaObject::invokeMethod(this, &MockRoute::bury, Qt::QueuedConnection);
    m_hitsMayDiffer = true;
    m_surroundings.ended(facts);
}

void MockRoute::bury()
{
    m_over.clear();
}

void MockRoute::accountHeldBytes()
{
    const qint64 held = m_state.heldBytes();
    m_surroundings.budget.change(held - m_accountedBytes);
    m_accountedBytes = held;
}

std::optional<QList<rules::RuleHits>> MockRoute::takeHits()
{
    if (!std::exchange(m_hitsMayDiffer, false) || m_state.hits() == m_toldHits)
        return std::nullopt;
    m_toldHits = m_state.hits();
    return QList<rules::RuleHits>(m_toldHits.cbegin(), m_toldHits.cend());
}

} // namespace framewright::server

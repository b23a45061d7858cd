// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routestate.h"

#include "app/base/walltime.h"
#include "app/expression/operators.h"
#include "app/rules/requestvalue.h"
#include "app/rules/runner.h"

#include <algorithm>

namespace framewright::rules {

namespace {

std::shared_ptr<VariableStore> filled(std::shared_ptr<VariableStore> store, const Value &initial)
{
    if (store == nullptr)
        store = std::make_shared<VariableStore>();
    if (!store->isFilled)
        *store = {initial, weightOf(initial), true};
    return store;
}

} // namespace

class RouteState::Private final
{
public:
    Private(Stage &stage, const Clock &clock, RandomSource &random)
        : m_world(stage, clock, random)
        , m_runner(m_world, m_waits)
    {
    }

    void install(std::shared_ptr<const CompiledRoute> route);
    void takeDefaults(SharedVariables variables, std::int64_t wallTimeAtStart);
    [[nodiscard]] Admission admit(const Request &request);
    void open(ConnectionId id, Request request, const QByteArray &subprotocol);
    void receive(ConnectionId id, const Message &message);
    void receiveControl(ConnectionId id, Trigger trigger, QByteArrayView payload);
    void close(ConnectionId id, protocol::CloseCode code, const QByteArray &reason);
    void wake();

    [[nodiscard]] qint64 heldBytes() const { return m_world.heldBytes; }
    [[nodiscard]] const std::vector<std::uint64_t> &hits() const { return m_hits; }

private:
    /// Runs the rules of a trigger; whether one matched that does not let the next ones run.
    bool runRules(Trigger trigger, Happening &happening, Connection &connection);
    void askToBeWoken();

    World m_world;
    WaitList m_waits;
    Runner m_runner;
    std::vector<std::uint64_t> m_hits;
    std::vector<std::int64_t> m_refused; ///< By refusal.
    std::optional<std::int64_t> m_wakeTime;
};

void RouteState::Private::install(std::shared_ptr<const CompiledRoute> route)
{
    const CompiledRoute::Parts &parts = route->parts();
    std::vector<std::uint64_t> hits(parts.ruleNames.size());
    for (std::size_t index = 0; index < hits.size() && m_world.route != nullptr; ++index) {
        const std::vector<RuleId> &before = m_world.parts().ruleIds;
        const auto same = std::ranges::find(before, parts.ruleIds[index]);
        if (parts.ruleIds[index] && same != before.end())
            hits[index] = m_hits[static_cast<std::size_t>(same - before.begin())];
    }
    m_hits = std::move(hits);
    m_world.labels.clear();
    for (const QString &name : parts.ruleNames)
        m_world.labels.push_back(m_world.stage.label(name));
    m_world.turns.assign(parts.choiceCount, 0);
    m_world.route = std::move(route);
}

void RouteState::Private::takeDefaults(SharedVariables variables, std::int64_t wallTimeAtStart)
{
    const CompiledRoute::Parts &parts = m_world.parts();
    m_world.wallOffset = wallTimeAtStart - m_world.clock.now();
    m_world.routeVariables = parts.routeVariables;
    m_world.routeBytes = weightOf(m_world.routeVariables);
    m_world.heldBytes = m_world.routeBytes;
    m_world.variables = {filled(std::move(variables.global), parts.globalVariables),
                         filled(std::move(variables.shared), parts.sharedVariables)};
}

Admission RouteState::Private::admit(const Request &request)
{
    const AdmissionRules &rules = m_world.parts().admission;
    // Most routes let everybody in and say nothing of their own: then nobody asks for `req`.
    const bool asks = !rules.refusals.empty() || !rules.headers.empty();
    const Value value = asks ? requestValue(request, {}) : Value();
    RuleScope scope(m_world);
    scope.request = &value;
    return judge(rules, request.subprotocols, scope, m_refused, [this](const QString &field, const QString &text) {
        m_world.stage.report({ConnectionId(), true, QString(), field, text});
    });
}

void RouteState::Private::open(ConnectionId id, Request request, const QByteArray &subprotocol)
{
    auto connection = std::make_unique<Connection>();
    connection->id = id;
    // Thousands of idle connections: the raw head says it all, its parts are made again when somebody asks.
    if (!request.head.raw.isEmpty())
        request.head = protocol::RequestHead{std::move(request.head.raw), {}, {}, 1, {}};
    connection->request = std::move(request);
    connection->subprotocol = subprotocol;
    Value variables = Value::object();
    variables.set("id", Value::integer(static_cast<std::int64_t>(id.value)));
    if (!subprotocol.isEmpty())
        variables.set("subprotocol", expression::textOfBytes(subprotocol));
    for (const Value::Member &member : m_world.parts().connectionVariables.members()) {
        if (member.key() != "id" && member.key() != "subprotocol")
            variables.set(member.key(), member.value);
    }
    connection->variables = std::move(variables);
    connection->variableBytes = weightOf(connection->variables);
    m_world.heldBytes += connection->variableBytes;
    Connection &opened = m_world.connections.add(std::move(connection));
    Happening happening(Trigger::Open);
    runRules(Trigger::Open, happening, opened);
    askToBeWoken();
}

void RouteState::Private::receive(ConnectionId id, const Message &message)
{
    Connection *connection = m_world.connections.find(id);
    // After our close frame nobody is answered any more.
    if (connection == nullptr || connection->isEnding)
        return;
    Happening happening(Trigger::Message, message, m_world.parts().codec);
    if (!runRules(Trigger::Message, happening, *connection)) {
        happening.setTrigger(Trigger::Unmatched);
        runRules(Trigger::Unmatched, happening, *connection);
    }
    askToBeWoken();
}

void RouteState::Private::receiveControl(ConnectionId id, Trigger trigger, QByteArrayView payload)
{
    Connection *connection = m_world.connections.find(id);
    if (connection == nullptr || connection->isEnding ||
        m_world.parts().byTrigger[static_cast<std::size_t>(trigger)].empty())
        return;
    const protocol::Opcode opcode = trigger == Trigger::Ping ? protocol::Opcode::Ping : protocol::Opcode::Pong;
    const Message message{opcode, payload, {}};
    Happening happening(trigger, message, m_world.parts().codec);
    runRules(trigger, happening, *connection);
    askToBeWoken();
}

void RouteState::Private::close(ConnectionId id, protocol::CloseCode code, const QByteArray &reason)
{
    const std::shared_ptr<Connection> connection = m_world.connections.take(id);
    if (connection == nullptr)
        return;
    connection->isGone = true;
    for (const std::unique_ptr<WaitingRun> &waiting : m_waits.takeOf(*connection))
        m_runner.abandon(*waiting);
    m_runner.flush(*connection);
    m_world.heldBytes -= connection->variableBytes;
    Happening happening(code, reason);
    runRules(Trigger::Close, happening, *connection);
    askToBeWoken();
}

bool RouteState::Private::runRules(Trigger trigger, Happening &happening, Connection &connection)
{
    // Held, as an action may lead back here and replace the route.
    const std::vector<std::size_t> &indexes = m_world.parts().byTrigger[static_cast<std::size_t>(trigger)];
    RuleScope scope(m_world);
    scope.happening = &happening;
    scope.connection = &connection;
    for (const std::size_t index : indexes) {
        const CompiledRule &rule = m_world.parts().rules[index];
        Value captures;
        if (!m_runner.matches(rule, scope, captures))
            continue;
        ++m_hits[rule.index];
        m_runner.start(rule, happening, connection, std::move(captures));
        if (!rule.continues)
            return true;
    }
    return false;
}

void RouteState::Private::wake()
{
    m_wakeTime.reset();
    const std::int64_t now = m_world.clock.now();
    while (std::unique_ptr<WaitingRun> due = m_waits.takeDue(now))
        m_runner.resume(std::move(due));
    askToBeWoken();
}

void RouteState::Private::askToBeWoken()
{
    const std::optional<std::int64_t> next = m_waits.nextTime();
    if (!next || m_wakeTime == next)
        return;
    m_wakeTime = next;
    m_world.stage.wakeAt(*next);
}

RouteState::RouteState(std::shared_ptr<const CompiledRoute> route, Stage &stage, const Clock &clock,
                       RandomSource &random, SharedVariables variables, std::optional<std::int64_t> wallTimeAtStart)
    : m_private(std::make_unique<Private>(stage, clock, random))
{
    m_private->install(std::move(route));
    m_private->takeDefaults(std::move(variables), wallTimeAtStart ? *wallTimeAtStart : wallTime());
}

RouteState::~RouteState() = default;

Admission RouteState::admit(const Request &request)
{
    return m_private->admit(request);
}

void RouteState::opened(ConnectionId connection, Request request, const QByteArray &subprotocol)
{
    m_private->open(connection, std::move(request), subprotocol);
}

void RouteState::received(ConnectionId connection, const Received &message)
{
    m_private->receive(connection, message);
}

void RouteState::ponged(ConnectionId connection, QByteArrayView payload)
{
    m_private->receiveControl(connection, Trigger::Pong, payload);
}

void RouteState::pinged(ConnectionId connection, QByteArrayView payload)
{
    m_private->receiveControl(connection, Trigger::Ping, payload);
}

void RouteState::closed(ConnectionId connection, protocol::CloseCode code, const QByteArray &reason)
{
    m_private->close(connection, code, reason);
}

void RouteState::wake()
{
    m_private->wake();
}

void RouteState::replaceRoute(std::shared_ptr<const CompiledRoute> route)
{
    m_private->install(std::move(route));
}

qint64 RouteState::heldBytes() const
{
    return m_private->heldBytes();
}

const std::vector<std::uint64_t> &RouteState::hits() const
{
    return m_private->hits();
}

} // namespace framewright::rules

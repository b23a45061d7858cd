// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routestate.h"

#include "app/base/walltime.h"
#include "app/expression/operators.h"
#include "app/rules/requestvalue.h"
#include "app/rules/routestateprivate.h"

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

/// As the workspace has it; undefined where there is none.
const Value &streamOf(const CompiledRoute &route)
{
    const std::optional<CompiledStream> &stream = route.parts().stream;
    return stream ? stream->written : Value::undefined();
}

} // namespace

RouteState::Private::Private(Stage &stage, const Clock &clock, RandomSource &random)
    : m_world(stage, clock, random)
    , m_runner(m_world, m_waits)
{
}

void RouteState::Private::install(std::shared_ptr<const CompiledRoute> route)
{
    const CompiledRoute::Parts &parts = route->parts();
    std::vector<RuleHits> hits(parts.ruleNames.size());
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
    for (const auto &[signal, answering] : parts.bySignal.asKeyValueRange()) {
        for (const std::size_t index : answering) {
            const std::size_t rule = parts.rules[index].index;
            m_world.labels[rule] =
                m_world.stage.labelOf(parts.ruleNames[rule], Means::Signal, QString::fromUtf8(signal));
        }
    }
    m_world.turns.assign(parts.choiceCount, 0);
    const bool hasNewStream = m_world.route != nullptr && streamOf(*m_world.route) != streamOf(*route);
    m_world.route = std::move(route);
    if (m_world.parts().stream)
        m_streamLabel = m_world.stage.labelOf(m_world.parts().stream->rule.name, Means::Stream, {});
    if (hasNewStream)
        restartStream();
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
    if (m_world.parts().stream && !m_world.parts().stream->isBroadcast)
        startStream(opened);
    settle();
}

void RouteState::Private::receive(ConnectionId id, const Message &message)
{
    Connection *connection = m_world.connections.find(id);
    // After our close frame nobody is answered any more.
    if (connection == nullptr || connection->isEnding)
        return;
    const CompiledRoute::Parts &parts = m_world.parts();
    if (codec::isOneToOne(parts.codec) && parts.delimiter.isEmpty() && !parts.isBatch) {
        Happening happening(Trigger::Message, message, parts.codec);
        answerMessage(happening, *connection);
    } else {
        receiveFrame(*connection, message);
    }
    settle();
}

void RouteState::Private::receiveControl(ConnectionId id, Trigger trigger, QByteArrayView payload)
{
    Connection *connection = m_world.connections.find(id);
    if (connection == nullptr || connection->isEnding ||
        m_world.parts().byTrigger[static_cast<std::size_t>(trigger)].isEmpty())
        return;
    const protocol::Opcode opcode = trigger == Trigger::Ping ? protocol::Opcode::Ping : protocol::Opcode::Pong;
    const Message message{opcode, payload, {}};
    Happening happening(trigger, message, m_world.parts().codec);
    runRules(trigger, happening, *connection);
    settle();
}

void RouteState::Private::close(ConnectionId id, protocol::CloseCode code, const QByteArray &reason)
{
    const std::shared_ptr<Connection> connection = m_world.connections.take(id);
    if (connection == nullptr)
        return;
    connection->isGone = true;
    // Looked for only where there are some: it is a walk through all that wait.
    if (connection->waitingRuns > 0 || connection->waitingTicks > 0) {
        for (const std::unique_ptr<WaitingRun> &waiting : m_waits.takeOf(*connection))
            m_runner.abandon(*waiting);
    }
    m_world.timers.removeOf(*connection);
    m_runner.flush(*connection);
    if (connection->codecState != nullptr)
        m_world.heldBytes -= connection->codecState->countedBytes;
    m_world.heldBytes -= connection->variableBytes;
    Happening happening(code, reason);
    runRules(Trigger::Close, happening, *connection);
    settle();
}

bool RouteState::Private::runRules(Trigger trigger, Happening &happening, Connection &connection)
{
    return runRules(m_world.parts().byTrigger[static_cast<std::size_t>(trigger)], happening, connection);
}

bool RouteState::Private::runRules(const RuleIndex &rules, Happening &happening, Connection &connection,
                                   const RaisedSignal *signal)
{
    RuleScope scope(m_world);
    scope.happening = &happening;
    scope.connection = &connection;
    if (signal != nullptr) {
        scope.signal = &signal->with;
        scope.from = &signal->from;
    }
    RuleCandidates candidates(rules, scope);
    while (const std::optional<std::size_t> index = candidates.next()) {
        const CompiledRule &rule = m_world.parts().rules[*index];
        Value captures;
        if (!m_runner.matches(rule, scope, captures))
            continue;
        noteHit(rule);
        m_runner.start(rule, happening, connection, std::move(captures), signal);
        if (!m_world.signalQueue.empty())
            runSignals();
        if (!rule.continues)
            return true;
    }
    return false;
}

void RouteState::Private::noteHit(const CompiledRule &rule)
{
    RuleHits &hits = m_hits[rule.index];
    ++hits.count;
    hits.last = m_world.stage.wallTime();
}

void RouteState::Private::noteSent(ConnectionId id)
{
    if (Connection *connection = m_world.connections.find(id))
        m_runner.noteSent(*connection);
}

/// At the end of every call from outside.
void RouteState::Private::settle()
{
    if (!m_world.signalQueue.empty())
        runSignals();
    const std::int64_t next =
        std::min(m_waits.nextTime().value_or(Stage::never), m_world.timers.nextTime().value_or(Stage::never));
    if (m_wakeTime == next)
        return;
    m_wakeTime = next;
    m_world.stage.wakeAt(next);
}

Value RouteState::Private::variables(expression::Root root, ConnectionId id) const
{
    const Value *found = m_world.find(root, m_world.connections.find(id));
    return found != nullptr ? *found : Value();
}

void RouteState::Private::setVariable(expression::Root root, const QByteArrayList &keys, Value value, ConnectionId id)
{
    const QString field = QString::fromUtf8(expression::nameOf(root).toByteArray() + '.' + keys.join('.'));
    const std::vector<QByteArray> path(keys.cbegin(), keys.cend());
    const Result<void> done = path.empty() ? fail(QStringLiteral("A variable has a name."))
                                           : m_world.assign(root, m_world.connections.find(id), path, std::move(value));
    if (!done)
        m_world.stage.report({id, true, QString(), field, done.error().what});
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

std::optional<HttpAnswer> RouteState::answer(const Request &request, const QByteArray &body)
{
    return m_private->answer(request, body);
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

void RouteState::begin()
{
    m_private->begin();
}

void RouteState::raise(const QByteArray &signal, const Value &with, const std::vector<ConnectionId> &targets)
{
    m_private->raise(signal, with, targets);
}

void RouteState::wake()
{
    m_private->wake();
}

void RouteState::replaceRoute(std::shared_ptr<const CompiledRoute> route)
{
    m_private->install(std::move(route));
}

void RouteState::noteSent(ConnectionId connection)
{
    m_private->noteSent(connection);
}

Value RouteState::variables(expression::Root root, ConnectionId connection) const
{
    return m_private->variables(root, connection);
}

void RouteState::setVariable(expression::Root root, const QByteArrayList &keys, Value value, ConnectionId connection)
{
    m_private->setVariable(root, keys, std::move(value), connection);
}

qint64 RouteState::heldBytes() const
{
    return m_private->heldBytes();
}

const std::vector<RuleHits> &RouteState::hits() const
{
    return m_private->hits();
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/rulescope.h"

#include "app/rules/requestvalue.h"

#include <algorithm>

namespace framewright::rules {

namespace {

/// Counters of a route that can have names of their own; names may come out of messages.
constexpr qsizetype sequenceLimit = 100'000;

[[nodiscard]] const Value *defined(const Value *value)
{
    return value != nullptr && !value->isUndefined() ? value : nullptr;
}

} // namespace

const Value *RuleScope::find(Root root)
{
    switch (root) {
    case Root::Captures:
        return captures;
    case Root::Request:
        return findRequest();
    case Root::Connection:
    case Root::Route:
    case Root::Global:
    case Root::Shared:
        return m_world.find(root, connection);
    case Root::Local:
        return local;
    case Root::DataSets:
        return &m_world.parts().dataSets;
    case Root::Environment:
        return &m_world.parts().environment;
    case Root::Peer:
        return peer != nullptr ? &peer->variables : nullptr;
    case Root::Item:
        return defined(item);
    case Root::Key:
        return defined(key);
    case Root::Tick:
        return defined(tick);
    case Root::Signal:
        return defined(signal);
    case Root::From:
        return defined(from);
    default:
        return findInMessage(root);
    }
}

const Value *RuleScope::findInMessage(Root root)
{
    if (happening == nullptr)
        return nullptr;
    switch (root) {
    case Root::Message:
        return happening->decoded();
    case Root::Text:
        return happening->text();
    case Root::Bytes:
        return happening->bytes();
    case Root::Opcode:
        return happening->opcode();
    case Root::Error:
        return happening->error();
    case Root::Code:
        return happening->code();
    case Root::Reason:
        return happening->reason();
    default:
        return nullptr;
    }
}

const Value *RuleScope::findRequest()
{
    if (connection == nullptr || connection->variables.isUndefined())
        return request;
    if (connection->requestValue.isUndefined())
        connection->requestValue = requestValue(connection->request, connection->subprotocol);
    return &connection->requestValue;
}

std::int64_t RuleScope::milliseconds()
{
    return (m_world.clock.now() + m_world.wallOffset) / nanosecondsPerMillisecond;
}

Outcome RuleScope::nextInSequence(QByteArrayView name, std::int64_t wrapAt)
{
    const QByteArray counter = name.toByteArray();
    if (!m_world.sequences.contains(counter) && m_world.sequences.size() >= sequenceLimit)
        return Outcome::failed(QStringLiteral("seq(name): this route counts 100000 names already."));
    std::int64_t &last = m_world.sequences[counter];
    last = wrapAt > 0 && last >= wrapAt ? 1 : last + 1;
    return Value::integer(last);
}

Value RuleScope::peers(std::optional<QByteArrayView> room)
{
    Value::List found;
    for (const ConnectionId id : m_world.connections.members(room)) {
        if (const Connection *member = m_world.connections.find(id))
            found.push_back(member->variables);
    }
    return Value::list(std::move(found));
}

std::int64_t RuleScope::peerCount(std::optional<QByteArrayView> room)
{
    return static_cast<std::int64_t>(m_world.connections.members(room).size());
}

Value RuleScope::timer(QByteArrayView name, QByteArrayView timerScope)
{
    const bool isOfRoute = timerScope == "route" || connection == nullptr || !connection->id;
    const Timer *found = m_world.timers.find(isOfRoute ? nullptr : connection, name.toByteArray());
    if (found == nullptr)
        return {};
    const std::int64_t left =
        found->dueAfter(isOfRoute ? m_world.lastSent : connection->lastSent) - m_world.clock.now();
    // Rounded up, and never 0: `timer('a') ? 'it runs' : 'it does not'`.
    return Value::integer(
        std::max<std::int64_t>((left + nanosecondsPerMillisecond - 1) / nanosecondsPerMillisecond, 1));
}

expression::ScriptHost &RuleScope::scripts()
{
    if (m_world.scripts == nullptr)
        m_world.scripts = expression::scriptHostOfThisThread();
    return *m_world.scripts;
}

} // namespace framewright::rules

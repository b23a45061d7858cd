// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/routestage.h"

#include "app/base/walltime.h"
#include "app/server/mockroute.h"
#include "app/server/rulealarm.h"
#include "app/wire/capture.h"

namespace framewright::server {

namespace {

[[nodiscard]] wire::DropManner manner(rules::Drop drop)
{
    switch (drop) {
    case rules::Drop::Reset:
        return wire::DropManner::Reset;
    case rules::Drop::Fin:
        return wire::DropManner::Fin;
    case rules::Drop::Hang:
        break;
    }
    return wire::DropManner::Hang;
}

[[nodiscard]] wire::Outgoing outgoing(const rules::Message &message, std::uint32_t label)
{
    return wire::Outgoing{message.opcode, message.payload, message.owned, label};
}

} // namespace

std::uint32_t RouteStage::label(const QString &ruleName)
{
    return m_route.surroundings().shared.capture.label(ruleName);
}

MockConnection *RouteStage::find(ConnectionId connection) const
{
    MockConnection *found = m_route.connection(connection);
    return found != nullptr && found->isOpen() ? found : nullptr;
}

void RouteStage::write(ConnectionId connection, const rules::Message &message, std::uint32_t label)
{
    MockConnection *found = find(connection);
    if (found == nullptr)
        return;
    found->touch();
    switch (message.opcode) {
    case protocol::Opcode::Ping:
        found->wire()->sendPing(message.keep(), label);
        break;
    case protocol::Opcode::Pong:
        found->wire()->sendPong(message.keep(), label);
        break;
    default:
        found->wire()->send(outgoing(message, label));
    }
}

void RouteStage::write(const std::vector<ConnectionId> &connections, const rules::Message &message, std::uint32_t label)
{
    if (protocol::isControl(message.opcode)) {
        for (const ConnectionId connection : connections)
            write(connection, message, label);
        return;
    }
    m_recipients.clear();
    for (const ConnectionId connection : connections) {
        if (MockConnection *found = find(connection)) {
            found->touch();
            m_recipients.push_back(found->wire());
        }
    }
    wire::WireSocket::broadcast(m_recipients, outgoing(message, label));
}

void RouteStage::close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label)
{
    if (MockConnection *found = find(connection)) {
        found->touch();
        found->wire()->sendClose(payload, wire::CloseOrigin::Rule, label);
    }
}

void RouteStage::drop(ConnectionId connection, rules::Drop manner, std::uint32_t label)
{
    Q_UNUSED(label)
    if (MockConnection *found = find(connection)) {
        found->touch();
        found->wire()->drop(server::manner(manner), wire::CloseOrigin::Rule);
    }
}

void RouteStage::holdInput(ConnectionId connection, bool held)
{
    if (MockConnection *found = find(connection))
        found->wire()->holdInput(held);
}

void RouteStage::wakeAt(std::int64_t ruleTime)
{
    m_route.surroundings().alarm.set(&m_route, ruleTime);
}

void RouteStage::report(const rules::Report &report)
{
    event::EventRecord record;
    record.time = wallTime();
    record.connection = report.connection.value;
    record.kind = report.isError ? event::EventKind::RuleError : event::EventKind::Notice;
    record.label = label(report.rule);
    const QString text = QStringLiteral("%1, %2: %3").arg(report.rule, report.field, report.text);
    m_route.surroundings().shared.capture.record(record, text.toUtf8());
    m_route.surroundings().reported(m_route.id(), report);
}

} // namespace framewright::server

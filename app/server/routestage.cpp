// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/routestage.h"

#include "app/base/walltime.h"
#include "app/server/mockroute.h"
#include "app/server/rulealarm.h"
#include "app/wire/capture.h"

namespace framewright::server {

namespace {

[[nodiscard]] wire::Outgoing outgoing(const rules::Message &message, std::uint32_t label)
{
    return wire::Outgoing{message.opcode, message.payload, message.owned, label};
}

[[nodiscard]] event::Means inLog(rules::Means means)
{
    switch (means) {
    case rules::Means::Timer:
        return event::Means::Timer;
    case rules::Means::Signal:
        return event::Means::Signal;
    case rules::Means::Stream:
        return event::Means::Stream;
    case rules::Means::Script:
        return event::Means::Script;
    case rules::Means::Rule:
        break;
    }
    return event::Means::Rule;
}

} // namespace

std::uint32_t RouteStage::label(const QString &ruleName)
{
    return m_route.surroundings().shared.capture.label(ruleName);
}

std::uint32_t RouteStage::labelOf(const QString &ruleName, rules::Means means, const QString &name)
{
    return m_route.surroundings().shared.capture.label(ruleName, inLog(means), name);
}

std::uint64_t RouteStage::cause() const
{
    return m_route.surroundings().shared.capture.cause();
}

void RouteStage::setCause(std::uint64_t ticket)
{
    m_route.surroundings().shared.capture.setCause(ticket);
}

std::int64_t RouteStage::wallTime() const
{
    return framewright::wallTime();
}

MockConnection *RouteStage::find(ConnectionId connection) const
{
    MockConnection *found = m_route.connection(connection);
    return found != nullptr && found->isOpen() ? found : nullptr;
}

bool RouteStage::isPaced(ConnectionId connection, const rules::Message &message) const
{
    if (message.framing.gap > 0)
        return true;
    // A ping may go between two frames of a message (RFC 6455 section 5.4).
    return m_paced != nullptr && m_paced->isBusy(connection) && !protocol::isControl(message.opcode);
}

void RouteStage::sendPaced(ConnectionId connection, PacedSender::Step step)
{
    if (m_paced == nullptr)
        m_paced = std::make_unique<PacedSender>(m_route.surroundings().shared, m_route.surroundings().alarm,
                                                [this](ConnectionId id) {
                                                    MockConnection *found = find(id);
                                                    return found != nullptr ? found->wire() : nullptr;
                                                });
    step.cause = cause();
    if (!m_paced->add(connection, std::move(step)))
        report({connection, true, QString(), QStringLiteral("send.fragment"),
                QStringLiteral("Too much waits behind a message in fragments; what came now is lost.")});
}

void RouteStage::write(ConnectionId connection, const rules::Message &message, std::uint32_t label)
{
    MockConnection *found = find(connection);
    if (found == nullptr)
        return;
    found->touch();
    if (isPaced(connection, message))
        sendPaced(connection, {message, label});
    else
        sendAtOnce(*found->wire(), message, label);
}

void RouteStage::write(const std::vector<ConnectionId> &connections, const rules::Message &message, std::uint32_t label)
{
    const bool isPacing = m_paced != nullptr && m_paced->isBusy();
    if (protocol::isControl(message.opcode) || message.framing != rules::Framing() || isPacing) {
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
        if (m_paced != nullptr && m_paced->isBusy(connection))
            sendPaced(connection, {PacedSender::Close{payload}, label});
        else
            found->wire()->sendClose(payload, wire::CloseOrigin::Rule, label);
    }
}

void RouteStage::drop(ConnectionId connection, rules::Drop manner, std::uint32_t label)
{
    if (MockConnection *found = find(connection)) {
        found->touch();
        if (m_paced != nullptr && m_paced->isBusy(connection))
            sendPaced(connection, {manner, label});
        else
            dropNow(*found->wire(), manner);
    }
}

void RouteStage::holdInput(ConnectionId connection, bool held)
{
    if (MockConnection *found = find(connection))
        found->wire()->holdInput(held);
}

void RouteStage::wakeAt(std::int64_t ruleTime)
{
    if (ruleTime == never)
        m_route.surroundings().alarm.forget(&m_route);
    else
        m_route.surroundings().alarm.set(&m_route, ruleTime);
}

void RouteStage::report(const rules::Report &report)
{
    event::EventRecord record;
    record.time = framewright::wallTime();
    record.connection = report.connection.value;
    record.kind = report.isError ? event::EventKind::RuleError : event::EventKind::Notice;
    record.label = label(report.rule);
    const QString text = QStringLiteral("%1, %2: %3").arg(report.rule, report.field, report.text);
    m_route.surroundings().shared.capture.record(record, text.toUtf8());
    m_route.surroundings().reported(m_route.id(), report);
}

} // namespace framewright::server

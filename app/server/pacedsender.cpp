// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/pacedsender.h"

#include "app/server/rulealarm.h"
#include "app/server/surroundings.h"
#include "app/wire/capture.h"
#include "app/wire/wiresocket.h"

#include <algorithm>
#include <optional>

namespace framewright::server {

namespace {

/// What may wait behind the frames of one connection.
constexpr std::size_t stepLimit = 10'000;
constexpr qint64 byteLimit = 32 * 1024 * 1024;

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

} // namespace

void sendAtOnce(wire::WireSocket &socket, const rules::Message &message, std::uint32_t label)
{
    if (message.framing.isRaw)
        socket.sendRaw(message.keep(), label);
    else if (message.opcode == protocol::Opcode::Ping)
        socket.sendPing(message.keep(), label);
    else if (message.opcode == protocol::Opcode::Pong)
        socket.sendPong(message.keep(), label);
    else
        socket.send({message.opcode, message.payload, message.owned, label, message.framing.fragment});
}

void dropNow(wire::WireSocket &socket, rules::Drop drop)
{
    socket.drop(manner(drop), wire::CloseOrigin::Rule);
}

PacedSender::PacedSender(const Surroundings &surroundings, RuleAlarm &alarm, Find find)
    : m_ruleClock(surroundings.ruleClock)
    , m_capture(surroundings.capture)
    , m_alarm(alarm)
    , m_find(std::move(find))
{
    connect(&m_alarm, &RuleAlarm::rang, this, [this](const void *sleeper) {
        if (sleeper == this)
            advanceAll();
    });
}

PacedSender::~PacedSender()
{
    m_alarm.forget(this);
}

bool PacedSender::add(ConnectionId connection, Step step)
{
    wire::WireSocket *socket = m_find(connection);
    if (socket == nullptr)
        return true;
    qint64 bytes = 0;
    if (auto *message = std::get_if<rules::Message>(&step.effect)) {
        message->owned = message->keep();
        message->payload = message->owned;
        bytes = message->owned.size();
    }
    const auto [found, isNew] = m_queues.try_emplace(connection);
    Queue &queue = found->second;
    if (!isNew && (queue.steps.size() >= stepLimit || queue.bytes + bytes > byteLimit))
        return false;
    queue.bytes += bytes;
    queue.steps.push_back(std::move(step));
    if (!isNew)
        return true;
    queue.due = m_ruleClock.now();
    if (!advance(*socket, queue))
        m_queues.erase(connection);
    arm();
    return true;
}

bool PacedSender::advance(wire::WireSocket &socket, Queue &queue)
{
    while (!queue.steps.empty()) {
        Step &step = queue.steps.front();
        const wire::Because because(&m_capture, step.cause);
        if (const auto *message = std::get_if<rules::Message>(&step.effect)) {
            if (!sendFrames(socket, queue, *message, step.label))
                return true;
            queue.bytes -= message->owned.size();
        } else if (const auto *close = std::get_if<Close>(&step.effect)) {
            socket.sendClose(close->payload, wire::CloseOrigin::Rule, step.label);
        } else {
            dropNow(socket, std::get<rules::Drop>(step.effect));
        }
        queue.steps.pop_front();
        queue.sent = 0;
    }
    return false;
}

bool PacedSender::sendFrames(wire::WireSocket &socket, Queue &queue, const rules::Message &message, std::uint32_t label)
{
    if (message.framing.gap <= 0 || message.framing.fragment <= 0) {
        sendAtOnce(socket, message, label);
        return true;
    }
    const wire::Outgoing outgoing{message.opcode, message.payload, message.owned, label};
    const std::int64_t now = m_ruleClock.now();
    // What waited behind another message begins when that one is through.
    if (queue.sent == 0)
        queue.due = std::max(queue.due, now);
    while (queue.due <= now) {
        const qsizetype count = std::min(message.framing.fragment, message.payload.size() - queue.sent);
        socket.sendPart(outgoing, queue.sent, count);
        queue.sent += count;
        if (queue.sent >= message.payload.size())
            return true;
        queue.due += message.framing.gap;
    }
    return false;
}

void PacedSender::advanceAll()
{
    for (auto each = m_queues.begin(); each != m_queues.end();) {
        wire::WireSocket *socket = m_find(each->first);
        if (socket == nullptr || !advance(*socket, each->second))
            each = m_queues.erase(each);
        else
            ++each;
    }
    arm();
}

void PacedSender::arm()
{
    std::optional<std::int64_t> next;
    for (const auto &[connection, queue] : m_queues)
        next = next ? std::min(*next, queue.due) : queue.due;
    if (next)
        m_alarm.set(this, *next);
    else
        m_alarm.forget(this);
}

} // namespace framewright::server

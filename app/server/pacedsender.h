// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/protocol/closecode.h"
#include "app/rules/stage.h"

#include <QObject>

#include <deque>
#include <functional>
#include <unordered_map>
#include <variant>

namespace framewright::wire {
class Capture;
class WireSocket;
} // namespace framewright::wire

namespace framewright::server {

class RuleAlarm;
struct Surroundings;

/// Sends messages whose frames have a gap of rule time between them, and keeps what a connection is sent meanwhile
/// until they are through: frames of two messages must not mix (RFC 6455 section 5.4). Lives on the server's engine
/// thread, part of a route's stage.
class PacedSender final : public QObject
{
    Q_OBJECT
public:
    using Find = std::function<wire::WireSocket *(ConnectionId)>;

    PacedSender(const Surroundings &surroundings, RuleAlarm &alarm, Find find);
    ~PacedSender() override;
    Q_DISABLE_COPY_MOVE(PacedSender)

    struct Close
    {
        protocol::ClosePayload payload;
    };
    /// What is sent or done in its turn.
    struct Step
    {
        std::variant<rules::Message, Close, rules::Drop> effect;
        std::uint32_t label = 0;
        std::uint64_t cause = 0; ///< See wire::Capture::cause().
    };

    [[nodiscard]] bool isBusy() const { return !m_queues.empty(); }
    /// Whether something of this connection waits.
    [[nodiscard]] bool isBusy(ConnectionId connection) const { return m_queues.contains(connection); }
    /// Begins with it, or puts it behind what waits. False: too much waits already, and it is lost.
    [[nodiscard]] bool add(ConnectionId connection, Step step);

private:
    struct Queue
    {
        std::deque<Step> steps;
        qsizetype sent = 0;   ///< Of the first message.
        std::int64_t due = 0; ///< When its next frame goes out.
        qint64 bytes = 0;
    };

    void advanceAll();
    /// Sends what is due; whether something is left.
    [[nodiscard]] bool advance(wire::WireSocket &socket, Queue &queue);
    /// Whether the first message is through.
    [[nodiscard]] bool sendFrames(wire::WireSocket &socket, Queue &queue, const rules::Message &message,
                                  std::uint32_t label);
    void arm();

    const Clock &m_ruleClock;
    wire::Capture &m_capture;
    RuleAlarm &m_alarm;
    Find m_find;
    std::unordered_map<ConnectionId, Queue> m_queues;
};

/// What the wire takes of a message without a gap.
void sendAtOnce(wire::WireSocket &socket, const rules::Message &message, std::uint32_t label);
void dropNow(wire::WireSocket &socket, rules::Drop drop);

} // namespace framewright::server

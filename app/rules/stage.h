// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/codec/codec.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace framewright::rules {

/// How a message is laid out on the wire.
struct Framing
{
    bool isRaw = false;     ///< The bytes go out as they are, without a frame of ours.
    qsizetype fragment = 0; ///< Bytes in each frame; 0: all in one.
    std::int64_t gap = 0;   ///< Between two frames, in nanoseconds of rule time.

    bool operator==(const Framing &) const = default;
};

/// A message that a rule sends.
struct Message
{
    protocol::Opcode opcode = protocol::Opcode::Text; ///< Text, Binary, Ping or Pong.
    QByteArrayView payload;
    QByteArray owned; ///< The same bytes with an owner where there is one; null otherwise.
    Framing framing = {};
    /// Frames that follow it with nothing in between, as a codec wants them; null where there are none. Rules write
    /// them one by one: a stage need not look.
    std::shared_ptr<const std::vector<codec::Frame>> attachments = {};

    [[nodiscard]] QByteArray keep() const { return owned.isNull() ? payload.toByteArray() : owned; }
    [[nodiscard]] qsizetype size() const
    {
        qsizetype bytes = payload.size();
        for (std::size_t index = 0; attachments != nullptr && index < attachments->size(); ++index)
            bytes += (*attachments)[index].payload.size();
        return bytes;
    }
};

/// How a rule ends a connection without a close frame.
enum class Drop : std::uint8_t
{
    Reset,
    Fin,
    Hang
};

/// An error or a notice of a rule, for a row of the log.
struct Report
{
    ConnectionId connection; ///< Zero where no connection is concerned.
    bool isError = true;
    QString rule;  ///< "message 2", or the rule's name.
    QString field; ///< "do[0].send.text"
    QString text;  ///< What went wrong.
};

/// What makes a rule act, where it does not just answer.
enum class Means : std::uint8_t
{
    Rule,
    Timer,
    Signal,
    Stream,
    Script
};

/// Where rules act. The server room has the real one, tests play on their own. Labels are numbers that the
/// stage gives out for rule names when a route is installed.
class Stage
{
public:
    virtual ~Stage() = default;

    [[nodiscard]] virtual std::uint32_t label(const QString &ruleName) = 0;
    /// The same for what a rule does by other means: a timer or a signal of that name, a script. A stage that tells
    /// nobody need not look.
    [[nodiscard]] virtual std::uint32_t labelOf(const QString &ruleName, Means, const QString & /*name*/)
    {
        return label(ruleName);
    }

    /// A ticket of what happens now, in the log. Rules keep it for what they do later because of it.
    [[nodiscard]] virtual std::uint64_t cause() const { return 0; }
    /// What is done from now on is because of that.
    virtual void setCause(std::uint64_t /*ticket*/) {}

    /// Nanoseconds since 1970, as the log has them; 0 where there is no log.
    [[nodiscard]] virtual std::int64_t wallTime() const { return 0; }

    virtual void write(ConnectionId connection, const Message &message, std::uint32_t label) = 0;
    /// One message to many: encoded once.
    virtual void write(const std::vector<ConnectionId> &connections, const Message &message, std::uint32_t label) = 0;
    virtual void close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label) = 0;
    virtual void drop(ConnectionId connection, Drop manner, std::uint32_t label) = 0;
    /// Stop or resume taking messages of this connection: its reply slots hold too much.
    virtual void holdInput(ConnectionId connection, bool held) = 0;
    /// A time that never comes.
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    /// Call RouteState::wake() once the rule clock shows this time. A later call replaces an earlier one.
    virtual void wakeAt(std::int64_t ruleTime) = 0;
    virtual void report(const Report &report) = 0;
};

/// What is done while it lives is because of one thing.
class StageCause final
{
public:
    StageCause(Stage &stage, std::uint64_t ticket)
        : m_stage(stage)
        , m_before(stage.cause())
    {
        m_stage.setCause(ticket);
    }
    ~StageCause() { m_stage.setCause(m_before); }
    Q_DISABLE_COPY_MOVE(StageCause)

private:
    Stage &m_stage;
    const std::uint64_t m_before;
};

} // namespace framewright::rules

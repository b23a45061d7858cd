// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace framewright::rules {

/// A message that a rule sends.
struct Message
{
    protocol::Opcode opcode = protocol::Opcode::Text; ///< Text, Binary, Ping or Pong.
    QByteArrayView payload;
    QByteArray owned; ///< The same bytes with an owner where there is one; null otherwise.

    [[nodiscard]] QByteArray keep() const { return owned.isNull() ? payload.toByteArray() : owned; }
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

/// Where rules act. The server room has the real one, tests play on their own. Labels are numbers that the
/// stage gives out for rule names when a route is installed.
class Stage
{
public:
    virtual ~Stage() = default;

    [[nodiscard]] virtual std::uint32_t label(const QString &ruleName) = 0;

    virtual void write(ConnectionId connection, const Message &message, std::uint32_t label) = 0;
    /// One message to many: encoded once.
    virtual void write(const std::vector<ConnectionId> &connections, const Message &message, std::uint32_t label) = 0;
    virtual void close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label) = 0;
    virtual void drop(ConnectionId connection, Drop manner, std::uint32_t label) = 0;
    /// Stop or resume taking messages of this connection: its reply slots hold too much.
    virtual void holdInput(ConnectionId connection, bool held) = 0;
    /// Call RouteState::wake() once the rule clock shows this time. A later call replaces an earlier one.
    virtual void wakeAt(std::int64_t ruleTime) = 0;
    virtual void report(const Report &report) = 0;
};

} // namespace framewright::rules

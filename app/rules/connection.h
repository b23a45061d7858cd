// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/codecstate.h"
#include "app/rules/routestate.h"
#include "app/rules/slotqueue.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <memory>
#include <vector>

namespace framewright::rules {

using value::Value;

struct Timer;

/// What rules keep of one connection. Owned by the table of connections, and by its runs that wait. One without an
/// id stands for a connection that is not there: nobody, or what a timer of the route remembers.
struct Connection : std::enable_shared_from_this<Connection>
{
    ConnectionId id;
    Request request;
    QByteArray subprotocol;
    Value requestValue; ///< `req`, made when an expression asks first; undefined until then.
    Value variables;    ///< With `id` and `subprotocol`.
    qint64 variableBytes = 0;
    std::vector<QByteArray> rooms;
    std::unique_ptr<SlotQueue> slotQueue; ///< Made when an answer has to wait first.
    std::unique_ptr<CodecState> codecState;
    QHash<QByteArray, Timer *> timers; ///< By name; the TimerTable's.
    int idleTimers = 0;                ///< Those of them that wait for it to be silent.
    std::int64_t lastSent = 0;         ///< On the rule clock; kept up only for these.
    int waitingTicks = 0;              ///< Runs of timers and signals that wait; they do not hold its input back.
    int waitingRuns = 0;
    qint64 waitingBytes = 0;
    bool isEnding = false; ///< A rule has closed or dropped it: nothing is sent after that.
    bool isGone = false;   ///< closed() was called.
    bool isHeld = false;   ///< Its input pauses.
};

} // namespace framewright::rules

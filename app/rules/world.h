// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/randomsource.h"
#include "app/base/result.h"
#include "app/expression/root.h"
#include "app/expression/scripthost.h"
#include "app/rules/connectiontable.h"
#include "app/rules/parts.h"
#include "app/rules/stage.h"
#include "app/rules/timertable.h"
#include "app/rules/variables.h"

#include <QHash>

#include <deque>
#include <memory>
#include <span>

namespace framewright::rules {

/// A signal on its way to the rules that answer it.
struct RaisedSignal
{
    QByteArray name;
    Value with;
    Value from; ///< The variables of the connection that raised it; undefined where none did.
    /// Who gets it; nothing: once, without a connection.
    std::optional<std::vector<ConnectionId>> targets;
    int depth = 0;           ///< How many signals have led to it, one by the other.
    std::uint64_t cause = 0; ///< See Stage::cause().
};

/// What all rules of a route share while they run. Belongs to the RouteState, lives on its thread.
struct World
{
    World(Stage &theStage, const Clock &theClock, RandomSource &theRandom)
        : stage(theStage)
        , clock(theClock)
        , random(theRandom)
    {
    }

    Stage &stage;
    const Clock &clock;
    RandomSource &random;
    std::int64_t wallOffset = 0; ///< Wall time of the rule clock's zero, in nanoseconds.

    std::shared_ptr<const CompiledRoute> route;
    std::vector<std::uint32_t> labels; ///< By rule of `route`.
    ConnectionTable connections;
    Value routeVariables;
    qint64 routeBytes = 0;
    SharedVariables variables; ///< Neither is null.
    QHash<QByteArray, std::int64_t> sequences;
    std::vector<std::size_t> turns;                  ///< Of `choose`, by counter.
    std::shared_ptr<expression::ScriptHost> scripts; ///< Taken when an expression asks first.
    qint64 heldBytes = 0;                            ///< Reply slots, waiting runs, timers and variables.
    TimerTable timers{heldBytes};
    std::deque<RaisedSignal> signalQueue;
    std::int64_t lastSent = 0; ///< To anybody, on the rule clock; kept up only for idle timers of the route.
    /// The connection of rules that have none.
    std::shared_ptr<Connection> nobody = nobodyMade();

    [[nodiscard]] static std::shared_ptr<Connection> nobodyMade();
    [[nodiscard]] const CompiledRoute::Parts &parts() const { return route->parts(); }
    /// What `conn`, `route`, `global` and `shared` stand for; nullptr where there is none.
    [[nodiscard]] const Value *find(expression::Root root, const Connection *connection) const;
    /// Sets a variable of these, or with undefined unsets it, within its limit.
    [[nodiscard]] Result<void> assign(expression::Root root, Connection *connection, std::span<const QByteArray> keys,
                                      Value value);
};

} // namespace framewright::rules

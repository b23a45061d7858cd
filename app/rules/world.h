// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/randomsource.h"
#include "app/expression/scripthost.h"
#include "app/rules/connectiontable.h"
#include "app/rules/parts.h"
#include "app/rules/stage.h"
#include "app/rules/variables.h"

#include <QHash>

#include <memory>

namespace framewright::rules {

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
    qint64 heldBytes = 0;                            ///< Reply slots, waiting runs and variables.

    [[nodiscard]] const CompiledRoute::Parts &parts() const { return route->parts(); }
};

} // namespace framewright::rules

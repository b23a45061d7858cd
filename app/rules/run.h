// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/connection.h"
#include "app/rules/gathering.h"
#include "app/rules/kepthappening.h"
#include "app/rules/parts.h"
#include "app/rules/slotqueue.h"

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace framewright::rules {

/// A list of actions on its way, and how far it has come.
struct Frame
{
    const Actions *actions = nullptr;
    std::size_t next = 0;
    bool isOfScript = false; ///< What a script has decided.
    /// Of an `each`: what it goes over, and where it is.
    bool isEach = false;
    Value over;
    qsizetype position = 0;
    Value item;
    Value key;
};

/// One rule answering one happening. Begins on the stack; what waits moves to the heap.
struct Run : RunFacts
{
    const CompiledRule *rule = nullptr;
    const std::shared_ptr<const CompiledRoute> *route = nullptr; ///< Whose rule it is.
    std::uint32_t label = 0;
    std::uint64_t cause = 0; ///< See Stage::cause().
    Connection *connection = nullptr;
    Happening *happening = nullptr;
    std::shared_ptr<KeptHappening> kept; ///< The same, where something outlives the call it came with.
    std::vector<Frame> frames;           ///< The innermost last.
    std::optional<SlotQueue::Number> slot;
    std::shared_ptr<Gathering> gathering; ///< Of the batch that it answers an item of.
    std::size_t batchItem = 0;
    bool takesNoSlot = false; ///< Of a timer or a signal.
    int signalDepth = 0;      ///< How many signals have led to it, one by the other.
    bool isClosing = false;   ///< Of a `close` rule: the connection is gone, and it goes on all the same.
    int steps = 0;
    static constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();
    /// When it was due, on the rule clock: what it waits next counts from there. Nothing: from now.
    std::int64_t time = noTime;
    /// Actions that are not of the rule itself, as long as it runs.
    std::vector<std::shared_ptr<const Actions>> made;
};

/// A run that waits, with all that it needs when it goes on.
struct WaitingRun
{
    std::shared_ptr<const CompiledRoute> route; ///< The rules it began with: an edit does not change it.
    std::shared_ptr<Connection> connection;
    Run run;
    std::uint64_t order = 0; ///< Those of the same time go on in the order they came.
    qint64 bytes = 0;
};

} // namespace framewright::rules

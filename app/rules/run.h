// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/connection.h"
#include "app/rules/happening.h"
#include "app/rules/parts.h"
#include "app/rules/slotqueue.h"

#include <memory>
#include <optional>
#include <vector>

namespace framewright::rules {

/// A list of actions on its way, and how far it has come.
struct Frame
{
    const Actions *actions = nullptr;
    std::size_t next = 0;
    /// Of an `each`: what it goes over, and where it is.
    bool isEach = false;
    Value over;
    qsizetype position = 0;
    Value item;
    Value key;
};

/// One rule answering one happening. Begins on the stack; what waits moves to the heap.
struct Run
{
    const CompiledRule *rule = nullptr;
    std::uint32_t label = 0;
    Connection *connection = nullptr;
    Happening *happening = nullptr;
    Value captures;
    Value local;
    qint64 localBytes = 0;
    std::vector<Frame> frames; ///< The innermost last.
    std::optional<SlotQueue::Number> slot;
    bool isClosing = false; ///< Of a `close` rule: the connection is gone, and it goes on all the same.
    int steps = 0;
    std::int64_t time = 0; ///< When it goes on, on the rule clock; what it waits next counts from there.
};

/// A run that waits, with all that it needs when it goes on.
struct WaitingRun
{
    std::shared_ptr<const CompiledRoute> route; ///< The rules it began with: an edit does not change it.
    std::shared_ptr<Connection> connection;
    std::unique_ptr<Happening> happening;
    Run run;
    std::uint64_t order = 0; ///< Those of the same time go on in the order they came.
    qint64 bytes = 0;
};

} // namespace framewright::rules

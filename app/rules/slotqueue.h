// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/closecode.h"
#include "app/rules/stage.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <variant>
#include <vector>

namespace framewright::rules {

/// Something that a rule has sent out, on its way to the stage.
struct Output
{
    struct Write
    {
        std::vector<ConnectionId> recipients;
        Message message;
    };
    struct Close
    {
        ConnectionId connection;
        protocol::ClosePayload payload;
    };
    struct End
    {
        ConnectionId connection;
        Drop manner = Drop::Reset;
    };

    std::variant<Write, Close, End> effect;
    std::uint32_t label = 0;
    std::uint64_t cause = 0; ///< See Stage::cause().

    [[nodiscard]] qint64 bytes() const;
};

/// The numbered reply slots of a connection: each run has one, and they leave in order, so that a run that
/// waits holds back what later ones have sent, but not their evaluation.
class SlotQueue final
{
public:
    using Number = std::uint64_t;
    using Deliver = std::function<void(Output &)>;

    [[nodiscard]] bool isEmpty() const { return m_slots.empty(); }
    [[nodiscard]] std::size_t size() const { return m_slots.size(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

    /// A slot behind all others.
    [[nodiscard]] Number open();
    /// Whether what this slot sends leaves at once.
    [[nodiscard]] bool isFirst(Number number) const { return number == m_first; }
    /// Keeps an output of a slot that is not the first.
    void hold(Number number, Output output);
    /// The run is over: what was held behind it leaves, up to the next run that is not.
    void finish(Number number, const Deliver &deliver);
    /// All that is held, in order; nothing remains. For a connection that is gone.
    void abandon(const Deliver &deliver);

private:
    struct Slot
    {
        std::vector<Output> outputs;
        bool isFinished = false;
    };

    void release(Slot &slot, const Deliver &deliver);

    std::deque<Slot> m_slots;
    Number m_first = 1;
    qint64 m_bytes = 0;
};

} // namespace framewright::rules

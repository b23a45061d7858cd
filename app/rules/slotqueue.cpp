// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/slotqueue.h"

namespace framewright::rules {

qint64 Output::bytes() const
{
    qint64 held = static_cast<qint64>(sizeof(Output));
    if (const auto *write = std::get_if<Write>(&effect)) {
        held += write->message.size();
        held += static_cast<qint64>(write->recipients.size() * sizeof(ConnectionId));
    }
    return held;
}

SlotQueue::Number SlotQueue::open()
{
    m_slots.emplace_back();
    return m_first + m_slots.size() - 1;
}

void SlotQueue::hold(Number number, Output output)
{
    Q_ASSERT(number >= m_first && number - m_first < m_slots.size());
    m_bytes += output.bytes();
    m_slots[number - m_first].outputs.push_back(std::move(output));
}

void SlotQueue::finish(Number number, const Deliver &deliver)
{
    Q_ASSERT(number >= m_first && number - m_first < m_slots.size());
    m_slots[number - m_first].isFinished = true;
    while (!m_slots.empty() && m_slots.front().isFinished) {
        m_slots.pop_front();
        ++m_first;
        // The new first one may be still at it; what it has sent so far leaves now.
        if (!m_slots.empty())
            release(m_slots.front(), deliver);
    }
}

void SlotQueue::abandon(const Deliver &deliver)
{
    for (Slot &slot : m_slots)
        release(slot, deliver);
    m_first += m_slots.size();
    m_slots.clear();
}

void SlotQueue::release(Slot &slot, const Deliver &deliver)
{
    for (Output &output : slot.outputs) {
        m_bytes -= output.bytes();
        deliver(output);
    }
    slot.outputs.clear();
}

} // namespace framewright::rules

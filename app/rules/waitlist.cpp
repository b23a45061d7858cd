// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/waitlist.h"

#include <algorithm>

namespace framewright::rules {

bool WaitList::isLater(const std::unique_ptr<WaitingRun> &left, const std::unique_ptr<WaitingRun> &right)
{
    if (left->run.time != right->run.time)
        return left->run.time > right->run.time;
    return left->order > right->order;
}

void WaitList::add(std::unique_ptr<WaitingRun> waiting)
{
    waiting->order = m_nextOrder++;
    m_heap.push_back(std::move(waiting));
    std::ranges::push_heap(m_heap, isLater);
}

std::optional<std::int64_t> WaitList::nextTime() const
{
    return m_heap.empty() ? std::nullopt : std::optional(m_heap.front()->run.time);
}

std::unique_ptr<WaitingRun> WaitList::takeDue(std::int64_t now)
{
    if (m_heap.empty() || m_heap.front()->run.time > now)
        return nullptr;
    std::ranges::pop_heap(m_heap, isLater);
    std::unique_ptr<WaitingRun> due = std::move(m_heap.back());
    m_heap.pop_back();
    return due;
}

std::vector<std::unique_ptr<WaitingRun>> WaitList::takeOf(const Connection &connection)
{
    std::vector<std::unique_ptr<WaitingRun>> taken;
    const auto others = std::stable_partition(
        m_heap.begin(), m_heap.end(), [&](const auto &waiting) { return waiting->connection.get() != &connection; });
    std::move(others, m_heap.end(), std::back_inserter(taken));
    m_heap.erase(others, m_heap.end());
    std::ranges::make_heap(m_heap, isLater);
    return taken;
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowranges.h"

#include <algorithm>

namespace framewright::ui {

qint64 RowRanges::size() const
{
    return m_ranges.empty() ? 0 : m_ranges.back().before + m_ranges.back().count - m_ranges.front().before;
}

qint64 RowRanges::at(qint64 position) const
{
    Q_ASSERT(position >= 0 && position < size());
    const qint64 place = position + m_ranges.front().before;
    const auto next = std::upper_bound(m_ranges.cbegin(), m_ranges.cend(), place,
                                       [](qint64 wanted, const Range &range) { return wanted < range.before; });
    const Range &range = *std::prev(next);
    return range.first + place - range.before;
}

qint64 RowRanges::lowerBound(qint64 number) const
{
    const auto found =
        std::lower_bound(m_ranges.cbegin(), m_ranges.cend(), number,
                         [](const Range &range, qint64 wanted) { return range.first + range.count <= wanted; });
    if (found == m_ranges.cend())
        return size();
    return found->before - m_ranges.front().before + std::max<qint64>(0, number - found->first);
}

bool RowRanges::contains(qint64 number) const
{
    const qint64 position = lowerBound(number);
    return position < size() && at(position) == number;
}

void RowRanges::append(qint64 first, qint64 count)
{
    if (count <= 0)
        return;
    if (m_ranges.empty()) {
        m_ranges.push_back({first, count, 0});
        return;
    }
    Range &last = m_ranges.back();
    Q_ASSERT(first >= last.first + last.count);
    if (first == last.first + last.count)
        last.count += count;
    else
        m_ranges.push_back({first, count, last.before + last.count});
}

void RowRanges::append(const RowRanges &other)
{
    for (const Range &range : other.m_ranges)
        append(range.first, range.count);
}

qint64 RowRanges::removeBelow(qint64 number)
{
    const qint64 before = size();
    const auto keep = std::find_if(m_ranges.cbegin(), m_ranges.cend(),
                                   [number](const Range &range) { return range.first + range.count > number; });
    m_ranges.erase(m_ranges.cbegin(), keep);
    if (!m_ranges.empty() && m_ranges.front().first < number) {
        Range &front = m_ranges.front();
        const qint64 cut = number - front.first;
        front.first += cut;
        front.count -= cut;
        front.before += cut;
    }
    return before - size();
}

void RowRanges::clear()
{
    m_ranges.clear();
}

} // namespace framewright::ui

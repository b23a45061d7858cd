// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ticketbook.h"

#include <algorithm>

namespace framewright::traffic {

void TicketBook::note(quint64 ticket, qint64 row, qint64 count)
{
    if (ticket == 0 || count <= 0)
        return;
    Ranges &ranges = m_ranges[producerOf(ticket)];
    if (!ranges.empty()) {
        Range &last = ranges.back();
        if (last.ticket + static_cast<quint64>(last.count) == ticket && last.row + last.count == row) {
            last.count += count;
            return;
        }
    }
    ranges.push_back({ticket, row, count});
    if (ranges.size() > limit)
        ranges.pop_front();
}

qint64 TicketBook::find(const Range &range, quint64 ticket)
{
    const quint64 place = ticket - range.ticket;
    return ticket >= range.ticket && place < static_cast<quint64>(range.count) ? range.row + static_cast<qint64>(place)
                                                                               : 0;
}

qint64 TicketBook::rowOf(quint64 ticket) const
{
    if (ticket == 0)
        return 0;
    const auto found = m_ranges.find(producerOf(ticket));
    if (found == m_ranges.end() || found->second.empty())
        return 0;
    const Ranges &ranges = found->second;
    // Most causes have just come.
    if (const qint64 row = find(ranges.back(), ticket); row != 0)
        return row;
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), ticket,
                                        [](quint64 wanted, const Range &range) { return wanted < range.ticket; });
    return after == ranges.begin() ? 0 : find(*std::prev(after), ticket);
}

void TicketBook::forgetBelow(qint64 row)
{
    for (auto &[producer, ranges] : m_ranges) {
        while (!ranges.empty() && ranges.front().row + ranges.front().count <= row)
            ranges.pop_front();
        if (ranges.empty() || ranges.front().row >= row)
            continue;
        Range &first = ranges.front();
        const qint64 gone = row - first.row;
        first = {first.ticket + static_cast<quint64>(gone), row, first.count - gone};
    }
}

void TicketBook::forgetFrom(qint64 row)
{
    for (auto &[producer, ranges] : m_ranges) {
        while (!ranges.empty() && ranges.back().row >= row)
            ranges.pop_back();
        if (!ranges.empty())
            ranges.back().count = std::min(ranges.back().count, row - ranges.back().row);
    }
}

} // namespace framewright::traffic

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <deque>
#include <unordered_map>

namespace framewright::traffic {

/// Which rows the tickets of the producers became. Tickets of one producer follow each other, and so do the rows of a
/// batch: a range for each batch says it all, and one for many where there is one producer. Bounded; the oldest are
/// forgotten first. Lives on the capture thread.
class TicketBook final
{
public:
    /// Ranges of one producer.
    static constexpr std::size_t limit = 1 << 16;

    /// Tickets from `ticket` on are the rows from `row` on. Greater than all of that producer's before.
    void note(quint64 ticket, qint64 row, qint64 count);
    /// 0: not known, or no longer.
    [[nodiscard]] qint64 rowOf(quint64 ticket) const;
    /// Rows below `row` are gone.
    void forgetBelow(qint64 row);
    /// Rows from `row` on were not written after all.
    void forgetFrom(qint64 row);

private:
    struct Range
    {
        quint64 ticket = 0;
        qint64 row = 0;
        qint64 count = 0;
    };
    using Ranges = std::deque<Range>;

    [[nodiscard]] static quint64 producerOf(quint64 ticket) { return ticket >> 48; }
    [[nodiscard]] static qint64 find(const Range &range, quint64 ticket);

    std::unordered_map<quint64, Ranges> m_ranges; ///< By producer.
};

} // namespace framewright::traffic

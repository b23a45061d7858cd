// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <vector>

namespace framewright::ui {

/// Growing row numbers of the log, kept as ranges: all of them are one, those of one connection a few. Position
/// to number and back in the logarithm of the ranges' count.
class RowRanges final
{
public:
    struct Range
    {
        qint64 first = 0;
        qint64 count = 0;
        qint64 before = 0; ///< Numbers in the ranges before this one, those removed since included.

        bool operator==(const Range &) const = default;
    };

    [[nodiscard]] qint64 size() const;
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /// `position` must be below size().
    [[nodiscard]] qint64 at(qint64 position) const;
    /// The position of that number, or of the next greater one; size() where there is none.
    [[nodiscard]] qint64 lowerBound(qint64 number) const;
    [[nodiscard]] bool contains(qint64 number) const;

    /// Each greater than all that are there.
    void append(qint64 first, qint64 count = 1);
    void append(const RowRanges &other);
    /// Gives how many were taken out.
    qint64 removeBelow(qint64 number);
    void clear();

    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }

private:
    std::vector<Range> m_ranges;
};

} // namespace framewright::ui

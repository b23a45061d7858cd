// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/linediff.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::ui {

namespace {

using Kind = DiffLine::Kind;

/// Cells of the table below; beyond, the two middles are shown as blocks.
constexpr qsizetype largestTable = 4'000'000;

void append(std::vector<DiffLine> &lines, Kind kind, const QStringList &texts)
{
    for (const QString &text : texts)
        lines.push_back({kind, text});
}

/// The longest common subsequence by the plain table: what lies between the equal heads and tails is small.
void appendMiddle(std::vector<DiffLine> &lines, const QStringList &left, const QStringList &right)
{
    const auto rows = std::size_t(left.size());
    const auto columns = std::size_t(right.size());
    if (left.size() * right.size() > largestTable) {
        append(lines, Kind::Left, left);
        append(lines, Kind::Right, right);
        return;
    }
    std::vector<int> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&longest, columns](std::size_t row, std::size_t column) -> int & {
        return longest[row * (columns + 1) + column];
    };
    for (std::size_t row = rows; row-- > 0;) {
        for (std::size_t column = columns; column-- > 0;)
            at(row, column) = left[qsizetype(row)] == right[qsizetype(column)]
                                  ? at(row + 1, column + 1) + 1
                                  : std::max(at(row + 1, column), at(row, column + 1));
    }
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows || column < columns) {
        if (row < rows && column < columns && left[qsizetype(row)] == right[qsizetype(column)]) {
            lines.push_back({Kind::Same, left[qsizetype(row)]});
            ++row;
            ++column;
        } else if (column == columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) {
            lines.push_back({Kind::Left, left[qsizetype(row++)]});
        } else {
            lines.push_back({Kind::Right, right[qsizetype(column++)]});
        }
    }
}

[[nodiscard]] std::vector<DiffLine> withGaps(const std::vector<DiffLine> &lines, int around)
{
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (lines[line].kind == Kind::Same)
            continue;
        const std::size_t from = line > std::size_t(around) ? line - std::size_t(around) : 0;
        const std::size_t to = std::min(lines.size(), line + std::size_t(around) + 1);
        std::fill(shown.begin() + std::ptrdiff_t(from), shown.begin() + std::ptrdiff_t(to), true);
    }
    std::vector<DiffLine> result;
    for (std::size_t line = 0; line < lines.size();) {
        if (shown[line]) {
            result.push_back(lines[line++]);
            continue;
        }
        const auto end = std::find(shown.begin() + std::ptrdiff_t(line), shown.end(), true);
        const auto count = end - shown.begin() - std::ptrdiff_t(line);
        result.push_back({Kind::Gap, QCoreApplication::translate("LineDiff", "%n equal line(s)", nullptr, int(count))});
        line += std::size_t(count);
    }
    return result;
}

} // namespace

std::vector<DiffLine> compareLines(const QStringList &left, const QStringList &right, int around)
{
    const auto shorter = std::min(left.size(), right.size());
    qsizetype head = 0;
    while (head < shorter && left[head] == right[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && left[left.size() - 1 - tail] == right[right.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> lines;
    append(lines, Kind::Same, left.first(head));
    appendMiddle(lines, left.sliced(head, left.size() - head - tail), right.sliced(head, right.size() - head - tail));
    append(lines, Kind::Same, left.last(tail));
    return withGaps(lines, around);
}

} // namespace framewright::ui

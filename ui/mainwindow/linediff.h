// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace framewright::ui {

/// One line of a comparison of two texts.
struct DiffLine
{
    enum class Kind : std::uint8_t
    {
        Same,
        Left,  ///< Only in the first text.
        Right, ///< Only in the second one.
        Gap    ///< Lines that are the same and were left out; the text says how many.
    };
    Kind kind = Kind::Same;
    QString text;

    bool operator==(const DiffLine &) const = default;
};

/// How two texts differ, line by line, with so many equal lines around each difference. What is too different to be
/// compared in short time is shown as one block each.
[[nodiscard]] std::vector<DiffLine> compareLines(const QStringList &left, const QStringList &right, int around = 3);

} // namespace framewright::ui

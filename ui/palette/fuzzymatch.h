// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>

#include <optional>

namespace framewright::ui {

/// How well a text answers what was typed, and the run of characters that did where there was one.
struct FuzzyMatch
{
    int score = 0;
    qsizetype start = 0; ///< Of the longest typed word that stands there in one piece.
    qsizetype length = 0;
};

/// Each word typed (apart by spaces, in any order, capitals or not) must be in the text: in one piece, better at
/// the start of a word, or letter by letter in this order. Nothing: one of them is not.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text);

/// How well every typed word begins a word of the text; nothing when one does not.
[[nodiscard]] std::optional<FuzzyMatch> wordMatch(QStringView typed, QStringView text);

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/patternnode.h"

namespace framewright::expression {

/// How a regular expression is to be read; `g` and `y` are the affair of whoever asks.
struct PatternFlags
{
    bool ignoresCase = false;
    bool isMultiline = false;
    bool isUnicode = false;

    [[nodiscard]] CaseFolding folding() const
    {
        return !ignoresCase ? CaseFolding::None : isUnicode ? CaseFolding::CodePoints : CaseFolding::Units;
    }
};

/// One step of a PatternProgram.
struct PatternStep
{
    enum class Kind : std::uint8_t
    {
        Character,
        Set,
        Many, ///< `low` to `high` characters of a set, which needs no note for each of them.
        BackReference,
        TextBegin,
        TextEnd,
        WordEdge,
        Keep, ///< Writes the place into a register.
        Fork, ///< Goes on, and if that fails from `target`.
        Jump,
        LoopBegin, ///< A repeated group. Its registers: how often it has turned, and where the turn began.
        LoopTest,  ///< Whether it turns once more, or goes on at `target`.
        LoopTurn,
        LoopEnd,   ///< Back to `target`.
        LookBegin, ///< Its register: how many notes there were.
        LookEnd,   ///< Back at the place of LookBegin, which is `target`.
        Found,
    };

    Kind kind = Kind::Found;
    bool isGreedy = true;
    bool isNegated = false;
    int target = 0;
    int place = 0; ///< A register, a capture, or a set.
    int low = 0;
    int high = 0;
    char32_t character = 0;
};

/// A regular expression as steps, for a matcher that needs no stack of the thread's.
struct PatternProgram
{
    std::vector<PatternStep> steps;
    std::vector<CharacterSet> sets;
    int captureCount = 1;
    int registerCount = 0; ///< Two for each capture first.
    PatternFlags flags;
    bool isAnchored = false; ///< It can only match at the text's begin.
};

[[nodiscard]] PatternProgram compilePattern(const PatternTree &tree, PatternFlags flags);

/// How long a text may be, so that a matcher that tries all there is ends within some `steps` steps.
[[nodiscard]] qsizetype quickLengthOf(const PatternTree &tree, qsizetype patternLength, double steps);

} // namespace framewright::expression

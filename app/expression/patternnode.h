// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/characterset.h"

#include <limits>
#include <vector>

namespace framewright::expression {

/// A part of a regular expression of JavaScript.
struct PatternNode
{
    enum class Kind : std::uint8_t
    {
        Sequence,
        Choice, ///< One of the children.
        Character,
        Set,
        Group,         ///< In brackets; `capture` from 1 on where it is kept.
        BackReference, ///< To `capture`.
        Repeat,        ///< The only child, `low` to `high` times.
        Look,          ///< The only child stands here, or with isNegated does not.
        TextBegin,
        TextEnd,
        WordEdge,
    };
    static constexpr int unbounded = std::numeric_limits<int>::max();

    Kind kind = Kind::Sequence;
    bool isGreedy = true;
    bool isNegated = false;
    char32_t character = 0;
    int capture = 0;
    int low = 0;
    int high = 0;
    int firstCapture = 0; ///< Of a Repeat: the captures inside of it, which each turn begins anew.
    int endCapture = 0;
    CharacterSet set = {};
    std::vector<PatternNode> children = {};
};

/// A regular expression, read.
struct PatternTree
{
    PatternNode root;
    int captureCount = 1; ///< With the whole match, which is number 0.
};

} // namespace framewright::expression

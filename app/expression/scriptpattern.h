// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/patternprogram.h"

#include <QStringView>

#include <functional>
#include <optional>
#include <vector>

namespace framewright::expression {

/// What a search came to.
struct PatternMatch
{
    enum class End : std::uint8_t
    {
        Found,
        NotFound,
        Stopped,  ///< It was told to.
        TooLarge, ///< It would have had to remember too much.
    };

    End end = End::NotFound;
    /// Begin and end of the match, then of each capture; -1 for one that took no part.
    std::vector<int> places = {};
};

/// A regular expression of a script on a text that could hold the script engine's own matcher for ever: that one
/// cannot be interrupted, and steps of this one can. Means what ECMAScript 22.2.2 says.
class ScriptPattern final
{
public:
    [[nodiscard]] static Result<ScriptPattern> compile(QStringView source, PatternFlags flags);
    /// How long a text may be for the script engine's own matcher; -1 none at all.
    [[nodiscard]] static qsizetype quickLength(QStringView source);

    /// From `begin` on, or just there. `isStopped` is asked every some thousand steps.
    [[nodiscard]] PatternMatch search(QStringView text, qsizetype begin, bool isSticky,
                                      const std::function<bool()> &isStopped) const;

private:
    explicit ScriptPattern(PatternProgram program)
        : m_program(std::move(program))
    {
    }

    PatternProgram m_program;
};

} // namespace framewright::expression

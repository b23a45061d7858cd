// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <span>

namespace framewright::ui {

/// A word of another program, what it is called here and the action that goes there. Help shows them as a table, the
/// palette finds them, so that whoever comes from there is one step away.
struct OtherWord
{
    const char *tool;
    const char *there;
    const char *here;
    const char *action = "vocabulary"; ///< By its name; "reference" and "vocabulary" look up `search`.
    const char *search = "";           ///< Empty for the vocabulary: the word itself.
    const char *also = "";             ///< Other words for it that a person may type.
};

[[nodiscard]] std::span<const OtherWord> otherWords();
/// What stands there, in the person's language.
[[nodiscard]] QString otherWordText(const char *text);

} // namespace framewright::ui

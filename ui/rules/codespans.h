// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QList>
#include <QStringView>

namespace framewright::ui {

/// What is written in an editor of a rule.
enum class CodeLanguage : std::uint8_t
{
    Plain,      ///< A text as it is: a regular expression, hex digits.
    Template,   ///< A text with {{expressions}} in it.
    Expression, ///< One expression, without braces.
    Json,       ///< JSON with templates in its texts or instead of them.
};

/// A part of a line with its colour.
struct CodeSpan
{
    qsizetype start = 0;
    qsizetype length = 0;
    Token token = Token::Text;

    bool operator==(const CodeSpan &) const = default;
};

/// The coloured parts of a line, in their order; what lies between them has the colour of text.
[[nodiscard]] QList<CodeSpan> codeSpans(QStringView line, CodeLanguage language);

/// Whether an expression is typed at `place`, so that names and functions are to be offered.
[[nodiscard]] bool isInExpression(QStringView line, qsizetype place, CodeLanguage language);

} // namespace framewright::ui

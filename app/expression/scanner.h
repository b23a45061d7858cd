// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace framewright::expression {

enum class TokenKind : std::uint8_t
{
    Name,
    Number,
    Text,
    Punctuation,
    End,
    Foreign, ///< What the fast path does not read: a template literal, a regular expression, an odd number.
};

struct Token
{
    TokenKind kind = TokenKind::End;
    QByteArrayView spelling; ///< As it stands in the text.
    QByteArray text;         ///< Of a Text: unescaped.

    [[nodiscard]] bool is(const char *punctuation) const
    {
        return kind == TokenKind::Punctuation && spelling == QByteArrayView(punctuation);
    }
};

/// Takes an expression apart into the tokens of JavaScript (ECMAScript 12), as far as the fast path reads it.
class Scanner final
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    [[nodiscard]] Token next();

private:
    [[nodiscard]] Token take(TokenKind kind, qsizetype length);
    [[nodiscard]] Token takeNumber();
    [[nodiscard]] Token takeText(char quote);
    [[nodiscard]] bool unescape(QByteArray &out);
    [[nodiscard]] bool unescapeCodePoint(QByteArray &out, qsizetype digits);
    [[nodiscard]] Token takePunctuation();

    QByteArrayView m_text;
};

[[nodiscard]] bool isNameStart(char character);
[[nodiscard]] bool isNamePart(char character);

} // namespace framewright::expression

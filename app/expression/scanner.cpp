// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scanner.h"

#include <QString>

#include <array>

namespace framewright::expression {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// Longest first, so that `===` is not read as `==` and `=`.
constexpr std::array punctuators = {
    "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "=>", "...", "<<", ">>",
    "**",  "++",  "--", "(",  ")",  "[",  "]",  "{",  "}",  ".",  ",",  "?",   ":",  "!",
    "<",   ">",   "+",  "-",  "*",  "/",  "%",  "=",  "&",  "|",  "^",  "~",   ";",
};

} // namespace

bool isNameStart(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_' ||
           character == '$' || static_cast<unsigned char>(character) >= 0x80;
}

bool isNamePart(char character)
{
    return isNameStart(character) || isDigit(character);
}

Token Scanner::next()
{
    m_text = m_text.trimmed();
    if (m_text.isEmpty())
        return {};
    const char first = m_text.front();
    if (isNameStart(first)) {
        qsizetype length = 1;
        while (length < m_text.size() && isNamePart(m_text[length]))
            ++length;
        return take(TokenKind::Name, length);
    }
    if (isDigit(first))
        return takeNumber();
    if (first == '"' || first == '\'')
        return takeText(first);
    return takePunctuation();
}

Token Scanner::take(TokenKind kind, qsizetype length)
{
    Token token{kind, m_text.first(length), {}};
    m_text = m_text.sliced(length);
    return token;
}

Token Scanner::takeNumber()
{
    qsizetype length = 0;
    const auto takeDigits = [&] {
        while (length < m_text.size() && isDigit(m_text[length]))
            ++length;
    };
    takeDigits();
    if (length + 1 < m_text.size() && m_text[length] == '.' && isDigit(m_text[length + 1])) {
        ++length;
        takeDigits();
    }
    if (length + 1 < m_text.size() && (m_text[length] == 'e' || m_text[length] == 'E')) {
        qsizetype exponent = length + 1;
        if (m_text[exponent] == '+' || m_text[exponent] == '-')
            ++exponent;
        if (exponent < m_text.size() && isDigit(m_text[exponent])) {
            length = exponent;
            takeDigits();
        }
    }
    // 0x1f, 017, 1n and 1. are numbers too, but not ours.
    const bool hasOddEnd = length < m_text.size() && (isNamePart(m_text[length]) || m_text[length] == '.');
    const bool hasOddStart = m_text.size() > 1 && m_text[0] == '0' && isDigit(m_text[1]);
    return take(hasOddEnd || hasOddStart ? TokenKind::Foreign : TokenKind::Number, length);
}

Token Scanner::takeText(char quote)
{
    Token token{TokenKind::Text, m_text, {}};
    m_text = m_text.sliced(1);
    while (!m_text.isEmpty()) {
        const char character = m_text.front();
        m_text = m_text.sliced(1);
        if (character == quote) {
            token.spelling.chop(m_text.size());
            return token;
        }
        if (character == '\n')
            break;
        if (character != '\\') {
            token.text.append(character);
        } else if (!unescape(token.text)) {
            break;
        }
    }
    token.kind = TokenKind::Foreign;
    return token;
}

bool Scanner::unescape(QByteArray &out)
{
    if (m_text.isEmpty())
        return false;
    const char escaped = m_text.front();
    m_text = m_text.sliced(1);
    switch (escaped) {
    case 'n':
        out.append('\n');
        return true;
    case 't':
        out.append('\t');
        return true;
    case 'r':
        out.append('\r');
        return true;
    case 'b':
        out.append('\b');
        return true;
    case 'f':
        out.append('\f');
        return true;
    case 'v':
        out.append('\v');
        return true;
    case 'x':
        return unescapeCodePoint(out, 2);
    case 'u':
        return unescapeCodePoint(out, 4);
    case '0':
        if (!m_text.isEmpty() && isDigit(m_text.front()))
            return false;
        out.append('\0');
        return true;
    default:
        if (isDigit(escaped) || escaped == '\n')
            return false;
        out.append(escaped);
        return true;
    }
}

bool Scanner::unescapeCodePoint(QByteArray &out, qsizetype digits)
{
    if (m_text.size() < digits)
        return false;
    bool isNumber = false;
    const uint unit = m_text.first(digits).toByteArray().toUInt(&isNumber, 16);
    // A half of a surrogate pair needs its other half: the engine's business.
    if (!isNumber || QChar::isSurrogate(unit))
        return false;
    m_text = m_text.sliced(digits);
    out.append(QString(QChar(static_cast<char16_t>(unit))).toUtf8());
    return true;
}

Token Scanner::takePunctuation()
{
    for (const char *punctuator : punctuators) {
        const QByteArrayView spelling(punctuator);
        if (!m_text.startsWith(spelling))
            continue;
        // `a?.5:1` is a choice, no optional chain (ECMAScript 12.8).
        if (spelling == "?." && m_text.size() > 2 && isDigit(m_text[2]))
            continue;
        return take(TokenKind::Punctuation, spelling.size());
    }
    return take(TokenKind::Foreign, 1);
}

} // namespace framewright::expression

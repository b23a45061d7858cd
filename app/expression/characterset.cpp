// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/characterset.h"

#include <algorithm>

namespace framewright::expression {

char32_t folded(char32_t character, CaseFolding folding)
{
    switch (folding) {
    case CaseFolding::None:
        return character;
    case CaseFolding::CodePoints:
        return QChar::toCaseFolded(character);
    case CaseFolding::Units: {
        // A character beyond ASCII never becomes one of ASCII.
        const char32_t upper = QChar::toUpper(character);
        return (character >= 128 && upper < 128) || upper > 0xffff ? character : upper;
    }
    }
    Q_UNREACHABLE();
    return character;
}

bool isLineEnd(char32_t character)
{
    return character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
}

bool isWordCharacter(char32_t character)
{
    return character < 128 && (QChar::isLetterOrNumber(character) || character == '_');
}

void CharacterSet::add(char32_t first, char32_t last)
{
    m_ranges.push_back({first, last});
}

void CharacterSet::add(const CharacterSet &other)
{
    m_ranges.insert(m_ranges.end(), other.m_ranges.begin(), other.m_ranges.end());
}

bool CharacterSet::holds(char32_t character) const
{
    const auto isIn = [character](const Range &range) { return range.first <= character && character <= range.last; };
    return std::ranges::any_of(m_ranges, isIn);
}

void CharacterSet::prepare(CaseFolding folding)
{
    m_folding = folding;
    for (std::size_t character = 0; character < m_ascii.size(); ++character)
        m_ascii[character] = find(static_cast<char32_t>(character));
}

bool CharacterSet::find(char32_t character) const
{
    if (m_folding == CaseFolding::None || holds(character))
        return holds(character) != m_isNegated;
    const char32_t wanted = folded(character, m_folding);
    const auto isHeldAs = [&](char32_t other) { return folded(other, m_folding) == wanted && holds(other); };
    const bool isHeld = isHeldAs(wanted) || isHeldAs(QChar::toLower(wanted)) || isHeldAs(QChar::toUpper(wanted));
    return isHeld != m_isNegated;
}

CharacterSet CharacterSet::digits()
{
    CharacterSet set;
    set.add('0', '9');
    return set;
}

CharacterSet CharacterSet::wordCharacters()
{
    CharacterSet set = digits();
    set.add('a', 'z');
    set.add('A', 'Z');
    set.add('_', '_');
    return set;
}

CharacterSet CharacterSet::lineEnds()
{
    CharacterSet set;
    set.add('\n', '\n');
    set.add('\r', '\r');
    set.add(0x2028, 0x2029);
    return set;
}

/// ECMAScript 12.2 and 12.3, WhiteSpace and LineTerminator.
CharacterSet CharacterSet::spaces()
{
    CharacterSet set = lineEnds();
    set.add('\t', '\r');
    set.add(' ', ' ');
    set.add(0xa0, 0xa0);
    set.add(0x1680, 0x1680);
    set.add(0x2000, 0x200a);
    set.add(0x202f, 0x202f);
    set.add(0x205f, 0x205f);
    set.add(0x3000, 0x3000);
    set.add(0xfeff, 0xfeff);
    return set;
}

CharacterSet CharacterSet::complement() const
{
    std::vector<Range> sorted = m_ranges;
    std::ranges::sort(sorted, {}, &Range::first);
    CharacterSet rest;
    char32_t next = 0;
    for (const Range &range : sorted) {
        if (range.first > next)
            rest.add(next, range.first - 1);
        next = std::max<char32_t>(next, range.last + 1);
    }
    if (next <= QChar::LastValidCodePoint)
        rest.add(next, QChar::LastValidCodePoint);
    return rest;
}

} // namespace framewright::expression

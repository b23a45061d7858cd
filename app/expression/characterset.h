// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QChar>

#include <bitset>
#include <cstdint>
#include <vector>

namespace framewright::expression {

/// How a regular expression of a script takes case: not at all, by single units, or by code points (flag u).
enum class CaseFolding : std::uint8_t
{
    None,
    Units,
    CodePoints,
};

/// What two characters have in common that differ only in case (ECMAScript 22.2.2.7.3, Canonicalize).
[[nodiscard]] char32_t folded(char32_t character, CaseFolding folding);
/// What `.` leaves out and `^` and `$` stand at (ECMAScript 12.3).
[[nodiscard]] bool isLineEnd(char32_t character);
[[nodiscard]] bool isWordCharacter(char32_t character);

/// The characters that `[...]`, `.`, `\d` and their like take.
class CharacterSet final
{
public:
    void add(char32_t first, char32_t last);
    void add(const CharacterSet &other);
    void setNegated(bool isNegated) { m_isNegated = isNegated; }

    /// Once it is whole. From then on it answers.
    void prepare(CaseFolding folding);
    [[nodiscard]] bool contains(char32_t character) const
    {
        return character < m_ascii.size() ? m_ascii[character] : find(character);
    }

    [[nodiscard]] static CharacterSet digits();
    [[nodiscard]] static CharacterSet spaces();
    [[nodiscard]] static CharacterSet wordCharacters();
    [[nodiscard]] static CharacterSet lineEnds();
    /// All characters but these, for a set of ranges.
    [[nodiscard]] CharacterSet complement() const;

private:
    struct Range
    {
        char32_t first = 0;
        char32_t last = 0;
    };

    [[nodiscard]] bool holds(char32_t character) const;
    [[nodiscard]] bool find(char32_t character) const;

    std::vector<Range> m_ranges;
    std::bitset<128> m_ascii; ///< Most characters are of these.
    CaseFolding m_folding = CaseFolding::None;
    bool m_isNegated = false;
};

} // namespace framewright::expression

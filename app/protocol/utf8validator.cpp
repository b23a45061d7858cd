// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/utf8validator.h"

#include <cstring>

namespace framewright::protocol {

namespace {

constexpr std::uint32_t rejected = 0xFFFFFFFFu;
constexpr std::uint64_t highBits = 0x8080808080808080u;

/// An open character: how many bytes it still needs, and between which bounds the next one lies. RFC 3629
/// narrows those of the second byte only: no overlong form, no surrogate, nothing above U+10FFFF.
constexpr std::uint32_t openCharacter(std::uint32_t missing, std::uint32_t low = 0x80, std::uint32_t high = 0xBF)
{
    return missing << 16 | low << 8 | high;
}

std::uint32_t afterFirstByte(unsigned char byte)
{
    if (byte < 0x80)
        return 0;
    if (byte < 0xC2 || byte > 0xF4)
        return rejected;
    if (byte < 0xE0)
        return openCharacter(1);
    if (byte < 0xF0) {
        if (byte == 0xE0)
            return openCharacter(2, 0xA0, 0xBF);
        return byte == 0xED ? openCharacter(2, 0x80, 0x9F) : openCharacter(2);
    }
    if (byte == 0xF0)
        return openCharacter(3, 0x90, 0xBF);
    return byte == 0xF4 ? openCharacter(3, 0x80, 0x8F) : openCharacter(3);
}

std::uint32_t afterByte(std::uint32_t state, unsigned char byte)
{
    if (state == 0)
        return afterFirstByte(byte);
    const std::uint32_t low = state >> 8 & 0xFF;
    const std::uint32_t high = state & 0xFF;
    if (byte < low || byte > high)
        return rejected;
    const std::uint32_t missing = (state >> 16) - 1;
    return missing == 0 ? 0 : openCharacter(missing);
}

bool follows(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/// The length of the whole character at `at`, where four bytes may be read; 0 where it is none.
std::size_t characterLength(const unsigned char *at)
{
    const unsigned char first = at[0];
    if (first >= 0xC2 && first <= 0xDF)
        return follows(at[1]) ? 2 : 0;
    if ((first & 0xF0) == 0xE0) {
        const bool inBounds = (first != 0xE0 || at[1] >= 0xA0) && (first != 0xED || at[1] <= 0x9F);
        return inBounds && follows(at[1]) && follows(at[2]) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool inBounds = (first != 0xF0 || at[1] >= 0x90) && (first != 0xF4 || at[1] <= 0x8F);
        return inBounds && follows(at[1]) && follows(at[2]) && follows(at[3]) ? 4 : 0;
    }
    return 0;
}

/// Skips whole characters while eight bytes may be read. Stops early at one that is wrong: which of its bytes
/// it is, the careful way says.
const unsigned char *skipCharacters(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 8) {
        while (end - at >= 32) {
            std::uint64_t words[4];
            std::memcpy(words, at, sizeof words);
            if (((words[0] | words[1] | words[2] | words[3]) & highBits) != 0)
                break;
            at += 32;
        }
        if (end - at < 8)
            break;
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        if ((word & highBits) == 0) {
            at += 8;
            continue;
        }
        while (*at < 0x80)
            ++at;
        while (end - at >= 4 && *at >= 0x80) {
            const std::size_t length = characterLength(at);
            if (length == 0)
                return at;
            at += length;
        }
    }
    return at;
}

} // namespace

bool Utf8Validator::add(std::span<const char> bytes)
{
    const auto *at = reinterpret_cast<const unsigned char *>(bytes.data());
    const unsigned char *const end = at + bytes.size();
    while (at != end && m_state != 0 && m_state != rejected)
        m_state = afterByte(m_state, *at++);
    if (m_state == 0)
        at = skipCharacters(at, end);
    while (at != end && m_state != rejected)
        m_state = afterByte(m_state, *at++);
    return m_state != rejected;
}

bool isValidUtf8(std::span<const char> bytes)
{
    Utf8Validator validator;
    return validator.add(bytes) && validator.isComplete();
}

} // namespace framewright::protocol

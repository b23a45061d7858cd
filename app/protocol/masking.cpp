// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/masking.h"

#include <cstring>

namespace framewright::protocol {

void applyMask(std::span<char> payload, const std::array<unsigned char, 4> &key, std::uint64_t phase)
{
    // The key turned to where this piece begins in the frame, twice side by side.
    std::array<unsigned char, 8> turned{};
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = key[(phase + i) & 3];
    std::uint64_t mask = 0;
    std::memcpy(&mask, turned.data(), sizeof mask);

    char *at = payload.data();
    std::size_t left = payload.size();
    // Four words in a row, so that the compiler makes vectors of them at any optimisation level.
    for (; left >= 32; at += 32, left -= 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), at, sizeof words);
        words[0] ^= mask;
        words[1] ^= mask;
        words[2] ^= mask;
        words[3] ^= mask;
        std::memcpy(at, words.data(), sizeof words);
    }
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        word ^= mask;
        std::memcpy(at, &word, sizeof word);
    }
    for (std::size_t i = 0; i < left; ++i)
        at[i] = static_cast<char>(static_cast<unsigned char>(at[i]) ^ turned[i]);
}

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <random>

namespace framewright {

/// Chance that is handed in, so that a test or a seeded mock draws the same numbers again.
class RandomSource final
{
public:
    explicit RandomSource(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    /// Any 64 bits.
    [[nodiscard]] std::uint64_t next() { return m_engine(); }
    /// A whole number from `low` to `high`, both included; `low` must not be above `high`.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return std::uniform_int_distribution<std::int64_t>(low, high)(m_engine);
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace framewright

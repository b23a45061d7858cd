// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <span>

namespace framewright::protocol {

/// Checks UTF-8 as it streams (RFC 3629; RFC 6455 section 8.1): says no at the first byte that cannot be part of
/// a character, keeps its state over the borders of pieces, frames and reads.
class Utf8Validator final
{
public:
    /// False once any byte so far is wrong.
    [[nodiscard]] bool add(std::span<const char> bytes);
    /// Whether the text may end here: no character is open.
    [[nodiscard]] bool isComplete() const { return m_state == 0; }
    void reset() { m_state = 0; }

private:
    std::uint32_t m_state = 0;
};

/// The same for a text that is there whole; the quick way.
[[nodiscard]] bool isValidUtf8(std::span<const char> bytes);

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace framewright::protocol {

/// XORs the payload with the key (RFC 6455 section 5.3), eight bytes at a time. `phase` is how many bytes of
/// the frame's payload came before.
void applyMask(std::span<char> payload, const std::array<unsigned char, 4> &key, std::uint64_t phase = 0);

} // namespace framewright::protocol

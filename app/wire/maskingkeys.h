// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>

namespace framewright::wire {

/// An unpredictable key for each frame of a client (RFC 6455 section 10.3), drawn from the system's generator in
/// blocks, since a call for each frame would cost more than the frame. Any thread.
[[nodiscard]] std::array<unsigned char, 4> nextMaskingKey();

} // namespace framewright::wire

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace framewright {

/// Nanoseconds since 1970-01-01 00:00 UTC, as the log shows. May jump when the machine's clock is set.
[[nodiscard]] std::int64_t wallTime();

} // namespace framewright

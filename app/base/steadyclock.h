// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"

namespace framewright {

/// The machine's monotonic clock: handshake deadlines, close time-outs, idle limits. Any thread.
class SteadyClock final : public Clock
{
public:
    [[nodiscard]] std::int64_t now() const override;
};

} // namespace framewright

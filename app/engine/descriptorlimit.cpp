// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/descriptorlimit.h"

#include <sys/resource.h>

namespace framewright::engine {

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    // Refused: the old limit stays, and a server that meets it says so in the log.
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace framewright::engine

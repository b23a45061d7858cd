// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::engine {

/// Lets this process have as many descriptors as the system allows it: the usual soft limit of 1024 ends at 1000
/// clients.
void raiseDescriptorLimit();

} // namespace framewright::engine

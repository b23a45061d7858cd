// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::protocol {

/// Whether a response of this status gave what was asked for, or said where it is: 2xx and 3xx, RFC 9110 sections 15.3
/// and 15.4. A request that got one was answered; one that got another, or none, was refused.
[[nodiscard]] constexpr bool isAnswer(int status)
{
    return status >= 200 && status < 400;
}

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"
#include "app/wire/connectionfacts.h"

namespace framewright::wire {

/// What is known of an end beyond the facts.
struct EndCause
{
    QString error;     ///< The network's or TLS's words.
    QString violation; ///< What the peer did wrong.
};

/// One sentence that says how a connection ended and by whom. `role` is ours.
[[nodiscard]] QString endText(const ConnectionFacts &facts, protocol::Role role, const EndCause &cause);

} // namespace framewright::wire

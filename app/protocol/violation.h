// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/closecode.h"

namespace framewright::protocol {

/// What a peer did wrong: the close code that the RFC asks for, and one phrase (static text) for log and reason.
struct Violation
{
    CloseCode code = 0;
    const char *problem = "";

    [[nodiscard]] explicit operator bool() const { return code != 0; }
};

} // namespace framewright::protocol

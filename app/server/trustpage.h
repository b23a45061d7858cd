// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/requesthead.h"
#include "app/server/refusal.h"

namespace framewright::server {

/// Whether a browser asks a TLS server for its front page: a plain GET of "/".
[[nodiscard]] bool asksForTrustPage(const protocol::RequestHead &head);

/// What it sees there: since it sees it, it trusts the certificate, and wss:// works from its pages. Without the
/// page, a person who opens https://host:port/ to say so would meet an error and not know whether it worked.
[[nodiscard]] Refusal trustPage(const protocol::RequestHead &head);

} // namespace framewright::server

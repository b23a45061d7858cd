// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/client/sessionrequest.h"

#include <QSslConfiguration>

namespace framewright::client {

/// What a session trusts and shows over TLS. The error says which file is missing, unreadable or not PEM, that the
/// key's passphrase is missing or wrong, or that key and certificate do not match.
[[nodiscard]] Result<QSslConfiguration> loadClientTls(const TlsFiles &files);

} // namespace framewright::client

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/server.h"

#include <QSslConfiguration>
#include <QString>

namespace framewright::server {

/// What a server shows of itself over TLS: its files, which lie beside the workspace, or a self-signed certificate
/// kept in `certificateFolder` and made there on first use; and which certificates of clients it takes.
[[nodiscard]] Result<QSslConfiguration> loadServerTls(const workspace::Tls &tls, const QString &workspaceFolder,
                                                      const QString &certificateFolder);

} // namespace framewright::server

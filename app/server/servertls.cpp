// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/servertls.h"


#include <QDir>

namespace framewright::server {

Result<QSslConfiguration> loadServerTls(const workspace::Tls &tls, const QString &workspaceFolder,
                                        const QString &certificateFolder)
{
    Q_UNUSED(tls)
    Q_UNUSED(workspaceFolder)
    Q_UNUSED(certificateFolder)
    return QSslConfiguration();
}

} // namespace framewright::server

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/routeurl.h"

#include <algorithm>

namespace framewright::ui {

engine::ServerStatus statusOf(ServerId server, const QList<engine::ServerStatus> &statuses)
{
    const auto found = std::find_if(statuses.cbegin(), statuses.cend(),
                                    [server](const engine::ServerStatus &status) { return status.server == server; });
    return found == statuses.cend() ? engine::ServerStatus{} : *found;
}

QString routeUrl(const workspace::Server &server, const workspace::Route &route,
                 const QList<engine::ServerStatus> &statuses)
{
    const engine::ServerStatus status = statusOf(server.id, statuses);
    const qint64 port = status.port != 0 ? qint64(status.port) : server.port;
    QString host = server.host;
    if (host == QLatin1String("0.0.0.0") || host == QLatin1String("::") || host == QLatin1String("*"))
        host = u"localhost"_qs;
    if (host.contains(u':') && !host.startsWith(u'['))
        host = u'[' % host % u']';
    // {room} becomes room, {rest*} rest: a path that works as it stands.
    QString path = route.path;
    path.remove(u'{').remove(u'}').remove(u'*');
    return (server.tls ? u"wss://"_qs : u"ws://"_qs) % host % u':' % QString::number(port) % path;
}

} // namespace framewright::ui

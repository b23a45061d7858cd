// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/servermoves.h"

#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/workspaceeditor.h"

namespace framewright::ui {

using engine::ServerState;

ServerMoves::ServerMoves(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.engine, &engine::Engine::serversChanged, this, &ServerMoves::handleServers);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &ServerMoves::handleChange);
}

int ServerMoves::liveOn(ServerId server) const
{
    int live = 0;
    for (const ConnectionId id : m_parts.book.onServer(server)) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        live += facts != nullptr && ConnectionBook::isLive(*facts) ? 1 : 0;
    }
    return live;
}

void ServerMoves::handleChange()
{
    for (auto place = m_places.begin(); place != m_places.end(); ++place) {
        const workspace::Server *server = m_parts.editor.workspace().findServer(place.key());
        if (server == nullptr || Place{server->host, server->port} == *place)
            continue;
        *place = {server->host, server->port};
        // One that is moved again on its way has lost its clients the first time.
        if (!m_onTheMove.contains(place.key()))
            m_onTheMove.insert(place.key(), {liveOn(place.key()), m_urls.value(place.key())});
    }
}

void ServerMoves::handleServers(const QList<engine::ServerStatus> &servers)
{
    for (const engine::ServerStatus &status : servers)
        handleServer(status);
}

void ServerMoves::handleServer(const engine::ServerStatus &status)
{
    const ServerId id = status.server;
    const workspace::Server *server = m_parts.editor.workspace().findServer(id);
    const auto journey = m_onTheMove.find(id);
    const bool isOnTheMove = journey != m_onTheMove.end();
    if (isOnTheMove && status.state != ServerState::Listening)
        journey->left = true;
    const bool rests = status.state == ServerState::Failed || (status.state == ServerState::Stopped && !isOnTheMove);
    if (server == nullptr || rests) {
        m_places.remove(id);
        m_onTheMove.remove(id); // Why it failed is said elsewhere.
    }
    if (server == nullptr || status.state != ServerState::Listening)
        return;
    if (isOnTheMove && (journey->left || journey->from != status.urls))
        emit moved(words(status, m_onTheMove.take(id).clients));
    if (!m_onTheMove.contains(id))
        m_places.insert(id, {server->host, server->port});
    m_urls.insert(id, status.urls);
}

QString ServerMoves::words(const engine::ServerStatus &status, int clients) const
{
    const workspace::Server *server = m_parts.editor.workspace().findServer(status.server);
    const QString name = status.name.isEmpty() ? tr("The server") : status.name;
    const QString place = server == nullptr || server->host == QLatin1StringView("localhost")
                              ? tr("port %1").arg(status.port)
                              : u"%1:%2"_qs.arg(server->host).arg(status.port);
    const QString restarted = tr("%1 restarted on %2").arg(name, place);
    if (clients == 0)
        return restarted;
    return clients == 1 ? tr("%1; its client was told 1001").arg(restarted)
                        : tr("%1; its %2 clients were told 1001").arg(restarted).arg(clients);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/stopwatcher.h"

#include "ui/common/connectionbook.h"
#include "ui/common/format.h"

namespace framewright::ui {

StopWatcher::StopWatcher(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&parts.engine, &engine::Engine::serversChanged, this, &StopWatcher::handleServers);
    connect(&parts.engine, &engine::Engine::preparingChanged, this, &StopWatcher::handlePreparing);
    connect(&parts.book, &ConnectionBook::changed, this, &StopWatcher::handleConnections);
}

void StopWatcher::handleServers(const QList<engine::ServerStatus> &servers)
{
    m_stopping.clear();
    for (const engine::ServerStatus &status : servers) {
        if (status.state == engine::ServerState::Stopping)
            m_stopping.append(status.server);
    }
    if (m_stopping.isEmpty()) {
        m_parts.work.end(std::exchange(m_number, 0));
        return;
    }
    if (m_number == 0) {
        m_first = std::max(1, m_parts.book.live());
        m_number = m_parts.work.begin(
            tr("Stopping"), [this] { dropAll(); }, tr("Drop clients"));
    }
    handleConnections();
}

void StopWatcher::handleConnections()
{
    if (m_number == 0)
        return;
    const int live = m_parts.book.live();
    m_parts.work.setText(m_number, tr("Stopping, %1 clients to go").arg(format::count(live)));
    m_parts.work.setDone(m_number, 1.0 - double(live) / double(std::max(m_first, live)));
}

void StopWatcher::handlePreparing(bool isPreparing)
{
    m_parts.work.end(std::exchange(m_preparing, 0));
    if (isPreparing)
        m_preparing = m_parts.work.begin(tr("Reading the rules"));
}

void StopWatcher::dropAll()
{
    for (const ServerId server : std::as_const(m_stopping)) {
        for (const ConnectionId id : m_parts.book.onServer(server)) {
            const wire::ConnectionFacts *facts = m_parts.book.find(id);
            if (facts != nullptr && ConnectionBook::isLive(*facts))
                m_parts.engine.dropPeer(id);
        }
    }
}

} // namespace framewright::ui

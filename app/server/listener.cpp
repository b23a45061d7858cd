// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/listener.h"

namespace framewright::server {

namespace {
constexpr int backlog = 4096;
constexpr int breathMilliseconds = 100;
} // namespace

Listener::Listener(QObject *parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(backlog);
    m_breath.setSingleShot(true);
    m_breath.setInterval(breathMilliseconds);
    connect(this, &QTcpServer::acceptError, this, [this] { breathe(); });
    connect(&m_breath, &QTimer::timeout, this, [this] { resumeAccepting(); });
}

void Listener::incomingConnection(qintptr descriptor)
{
    emit accepted(descriptor);
}

/// Without the pause a full descriptor table would make the event loop spin: the listening socket stays readable.
void Listener::breathe()
{
    pauseAccepting();
    m_breath.start();
    emit exhausted();
}

} // namespace framewright::server

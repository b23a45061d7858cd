// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/connectionreports.h"

namespace framewright::server {

namespace {
constexpr int periodMilliseconds = 50;
/// Past connections that wait for a receiver who does not come; the log has them all.
constexpr qsizetype endedLimit = 20000;
} // namespace

ConnectionReports::ConnectionReports(Find find, QObject *parent)
    : QObject(parent)
    , m_find(std::move(find))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(periodMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionReports::handleTimeout);
}

void ConnectionReports::changed(ConnectionId connection)
{
    m_changed.push_back(connection);
    schedule();
}

void ConnectionReports::ended(const wire::ConnectionFacts &facts)
{
    if (m_ended.size() >= endedLimit)
        m_ended.removeFirst();
    m_ended.append(facts);
    schedule();
}

void ConnectionReports::acknowledge()
{
    m_awaitsAcknowledgement = false;
    if (!m_changed.empty() || !m_ended.isEmpty())
        schedule();
}

void ConnectionReports::schedule()
{
    if (!m_timer.isActive() && !m_awaitsAcknowledgement)
        m_timer.start();
}

void ConnectionReports::handleTimeout()
{
    if (m_awaitsAcknowledgement)
        return;
    m_awaitsAcknowledgement = true;
    flush();
}

void ConnectionReports::flush()
{
    emit due();
    QList<wire::ConnectionFacts> facts;
    facts.reserve(static_cast<qsizetype>(m_changed.size()) + m_ended.size());
    for (const ConnectionId connection : m_changed) {
        if (std::optional<wire::ConnectionFacts> found = m_find(connection))
            facts.append(*std::move(found));
    }
    m_changed.clear();
    facts.append(std::exchange(m_ended, {}));
    if (facts.isEmpty())
        m_awaitsAcknowledgement = false; // Nobody would acknowledge it.
    else
        emit batch(facts);
}

} // namespace framewright::server

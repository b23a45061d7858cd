// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/connectionbook.h"

#include <algorithm>

namespace framewright::ui {

namespace {

/// Sessions are the other end of what is counted already.
std::uint64_t messagesOf(const wire::ConnectionFacts &facts)
{
    return ConnectionBook::isSession(facts) ? 0 : facts.in.messages + facts.out.messages;
}

} // namespace

bool ConnectionBook::isLive(const wire::ConnectionFacts &facts)
{
    return facts.state == wire::ConnectionState::Connecting || facts.state == wire::ConnectionState::Open ||
           facts.state == wire::ConnectionState::Closing;
}

void ConnectionBook::take(const QList<wire::ConnectionFacts> &facts)
{
    QList<ConnectionId> ids;
    ids.reserve(facts.size());
    for (const wire::ConnectionFacts &entry : facts) {
        const auto known = m_facts.constFind(entry.id);
        const bool wasLive = known == m_facts.cend() || isLive(*known);
        m_messages += messagesOf(entry) - (known == m_facts.cend() ? 0 : messagesOf(*known));
        if (known != m_facts.cend())
            count(*known, -1);
        m_facts.insert(entry.id, entry);
        count(entry, 1);
        if (entry.route)
            m_onRoute[entry.route].insert(entry.id);
        if (entry.server)
            m_onServer[entry.server].insert(entry.id);
        if (wasLive && !isLive(entry))
            m_ended.append(entry.id);
        ids.append(entry.id);
    }
    // The engine tells in no order; lists put new ones on top as they come.
    std::sort(ids.begin(), ids.end());
    if (!ids.isEmpty())
        emit changed(ids);
    forgetOldest();
}

void ConnectionBook::clearPast()
{
    const QList<ConnectionId> ended = std::exchange(m_ended, {});
    for (const ConnectionId id : ended)
        forget(id);
    if (!ended.isEmpty())
        emit forgotten(ended);
}

void ConnectionBook::noteSession(ConnectionId id)
{
    m_sessions.insert(id);
    emit sessionNoted(id);
}

const wire::ConnectionFacts *ConnectionBook::find(ConnectionId id) const
{
    const auto found = m_facts.constFind(id);
    return found == m_facts.cend() ? nullptr : &*found;
}

void ConnectionBook::count(const wire::ConnectionFacts &facts, int step)
{
    if (isSession(facts))
        return;
    if (!isLive(facts)) {
        m_past += step;
        return;
    }
    m_live += step;
    m_liveOnRoute[facts.route] += step;
}

void ConnectionBook::forgetOldest()
{
    if (m_ended.size() <= pastLimit)
        return;
    // A tenth at once, so that a busy server does not move the whole list for each connection.
    const QList<ConnectionId> oldest = m_ended.first(m_ended.size() - pastLimit + pastLimit / 10);
    m_ended.remove(0, oldest.size());
    for (const ConnectionId id : oldest)
        forget(id);
    emit forgotten(oldest);
}

void ConnectionBook::forget(ConnectionId id)
{
    const wire::ConnectionFacts facts = m_facts.take(id);
    count(facts, -1);
    m_onRoute[facts.route].remove(id);
    m_onServer[facts.server].remove(id);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/connectionfacts.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

namespace framewright::ui {

/// The facts of every live connection of a window and of its latest past ones, sessions of the client panel too.
/// Lists and details read them here; what is beyond the bound is forgotten, oldest first.
class ConnectionBook final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype pastLimit = 5000;

    using QObject::QObject;

    /// What the engine told.
    void take(const QList<wire::ConnectionFacts> &facts);
    void clearPast();
    /// A session of the client panel was opened: known here before its first row is in the log.
    void noteSession(ConnectionId id);
    [[nodiscard]] const QSet<ConnectionId> &sessions() const { return m_sessions; }

    /// nullptr: never heard of, or forgotten.
    [[nodiscard]] const wire::ConnectionFacts *find(ConnectionId id) const;
    /// Every connection that was on this route, those forgotten excepted.
    [[nodiscard]] QSet<ConnectionId> onRoute(RouteId route) const { return m_onRoute.value(route); }
    [[nodiscard]] QSet<ConnectionId> onServer(ServerId server) const { return m_onServer.value(server); }
    [[nodiscard]] int liveOnRoute(RouteId route) const { return m_liveOnRoute.value(route); }
    /// Of mock servers only.
    [[nodiscard]] int live() const { return m_live; }
    [[nodiscard]] int past() const { return m_past; }
    /// All that are known, in no order.
    [[nodiscard]] QList<ConnectionId> ids() const { return m_facts.keys(); }
    /// Messages that the mock servers received and sent since the window opened, as far as they were told.
    [[nodiscard]] std::uint64_t messages() const { return m_messages; }

    [[nodiscard]] static bool isLive(const wire::ConnectionFacts &facts);
    [[nodiscard]] static bool isSession(const wire::ConnectionFacts &facts) { return !facts.server; }

signals:
    void sessionNoted(framewright::ConnectionId id);
    /// New and changed ones by their numbers.
    void changed(const QList<framewright::ConnectionId> &ids);
    void forgotten(const QList<framewright::ConnectionId> &ids);

private:
    void count(const wire::ConnectionFacts &facts, int step);
    void forgetOldest();
    void forget(ConnectionId id);

    QHash<ConnectionId, wire::ConnectionFacts> m_facts;
    QList<ConnectionId> m_ended; ///< In the order they ended.
    QHash<RouteId, QSet<ConnectionId>> m_onRoute;
    QHash<ServerId, QSet<ConnectionId>> m_onServer;
    QHash<RouteId, int> m_liveOnRoute;
    QSet<ConnectionId> m_sessions;
    int m_live = 0;
    int m_past = 0;
    std::uint64_t m_messages = 0;
};

} // namespace framewright::ui

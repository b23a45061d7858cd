// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/connection.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <unordered_map>
#include <vector>

namespace framewright::rules {

/// The open connections of a route, and its rooms, each in the order of coming. Bounded: a connection is in at
/// most 1000 rooms, whose names have at most 1024 bytes.
class ConnectionTable final
{
public:
    Connection &add(std::unique_ptr<Connection> connection);
    /// Takes it out of its rooms too.
    [[nodiscard]] std::shared_ptr<Connection> take(ConnectionId id);
    [[nodiscard]] Connection *find(ConnectionId id) const;
    [[nodiscard]] std::shared_ptr<Connection> share(ConnectionId id) const;

    /// Everybody, or those in a room.
    [[nodiscard]] const std::vector<ConnectionId> &members(std::optional<QByteArrayView> room) const;

    /// Why it cannot join; empty where it could.
    [[nodiscard]] QString join(Connection &connection, const QByteArray &room);
    void leave(Connection &connection, const QByteArray &room);
    void leaveAll(Connection &connection);

private:
    void removeMember(ConnectionId id, const QByteArray &room);

    std::unordered_map<ConnectionId, std::shared_ptr<Connection>> m_connections;
    std::vector<ConnectionId> m_all;
    QHash<QByteArray, std::vector<ConnectionId>> m_rooms;
};

} // namespace framewright::rules

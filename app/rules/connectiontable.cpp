// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/connectiontable.h"

#include <algorithm>

namespace framewright::rules {

namespace {

constexpr std::size_t roomLimit = 1000;
constexpr qsizetype roomNameLimit = 1024;

/// Those that leave are mostly those that came late or first; the order of the others stays.
void removeFrom(std::vector<ConnectionId> &members, ConnectionId id)
{
    const auto found = std::find(members.begin(), members.end(), id);
    if (found != members.end())
        members.erase(found);
}

} // namespace

Connection &ConnectionTable::add(std::unique_ptr<Connection> connection)
{
    const ConnectionId id = connection->id;
    std::shared_ptr<Connection> &place = m_connections[id];
    if (place == nullptr)
        m_all.push_back(id);
    else
        leaveAll(*place);
    place = std::move(connection);
    return *place;
}

std::shared_ptr<Connection> ConnectionTable::take(ConnectionId id)
{
    const auto found = m_connections.find(id);
    if (found == m_connections.end())
        return nullptr;
    std::shared_ptr<Connection> connection = std::move(found->second);
    m_connections.erase(found);
    removeFrom(m_all, id);
    leaveAll(*connection);
    return connection;
}

Connection *ConnectionTable::find(ConnectionId id) const
{
    const auto found = m_connections.find(id);
    return found != m_connections.end() ? found->second.get() : nullptr;
}

std::shared_ptr<Connection> ConnectionTable::share(ConnectionId id) const
{
    const auto found = m_connections.find(id);
    return found != m_connections.end() ? found->second : nullptr;
}

const std::vector<ConnectionId> &ConnectionTable::members(std::optional<QByteArrayView> room) const
{
    static const std::vector<ConnectionId> nobody;
    if (!room)
        return m_all;
    const auto found = m_rooms.constFind(room->toByteArray());
    return found != m_rooms.constEnd() ? *found : nobody;
}

QString ConnectionTable::join(Connection &connection, const QByteArray &room)
{
    if (room.isEmpty() || room.size() > roomNameLimit)
        return QStringLiteral("A room's name has 1 to 1024 bytes.");
    if (std::ranges::find(connection.rooms, room) != connection.rooms.end())
        return {};
    if (connection.rooms.size() >= roomLimit)
        return QStringLiteral("A connection can be in 1000 rooms at most.");
    connection.rooms.push_back(room);
    m_rooms[room].push_back(connection.id);
    return {};
}

void ConnectionTable::leave(Connection &connection, const QByteArray &room)
{
    if (std::erase(connection.rooms, room) > 0)
        removeMember(connection.id, room);
}

void ConnectionTable::leaveAll(Connection &connection)
{
    for (const QByteArray &room : connection.rooms)
        removeMember(connection.id, room);
    connection.rooms.clear();
}

void ConnectionTable::removeMember(ConnectionId id, const QByteArray &room)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    removeFrom(*found, id);
    if (found->empty())
        m_rooms.erase(found);
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/server/variableowner.h"
#include "app/value/value.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace framewright::ui {

/// The variables of a route as they are now: of the connection that is selected, of the route, of its server and of the
/// workspace. Asks twice a second, and only while somebody looks.
class LiveVariables final : public QObject
{
    Q_OBJECT
public:
    explicit LiveVariables(const WindowParts &parts, QObject *parent = nullptr);

    void setRoute(RouteId route);
    [[nodiscard]] RouteId route() const { return m_route; }
    /// Who looks; nobody: nothing is asked.
    void setWatched(const QObject *watcher, bool isWatched);

    /// The live connection of this route that is selected; no identity: none is.
    [[nodiscard]] ConnectionId connection() const;
    /// Live ones of the route, in their order.
    [[nodiscard]] QList<ConnectionId> connections() const;
    [[nodiscard]] bool isServerRunning() const;

    /// As members of one object: conn, route, global, shared, and req of the connection. What is left out is not there.
    [[nodiscard]] const value::Value &now() const { return m_now; }
    /// One of the four that can be set; undefined: it is not there.
    [[nodiscard]] const value::Value &now(QByteArrayView root) const { return m_now[root]; }
    /// Gives a variable of a root another value, or with undefined takes it away.
    void set(QByteArrayView root, const QByteArray &name, const value::Value &value);

signals:
    /// Values, or whether there can be any.
    void changed();

private:
    void follow();
    void ask();
    void handleAnswer(quint64 query, const value::Value &answer);
    void take(QByteArrayView root, const value::Value &value);
    [[nodiscard]] std::optional<server::VariableOwner> ownerOf(QByteArrayView root) const;
    [[nodiscard]] value::Value requestNow() const;
    [[nodiscard]] ServerId server() const;

    const WindowParts m_parts;
    RouteId m_route;
    ConnectionId m_connection; ///< Whose variables the present ones are.
    bool m_wasRunning = false;
    bool m_wasSet = false; ///< What comes next is told even where nothing has changed: it may have been refused.
    value::Value m_now = value::Value::object();
    QHash<quint64, QByteArray> m_queries; ///< Under way, by their roots.
    QSet<const QObject *> m_watchers;
    QTimer m_timer;
};

} // namespace framewright::ui

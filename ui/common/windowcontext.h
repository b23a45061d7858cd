// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QObject>

namespace framewright::ui {

/// What a person has chosen, narrowing what the other panels show. A connection is on a route is on a server;
/// where the finer part is zero the coarser one counts.
struct Selection
{
    ServerId server;
    RouteId route;
    ConnectionId connection;

    bool operator==(const Selection &) const = default;
};

/// What is selected in one window, for all its panels. Panels write here and listen here, never to each other.
class WindowContext final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const Selection &selection() const { return m_selection; }
    void select(const Selection &selection);
    void selectConnection(ConnectionId connection);

    /// Asks the panel whose thing it is to show a saved message or request, or to take a URL.
    void wantMessage(const QString &name) { emit messageWanted(name); }
    void wantRequest(const QString &name) { emit requestWanted(name); }
    void wantUrl(const QString &url) { emit urlWanted(url); }
    /// Asks the client panel to take a message that was seen into its composer.
    void wantPayload(const QByteArray &payload, bool isBinary) { emit payloadWanted(payload, isBinary); }

signals:
    void selectionChanged(const framewright::ui::Selection &selection);
    void messageWanted(const QString &name);
    void requestWanted(const QString &name);
    void urlWanted(const QString &url);
    void payloadWanted(const QByteArray &payload, bool isBinary);

private:
    Selection m_selection;
};

} // namespace framewright::ui

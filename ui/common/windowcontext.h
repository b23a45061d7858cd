// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/opcode.h"

#include <QByteArray>
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

/// A message that was seen, to be tried on paper as if its connection had sent it.
struct TrialWish
{
    ConnectionId connection;
    protocol::Opcode opcode = protocol::Opcode::Text;
    QByteArray payload;
    /// What the connection began with, where that says how its messages are read: the CONNECT of MQTT, with its opcode.
    QByteArray beginning;
    protocol::Opcode beginningOpcode = protocol::Opcode::Binary;

    bool operator==(const TrialWish &) const = default;
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
    /// Asks the page of the route to try a message of the log on paper.
    void wantTrial(const TrialWish &wish) { emit trialWanted(wish); }

signals:
    void selectionChanged(const framewright::ui::Selection &selection);
    void messageWanted(const QString &name);
    void requestWanted(const QString &name);
    void urlWanted(const QString &url);
    void payloadWanted(const QByteArray &payload, bool isBinary);
    void trialWanted(const framewright::ui::TrialWish &wish);

private:
    Selection m_selection;
};

} // namespace framewright::ui

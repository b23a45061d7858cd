// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QObject>
#include <QUrl>

namespace framewright::ui {

/// Watches running servers whose host or port is edited: they restart by themselves, and once one listens at its new
/// place its name, the place and how many clients it cost are said.
class ServerMoves final : public QObject
{
    Q_OBJECT
public:
    explicit ServerMoves(const WindowParts &parts, QObject *parent = nullptr);

signals:
    void moved(const QString &words);

private:
    /// Where a server was asked to listen.
    struct Place
    {
        QString host;
        qint64 port = 0;

        bool operator==(const Place &) const = default;
    };

    struct Journey
    {
        int clients = 0; ///< Live ones that it had.
        QList<QUrl> from;
        bool left = false;
    };

    void handleServers(const QList<engine::ServerStatus> &servers);
    void handleServer(const engine::ServerStatus &status);
    void handleChange();
    [[nodiscard]] int liveOn(ServerId server) const;
    [[nodiscard]] QString words(const engine::ServerStatus &status, int clients) const;

    const WindowParts m_parts;
    QHash<ServerId, Place> m_places; ///< Of those that listen, or are about to.
    QHash<ServerId, QList<QUrl>> m_urls;
    QHash<ServerId, Journey> m_onTheMove;
};

} // namespace framewright::ui

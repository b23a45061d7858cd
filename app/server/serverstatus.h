// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/identifier.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <cstdint>
#include <optional>

namespace framewright::server {

enum class ServerState : std::uint8_t
{
    Stopped,
    Starting,
    Listening,
    Stopping,
    Failed
};

/// One server as the window and the command line show it.
struct ServerStatus
{
    ServerId server;
    QString name;
    ServerState state = ServerState::Stopped;
    QList<QUrl> urls; ///< "ws://127.0.0.1:9001" for each address it listens on, the first one to show.
    quint16 port = 0;
    bool beyondLoopback = false;
    std::optional<Error> error; ///< Why it failed.
    int live = 0;

    bool operator==(const ServerStatus &) const = default;
};

} // namespace framewright::server

Q_DECLARE_METATYPE(framewright::server::ServerStatus)

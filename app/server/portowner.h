// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

namespace framewright::server {

/// The program that listens on a port.
struct PortOwner
{
    QString program;
    qint64 process = 0;

    bool operator==(const PortOwner &) const = default;
};

/// Who listens on a TCP port of this machine, as the system's process files tell; nullopt where they do not (a
/// program of another user, another system). `processFolder` is the system's, or a test's.
[[nodiscard]] std::optional<PortOwner> findPortOwner(quint16 port,
                                                     const QString &processFolder = QStringLiteral("/proc"));

} // namespace framewright::server

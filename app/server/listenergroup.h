// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/server/listenaddresses.h"
#include "app/server/listener.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace framewright::server {

/// A port behind this one on which all these addresses can be listened on now; none within reach: nullopt.
[[nodiscard]] std::optional<quint16> nextFreePort(const ListenAddresses &addresses, quint16 taken);
/// Whether another listener has the port on one of these addresses now.
[[nodiscard]] bool isPortTaken(const ListenAddresses &addresses, quint16 port);

/// All listeners of one server, on the same port. Lives on the server's engine thread.
class ListenerGroup final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Listens on all addresses; port 0: a free one, the same for each. The port, or an error that says who has it
    /// and which one is free.
    [[nodiscard]] Result<quint16> open(const ListenAddresses &addresses, quint16 port);
    void close();
    [[nodiscard]] bool isOpen() const { return !m_listeners.empty(); }
    [[nodiscard]] quint16 port() const;
    /// Those it listens on now.
    [[nodiscard]] QList<QHostAddress> addresses() const;

signals:
    void accepted(qintptr descriptor);
    void exhausted();

private:
    struct Failure;
    [[nodiscard]] std::optional<Failure> tryPort(const ListenAddresses &addresses, quint16 port);
    [[nodiscard]] std::optional<Failure> listenOn(const QHostAddress &address, quint16 port);

    std::vector<std::unique_ptr<Listener>> m_listeners;
};

} // namespace framewright::server

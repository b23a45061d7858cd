// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/server/pendingconnection.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace framewright::server {

/// Holds the connections of one server whose handshake is not done, in their order, and looks at their deadlines
/// with one timer. Bounded: when too many wait, the oldest goes. Lives on the server's engine thread.
class Reception final : public QObject, private PendingConnection::Observer
{
    Q_OBJECT
public:
    struct Callbacks
    {
        std::function<ConnectionId()> nextId;
        /// The head is whole: call refuse() on it, or take its transport, now or later.
        std::function<void(PendingConnection &)> judge;
        std::function<void(const wire::ConnectionFacts &)> refused;
    };

    Reception(const Clock &clock, Callbacks callbacks, QObject *parent = nullptr);
    ~Reception() override;
    Q_DISABLE_COPY_MOVE(Reception)

    void setSettings(ReceptionSettings settings);
    /// Takes a descriptor and with it the duty to close it.
    void take(qintptr descriptor);
    /// The connection, where it still waits for an answer of ours.
    [[nodiscard]] PendingConnection *awaiting(ConnectionId id);
    /// Somebody needs descriptors: those that dawdle go.
    void makeRoom();
    void cutAll(const QString &reason);
    [[nodiscard]] std::size_t count() const { return m_waiting.size(); }

private:
    void headArrived(PendingConnection &connection) override;
    void handshakeRefused(PendingConnection &connection) override;
    void keptAlive(std::unique_ptr<wire::Transport> transport, QByteArray rest) override;
    void pendingEnded(PendingConnection &connection) override;
    void sweep();
    void bury();

    const Clock &m_clock;
    Callbacks m_callbacks;
    std::shared_ptr<const ReceptionSettings> m_settings;
    std::map<ConnectionId, std::unique_ptr<PendingConnection>> m_waiting; ///< Numbers grow: the oldest is first.
    std::vector<std::unique_ptr<PendingConnection>> m_over;
    QTimer m_sweep;
};

} // namespace framewright::server

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "app/server/serverhost.h"
#include "app/wire/capture.h"

#include <functional>
#include <memory>

namespace framewright::engine {

/// The engine thread with all servers on it. Made and destroyed on the document's thread.
class ServerRoom final
{
public:
    ServerRoom(event::EventQueue *queue, std::function<ConnectionId()> nextId);
    /// Stops all servers and waits until their clients have gone, for a bounded time.
    ~ServerRoom();
    Q_DISABLE_COPY_MOVE(ServerRoom)

    /// To connect its signals; its functions are called through post().
    [[nodiscard]] server::ServerHost &host() { return *m_host; }
    template <class Function>
    void post(Function function)
    {
        m_thread->post([this, function = std::move(function)]() mutable { function(*m_host); });
    }

private:
    std::unique_ptr<WorkerThread> m_thread;
    std::unique_ptr<wire::Capture> m_capture; ///< These two live on the thread.
    std::unique_ptr<server::ServerHost> m_host;
};

} // namespace framewright::engine

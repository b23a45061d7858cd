// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "app/client/sessionhost.h"
#include "app/wire/capture.h"

#include <memory>

namespace framewright::engine {

/// The client thread with all sessions on it. Made and destroyed on the document's thread.
class SessionRoom final
{
public:
    explicit SessionRoom(event::EventQueue *queue);
    /// Closes all sessions and waits until they have ended, for a bounded time.
    ~SessionRoom();
    Q_DISABLE_COPY_MOVE(SessionRoom)

    /// To connect its signals; its functions are called through post().
    [[nodiscard]] client::SessionHost &host() { return *m_host; }
    template <class Function>
    void post(Function function)
    {
        m_thread->post([this, function = std::move(function)]() mutable { function(*m_host); });
    }

private:
    std::unique_ptr<WorkerThread> m_thread;
    std::unique_ptr<wire::Capture> m_capture; ///< These two live on the thread.
    std::unique_ptr<client::SessionHost> m_host;
};

} // namespace framewright::engine

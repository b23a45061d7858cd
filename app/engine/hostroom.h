// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "app/engine/fastdispatcher.h"
#include "app/event/eventqueue.h"
#include "app/wire/capture.h"

#include <chrono>
#include <functional>
#include <future>
#include <memory>

namespace framewright::engine {

/// A thread on which a host of connections lives, with what records them. `closeAll` asks the host to end them all, and
/// `emptied` is the signal with which it says that the last has gone.
template <class Host, auto closeAll, auto emptied>
class HostRoom final
{
public:
    /// `make` is called on the thread. `producer` tells the room's events from those of others.
    HostRoom(const QString &name, event::EventQueue *queue, std::uint32_t producer,
             const std::function<std::unique_ptr<Host>(wire::Capture &)> &make)
        : m_thread(startFastThread(name))
    {
        m_thread->run([&] {
            m_capture = std::make_unique<wire::Capture>(queue, producer);
            m_host = make(*m_capture);
        });
    }
    /// Ends all connections and waits until they have gone, for a bounded time.
    ~HostRoom();
    Q_DISABLE_COPY_MOVE(HostRoom)

    /// To connect its signals; its functions are called through post().
    [[nodiscard]] Host &host() { return *m_host; }
    template <class Function>
    void post(Function function)
    {
        m_thread->post([this, function = std::move(function)]() mutable { function(*m_host); });
    }

private:
    /// A peer that does not answer the close is cut after two seconds.
    static constexpr std::chrono::seconds patience{4};

    std::unique_ptr<WorkerThread> m_thread;
    std::unique_ptr<wire::Capture> m_capture; ///< These two live on the thread.
    std::unique_ptr<Host> m_host;
};

template <class Host, auto closeAll, auto emptied>
HostRoom<Host, closeAll, emptied>::~HostRoom()
{
    // Shared: the host may say it after the time is over.
    const auto isEmpty = std::make_shared<std::promise<void>>();
    const std::future<void> future = isEmpty->get_future();
    m_thread->post([this, isEmpty] {
        QObject::connect(
            m_host.get(), emptied, m_host.get(), [isEmpty] { isEmpty->set_value(); }, Qt::SingleShotConnection);
        (m_host.get()->*closeAll)();
    });
    future.wait_for(patience);
    m_thread->run([this] {
        m_host.reset();
        m_capture.reset();
    });
}

} // namespace framewright::engine

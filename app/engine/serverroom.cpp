// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/serverroom.h"

#include "app/engine/fastdispatcher.h"

#include <future>

namespace framewright::engine {

namespace {
/// A client that does not answer the close is cut after two seconds.
constexpr std::chrono::seconds stopLimit(4);
constexpr std::uint32_t producer = 1;
} // namespace

ServerRoom::ServerRoom(event::EventQueue *queue, std::function<ConnectionId()> nextId)
    : m_thread(startFastThread(QStringLiteral("engine")))
{
    m_thread->run([this, queue, &nextId] {
        m_capture = std::make_unique<wire::Capture>(queue, producer);
        m_host = std::make_unique<server::ServerHost>(*m_capture, std::move(nextId));
    });
}

ServerRoom::~ServerRoom()
{
    const auto hasStopped = std::make_shared<std::promise<void>>();
    std::future<void> future = hasStopped->get_future();
    m_thread->post([this, hasStopped] {
        QObject::connect(
            m_host.get(), &server::ServerHost::stopped, m_host.get(), [hasStopped] { hasStopped->set_value(); },
            Qt::SingleShotConnection);
        m_host->stopAll();
    });
    future.wait_for(stopLimit);
    m_thread->run([this] {
        m_host.reset();
        m_capture.reset();
    });
}

} // namespace framewright::engine

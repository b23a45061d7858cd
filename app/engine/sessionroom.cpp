// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/sessionroom.h"

#include "app/engine/fastdispatcher.h"

#include <future>

namespace framewright::engine {

namespace {
constexpr std::chrono::seconds stopLimit(4);
constexpr std::uint32_t producer = 2;
} // namespace

SessionRoom::SessionRoom(event::EventQueue *queue)
    : m_thread(startFastThread(QStringLiteral("client")))
{
    m_thread->run([this, queue] {
        m_capture = std::make_unique<wire::Capture>(queue, producer);
        m_host = std::make_unique<client::SessionHost>(m_capture.get());
    });
}

SessionRoom::~SessionRoom()
{
    const auto hasEmptied = std::make_shared<std::promise<void>>();
    std::future<void> future = hasEmptied->get_future();
    m_thread->post([this, hasEmptied] {
        QObject::connect(
            m_host.get(), &client::SessionHost::emptied, m_host.get(), [hasEmptied] { hasEmptied->set_value(); },
            Qt::SingleShotConnection);
        m_host->closeAll();
    });
    future.wait_for(stopLimit);
    m_thread->run([this] {
        m_host.reset();
        m_capture.reset();
    });
}

} // namespace framewright::engine

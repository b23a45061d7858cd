// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/flushqueue.h"

#include "app/wire/wirecore.h"

#include <algorithm>

namespace framewright::wire {

std::shared_ptr<FlushQueue> FlushQueue::current()
{
    static thread_local std::weak_ptr<FlushQueue> queue;
    std::shared_ptr<FlushQueue> found = queue.lock();
    if (!found) {
        found = std::make_shared<FlushQueue>();
        queue = found;
    }
    return found;
}

void FlushQueue::add(WireCore *core)
{
    m_waiting.push_back(core);
    if (m_posted)
        return;
    m_posted = true;
    QMetaObject::invokeMethod(
        this, [this] { flushAll(); }, Qt::QueuedConnection);
}

void FlushQueue::remove(WireCore *core)
{
    std::replace(m_waiting.begin(), m_waiting.end(), core, static_cast<WireCore *>(nullptr));
    std::replace(m_flushing.begin(), m_flushing.end(), core, static_cast<WireCore *>(nullptr));
}

void FlushQueue::flushAll()
{
    const std::shared_ptr<FlushQueue> alive = current(); // A flush may end the thread's last connection.
    m_posted = false;
    m_flushing.swap(m_waiting);
    // By index: a flush may destroy a connection, which clears its place here.
    for (std::size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i])
            m_flushing[i]->flush();
    }
    m_flushing.clear();
}

} // namespace framewright::wire

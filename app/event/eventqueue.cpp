// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/event/eventqueue.h"

#include <chrono>
#include <utility>

namespace framewright::event {

namespace {

/// Emptied batches that are kept for the next producer.
constexpr std::size_t spareLimit = 4;

} // namespace

EventQueue::EventQueue(std::size_t byteLimit)
    : m_byteLimit(byteLimit)
{
}

bool EventQueue::push(EventBatch &batch)
{
    const std::size_t bytes = batch.byteCount();
    const std::unique_lock lock(m_mutex);
    const bool room = !m_closed && bytes <= m_byteLimit && m_bytes <= m_byteLimit - bytes;
    if (!room) {
        m_missed.fetch_add(batch.records.size(), std::memory_order_relaxed);
        keepLabels(batch);
        batch.clear();
        // The consumer shows what was missed, also when nothing is waiting.
        m_woken = true;
        m_filled.notify_one();
        return false;
    }
    if (batch.isEmpty())
        return true;
    EventBatch next;
    if (!m_spare.empty()) {
        next = std::move(m_spare.back());
        m_spare.pop_back();
    }
    m_bytes += bytes;
    m_waiting.push_back(std::exchange(batch, std::move(next)));
    m_filled.notify_one();
    return true;
}

std::optional<EventBatch> EventQueue::take()
{
    std::unique_lock lock(m_mutex);
    m_filled.wait(lock, [this] { return m_closed || !m_waiting.empty(); });
    m_woken = false;
    return takeFirst();
}

std::optional<EventBatch> EventQueue::take(int milliseconds)
{
    std::unique_lock lock(m_mutex);
    m_filled.wait_for(lock, std::chrono::milliseconds(milliseconds),
                      [this] { return m_closed || m_woken || !m_waiting.empty(); });
    m_woken = false;
    if (m_waiting.empty() && !m_closed)
        return EventBatch();
    return takeFirst();
}

void EventQueue::wake()
{
    const std::unique_lock lock(m_mutex);
    m_woken = true;
    m_filled.notify_one();
}

void EventQueue::recycle(EventBatch &&batch)
{
    // Outside the lock: letting go of large payloads may free megabytes.
    EventBatch emptied = std::move(batch);
    emptied.clear();
    const std::unique_lock lock(m_mutex);
    if (m_spare.size() < spareLimit)
        m_spare.push_back(std::move(emptied));
}

void EventQueue::close()
{
    const std::unique_lock lock(m_mutex);
    m_closed = true;
    m_filled.notify_all();
}

std::size_t EventQueue::heldBytes() const
{
    const std::unique_lock lock(m_mutex);
    return m_bytes;
}

void EventQueue::keepLabels(EventBatch &batch)
{
    if (batch.labels.empty() || m_closed)
        return;
    EventBatch labels;
    labels.labels = std::move(batch.labels);
    m_bytes += labels.byteCount();
    m_waiting.push_back(std::move(labels));
}

std::optional<EventBatch> EventQueue::takeFirst()
{
    if (m_waiting.empty())
        return std::nullopt;
    std::optional<EventBatch> first(std::move(m_waiting.front()));
    m_waiting.pop_front();
    m_bytes -= first->byteCount();
    return first;
}

} // namespace framewright::event

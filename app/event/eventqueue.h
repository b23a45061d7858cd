// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/event/event.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace framewright::event {

/// The one way up from the engine threads to the store: bounded by bytes, std-only so that ThreadSanitizer can
/// check it. When the store cannot keep up, a batch is not taken and its rows are counted: traffic flows on, and
/// what was not recorded is shown. Labels are always taken.
class EventQueue final
{
public:
    explicit EventQueue(std::size_t byteLimit = 256u << 20);

    /// Hands a batch over and leaves `batch` empty (with recycled memory where there is some). False: there was
    /// no room or the queue is closed; its rows were counted as missed. Any thread.
    bool push(EventBatch &batch);

    /// Waits for a batch; nullopt once `close()` was called and nothing is left. One consumer.
    [[nodiscard]] std::optional<EventBatch> take();
    /// The same, but waits no longer than so many milliseconds; an empty batch when the time is over.
    [[nodiscard]] std::optional<EventBatch> take(int milliseconds);
    /// Ends a timed `take()` at once with an empty batch: the consumer has something else to do. Any thread.
    void wake();
    /// Gives a batch's memory back for the next producer.
    void recycle(EventBatch &&batch);

    /// No more batches come in; the consumer drains what is there.
    void close();

    [[nodiscard]] std::uint64_t missedRows() const { return m_missed.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t heldBytes() const;

private:
    /// Called under the lock, as is `takeFirst()`.
    void keepLabels(EventBatch &batch);
    [[nodiscard]] std::optional<EventBatch> takeFirst();

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<EventBatch> m_waiting;
    std::vector<EventBatch> m_spare;
    std::size_t m_bytes = 0;
    const std::size_t m_byteLimit;
    bool m_closed = false;
    bool m_woken = false;
    std::atomic<std::uint64_t> m_missed{0};
};

} // namespace framewright::event

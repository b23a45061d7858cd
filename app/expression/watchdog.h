// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>

#include <pthread.h>

namespace framewright::expression {

/// Calls a function on a thread of its own when the thread that made it spends too long on one thing. Counts
/// the time of that thread on the processor, so that a busy machine interrupts nobody. The limit counts from when
/// this thread looks first, a few milliseconds late at most: so the watched one, which arms it for each expression,
/// need not ask what time it is. Made on the thread that it watches. Standard library only, for ThreadSanitizer.
class Watchdog final
{
public:
    /// `interrupt` is called on the watchdog's thread, once for each time that ran out.
    explicit Watchdog(std::function<void()> interrupt);
    ~Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;

    void arm(std::chrono::milliseconds limit);
    /// Whether the time had run out. After it returns `interrupt` is not called any more.
    bool disarm();

private:
    /// Processor time of the watched thread at which to interrupt; below all of these the limit, negative, of which
    /// nobody has taken notice yet; or one of these.
    static constexpr std::int64_t Idle = 0;
    static constexpr std::int64_t Firing = -1;
    static constexpr std::int64_t Fired = -2;
    static constexpr std::int64_t Noticed = -3;

    void watch();
    /// Begins to count for what is armed; false where it was over meanwhile.
    [[nodiscard]] bool notice(std::int64_t armed);
    [[nodiscard]] std::int64_t processorTime() const;

    std::function<void()> m_interrupt;
    pthread_t m_watched;
    std::atomic<std::int64_t> m_deadline = Idle;
    std::atomic<std::uint32_t> m_signal = 0;
    std::atomic<bool> m_sleeping = false;
    std::atomic<bool> m_ending = false;
    std::thread m_thread;
};

} // namespace framewright::expression

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/watchdog.h"

#include <algorithm>
#include <ctime>

namespace framewright::expression {

using namespace std::chrono_literals;

namespace {

/// How often it looks while something runs: what is armed in between is noticed so late.
constexpr std::chrono::nanoseconds lookEvery = 4ms;

} // namespace

Watchdog::Watchdog(std::function<void()> interrupt)
    : m_interrupt(std::move(interrupt))
    , m_watched(pthread_self())
    , m_thread([this] { watch(); })
{
}

Watchdog::~Watchdog()
{
    m_ending = true;
    m_signal.fetch_add(1);
    m_signal.notify_one();
    m_thread.join();
}

std::int64_t Watchdog::processorTime() const
{
    clockid_t clock = {};
    timespec time = {};
    if (pthread_getcpuclockid(m_watched, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void Watchdog::arm(std::chrono::milliseconds limit)
{
    m_deadline = std::min<std::int64_t>(Noticed - 1, -std::chrono::nanoseconds(limit).count());
    if (m_sleeping) {
        m_signal.fetch_add(1);
        m_signal.notify_one();
    }
}

bool Watchdog::disarm()
{
    std::int64_t found = m_deadline;
    while (found != Firing && found != Fired) {
        if (m_deadline.compare_exchange_weak(found, Idle))
            return false;
    }
    // It is interrupting at this moment: wait for it, or the next one would be interrupted.
    while (m_deadline != Fired)
        std::this_thread::yield();
    m_deadline = Idle;
    return true;
}

void Watchdog::watch()
{
    while (!m_ending) {
        const std::uint32_t signal = m_signal;
        std::int64_t deadline = m_deadline;
        if (deadline == Idle || deadline == Fired) {
            m_sleeping = true;
            // Armed between the look and the flag: then nobody will wake us.
            const std::int64_t now = m_deadline;
            if ((now == Idle || now == Fired) && !m_ending)
                m_signal.wait(signal);
            m_sleeping = false;
            continue;
        }
        if (deadline < Noticed) {
            const std::chrono::nanoseconds limit(-deadline);
            if (notice(deadline))
                std::this_thread::sleep_for(std::min(lookEvery, limit));
            continue;
        }
        const std::chrono::nanoseconds left(deadline - processorTime());
        if (left > 0ns) {
            std::this_thread::sleep_for(std::clamp<std::chrono::nanoseconds>(left, 1ms, lookEvery));
        } else if (m_deadline.compare_exchange_strong(deadline, Firing)) {
            m_interrupt();
            m_deadline = Fired;
        }
    }
}

/// In two steps: the time is of what runs now and not of what ran before it, should this thread have slept in between.
bool Watchdog::notice(std::int64_t armed)
{
    if (!m_deadline.compare_exchange_strong(armed, Noticed))
        return false;
    std::int64_t noticed = Noticed;
    return m_deadline.compare_exchange_strong(noticed, std::max<std::int64_t>(1, processorTime() - armed));
}

} // namespace framewright::expression

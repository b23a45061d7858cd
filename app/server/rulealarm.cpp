// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/rulealarm.h"

#include <algorithm>
#include <vector>

namespace framewright::server {

RuleAlarm::RuleAlarm(const RuleClock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    connect(&m_timer, &PreciseTimer::rang, this, &RuleAlarm::ringDue);
}

void RuleAlarm::set(const void *sleeper, std::int64_t ruleTime)
{
    m_times.insert_or_assign(sleeper, ruleTime);
    if (!m_timer.isActive() || ruleTime < m_armedFor)
        arm();
}

void RuleAlarm::forget(const void *sleeper)
{
    m_times.erase(sleeper);
}

void RuleAlarm::followClock()
{
    arm();
}

std::optional<std::int64_t> RuleAlarm::nextTime() const
{
    const auto next = std::min_element(m_times.cbegin(), m_times.cend(),
                                       [](const auto &left, const auto &right) { return left.second < right.second; });
    return next == m_times.cend() ? std::nullopt : std::optional(next->second);
}

void RuleAlarm::arm()
{
    const std::optional<std::int64_t> next = nextTime();
    const std::int64_t nanoseconds = next ? m_clock.realTimeUntil(*next) : -1;
    if (nanoseconds < 0) {
        m_timer.stop(); // Paused, or nobody waits: followClock() or set() will come.
        return;
    }
    m_armedFor = *next;
    m_timer.start(nanoseconds);
}

void RuleAlarm::ringDue()
{
    const std::int64_t now = m_clock.now();
    std::vector<const void *> due;
    for (const auto &[sleeper, time] : m_times) {
        if (time <= now)
            due.push_back(sleeper);
    }
    for (const void *sleeper : due)
        m_times.erase(sleeper);
    for (const void *sleeper : due)
        emit rang(sleeper); // May set new times.
    if (!m_timer.isActive())
        arm();
}

} // namespace framewright::server

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/rulealarm.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace framewright::server {

namespace {
/// A QTimer takes an int of milliseconds; further away it rings in between, and is armed again.
constexpr std::int64_t furthest = 3'600'000;
} // namespace

RuleAlarm::RuleAlarm(const RuleClock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RuleAlarm::ringDue);
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
    m_timer.stop();
    const std::optional<std::int64_t> next = nextTime();
    if (!next)
        return;
    m_armedFor = *next;
    const std::int64_t nanoseconds = m_clock.realTimeUntil(*next);
    if (nanoseconds < 0)
        return; // Paused: followClock() will come.
    // Rounded up: an alarm that rings too early would only be set again.
    const std::int64_t milliseconds = (nanoseconds + nanosecondsPerMillisecond - 1) / nanosecondsPerMillisecond;
    m_timer.start(std::chrono::milliseconds(std::min(milliseconds, furthest)));
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
    arm();
}

} // namespace framewright::server

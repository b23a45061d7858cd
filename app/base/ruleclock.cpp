// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/ruleclock.h"

#include <algorithm>
#include <cmath>

namespace framewright {

RuleClock::RuleClock(const Clock &source)
    : m_source(source)
    , m_sourceBase(source.now())
    , m_ruleBase(m_sourceBase)
{
}

std::int64_t RuleClock::now() const
{
    if (m_paused)
        return m_ruleBase;
    const std::int64_t passed = m_source.now() - m_sourceBase;
    // At speed 1 no rounding may creep in, however long the engine runs.
    return m_ruleBase + (m_speed == 1 ? passed : std::llround(static_cast<double>(passed) * m_speed));
}

void RuleClock::setSpeed(double speed)
{
    rebase();
    m_speed = speed;
}

void RuleClock::pause()
{
    rebase();
    m_paused = true;
}

void RuleClock::resume()
{
    rebase();
    m_paused = false;
}

void RuleClock::step(std::int64_t nanoseconds)
{
    rebase();
    m_ruleBase += nanoseconds;
}

RuleClockState RuleClock::state() const
{
    return {m_paused, m_speed, now() - m_source.now()};
}

std::int64_t RuleClock::ahead() const
{
    if (m_speed == 1 && !m_paused)
        return m_ruleBase - m_sourceBase; // Without asking the source: each row of the log asks for this.
    return now() - m_source.now();
}

std::int64_t RuleClock::realTimeUntil(std::int64_t time) const
{
    const std::int64_t left = time - now();
    if (left <= 0)
        return 0;
    if (m_paused)
        return -1;
    if (m_speed == 1)
        return left;
    constexpr double furthest = 1e18; // Beyond, a slow clock would leave the range of the result.
    return static_cast<std::int64_t>(std::min(furthest, std::ceil(static_cast<double>(left) / m_speed)));
}

void RuleClock::rebase()
{
    m_ruleBase = now();
    m_sourceBase = m_source.now();
}

} // namespace framewright

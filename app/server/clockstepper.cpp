// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/clockstepper.h"

#include <QElapsedTimer>

#include <algorithm>

namespace framewright::server {

namespace {
/// How long connections may be kept waiting by a step, in milliseconds.
constexpr qint64 sliceMilliseconds = 20;
} // namespace

ClockStepper::ClockStepper(RuleClock &clock, Alarms alarms, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_alarms(std::move(alarms))
{
    m_goOn.setSingleShot(true);
    connect(&m_goOn, &QTimer::timeout, this, &ClockStepper::proceed);
}

void ClockStepper::step(std::int64_t nanoseconds)
{
    m_target = m_target.value_or(m_clock.now()) + std::max<std::int64_t>(nanoseconds, 0);
    if (!m_goOn.isActive())
        proceed();
}

void ClockStepper::stepToNext()
{
    if (m_target)
        return; // It is on its way, past the next one.
    m_target = m_alarms.next();
    if (m_target)
        proceed();
}

void ClockStepper::stop()
{
    m_goOn.stop();
    if (std::exchange(m_target, std::nullopt))
        emit finished();
}

void ClockStepper::proceed()
{
    QElapsedTimer slice;
    slice.start();
    while (m_target) {
        const std::int64_t now = m_clock.now();
        const std::optional<std::int64_t> next = m_alarms.next();
        const bool rings = next && *next <= *m_target;
        // A clock that is not paused may have passed it meanwhile.
        m_clock.step(std::max<std::int64_t>((rings ? *next : *m_target) - now, 0));
        if (!rings) {
            stop();
            return;
        }
        m_alarms.ring();
        if (slice.elapsed() >= sliceMilliseconds) {
            m_goOn.start(0);
            return;
        }
    }
}

} // namespace framewright::server

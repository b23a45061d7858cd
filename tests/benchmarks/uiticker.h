// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <utility>
#include <vector>

namespace framewright::bench {

/// The time from one turn of the window's event loop to the next, beyond the millisecond that was asked for.
class UiTicker final
{
public:
    UiTicker()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_delays.push_back(std::max(0.0, static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - 1));
            m_clock.restart();
            const double worked = ownMilliseconds();
            m_worstOwn = std::max(m_worstOwn, worked - std::exchange(m_own, worked));
        });
        m_clock.start();
        m_timer.start(1);
    }

    /// In milliseconds: 0.5 is the median, 1 the worst.
    [[nodiscard]] double percentile(double share)
    {
        std::sort(m_delays.begin(), m_delays.end());
        return m_delays.empty() ? 0 : m_delays[static_cast<std::size_t>(share * double(m_delays.size() - 1))];
    }

    /// The most that the window itself worked in one turn, however many other programs wanted the processor.
    [[nodiscard]] double worstOwnMilliseconds() const { return m_worstOwn; }

private:
    [[nodiscard]] static double ownMilliseconds()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    double m_own = ownMilliseconds();
    double m_worstOwn = 0;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
};

} // namespace framewright::bench

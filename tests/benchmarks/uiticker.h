// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
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

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
};

} // namespace framewright::bench

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/ruleclock.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <optional>

namespace framewright::server {

/// Moves the rule clock on at once, alarm by alarm, so that all that waits happens at its own time and in its
/// order. A long step gives the event loop its turn in between. Lives on the engine thread.
class ClockStepper final : public QObject
{
    Q_OBJECT
public:
    struct Alarms
    {
        std::function<std::optional<std::int64_t>()> next; ///< Of all that wait, the earliest.
        std::function<void()> ring;                        ///< For all that is due.
    };

    ClockStepper(RuleClock &clock, Alarms alarms, QObject *parent = nullptr);

    /// On by so many nanoseconds; while another step is under way, as much further.
    void step(std::int64_t nanoseconds);
    /// On to the earliest alarm; nothing happens where nobody waits.
    void stepToNext();
    /// Ends a step under way where it is.
    void stop();

signals:
    /// A step is done, or was stopped.
    void finished();

private:
    void proceed();

    RuleClock &m_clock;
    Alarms m_alarms;
    std::optional<std::int64_t> m_target; ///< Of the step under way, on the rule clock.
    QTimer m_goOn;
};

} // namespace framewright::server

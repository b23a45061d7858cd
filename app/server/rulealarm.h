// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/ruleclock.h"
#include "app/server/precisetimer.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace framewright::server {

/// One timer for everything of a server that waits on the rule clock. Lives on the server's engine thread.
class RuleAlarm final : public QObject
{
    Q_OBJECT
public:
    explicit RuleAlarm(const RuleClock &clock, QObject *parent = nullptr);

    /// Rings for `sleeper` once the rule clock shows this time. A later call replaces an earlier one.
    void set(const void *sleeper, std::int64_t ruleTime);
    void forget(const void *sleeper);
    /// The earliest time that is set; nothing where nobody waits.
    [[nodiscard]] std::optional<std::int64_t> nextTime() const;
    /// Rings for all that is due by now.
    void ringDue();
    /// The clock was paused, resumed, stepped or sped up.
    void followClock();

signals:
    void rang(const void *sleeper);

private:
    void arm();

    const RuleClock &m_clock;
    std::unordered_map<const void *, std::int64_t> m_times;
    std::int64_t m_armedFor = 0;
    PreciseTimer m_timer;
};

} // namespace framewright::server

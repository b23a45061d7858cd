// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"

namespace framewright {

/// What a person is shown of a rule clock.
struct RuleClockState
{
    bool isPaused = false;
    double speed = 1;
    std::int64_t ahead = 0; ///< Nanoseconds that it was ahead of its source when this was taken.

    bool operator==(const RuleClockState &) const = default;
};

/// The clock of rules: `wait` and timers run on it. It follows a real clock at a speed, can be paused, and
/// stepped while paused. Owned by the engine, handed to rules; lives on the engine thread.
class RuleClock final : public Clock
{
public:
    explicit RuleClock(const Clock &source);

    [[nodiscard]] std::int64_t now() const override;

    /// Rule nanoseconds for each real one, above zero; 1 at the start.
    void setSpeed(double speed);
    [[nodiscard]] double speed() const { return m_speed; }

    void pause();
    void resume();
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// Moves on by so many nanoseconds at once, paused or not.
    void step(std::int64_t nanoseconds);

    [[nodiscard]] RuleClockState state() const;
    /// Nanoseconds that it is ahead of its source; 0 to the last one where nobody has touched it.
    [[nodiscard]] std::int64_t ahead() const;

    /// How long on the source clock until this clock shows `time`; 0 when past, -1 while paused.
    [[nodiscard]] std::int64_t realTimeUntil(std::int64_t time) const;

private:
    void rebase();

    const Clock &m_source;
    std::int64_t m_sourceBase;
    std::int64_t m_ruleBase;
    double m_speed = 1;
    bool m_paused = false;
};

} // namespace framewright

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/rules/stage.h"

#include <QStringList>

#include <optional>

namespace framewright::rules {

/// A clock that a test turns.
class DrivenClock final : public Clock
{
public:
    std::int64_t time = 5'000'000'000;

    [[nodiscard]] std::int64_t now() const override { return time; }
};

/// Writes down what rules do, one line for each thing:
///   `1 < text`, `1 2 < hex:01ff`, `1 < raw:8105`, `1 < [3/20] text` in fragments with a gap, `1 < ping:x`, `1 ! close
///   4000 bye`, `1 ! close`, `1 ! drop reset`, `1 ! hold`, `1 ! resume`, `1 ! report do[0].send: what went wrong`
class PlayStage final : public Stage
{
public:
    QStringList lines;
    QStringList labels;
    std::vector<std::uint32_t> usedLabels;
    std::optional<std::int64_t> wakeTime;

    [[nodiscard]] std::uint32_t label(const QString &ruleName) override;
    void write(ConnectionId connection, const Message &message, std::uint32_t label) override;
    void write(const std::vector<ConnectionId> &connections, const Message &message, std::uint32_t label) override;
    void close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label) override;
    void drop(ConnectionId connection, Drop manner, std::uint32_t label) override;
    void holdInput(ConnectionId connection, bool held) override;
    void wakeAt(std::int64_t ruleTime) override { wakeTime = ruleTime; }
    void report(const Report &report) override;

private:
    void note(ConnectionId connection, const QString &what);
};

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/rules/stage.h"
#include "ui/rules/papertrial.h"

#include <QStringList>

namespace framewright::ui {

/// A clock that a trial turns.
class PaperClock final : public Clock
{
public:
    std::int64_t time = 1'000'000'000;

    [[nodiscard]] std::int64_t now() const override { return time; }
};

/// Where rules act in a trial: it writes down what they do.
class PaperStage final : public rules::Stage
{
public:
    /// What one trial writes down at most; a rule may send to itself for ever.
    static constexpr qsizetype effectLimit = 500;

    /// `route`: whose codec tells what binary messages say.
    PaperStage(const PaperClock &clock, const workspace::Route &route)
        : m_clock(clock)
        , m_route(route)
    {
    }

    /// Forgets what was written down; times count from now.
    void begin();
    [[nodiscard]] const QList<TrialEffect> &effects() const { return m_effects; }
    [[nodiscard]] std::int64_t wakeTime() const { return m_wakeTime; }
    void forgetWakeTime() { m_wakeTime = never; }

    [[nodiscard]] std::uint32_t label(const QString &ruleName) override;
    void write(ConnectionId connection, const rules::Message &message, std::uint32_t label) override;
    void write(const std::vector<ConnectionId> &connections, const rules::Message &message,
               std::uint32_t label) override;
    void close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label) override;
    void drop(ConnectionId connection, rules::Drop manner, std::uint32_t label) override;
    void holdInput(ConnectionId, bool) override {}
    void wakeAt(std::int64_t ruleTime) override { m_wakeTime = ruleTime; }
    void report(const rules::Report &report) override;

private:
    [[nodiscard]] QString wordMessage(const rules::Message &message) const;
    [[nodiscard]] QString wordBytes(QByteArrayView payload) const;
    void note(const QString &recipient, const QString &what, const QString &rule, bool isError = false);
    [[nodiscard]] QString nameOf(std::uint32_t label) const { return m_labels.value(static_cast<int>(label) - 1); }

    const PaperClock &m_clock;
    const workspace::Route &m_route;
    std::int64_t m_start = 0;
    std::int64_t m_wakeTime = never;
    QStringList m_labels;
    QList<TrialEffect> m_effects;
};

} // namespace framewright::ui

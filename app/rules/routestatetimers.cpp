// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routestateprivate.h"

#include <algorithm>

namespace framewright::rules {

namespace {

/// How many runs may come of one wake before others have their turn.
constexpr int runsPerWake = 10'000;
/// How many ticks a timer may be behind before some are left out.
constexpr std::int64_t ticksBehind = 10'000;
/// How many runs the signals of one call may come to.
constexpr int signalRunLimit = 100'000;

/// As its author knows it.
QString nameOf(const Timer &timer)
{
    return timer.name == streamTimer() ? QStringLiteral("stream")
                                       : QStringLiteral("timer \"%1\"").arg(QString::fromUtf8(timer.name));
}

} // namespace

void RouteState::Private::runSignals()
{
    // Those that a signal's own rules raise have their turn after it, not inside of it.
    if (std::exchange(m_runsSignals, true))
        return;
    m_signalRuns = 0;
    while (!m_world.signalQueue.empty()) {
        const RaisedSignal signal = std::move(m_world.signalQueue.front());
        m_world.signalQueue.pop_front();
        runSignal(signal);
        if (m_signalRuns < signalRunLimit)
            continue;
        m_world.signalQueue.clear();
        m_world.stage.report(
            {ConnectionId(), true, QStringLiteral("signal:") + QString::fromUtf8(signal.name), QStringLiteral("do"),
             QStringLiteral("Signals have led to %1 runs at once; the rest was ended.").arg(signalRunLimit)});
    }
    m_runsSignals = false;
}

void RouteState::Private::runSignal(const RaisedSignal &signal)
{
    const StageCause cause(m_world.stage, signal.cause);
    const auto found = m_world.parts().bySignal.constFind(signal.name);
    if (found == m_world.parts().bySignal.constEnd()) {
        m_world.stage.report({ConnectionId(), true, QStringLiteral("signal:") + QString::fromUtf8(signal.name),
                              QStringLiteral("on"), QStringLiteral("No rule of this route answers this signal.")});
        return;
    }
    const RuleIndex &rules = *found;
    Happening happening(Trigger::Signal);
    if (!signal.targets) {
        ++m_signalRuns;
        runRules(rules, happening, *m_world.nobody, &signal);
        return;
    }
    for (const ConnectionId id : *signal.targets) {
        Connection *connection = m_world.connections.find(id);
        if (connection == nullptr || connection->isEnding)
            continue;
        if (++m_signalRuns >= signalRunLimit)
            return;
        runRules(rules, happening, *connection, &signal);
    }
}

void RouteState::Private::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    Happening happening(Trigger::Start);
    runRules(Trigger::Start, happening, *m_world.nobody);
    if (m_world.parts().stream && m_world.parts().stream->isBroadcast)
        startStream(*m_world.nobody);
    settle();
}

void RouteState::Private::raise(const QByteArray &signal, const Value &with, const std::vector<ConnectionId> &targets)
{
    m_world.signalQueue.push_back(
        {signal, with, Value(), targets.empty() ? std::nullopt : std::optional(targets), 1, m_world.stage.cause()});
    settle();
}

void RouteState::Private::startStream(Connection &connection)
{
    const CompiledStream &stream = *m_world.parts().stream;
    m_runner.startTimer(stream.rule, m_streamLabel, stream.start, connection);
}

/// The only timers that an edit changes: nobody has started them but the route itself.
void RouteState::Private::restartStream()
{
    m_world.timers.take(nullptr, streamTimer());
    const std::vector<ConnectionId> connections = m_world.connections.members(std::nullopt);
    for (const ConnectionId id : connections)
        m_world.timers.take(m_world.connections.find(id), streamTimer());
    if (!m_world.parts().stream)
        return;
    if (!m_world.parts().stream->isBroadcast) {
        for (const ConnectionId id : connections)
            startStream(*m_world.connections.find(id));
    } else if (m_hasBegun) {
        startStream(*m_world.nobody);
    }
    settle();
}

void RouteState::Private::wake()
{
    m_wakeTime = Stage::never;
    const std::int64_t now = m_world.clock.now();
    for (int runs = 0; runs < runsPerWake; ++runs) {
        Timer *timer = m_world.timers.first();
        const std::int64_t waitTime = m_waits.nextTime().value_or(Stage::never);
        const std::int64_t timerTime = timer != nullptr ? timer->due : Stage::never;
        if (std::min(waitTime, timerTime) > now)
            break;
        if (waitTime <= timerTime)
            m_runner.resume(m_waits.takeDue(now));
        else
            tick(*timer);
        if (!m_world.signalQueue.empty())
            runSignals();
    }
    settle();
}

void RouteState::Private::tick(Timer &timer)
{
    const std::int64_t lastSent = timer.isOfRoute ? m_world.lastSent : timer.connection->lastSent;
    if (const std::int64_t due = timer.dueAfter(lastSent); due > timer.due) {
        timer.tick = 0;
        timer.nominal = due;
        m_world.timers.setDue(timer, due);
        return;
    }
    ++timer.tick;
    const bool isOver = timer.times && *timer.times < timer.tick;
    const bool isLast = timer.every == 0 || (timer.times && *timer.times <= timer.tick);
    if (!isLast) {
        // A copy of what runs now, since it may stop the timer or start it again.
        Timer running = timer;
        m_world.timers.setDue(timer, nextTick(timer));
        m_runner.tick(running, false);
        noteOwnSending(running);
        return;
    }
    const std::unique_ptr<Timer> last = m_world.timers.take(timer);
    if (isOver)
        last->actions = nullptr; // Of none at all.
    m_runner.tick(*last, true);
}

void RouteState::Private::noteOwnSending(const Timer &ran)
{
    if (!ran.isIdle)
        return;
    if (Timer *timer = m_world.timers.find(ran.isOfRoute ? nullptr : ran.connection.get(), ran.name))
        timer->ownSent = ran.isOfRoute ? m_world.lastSent : ran.connection->lastSent;
}

std::int64_t RouteState::Private::nextTick(Timer &timer)
{
    timer.nominal += timer.every;
    const std::int64_t behind = (m_world.clock.now() - timer.nominal) / timer.every;
    if (behind > ticksBehind) {
        timer.nominal += behind * timer.every;
        m_world.stage.report(
            {timer.connection->id, true, timer.rule->name, timer.field,
             QStringLiteral("The %1 cannot keep up; %2 of its ticks were left out.").arg(nameOf(timer)).arg(behind)});
    }
    return timer.nominal + (timer.jitter > 0 ? m_world.random.between(-timer.jitter, timer.jitter) : 0);
}

} // namespace framewright::rules

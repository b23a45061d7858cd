// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/runner.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace framewright::rules {

namespace {

/// Beyond these a connection's input pauses, until half of it has left.
constexpr std::size_t slotLimit = 1000;
constexpr qint64 slotByteLimit = 1024 * 1024;
/// How many actions one run may take: an `each` over a hostile list must end.
constexpr int stepLimit = 100'000;
/// How many runs of timers and signals of a connection may wait.
constexpr int waitingTickLimit = 10'000;

} // namespace

bool Runner::matches(const CompiledRule &rule, RuleScope &scope, Value &captures)
{
    if (rule.conditions.empty() && !rule.when)
        return true;
    scope.captures = &captures;
    QString field;
    Outcome outcome = conditionsHold(rule.conditions, scope, captures, field);
    if (outcome.isGood() && outcome.value.toBoolean() && rule.when) {
        field = QStringLiteral("when");
        outcome = rule.when->evaluateCondition(scope);
    }
    scope.captures = nullptr;
    if (outcome.hasFailed())
        report(rule, scope.connection, field, outcome.error);
    return outcome.isGood() && outcome.value.toBoolean();
}

void Runner::start(const CompiledRule &rule, Happening &happening, Connection &connection, Value captures,
                   const RaisedSignal *signal)
{
    if (rule.actions.empty())
        return;
    Run run;
    run.rule = &rule;
    run.route = &m_world.route;
    run.label = m_world.labels[rule.index];
    run.cause = m_world.stage.cause();
    run.connection = &connection;
    run.happening = &happening;
    run.captures = std::move(captures);
    run.isClosing = connection.isGone;
    if (signal != nullptr) {
        run.signal = signal->with;
        run.from = signal->from;
        run.signalDepth = signal->depth;
        run.takesNoSlot = true;
    }
    run.frames.emplace_back().actions = &rule.actions;
    if (happening.gathering() != nullptr && signal == nullptr && !rule.overtakes) {
        run.gathering = happening.gathering();
        run.batchItem = happening.batchItem();
        run.slot = run.gathering->slot;
        ++run.gathering->pending;
    }
    if (connection.slotQueue != nullptr && !connection.slotQueue->isEmpty())
        takeSlot(run);
    launch(run);
}

void Runner::tick(const Timer &timer, bool isLast)
{
    const StageCause cause(m_world.stage, timer.cause);
    Run run;
    run.cause = timer.cause;
    static_cast<RunFacts &>(run) = timer.facts;
    run.rule = timer.rule;
    run.route = &timer.route;
    run.label = timer.label;
    run.connection = timer.connection.get();
    run.kept = timer.happening;
    run.happening = &run.kept->happening();
    run.tick = Value::integer(timer.tick);
    run.isClosing = run.connection->isGone;
    run.takesNoSlot = true;
    run.time = timer.due;
    run.made = {timer.actions, timer.then};
    if (isLast && timer.then != nullptr && !timer.then->empty())
        run.frames.emplace_back().actions = timer.then.get();
    if (timer.actions != nullptr && !timer.actions->empty())
        run.frames.emplace_back().actions = timer.actions.get();
    launch(run);
}

void Runner::startTimer(const CompiledRule &rule, std::uint32_t label, const Action &action, Connection &connection)
{
    Happening happening(connection.id ? Trigger::Open : Trigger::Start);
    Run run;
    run.rule = &rule;
    run.route = &m_world.route;
    run.label = label;
    run.connection = &connection;
    run.happening = &happening;
    RuleScope scope(m_world);
    scope.happening = &happening;
    scope.connection = &connection;
    perform(run, scope, action);
}

void Runner::launch(Run &run)
{
    const std::optional<std::int64_t> time = proceed(run);
    if (!time) {
        finish(run);
        return;
    }
    takeSlot(run);
    auto waiting = std::make_unique<WaitingRun>();
    waiting->route = *run.route;
    waiting->connection = run.connection->shared_from_this();
    run.happening = &keep(run)->happening();
    waiting->run = std::move(run);
    waiting->run.route = &waiting->route;
    suspend(std::move(waiting), *time);
}

const std::shared_ptr<KeptHappening> &Runner::keep(Run &run)
{
    if (run.kept == nullptr)
        run.kept = std::make_shared<KeptHappening>(*run.happening, m_world.heldBytes);
    return run.kept;
}

void Runner::resume(std::unique_ptr<WaitingRun> waiting)
{
    abandon(*waiting);
    const StageCause cause(m_world.stage, waiting->run.cause);
    const std::optional<std::int64_t> time = proceed(waiting->run);
    if (time)
        suspend(std::move(waiting), *time);
    else
        finish(waiting->run);
}

void Runner::abandon(WaitingRun &waiting)
{
    Connection &connection = *waiting.connection;
    if (waiting.run.takesNoSlot) {
        --connection.waitingTicks;
    } else {
        --connection.waitingRuns;
        connection.waitingBytes -= waiting.bytes + waiting.run.kept->bytes();
    }
    m_world.heldBytes -= waiting.bytes;
}

void Runner::flush(Connection &connection)
{
    if (connection.slotQueue == nullptr)
        return;
    m_world.heldBytes -= connection.slotQueue->bytes();
    connection.slotQueue->abandon([this](Output &output) { deliver(output); });
    connection.slotQueue.reset();
}

void Runner::suspend(std::unique_ptr<WaitingRun> waiting, std::int64_t time)
{
    Connection &connection = *waiting->connection;
    waiting->bytes = static_cast<qint64>(sizeof(WaitingRun)) + waiting->run.localBytes;
    if (!waiting->run.takesNoSlot) {
        ++connection.waitingRuns;
        connection.waitingBytes += waiting->bytes + waiting->run.kept->bytes();
    } else if (++connection.waitingTicks > waitingTickLimit) {
        // Input that pauses ends the others; a timer goes on all the same.
        --connection.waitingTicks;
        const Run &run = waiting->run;
        report(run, (*run.frames.back().actions)[run.frames.back().next - 1].field,
               QStringLiteral("%1 runs of timers and signals wait already; this one was ended.").arg(waitingTickLimit));
        return;
    }
    m_world.heldBytes += waiting->bytes;
    waiting->run.time = time;
    m_waits.add(std::move(waiting));
    updateHold(connection);
}

/// A run that overtakes has none; neither has one whose connection is gone, as nothing is sent there any more.
void Runner::takeSlot(Run &run)
{
    if (run.slot || run.takesNoSlot || run.rule->overtakes || run.isClosing)
        return;
    Connection &connection = *run.connection;
    if (connection.slotQueue == nullptr)
        connection.slotQueue = std::make_unique<SlotQueue>();
    run.slot = connection.slotQueue->open();
}

void Runner::finish(Run &run)
{
    // Those of a batch share its slot, and the last one frees it.
    if (run.gathering != nullptr) {
        if (--run.gathering->pending > 0)
            return;
        sendGathered(run);
    }
    if (!run.slot || run.connection->slotQueue == nullptr)
        return;
    SlotQueue &queue = *run.connection->slotQueue;
    const qint64 before = queue.bytes();
    queue.finish(*run.slot, [this](Output &output) { deliver(output); });
    m_world.heldBytes += queue.bytes() - before;
    updateHold(*run.connection);
}

void Runner::updateHold(Connection &connection)
{
    if (connection.isGone || connection.isEnding)
        return;
    const std::size_t slotCount = connection.slotQueue != nullptr ? connection.slotQueue->size() : 0;
    const qint64 slotBytes = connection.slotQueue != nullptr ? connection.slotQueue->bytes() : 0;
    const std::size_t count = std::max(slotCount, static_cast<std::size_t>(connection.waitingRuns));
    const qint64 bytes = slotBytes + connection.waitingBytes;
    const bool isTooMuch = count > slotLimit || bytes > slotByteLimit;
    const bool isLittle = count <= slotLimit / 2 && bytes <= slotByteLimit / 2;
    if (connection.isHeld ? !isLittle : !isTooMuch)
        return;
    connection.isHeld = !connection.isHeld;
    m_world.stage.holdInput(connection.id, connection.isHeld);
}

void Runner::updateScope(const Run &run, RuleScope &scope) const
{
    scope.item = &run.item; // Of the `each` that a timer was started in.
    scope.key = &run.key;
    for (const Frame &frame : run.frames) {
        if (!frame.isEach)
            continue;
        scope.item = &frame.item;
        scope.key = &frame.key;
    }
}

bool Runner::advanceEach(Frame &frame) const
{
    if (!frame.isEach || frame.position >= frame.over.size())
        return false;
    if (frame.over.isList()) {
        frame.item = frame.over.at(frame.position);
        frame.key = Value::integer(frame.position);
    } else {
        const Value::Member &member = frame.over.members()[static_cast<std::size_t>(frame.position)];
        frame.item = member.value;
        frame.key = member.name;
    }
    ++frame.position;
    frame.next = 0;
    return true;
}

std::optional<std::int64_t> Runner::proceed(Run &run)
{
    RuleScope scope(m_world);
    scope.happening = run.happening;
    scope.connection = run.connection;
    scope.local = &run.local;
    scope.captures = &run.captures;
    scope.tick = &run.tick;
    scope.signal = &run.signal;
    scope.from = &run.from;
    updateScope(run, scope);
    while (!run.frames.empty()) {
        Frame &frame = run.frames.back();
        if (frame.next == frame.actions->size()) {
            if (!advanceEach(frame))
                run.frames.pop_back();
            updateScope(run, scope);
            continue;
        }
        const Action &action = (*frame.actions)[frame.next++];
        const QScopedValueRollback<std::uint32_t> label(run.label);
        if (frame.isOfScript)
            run.label = m_world.stage.labelOf(run.rule->name, Means::Script, {});
        if (++run.steps > stepLimit) {
            report(run, action.field, QStringLiteral("This rule has taken more than 100000 steps and was stopped."));
            return std::nullopt;
        }
        if (const auto *wait = std::get_if<action::Wait>(&action.step)) {
            if (const std::int64_t nanoseconds = waitTime(run, scope, action, *wait); nanoseconds > 0) {
                return beginning(run) + nanoseconds;
            }
            continue;
        }
        const std::size_t depth = run.frames.size();
        perform(run, scope, action);
        if (run.frames.size() != depth)
            updateScope(run, scope);
    }
    return std::nullopt;
}

/// From when a run was due, not from now: a chain of waits and timers does not drift.
std::int64_t Runner::beginning(const Run &run) const
{
    return run.time == Run::noTime ? m_world.clock.now() : run.time;
}

void Runner::report(const Run &run, const QString &field, const QString &text)
{
    report(*run.rule, run.connection, field, text);
}

void Runner::report(const CompiledRule &rule, const Connection *connection, const QString &field, const QString &text)
{
    m_world.stage.report({connection != nullptr ? connection->id : ConnectionId(), true, rule.name, field, text});
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/runner.h"

#include <algorithm>
#include <limits>

namespace framewright::rules {

namespace {

/// Beyond these a connection's input pauses, until half of it has left.
constexpr std::size_t slotLimit = 1000;
constexpr qint64 slotByteLimit = 1024 * 1024;
/// How many actions one run may take: an `each` over a hostile list must end.
constexpr int stepLimit = 100'000;

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

void Runner::start(const CompiledRule &rule, Happening &happening, Connection &connection, Value captures)
{
    if (rule.actions.empty())
        return;
    Run run;
    run.rule = &rule;
    run.label = m_world.labels[rule.index];
    run.connection = &connection;
    run.happening = &happening;
    run.captures = std::move(captures);
    run.isClosing = connection.isGone;
    run.time = std::numeric_limits<std::int64_t>::min();
    run.frames.emplace_back().actions = &rule.actions;
    if (connection.slotQueue != nullptr && !connection.slotQueue->isEmpty())
        takeSlot(run);
    const std::optional<std::int64_t> time = proceed(run);
    if (!time) {
        finish(run);
        return;
    }
    takeSlot(run);
    auto waiting = std::make_unique<WaitingRun>();
    waiting->route = m_world.route;
    waiting->connection = connection.shared_from_this();
    waiting->happening = std::make_unique<Happening>(happening.kept());
    waiting->run = std::move(run);
    waiting->run.happening = waiting->happening.get();
    suspend(std::move(waiting), *time);
}

void Runner::resume(std::unique_ptr<WaitingRun> waiting)
{
    Connection &connection = *waiting->connection;
    --connection.waitingRuns;
    connection.waitingBytes -= waiting->bytes;
    m_world.heldBytes -= waiting->bytes;
    const std::optional<std::int64_t> time = proceed(waiting->run);
    if (time)
        suspend(std::move(waiting), *time);
    else
        finish(waiting->run);
}

void Runner::abandon(WaitingRun &waiting)
{
    --waiting.connection->waitingRuns;
    waiting.connection->waitingBytes -= waiting.bytes;
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
    waiting->bytes =
        static_cast<qint64>(sizeof(WaitingRun)) + waiting->happening->keptBytes() + waiting->run.localBytes;
    ++connection.waitingRuns;
    connection.waitingBytes += waiting->bytes;
    m_world.heldBytes += waiting->bytes;
    waiting->run.time = time;
    m_waits.add(std::move(waiting));
    updateHold(connection);
}

/// A run that overtakes has none; neither has one whose connection is gone, as nothing is sent there any more.
void Runner::takeSlot(Run &run)
{
    if (run.slot || run.rule->overtakes || run.isClosing)
        return;
    Connection &connection = *run.connection;
    if (connection.slotQueue == nullptr)
        connection.slotQueue = std::make_unique<SlotQueue>();
    run.slot = connection.slotQueue->open();
}

void Runner::finish(Run &run)
{
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
    scope.item = nullptr;
    scope.key = nullptr;
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
        if (++run.steps > stepLimit) {
            report(run, action.field, QStringLiteral("This rule has taken more than 100000 steps and was stopped."));
            return std::nullopt;
        }
        if (const auto *wait = std::get_if<action::Wait>(&action.step)) {
            if (const std::int64_t nanoseconds = waitTime(run, scope, action, *wait); nanoseconds > 0) {
                // From when it was due, not from now: a chain of waits does not drift.
                const bool isFirst = run.time == std::numeric_limits<std::int64_t>::min();
                return (isFirst ? m_world.clock.now() : run.time) + nanoseconds;
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

void Runner::report(const Run &run, const QString &field, const QString &text)
{
    report(*run.rule, run.connection, field, text);
}

void Runner::report(const CompiledRule &rule, const Connection *connection, const QString &field, const QString &text)
{
    m_world.stage.report({connection != nullptr ? connection->id : ConnectionId(), true, rule.name, field, text});
}

} // namespace framewright::rules

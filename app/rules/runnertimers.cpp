// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/runner.h"
#include "app/value/number.h"

#include <algorithm>
#include <cmath>

namespace framewright::rules {

namespace {

/// About eleven days: what is longer is a mistake, and must not overflow.
constexpr double longestTime = 1e9;
/// How often signals may lead to signals, one by the other, and how many may wait for their turn.
constexpr int signalDepthLimit = 100;
constexpr std::size_t signalLimit = 100'000;

[[nodiscard]] std::optional<double> numberOf(const Value &value)
{
    const std::optional<value::Number> number = value.isNumber() ? value.toNumber()
                                                : value.isText() ? value::Number::parse(value.view())
                                                                 : std::nullopt;
    if (!number || !std::isfinite(number->toDouble()))
        return std::nullopt;
    return number->toDouble();
}

/// What a timer of the route remembers of a connection that may go: its variables, and its request.
[[nodiscard]] std::shared_ptr<Connection> rememberedOf(const Connection &connection)
{
    auto remembered = std::make_shared<Connection>();
    remembered->isGone = true;
    remembered->request = connection.request;
    remembered->subprotocol = connection.subprotocol;
    remembered->requestValue = connection.requestValue;
    remembered->variables = connection.variables;
    remembered->variableBytes = connection.variableBytes;
    return remembered;
}

} // namespace

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Start &step)
{
    const Outcome name = step.name.evaluateText(scope);
    if (name.hasFailed()) {
        report(run, action.field, name.error);
        return;
    }
    auto timer = std::make_unique<Timer>();
    timer->name = name.value.toByteArray();
    timer->isOfRoute = step.isOfRoute;
    timer->isIdle = step.isIdle;
    if (!findTimerOwner(run, action, *timer))
        return;
    const Connection *owner = timer->isOfRoute ? nullptr : timer->connection.get();
    const bool isRunning = m_world.timers.find(owner, timer->name) != nullptr;
    if (isRunning && step.isKept)
        return;
    if (!isRunning && m_world.timers.count(owner) >= TimerTable::limit) {
        report(run, action.field,
               QStringLiteral("%1 timers run already; \"%2\" was not started. `stop` those that are not needed.")
                   .arg(TimerTable::limit)
                   .arg(QString::fromUtf8(timer->name)));
        return;
    }
    if (!readTimes(run, scope, action, step, *timer))
        return;
    timer->route = *run.route;
    timer->rule = run.rule;
    timer->label = labelOf(run, *timer);
    timer->cause = m_world.stage.cause();
    timer->field = action.field;
    timer->actions = step.actions;
    timer->then = step.then;
    timer->happening = keep(run);
    timer->facts = run;
    timer->facts.item = scope.item != nullptr ? *scope.item : Value();
    timer->facts.key = scope.key != nullptr ? *scope.key : Value();
    timer->bytes = static_cast<qint64>(sizeof(Timer)) + timer->name.size() + run.localBytes +
                   (timer->isOfRoute ? timer->connection->variableBytes : 0);
    m_world.timers.add(std::move(timer));
}

/// The stream is a timer that nobody has named.
std::uint32_t Runner::labelOf(const Run &run, const Timer &timer) const
{
    const CompiledRoute::Parts &parts = (*run.route)->parts();
    if (parts.stream && run.rule == &parts.stream->rule)
        return run.label;
    return m_world.stage.labelOf(run.rule->name, Means::Timer, QString::fromUtf8(timer.name));
}

/// Without a connection a timer is the route's; one of a connection that is gone would be gone too.
bool Runner::findTimerOwner(Run &run, const Action &action, Timer &timer)
{
    const bool isNobodys = !run.connection->id;
    timer.isOfRoute = timer.isOfRoute || isNobodys;
    if (isNobodys) {
        timer.connection = run.connection->shared_from_this();
    } else if (timer.isOfRoute) {
        timer.connection = rememberedOf(*run.connection);
    } else if (run.connection->isGone) {
        report(run, action.field,
               QStringLiteral("The connection is gone, and its timers with it: write \"scope\": \"route\"."));
        return false;
    } else {
        timer.connection = run.connection->shared_from_this();
    }
    return true;
}

std::optional<std::int64_t> Runner::readTime(Run &run, RuleScope &scope, const QString &field,
                                             const expression::Template &written, double shortest)
{
    const Outcome outcome = written.evaluate(scope);
    if (outcome.hasFailed()) {
        report(run, field, outcome.error);
        return std::nullopt;
    }
    const std::optional<double> milliseconds = numberOf(outcome.value);
    if (!milliseconds || *milliseconds < shortest) {
        report(run, field, QStringLiteral("This is milliseconds, %1 at least.").arg(shortest));
        return std::nullopt;
    }
    return std::llround(std::min(*milliseconds, longestTime) * nanosecondsPerMillisecond);
}

bool Runner::readTimes(Run &run, RuleScope &scope, const Action &action, const action::Start &step, Timer &timer)
{
    const QString owner = action.field.left(action.field.lastIndexOf(u'.') + 1);
    if (step.every) {
        const auto every = readTime(run, scope, owner + QStringLiteral("every"), *step.every, 1);
        if (!every)
            return false;
        timer.every = *every;
    }
    timer.first = timer.every;
    if (step.after) {
        const auto after = readTime(run, scope, owner + QStringLiteral("after"), *step.after, 0);
        if (!after)
            return false;
        // At once would be for ever, where a timer starts itself again.
        timer.first = std::max(*after, nanosecondsPerMillisecond);
    }
    if (step.jitter) {
        const auto jitter = readTime(run, scope, owner + QStringLiteral("jitter"), *step.jitter, 0);
        if (!jitter)
            return false;
        timer.jitter = *jitter;
    }
    if (step.times) {
        const Outcome outcome = step.times->evaluate(scope);
        const std::optional<double> times = numberOf(outcome.value);
        if (outcome.hasFailed() || !times || *times < 0) {
            report(run, owner + QStringLiteral("times"),
                   outcome.hasFailed() ? outcome.error
                                       : QStringLiteral("`times` is how often the timer ticks, a number from 0 on."));
            return false;
        }
        timer.times = static_cast<std::int64_t>(std::min(*times, 1e15));
    }
    timer.nominal = beginning(run) + timer.first;
    timer.due = timer.nominal + jitterOf(timer);
    return true;
}

std::int64_t Runner::jitterOf(const Timer &timer)
{
    return timer.jitter > 0 ? m_world.random.between(-timer.jitter, timer.jitter) : 0;
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Stop &step)
{
    const Outcome name = step.name.evaluateText(scope);
    if (name.hasFailed()) {
        report(run, action.field, name.error);
        return;
    }
    const bool isOfRoute = step.isOfRoute || !run.connection->id;
    m_world.timers.take(isOfRoute ? nullptr : run.connection, name.value.toByteArray());
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Emit &step)
{
    const Outcome name = step.signal.evaluateText(scope);
    Outcome with = step.with.evaluate(scope);
    if (name.hasFailed() || with.hasFailed()) {
        report(run, action.field, name.hasFailed() ? name.error : with.error);
        return;
    }
    if (run.signalDepth >= signalDepthLimit || m_world.signalQueue.size() >= signalLimit) {
        report(run, action.field,
               run.signalDepth >= signalDepthLimit
                   ? QStringLiteral("%1 signals have led here, one by the other; \"%2\" was not raised.")
                         .arg(signalDepthLimit)
                         .arg(name.value.toString())
                   : QStringLiteral("%1 signals wait for their turn; \"%2\" was not raised.")
                         .arg(signalLimit)
                         .arg(name.value.toString()));
        return;
    }
    RaisedSignal raised{name.value.toByteArray(), std::move(with.value), run.connection->variables, std::nullopt,
                        run.signalDepth + 1,      m_world.stage.cause()};
    const bool isToNobody = step.audience.kind == Audience::Kind::Self && !run.connection->id;
    if (!isToNobody) {
        raised.targets = recipients(run, scope, action, step.audience);
        if (!raised.targets || raised.targets->empty())
            return;
    }
    m_world.signalQueue.push_back(std::move(raised));
}

} // namespace framewright::rules

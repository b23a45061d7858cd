// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/operators.h"
#include "app/protocol/closecode.h"
#include "app/rules/runner.h"
#include "app/value/number.h"

#include <algorithm>
#include <cmath>

namespace framewright::rules {

namespace {

/// About eleven days: what is longer is a mistake, and must not overflow.
constexpr double longestWait = 1e9;

/// Milliseconds of a number or of the digits in a text.
std::optional<double> millisecondsOf(const Value &value)
{
    const std::optional<value::Number> number = value.isNumber() ? value.toNumber()
                                                : value.isText() ? value::Number::parse(value.view())
                                                                 : std::nullopt;
    if (!number)
        return std::nullopt;
    const double milliseconds = number->toDouble();
    return std::isfinite(milliseconds) ? std::optional(std::clamp(milliseconds, 0.0, longestWait)) : std::nullopt;
}

} // namespace

void Runner::perform(Run &run, RuleScope &scope, const Action &action)
{
    std::visit(
        [&](const auto &step) {
            using Step = std::decay_t<decltype(step)>;
            if constexpr (std::is_same_v<Step, action::End>) {
                if (hasConnection(run, action.field))
                    putOut(run, {Output::End{run.connection->id, step.manner}, run.label});
            } else if constexpr (!std::is_same_v<Step, action::Wait>)
                perform(run, scope, action, step);
        },
        action.step);
}

std::int64_t Runner::waitTime(Run &run, RuleScope &scope, const Action &action, const action::Wait &step)
{
    const Outcome first = step.milliseconds.evaluate(scope);
    const Outcome last = step.upTo ? step.upTo->evaluate(scope) : first;
    if (first.hasFailed() || last.hasFailed()) {
        report(run, action.field, first.hasFailed() ? first.error : last.error);
        return 0;
    }
    const std::optional<double> low = millisecondsOf(first.value);
    const std::optional<double> high = millisecondsOf(last.value);
    if (!low || !high || *low > *high) {
        report(run, action.field, QStringLiteral("`wait` wants milliseconds, `min` not above `max`."));
        return 0;
    }
    const auto shortest = static_cast<std::int64_t>(*low * nanosecondsPerMillisecond);
    const auto longest = static_cast<std::int64_t>(*high * nanosecondsPerMillisecond);
    return shortest == longest ? shortest : m_world.random.between(shortest, longest);
}

void Runner::assign(Run &run, RuleScope &scope, const expression::VariablePath &path, Value value, const QString &field)
{
    const Result<std::vector<QByteArray>> keys = path.resolve(scope);
    if (!keys) {
        report(run, field, keys.error().what);
        return;
    }
    const Result<void> done =
        path.root() == Root::Local
            ? setVariable(run.local, run.localBytes, *keys, std::move(value), connectionVariableLimit)
            : m_world.assign(path.root(), run.connection, *keys, std::move(value));
    if (!done)
        report(run, field, done.error().what);
}

void Runner::perform(Run &run, RuleScope &scope, const Action &, const action::Set &step)
{
    for (const action::Set::Assignment &assignment : step.assignments) {
        Outcome outcome = assignment.value.evaluate(scope);
        if (outcome.hasFailed())
            report(run, assignment.field, outcome.error);
        else
            assign(run, scope, assignment.path, std::move(outcome.value), assignment.field);
    }
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Unset &step)
{
    assign(run, scope, step.path, Value(), action.field);
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Join &step)
{
    const Outcome room = step.room.evaluateText(scope);
    if (room.hasFailed()) {
        report(run, action.field, room.error);
        return;
    }
    if (!hasConnection(run, action.field))
        return;
    const QString refusal = m_world.connections.join(*run.connection, room.value.toByteArray());
    if (!refusal.isEmpty())
        report(run, action.field, refusal);
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Leave &step)
{
    const Outcome room = step.room.evaluateText(scope);
    if (room.hasFailed())
        report(run, action.field, room.error);
    else if (room.value.view() == "*")
        m_world.connections.leaveAll(*run.connection);
    else
        m_world.connections.leave(*run.connection, room.value.toByteArray());
}

/// Whether there is one that can be acted on; else a report says so.
bool Runner::hasConnection(const Run &run, const QString &field)
{
    if (!run.connection->isGone)
        return true;
    report(run, field,
           run.connection->id
               ? QStringLiteral("The connection is gone: write \"to\": \"others\", \"all\" or \"room:NAME\".")
               : QStringLiteral("There is no connection here: write \"to\": \"all\" or \"room:NAME\"."));
    return false;
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Close &step)
{
    if (!hasConnection(run, action.field))
        return;
    const Outcome code = step.code.evaluate(scope);
    const Outcome reason = step.reason.evaluateText(scope);
    if (code.hasFailed() || reason.hasFailed()) {
        report(run, action.field, code.hasFailed() ? code.error : reason.error);
        return;
    }
    const std::optional<double> number = millisecondsOf(code.value);
    const auto whole = static_cast<protocol::CloseCode>(number && *number <= 4999 ? *number : 0);
    if (whole == protocol::closecode::NoStatus) {
        putOut(run, {Output::Close{run.connection->id, {}}, run.label});
    } else if (protocol::isValidOnWire(whole)) {
        putOut(run, {Output::Close{run.connection->id, {whole, reason.value.toByteArray()}}, run.label});
    } else {
        report(run, action.field,
               QStringLiteral("%1 is no close code that may be sent.")
                   .arg(QString::fromUtf8(expression::asText(code.value))));
    }
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::If &step)
{
    const Outcome outcome = step.condition.evaluateCondition(scope);
    if (outcome.hasFailed()) {
        report(run, action.field, outcome.error);
        return;
    }
    const Actions &chosen = outcome.value.toBoolean() ? step.then : step.otherwise;
    if (!chosen.empty())
        run.frames.emplace_back().actions = &chosen;
}

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Each &step)
{
    Outcome over = step.over.evaluate(scope);
    if (over.hasFailed()) {
        report(run, action.field, over.error);
        return;
    }
    if (over.value.isUndefined() || over.value.isNull())
        return;
    if (!over.value.isList() && !over.value.isObject()) {
        report(run, action.field,
               QStringLiteral("`each` goes over a list or an object, not %1.").arg(value::nameOf(over.value.kind())));
        return;
    }
    Frame &frame = run.frames.emplace_back();
    frame.actions = &step.actions;
    frame.isEach = true;
    frame.over = std::move(over.value);
    // Nothing of it has run: the first item begins as if one had just ended.
    frame.next = step.actions.size();
}

void Runner::perform(Run &run, RuleScope &, const Action &, const action::Choose &step)
{
    std::size_t chosen = 0;
    if (step.isByTick) {
        // Of a stream: every connection has its own turn.
        chosen = static_cast<std::size_t>(run.tick.toNumber().toInteger().value_or(1) - 1) % step.choices.size();
    } else if (step.isRandom) {
        chosen =
            static_cast<std::size_t>(m_world.random.between(0, static_cast<std::int64_t>(step.choices.size()) - 1));
    } else {
        // A run that began before an edit may have a counter that is not there any more.
        if (m_world.turns.size() <= step.counter)
            m_world.turns.resize(step.counter + 1);
        chosen = m_world.turns[step.counter]++ % step.choices.size();
    }
    if (!step.choices[chosen].empty())
        run.frames.emplace_back().actions = &step.choices[chosen];
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/papertrial.h"

#include "app/base/randomsource.h"
#include "app/rules/compiledroute.h"
#include "app/rules/routestate.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/value/path.h"
#include "ui/rules/paperstage.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace framewright::ui {

using value::Value;
using Outcome = RuleVerdict::Outcome;

namespace {

constexpr std::int64_t longest = 60'000 * nanosecondsPerMillisecond;
constexpr int wakeLimit = 10'000;
/// Of a value that is there instead of the one that was wanted.
constexpr qsizetype longestShown = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

/// One condition of a rule, to be asked by itself: a rule that does nothing and lets the next ones run, so that its
/// hits say whether it holds.
struct Probe
{
    std::size_t rule = 0; ///< Whose condition it is, by its place in the route.
    std::size_t index = 0;
    QString condition;
    QString selector;
};

workspace::Rule probeRule(const Value &match, const QString &when)
{
    workspace::Rule probe;
    probe.on = QStringLiteral("message");
    probe.match = match;
    probe.when = when;
    probe.continues = true;
    return probe;
}

bool waitsForMessage(const workspace::Rule &rule)
{
    return rule.on == QLatin1StringView("message") || rule.on == QLatin1StringView("unmatched");
}

/// Puts the probes of all conditions in front of the rules.
std::vector<Probe> addProbes(const workspace::Route &route, std::vector<workspace::Rule> &rules)
{
    std::vector<Probe> probes;
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const workspace::Rule &rule = route.rules[index];
        if (!waitsForMessage(rule) || !rule.enabled)
            continue;
        const auto add = [&](const Value &match, const QString &when, const QString &condition,
                             const QString &selector) {
            probes.push_back({index, rules.size(), condition, selector});
            rules.push_back(probeRule(match, when));
        };
        for (const Value::Member &member : rule.match.members()) {
            const QString selector = member.name.toString();
            const QString wanted = QString::fromUtf8(value::writeJson(member.value));
            add(Value::object({member}), {}, selector + u": " + wanted, selector);
        }
        if (!rule.when.isEmpty())
            add(rule.match, rule.when, rule.when, {});
        add(rule.match, rule.when, {}, {});
    }
    return probes;
}

/// As the log names them: "message 2" where they have no name.
QStringList namesOf(const workspace::Route &route)
{
    QHash<QString, int> counts;
    QStringList names;
    for (const workspace::Rule &rule : route.rules) {
        const int number = ++counts[rule.on];
        names << (rule.name.isEmpty() ? QString(rule.on % u' ' % QString::number(number)) : rule.name);
    }
    return names;
}

rules::Request requestOf(const rules::CompiledRoute &compiled, const QString &target)
{
    rules::Request request;
    request.head.method = "GET";
    request.head.target = target.toUtf8();
    request.host = QStringLiteral("localhost");
    request.address = QStringLiteral("127.0.0.1");
    request.head.fields.append("Host", "localhost");
    request.head.raw = "GET " + request.head.target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    if (auto parameters = compiled.match(request.head.path()))
        request.parameters = *parameters;
    return request;
}

/// Turns the clock from one thing to the next; whether there was more to come.
bool runOn(rules::RouteState &state, PaperStage &stage, PaperClock &clock)
{
    const std::int64_t end = clock.time + longest;
    for (int wakes = 0; stage.wakeTime() != rules::Stage::never; ++wakes) {
        if (stage.wakeTime() > end || wakes == wakeLimit || stage.effects().size() == PaperStage::effectLimit)
            return true;
        clock.time = std::max(clock.time, stage.wakeTime());
        stage.forgetWakeTime();
        state.wake();
    }
    return false;
}

QString shownValue(const TrialMessage &message, const QString &selector)
{
    if (selector == QLatin1StringView("text"))
        return QString::fromUtf8(message.payload).left(longestShown);
    const Result<value::Path> path = value::Path::parse(selector.toUtf8());
    const Result<Value> decoded = value::readJson(message.payload);
    if (!path || path->root() != "$")
        return {};
    if (!decoded)
        return tr("the message is no JSON");
    const Value *found = path->find(*decoded);
    return found == nullptr ? tr("it is not there") : QString::fromUtf8(value::writeJson(*found)).left(longestShown);
}

QString reasonOf(const Probe &probe, const TrialMessage &message)
{
    const QString there = probe.selector.isEmpty() ? QString() : shownValue(message, probe.selector);
    return there.isEmpty() ? probe.condition : tr("%1, but %2").arg(probe.condition, there);
}

/// How often each rule ran before the message and after it, probes included.
struct Hits
{
    std::vector<rules::RuleHits> before;
    std::vector<rules::RuleHits> after;

    [[nodiscard]] bool hasRun(std::size_t index) const { return after[index].count > before[index].count; }
};

/// Of the rule's own probes: whether all of it holds, and the first condition that does not.
RuleVerdict judgeByProbes(std::size_t rule, const std::vector<Probe> &probes, const Hits &hits,
                          const TrialMessage &message)
{
    RuleVerdict verdict;
    verdict.outcome = Outcome::NotReached;
    for (const Probe &probe : probes) {
        if (probe.rule != rule || hits.hasRun(probe.index))
            continue;
        verdict.outcome = Outcome::DoesNotFit;
        verdict.reason = reasonOf(probe, message);
        break;
    }
    return verdict;
}

QList<RuleVerdict> verdictsOf(const workspace::Route &route, const std::vector<Probe> &probes, const Hits &hits,
                              const rules::CompiledRoute &compiled, const TrialMessage &message)
{
    QList<RuleVerdict> verdicts;
    const std::size_t first = probes.size();
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const workspace::Rule &rule = route.rules[index];
        RuleVerdict verdict;
        if (!rule.enabled)
            verdict.outcome = Outcome::Off;
        else if (waitsForMessage(rule))
            verdict = judgeByProbes(index, probes, hits, message);
        if (hits.hasRun(first + index))
            verdict = {{}, {}, rule.continues ? Outcome::Continues : Outcome::Answers, {}};
        const auto isOfRule = [&](const rules::Problem &problem) { return rule.id && problem.rule == rule.id; };
        const auto broken = std::ranges::find_if(compiled.problems(), isOfRule);
        if (broken != compiled.problems().end() && verdict.outcome == Outcome::DoesNotFit) {
            verdict.outcome = Outcome::Broken;
            verdict.reason = broken->text;
        }
        verdict.rule = rule.id;
        verdict.name = compiled.ruleNames()[first + index];
        verdicts.append(verdict);
    }
    return verdicts;
}

} // namespace

TrialResult tryMessage(const workspace::Workspace &workspace, const workspace::Route &route,
                       const TrialMessage &message)
{
    const QStringList names = namesOf(route);
    workspace::Route trial = route;
    trial.rules.clear();
    const std::vector<Probe> probes = addProbes(route, trial.rules);
    for (const workspace::Rule &rule : route.rules) {
        trial.rules.push_back(rule);
        // Its place among the others, which the probes would have moved.
        trial.rules.back().name = names.at(static_cast<qsizetype>(trial.rules.size() - probes.size() - 1));
    }
    const auto compiled = rules::compileRoute(trial, workspace);

    PaperClock clock;
    PaperStage stage(clock);
    RandomSource random(1);
    rules::RouteState state(compiled, stage, clock, random);
    for (const std::uint64_t connection : {1, 2})
        state.opened(ConnectionId{connection}, requestOf(*compiled, message.target), {});
    runOn(state, stage, clock);
    Hits hits{state.hits(), {}};
    stage.begin();
    rules::Received received;
    received.opcode = message.opcode;
    received.payload = message.payload;
    received.owned = message.payload;
    state.received(ConnectionId{1}, received);
    // Before timers run: a rule may raise what others answer.
    hits.after = state.hits();
    TrialResult result;
    result.isCut = runOn(state, stage, clock);
    result.effects = stage.effects();
    result.verdicts = verdictsOf(route, probes, hits, *compiled, message);
    return result;
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/papertrial.h"

#include "app/base/randomsource.h"
#include "app/rules/compiledroute.h"
#include "app/rules/routestate.h"
#include "app/value/jsonwriter.h"
#include "ui/common/routemessages.h"
#include "ui/rules/paperprobes.h"
#include "ui/rules/paperrequest.h"
#include "ui/rules/paperstage.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>

namespace framewright::ui {

using value::Value;
using Outcome = RuleVerdict::Outcome;

namespace {

constexpr std::int64_t longest = 60'000 * nanosecondsPerMillisecond;
constexpr int wakeLimit = 10'000;
constexpr qsizetype mostReadings = 20;
constexpr qsizetype longestReading = 4000;
constexpr ConnectionId sender{1};
constexpr ConnectionId bystander{2};

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

void setVariables(rules::RouteState &state, const Value &roots)
{
    using expression::Root;
    constexpr std::array<std::pair<const char *, Root>, 4> all = {
        {{"conn", Root::Connection}, {"route", Root::Route}, {"global", Root::Global}, {"shared", Root::Shared}}};
    for (const auto &[name, root] : all) {
        const ConnectionId connection = root == Root::Connection ? sender : ConnectionId();
        for (const Value::Member &member : roots[QByteArrayView(name)].members()) {
            const bool isOurs = root == Root::Connection && (member.key() == "id" || member.key() == "subprotocol");
            if (!isOurs)
                state.setVariable(root, {member.name.toByteArray()}, member.value, connection);
        }
    }
}

void deliver(rules::RouteState &state, protocol::Opcode opcode, const QByteArray &payload)
{
    if (opcode == protocol::Opcode::Ping)
        return state.pinged(sender, payload);
    if (opcode == protocol::Opcode::Pong)
        return state.ponged(sender, payload);
    rules::Received received;
    received.opcode = opcode;
    received.payload = payload;
    received.owned = payload;
    state.received(sender, received);
}

/// One time through a route with two clients, of which the first sends the message.
struct Performance
{
    std::vector<bool> ran; ///< Which rules the message has set going, in their order.
    QList<TrialEffect> effects;
    bool isCut = false;
    Value variables; ///< Of the sender, afterwards.
};

Performance perform(std::shared_ptr<const rules::CompiledRoute> compiled, const workspace::Route &route,
                    const TrialMessage &message)
{
    PaperClock clock;
    PaperStage stage(clock, route);
    RandomSource random(1);
    rules::RouteState state(std::move(compiled), stage, clock, random);
    const QByteArray subprotocol = message.connection ? message.connection->subprotocol : QByteArray();
    for (const ConnectionId connection : {sender, bystander})
        state.opened(connection,
                     message.connection ? requestOf(*message.connection, route)
                                        : requestFor(route, message.target.toUtf8()),
                     subprotocol);
    for (const codec::Frame &frame : message.before)
        deliver(state, frame.opcode, frame.payload);
    runOn(state, stage, clock);
    setVariables(state, message.variables);
    const std::vector<rules::RuleHits> before = state.hits();
    stage.begin();
    deliver(state, message.opcode, message.payload);
    // Before timers run: a rule may raise what others answer.
    Performance performance;
    const std::vector<rules::RuleHits> &after = state.hits();
    for (std::size_t index = 0; index < after.size(); ++index)
        performance.ran.push_back(after[index].count > before[index].count);
    performance.variables = state.variables(expression::Root::Connection, sender);
    performance.isCut = runOn(state, stage, clock);
    performance.effects = stage.effects();
    return performance;
}

/// What it could be but for its conditions.
Outcome outcomeBefore(const workspace::Rule &rule, protocol::Opcode opcode)
{
    if (!rule.enabled)
        return Outcome::Off;
    return waitsFor(rule, opcode) ? Outcome::NotReached : Outcome::OtherThing;
}

QList<RuleVerdict> verdictsOf(const workspace::Route &route, const QStringList &names, const Performance &performance,
                              protocol::Opcode opcode)
{
    QList<RuleVerdict> verdicts;
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const workspace::Rule &rule = route.rules[index];
        RuleVerdict verdict;
        verdict.rule = rule.id;
        verdict.name = names.at(static_cast<qsizetype>(index));
        verdict.outcome = outcomeBefore(rule, opcode);
        if (performance.ran[index])
            verdict.outcome = rule.continues ? Outcome::Continues : Outcome::Answers;
        verdicts.append(verdict);
    }
    return verdicts;
}

/// Those that were asked and did not run: above the one that answers, or all where none does.
std::vector<std::size_t> passedOver(const workspace::Route &route, const QList<RuleVerdict> &verdicts)
{
    QSet<QString> answered;
    std::vector<std::size_t> all;
    std::vector<std::size_t> unmatched;
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const QString &on = route.rules[index].on;
        const Outcome outcome = verdicts.at(static_cast<qsizetype>(index)).outcome;
        if (outcome == Outcome::Answers)
            answered.insert(on);
        else if (outcome == Outcome::NotReached && !answered.contains(on))
            (on == QLatin1StringView("unmatched") ? unmatched : all).push_back(index);
    }
    // Rules for what matches nothing are not even asked where something has.
    if (!answered.contains(QStringLiteral("message")))
        all.insert(all.end(), unmatched.begin(), unmatched.end());
    std::ranges::sort(all);
    return all;
}

void addReadings(TrialResult &result, const workspace::Route &route, const TrialMessage &message)
{
    if (message.opcode != protocol::Opcode::Text && message.opcode != protocol::Opcode::Binary)
        return;
    const auto agreement = std::make_shared<codec::Agreement>();
    if (message.connection)
        agreement->subprotocol = message.connection->subprotocol;
    for (const codec::Frame &frame : message.before)
        (void)messagesOf(route, frame.opcode, frame.payload, agreement);
    for (const codec::Decoded &read : messagesOf(route, message.opcode, message.payload, agreement)) {
        result.isRead = result.isRead && !read.error;
        if (result.readings.size() < mostReadings)
            result.readings << (read.error ? read.error->what
                                           : QString::fromUtf8(value::writeJson(read.value)).left(longestReading));
    }
}

} // namespace

TrialResult tryMessage(const workspace::Workspace &workspace, const workspace::Route &route,
                       const TrialMessage &message, rules::WorkspaceFiles *files)
{
    workspace::Route named = route;
    const QStringList names = namesOf(route);
    for (std::size_t index = 0; index < named.rules.size(); ++index)
        named.rules[index].name = names.at(static_cast<qsizetype>(index));
    const std::shared_ptr<const rules::CompiledRoute> compiled = rules::compileRoute(named, workspace, files);
    const Performance played = perform(compiled, named, message);
    TrialResult result;
    result.effects = played.effects;
    result.isCut = played.isCut;
    result.verdicts = verdictsOf(route, names, played, message.opcode);
    addReadings(result, route, message);

    // Once more, with a question in front of each rule that was passed over.
    const Probes probes(named, passedOver(route, result.verdicts), message.opcode);
    const Performance asked =
        probes.isEmpty() ? Performance()
                         : perform(rules::compileRoute(probes.route(), workspace, files), probes.route(), message);
    const QString problem = result.isRead ? QString() : result.readings.value(0);
    for (const std::size_t index : probes.rules()) {
        RuleVerdict &verdict = result.verdicts[static_cast<qsizetype>(index)];
        verdict.outcome = Outcome::DoesNotFit;
        verdict.reason = probes.reason(index, asked.ran, asked.variables, problem);
        const auto broken = std::ranges::find_if(compiled->problems(), [&](const rules::Problem &each) {
            const bool isOfMatch = each.field.startsWith(u"match") || each.field.startsWith(u"when");
            return route.rules[index].id && each.rule == route.rules[index].id &&
                   (isOfMatch || verdict.reason.isEmpty());
        });
        if (broken != compiled->problems().end()) {
            verdict.outcome = Outcome::Broken;
            verdict.reason = broken->text;
        }
    }
    return result;
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routecompiler.h"

#include "app/expression/spelling.h"
#include "app/rules/actioncompiler.h"
#include "app/rules/matchercompiler.h"
#include "app/rules/streamcompiler.h"
#include "app/rules/workspacefiles.h"
#include "app/workspace/workspace.h"

#include <algorithm>
#include <array>

namespace framewright::rules {

namespace {

struct TriggerName
{
    const char *name;
    Trigger trigger;
};

constexpr std::array triggers = {
    TriggerName{"open", Trigger::Open},           TriggerName{"message", Trigger::Message},
    TriggerName{"unmatched", Trigger::Unmatched}, TriggerName{"ping", Trigger::Ping},
    TriggerName{"pong", Trigger::Pong},           TriggerName{"close", Trigger::Close},
    TriggerName{"start", Trigger::Start},
};
constexpr QLatin1StringView signalPrefix("signal:");

const workspace::Server *serverOf(const workspace::Workspace &workspace, const workspace::Route &route)
{
    for (const workspace::Server &server : workspace.servers) {
        for (const workspace::Route &candidate : server.routes) {
            if (&candidate == &route || (route.id && candidate.id == route.id))
                return &server;
        }
    }
    return nullptr;
}

} // namespace

RouteCompiler::RouteCompiler(const workspace::Route &route, const workspace::Workspace &workspace,
                             WorkspaceFiles &files)
    : m_route(route)
    , m_workspace(workspace)
    , m_files(files)
{
}

CompiledRoute::Parts RouteCompiler::compile()
{
    m_parts.id = m_route.id;
    m_parts.path = m_route.path;
    compilePath();
    compileCodec();
    collectVariables();
    if (m_route.stream.isObject())
        m_parts.stream = compileStream(m_route.stream, m_problems, sendSurroundings());
    m_parts.admission = compileAdmission(m_route, m_problems);
    m_parts.companions = compileCompanions(m_route.http, m_problems);
    for (const Companion &companion : m_parts.companions) {
        if (companion.emission && companion.emission->signal.isConstant())
            m_emitted.push_back(
                {{companion.emission->signal.constant(), companion.field + QStringLiteral(".emit")}, {}, {}});
    }
    for (std::size_t index = 0; index < m_route.rules.size(); ++index) {
        const workspace::Rule &rule = m_route.rules[index];
        const QString place = placeOf(rule);
        m_parts.ruleNames.push_back(place);
        m_parts.ruleIds.push_back(rule.id);
        m_problems.enterRule(rule.id, place);
        if (rule.enabled)
            compileRule(rule, index);
    }
    indexRules();
    checkSignals();
    m_parts.problems = m_problems.take();
    return std::move(m_parts);
}

void RouteCompiler::compilePath()
{
    Result<PathPattern> pattern = PathPattern::compile(m_route.path.toUtf8());
    if (pattern)
        m_parts.pattern = std::move(*pattern);
    else
        m_problems.add(QStringLiteral("path"), pattern.error().text());
}

void RouteCompiler::compileCodec()
{
    const std::optional<Codec> codec = codec::codecNamed(m_route.codec);
    std::vector<QByteArrayView> names;
    for (const Codec known : codec::allCodecs())
        names.emplace_back(codec::nameOf(known).data(), codec::nameOf(known).size());
    if (!codec) {
        m_problems.add(QStringLiteral("codec"),
                       QStringLiteral("There is no codec \"%1\"").arg(m_route.codec) +
                           expression::didYouMean(expression::closestTo(m_route.codec.toUtf8(), names)) +
                           QStringLiteral(" Messages are read as JSON."));
    }
    m_parts.codec = codec.value_or(Codec::Json);
    m_parts.messageLimit = static_cast<qsizetype>(m_route.limits.message);
    if (m_route.delimiter) {
        m_parts.delimiter = m_route.delimiter->toUtf8();
        if (m_parts.delimiter.isEmpty())
            m_problems.add(
                QStringLiteral("delimiter"),
                QStringLiteral("An empty text splits nothing: write null, or what stands between messages."));
    }
    m_parts.isBatch = m_route.batch && codec::isOneToOne(m_parts.codec) && m_parts.codec != Codec::Text;
    if (m_route.batch && !m_parts.isBatch)
        m_problems.add(QStringLiteral("batch"), QStringLiteral("Only json, msgpack and cbor have lists to batch."));
}

SendSurroundings RouteCompiler::sendSurroundings() const
{
    return {&m_files, batchProblemOf(m_parts.codec, m_parts.delimiter)};
}

void RouteCompiler::collectVariables()
{
    const auto variables = [this](const Value &written, const char *field) {
        if (written.isObject())
            return written;
        m_problems.add(QLatin1StringView(field), QStringLiteral("Variables are an object, like {\"name\": \"ann\"}."));
        return Value::object();
    };
    m_parts.connectionVariables = variables(m_route.conn, "conn");
    m_parts.routeVariables = variables(m_route.variables, "route");
    const workspace::Server *server = serverOf(m_workspace, m_route);
    m_parts.globalVariables = server != nullptr ? Value(server->global) : Value::object();
    m_parts.sharedVariables = m_workspace.shared;
    collectDataSets();
    m_parts.environment = Value::object();
    for (const workspace::Environment &environment : m_workspace.environments) {
        if (environment.name == m_workspace.environment)
            m_parts.environment = environment.variables;
    }
    for (const char *own : {"id", "subprotocol"}) {
        if (m_parts.connectionVariables.contains(own))
            m_problems.add(QStringLiteral("conn.") + QLatin1StringView(own),
                           QStringLiteral("This is the connection's own and cannot be set."));
    }
}

void RouteCompiler::collectDataSets()
{
    m_parts.dataSets = m_workspace.data;
    for (const Value::Member &member : m_workspace.data.members()) {
        const bool isFile = member.value.isObject() && member.value.size() == 1 && member.value["file"].isText();
        if (!isFile)
            continue;
        Result<Value> read = m_files.readData(member.value["file"].toString());
        // `data.users` is undefined then: no rule takes the name of a file for what is in it.
        m_parts.dataSets.set(member.key(), read ? *read : Value());
        if (!read)
            m_problems.add(QStringLiteral("data.") + QString::fromUtf8(member.key()), read.error().text());
    }
}

QString RouteCompiler::placeOf(const workspace::Rule &rule)
{
    const int number = ++m_counts[rule.on];
    return rule.name.isEmpty() ? QStringLiteral("%1 %2").arg(rule.on).arg(number) : rule.name;
}

std::optional<Trigger> RouteCompiler::triggerOf(const workspace::Rule &rule)
{
    const QByteArray on = rule.on.toUtf8();
    for (const TriggerName &known : triggers) {
        if (on == QByteArrayView(known.name))
            return known.trigger;
    }
    if (rule.on.startsWith(signalPrefix) && rule.on.size() > signalPrefix.size())
        return Trigger::Signal;
    const QString likely =
        expression::closestTo(on, {"open", "message", "unmatched", "ping", "pong", "close", "start", "signal:NAME"});
    m_problems.add(QStringLiteral("on"),
                   QStringLiteral("Unknown trigger \"%1\"").arg(rule.on) + expression::didYouMean(likely));
    return std::nullopt;
}

void RouteCompiler::compileRule(const workspace::Rule &rule, std::size_t index)
{
    const std::optional<Trigger> trigger = triggerOf(rule);
    CompiledRule compiled;
    compiled.id = rule.id;
    compiled.index = index;
    compiled.name = m_parts.ruleNames[index];
    compiled.continues = rule.continues;
    compiled.overtakes = rule.overtake;
    std::optional<Conditions> conditions =
        compileMatch(rule.match, QStringLiteral("match"), m_problems, m_parts.dataSets);
    bool canMatch = trigger && conditions;
    if (!rule.when.isEmpty()) {
        Result<expression::Expression> when = compileCondition(rule.when.toUtf8());
        canMatch = canMatch && when;
        if (when)
            compiled.when = std::move(*when);
        else
            m_problems.add(QStringLiteral("when"), when.error().text());
    }
    std::vector<Value> bodies;
    for (const workspace::Action &action : rule.actions)
        bodies.push_back(action.body);
    ActionCompiler actions(m_problems, m_parts.choiceCount, sendSurroundings());
    compiled.actions = actions.compile(bodies, QStringLiteral("do"), trigger.value_or(Trigger::Message));
    for (const ActionCompiler::Emitted &emitted : actions.emitted())
        m_emitted.push_back({emitted, rule.id, compiled.name});
    if (!canMatch)
        return;
    compiled.conditions = std::move(*conditions);
    if (*trigger == Trigger::Signal)
        m_bySignal[rule.on.sliced(signalPrefix.size()).toUtf8()].push_back(m_parts.rules.size());
    else
        m_byTrigger[static_cast<std::size_t>(*trigger)].push_back(m_parts.rules.size());
    m_parts.rules.push_back(std::move(compiled));
}

/// Only now do the rules stay where they are.
void RouteCompiler::indexRules()
{
    const auto indexOf = [this](const std::vector<std::size_t> &rules) {
        std::vector<RuleIndex::Entry> entries;
        for (const std::size_t rule : rules)
            entries.push_back({rule, &m_parts.rules[rule].conditions});
        return RuleIndex(entries);
    };
    for (std::size_t trigger = 0; trigger < m_byTrigger.size(); ++trigger)
        m_parts.byTrigger[trigger] = indexOf(m_byTrigger[trigger]);
    for (auto signal = m_bySignal.cbegin(); signal != m_bySignal.cend(); ++signal)
        m_parts.bySignal.insert(signal.key(), indexOf(signal.value()));
}

/// Only now are all rules known.
void RouteCompiler::checkSignals()
{
    QByteArrayList names;
    for (const workspace::Rule &rule : m_route.rules) {
        if (rule.on.startsWith(signalPrefix))
            names.append(rule.on.sliced(signalPrefix.size()).toUtf8());
    }
    const std::vector<QByteArrayView> known(names.cbegin(), names.cend());
    const auto check = [&](const QByteArray &signal, const QString &field) {
        if (names.contains(signal))
            return;
        m_problems.add(
            field, QStringLiteral("No rule of this route answers the signal \"%1\"").arg(QString::fromUtf8(signal)) +
                       expression::didYouMean(expression::closestTo(signal, known)));
    };
    for (const EmittedSignal &emitted : m_emitted) {
        m_problems.enterRule(emitted.rule, emitted.place);
        check(emitted.emitted.signal, emitted.emitted.field);
    }
    m_problems.leaveRule();
    const Value &buttons = m_route.signalList;
    for (qsizetype index = 0; index < buttons.size(); ++index) {
        const Value &name = buttons.at(index)["name"];
        const QString field = QStringLiteral("signals[%1].name").arg(index);
        if (name.isText() && !name.view().isEmpty())
            check(name.toByteArray(), field);
        else
            m_problems.add(field, QStringLiteral("A signal has a name, like \"notify\"."));
    }
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routecompiler.h"

#include "app/expression/spelling.h"
#include "app/rules/actioncompiler.h"
#include "app/rules/matchercompiler.h"
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
};

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

RouteCompiler::RouteCompiler(const workspace::Route &route, const workspace::Workspace &workspace)
    : m_route(route)
    , m_workspace(workspace)
{
}

CompiledRoute::Parts RouteCompiler::compile()
{
    m_parts.id = m_route.id;
    m_parts.path = m_route.path;
    compilePath();
    compileCodec();
    collectVariables();
    noteUnsupported();
    m_parts.admission = compileAdmission(m_route, m_problems);
    for (std::size_t index = 0; index < m_route.rules.size(); ++index) {
        const workspace::Rule &rule = m_route.rules[index];
        const QString place = placeOf(rule);
        m_parts.ruleNames.push_back(place);
        m_parts.ruleIds.push_back(rule.id);
        m_problems.enterRule(rule.id, place);
        if (rule.enabled)
            compileRule(rule, index);
    }
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
    if (m_route.codec == QLatin1StringView("text"))
        m_parts.codec = Codec::Text;
    else if (m_route.codec != QLatin1StringView("json"))
        m_problems.add(QStringLiteral("codec"),
                       QStringLiteral("The codec \"%1\" is not supported yet in this version; messages are read as "
                                      "JSON.")
                           .arg(m_route.codec));
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
    m_parts.dataSets = m_workspace.data;
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

void RouteCompiler::noteUnsupported()
{
    if (m_route.delimiter)
        m_problems.addUnsupported(QStringLiteral("delimiter"), QStringLiteral("Splitting a frame"));
    if (m_route.batch)
        m_problems.addUnsupported(QStringLiteral("batch"), QStringLiteral("Batching"));
    if (m_route.http.size() > 0)
        m_problems.addUnsupported(QStringLiteral("http"), QStringLiteral("Companion HTTP"));
    if (m_route.stream.isObject())
        m_problems.addUnsupported(QStringLiteral("stream"), QStringLiteral("Streaming"));
    for (const Value::Member &member : m_workspace.data.members()) {
        if (member.value.isObject() && member.value.size() == 1 && member.value.contains("file"))
            m_problems.addUnsupported(QStringLiteral("data.") + QString::fromUtf8(member.key()),
                                      QStringLiteral("A data set in a file"));
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
    if (on == "start" || on.startsWith("signal:")) {
        m_problems.addUnsupported(QStringLiteral("on"), QStringLiteral("The trigger \"%1\"").arg(rule.on));
        return std::nullopt;
    }
    const QString likely =
        expression::closestTo(on, {"open", "message", "unmatched", "ping", "pong", "close", "start"});
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
    std::optional<Conditions> conditions = compileMatch(rule.match, QStringLiteral("match"), m_problems);
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
    compiled.actions = ActionCompiler(m_problems, m_parts.choiceCount)
                           .compile(bodies, QStringLiteral("do"), trigger.value_or(Trigger::Message));
    if (!canMatch)
        return;
    compiled.conditions = std::move(*conditions);
    m_parts.byTrigger[static_cast<std::size_t>(*trigger)].push_back(m_parts.rules.size());
    m_parts.rules.push_back(std::move(compiled));
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/paperprobes.h"

#include "app/expression/root.h"
#include "app/value/jsonwriter.h"
#include "ui/rules/condition.h"
#include "ui/rules/language.h"
#include "ui/rules/templatejson.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// Of a value that is there instead of the one that was wanted.
constexpr qsizetype longestShown = 60;
constexpr qsizetype mostSelectors = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

QString shortened(const QString &text)
{
    return text.size() > longestShown ? QString(text.left(longestShown - 1) % u'…') : text;
}

/// "$.n is greater than 5"
QString wordCondition(const Condition &condition)
{
    const auto found = std::ranges::find_if(operators(), [&](const OperatorEntry &entry) {
        return condition.word == entry.word && condition.isNegated == entry.isNegated;
    });
    const QString argument = lineOfValue(condition.argument);
    if (found == operators().end())
        return tr("%1 fits %2").arg(condition.selector, argument);
    const QString words = condition.selector % u' ' % languageText(found->label);
    return found->argument == ArgumentKind::Nothing ? words : QString(words % u' ' % argument);
}

void addSelectors(QStringList &selectors, const Value &match, int depth = 0)
{
    constexpr int deepest = 5;
    for (const Value::Member &member : match.members()) {
        if (member.key() != "any") {
            if (selectors.size() < mostSelectors && !selectors.contains(member.name.toString()))
                selectors << member.name.toString();
            continue;
        }
        for (const Value &alternative : member.value.items()) {
            if (depth < deepest)
                addSelectors(selectors, alternative, depth + 1);
        }
    }
}

/// The paths that an expression looks at: "conn.n" and "$.a" of "conn.n > $.a.indexOf('x')".
QStringList namesIn(const QString &expression)
{
    static const QRegularExpression pathLike(
        uR"((?<![\w.$'"])(\$|[A-Za-z_]\w*)((?:\.[A-Za-z_$][\w$]*|\[\d+\]|\['[^']*'\])*+)(\s*\()?)"_qs);
    QStringList names;
    QRegularExpressionMatchIterator found = pathLike.globalMatch(expression);
    while (found.hasNext() && names.size() < mostSelectors) {
        const QRegularExpressionMatch match = found.next();
        QString path = match.captured(1) + match.captured(2);
        // What is called is no value.
        if (match.capturedLength(3) > 0)
            path = match.captured(1) + match.captured(2).left(match.captured(2).lastIndexOf(u'.'));
        const bool isFunction = match.capturedLength(3) > 0 && match.capturedLength(2) == 0;
        if (!isFunction && expression::rootNamed(match.captured(1).toLatin1()) && !names.contains(path))
            names << path;
    }
    return names;
}

workspace::Rule questionOf(const workspace::Rule &rule, const Value &match, const QString &when)
{
    workspace::Rule question;
    question.on = rule.on;
    question.match = match;
    question.when = when;
    question.continues = true;
    return question;
}

workspace::Rule keeperOf(const workspace::Rule &rule, const QString &selector, const QString &variable)
{
    workspace::Rule keeper = rule;
    const QString bare = selector.trimmed();
    const QString content = bare.startsWith(u"{{") ? bare : QString(u"{{" % bare % u"}}");
    const Value assignment = Value::object({{QString(u"conn." % variable).toUtf8(), Value::text(content)}});
    keeper.actions.push_back({Value::object({{"set", assignment}})});
    return keeper;
}

QString wordValue(const Value &value)
{
    return value.isUndefined() ? tr("not there") : shortened(QString::fromUtf8(value::writeJson(value)));
}

} // namespace

bool waitsFor(const workspace::Rule &rule, protocol::Opcode opcode)
{
    switch (opcode) {
    case protocol::Opcode::Ping:
        return rule.on == QLatin1StringView("ping");
    case protocol::Opcode::Pong:
        return rule.on == QLatin1StringView("pong");
    default:
        return rule.on == QLatin1StringView("message") || rule.on == QLatin1StringView("unmatched");
    }
}

Probes::Probes(const workspace::Route &route, std::vector<std::size_t> rules, protocol::Opcode opcode)
    : m_rules(std::move(rules))
    , m_route(route)
{
    m_route.rules.clear();
    auto next = m_rules.begin();
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        const workspace::Rule &rule = route.rules[index];
        if (next != m_rules.end() && *next == index) {
            if (waitsFor(rule, opcode))
                ask(index, rule);
            ++next;
        }
        m_route.rules.push_back(rule);
    }
}

void Probes::addProbe(const workspace::Rule &question, const Value &before, Probe probe)
{
    for (const QString &selector : std::as_const(probe.selectors)) {
        probe.variables << QStringLiteral("probe%1").arg(m_variables++);
        m_route.rules.push_back(keeperOf(questionOf(question, before, {}), selector, probe.variables.constLast()));
    }
    probe.index = m_route.rules.size();
    m_route.rules.push_back(question);
    m_probes.push_back(std::move(probe));
}

void Probes::ask(std::size_t index, const workspace::Rule &rule)
{
    // Each condition with those before it, whose captures it may use.
    Value withoutAny = rule.match;
    withoutAny.remove("any");
    const QList<Condition> conditions = readConditions(withoutAny);
    for (qsizetype count = 1; count <= conditions.size(); ++count) {
        const Condition &condition = conditions.at(count - 1);
        addProbe(questionOf(rule, writeConditions(conditions.mid(0, count), {}), {}),
                 writeConditions(conditions.mid(0, count - 1), {}),
                 {index, Kind::Condition, wordCondition(condition), {condition.selector}, {}, 0});
    }
    if (rule.match.contains("any")) {
        QStringList selectors;
        addSelectors(selectors, Value::object({{"any", rule.match["any"]}}));
        addProbe(questionOf(rule, rule.match, {}), withoutAny, {index, Kind::Alternatives, {}, selectors, {}, 0});
    }
    if (!rule.when.isEmpty())
        addProbe(questionOf(rule, rule.match, rule.when), rule.match,
                 {index, Kind::Expression, rule.when, namesIn(rule.when), {}, 0});
}

QString Probes::reason(std::size_t rule, const std::vector<bool> &ran, const Value &variables,
                       const QString &problem) const
{
    for (const Probe &probe : m_probes) {
        if (probe.rule == rule && probe.index < ran.size() && !ran[probe.index])
            return word(probe, variables, problem);
    }
    return {};
}

QString Probes::word(const Probe &probe, const Value &variables, const QString &problem) const
{
    QStringList values;
    for (qsizetype index = 0; index < probe.selectors.size(); ++index)
        values
            << tr("%1 is %2").arg(probe.selectors.at(index), wordValue(variables[probe.variables.at(index).toUtf8()]));
    if (variables.isUndefined())
        values.clear();
    const bool needsReading = std::ranges::any_of(
        probe.selectors, [](const QString &selector) { return selector.trimmed().startsWith(u'$'); });
    QString there = values.join(u", "_qs);
    const bool isUnread = !problem.isEmpty() && needsReading;
    if (isUnread)
        there = tr("the message cannot be read: %1").arg(problem);
    switch (probe.kind) {
    case Kind::Condition:
        if (!isUnread && !values.isEmpty())
            there = tr("it is %1").arg(wordValue(variables[probe.variables.constFirst().toUtf8()]));
        return there.isEmpty() ? probe.words : tr("%1, but %2").arg(probe.words, there);
    case Kind::Alternatives:
        return there.isEmpty() ? tr("none of the alternatives holds")
                               : tr("none of the alternatives holds: %1").arg(there);
    case Kind::Expression:
        return there.isEmpty() ? probe.words : tr("%1, where %2").arg(probe.words, there);
    }
    return probe.words;
}

} // namespace framewright::ui

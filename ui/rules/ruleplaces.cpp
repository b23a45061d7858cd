// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ruleplaces.h"

#include "app/rules/workspacefiles.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/structure.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace framewright::ui {

using value::Value;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

/// Whether `rest` begins with the key, and the key ends there.
bool leadsWith(const QString &rest, const QString &key)
{
    return rest.startsWith(key) &&
           (rest.size() == key.size() || rest.at(key.size()) == u'.' || rest.at(key.size()) == u'[');
}

QString withoutDot(const QString &rest)
{
    return rest.startsWith(u'.') ? rest.mid(1) : rest;
}

/// Every key may be left out of a rule, so what else it is must be told apart here.
std::optional<Error> whyNoRule(const Value &item)
{
    if (item.contains("path"))
        return Error{tr("This is a route, no rule."), {}, tr("Choose a server in the tree and paste it there.")};
    if (item.contains("routes") || item.contains("port") || item.contains("framewright"))
        return Error{tr("This is a server, no rule."), {}, tr("Paste it in the tree.")};
    const auto isKnown = [](const Value::Member &member) {
        return workspace::findField<workspace::Rule>(member.key()) != nullptr;
    };
    if (item.isObject() && (item.size() == 0 || std::ranges::any_of(item.members(), isKnown)))
        return std::nullopt;
    return Error{tr("This is no rule: it has none of a rule's keys."),
                 {},
                 tr("A rule is written {\"on\": \"message\", \"do\": []}.")};
}

} // namespace

Value ruleToJson(const workspace::Rule &rule)
{
    return workspace::writeStructure(rule);
}

Result<workspace::Rule> ruleFromJson(const Value &json, const workspace::Rule &like)
{
    workspace::Rule rule;
    workspace::Reading reading;
    if (workspace::readStructure(rule, json, reading)) {
        rule.id = like.id;
        return rule;
    }
    const workspace::Reading::Fault &fault = *reading.fault;
    const value::Path path("$", fault.path);
    const QString where = fault.path.empty() ? tr("The rule") : QString::fromUtf8(path.spelling().sliced(1));
    return fail(tr("%1 must be %2.").arg(where.startsWith(u'.') ? where.mid(1) : where, fault.expected),
                QString::fromUtf8(path.spelling()));
}

Result<std::vector<workspace::Rule>> rulesFromText(const QString &text)
{
    const Result<Value> json = value::readJson(text.toUtf8());
    if (!json)
        return fail(tr("This is not JSON: %1").arg(json.error().what), json.error().where,
                    tr("Copy a rule, then paste again."));
    std::vector<workspace::Rule> rules;
    const Value::List single(1, *json);
    for (const Value &item : json->isList() ? json->items() : std::span<const Value>(single)) {
        if (const std::optional<Error> other = whyNoRule(item))
            return tl::unexpected(*other);
        Result<workspace::Rule> rule = ruleFromJson(item, {});
        if (!rule)
            return tl::unexpected(rule.error());
        rules.push_back(std::move(*rule));
    }
    return rules;
}

QString rulesToText(const std::vector<workspace::Rule> &rules)
{
    if (rules.size() == 1)
        return QString::fromUtf8(value::writeJson(ruleToJson(rules.front()), value::JsonStyle::Fitted));
    Value::List list;
    for (const workspace::Rule &rule : rules)
        list.push_back(ruleToJson(rule));
    return QString::fromUtf8(value::writeJson(Value::list(std::move(list)), value::JsonStyle::Fitted));
}

std::vector<rules::Problem> checkRule(const workspace::Rule &rule, const workspace::Route &route,
                                      const workspace::Workspace &workspace)
{
    // Without the other rules, of which there may be thousands: this runs while one types.
    workspace::Route alone;
    alone.id = route.id;
    alone.path = QStringLiteral("/");
    alone.codec = route.codec;
    alone.conn = route.conn;
    alone.variables = route.variables;
    alone.signalList = route.signalList;
    alone.rules.push_back(rule);
    alone.rules.back().enabled = true;
    // What answers the signals that it may raise.
    for (const workspace::Rule &other : route.rules) {
        if (other.on.startsWith(QLatin1StringView("signal:")) && other.id != rule.id) {
            alone.rules.emplace_back();
            alone.rules.back().on = other.on;
        }
    }
    std::vector<rules::Problem> found;
    rules::WorkspaceFiles files = rules::WorkspaceFiles::assumed();
    const std::shared_ptr<const rules::CompiledRoute> compiled = rules::compileRoute(alone, workspace, &files);
    for (const rules::Problem &problem : compiled->problems()) {
        if (!problem.rulePlace.isEmpty() && problem.rule == rule.id)
            found.push_back(problem);
    }
    return found;
}

std::vector<rules::Problem> problemsOfRoute(const QList<rules::Problem> &found, const workspace::Rule &rule,
                                            const workspace::Route &route, const workspace::Workspace &workspace)
{
    std::vector<rules::Problem> rest;
    std::ranges::copy_if(found, std::back_inserter(rest),
                         [&rule](const rules::Problem &problem) { return problem.rule == rule.id; });
    if (rest.empty())
        return rest;
    const std::vector<rules::Problem> own = checkRule(rule, route, workspace);
    std::erase_if(rest, [&own](const rules::Problem &problem) {
        return std::ranges::any_of(own, [&problem](const rules::Problem &known) {
            return known.field == problem.field && known.text == problem.text;
        });
    });
    return rest;
}

std::vector<value::Path::Segment> segmentsOf(const Value &rule, const QString &field)
{
    std::vector<value::Path::Segment> segments;
    const Value *at = &rule;
    QString rest = field;
    while (!rest.isEmpty()) {
        if (at->isList() && rest.startsWith(u'[')) {
            const qsizetype close = rest.indexOf(u']');
            const qsizetype index = rest.mid(1, close - 1).toLongLong();
            if (close < 0 || index < 0 || index >= at->size())
                break;
            segments.emplace_back(index);
            at = &at->at(index);
            rest = withoutDot(rest.mid(close + 1));
            continue;
        }
        const Value::Member *longest = nullptr;
        for (const Value::Member &member : at->members()) {
            const bool isLonger = longest == nullptr || member.key().size() > longest->key().size();
            if (isLonger && leadsWith(rest, member.name.toString()))
                longest = &member;
        }
        if (longest == nullptr && !segments.empty()) {
            // Behind the verb come its options, which lie beside it.
            const QString name = rest.section(u'.', 0, 0).section(u'[', 0, 0);
            std::vector<value::Path::Segment> beside = segments;
            beside.back() = name.toUtf8();
            const Value *option = value::Path("$", beside).find(rule);
            if (option == nullptr)
                break;
            segments = std::move(beside);
            at = option;
            rest = withoutDot(rest.mid(name.size()));
            continue;
        }
        if (longest == nullptr)
            break;
        segments.emplace_back(longest->name.toByteArray());
        at = &longest->value;
        rest = withoutDot(rest.mid(longest->name.toString().size()));
    }
    return segments;
}

QStringList partsOf(const Value &rule, const QString &field)
{
    QStringList parts;
    for (const value::Path::Segment &segment : segmentsOf(rule, field)) {
        if (const auto *key = std::get_if<QByteArray>(&segment))
            parts << QString::fromUtf8(*key);
        else
            parts << QString::number(std::get<qsizetype>(segment));
    }
    // What is not there yet has its name in the field all the same: "when", "on".
    if (parts.isEmpty())
        parts << field.section(u'.', 0, 0).section(u'[', 0, 0);
    return parts;
}

} // namespace framewright::ui

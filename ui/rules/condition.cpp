// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/condition.h"

#include "ui/rules/language.h"

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

bool isOperator(QByteArrayView word)
{
    return std::ranges::any_of(operators(),
                               [word](const OperatorEntry &entry) { return word == QByteArrayView(entry.word); });
}

/// What `not` holds, where it is one test that has a negation in the table.
bool readNegated(const Value &inner, Condition &condition)
{
    condition.isNegated = true;
    if (!inner.isObject()) {
        condition.word = "equals";
        condition.argument = inner;
        condition.isLiteral = true;
        return true;
    }
    if (inner.size() != 1)
        return false;
    const Value::Member &member = inner.members().front();
    condition.word = member.name.toByteArray();
    condition.argument = member.value;
    condition.isLiteral = false;
    return condition.word != "exists" && std::ranges::any_of(operators(), [&](const OperatorEntry &entry) {
               return entry.isNegated && condition.word == entry.word;
           });
}

bool readTest(const Value::Member &member, Condition &condition)
{
    condition.isLiteral = false;
    if (member.key() == "not")
        return readNegated(member.value, condition);
    condition.word = member.name.toByteArray();
    condition.argument = member.value;
    if (condition.word == "exists") {
        condition.isNegated = !member.value.toBoolean(true);
        return member.value.isBoolean();
    }
    return isOperator(condition.word);
}

void readMatcher(const QString &selector, const Value &matcher, QList<Condition> &conditions)
{
    if (!matcher.isObject()) {
        conditions.append({selector, "equals", false, matcher, true});
        return;
    }
    QList<Condition> tests;
    for (const Value::Member &member : matcher.members()) {
        Condition condition;
        condition.selector = selector;
        if (!readTest(member, condition)) {
            tests.clear();
            break;
        }
        tests.append(condition);
    }
    if (tests.isEmpty())
        tests.append({selector, {}, false, matcher, false});
    conditions += tests;
}

/// The key and value that a condition has in an object of tests.
Value::Member testOf(const Condition &condition)
{
    if (condition.word == "exists")
        return {QByteArrayView("exists"), Value::boolean(!condition.isNegated)};
    if (!condition.isNegated)
        return {QByteArrayView(condition.word), condition.argument};
    const bool isBare = condition.word == "equals" && condition.isLiteral && !condition.argument.isObject();
    return {QByteArrayView("not"),
            isBare ? condition.argument : Value::object({{QByteArrayView(condition.word), condition.argument}})};
}

/// Adds a condition to the matcher of its selector, which may be there.
Value merged(const Value &matcher, const Condition &condition)
{
    if (condition.word.isEmpty())
        return condition.argument;
    const bool isBare = matcher.isUndefined() && condition.word == "equals" && !condition.isNegated &&
                        condition.isLiteral && !condition.argument.isObject();
    if (isBare)
        return condition.argument;
    Value tests = matcher;
    if (!matcher.isUndefined() && !matcher.isObject())
        tests = Value::object({{"equals", matcher}});
    const Value::Member test = testOf(condition);
    tests.set(test.key(), test.value);
    return tests;
}

} // namespace

QList<Condition> readConditions(const Value &match)
{
    QList<Condition> conditions;
    for (const Value::Member &member : match.members()) {
        if (member.key() != "any")
            readMatcher(member.name.toString(), member.value, conditions);
    }
    return conditions;
}

Value writeConditions(const QList<Condition> &conditions, const Value &before)
{
    Value match = Value::object();
    for (const Condition &condition : conditions) {
        const QByteArray selector = condition.selector.toUtf8();
        if (!selector.isEmpty() && selector != "any")
            match.set(selector, merged(match[selector], condition));
    }
    if (!before.contains("any"))
        return match;
    // It stays where it was.
    const auto others = before.members();
    const auto any = std::ranges::find_if(others, [](const Value::Member &member) { return member.key() == "any"; });
    Value::Object members(match.members().begin(), match.members().end());
    const auto place = std::min<std::ptrdiff_t>(any - others.begin(), std::ssize(members));
    members.insert(members.begin() + place, Value::Member("any", before["any"]));
    return Value::object(std::move(members));
}

bool isOverwritten(const QList<Condition> &conditions, qsizetype index)
{
    const Condition &condition = conditions.at(index);
    return std::any_of(conditions.begin() + index + 1, conditions.end(), [&](const Condition &later) {
        return later.selector == condition.selector &&
               (later.word.isEmpty() || testOf(later).key() == testOf(condition).key());
    });
}

} // namespace framewright::ui

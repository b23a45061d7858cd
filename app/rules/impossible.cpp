// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/impossible.h"

#include <algorithm>
#include <optional>

namespace framewright::rules {

using expression::Root;
using value::Kind;

namespace {

/// Only what is written in the rule itself is known before a message comes.
const Value *constantOf(const Operand &operand)
{
    return operand.isConstant ? &operand.constant : nullptr;
}

std::optional<std::strong_ordering> orderOf(const Value &value, const Value &bound)
{
    if (value.isNumber() && bound.isNumber())
        return value.toNumber() <=> bound.toNumber();
    if (value.isText() && bound.isText())
        return value.toString().compare(bound.toString()) <=> 0;
    return std::nullopt;
}

/// Whether a test holds for a value; nothing where only a message can tell.
struct HoldsFor
{
    const Value &value;

    template <class T>
    std::optional<bool> operator()(const T &) const
    {
        return std::nullopt;
    }
    std::optional<bool> operator()(const test::Exists &test) const { return test.exists != value.isUndefined(); }
    std::optional<bool> operator()(const test::TypeIs &test) const { return value.kind() == test.kind; }
    std::optional<bool> operator()(const test::Greater &test) const
    {
        const Value *bound = constantOf(test.operand);
        if (bound == nullptr)
            return std::nullopt;
        const auto order = orderOf(value, *bound);
        return order && *order > 0;
    }
    std::optional<bool> operator()(const test::Less &test) const
    {
        const Value *bound = constantOf(test.operand);
        if (bound == nullptr)
            return std::nullopt;
        const auto order = orderOf(value, *bound);
        return order && *order < 0;
    }
    std::optional<bool> operator()(const test::Equals &test) const
    {
        const Value *expected = constantOf(test.operand);
        return expected != nullptr ? std::optional(value == *expected) : std::nullopt;
    }
    std::optional<bool> operator()(const test::StartsWith &test) const
    {
        const Value *start = constantOf(test.operand);
        if (start == nullptr)
            return std::nullopt;
        return value.isText() && start->isText() && value.view().startsWith(start->view());
    }
    std::optional<bool> operator()(const test::Subset &test) const
    {
        const Value *part = constantOf(test.operand);
        return part != nullptr ? std::optional(isSubset(*part, value)) : std::nullopt;
    }
    std::optional<bool> operator()(const test::Regex &test) const
    {
        if (!value.isText() && !value.isNumber())
            return false;
        const QRegularExpressionMatch match = test.pattern.match(value.toString());
        return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
    }
};

/// The kinds of values for which a test can hold; empty: any.
struct KindsOf
{
    using Kinds = std::vector<Kind>;

    template <class T>
    Kinds operator()(const T &) const
    {
        return {};
    }
    Kinds operator()(const test::TypeIs &test) const { return {test.kind}; }
    Kinds operator()(const test::Greater &test) const { return bounded(test.operand); }
    Kinds operator()(const test::Less &test) const { return bounded(test.operand); }
    Kinds operator()(const test::StartsWith &) const { return {Kind::Text, Kind::Bytes}; }
    Kinds operator()(const test::HexPrefix &) const { return {Kind::Text, Kind::Bytes}; }
    Kinds operator()(const test::Regex &) const { return {Kind::Text, Kind::Number}; }
    Kinds operator()(const test::Contains &) const { return {Kind::Text, Kind::Bytes, Kind::List, Kind::Object}; }

private:
    [[nodiscard]] static Kinds bounded(const Operand &operand)
    {
        const Value *bound = constantOf(operand);
        return bound != nullptr ? Kinds{bound->kind()} : Kinds{Kind::Number, Kind::Text};
    }
};

/// The few values that a test leaves; nothing where there are many.
std::optional<Value::List> valuesLeft(const Test &test)
{
    if (const auto *equals = std::get_if<test::Equals>(&test)) {
        if (const Value *value = constantOf(equals->operand))
            return Value::List{*value};
    }
    if (const auto *in = std::get_if<test::In>(&test)) {
        if (const Value *list = constantOf(in->operand))
            return Value::List(list->items().begin(), list->items().end());
    }
    return std::nullopt;
}

bool canHoldTogether(const Test &left, const Test &right)
{
    const auto values = valuesLeft(left);
    if (!values)
        return true;
    return std::ranges::any_of(
        *values, [&right](const Value &value) { return std::visit(HoldsFor{value}, right).value_or(true); });
}

bool kindsMeet(const Test &left, const Test &right)
{
    const auto first = std::visit(KindsOf(), left);
    const auto second = std::visit(KindsOf(), right);
    return first.empty() || second.empty() || std::ranges::find_first_of(first, second) != first.end();
}

bool rangeIsEmpty(const Test &left, const Test &right)
{
    const auto *greater = std::get_if<test::Greater>(&left);
    const auto *less = std::get_if<test::Less>(&right);
    const Value *from = greater != nullptr ? constantOf(greater->operand) : nullptr;
    const Value *to = less != nullptr ? constantOf(less->operand) : nullptr;
    const auto order = from != nullptr && to != nullptr ? orderOf(*from, *to) : std::nullopt;
    return order && *order >= 0;
}

bool wantsNothing(const Test &test)
{
    const auto *exists = std::get_if<test::Exists>(&test);
    return exists != nullptr && !exists->exists;
}

QString whyContradictory(const std::vector<Test> &tests)
{
    for (const Test &test : tests) {
        if (const auto values = valuesLeft(test); values && values->empty())
            return QStringLiteral("Nothing is in an empty list: `in` names what the value may be, like [1, 2].");
    }
    for (const Test &left : tests) {
        for (const Test &right : tests) {
            if (&left == &right)
                continue;
            const bool needsValue = !std::holds_alternative<test::Not>(right);
            if (wantsNothing(left) && needsValue)
                return QStringLiteral("What is not there cannot be anything else: take `exists` or the others away.");
            if (!canHoldTogether(left, right) || !kindsMeet(left, right) || rangeIsEmpty(left, right))
                return QStringLiteral("No value can be all of this at once, so the rule never matches: change one of "
                                      "these conditions, or make them alternatives (`any`).");
        }
    }
    return {};
}

/// Whether it also holds for what is not there.
bool takesNothing(const Matcher &matcher)
{
    return std::ranges::all_of(
        matcher.tests, [](const Test &test) { return wantsNothing(test) || std::holds_alternative<test::Not>(test); });
}

QString whyNotThere(const expression::Expression &selector, Trigger trigger)
{
    const QByteArray name = selector.text();
    const bool isPath = !selector.needsScript() && !name.contains(' ') && !name.contains('(') && !name.contains('=');
    const auto uses = [&selector](Root root) { return selector.roots().contains(root); };
    if (!isPath)
        return {};
    if (!hasMessage(trigger) && (uses(Root::Message) || uses(Root::Text) || uses(Root::Bytes) || uses(Root::Opcode)))
        return QStringLiteral("There is no message here, so this never holds: let the rule wait for a message, or ask "
                              "for something of `req`, `conn` or `sig`.");
    if (trigger != Trigger::Close && (uses(Root::Code) || uses(Root::Reason)))
        return QStringLiteral("Only a rule on `close` sees how a connection was closed.");
    if (trigger != Trigger::Signal && (uses(Root::Signal) || uses(Root::From)))
        return QStringLiteral("Only a rule on `signal:NAME` sees what a signal brings.");
    return {};
}

} // namespace

QString whyImpossible(const Condition &condition, Trigger trigger)
{
    if (!condition.alternatives.empty()) {
        // One of the alternatives is enough.
        QString why;
        for (const Conditions &alternative : condition.alternatives) {
            why.clear();
            for (const Condition &each : alternative) {
                if (why.isEmpty())
                    why = whyImpossible(each, trigger);
            }
            if (why.isEmpty())
                return {};
        }
        return why;
    }
    const QString contradiction = whyContradictory(condition.matcher.tests);
    if (!contradiction.isEmpty() || takesNothing(condition.matcher))
        return contradiction;
    return whyNotThere(condition.selector, trigger);
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/jsonschema.h"

#include "app/rules/schemanodes.h"
#include "app/value/number.h"

#include <algorithm>
#include <cmath>

namespace framewright::rules {

using value::Kind;

namespace {

/// How deep sub-schemas and values may nest.
constexpr int depthLimit = 200;
/// Sub-schemas looked at and items compared for one value; `anyOf` inside of `anyOf` grows fast.
constexpr std::int64_t stepLimit = 2'000'000;

std::uint8_t typeOf(const Value &value)
{
    switch (value.kind()) {
    case Kind::Null:
        return schematype::Null;
    case Kind::Boolean:
        return schematype::Boolean;
    case Kind::Number: {
        const double number = value.toNumber().toDouble();
        const bool isWhole = value.toNumber().toInteger() ||
                             (std::isfinite(number) && number == std::floor(number) && std::abs(number) >= 9e18);
        return isWhole ? schematype::Number | schematype::Integer : schematype::Number;
    }
    case Kind::Text:
        return schematype::Text;
    case Kind::List:
        return schematype::List;
    case Kind::Object:
        return schematype::Object;
    default:
        return 0;
    }
}

/// Characters, not bytes: a byte that goes on a UTF-8 sequence begins none.
std::int64_t lengthOf(QByteArrayView utf8)
{
    return std::ranges::count_if(utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; });
}

bool isMultiple(const Value &value, const Value &of)
{
    const std::optional<std::int64_t> whole = value.toNumber().toInteger();
    const std::optional<std::int64_t> divisor = of.toNumber().toInteger();
    if (whole && divisor && *divisor > 0)
        return *whole % *divisor == 0;
    // 0.3 is three times 0.1, though no double says so exactly.
    const double quotient = value.toNumber().toDouble() / of.toNumber().toDouble();
    return std::isfinite(quotient) &&
           std::abs(quotient - std::round(quotient)) < 1e-9 * std::max(1.0, std::abs(quotient));
}

/// One value being held against a schema. After a failure every answer is "no".
class Validation final
{
public:
    explicit Validation(const std::vector<SchemaNode> &nodes)
        : m_nodes(nodes)
    {
    }

    [[nodiscard]] Outcome run(const Value &value)
    {
        const bool isGood = holds(0, value);
        return m_failure.isEmpty() ? Outcome(Value::boolean(isGood)) : Outcome::failed(m_failure);
    }

private:
    [[nodiscard]] bool holds(SchemaIndex index, const Value &value);
    [[nodiscard]] bool holdsOrNone(SchemaIndex index, const Value &value)
    {
        return index == noSchema || holds(index, value);
    }
    [[nodiscard]] bool nodeHolds(const SchemaNode &node, const Value &value);
    [[nodiscard]] bool numberHolds(const SchemaNode &node, const Value &value) const;
    [[nodiscard]] bool textHolds(const SchemaNode &node, const Value &value);
    [[nodiscard]] bool listHolds(const SchemaNode &node, const Value &value);
    [[nodiscard]] bool itemsDiffer(const Value &value);
    [[nodiscard]] bool objectHolds(const SchemaNode &node, const Value &value);
    [[nodiscard]] bool memberHolds(const SchemaNode &node, const Value::Member &member);
    [[nodiscard]] bool dependencyHolds(const SchemaDependency &dependency, const Value &value);
    [[nodiscard]] bool combinationsHold(const SchemaNode &node, const Value &value);
    [[nodiscard]] bool matches(const QRegularExpression &pattern, const QString &text);
    [[nodiscard]] bool fail(const QString &why)
    {
        if (m_failure.isEmpty())
            m_failure = why;
        return false;
    }
    [[nodiscard]] bool takeSteps(std::int64_t count)
    {
        m_steps += count;
        return m_steps <= stepLimit || fail(QStringLiteral("Checking this message with the schema took too long."));
    }

    const std::vector<SchemaNode> &m_nodes;
    int m_depth = 0;
    std::int64_t m_steps = 0;
    QString m_failure;
};

bool Validation::holds(SchemaIndex index, const Value &value)
{
    if (!m_failure.isEmpty() || !takeSteps(1))
        return false;
    if (++m_depth > depthLimit)
        return fail(
            QStringLiteral("The schema or the message is nested too deep, or the schema leads back to itself."));
    const bool isGood = nodeHolds(m_nodes[index], value);
    --m_depth;
    return isGood && m_failure.isEmpty();
}

bool Validation::nodeHolds(const SchemaNode &node, const Value &value)
{
    const std::uint8_t type = typeOf(value);
    if (node.takesNothing || (node.types != schematype::Any && (node.types & type) == 0))
        return false;
    if (node.choices && std::ranges::find(*node.choices, value) == node.choices->end())
        return false;
    if (!holdsOrNone(node.reference, value))
        return false;
    const bool isGood = value.isNumber()   ? numberHolds(node, value)
                        : value.isText()   ? textHolds(node, value)
                        : value.isList()   ? listHolds(node, value)
                        : value.isObject() ? objectHolds(node, value)
                                           : true;
    return isGood && combinationsHold(node, value);
}

bool Validation::numberHolds(const SchemaNode &node, const Value &value) const
{
    const value::Number number = value.toNumber();
    const auto keeps = [&](const Value &bound, auto holds) {
        return bound.isUndefined() || holds(number <=> bound.toNumber());
    };
    return keeps(node.minimum, [](auto order) { return order >= 0; }) &&
           keeps(node.maximum, [](auto order) { return order <= 0; }) &&
           keeps(node.exclusiveMinimum, [](auto order) { return order > 0; }) &&
           keeps(node.exclusiveMaximum, [](auto order) { return order < 0; }) &&
           (node.multipleOf.isUndefined() || isMultiple(value, node.multipleOf));
}

bool Validation::textHolds(const SchemaNode &node, const Value &value)
{
    if ((node.length.minimum > 0 || node.length.maximum) && !node.length.takes(lengthOf(value.view())))
        return false;
    if (node.patterns.empty())
        return true;
    const QString text = value.toString();
    return std::ranges::all_of(node.patterns,
                               [&](const QRegularExpression &pattern) { return matches(pattern, text); });
}

bool Validation::matches(const QRegularExpression &pattern, const QString &text)
{
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.isValid())
        return fail(QStringLiteral("A pattern of the schema took too long on this message and was stopped."));
    return match.hasMatch();
}

bool Validation::listHolds(const SchemaNode &node, const Value &value)
{
    if (!node.itemCount.takes(value.size()))
        return false;
    for (qsizetype index = 0; index < value.size(); ++index) {
        const auto place = static_cast<std::size_t>(index);
        const SchemaIndex schema = place < node.firstItems.size() ? node.firstItems[place] : node.items;
        if (!holdsOrNone(schema, value.at(index)))
            return false;
    }
    const auto isContained = [&](const Value &item) { return holds(node.contains, item); };
    if (node.contains != noSchema && !std::ranges::any_of(value.items(), isContained))
        return false;
    return !node.itemsDiffer || itemsDiffer(value);
}

bool Validation::itemsDiffer(const Value &value)
{
    for (qsizetype index = 1; index < value.size(); ++index) {
        const auto before = value.items().first(static_cast<std::size_t>(index));
        if (!takeSteps(index) || std::ranges::find(before, value.at(index)) != before.end())
            return false;
    }
    return true;
}

bool Validation::objectHolds(const SchemaNode &node, const Value &value)
{
    return node.memberCount.takes(value.size()) &&
           std::ranges::all_of(node.required, [&](const QByteArray &name) { return value.contains(name); }) &&
           std::ranges::all_of(value.members(),
                               [&](const Value::Member &member) { return memberHolds(node, member); }) &&
           std::ranges::all_of(node.dependencies,
                               [&](const SchemaDependency &each) { return dependencyHolds(each, value); });
}

bool Validation::memberHolds(const SchemaNode &node, const Value::Member &member)
{
    if (!holdsOrNone(node.memberNames, member.name))
        return false;
    bool isNamed = false;
    for (const auto &[name, schema] : node.members) {
        if (member.key() != name)
            continue;
        isNamed = true;
        if (!holds(schema, member.value))
            return false;
    }
    for (const auto &[pattern, schema] : node.patternMembers) {
        if (!matches(pattern, member.name.toString())) {
            if (!m_failure.isEmpty())
                return false;
            continue;
        }
        isNamed = true;
        if (!holds(schema, member.value))
            return false;
    }
    return isNamed || holdsOrNone(node.otherMembers, member.value);
}

bool Validation::dependencyHolds(const SchemaDependency &dependency, const Value &value)
{
    if (!value.contains(dependency.member))
        return true;
    return std::ranges::all_of(dependency.required, [&](const QByteArray &name) { return value.contains(name); }) &&
           holdsOrNone(dependency.schema, value);
}

bool Validation::combinationsHold(const SchemaNode &node, const Value &value)
{
    const auto takes = [&](SchemaIndex index) { return holds(index, value); };
    if (!std::ranges::all_of(node.allOf, takes))
        return false;
    if (!node.anyOf.empty() && !std::ranges::any_of(node.anyOf, takes))
        return false;
    if (!node.oneOf.empty() && std::ranges::count_if(node.oneOf, takes) != 1)
        return false;
    if (node.isNot != noSchema && takes(node.isNot))
        return false;
    if (node.condition == noSchema)
        return true;
    return holdsOrNone(takes(node.condition) ? node.then : node.otherwise, value);
}

} // namespace

Outcome JsonSchema::holds(const Value &value) const
{
    if (value.isUndefined())
        return Value::boolean(false);
    return Validation(m_nodes->all).run(value);
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/matcher.h"

#include "app/value/number.h"

#include <algorithm>
#include <optional>

namespace framewright::rules {

using expression::Scope;

namespace {

/// One matcher at work on one value.
class Examination final
{
public:
    Examination(const Value &value, Scope &scope, Value &captures)
        : m_value(value)
        , m_scope(scope)
        , m_captures(captures)
    {
    }

    [[nodiscard]] Outcome examine(const Test &candidate)
    {
        return std::visit([this](const auto &alternative) { return check(alternative); }, candidate);
    }

private:
    /// Compares the value with an operand.
    template <class Compare>
    [[nodiscard]] Outcome compare(const Operand &operand, Compare holds)
    {
        if (operand.isConstant)
            return Value::boolean(holds(operand.constant));
        Outcome outcome = operand.content.evaluate(m_scope);
        if (outcome.hasFailed())
            return outcome;
        return Value::boolean(holds(outcome.value));
    }

    [[nodiscard]] Outcome check(const test::Equals &candidate)
    {
        return compare(candidate.operand, [this](const Value &expected) { return m_value == expected; });
    }
    [[nodiscard]] Outcome check(const test::Contains &candidate)
    {
        return compare(candidate.operand, [this](const Value &part) { return contains(part); });
    }
    [[nodiscard]] Outcome check(const test::StartsWith &candidate)
    {
        return compare(candidate.operand, [this](const Value &start) {
            return (m_value.isText() || m_value.isBytes()) && (start.isText() || start.isBytes()) &&
                   m_value.view().startsWith(start.view());
        });
    }
    [[nodiscard]] Outcome check(const test::In &candidate)
    {
        return compare(candidate.operand, [this](const Value &list) {
            const auto items = list.items();
            return std::find(items.begin(), items.end(), m_value) != items.end();
        });
    }
    [[nodiscard]] Outcome check(const test::Greater &candidate)
    {
        return compare(candidate.operand, [this](const Value &bound) {
            const std::optional<std::strong_ordering> order = orderTo(bound);
            return order && *order > 0;
        });
    }
    [[nodiscard]] Outcome check(const test::Less &candidate)
    {
        return compare(candidate.operand, [this](const Value &bound) {
            const std::optional<std::strong_ordering> order = orderTo(bound);
            return order && *order < 0;
        });
    }
    [[nodiscard]] Outcome check(const test::Subset &candidate)
    {
        return compare(candidate.operand, [this](const Value &part) { return isSubset(part, m_value); });
    }
    [[nodiscard]] Outcome check(const test::Exists &candidate)
    {
        return Value::boolean(m_value.isUndefined() != candidate.exists);
    }
    [[nodiscard]] Outcome check(const test::TypeIs &candidate)
    {
        return Value::boolean(m_value.kind() == candidate.kind);
    }
    [[nodiscard]] Outcome check(const test::HexPrefix &candidate)
    {
        return Value::boolean((m_value.isBytes() || m_value.isText()) && m_value.view().startsWith(candidate.prefix));
    }
    [[nodiscard]] Outcome check(const test::Not &candidate)
    {
        Value unused;
        Outcome outcome = candidate.matcher->holds(m_value, m_scope, unused);
        if (outcome.hasFailed())
            return outcome;
        return Value::boolean(!outcome.value.toBoolean());
    }
    [[nodiscard]] Outcome check(const test::Schema &candidate) { return candidate.schema.holds(m_value); }
    [[nodiscard]] Outcome check(const test::Regex &candidate);

    [[nodiscard]] bool contains(const Value &part) const;
    [[nodiscard]] std::optional<std::strong_ordering> orderTo(const Value &bound) const;
    void capture(const test::Regex &candidate, const QRegularExpressionMatch &match);

    const Value &m_value;
    Scope &m_scope;
    Value &m_captures;
};

bool Examination::contains(const Value &part) const
{
    switch (m_value.kind()) {
    case value::Kind::Text:
        return part.isText() && m_value.view().indexOf(part.view()) >= 0;
    case value::Kind::Bytes:
        return (part.isBytes() || part.isText()) && m_value.view().indexOf(part.view()) >= 0;
    case value::Kind::List: {
        const auto items = m_value.items();
        return std::find(items.begin(), items.end(), part) != items.end();
    }
    case value::Kind::Object:
        return part.isText() && m_value.contains(part.view());
    default:
        return false;
    }
}

std::optional<std::strong_ordering> Examination::orderTo(const Value &bound) const
{
    if (m_value.isNumber() && bound.isNumber())
        return m_value.toNumber() <=> bound.toNumber();
    if (m_value.isText() && bound.isText())
        return m_value.toString().compare(bound.toString()) <=> 0;
    return std::nullopt;
}

Outcome Examination::check(const test::Regex &candidate)
{
    if (!m_value.isText() && !m_value.isNumber())
        return Value::boolean(false);
    const QRegularExpressionMatch match = candidate.pattern.match(m_value.toString());
    // Not "no match": the limit on backtracking was hit, and nobody knows.
    if (!match.isValid())
        return Outcome::failed(QStringLiteral("The regular expression took too long on this message and was stopped."));
    if (!match.hasMatch())
        return Value::boolean(false);
    capture(candidate, match);
    return Value::boolean(true);
}

void Examination::capture(const test::Regex &candidate, const QRegularExpressionMatch &match)
{
    for (int number = 0; number < static_cast<int>(candidate.names.size()); ++number) {
        const QByteArray key = QByteArray::number(number);
        const QByteArray &name = candidate.names[static_cast<std::size_t>(number)];
        // What was not taken is undefined: it must not keep what an earlier matcher has left there.
        if (match.capturedStart(number) < 0) {
            m_captures.remove(key);
            if (!name.isEmpty())
                m_captures.remove(name);
            continue;
        }
        const Value captured = Value::text(match.captured(number));
        m_captures.set(key, captured);
        if (!name.isEmpty())
            m_captures.set(name, captured);
    }
}

Outcome conditionHolds(const Condition &condition, Scope &scope, Value &captures, QString &failedField)
{
    if (!condition.alternatives.empty()) {
        for (const Conditions &alternative : condition.alternatives) {
            Outcome outcome = conditionsHold(alternative, scope, captures, failedField);
            if (outcome.hasFailed() || outcome.value.toBoolean())
                return outcome;
        }
        return Value::boolean(false);
    }
    Outcome selected = condition.selector.evaluate(scope);
    if (!selected.hasFailed())
        selected = condition.matcher.holds(selected.isGood() ? selected.value : Value::undefined(), scope, captures);
    if (selected.hasFailed())
        failedField = condition.field;
    return selected;
}

} // namespace

Outcome Matcher::holds(const Value &value, Scope &scope, Value &captures) const
{
    Examination examination(value, scope, captures);
    for (const Test &candidate : tests) {
        Outcome outcome = examination.examine(candidate);
        if (outcome.hasFailed() || !outcome.value.toBoolean())
            return outcome;
    }
    return Value::boolean(true);
}

Outcome conditionsHold(const Conditions &conditions, Scope &scope, Value &captures, QString &failedField)
{
    for (const Condition &condition : conditions) {
        Outcome outcome = conditionHolds(condition, scope, captures, failedField);
        if (outcome.hasFailed() || !outcome.value.toBoolean())
            return outcome;
    }
    return Value::boolean(true);
}

bool isSubset(const Value &part, const Value &whole)
{
    if (part.isObject()) {
        return whole.isObject() && std::ranges::all_of(part.members(), [&](const Value::Member &member) {
                   const Value *found = whole.find(member.key());
                   return found != nullptr && isSubset(member.value, *found);
               });
    }
    if (part.isList()) {
        if (!whole.isList() || whole.size() < part.size())
            return false;
        for (qsizetype index = 0; index < part.size(); ++index) {
            if (!isSubset(part.at(index), whole.at(index)))
                return false;
        }
        return true;
    }
    return part == whole;
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/operators.h"

#include "app/expression/function.h"
#include "app/value/jsonwriter.h"
#include "app/value/number.h"

#include <QString>
#include <QUtf8StringView>

#include <cmath>

namespace framewright::expression {

using value::Kind;
using value::Number;

namespace {

/// ECMAScript 7.1.4 for what has no methods; nothing for lists, objects and bytes, and for odd texts.
std::optional<Value> toNumber(const Value &value)
{
    switch (value.kind()) {
    case Kind::Number:
        return value;
    case Kind::Null:
        return Value::integer(0);
    case Kind::Boolean:
        return Value::integer(value.toBoolean() ? 1 : 0);
    case Kind::Text: {
        const QByteArrayView digits = value.view().trimmed();
        if (digits.isEmpty())
            return Value::integer(0);
        const std::optional<Number> number = Number::parse(digits);
        return number ? std::optional(Value::number(*number)) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

std::optional<Value> finite(double number)
{
    if (!std::isfinite(number))
        return std::nullopt;
    return Value::real(number);
}

std::optional<Value> calculateWhole(Operator operation, std::int64_t left, std::int64_t right)
{
    std::int64_t result = 0;
    switch (operation) {
    case Operator::Add:
        return __builtin_add_overflow(left, right, &result) ? std::nullopt : std::optional(Value::integer(result));
    case Operator::Subtract:
        return __builtin_sub_overflow(left, right, &result) ? std::nullopt : std::optional(Value::integer(result));
    case Operator::Multiply:
        // Zero may be minus zero: the double knows.
        if (left == 0 || right == 0 || __builtin_mul_overflow(left, right, &result))
            return std::nullopt;
        return Value::integer(result);
    case Operator::Remainder:
        if (right == 0 || right == -1 || left < 0)
            return std::nullopt;
        return Value::integer(left % right);
    default:
        return std::nullopt;
    }
}

std::optional<Value> calculate(Operator operation, const Value &left, const Value &right)
{
    const std::optional<Value> leftNumber = toNumber(left);
    const std::optional<Value> rightNumber = toNumber(right);
    if (!leftNumber || !rightNumber)
        return std::nullopt;
    const std::optional<std::int64_t> leftWhole = leftNumber->toNumber().toInteger();
    const std::optional<std::int64_t> rightWhole = rightNumber->toNumber().toInteger();
    if (leftWhole && rightWhole) {
        if (std::optional<Value> exact = calculateWhole(operation, *leftWhole, *rightWhole))
            return exact;
    }
    const double a = leftNumber->toNumber().toDouble();
    const double b = rightNumber->toNumber().toDouble();
    switch (operation) {
    case Operator::Add:
        return finite(a + b);
    case Operator::Subtract:
        return finite(a - b);
    case Operator::Multiply:
        return finite(a * b);
    case Operator::Divide:
        return finite(a / b);
    default:
        return finite(std::fmod(a, b));
    }
}

std::optional<Value> add(const Value &left, const Value &right)
{
    if (!left.isText() && !right.isText())
        return calculate(Operator::Add, left, right);
    // What JavaScript makes of these inside a text is not what a template makes of them.
    for (const Value *side : {&left, &right}) {
        if (side->isUndefined() || side->isList() || side->isObject() || side->isBytes())
            return std::nullopt;
    }
    QByteArray joined = asText(left);
    appendAsText(joined, right);
    return Value::text(joined);
}

std::optional<std::strong_ordering> order(const Value &left, const Value &right)
{
    if (left.isText() && right.isText()) {
        const int compared = left.toString().compare(right.toString());
        return compared <=> 0;
    }
    const std::optional<Value> leftNumber = toNumber(left);
    const std::optional<Value> rightNumber = toNumber(right);
    if (!leftNumber || !rightNumber)
        return std::nullopt;
    return leftNumber->toNumber() <=> rightNumber->toNumber();
}

std::optional<Value> compare(Operator operation, const Value &left, const Value &right)
{
    // Against undefined every order is false (ECMAScript 7.2.13): NaN.
    const bool isMissing = left.isUndefined() || right.isUndefined();
    const auto isScalar = [](const Value &value) { return value.kind() < Kind::Bytes; };
    if (isMissing)
        return isScalar(left) && isScalar(right) ? std::optional(Value::boolean(false)) : std::nullopt;
    const std::optional<std::strong_ordering> found = order(left, right);
    if (!found)
        return std::nullopt;
    switch (operation) {
    case Operator::Less:
        return Value::boolean(*found < 0);
    case Operator::LessOrEqual:
        return Value::boolean(*found <= 0);
    case Operator::Greater:
        return Value::boolean(*found > 0);
    default:
        return Value::boolean(*found >= 0);
    }
}

/// Two lists or objects are never the same thing for JavaScript, as each side is its own copy.
bool strictlyEqual(const Value &left, const Value &right)
{
    if (left.kind() != right.kind() || left.kind() >= Kind::Bytes)
        return false;
    return left == right;
}

std::optional<bool> looselyEqual(const Value &left, const Value &right)
{
    if (left.kind() == right.kind())
        return strictlyEqual(left, right);
    const bool leftIsNothing = left.isNull() || left.isUndefined();
    const bool rightIsNothing = right.isNull() || right.isUndefined();
    if (leftIsNothing || rightIsNothing)
        return leftIsNothing && rightIsNothing;
    const std::optional<Value> leftNumber = toNumber(left);
    const std::optional<Value> rightNumber = toNumber(right);
    if (!leftNumber || !rightNumber)
        return std::nullopt;
    return *leftNumber == *rightNumber;
}

} // namespace

bool isTruthy(const Value &value)
{
    switch (value.kind()) {
    case Kind::Undefined:
    case Kind::Null:
        return false;
    case Kind::Boolean:
        return value.toBoolean();
    case Kind::Number:
        return value.toNumber() != Number();
    case Kind::Text:
        return !value.view().isEmpty();
    default:
        return true;
    }
}

std::optional<Value> applyOperator(Operator operation, const Value &left, const Value &right)
{
    switch (operation) {
    case Operator::StrictlyEqual:
        return Value::boolean(strictlyEqual(left, right));
    case Operator::StrictlyDifferent:
        return Value::boolean(!strictlyEqual(left, right));
    case Operator::LooselyEqual:
    case Operator::LooselyDifferent: {
        const std::optional<bool> equal = looselyEqual(left, right);
        if (!equal)
            return std::nullopt;
        return Value::boolean(*equal == (operation == Operator::LooselyEqual));
    }
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
        return compare(operation, left, right);
    case Operator::Add:
        return add(left, right);
    default:
        return calculate(operation, left, right);
    }
}

void appendAsText(QByteArray &out, const Value &value)
{
    switch (value.kind()) {
    case Kind::Undefined:
        return;
    case Kind::Text:
    case Kind::Number:
        out.append(value.view());
        return;
    case Kind::Bytes:
        out.append(value.toByteArray().toBase64());
        return;
    default:
        value::appendJson(out, value);
    }
}

QByteArray asText(const Value &value)
{
    if (value.isText())
        return value.toByteArray();
    QByteArray text;
    appendAsText(text, value);
    return text;
}

Value textOfBytes(QByteArrayView bytes)
{
    if (QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8())
        return Value::text(bytes);
    return Value::text(QString::fromLatin1(bytes));
}

} // namespace framewright::expression

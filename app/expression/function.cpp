// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/function.h"

#include "app/expression/bytefunctions.h"
#include "app/expression/faker.h"
#include "app/expression/operators.h"
#include "app/expression/scope.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/value/number.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace framewright::expression {

namespace {

using Arguments = std::span<const Value>;

/// The longest list that range() makes.
constexpr std::int64_t rangeLimit = 100'000;

constexpr std::array<const char *, FunctionCount> names = {
    "uuid",  "now",  "iso", "seq", "rnd", "pick",   "range",    "timer", "size",  "peers",  "topic", "hex",
    "unhex", "utf8", "u8",  "u16", "u32", "base64", "unbase64", "json",  "parse", "repeat", "faker",
};

const Value &argument(Arguments arguments, std::size_t index)
{
    return index < arguments.size() ? arguments[index] : Value::undefined();
}

std::optional<std::int64_t> wholeNumber(const Value &value)
{
    return value.isNumber() ? value.toNumber().toInteger() : std::nullopt;
}

std::optional<QByteArrayView> optionalText(const Value &value)
{
    if (value.isUndefined())
        return std::nullopt;
    return value.view();
}

/// RFC 9562 section 5.4.
Outcome uuid(Scope &scope)
{
    std::uint64_t high = scope.random().next();
    std::uint64_t low = scope.random().next();
    high = (high & ~std::uint64_t{0xf000}) | 0x4000;
    low = (low & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);
    QByteArray digits = QByteArray::number(static_cast<qulonglong>(high), 16).rightJustified(16, '0') +
                        QByteArray::number(static_cast<qulonglong>(low), 16).rightJustified(16, '0');
    for (const qsizetype dash : {20, 16, 12, 8})
        digits.insert(dash, '-');
    return Value::text(digits);
}

Outcome iso(Scope &scope)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(scope.milliseconds(), Qt::UTC);
    return Value::text(moment.toString(Qt::ISODateWithMs));
}

Outcome sequence(Arguments arguments, Scope &scope)
{
    const Value &wrapAt = argument(arguments, 1);
    return scope.nextInSequence(asText(argument(arguments, 0)), wrapAt.toNumber().toInteger().value_or(0));
}

Outcome random(Arguments arguments, Scope &scope)
{
    const Value &from = argument(arguments, 0);
    const Value &to = argument(arguments, 1);
    const std::optional<std::int64_t> low = from.toNumber().toInteger();
    const std::optional<std::int64_t> high = to.toNumber().toInteger();
    if (from.isNumber() && to.isNumber() && low && high) {
        if (*low > *high)
            return Outcome::failed(QStringLiteral("rnd(from, to): `from` is above `to`."));
        return Value::integer(scope.random().between(*low, *high));
    }
    // 53 bits make every double of [0, 1) that is a multiple of 2^-53.
    const double unit = static_cast<double>(scope.random().next() >> 11) * 0x1p-53;
    const double a = from.isNumber() ? from.toNumber().toDouble() : 0;
    const double b = to.isNumber() ? to.toNumber().toDouble() : 1;
    return Value::real(a + (b - a) * unit);
}

Outcome pick(Arguments arguments, Scope &scope)
{
    const Value &list = argument(arguments, 0);
    if (!list.isList())
        return Outcome::failed(QStringLiteral("pick(list) wants a list."));
    if (list.size() == 0)
        return Value();
    return list.at(static_cast<qsizetype>(scope.random().between(0, list.size() - 1)));
}

Outcome range(Arguments arguments)
{
    const std::optional<std::int64_t> from = wholeNumber(argument(arguments, 0));
    const std::optional<std::int64_t> to = wholeNumber(argument(arguments, 1));
    if (!from || !to)
        return Outcome::failed(QStringLiteral("range(from, to) wants two whole numbers."));
    std::int64_t span = 0;
    if (__builtin_sub_overflow(*to, *from, &span) || span >= rangeLimit)
        return Outcome::failed(QStringLiteral("range(from, to) makes at most 100000 numbers."));
    Value::List numbers;
    for (std::int64_t number = *from; number <= *to; ++number)
        numbers.push_back(Value::integer(number));
    return Value::list(std::move(numbers));
}

Outcome topic(Arguments arguments)
{
    return Value::boolean(topicMatches(argument(arguments, 0).view(), argument(arguments, 1).view()));
}

Outcome json(Arguments arguments)
{
    return Value::text(value::writeJson(argument(arguments, 0)));
}

Outcome parse(Arguments arguments)
{
    Result<Value> read = value::readJson(argument(arguments, 0).view());
    if (!read)
        return Outcome::failed(QStringLiteral("parse(text): ") + read.error().text());
    return std::move(*read);
}

Outcome repeat(Arguments arguments)
{
    const QByteArray text = asText(argument(arguments, 0));
    const std::optional<std::int64_t> count = wholeNumber(argument(arguments, 1));
    if (!count || *count < 0)
        return Outcome::failed(QStringLiteral("repeat(text, n) wants a whole number from 0 on."));
    if (!text.isEmpty() && *count > ResultLimit / text.size())
        return Outcome::failed(QStringLiteral("repeat(text, n) makes at most 16 MiB."));
    return Value::text(text.isEmpty() ? QByteArray() : text.repeated(static_cast<qsizetype>(*count)));
}

} // namespace

QByteArrayView nameOf(Function function)
{
    return QByteArrayView(names[static_cast<std::size_t>(function)]);
}

std::optional<Function> functionNamed(QByteArrayView name)
{
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (QByteArrayView(names[index]) == name)
            return static_cast<Function>(index);
    }
    return std::nullopt;
}

Outcome callFunction(Function function, std::span<const Value> arguments, Scope &scope)
{
    switch (function) {
    case Function::Uuid:
        return uuid(scope);
    case Function::Now:
        return Value::integer(scope.milliseconds());
    case Function::Iso:
        return iso(scope);
    case Function::Seq:
        return sequence(arguments, scope);
    case Function::Rnd:
        return random(arguments, scope);
    case Function::Pick:
        return pick(arguments, scope);
    case Function::Range:
        return range(arguments);
    case Function::Timer:
        return scope.timer(asText(argument(arguments, 0)), argument(arguments, 1).view());
    case Function::Size:
        return Value::integer(scope.peerCount(optionalText(argument(arguments, 0))));
    case Function::Peers:
        return scope.peers(optionalText(argument(arguments, 0)));
    case Function::Topic:
        return topic(arguments);
    case Function::Json:
        return json(arguments);
    case Function::Parse:
        return parse(arguments);
    case Function::Repeat:
        return repeat(arguments);
    case Function::Faker:
        return fake(arguments, scope);
    case Function::Hex:
    case Function::Unhex:
    case Function::Utf8:
    case Function::U8:
    case Function::U16:
    case Function::U32:
    case Function::Base64:
    case Function::Unbase64:
        return callByteFunction(function, arguments);
    }
    Q_UNREACHABLE();
    return {};
}

bool topicMatches(QByteArrayView filter, QByteArrayView name)
{
    // A wildcard in front does not take the server's own topics (MQTT 5 section 4.7.2).
    if (name.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#')))
        return false;
    while (true) {
        const qsizetype filterEnd = filter.indexOf('/');
        const qsizetype nameEnd = name.indexOf('/');
        const QByteArrayView level = filterEnd < 0 ? filter : filter.first(filterEnd);
        if (level == "#")
            return true;
        if (level != "+" && level != (nameEnd < 0 ? name : name.first(nameEnd)))
            return false;
        // "a/#" takes "a" itself too.
        if (nameEnd < 0)
            return filterEnd < 0 || filter.sliced(filterEnd) == "/#";
        if (filterEnd < 0)
            return false;
        filter = filter.sliced(filterEnd + 1);
        name = name.sliced(nameEnd + 1);
    }
}

} // namespace framewright::expression

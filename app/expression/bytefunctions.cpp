// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/bytefunctions.h"

#include "app/expression/operators.h"
#include "app/value/number.h"

#include <QString>

#include <algorithm>

namespace framewright::expression {

namespace {

using Arguments = std::span<const Value>;

const Value &argument(Arguments arguments, std::size_t index)
{
    return index < arguments.size() ? arguments[index] : Value::undefined();
}

qsizetype wholeOr(const Value &value, qsizetype otherwise)
{
    if (!value.isNumber())
        return otherwise;
    return static_cast<qsizetype>(value.toNumber().toInteger().value_or(otherwise));
}

/// The part of (bytes, from, count), as far as it is there.
QByteArrayView part(Arguments arguments)
{
    const QByteArrayView all = argument(arguments, 0).view();
    const qsizetype from = std::clamp<qsizetype>(wholeOr(argument(arguments, 1), 0), 0, all.size());
    const qsizetype rest = all.size() - from;
    return all.sliced(from, std::clamp<qsizetype>(wholeOr(argument(arguments, 2), rest), 0, rest));
}

/// A number in network order; undefined where the bytes end before.
Outcome unsignedAt(Arguments arguments, qsizetype width)
{
    const QByteArrayView all = argument(arguments, 0).view();
    const qsizetype at = wholeOr(argument(arguments, 1), 0);
    if (at < 0 || at > all.size() - width)
        return Value();
    std::int64_t number = 0;
    for (const char byte : all.sliced(at, width))
        number = number << 8 | static_cast<unsigned char>(byte);
    return Value::integer(number);
}

Outcome unhex(Arguments arguments)
{
    const std::optional<QByteArray> bytes = bytesOfHex(argument(arguments, 0).view());
    if (!bytes)
        return Outcome::failed(QStringLiteral("unhex(text) wants pairs of hexadecimal digits."));
    return Value::bytes(*bytes);
}

Outcome unbase64(Arguments arguments)
{
    const std::optional<QByteArray> bytes = bytesOfBase64(argument(arguments, 0).view());
    if (!bytes)
        return Outcome::failed(QStringLiteral("unbase64(text) wants base64."));
    return Value::bytes(*bytes);
}

} // namespace

std::optional<QByteArray> bytesOfHex(QByteArrayView digits)
{
    QByteArray compact;
    compact.reserve(digits.size());
    for (const char digit : digits) {
        const bool isHex =
            (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
        if (isHex)
            compact.append(digit);
        else if (digit != ' ' && digit != '\n' && digit != '\t')
            return std::nullopt;
    }
    if (compact.size() % 2 != 0)
        return std::nullopt;
    return QByteArray::fromHex(compact);
}

std::optional<QByteArray> bytesOfBase64(QByteArrayView text)
{
    const bool isUrlAlphabet = text.contains('-') || text.contains('_');
    const QByteArray::Base64Options options =
        QByteArray::AbortOnBase64DecodingErrors |
        (isUrlAlphabet ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding);
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), options);
    if (!decoded)
        return std::nullopt;
    return *decoded;
}

Outcome callByteFunction(Function function, std::span<const Value> arguments)
{
    switch (function) {
    case Function::Hex:
        return Value::text(part(arguments).toByteArray().toHex());
    case Function::Unhex:
        return unhex(arguments);
    case Function::Utf8:
        return Value::text(QString::fromUtf8(part(arguments)));
    case Function::U8:
        return unsignedAt(arguments, 1);
    case Function::U16:
        return unsignedAt(arguments, 2);
    case Function::U32:
        return unsignedAt(arguments, 4);
    case Function::Base64:
        return Value::text(argument(arguments, 0).view().toByteArray().toBase64());
    case Function::Unbase64:
        return unbase64(arguments);
    default:
        return Outcome::failed(QStringLiteral("No function of bytes."));
    }
}

} // namespace framewright::expression

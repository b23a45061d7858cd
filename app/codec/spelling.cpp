// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/spelling.h"

#include "app/value/jsonwriter.h"

#include <QStringList>
#include <QUtf8StringView>

#include <algorithm>

namespace framewright::codec {

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

Value textOrBytes(QByteArrayView bytes)
{
    return isUtf8(bytes) ? Value::text(bytes) : Value::bytes(bytes);
}

QByteArray payloadOf(const Value &value)
{
    return value.isText() || value.isBytes() ? value.toByteArray() : value::writeJson(value);
}

bool isWhole(const Value &number)
{
    return number.isNumber() &&
           std::ranges::none_of(number.view(), [](char digit) { return digit == '.' || digit == 'e' || digit == 'E'; });
}

std::optional<std::uint64_t> unsignedOf(const Value &number)
{
    if (!number.isNumber())
        return std::nullopt;
    if (const std::optional<std::int64_t> whole = number.toNumber().toInteger())
        return *whole < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(*whole));
    bool isGood = false;
    const std::uint64_t whole = number.toByteArray().toULongLong(&isGood);
    return isGood ? std::optional(whole) : std::nullopt;
}

QByteArray keyOf(const Value &key)
{
    if (key.isText() || (key.isBytes() && isUtf8(key.view())))
        return key.toByteArray();
    return key.isBytes() ? key.toByteArray().toHex() : value::writeJson(key);
}

QString atByte(qsizetype offset)
{
    return QStringLiteral("byte %1").arg(offset + 1);
}

Result<void> expectKeys(const Value &object, std::initializer_list<const char *> known)
{
    if (!object.isObject())
        return fail(QStringLiteral("The message is %1, not an object.").arg(value::nameOf(object.kind())));
    for (const Value::Member &member : object.members()) {
        if (std::ranges::any_of(known, [&](const char *key) { return member.key() == QByteArrayView(key); }))
            continue;
        QStringList keys;
        for (const char *key : known)
            keys.append(QLatin1StringView(key));
        return fail(QStringLiteral("The message has no field \"%1\".").arg(member.name.toString()), {},
                    QStringLiteral("It has %1.").arg(keys.join(QStringLiteral(", "))));
    }
    return {};
}

} // namespace framewright::codec

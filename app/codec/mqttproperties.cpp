// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/mqttproperties.h"

#include "app/codec/spelling.h"

#include <algorithm>
#include <array>

namespace framewright::codec {

namespace {

enum class Form : std::uint8_t
{
    OneByte,
    TwoBytes,
    FourBytes,
    Number,
    Text,
    Bytes,
    Pair,
};

struct Property
{
    std::uint8_t identifier;
    Form form;
    const char *name;
};

/// MQTT 5.0 section 2.2.2.2.
constexpr std::array properties = {
    Property{0x01, Form::OneByte, "payloadFormatIndicator"},
    Property{0x02, Form::FourBytes, "messageExpiryInterval"},
    Property{0x03, Form::Text, "contentType"},
    Property{0x08, Form::Text, "responseTopic"},
    Property{0x09, Form::Bytes, "correlationData"},
    Property{0x0b, Form::Number, "subscriptionIdentifier"},
    Property{0x11, Form::FourBytes, "sessionExpiryInterval"},
    Property{0x12, Form::Text, "assignedClientIdentifier"},
    Property{0x13, Form::TwoBytes, "serverKeepAlive"},
    Property{0x15, Form::Text, "authenticationMethod"},
    Property{0x16, Form::Bytes, "authenticationData"},
    Property{0x17, Form::OneByte, "requestProblemInformation"},
    Property{0x18, Form::FourBytes, "willDelayInterval"},
    Property{0x19, Form::OneByte, "requestResponseInformation"},
    Property{0x1a, Form::Text, "responseInformation"},
    Property{0x1c, Form::Text, "serverReference"},
    Property{0x1f, Form::Text, "reasonString"},
    Property{0x21, Form::TwoBytes, "receiveMaximum"},
    Property{0x22, Form::TwoBytes, "topicAliasMaximum"},
    Property{0x23, Form::TwoBytes, "topicAlias"},
    Property{0x24, Form::OneByte, "maximumQoS"},
    Property{0x25, Form::OneByte, "retainAvailable"},
    Property{0x26, Form::Pair, "userProperty"},
    Property{0x27, Form::FourBytes, "maximumPacketSize"},
    Property{0x28, Form::OneByte, "wildcardSubscriptionAvailable"},
    Property{0x29, Form::OneByte, "subscriptionIdentifierAvailable"},
    Property{0x2a, Form::OneByte, "sharedSubscriptionAvailable"},
};
/// The one that may stand there several times beside userProperty.
constexpr std::uint8_t subscriptionIdentifier = 0x0b;
constexpr std::size_t userPropertyLimit = 10'000;

int byteCountOf(Form form)
{
    return form == Form::OneByte ? 1 : form == Form::TwoBytes ? 2 : 4;
}

std::uint64_t largestOf(Form form)
{
    return form == Form::Number ? mqttNumberLimit
                                : (std::uint64_t(1) << (8U * static_cast<unsigned>(byteCountOf(form)))) - 1;
}

/// The value of a property that is no pair; undefined where it is malformed.
Value readProperty(ByteReader &in, Form form)
{
    switch (form) {
    case Form::Number: {
        const std::optional<std::uint32_t> number = readMqttNumber(in);
        return number ? Value::integer(*number) : Value();
    }
    case Form::Text: {
        const QByteArrayView text = readMqttBytes(in);
        return isMqttText(text) ? Value::text(text) : Value();
    }
    case Form::Bytes:
        return Value::bytes(readMqttBytes(in));
    default:
        return Value::integer(static_cast<std::int64_t>(in.number(byteCountOf(form))));
    }
}

/// Puts a property among the others; false where it must not be there twice.
bool addProperty(Value &found, const Property &property, Value read)
{
    const QByteArrayView name(property.name);
    Value *earlier = found.mutableFind(name);
    if (earlier == nullptr) {
        found.set(name, std::move(read));
        return true;
    }
    if (property.identifier != subscriptionIdentifier || earlier->size() >= static_cast<qsizetype>(userPropertyLimit))
        return false;
    if (!earlier->isList())
        *earlier = Value::list({*earlier});
    earlier->append(std::move(read));
    return true;
}

bool appendProperty(QByteArray &out, const Property &property, const Value &value)
{
    out.append(static_cast<char>(property.identifier));
    switch (property.form) {
    case Form::Text:
        return value.isText() && isMqttText(value.view()) && appendMqttBytes(out, value.view());
    case Form::Bytes:
        return (value.isText() || value.isBytes()) && appendMqttBytes(out, value.view());
    default:
        break;
    }
    const std::optional<std::uint64_t> number =
        value.isBoolean() ? std::optional<std::uint64_t>(value.toBoolean() ? 1 : 0) : unsignedOf(value);
    if (!number || *number > largestOf(property.form))
        return false;
    if (property.form == Form::Number)
        appendMqttNumber(out, static_cast<std::uint32_t>(*number));
    else
        appendNumber(out, *number, byteCountOf(property.form));
    return true;
}

/// Each pair of an object; a list as the value gives several pairs of one name.
bool appendPairs(QByteArray &out, const Property &property, const Value &pairs)
{
    for (const Value::Member &pair : pairs.members()) {
        const std::span<const Value> several = pair.value.isList() ? pair.value.items() : std::span(&pair.value, 1);
        for (const Value &text : several) {
            out.append(static_cast<char>(property.identifier));
            if (!appendMqttBytes(out, pair.key()) || !appendMqttBytes(out, payloadOf(text)))
                return false;
        }
    }
    return pairs.isObject();
}

} // namespace

std::optional<std::uint32_t> readMqttNumber(ByteReader &in)
{
    std::uint32_t number = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
        const std::uint8_t byte = in.byte();
        if (in.hasFailed())
            return std::nullopt;
        number |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0)
            return number;
    }
    return std::nullopt;
}

void appendMqttNumber(QByteArray &out, std::uint32_t number)
{
    do {
        const std::uint32_t more = number > 0x7f ? 0x80 : 0;
        out.append(static_cast<char>((number & 0x7fU) | more));
        number >>= 7U;
    } while (number > 0);
}

QByteArrayView readMqttBytes(ByteReader &in)
{
    return in.bytes(in.number(2));
}

bool appendMqttBytes(QByteArray &out, QByteArrayView bytes)
{
    if (bytes.size() > 0xffff)
        return false;
    appendNumber(out, static_cast<std::uint64_t>(bytes.size()), 2);
    out.append(bytes);
    return true;
}

bool isMqttText(QByteArrayView text)
{
    return !text.contains('\0') && isUtf8(text);
}

Value readMqttProperties(ByteReader &in, QString &why)
{
    Value found = Value::object();
    const std::optional<std::uint32_t> length = readMqttNumber(in);
    ByteReader inside(in.bytes(length.value_or(0)));
    if (!length || in.hasFailed())
        why = QStringLiteral("its properties are longer than the packet");
    Value::Object pairs;
    while (why.isEmpty() && !inside.isAtEnd()) {
        const std::uint8_t identifier = inside.byte();
        const auto property = std::ranges::find(properties, identifier, &Property::identifier);
        if (property == properties.end()) {
            why = QStringLiteral("no property has the identifier %1").arg(identifier);
        } else if (property->form == Form::Pair) {
            const QByteArrayView name = readMqttBytes(inside);
            const QByteArrayView text = readMqttBytes(inside);
            if (inside.hasFailed() || !isMqttText(name) || !isMqttText(text) || pairs.size() == userPropertyLimit)
                why = QStringLiteral("a user property is malformed");
            else
                pairs.emplace_back(name, Value::text(text));
        } else {
            Value read = readProperty(inside, property->form);
            if (inside.hasFailed() || read.isUndefined())
                why = QStringLiteral("the property %1 is malformed").arg(QLatin1StringView(property->name));
            else if (!addProperty(found, *property, std::move(read)))
                why = QStringLiteral("the property %1 is there twice").arg(QLatin1StringView(property->name));
        }
    }
    if (!pairs.empty())
        found.set("userProperty", Value::object(std::move(pairs)));
    return found;
}

bool appendMqttProperties(QByteArray &out, const Value &written, QString &why)
{
    QByteArray inside;
    if (!written.isUndefined() && !written.isObject())
        why = QStringLiteral("`properties` is an object");
    for (const Value::Member &member : written.members()) {
        const auto property = std::ranges::find_if(
            properties, [&](const Property &known) { return member.key() == QByteArrayView(known.name); });
        if (property == properties.end()) {
            why = QStringLiteral("MQTT has no property \"%1\"").arg(member.name.toString());
            break;
        }
        if (member.value.isUndefined())
            continue;
        const bool isRow = property->identifier == subscriptionIdentifier && member.value.isList();
        const std::span<const Value> several = isRow ? member.value.items() : std::span(&member.value, 1);
        bool isGood = true;
        for (const Value &value : several) {
            isGood = isGood && (property->form == Form::Pair ? appendPairs(inside, *property, value)
                                                             : appendProperty(inside, *property, value));
        }
        if (!isGood)
            why = QStringLiteral("the property %1 cannot be written so").arg(QLatin1StringView(property->name));
    }
    if (why.isEmpty() && inside.size() > static_cast<qsizetype>(mqttNumberLimit))
        why = QStringLiteral("its properties are too long");
    if (!why.isEmpty())
        return false;
    appendMqttNumber(out, static_cast<std::uint32_t>(inside.size()));
    out.append(inside);
    return true;
}

} // namespace framewright::codec

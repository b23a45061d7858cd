// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/mqttpacket.h"
#include "app/codec/mqttproperties.h"
#include "app/codec/spelling.h"

#include <QStringList>

namespace framewright::codec {

namespace {

constexpr std::uint64_t largestId = 0xffff;

/// Writes one packet; what is wrong stays in `why`, and what is written after that does not count.
class PacketWriter final
{
public:
    PacketWriter(const Value &message, MqttPacket type, int version)
        : m_message(message)
        , m_type(type)
        , m_version(version)
    {
    }

    [[nodiscard]] Result<QByteArray> write();

private:
    void stop(const QString &why)
    {
        if (m_why.isEmpty())
            m_why = why;
    }
    /// A whole number up to a limit; without one `otherwise`, or an error where there is none.
    [[nodiscard]] std::uint64_t number(const Value &object, const char *name, std::uint64_t largest,
                                       std::optional<std::uint64_t> otherwise);
    [[nodiscard]] bool flag(const Value &object, const char *name, bool otherwise = false);
    void append(std::uint64_t whole, int byteCount) { appendNumber(m_body, whole, byteCount); }
    void appendText(const Value &object, const char *name, bool isNeeded);
    void appendBytes(const Value &value, const char *name);
    void appendId();
    void appendProperties(const Value &properties);

    void writeBody();
    void writeConnect();
    void writePublish();
    void writeAcknowledgement();
    void writeSubscribe();
    void writeUnsubscribe();
    void writeReasonCodes();
    void writeReason();

    const Value &m_message;
    MqttPacket m_type;
    int m_version;
    unsigned m_flags = 0;
    QByteArray m_body;
    QString m_why;
};

Result<QByteArray> PacketWriter::write()
{
    m_flags = mqttFlagsOf(m_type);
    writeBody();
    if (m_body.size() > static_cast<qsizetype>(mqttNumberLimit))
        stop(QStringLiteral("it is longer than %1 bytes").arg(mqttNumberLimit));
    const auto type = static_cast<unsigned>(m_type);
    if (!m_why.isEmpty())
        return fail(
            QStringLiteral("This %1 cannot be written: %2.").arg(QLatin1StringView(mqttPacketNames[type]), m_why));
    QByteArray packet(1, static_cast<char>((type << 4U) | m_flags));
    appendMqttNumber(packet, static_cast<std::uint32_t>(m_body.size()));
    return packet + m_body;
}

void PacketWriter::writeBody()
{
    switch (m_type) {
    case MqttPacket::Connect:
        return writeConnect();
    case MqttPacket::Connack:
        append(flag(m_message, "sessionPresent") ? 1 : 0, 1);
        append(number(m_message, "reasonCode", 255, 0), 1);
        return appendProperties(m_message["properties"]);
    case MqttPacket::Publish:
        return writePublish();
    case MqttPacket::Puback:
    case MqttPacket::Pubrec:
    case MqttPacket::Pubrel:
    case MqttPacket::Pubcomp:
        return writeAcknowledgement();
    case MqttPacket::Subscribe:
        return writeSubscribe();
    case MqttPacket::Unsubscribe:
        return writeUnsubscribe();
    case MqttPacket::Suback:
    case MqttPacket::Unsuback:
        return writeReasonCodes();
    case MqttPacket::Disconnect:
    case MqttPacket::Auth:
        return writeReason();
    default:
        return;
    }
}

std::uint64_t PacketWriter::number(const Value &object, const char *name, std::uint64_t largest,
                                   std::optional<std::uint64_t> otherwise)
{
    const Value &written = object[QByteArrayView(name)];
    const std::optional<std::uint64_t> whole = written.isUndefined() ? otherwise : unsignedOf(written);
    if (whole && *whole <= largest)
        return *whole;
    stop(QStringLiteral("`%1` is a whole number up to %2").arg(QLatin1StringView(name)).arg(largest));
    return 0;
}

bool PacketWriter::flag(const Value &object, const char *name, bool otherwise)
{
    const Value &written = object[QByteArrayView(name)];
    if (!written.isUndefined() && !written.isBoolean())
        stop(QStringLiteral("`%1` is true or false").arg(QLatin1StringView(name)));
    return written.toBoolean(otherwise);
}

void PacketWriter::appendText(const Value &object, const char *name, bool isNeeded)
{
    const Value &written = object[QByteArrayView(name)];
    const bool isGood = written.isText() ? isMqttText(written.view()) : written.isUndefined() && !isNeeded;
    if (!isGood || !appendMqttBytes(m_body, written.view()))
        stop(QStringLiteral("`%1` is a text of up to 65535 bytes").arg(QLatin1StringView(name)));
}

void PacketWriter::appendBytes(const Value &value, const char *name)
{
    if (!appendMqttBytes(m_body, payloadOf(value)))
        stop(QStringLiteral("`%1` has up to 65535 bytes").arg(QLatin1StringView(name)));
}

void PacketWriter::appendId()
{
    const std::uint64_t id = number(m_message, "id", largestId, std::nullopt);
    if (id == 0)
        stop(QStringLiteral("`id` is a number from 1"));
    append(id, 2);
}

void PacketWriter::appendProperties(const Value &properties)
{
    QString why;
    if (m_version == mqtt5 && !appendMqttProperties(m_body, properties, why))
        stop(why);
}

void PacketWriter::writeConnect()
{
    const Value &will = m_message["will"];
    const bool hasUser = m_message.contains("username");
    const bool hasPassword = m_message.contains("password");
    (void)appendMqttBytes(m_body, m_version == mqtt31 ? QByteArrayView("MQIsdp") : QByteArrayView("MQTT"));
    append(static_cast<std::uint64_t>(m_version), 1);
    unsigned flags = flag(m_message, "cleanStart", true) ? 0x02 : 0;
    if (will.isObject()) {
        flags |= 0x04U | (static_cast<unsigned>(number(will, "qos", 2, 0)) << 3U);
        flags |= flag(will, "retain") ? 0x20U : 0U;
    }
    flags |= (hasUser ? 0x80U : 0U) | (hasPassword ? 0x40U : 0U);
    append(flags, 1);
    append(number(m_message, "keepAlive", 0xffff, 0), 2);
    appendProperties(m_message["properties"]);
    appendText(m_message, "clientId", false);
    if (will.isObject()) {
        appendProperties(will["properties"]);
        appendText(will, "topic", true);
        appendBytes(will["payload"], "payload");
    }
    if (hasUser)
        appendText(m_message, "username", true);
    if (hasPassword)
        appendBytes(m_message["password"], "password");
}

void PacketWriter::writePublish()
{
    const auto qos = static_cast<unsigned>(number(m_message, "qos", 2, 0));
    m_flags = (qos << 1U) | (flag(m_message, "retain") ? 1U : 0U) | (flag(m_message, "dup") ? 8U : 0U);
    // An alias may stand for the topic.
    appendText(m_message, "topic", !m_message["properties"].contains("topicAlias"));
    if (qos > 0)
        appendId();
    appendProperties(m_message["properties"]);
    m_body.append(payloadOf(m_message["payload"]));
}

void PacketWriter::writeAcknowledgement()
{
    appendId();
    writeReason();
}

/// What says nothing but "well" is left out (5.0 sections 3.4.2.1 and 3.14.2.1); an AUTH leaves out both or none.
void PacketWriter::writeReason()
{
    const std::uint64_t code = number(m_message, "reasonCode", 255, 0);
    const bool hasProperties = m_message["properties"].size() > 0 || (m_type == MqttPacket::Auth && code != 0);
    if (m_version != mqtt5 || (code == 0 && !hasProperties))
        return;
    append(code, 1);
    if (hasProperties)
        appendProperties(m_message["properties"]);
}

void PacketWriter::writeSubscribe()
{
    appendId();
    appendProperties(m_message["properties"]);
    const Value &subscriptions = m_message["subscriptions"];
    if (!subscriptions.isList() || subscriptions.size() == 0)
        stop(QStringLiteral("`subscriptions` is a list like [{\"filter\": \"a/b\", \"qos\": 1}]"));
    for (const Value &subscription : subscriptions.items()) {
        appendText(subscription, "filter", true);
        auto options = static_cast<unsigned>(number(subscription, "qos", 2, 0));
        if (m_version == mqtt5) {
            options |= flag(subscription, "noLocal") ? 4U : 0U;
            options |= flag(subscription, "retainAsPublished") ? 8U : 0U;
            options |= static_cast<unsigned>(number(subscription, "retainHandling", 2, 0)) << 4U;
        }
        append(options, 1);
    }
}

void PacketWriter::writeUnsubscribe()
{
    appendId();
    appendProperties(m_message["properties"]);
    const Value &filters = m_message["filters"];
    if (!filters.isList() || filters.size() == 0)
        stop(QStringLiteral("`filters` is a list like [\"a/b\"]"));
    for (const Value &filter : filters.items()) {
        if (!filter.isText() || !isMqttText(filter.view()) || !appendMqttBytes(m_body, filter.view()))
            stop(QStringLiteral("a filter is a text of up to 65535 bytes"));
    }
}

void PacketWriter::writeReasonCodes()
{
    appendId();
    appendProperties(m_message["properties"]);
    if (m_type == MqttPacket::Unsuback && m_version != mqtt5)
        return;
    const Value &codes = m_message["reasonCodes"];
    if (!codes.isList() || codes.size() == 0)
        stop(QStringLiteral("`reasonCodes` is a list like [0]"));
    for (const Value &code : codes.items()) {
        const std::optional<std::uint64_t> whole = unsignedOf(code);
        if (!whole || *whole > 255)
            stop(QStringLiteral("a reason code is a number up to 255"));
        append(whole.value_or(0), 1);
    }
}

std::optional<MqttPacket> packetNamed(QByteArrayView name)
{
    for (std::size_t type = 1; type < mqttPacketNames.size(); ++type) {
        if (name == QByteArrayView(mqttPacketNames[type]))
            return static_cast<MqttPacket>(type);
    }
    return std::nullopt;
}

/// A mistyped field would be lost without a word.
Result<void> checkFields(const Value &message, MqttPacket type)
{
    switch (type) {
    case MqttPacket::Connect:
        return expectKeys(message, {"packet", "version", "clientId", "cleanStart", "keepAlive", "properties", "will",
                                    "username", "password"});
    case MqttPacket::Connack:
        return expectKeys(message, {"packet", "version", "sessionPresent", "reasonCode", "properties"});
    case MqttPacket::Publish:
        return expectKeys(message,
                          {"packet", "version", "topic", "qos", "retain", "dup", "id", "properties", "payload"});
    case MqttPacket::Subscribe:
        return expectKeys(message, {"packet", "version", "id", "properties", "subscriptions"});
    case MqttPacket::Unsubscribe:
        return expectKeys(message, {"packet", "version", "id", "properties", "filters"});
    case MqttPacket::Suback:
    case MqttPacket::Unsuback:
        return expectKeys(message, {"packet", "version", "id", "properties", "reasonCodes"});
    case MqttPacket::Pingreq:
    case MqttPacket::Pingresp:
        return expectKeys(message, {"packet", "version"});
    case MqttPacket::Disconnect:
    case MqttPacket::Auth:
        return expectKeys(message, {"packet", "version", "reasonCode", "properties"});
    default:
        return expectKeys(message, {"packet", "version", "id", "reasonCode", "properties"});
    }
}

} // namespace

Result<QByteArray> writeMqttPacket(const Value &message, int version)
{
    const std::optional<MqttPacket> type = packetNamed(message["packet"].view());
    if (!type) {
        QStringList names;
        for (std::size_t known = 1; known < mqttPacketNames.size(); ++known)
            names.append(QLatin1StringView(mqttPacketNames[known]));
        return fail(QStringLiteral("`packet` of an MQTT message is one of %1.").arg(names.join(QStringLiteral(", "))));
    }
    if (Result<void> known = checkFields(message, *type); !known)
        return tl::unexpected(known.error());
    if (const Value &written = message["version"]; !written.isUndefined()) {
        const std::optional<std::uint64_t> whole = unsignedOf(written);
        if (!whole || *whole < mqtt31 || *whole > mqtt5)
            return fail(QStringLiteral("`version` of an MQTT message is 3 (3.1), 4 (3.1.1) or 5."));
        version = static_cast<int>(*whole);
    }
    return PacketWriter(message, *type, version == 0 ? mqtt311 : version).write();
}

} // namespace framewright::codec

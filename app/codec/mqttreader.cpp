// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/bytereader.h"
#include "app/codec/mqttpacket.h"
#include "app/codec/mqttproperties.h"
#include "app/codec/spelling.h"

namespace framewright::codec {

namespace {

/// A SUBSCRIBE of a few bytes a filter must not become a big memory.
constexpr qsizetype rowLimit = 100'000;

/// Reads the body of one packet; what is wrong stays in `why`, and what is read after that does not count.
class PacketReader final
{
public:
    PacketReader(std::uint8_t first, QByteArrayView body, int version)
        : m_type(static_cast<MqttPacket>(first >> 4U))
        , m_flags(first & 0x0fU)
        , m_in(body)
        , m_version(version)
    {
    }

    [[nodiscard]] Result<Value> read();

private:
    void stop(const QString &why)
    {
        if (m_why.isEmpty())
            m_why = why;
    }
    void put(const char *name, Value value) { m_message.set(QByteArrayView(name), std::move(value)); }
    void putId();
    void putProperties();
    [[nodiscard]] Value readText(const char *name);
    [[nodiscard]] Value readInteger(int byteCount)
    {
        return Value::integer(static_cast<std::int64_t>(m_in.number(byteCount)));
    }
    [[nodiscard]] bool mayGoOn() const { return m_why.isEmpty() && !m_in.hasFailed(); }

    void readBody();
    void readConnect();
    void readWill(std::uint8_t flags);
    void readConnack();
    void readPublish();
    void readAcknowledgement();
    void readSubscribe();
    void readUnsubscribe();
    void readReasonCodes();
    void readReason();

    MqttPacket m_type;
    unsigned m_flags;
    ByteReader m_in;
    int m_version;
    Value m_message = Value::object();
    QString m_why;
};

Result<Value> PacketReader::read()
{
    const auto type = static_cast<std::size_t>(m_type);
    if (type == 0 || (m_type == MqttPacket::Auth && m_version < mqtt5))
        return fail(QStringLiteral("No MQTT packet has the type %1.").arg(type));
    const QLatin1StringView name(mqttPacketNames[type]);
    put("packet", Value::text(mqttPacketNames[type]));
    put("version", Value::integer(m_version));
    if (m_type != MqttPacket::Publish && m_flags != mqttFlagsOf(m_type))
        stop(QStringLiteral("the low four bits of its first byte are wrong"));
    readBody();
    if (m_in.hasFailed())
        stop(QStringLiteral("it is shorter than its fields"));
    if (m_why.isEmpty() && !m_in.isAtEnd())
        stop(QStringLiteral("there is more behind its last field"));
    if (!m_why.isEmpty())
        return fail(QStringLiteral("This %1 is malformed: %2.").arg(name, m_why));
    return std::move(m_message);
}

void PacketReader::readBody()
{
    switch (m_type) {
    case MqttPacket::Connect:
        return readConnect();
    case MqttPacket::Connack:
        return readConnack();
    case MqttPacket::Publish:
        return readPublish();
    case MqttPacket::Puback:
    case MqttPacket::Pubrec:
    case MqttPacket::Pubrel:
    case MqttPacket::Pubcomp:
        return readAcknowledgement();
    case MqttPacket::Subscribe:
        return readSubscribe();
    case MqttPacket::Unsubscribe:
        return readUnsubscribe();
    case MqttPacket::Suback:
    case MqttPacket::Unsuback:
        return readReasonCodes();
    case MqttPacket::Disconnect:
    case MqttPacket::Auth:
        return readReason();
    default:
        return;
    }
}

void PacketReader::putId()
{
    const std::uint64_t id = m_in.number(2);
    if (id == 0 && !m_in.hasFailed())
        stop(QStringLiteral("its packet identifier is 0"));
    put("id", Value::integer(static_cast<std::int64_t>(id)));
}

void PacketReader::putProperties()
{
    if (m_version == mqtt5 && mayGoOn())
        put("properties", readMqttProperties(m_in, m_why));
}

Value PacketReader::readText(const char *name)
{
    const QByteArrayView text = readMqttBytes(m_in);
    if (!isMqttText(text)) {
        stop(QStringLiteral("its %1 is not UTF-8").arg(QLatin1StringView(name)));
        return {};
    }
    return Value::text(text);
}

/// 5.0 section 3.1.
void PacketReader::readConnect()
{
    const QByteArrayView protocolName = readMqttBytes(m_in);
    m_version = m_in.byte();
    const bool isOld = protocolName == "MQIsdp" && m_version == mqtt31;
    if (!isOld && (protocolName != "MQTT" || (m_version != mqtt311 && m_version != mqtt5))) {
        stop(QStringLiteral("its protocol is neither 3.1, 3.1.1 nor 5"));
        return;
    }
    put("version", Value::integer(m_version));
    const std::uint8_t flags = m_in.byte();
    if ((flags & 1U) != 0)
        stop(QStringLiteral("the reserved bit of its flags is set"));
    const Value keepAlive = readInteger(2);
    put("clientId", {});
    put("cleanStart", Value::boolean((flags & 0x02U) != 0));
    put("keepAlive", keepAlive);
    putProperties();
    put("clientId", readText("clientId"));
    if ((flags & 0x04U) != 0)
        readWill(flags);
    else if ((flags & 0x38U) != 0)
        stop(QStringLiteral("its flags speak of a will that is not there"));
    if ((flags & 0x80U) != 0)
        put("username", readText("username"));
    if ((flags & 0x40U) != 0)
        put("password", textOrBytes(readMqttBytes(m_in)));
}

void PacketReader::readWill(std::uint8_t flags)
{
    Value will = Value::object();
    Value willProperties;
    if (m_version == mqtt5 && mayGoOn())
        willProperties = readMqttProperties(m_in, m_why);
    will.set("topic", readText("will topic"));
    will.set("payload", textOrBytes(readMqttBytes(m_in)));
    const unsigned qos = (flags >> 3U) & 3U;
    if (qos == 3)
        stop(QStringLiteral("its will has QoS 3"));
    will.set("qos", Value::integer(qos));
    will.set("retain", Value::boolean((flags & 0x20U) != 0));
    if (m_version == mqtt5)
        will.set("properties", std::move(willProperties));
    put("will", std::move(will));
}

void PacketReader::readConnack()
{
    const std::uint8_t flags = m_in.byte();
    if (flags > 1)
        stop(QStringLiteral("its flags are neither 0 nor 1"));
    put("sessionPresent", Value::boolean(flags == 1));
    put("reasonCode", readInteger(1));
    putProperties();
}

void PacketReader::readPublish()
{
    const unsigned qos = (m_flags >> 1U) & 3U;
    if (qos == 3)
        stop(QStringLiteral("it has QoS 3"));
    put("topic", readText("topic"));
    put("qos", Value::integer(qos));
    put("retain", Value::boolean((m_flags & 1U) != 0));
    put("dup", Value::boolean((m_flags & 8U) != 0));
    if (qos > 0)
        putId();
    putProperties();
    if (mayGoOn())
        put("payload", textOrBytes(m_in.rest()));
}

/// 5.0 section 3.4.2.1: without a reason code it is 0, without properties there are none.
void PacketReader::readAcknowledgement()
{
    putId();
    if (m_version != mqtt5)
        return;
    put("reasonCode", m_in.isAtEnd() ? Value::integer(0) : readInteger(1));
    if (m_in.isAtEnd())
        put("properties", Value::object());
    else
        putProperties();
}

void PacketReader::readSubscribe()
{
    putId();
    putProperties();
    Value::List subscriptions;
    while (mayGoOn() && !m_in.isAtEnd()) {
        Value subscription = Value::object();
        subscription.set("filter", readText("filter"));
        const std::uint8_t options = m_in.byte();
        const unsigned qos = options & 3U;
        const unsigned retainHandling = (options >> 4U) & 3U;
        const unsigned reserved = m_version == mqtt5 ? 0xc0U : 0xfcU;
        if (qos == 3 || retainHandling == 3 || (options & reserved) != 0 ||
            static_cast<qsizetype>(subscriptions.size()) == rowLimit)
            stop(QStringLiteral("the options of a filter are wrong"));
        subscription.set("qos", Value::integer(qos));
        if (m_version == mqtt5) {
            subscription.set("noLocal", Value::boolean((options & 4U) != 0));
            subscription.set("retainAsPublished", Value::boolean((options & 8U) != 0));
            subscription.set("retainHandling", Value::integer(retainHandling));
        }
        subscriptions.push_back(std::move(subscription));
    }
    if (subscriptions.empty())
        stop(QStringLiteral("it has no filter"));
    put("subscriptions", Value::list(std::move(subscriptions)));
}

void PacketReader::readUnsubscribe()
{
    putId();
    putProperties();
    Value::List filters;
    while (mayGoOn() && !m_in.isAtEnd()) {
        filters.push_back(readText("filter"));
        if (static_cast<qsizetype>(filters.size()) > rowLimit)
            stop(QStringLiteral("it has more than %1 filters").arg(rowLimit));
    }
    if (filters.empty())
        stop(QStringLiteral("it has no filter"));
    put("filters", Value::list(std::move(filters)));
}

void PacketReader::readReasonCodes()
{
    putId();
    putProperties();
    // The UNSUBACK of 3.1.1 says nothing.
    if (m_type == MqttPacket::Unsuback && m_version != mqtt5)
        return;
    Value::List codes;
    while (mayGoOn() && !m_in.isAtEnd()) {
        codes.push_back(readInteger(1));
        if (static_cast<qsizetype>(codes.size()) > rowLimit)
            stop(QStringLiteral("it has more than %1 reason codes").arg(rowLimit));
    }
    if (codes.empty())
        stop(QStringLiteral("it has no reason code"));
    put("reasonCodes", Value::list(std::move(codes)));
}

/// 5.0 sections 3.14.2 and 3.15.2: an empty one has the reason 0.
void PacketReader::readReason()
{
    if (m_version != mqtt5)
        return;
    put("reasonCode", m_in.isAtEnd() ? Value::integer(0) : readInteger(1));
    if (m_in.isAtEnd())
        put("properties", Value::object());
    else
        putProperties();
}

} // namespace

Result<Value> readMqttPacket(std::uint8_t first, QByteArrayView body, int version)
{
    return PacketReader(first, body, version).read();
}

} // namespace framewright::codec

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/mqttsession.h"

#include "app/codec/mqttpacket.h"
#include "app/codec/mqttproperties.h"

namespace framewright::codec {

using protocol::Opcode;

void MqttSession::add(Opcode opcode, QByteArrayView payload)
{
    m_buffer.remove(0, m_at);
    m_at = 0;
    if (opcode == Opcode::Text) {
        // Section 6.0: packets are sent in binary frames only.
        m_refused = Decoded{{},
                            Error{QStringLiteral("This is a text message; MQTT comes in binary ones."), {}, {}},
                            {Frame{opcode, payload.toByteArray()}}};
        return;
    }
    m_buffer.append(payload);
}

Decoded MqttSession::take(qsizetype size, Result<Value> message)
{
    Decoded decoded;
    if (message)
        decoded.value = std::move(*message);
    else
        decoded.error = std::move(message.error());
    decoded.frames.push_back({Opcode::Binary, m_buffer.sliced(m_at, size)});
    m_at += size;
    return decoded;
}

std::optional<Decoded> MqttSession::next()
{
    if (m_refused)
        return std::exchange(m_refused, std::nullopt);
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_at);
    if (rest.size() < 2)
        return std::nullopt;
    ByteReader head(rest);
    const std::uint8_t first = head.byte();
    const std::optional<std::uint32_t> length = readMqttNumber(head);
    if (!length && head.hasFailed())
        return std::nullopt;
    // Where no length can be read nobody knows where the next packet begins: the next frame is a new start.
    if (!length)
        return take(rest.size(), fail(QStringLiteral("The length of an MQTT packet has more than four bytes.")));
    if (head.position() + static_cast<qsizetype>(*length) > m_limit)
        return take(rest.size(), fail(QStringLiteral("An MQTT packet of %1 bytes is longer than the limit of %2.")
                                          .arg(*length)
                                          .arg(m_limit)));
    const QByteArrayView body = head.bytes(*length);
    if (head.hasFailed()) {
        // What begins no packet will not become one by waiting for the rest.
        if (first >> 4U == 0)
            return take(rest.size(), fail(QStringLiteral("No MQTT packet has the type 0.")));
        return std::nullopt;
    }
    const int version = m_agreement->version == 0 ? mqtt311 : m_agreement->version;
    Result<Value> message = readMqttPacket(first, body, version);
    if (message && first >> 4U == static_cast<unsigned>(MqttPacket::Connect))
        m_agreement->version = static_cast<int>((*message)["version"].toNumber().toInteger().value_or(mqtt311));
    return take(head.position(), std::move(message));
}

Result<std::vector<Frame>> MqttSession::encode(const Value &value)
{
    const Result<QByteArray> packet = writeMqttPacket(value, m_agreement->version);
    if (!packet)
        return tl::unexpected(packet.error());
    if (value["packet"].view() == "CONNECT") {
        const std::optional<std::int64_t> version = value["version"].toNumber().toInteger();
        if (value["version"].isNumber() && version)
            m_agreement->version = static_cast<int>(*version);
        else if (m_agreement->version == 0)
            m_agreement->version = mqtt311;
    }
    return std::vector{Frame{Opcode::Binary, *packet}};
}

} // namespace framewright::codec

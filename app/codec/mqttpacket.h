// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstdint>

namespace framewright::codec {

using value::Value;

/// The types of MQTT's control packets (5.0 section 2.1.2).
enum class MqttPacket : std::uint8_t
{
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth,
};

/// By type; the first one stands for none.
inline constexpr std::array mqttPacketNames = {
    "",          "CONNECT", "CONNACK",     "PUBLISH",  "PUBACK",  "PUBREC",   "PUBREL",     "PUBCOMP",
    "SUBSCRIBE", "SUBACK",  "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH"};

constexpr int mqtt31 = 3;
constexpr int mqtt311 = 4;
constexpr int mqtt5 = 5;

/// The bits that the first byte has beside the type, but for PUBLISH.
[[nodiscard]] constexpr std::uint8_t mqttFlagsOf(MqttPacket packet)
{
    const bool isMarked =
        packet == MqttPacket::Pubrel || packet == MqttPacket::Subscribe || packet == MqttPacket::Unsubscribe;
    return isMarked ? 2 : 0;
}

/// A packet without its fixed header, of which `first` is the first byte. `version`: 3 to 5; a CONNECT says its own.
[[nodiscard]] Result<Value> readMqttPacket(std::uint8_t first, QByteArrayView body, int version);
/// The whole packet. `version`: of the connection, 0 where it is not known; the message may say another.
[[nodiscard]] Result<QByteArray> writeMqttPacket(const Value &message, int version);

} // namespace framewright::codec

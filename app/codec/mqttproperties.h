// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/bytereader.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace framewright::codec {

using value::Value;

/// MQTT's numbers of one to four bytes, seven bits each (5.0 section 1.5.5).
constexpr std::uint32_t mqttNumberLimit = 268'435'455;
/// Nothing where a fifth byte would be needed, or the bytes end before it does.
[[nodiscard]] std::optional<std::uint32_t> readMqttNumber(ByteReader &in);
void appendMqttNumber(QByteArray &out, std::uint32_t number);

/// A text or bytes behind their length in two bytes.
[[nodiscard]] QByteArrayView readMqttBytes(ByteReader &in);
/// False where they are too long.
[[nodiscard]] bool appendMqttBytes(QByteArray &out, QByteArrayView bytes);
/// UTF-8 without U+0000 (5.0 section 1.5.4).
[[nodiscard]] bool isMqttText(QByteArrayView text);

/// The properties of MQTT 5 (section 2.2.2) with their length in front, by their names in lower camel case. `why`
/// takes what is wrong with them.
[[nodiscard]] Value readMqttProperties(ByteReader &in, QString &why);
/// False where they cannot be written, which `why` says. Undefined: none.
[[nodiscard]] bool appendMqttProperties(QByteArray &out, const Value &properties, QString &why);

} // namespace framewright::codec

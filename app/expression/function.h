// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/outcome.h"

#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <span>

namespace framewright::expression {

class Scope;

/// The functions of the rule language. One implementation, called from the fast path and from scripts.
enum class Function : std::uint8_t
{
    Uuid,
    Now,
    Iso,
    Seq,
    Rnd,
    Pick,
    Range,
    Timer,
    Size,
    Peers,
    Topic,
    Hex,
    Unhex,
    Utf8,
    U8,
    U16,
    U32,
    Base64,
    Unbase64,
    Json,
    Parse,
    Repeat,
    Faker,
};
constexpr int FunctionCount = static_cast<int>(Function::Faker) + 1;

/// The longest text or bytes that an expression may make: the message limit's default.
constexpr qsizetype ResultLimit = 16 * 1024 * 1024;

[[nodiscard]] QByteArrayView nameOf(Function function);
[[nodiscard]] std::optional<Function> functionNamed(QByteArrayView name);

[[nodiscard]] Outcome callFunction(Function function, std::span<const Value> arguments, Scope &scope);

/// Whether an MQTT topic filter (+ one level, # the rest) takes a topic name (MQTT 5 section 4.7).
[[nodiscard]] bool topicMatches(QByteArrayView filter, QByteArrayView name);

} // namespace framewright::expression

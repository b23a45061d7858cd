// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace framewright::expression {

using value::Value;

enum class Operator : std::uint8_t
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    StrictlyEqual,
    StrictlyDifferent,
    LooselyEqual,
    LooselyDifferent,
};

/// As JavaScript judges: undefined, null, false, 0 and "" are false.
[[nodiscard]] bool isTruthy(const Value &value);

/// The binary operators of JavaScript on texts, numbers, booleans and null, with numbers compared exactly and
/// whole numbers added exactly. Nothing for what these kinds do not settle: the script engine's business.
[[nodiscard]] std::optional<Value> applyOperator(Operator operation, const Value &left, const Value &right);

/// A value inside a text: digits as they are, a list or object as JSON, bytes as base64, undefined as nothing.
void appendAsText(QByteArray &out, const Value &value);
[[nodiscard]] QByteArray asText(const Value &value);

/// A text of bytes from outside: UTF-8 where it is that, else read as Latin-1.
[[nodiscard]] Value textOfBytes(QByteArrayView bytes);

} // namespace framewright::expression

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArrayView>

#include <cstdint>
#include <initializer_list>
#include <optional>

namespace framewright::codec {

using value::Value;

/// How deep lists and objects of a message may lie in each other, and of how many values it may be made: small
/// bytes from outside must not become a big memory or a deep stack.
constexpr int depthLimit = 512;
constexpr qsizetype valueLimit = 2'000'000;

[[nodiscard]] bool isUtf8(QByteArrayView bytes);
/// A text where the bytes are UTF-8, else bytes.
[[nodiscard]] Value textOrBytes(QByteArrayView bytes);
/// What a payload is written as: the bytes of a text or of bytes, nothing for undefined, else JSON.
[[nodiscard]] QByteArray payloadOf(const Value &value);

/// Digits without point and exponent.
[[nodiscard]] bool isWhole(const Value &number);
[[nodiscard]] std::optional<std::uint64_t> unsignedOf(const Value &number);
/// A key of a format whose keys may be anything: texts as they are, the others spelled.
[[nodiscard]] QByteArray keyOf(const Value &key);

/// "where" of an error.
[[nodiscard]] QString atByte(qsizetype offset);
/// The value is an object of these keys, else the error says which one is not known.
[[nodiscard]] Result<void> expectKeys(const Value &object, std::initializer_list<const char *> known);

} // namespace framewright::codec

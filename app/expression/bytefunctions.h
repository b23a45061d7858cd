// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/function.h"

namespace framewright::expression {

/// The functions that take bytes apart and put them together: hex to unbase64.
[[nodiscard]] Outcome callByteFunction(Function function, std::span<const Value> arguments);

/// Hexadecimal digits, spaces allowed between, as bytes; nothing for anything else.
[[nodiscard]] std::optional<QByteArray> bytesOfHex(QByteArrayView digits);
/// Base64 of either alphabet (RFC 4648), padded or not, as bytes; nothing for anything else.
[[nodiscard]] std::optional<QByteArray> bytesOfBase64(QByteArrayView text);

} // namespace framewright::expression

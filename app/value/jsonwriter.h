// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::value {

enum class JsonStyle : std::uint8_t
{
    Compact,  ///< No space at all, as JSON.stringify writes.
    Indented, ///< Two spaces a level, each item on its own line.
    Fitted,   ///< As Indented, but what fits into 100 columns stays on one line: the workspace file.
};

/// A Value as JSON: digits and order as they are. Bytes become their base64 text, as JSON has none. Undefined
/// drops its key, is null in a list, and as a whole gives nothing.
[[nodiscard]] QByteArray writeJson(const Value &value, JsonStyle style = JsonStyle::Compact);
/// The same at the end of `out`, compact.
void appendJson(QByteArray &out, const Value &value);
/// A text between quotes, escaped where RFC 8259 section 7 asks for it and nowhere else.
void appendJsonText(QByteArray &out, QByteArrayView utf8);

/// A JSON text laid out anew, two spaces a level; numbers, strings and keys keep every byte they had.
[[nodiscard]] Result<QByteArray> prettyPrint(QByteArrayView json);
/// The same without any space: for a text that is edited readable and sent small.
[[nodiscard]] Result<QByteArray> minify(QByteArrayView json);

} // namespace framewright::value

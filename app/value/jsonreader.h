// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/path.h"
#include "app/value/value.h"

#include <QByteArrayView>

#include <optional>

namespace framewright::value {

/// How deep lists and objects may lie in each other; what comes from outside must not choose our stack.
constexpr int JsonDepthLimit = 512;

/// A JSON text (RFC 8259, strict) as a Value: digits, the order of keys and double keys are kept. The error's
/// `where` is "line 3, column 14", counted from 1 in characters.
[[nodiscard]] Result<Value> readJson(QByteArrayView json, int depthLimit = JsonDepthLimit);

/// Where something begins in a text: lines and columns from 1, columns in characters.
struct TextPosition
{
    int line = 1;
    int column = 1;
    qsizetype offset = 0;

    bool operator==(const TextPosition &) const = default;
    /// "line 3, column 14".
    [[nodiscard]] QString text() const;
};

/// Where the value that `path` leads to begins in a JSON text, for an error found after reading. Reads the text
/// again, so that reading itself pays nothing for it. Nothing when the path leads nowhere.
[[nodiscard]] std::optional<TextPosition> locate(QByteArrayView json, const Path &path);

/// The position of a byte of a text.
[[nodiscard]] TextPosition positionAt(QByteArrayView text, qsizetype offset);

} // namespace framewright::value

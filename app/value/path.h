// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <span>
#include <variant>
#include <vector>

namespace framewright::value {

/// A way into a Value, made once and followed often: a name and then keys and indexes, in the part of
/// JavaScript's spelling that needs no script engine: `$`, `$.a.b`, `$[2]`, `$['a.b']`, `conn.user.name`.
/// What else an expression can say (`$.a - 1`, `$[-1]`, `$.f()`) is no path.
class Path final
{
public:
    /// A key of an object, or the index of an item of a list.
    using Segment = std::variant<QByteArray, qsizetype>;

    Path() = default;
    Path(QByteArray root, std::vector<Segment> segments);

    [[nodiscard]] static Result<Path> parse(QByteArrayView spelling);

    /// The name before the first dot or bracket: "$", "conn", "req".
    [[nodiscard]] const QByteArray &root() const { return m_root; }
    [[nodiscard]] const std::vector<Segment> &segments() const { return m_segments; }

    /// Follows the segments from `start`, which is what the root's name stands for. nullptr: there is nothing.
    [[nodiscard]] const Value *find(const Value &start) const;
    /// The same, and as in JavaScript the `length` of a list or a text (UTF-16 units). Undefined: there is nothing.
    [[nodiscard]] Value evaluate(const Value &start) const;
    /// Whether a segment is missing before the last one: JavaScript would throw a TypeError here.
    [[nodiscard]] bool missesBeforeLast(const Value &start) const;

    /// As it is spelled at its shortest: $.a['b.c'][0].
    [[nodiscard]] QByteArray spelling() const;

    bool operator==(const Path &) const = default;

private:
    QByteArray m_root = QByteArray("$");
    std::vector<Segment> m_segments;
};

/// Sets what lies under these keys of `start`, each one key whatever it contains; objects are made where
/// nothing or null is. A key that is the index of an item goes into a list. Anything else in the way is an error.
[[nodiscard]] Result<void> setAlong(Value &start, std::span<const QByteArray> keys, Value value);
/// Takes away what lies under these keys. False when nothing was there.
bool unsetAlong(Value &start, std::span<const QByteArray> keys);

} // namespace framewright::value

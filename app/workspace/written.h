// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QByteArray>

#include <vector>

namespace framewright::workspace {

using value::Value;

/// An open part of the file, kept as it was written: equal only when digits and order are equal too, so that an
/// edit from 1.0 to 1.00 is an edit. Otherwise a Value like any other; it adds nothing to it.
struct Written : Value
{
    Written() = default;
    Written(Value value)
        : Value(std::move(value))
    {
    }

    [[nodiscard]] static Written emptyObject() { return Value::object(); }
    [[nodiscard]] static Written emptyList() { return Value::list(); }
    [[nodiscard]] static Written nothing() { return Value::null(); }

    friend bool operator==(const Written &left, const Written &right) { return left.isIdentical(right); }
};

/// How an object of the file was laid out: its keys in their order, with the values of those we do not know.
/// Writing follows it, so that a key of a newer version or of another program stays where it was.
struct FileLayout
{
    struct Key
    {
        QByteArray name;
        bool known = false;
        Value kept; ///< Of an unknown key its value; of a known one its digits, where they are not ours.
    };

    std::vector<Key> keys;

    /// Only unknown keys count, in their order: where known ones stand is no difference between two values.
    friend bool operator==(const FileLayout &left, const FileLayout &right) { return left.keepsTheSameAs(right); }

private:
    [[nodiscard]] bool keepsTheSameAs(const FileLayout &other) const;
};

} // namespace framewright::workspace

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/path.h"
#include "app/workspace/fieldtable.h"
#include "app/workspace/workspace.h"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace framewright::workspace {

/// How far reading has come, and the first thing that was wrong.
struct Reading
{
    struct Fault
    {
        std::vector<value::Path::Segment> path;
        QString expected;
        Value found;
    };

    std::vector<value::Path::Segment> path;
    std::optional<Fault> fault;

    /// Always false, to be returned.
    bool refuse(const QString &expected, const Value &found)
    {
        if (!fault)
            fault = Fault{path, expected, found};
        return false;
    }
};

/// A row of the table bound to the member of T that it describes.
template <class T>
struct Field
{
    FieldDescription description;
    bool (*read)(T &structure, const Value &value, const FieldDescription &field, Reading &reading) = nullptr;
    Value (*write)(const T &structure) = nullptr;
    bool (*equal)(const T &left, const T &right) = nullptr;
};

/// The rows of a structure, in the order in which they are written. Defined for each in fieldtable.cpp.
template <class T>
[[nodiscard]] const std::vector<Field<T>> &fieldsOf();
/// "server", "route", ...
template <class T>
[[nodiscard]] QByteArrayView structureName();

template <class T>
concept Structure = requires(T &structure)
{
    structure.layout;
};

template <Structure T>
[[nodiscard]] bool equalStructures(const T &left, const T &right)
{
    for (const Field<T> &field : fieldsOf<T>()) {
        if (!field.equal(left, right))
            return false;
    }
    return left.layout == right.layout;
}

template <Structure T>
[[nodiscard]] const Field<T> *findField(QByteArrayView key)
{
    for (const Field<T> &field : fieldsOf<T>()) {
        if (field.description.key == key)
            return &field;
    }
    return nullptr;
}

/// Of a known key only digits that ours would not be: 1e3 for 1000.
[[nodiscard]] inline Value digitsToKeep(const Value &written, FieldType type)
{
    const bool isOther = type == FieldType::Integer && written.isNumber() &&
                         written.view() != value::digitsOf(written.toNumber().toInteger().value_or(0));
    return isOther ? written : Value();
}

template <Structure T>
[[nodiscard]] bool readStructure(T &structure, const Value &value, Reading &reading)
{
    if (!value.isObject())
        return reading.refuse(u"an object"_qs, value);
    for (const Value::Member &member : value.members()) {
        const QByteArray key = member.name.toByteArray();
        const Field<T> *field = findField<T>(key);
        if (!field) {
            structure.layout.keys.push_back({key, false, member.value});
            continue;
        }
        // Of a double key the last one counts.
        if (&member.value != value.find(key))
            continue;
        reading.path.emplace_back(key);
        if (!field->read(structure, member.value, field->description, reading))
            return false;
        reading.path.pop_back();
        structure.layout.keys.push_back({key, true, digitsToKeep(member.value, field->description.type)});
    }
    return true;
}

/// The keys of the layout, and each field that it does not name behind the one it follows in the table.
template <Structure T>
[[nodiscard]] std::vector<FileLayout::Key> completeLayout(const T &structure)
{
    std::vector<FileLayout::Key> keys = structure.layout.keys;
    std::size_t place = 0;
    for (const Field<T> &field : fieldsOf<T>()) {
        const auto isField = [&](const FileLayout::Key &key) { return key.known && key.name == field.description.key; };
        const auto found = std::find_if(keys.begin(), keys.end(), isField);
        if (found != keys.end()) {
            place = static_cast<std::size_t>(found - keys.begin()) + 1;
        } else {
            keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(place), {field.description.key, true, Value()});
            ++place;
        }
    }
    return keys;
}

template <Structure T>
[[nodiscard]] Value writeStructure(const T &structure)
{
    static const T defaults;
    Value::Object members;
    for (const FileLayout::Key &key : completeLayout(structure)) {
        if (!key.known) {
            members.emplace_back(key.name, key.kept);
            continue;
        }
        const Field<T> *field = findField<T>(key.name);
        if (!field->description.alwaysWritten && field->equal(structure, defaults))
            continue;
        Value value = field->write(structure);
        const bool digitsStillHold = key.kept.isNumber() && key.kept == value;
        members.emplace_back(key.name, digitsStillHold ? key.kept : value);
    }
    return Value::object(std::move(members));
}

} // namespace framewright::workspace

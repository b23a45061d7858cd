// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/structure.h"

#include <algorithm>
#include <array>
#include <concepts>

namespace framewright::workspace {

// What each type of member takes from the file and gives to it.

template <class T>
[[nodiscard]] std::span<const QByteArrayView> choicesOf();

template <>
inline std::span<const QByteArrayView> choicesOf<DropKind>()
{
    static constexpr std::array<QByteArrayView, 4> words = {"none", "reset", "fin", "hang"};
    return words;
}

template <>
inline std::span<const QByteArrayView> choicesOf<ClientCertificates>()
{
    static constexpr std::array<QByteArrayView, 3> words = {"none", "request", "require"};
    return words;
}

template <class T>
struct OptionalOf : std::false_type
{
};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type
{
    using Inner = T;
};
template <class T>
struct VectorOf : std::false_type
{
};
template <class T>
struct VectorOf<std::vector<T>> : std::true_type
{
    using Inner = T;
};

[[nodiscard]] inline FieldType typeOfOpenPart(const Value &defaultValue)
{
    return defaultValue.isObject() ? FieldType::Object : defaultValue.isList() ? FieldType::List : FieldType::Any;
}

template <class M>
[[nodiscard]] bool readMember(M &member, const Value &value, const FieldDescription &field, Reading &reading)
{
    const auto refuse = [&] { return reading.refuse(expectationOf(field), value); };
    if constexpr (OptionalOf<M>::value) {
        if (value.isNull())
            return true;
        return readMember(member.emplace(), value, field, reading);
    } else if constexpr (std::same_as<M, bool>) {
        member = value.toBoolean();
        return value.isBoolean() || refuse();
    } else if constexpr (std::same_as<M, std::int64_t>) {
        const auto whole = value.isNumber() ? value.toNumber().toInteger() : std::nullopt;
        if (!whole || *whole < field.minimum || *whole > field.maximum)
            return refuse();
        member = *whole;
        return true;
    } else if constexpr (std::same_as<M, QString>) {
        member = value.toString();
        return value.isText() || refuse();
    } else if constexpr (std::is_enum_v<M>) {
        const auto words = choicesOf<M>();
        const auto word = std::find(words.begin(), words.end(), value.view());
        if (field.nullable && value.isNull())
            return true;
        if (!value.isText() || word == words.end())
            return refuse();
        member = static_cast<M>(word - words.begin());
        return true;
    } else if constexpr (std::same_as<M, QStringList>) {
        const bool allTexts = std::ranges::all_of(value.items(), [](const Value &item) { return item.isText(); });
        if (!value.isList() || !allTexts)
            return refuse();
        for (const Value &item : value.items())
            member.append(item.toString());
        return true;
    } else if constexpr (std::same_as<M, Written>) {
        const bool fits = field.type == FieldType::Any || (field.type == FieldType::Object && value.isObject()) ||
                          (field.type == FieldType::List && value.isList());
        member = value;
        return fits || refuse();
    } else if constexpr (std::same_as<M, Action>) {
        member.body = value;
        return value.isObject() || reading.refuse(u"an object with a verb, like {\"send\": \"text\"}"_qs, value);
    } else if constexpr (VectorOf<M>::value) {
        if (!value.isList())
            return refuse();
        member.reserve(static_cast<std::size_t>(value.size()));
        for (qsizetype index = 0; index < value.size(); ++index) {
            reading.path.emplace_back(index);
            if (!readMember(member.emplace_back(), value.at(index), field, reading))
                return false;
            reading.path.pop_back();
        }
        return true;
    } else {
        if (field.type == FieldType::Structure && !value.isObject())
            return refuse();
        return readStructure(member, value, reading);
    }
}

template <class M>
[[nodiscard]] Value writeMember(const M &member)
{
    if constexpr (OptionalOf<M>::value) {
        return member ? writeMember(*member) : Value::null();
    } else if constexpr (std::same_as<M, bool>) {
        return Value::boolean(member);
    } else if constexpr (std::same_as<M, std::int64_t>) {
        return Value::integer(member);
    } else if constexpr (std::same_as<M, QString>) {
        return Value::text(member);
    } else if constexpr (std::is_enum_v<M>) {
        return Value::text(choicesOf<M>()[static_cast<std::size_t>(member)]);
    } else if constexpr (std::same_as<M, Written>) {
        return member;
    } else if constexpr (std::same_as<M, Action>) {
        return member.body;
    } else if constexpr (std::same_as<M, QStringList> || VectorOf<M>::value) {
        Value::List items;
        items.reserve(static_cast<std::size_t>(member.size()));
        for (const auto &item : member)
            items.push_back(writeMember(item));
        return Value::list(std::move(items));
    } else {
        return writeStructure(member);
    }
}

template <class M>
void describeMember(FieldDescription &field, const M &defaultMember)
{
    if constexpr (OptionalOf<M>::value) {
        describeMember(field, typename OptionalOf<M>::Inner());
        field.nullable = true;
    } else if constexpr (std::same_as<M, bool>) {
        field.type = FieldType::Boolean;
    } else if constexpr (std::same_as<M, std::int64_t>) {
        field.type = FieldType::Integer;
    } else if constexpr (std::same_as<M, QString>) {
        field.type = FieldType::Text;
    } else if constexpr (std::is_enum_v<M>) {
        field.type = FieldType::Choice;
        field.choices = choicesOf<M>();
    } else if constexpr (std::same_as<M, QStringList>) {
        field.type = FieldType::TextList;
    } else if constexpr (std::same_as<M, Written>) {
        field.type = typeOfOpenPart(defaultMember);
        field.nullable = defaultMember.isNull();
    } else if constexpr (std::same_as<M, std::vector<Action>>) {
        field.type = FieldType::List;
    } else if constexpr (VectorOf<M>::value) {
        field.type = FieldType::StructureList;
        field.structure = structureName<typename VectorOf<M>::Inner>().toByteArray();
    } else {
        field.type = FieldType::Structure;
        field.structure = structureName<M>().toByteArray();
    }
}

template <auto Member>
struct MemberPointer;
template <class T, class M, M T::*Member>
struct MemberPointer<Member>
{
    using Owner = T;
};

/// Binds a row to a member. The default is the member's initialiser: it stands in one place.
template <auto Member>
[[nodiscard]] auto bind(FieldDescription description)
{
    using T = typename MemberPointer<Member>::Owner;
    const T defaults;
    describeMember(description, defaults.*Member);
    Field<T> field;
    field.description = std::move(description);
    field.read = [](T &structure, const Value &value, const FieldDescription &row, Reading &reading) {
        return readMember(structure.*Member, value, row, reading);
    };
    field.write = [](const T &structure) { return writeMember(structure.*Member); };
    field.equal = [](const T &left, const T &right) { return left.*Member == right.*Member; };
    return field;
}

} // namespace framewright::workspace

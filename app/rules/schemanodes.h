// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/jsonschema.h"

#include <QRegularExpression>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace framewright::rules {

/// A sub-schema by its place in Nodes.
using SchemaIndex = std::size_t;
constexpr SchemaIndex noSchema = static_cast<SchemaIndex>(-1);

/// The JSON types as bits; an integer is a number too.
namespace schematype {
constexpr std::uint8_t Null = 1;
constexpr std::uint8_t Boolean = 2;
constexpr std::uint8_t Number = 4;
constexpr std::uint8_t Text = 8;
constexpr std::uint8_t List = 16;
constexpr std::uint8_t Object = 32;
constexpr std::uint8_t Integer = 64;
constexpr std::uint8_t Any = 127;
} // namespace schematype

/// How many there may be of something: characters, items, members.
struct SchemaCount
{
    std::int64_t minimum = 0;
    std::optional<std::int64_t> maximum;

    [[nodiscard]] bool takes(std::int64_t count) const { return count >= minimum && (!maximum || count <= *maximum); }
};

/// What must be there where a member is.
struct SchemaDependency
{
    QByteArray member;
    std::vector<QByteArray> required;
    SchemaIndex schema = noSchema;
};

/// One schema or sub-schema: all that it says must hold.
struct SchemaNode
{
    bool takesNothing = false; ///< The schema `false`.
    SchemaIndex reference = noSchema;
    std::uint8_t types = schematype::Any;
    std::optional<std::vector<Value>> choices; ///< `enum`; `const` is one choice.

    Value minimum; ///< Undefined where there is none, as with the next.
    Value maximum;
    Value exclusiveMinimum;
    Value exclusiveMaximum;
    Value multipleOf;

    SchemaCount length;
    std::vector<QRegularExpression> patterns; ///< `pattern`, and what `format` means.

    SchemaCount itemCount;
    std::vector<SchemaIndex> firstItems;
    SchemaIndex items = noSchema; ///< Of the items behind the first ones.
    SchemaIndex contains = noSchema;
    bool itemsDiffer = false;

    SchemaCount memberCount;
    std::vector<QByteArray> required;
    std::vector<std::pair<QByteArray, SchemaIndex>> members;
    std::vector<std::pair<QRegularExpression, SchemaIndex>> patternMembers;
    SchemaIndex otherMembers = noSchema;
    SchemaIndex memberNames = noSchema;
    std::vector<SchemaDependency> dependencies;

    std::vector<SchemaIndex> allOf;
    std::vector<SchemaIndex> anyOf;
    std::vector<SchemaIndex> oneOf;
    SchemaIndex isNot = noSchema;
    SchemaIndex condition = noSchema;
    SchemaIndex then = noSchema;
    SchemaIndex otherwise = noSchema;
};

struct JsonSchema::Nodes
{
    std::vector<SchemaNode> all; ///< The whole schema is the first.
};

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace framewright::workspace {

/// What a key of the file takes.
enum class FieldType : std::uint8_t
{
    Boolean,
    Integer,
    Text,
    Choice,   ///< One of a few words.
    TextList, ///< A list of texts.
    Object,   ///< An object whose keys the user names, or whose form the rules know.
    List,     ///< A list of such.
    Any,      ///< Any JSON.
    Structure,
    StructureList,
};

/// One row of the table that the reader, the writer, forms, the JSON Schema and the reference are made from. What
/// follows from the member it is bound to (type, default, whether null is allowed) is filled in, not written twice.
struct FieldDescription
{
    QByteArray key;
    QByteArray unit = {}; ///< "ms", "bytes", or nothing.
    std::int64_t minimum = 0;
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    bool templates = false;     ///< Texts in it may hold {{expressions}}.
    bool expression = false;    ///< The text is an expression.
    bool alwaysWritten = false; ///< Even when it is the default: a reader would miss it.
    QByteArray purpose = {};    ///< One sentence for tool tips and the reference.

    FieldType type = FieldType::Any;
    bool nullable = false;
    std::span<const QByteArrayView> choices = {};
    QByteArray structure = {}; ///< Of a Structure or StructureList: its name.
    value::Value defaultValue = {};
};

/// An object of the file with its keys, in the order in which they are written.
struct StructureDescription
{
    QByteArray name; ///< "workspace", "server", "route", ...
    std::vector<FieldDescription> fields;
};

/// All of them; the first one is the file itself.
[[nodiscard]] const std::vector<StructureDescription> &fileStructures();

/// What a field takes, in words: "a whole number from 0 to 65535".
[[nodiscard]] QString expectationOf(const FieldDescription &field);

} // namespace framewright::workspace

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/function.h"
#include "app/expression/operators.h"
#include "app/expression/root.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace framewright::expression {

enum class NodeKind : std::uint8_t
{
    Literal,
    Root,
    Member,  ///< children[0] . name
    Element, ///< children[0] [ children[1] ]
    Group,   ///< children[0] in brackets
    Not,
    Negate,
    And,
    Or,
    Coalesce,
    Choose, ///< children[0] ? children[1] : children[2]
    Binary,
    Call,
    List,
    Object, ///< Keys in `names`, one for each child.
};

/// A node of the syntax tree of an expression that needs no script engine. Immutable once parsed.
struct Node
{
    NodeKind kind = NodeKind::Literal;
    bool isOptional = false; ///< `?.` before this member or element.
    Root root = Root::Message;
    Operator operation = Operator::Add;
    Function function = Function::Uuid;
    Value literal;
    QByteArray name;
    std::vector<QByteArray> names;
    std::vector<Node> children;
};

} // namespace framewright::expression

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/expression.h"
#include "app/expression/template.h"
#include "app/rules/jsonschema.h"
#include "app/value/value.h"

#include <QRegularExpression>
#include <QString>

#include <memory>
#include <variant>
#include <vector>

namespace framewright::rules {

using expression::Outcome;
using value::Value;

struct Matcher;

/// What a matcher compares with: a constant, or a template that is evaluated for each message.
struct Operand
{
    expression::Template content;
    Value constant; ///< Where the template is one.
    bool isConstant = false;
};

namespace test {
struct Equals
{
    Operand operand;
};
struct Contains
{
    Operand operand;
};
struct StartsWith
{
    Operand operand;
};
struct In
{
    Operand operand;
};
struct Greater
{
    Operand operand;
};
struct Less
{
    Operand operand;
};
struct Subset
{
    Operand operand;
};
struct Exists
{
    bool exists = true;
};
struct TypeIs
{
    value::Kind kind = value::Kind::Null;
};
struct HexPrefix
{
    QByteArray prefix;
};
struct Not
{
    std::shared_ptr<const Matcher> matcher;
};
struct Regex
{
    QRegularExpression pattern;
    std::vector<QByteArray> names; ///< Of the captures, by number; empty where one has none.
};
struct Schema
{
    JsonSchema schema;
};
} // namespace test

using Test =
    std::variant<test::Equals, test::Contains, test::StartsWith, test::In, test::Greater, test::Less, test::Subset,
                 test::Exists, test::TypeIs, test::HexPrefix, test::Not, test::Regex, test::Schema>;

/// All tests hold.
struct Matcher
{
    std::vector<Test> tests;

    /// Whether it holds for a value, true or false; `captures` takes what regular expressions find.
    [[nodiscard]] Outcome holds(const Value &value, expression::Scope &scope, Value &captures) const;
};

struct Condition;

/// All conditions hold.
using Conditions = std::vector<Condition>;

/// One line of a `match`: a selector with its matcher; or alternatives.
struct Condition
{
    QString field; ///< "match.$.event"
    expression::Expression selector;
    Matcher matcher;
    std::vector<Conditions> alternatives; ///< Of an `any`: one of them holds. Then nothing else counts.
};

/// Whether all conditions hold. `failedField` says where a failure came from.
[[nodiscard]] Outcome conditionsHold(const Conditions &conditions, expression::Scope &scope, Value &captures,
                                     QString &failedField);

/// Whether all that `part` says is so in `whole`: objects may have more keys, lists more items at the end.
[[nodiscard]] bool isSubset(const Value &part, const Value &whole);

} // namespace framewright::rules

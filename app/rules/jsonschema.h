// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/outcome.h"

#include <memory>

namespace framewright::rules {

using expression::Outcome;
using value::Value;

/// A JSON Schema (draft 7, and of 2020-12 what is only spelled otherwise: $defs, prefixItems, dependentRequired),
/// compiled once. Numbers compare with all their digits. Patterns run with the limit that all regular expressions
/// of rules have, as texts are hostile. Immutable, crosses threads.
class JsonSchema final
{
public:
    /// The error's `where` is the place inside of the schema: "/properties/id/type".
    [[nodiscard]] static Result<JsonSchema> compile(const Value &schema);

    /// Whether the value is as the schema wants it, true or false. Fails where a pattern took too long, or the
    /// schema leads back to itself without end.
    [[nodiscard]] Outcome holds(const Value &value) const;

    struct Nodes; ///< In the sources only.

private:
    explicit JsonSchema(std::shared_ptr<const Nodes> nodes)
        : m_nodes(std::move(nodes))
    {
    }

    std::shared_ptr<const Nodes> m_nodes;
};

} // namespace framewright::rules

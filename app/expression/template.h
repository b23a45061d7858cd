// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/templatetext.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace framewright::expression {

/// Any JSON with templates in its texts, parsed once: `{"id": "{{$.id}}", "ok": true}`. What is constant is
/// encoded when it is compiled. Spreads `{"...": "{{$.headers}}"}`. Immutable, crosses threads.
class Template final
{
public:
    /// Undefined.
    Template();
    /// The error's `where` is the place inside of the value: "a.b[2]".
    [[nodiscard]] static Result<Template> compile(const Value &value);

    [[nodiscard]] bool isConstant() const;
    /// Whether it is a text with templates, which may come to anything, not a list or object.
    [[nodiscard]] bool isLoneText() const;
    /// Keys without a value are dropped. Undefined where a lone expression gives nothing. Never Missing.
    [[nodiscard]] Outcome evaluate(Scope &scope) const;
    /// The same as JSON at the end of `out`, without a detour over values: digits go through as they came.
    /// The outcome's value is true, or undefined when there is nothing to write.
    [[nodiscard]] Outcome appendJson(QByteArray &out, Scope &scope) const;

    [[nodiscard]] RootSet roots() const { return m_roots; }
    [[nodiscard]] bool calls(Function function) const;

    struct Node; ///< In the source only.

private:
    std::shared_ptr<const Node> m_node;
    RootSet m_roots;
};

} // namespace framewright::expression

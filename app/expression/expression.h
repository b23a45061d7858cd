// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/outcome.h"
#include "app/expression/root.h"
#include "app/expression/syntax.h"

#include <QByteArray>

#include <memory>

namespace framewright::expression {

class Scope;

/// An expression, parsed once. Paths, literals and simple operators run here; the rest is kept as text for the
/// script engine of the thread that evaluates. Immutable, cheap to copy, crosses threads.
class Expression final
{
public:
    /// `undefined`.
    Expression() = default;
    /// The error says what is wrong and what to write instead.
    [[nodiscard]] static Result<Expression> compile(QByteArrayView text);
    [[nodiscard]] static Expression literal(Value value);

    [[nodiscard]] Outcome evaluate(Scope &scope) const;
    /// Whether it holds, for a condition: what is missing means no.
    [[nodiscard]] Outcome evaluateCondition(Scope &scope) const;

    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] RootSet roots() const { return m_roots; }
    [[nodiscard]] bool needsScript() const { return m_syntax == nullptr; }
    [[nodiscard]] bool calls(Function function) const;

private:
    QByteArray m_text = QByteArray("undefined");
    RootSet m_roots;
    std::shared_ptr<const Node> m_syntax = std::make_shared<const Node>();
};

} // namespace framewright::expression

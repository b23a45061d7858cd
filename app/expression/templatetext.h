// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/expression.h"

#include <QByteArray>

#include <vector>

namespace framewright::expression {

/// A text with `{{expression}}` in it, parsed once. Alone, an expression keeps the type of what it gives; inside
/// of other text it becomes text. Immutable, crosses threads.
class TemplateText final
{
public:
    /// An empty text.
    TemplateText() = default;
    [[nodiscard]] static Result<TemplateText> compile(QByteArrayView text);

    [[nodiscard]] bool isConstant() const { return m_expressions.empty(); }
    /// The text where it is constant.
    [[nodiscard]] const QByteArray &constant() const { return m_literals.front(); }
    /// Whether it is one expression and nothing else.
    [[nodiscard]] bool isLoneExpression() const;

    /// Undefined where a lone expression gives nothing. Never Missing.
    [[nodiscard]] Outcome evaluate(Scope &scope) const;
    /// The same as a text, whatever the type.
    [[nodiscard]] Outcome evaluateText(Scope &scope) const;

    [[nodiscard]] RootSet roots() const { return m_roots; }
    [[nodiscard]] bool calls(Function function) const;

private:
    /// One more than expressions: before, between and behind them.
    std::vector<QByteArray> m_literals = std::vector<QByteArray>(1, QByteArray(""));
    std::vector<Expression> m_expressions;
    RootSet m_roots;
};

/// Where the expression ends that begins behind a `{{`: the offset of its `}}`. Braces and quotes inside of it
/// are balanced, `{{f({a: "}}"})}}`. -1: nowhere.
[[nodiscard]] qsizetype expressionEnd(QByteArrayView text);

} // namespace framewright::expression

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/expression.h"

#include "app/expression/evaluator.h"
#include "app/expression/parser.h"
#include "app/expression/scope.h"
#include "app/expression/scripthost.h"
#include "app/expression/syntaxcheck.h"

namespace framewright::expression {

Result<Expression> Expression::compile(QByteArrayView text)
{
    std::variant<Node, NeedsScript, Mistake> parsed = parseExpression(text);
    if (auto *mistake = std::get_if<Mistake>(&parsed))
        return fail(std::move(mistake->text), QString::fromUtf8(text));
    Expression expression;
    expression.m_text = text.trimmed().toByteArray();
    expression.m_roots = rootsNamedIn(text);
    if (auto *node = std::get_if<Node>(&parsed))
        expression.m_syntax = std::make_shared<const Node>(std::move(*node));
    else
        expression.m_syntax.reset();
    if (expression.needsScript()) {
        if (QString mistake = SyntaxCheck::mistakeIn(expression.m_text); !mistake.isEmpty())
            return fail(std::move(mistake), QString::fromUtf8(text));
    }
    return expression;
}

Expression Expression::literal(Value value)
{
    Node node;
    node.literal = std::move(value);
    Expression expression;
    expression.m_text.clear();
    expression.m_syntax = std::make_shared<const Node>(std::move(node));
    return expression;
}

Outcome Expression::evaluate(Scope &scope) const
{
    if (m_syntax != nullptr) {
        if (std::optional<Outcome> outcome = evaluateSyntax(*m_syntax, scope))
            return std::move(*outcome);
    }
    return scope.scripts().evaluate(m_text, m_roots, scope);
}

Outcome Expression::evaluateCondition(Scope &scope) const
{
    Outcome outcome = evaluate(scope);
    if (outcome.hasFailed())
        return outcome;
    return Value::boolean(outcome.isGood() && isTruthy(outcome.value));
}

bool Expression::calls(Function function) const
{
    return callsFunction(m_text, function);
}

} // namespace framewright::expression

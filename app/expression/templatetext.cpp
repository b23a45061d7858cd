// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/templatetext.h"

#include "app/expression/scope.h"

namespace framewright::expression {

qsizetype expressionEnd(QByteArrayView text)
{
    int depth = 0;
    char quote = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quote != 0) {
            if (character == '\\')
                ++at;
            else if (character == quote)
                quote = 0;
        } else if (character == '"' || character == '\'' || character == '`') {
            quote = character;
        } else if (character == '{') {
            ++depth;
        } else if (character == '}') {
            if (depth == 0)
                return at + 1 < text.size() && text[at + 1] == '}' ? at : -1;
            --depth;
        }
    }
    return -1;
}

Result<TemplateText> TemplateText::compile(QByteArrayView text)
{
    TemplateText compiled;
    qsizetype begin = text.indexOf("{{");
    while (begin >= 0) {
        const QByteArrayView rest = text.sliced(begin + 2);
        const qsizetype end = expressionEnd(rest);
        if (end < 0)
            return fail(QStringLiteral("\"{{\" is not closed by \"}}\"."), QString::fromUtf8(text));
        Result<Expression> expression = Expression::compile(rest.first(end));
        if (!expression)
            return tl::unexpected(expression.error());
        compiled.m_literals.back() += text.first(begin);
        compiled.m_literals.emplace_back("");
        compiled.m_roots |= expression->roots();
        compiled.m_expressions.push_back(std::move(*expression));
        text = rest.sliced(end + 2);
        begin = text.indexOf("{{");
    }
    compiled.m_literals.back() += text;
    return compiled;
}

bool TemplateText::isLoneExpression() const
{
    return m_expressions.size() == 1 && m_literals[0].isEmpty() && m_literals[1].isEmpty();
}

Outcome TemplateText::evaluate(Scope &scope) const
{
    if (!isLoneExpression())
        return evaluateText(scope);
    Outcome outcome = m_expressions.front().evaluate(scope);
    if (outcome.hasFailed())
        return outcome;
    return outcome.isGood() ? std::move(outcome.value) : Value();
}

Outcome TemplateText::evaluateText(Scope &scope) const
{
    if (isConstant())
        return Value::text(m_literals.front());
    QByteArray text = m_literals.front();
    for (std::size_t index = 0; index < m_expressions.size(); ++index) {
        const Outcome outcome = m_expressions[index].evaluate(scope);
        if (outcome.hasFailed())
            return outcome;
        if (outcome.isGood())
            appendAsText(text, outcome.value);
        text += m_literals[index + 1];
        if (text.size() > ResultLimit)
            return Outcome::failed(QStringLiteral("The text would be longer than 16 MiB."));
    }
    return Value::text(text);
}

bool TemplateText::calls(Function function) const
{
    for (const Expression &expression : m_expressions) {
        if (expression.calls(function))
            return true;
    }
    return false;
}

} // namespace framewright::expression

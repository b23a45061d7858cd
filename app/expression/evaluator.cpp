// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/evaluator.h"

#include "app/expression/scope.h"
#include "app/value/number.h"

namespace framewright::expression {

using value::Kind;

namespace {

/// One evaluation. After the first failure every step returns undefined at once.
class Evaluator final
{
public:
    explicit Evaluator(Scope &scope)
        : m_scope(scope)
    {
    }

    [[nodiscard]] std::optional<Outcome> run(const Node &node)
    {
        Value value = evaluate(node);
        if (m_needsScript)
            return std::nullopt;
        if (m_stopped)
            return std::move(m_stop);
        return Outcome(std::move(value));
    }

private:
    [[nodiscard]] Value evaluate(const Node &node);
    [[nodiscard]] const Value *follow(const Node &node, Value &held, bool &isCut);
    [[nodiscard]] Value evaluateElement(const Value &base, const Node &node);
    [[nodiscard]] Value evaluateBinary(const Node &node);
    [[nodiscard]] Value evaluateCall(const Node &node);
    [[nodiscard]] Value evaluateList(const Node &node);
    [[nodiscard]] Value evaluateObject(const Node &node);
    [[nodiscard]] Value negate(const Value &value);
    [[nodiscard]] Value memberNamed(const Value &base, QByteArrayView name);

    Value stop(Outcome outcome)
    {
        m_stopped = true;
        m_stop = std::move(outcome);
        return {};
    }
    Value leaveToScript()
    {
        m_stopped = true;
        m_needsScript = true;
        return {};
    }

    Scope &m_scope;
    Outcome m_stop;
    bool m_stopped = false;
    bool m_needsScript = false;
};

Value Evaluator::evaluate(const Node &node)
{
    if (m_stopped)
        return {};
    switch (node.kind) {
    case NodeKind::Literal:
        return node.literal;
    case NodeKind::Root: {
        const Value *found = m_scope.find(node.root);
        return found != nullptr ? *found : Value();
    }
    case NodeKind::Member:
    case NodeKind::Element: {
        bool isCut = false;
        Value held;
        const Value *found = follow(node, held, isCut);
        return found != nullptr ? *found : Value();
    }
    case NodeKind::Group:
        return evaluate(node.children[0]);
    case NodeKind::Not:
        return Value::boolean(!isTruthy(evaluate(node.children[0])));
    case NodeKind::Negate:
        return negate(evaluate(node.children[0]));
    case NodeKind::And: {
        Value left = evaluate(node.children[0]);
        return isTruthy(left) ? evaluate(node.children[1]) : left;
    }
    case NodeKind::Or: {
        Value left = evaluate(node.children[0]);
        return isTruthy(left) ? left : evaluate(node.children[1]);
    }
    case NodeKind::Coalesce: {
        Value left = evaluate(node.children[0]);
        return left.isNull() || left.isUndefined() ? evaluate(node.children[1]) : left;
    }
    case NodeKind::Choose:
        return evaluate(node.children[isTruthy(evaluate(node.children[0])) ? 1 : 2]);
    case NodeKind::Binary:
        return evaluateBinary(node);
    case NodeKind::Call:
        return evaluateCall(node);
    case NodeKind::List:
        return evaluateList(node);
    case NodeKind::Object:
        return evaluateObject(node);
    }
    Q_UNREACHABLE();
    return {};
}

/// A chain of members, followed in place: nothing on the way is copied. What is made on the way lies in `held`.
/// nullptr where it comes to nothing. `?.` on nothing cuts the whole rest of the chain (ECMAScript 13.3.9).
const Value *Evaluator::follow(const Node &node, Value &held, bool &isCut)
{
    if (node.kind == NodeKind::Root)
        return m_scope.find(node.root);
    if (node.kind != NodeKind::Member && node.kind != NodeKind::Element) {
        held = evaluate(node);
        return &held;
    }
    const Value *base = follow(node.children[0], held, isCut);
    if (m_stopped || isCut)
        return nullptr;
    if (base == nullptr || base->isUndefined() || base->isNull()) {
        if (node.isOptional) {
            isCut = true;
            return nullptr;
        }
        stop(Outcome::missing(
            QStringLiteral("There is nothing to take \"%1\" of.")
                .arg(node.kind == NodeKind::Member ? QString::fromUtf8(node.name) : QStringLiteral("[...]"))));
        return nullptr;
    }
    if (node.kind == NodeKind::Member && base->isObject())
        return base->find(node.name);
    // First made, then put: it may be a part of what is held.
    Value made = node.kind == NodeKind::Member ? memberNamed(*base, node.name) : evaluateElement(*base, node);
    held = std::move(made);
    return &held;
}

Value Evaluator::memberNamed(const Value &base, QByteArrayView name)
{
    switch (base.kind()) {
    case Kind::Object:
        if (const Value *found = base.find(name))
            return *found;
        return {};
    case Kind::List:
        if (name == "length")
            return Value::integer(base.size());
        break;
    case Kind::Bytes:
        if (name == "length")
            return Value::integer(base.view().size());
        break;
    case Kind::Text:
        if (name == "length")
            return Value::integer(base.toString().size());
        break;
    default:
        break;
    }
    return {};
}

Value Evaluator::evaluateElement(const Value &base, const Node &node)
{
    const Value index = evaluate(node.children[1]);
    if (m_stopped)
        return {};
    if (index.isNumber() && (base.isList() || base.isBytes() || base.isText())) {
        const std::optional<std::int64_t> at = index.toNumber().toInteger();
        if (!at || *at < 0)
            return {};
        if (base.isList())
            return base.at(static_cast<qsizetype>(*at));
        if (base.isBytes())
            return *at < base.view().size() ? Value::integer(static_cast<unsigned char>(base.view()[*at])) : Value();
        return leaveToScript();
    }
    if (index.isText() && base.isList()) {
        bool isIndex = false;
        const qsizetype at = index.toByteArray().toLongLong(&isIndex);
        if (isIndex)
            return at >= 0 ? base.at(at) : Value();
    }
    if (index.isText() || index.isNumber())
        return memberNamed(base, index.view());
    if (index.isUndefined() || index.isNull() || index.isBoolean())
        return base.isObject() ? memberNamed(base, index.isUndefined() ? QByteArray("undefined") : asText(index))
                               : Value();
    return leaveToScript();
}

Value Evaluator::negate(const Value &value)
{
    if (!value.isNumber())
        return leaveToScript();
    const QByteArrayView digits = value.view();
    if (value.toNumber() == value::Number())
        return leaveToScript();
    const QByteArray negated = digits.startsWith('-') ? digits.sliced(1).toByteArray() : '-' + digits.toByteArray();
    return Value::number(value::Number::trusted(negated));
}

Value Evaluator::evaluateBinary(const Node &node)
{
    const Value left = evaluate(node.children[0]);
    const Value right = evaluate(node.children[1]);
    if (m_stopped)
        return {};
    if (node.operation == Operator::Add && left.view().size() + right.view().size() > ResultLimit)
        return stop(Outcome::failed(QStringLiteral("The text would be longer than 16 MiB.")));
    if (std::optional<Value> result = applyOperator(node.operation, left, right))
        return std::move(*result);
    return leaveToScript();
}

Value Evaluator::evaluateCall(const Node &node)
{
    std::vector<Value> arguments;
    arguments.reserve(node.children.size());
    for (const Node &child : node.children)
        arguments.push_back(evaluate(child));
    if (m_stopped)
        return {};
    Outcome outcome = callFunction(node.function, arguments, m_scope);
    if (!outcome.isGood())
        return stop(std::move(outcome));
    return std::move(outcome.value);
}

Value Evaluator::evaluateList(const Node &node)
{
    Value::List items;
    items.reserve(node.children.size());
    for (const Node &child : node.children)
        items.push_back(evaluate(child));
    return Value::list(std::move(items));
}

Value Evaluator::evaluateObject(const Node &node)
{
    Value object = Value::object();
    for (std::size_t index = 0; index < node.children.size(); ++index)
        object.set(node.names[index], evaluate(node.children[index]));
    return object;
}

} // namespace

std::optional<Outcome> evaluateSyntax(const Node &node, Scope &scope)
{
    return Evaluator(scope).run(node);
}

} // namespace framewright::expression

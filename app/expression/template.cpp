// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/template.h"

#include "app/value/jsonwriter.h"

namespace framewright::expression {

using value::Kind;

struct Template::Node
{
    enum class Kind : std::uint8_t
    {
        Constant,
        Text,
        List,
        Object
    };

    Kind kind = Kind::Constant;
    bool isSpread = false;       ///< Of a list's item: the list that it gives; of a member: the object.
    bool containsSpread = false; ///< One of the children spreads.
    Value constant;
    QByteArray name;     ///< Of a member.
    QByteArray encoded;  ///< Of a constant: as JSON.
    QByteArray nameJson; ///< Of a member: `"name":`.
    TemplateText text;
    std::vector<Node> children;
};

namespace {

using Node = Template::Node;

constexpr int depthLimit = 200;

Result<Node> compileNode(const Value &value, int depth);

tl::unexpected<Error> inside(Error error, const QString &place)
{
    // The innermost place is the expression's own text, which the sentence before it need not repeat.
    error.where = place + error.where;
    return tl::unexpected(std::move(error));
}

void setConstant(Node &node, const Value &value)
{
    node.kind = Node::Kind::Constant;
    node.constant = value;
    node.encoded = value::writeJson(value);
    node.children.clear();
}

Result<Node> compileList(const Value &value, int depth)
{
    Node node;
    node.kind = Node::Kind::List;
    bool isConstant = true;
    for (qsizetype index = 0; index < value.size(); ++index) {
        const Value &item = value.at(index);
        const bool isSpread = item.isObject() && item.size() == 1 && item.contains("...");
        Result<Node> child = compileNode(isSpread ? item["..."] : item, depth + 1);
        if (!child)
            return inside(child.error(), QStringLiteral("[%1]").arg(index));
        child->isSpread = isSpread;
        node.containsSpread = node.containsSpread || isSpread;
        isConstant = isConstant && !isSpread && child->kind == Node::Kind::Constant;
        node.children.push_back(std::move(*child));
    }
    if (isConstant)
        setConstant(node, value);
    return node;
}

Result<Node> compileObject(const Value &value, int depth)
{
    Node node;
    node.kind = Node::Kind::Object;
    bool isConstant = true;
    for (const Value::Member &member : value.members()) {
        Result<Node> child = compileNode(member.value, depth + 1);
        if (!child)
            return inside(child.error(), QLatin1Char('.') + QString::fromUtf8(member.key()));
        child->isSpread = member.key() == "...";
        node.containsSpread = node.containsSpread || child->isSpread;
        isConstant = isConstant && !child->isSpread && child->kind == Node::Kind::Constant;
        child->name = member.key().toByteArray();
        value::appendJsonText(child->nameJson, member.key());
        child->nameJson += ':';
        node.children.push_back(std::move(*child));
    }
    if (isConstant)
        setConstant(node, value);
    return node;
}

Result<Node> compileNode(const Value &value, int depth)
{
    if (depth > depthLimit)
        return fail(QStringLiteral("The value is nested too deep."));
    if (value.isList())
        return compileList(value, depth);
    if (value.isObject())
        return compileObject(value, depth);
    Node node;
    if (value.isText() && value.view().contains("{{")) {
        Result<TemplateText> text = TemplateText::compile(value.view());
        if (!text)
            return fail(text.error().what, {}, text.error().advice);
        node.kind = Node::Kind::Text;
        node.text = std::move(*text);
        return node;
    }
    setConstant(node, value);
    return node;
}

template <class Visit>
void forEachText(const Node &node, Visit visit)
{
    if (node.kind == Node::Kind::Text)
        visit(node.text);
    for (const Node &child : node.children)
        forEachText(child, visit);
}

Outcome evaluateNode(const Node &node, Scope &scope);

Outcome evaluateList(const Node &node, Scope &scope)
{
    Value list = Value::list();
    for (const Node &child : node.children) {
        Outcome item = evaluateNode(child, scope);
        if (item.hasFailed())
            return item;
        if (!child.isSpread) {
            list.append(std::move(item.value));
            continue;
        }
        if (!item.value.isList() && !item.value.isUndefined())
            return Outcome::failed(
                QStringLiteral("\"...\" in a list wants a list, not %1.").arg(value::nameOf(item.value.kind())));
        for (const Value &spread : item.value.items())
            list.append(spread);
    }
    return list;
}

Outcome evaluateObject(const Node &node, Scope &scope)
{
    Value object = Value::object();
    for (const Node &child : node.children) {
        Outcome member = evaluateNode(child, scope);
        if (member.hasFailed())
            return member;
        if (!child.isSpread) {
            if (!member.value.isUndefined())
                object.set(child.name, std::move(member.value));
            continue;
        }
        if (!member.value.isObject() && !member.value.isUndefined())
            return Outcome::failed(QStringLiteral("\"...\" in an object wants an object, not %1.")
                                       .arg(value::nameOf(member.value.kind())));
        for (const Value::Member &spread : member.value.members())
            object.set(spread.key(), spread.value);
    }
    return object;
}

Outcome evaluateNode(const Node &node, Scope &scope)
{
    switch (node.kind) {
    case Node::Kind::Constant:
        return node.constant;
    case Node::Kind::Text:
        return node.text.evaluate(scope);
    case Node::Kind::List:
        return evaluateList(node, scope);
    case Node::Kind::Object:
        return evaluateObject(node, scope);
    }
    Q_UNREACHABLE();
    return {};
}

Outcome written(bool isWritten = true)
{
    return isWritten ? Value::boolean(true) : Value();
}

Outcome appendValue(QByteArray &out, Outcome outcome)
{
    if (outcome.hasFailed())
        return outcome;
    if (outcome.value.isUndefined())
        return written(false);
    value::appendJson(out, outcome.value);
    return written();
}

Outcome appendNode(QByteArray &out, const Node &node, Scope &scope);

Outcome appendChildren(QByteArray &out, const Node &node, Scope &scope)
{
    const bool isList = node.kind == Node::Kind::List;
    out += isList ? '[' : '{';
    bool isFirst = true;
    for (const Node &child : node.children) {
        const qsizetype before = out.size();
        if (!isFirst)
            out += ',';
        out += child.nameJson;
        Outcome outcome = appendNode(out, child, scope);
        if (outcome.hasFailed())
            return outcome;
        if (outcome.value.isUndefined() && isList)
            out += "null";
        else if (outcome.value.isUndefined()) {
            out.truncate(before);
            continue;
        }
        isFirst = false;
    }
    out += isList ? ']' : '}';
    return written();
}

Outcome appendNode(QByteArray &out, const Node &node, Scope &scope)
{
    switch (node.kind) {
    case Node::Kind::Constant:
        out += node.encoded;
        return written(!node.constant.isUndefined());
    case Node::Kind::Text:
        return appendValue(out, node.text.evaluate(scope));
    case Node::Kind::List:
    case Node::Kind::Object:
        // A spread may replace what stands before it: only the finished object knows.
        return node.containsSpread ? appendValue(out, evaluateNode(node, scope)) : appendChildren(out, node, scope);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

Template::Template()
    : m_node(std::make_shared<const Node>())
{
}

Result<Template> Template::compile(const Value &value)
{
    Result<Node> node = compileNode(value, 0);
    if (!node)
        return tl::unexpected(node.error());
    Template compiled;
    forEachText(*node, [&](const TemplateText &text) { compiled.m_roots |= text.roots(); });
    compiled.m_node = std::make_shared<const Node>(std::move(*node));
    return compiled;
}

bool Template::isConstant() const
{
    return m_node->kind == Node::Kind::Constant;
}

bool Template::isLoneText() const
{
    return m_node->kind == Node::Kind::Text;
}

Outcome Template::evaluate(Scope &scope) const
{
    return evaluateNode(*m_node, scope);
}

Outcome Template::appendJson(QByteArray &out, Scope &scope) const
{
    return appendNode(out, *m_node, scope);
}

bool Template::calls(Function function) const
{
    bool found = false;
    forEachText(*m_node, [&](const TemplateText &text) { found = found || text.calls(function); });
    return found;
}

} // namespace framewright::expression

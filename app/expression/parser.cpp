// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/parser.h"

#include "app/expression/handlebars.h"
#include "app/expression/scanner.h"
#include "app/expression/spelling.h"
#include "app/value/number.h"

#include <algorithm>
#include <array>
#include <optional>

namespace framewright::expression {

namespace {

/// How deep an expression may nest; beyond, the script engine has its own bound.
constexpr int depthLimit = 100;

struct BinaryOperator
{
    const char *spelling;
    int precedence;
    NodeKind kind;
    Operator operation;
};

/// ECMAScript 13.6 to 13.13, the tighter the higher.
constexpr std::array binaryOperators = {
    BinaryOperator{"||", 1, NodeKind::Or, Operator::Add},
    BinaryOperator{"??", 1, NodeKind::Coalesce, Operator::Add},
    BinaryOperator{"&&", 2, NodeKind::And, Operator::Add},
    BinaryOperator{"===", 3, NodeKind::Binary, Operator::StrictlyEqual},
    BinaryOperator{"!==", 3, NodeKind::Binary, Operator::StrictlyDifferent},
    BinaryOperator{"==", 3, NodeKind::Binary, Operator::LooselyEqual},
    BinaryOperator{"!=", 3, NodeKind::Binary, Operator::LooselyDifferent},
    BinaryOperator{"<", 4, NodeKind::Binary, Operator::Less},
    BinaryOperator{"<=", 4, NodeKind::Binary, Operator::LessOrEqual},
    BinaryOperator{">", 4, NodeKind::Binary, Operator::Greater},
    BinaryOperator{">=", 4, NodeKind::Binary, Operator::GreaterOrEqual},
    BinaryOperator{"+", 5, NodeKind::Binary, Operator::Add},
    BinaryOperator{"-", 5, NodeKind::Binary, Operator::Subtract},
    BinaryOperator{"*", 6, NodeKind::Binary, Operator::Multiply},
    BinaryOperator{"/", 6, NodeKind::Binary, Operator::Divide},
    BinaryOperator{"%", 6, NodeKind::Binary, Operator::Remainder},
};

class Parser final
{
public:
    explicit Parser(QByteArrayView text)
        : m_scanner(text)
        , m_token(m_scanner.next())
    {
    }

    [[nodiscard]] std::variant<Node, NeedsScript, Mistake> parse()
    {
        if (m_token.kind == TokenKind::End)
            return Mistake{QStringLiteral("The expression is empty.")};
        Node node = parseChoice();
        if (m_token.kind != TokenKind::End)
            giveUp();
        if (m_needsScript)
            return NeedsScript{};
        if (!m_unknown.isEmpty())
            return Mistake{unknownName()};
        return node;
    }

private:
    void advance() { m_token = m_scanner.next(); }
    void giveUp() { m_needsScript = true; }

    [[nodiscard]] bool accept(const char *punctuation)
    {
        if (!m_token.is(punctuation))
            return false;
        advance();
        return true;
    }
    void expect(const char *punctuation)
    {
        if (!accept(punctuation))
            giveUp();
    }

    [[nodiscard]] Node parseChoice();
    [[nodiscard]] Node parseBinary(int precedence);
    [[nodiscard]] Node parseUnary();
    [[nodiscard]] Node parsePostfix();
    [[nodiscard]] Node parsePrimary();
    [[nodiscard]] Node parseName();
    [[nodiscard]] Node parseCall(Function function);
    [[nodiscard]] Node parseList();
    [[nodiscard]] Node parseObject();
    [[nodiscard]] QString unknownName() const;

    Scanner m_scanner;
    Token m_token;
    int m_depth = 0;
    bool m_needsScript = false;
    QByteArray m_unknown; ///< A name that we do not know, in an expression that is ours otherwise.
    bool m_unknownIsCalled = false;
};

Node Parser::parseChoice()
{
    if (++m_depth > depthLimit)
        giveUp();
    Node condition = m_needsScript ? Node() : parseBinary(1);
    if (!m_needsScript && accept("?")) {
        Node choice;
        choice.kind = NodeKind::Choose;
        choice.children.push_back(std::move(condition));
        choice.children.push_back(parseChoice());
        expect(":");
        choice.children.push_back(parseChoice());
        condition = std::move(choice);
    }
    --m_depth;
    return condition;
}

Node Parser::parseBinary(int precedence)
{
    Node left = parseUnary();
    while (!m_needsScript && m_token.kind == TokenKind::Punctuation) {
        const auto found = std::find_if(binaryOperators.begin(), binaryOperators.end(), [&](const auto &candidate) {
            return candidate.precedence >= precedence && m_token.is(candidate.spelling);
        });
        if (found == binaryOperators.end())
            break;
        advance();
        Node node;
        node.kind = found->kind;
        node.operation = found->operation;
        node.children.push_back(std::move(left));
        node.children.push_back(parseBinary(found->precedence + 1));
        // `a || b ?? c` without brackets is a syntax error (ECMAScript 13.13), which the engine words best.
        const auto mixes = [&](const Node &child) {
            return node.kind == NodeKind::Coalesce && (child.kind == NodeKind::Or || child.kind == NodeKind::And);
        };
        if (mixes(node.children[0]) || mixes(node.children[1]))
            giveUp();
        left = std::move(node);
    }
    return left;
}

Node Parser::parseUnary()
{
    const bool isNot = m_token.is("!");
    if (!isNot && !m_token.is("-"))
        return parsePostfix();
    advance();
    if (++m_depth > depthLimit)
        giveUp();
    Node node;
    node.kind = isNot ? NodeKind::Not : NodeKind::Negate;
    node.children.push_back(m_needsScript ? Node() : parseUnary());
    --m_depth;
    return node;
}

Node Parser::parsePostfix()
{
    Node node = parsePrimary();
    while (!m_needsScript) {
        const bool isOptional = m_token.is("?.");
        if (isOptional || m_token.is(".")) {
            advance();
            if (m_token.kind == TokenKind::Name) {
                Node member;
                member.kind = NodeKind::Member;
                member.isOptional = isOptional;
                member.name = m_token.spelling.toByteArray();
                member.children.push_back(std::move(node));
                node = std::move(member);
                advance();
                continue;
            }
            if (!isOptional || !m_token.is("["))
                giveUp();
        }
        if (!m_token.is("["))
            break;
        advance();
        Node element;
        element.kind = NodeKind::Element;
        element.isOptional = isOptional;
        element.children.push_back(std::move(node));
        element.children.push_back(parseChoice());
        expect("]");
        node = std::move(element);
    }
    // A method is called on it, a template tagged with it, or it is counted up.
    if (m_token.is("(") || m_token.is("++") || m_token.is("--"))
        giveUp();
    return node;
}

Node Parser::parsePrimary()
{
    Node node;
    switch (m_token.kind) {
    case TokenKind::Name:
        return parseName();
    case TokenKind::Number:
        node.literal = Value::number(value::Number::trusted(m_token.spelling));
        advance();
        return node;
    case TokenKind::Text:
        node.literal = Value::text(m_token.text);
        advance();
        return node;
    case TokenKind::Punctuation:
        if (accept("(")) {
            // A node of its own: brackets end an optional chain and allow `(a || b) ?? c`.
            node.kind = NodeKind::Group;
            node.children.push_back(parseChoice());
            expect(")");
            return node;
        }
        if (accept("["))
            return parseList();
        if (accept("{"))
            return parseObject();
        break;
    default:
        break;
    }
    giveUp();
    return node;
}

Node Parser::parseName()
{
    Node node;
    const QByteArray name = m_token.spelling.toByteArray();
    advance();
    if (name == "true" || name == "false") {
        node.literal = Value::boolean(name == "true");
        return node;
    }
    if (name == "null" || name == "undefined") {
        node.literal = name == "null" ? Value::null() : Value();
        return node;
    }
    if (m_token.is("(")) {
        if (const std::optional<Function> function = functionNamed(name))
            return parseCall(*function);
    } else if (const std::optional<Root> root = rootNamed(name)) {
        node.kind = NodeKind::Root;
        node.root = *root;
        return node;
    }
    if (isKnownToScripts(name)) {
        giveUp();
        return node;
    }
    m_unknown = name;
    m_unknownIsCalled = m_token.is("(");
    return m_unknownIsCalled ? parseCall(Function::Uuid) : node;
}

Node Parser::parseCall(Function function)
{
    Node call;
    call.kind = NodeKind::Call;
    call.function = function;
    expect("(");
    while (!m_needsScript && !m_token.is(")")) {
        call.children.push_back(parseChoice());
        if (!m_token.is(")"))
            expect(",");
    }
    expect(")");
    return call;
}

Node Parser::parseList()
{
    Node list;
    list.kind = NodeKind::List;
    while (!m_needsScript && !m_token.is("]")) {
        list.children.push_back(parseChoice());
        if (!m_token.is("]"))
            expect(",");
    }
    expect("]");
    return list;
}

Node Parser::parseObject()
{
    Node object;
    object.kind = NodeKind::Object;
    while (!m_needsScript && !m_token.is("}")) {
        if (m_token.kind == TokenKind::Text)
            object.names.push_back(m_token.text);
        else if (m_token.kind == TokenKind::Name)
            object.names.push_back(m_token.spelling.toByteArray());
        else
            giveUp();
        advance();
        expect(":");
        object.children.push_back(m_needsScript ? Node() : parseChoice());
        if (!m_token.is("}"))
            expect(",");
    }
    expect("}");
    return object;
}

QString Parser::unknownName() const
{
    const QString name = QString::fromUtf8(m_unknown);
    if (m_unknownIsCalled && rootNamed(m_unknown))
        return QStringLiteral("\"%1\" is no function: it is written without brackets.").arg(name);
    if (!m_unknownIsCalled && functionNamed(m_unknown))
        return QStringLiteral("\"%1\" is a function: write %1().").arg(name);
    const QString what =
        m_unknownIsCalled ? QStringLiteral("Unknown function \"%1\"") : QStringLiteral("Unknown name \"%1\"");
    if (const QString elsewhere = helperHere(m_unknown); !elsewhere.isEmpty())
        return what.arg(name) + elsewhere;
    const QString likely =
        m_unknownIsCalled ? closestTo(m_unknown, functionNames()) : closestTo(m_unknown, rootNames());
    if (likely.isEmpty() && !m_unknownIsCalled)
        return what.arg(name) +
               QStringLiteral("; a field of the message is $.%1, a variable conn.%1 or env.%1.").arg(name);
    return what.arg(name) + didYouMean(likely);
}

/// Goes over the names of an expression, also inside of template literals, but not inside of plain texts.
template <class Visit>
void forEachName(QByteArrayView text, Visit visit)
{
    char quote = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quote != 0) {
            if (character == '\\')
                ++at;
            else if (character == quote)
                quote = 0;
            continue;
        }
        if (character == '"' || character == '\'') {
            quote = character;
            continue;
        }
        if (!isNameStart(character))
            continue;
        const qsizetype start = at;
        while (at < text.size() && isNamePart(text[at]))
            ++at;
        visit(text.sliced(start, at - start), text.sliced(at), start > 0 && text[start - 1] == '.');
        --at;
    }
}

} // namespace

std::variant<Node, NeedsScript, Mistake> parseExpression(QByteArrayView text)
{
    if (QString unbalanced = unbalancedIn(text); !unbalanced.isEmpty())
        return Mistake{std::move(unbalanced)};
    std::variant<Node, NeedsScript, Mistake> parsed = Parser(text).parse();
    if (std::holds_alternative<Node>(parsed))
        return parsed;
    if (QString foreign = handlebarsMistake(text); !foreign.isEmpty())
        return Mistake{std::move(foreign)};
    return parsed;
}

RootSet rootsNamedIn(QByteArrayView text)
{
    RootSet roots;
    forEachName(text, [&](QByteArrayView name, QByteArrayView, bool isMember) {
        // `...$` is no member.
        const std::optional<Root> root = rootNamed(name);
        const bool isSpread = isMember && text.contains("...");
        if (root && (!isMember || isSpread))
            roots.insert(*root);
        // `${$.a}`: the name scanner takes "${" apart only at the brace; `$` alone counts as the message.
        if (name == "$")
            roots.insert(Root::Message);
    });
    return roots;
}

bool callsFunction(QByteArrayView text, Function function)
{
    bool found = false;
    forEachName(text, [&](QByteArrayView name, QByteArrayView rest, bool isMember) {
        found = found || (!isMember && name == nameOf(function) && rest.trimmed().startsWith('('));
    });
    return found;
}

QString unbalancedIn(QByteArrayView text)
{
    QByteArray open;
    char quote = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quote != 0) {
            if (character == '\\')
                ++at;
            else if (character == quote)
                quote = 0;
            continue;
        }
        if (character == '"' || character == '\'' || character == '`') {
            quote = character;
        } else if (character == '/') {
            // Perhaps a regular expression, which may hold any bracket: the engine judges.
            return {};
        } else if (character == '(' || character == '[' || character == '{') {
            open.append(character == '(' ? ')' : character == '[' ? ']' : '}');
        } else if (character == ')' || character == ']' || character == '}') {
            if (!open.endsWith(character))
                return QStringLiteral("There is a \"%1\" without its opening bracket.").arg(QLatin1Char(character));
            open.chop(1);
        }
    }
    if (quote != 0)
        return QStringLiteral("A text is not closed: a %1 is missing.").arg(QLatin1Char(quote));
    if (!open.isEmpty())
        return QStringLiteral("A bracket is not closed: a \"%1\" is missing.").arg(QLatin1Char(open.back()));
    return {};
}

} // namespace framewright::expression

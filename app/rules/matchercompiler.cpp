// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/matchercompiler.h"

#include "app/expression/bytefunctions.h"
#include "app/expression/spelling.h"

#include <array>

namespace framewright::rules {

using expression::Expression;

namespace {

/// Enough for any honest pattern; a hostile text costs 16 ms without it.
constexpr QLatin1StringView matchLimit("(*LIMIT_MATCH=100000)");

class MatchCompiler final
{
public:
    MatchCompiler(ProblemList &problems, const Value &dataSets)
        : m_problems(problems)
        , m_dataSets(dataSets)
    {
    }

    [[nodiscard]] std::optional<Conditions> compile(const Value &match, const QString &field);

private:
    [[nodiscard]] std::optional<Condition> compileAny(const Value &alternatives, const QString &field);
    [[nodiscard]] std::optional<Matcher> compileMatcher(const Value &matcher, const QString &field);
    [[nodiscard]] std::optional<Test> compileTest(QByteArrayView word, const Value &argument, const QString &field);
    [[nodiscard]] std::optional<Test> compileRegex(const Value &argument, const QString &field);
    [[nodiscard]] std::optional<Test> compileSchema(const Value &argument, const QString &field);
    [[nodiscard]] std::optional<Test> compileType(const Value &argument, const QString &field);
    [[nodiscard]] std::optional<Test> compileHex(const Value &argument, const QString &field);
    [[nodiscard]] std::optional<Operand> compileOperand(const Value &argument, const QString &field);

    template <class T>
    [[nodiscard]] std::optional<Test> withOperand(const Value &argument, const QString &field)
    {
        std::optional<Operand> operand = compileOperand(argument, field);
        return operand ? std::optional<Test>(T{std::move(*operand)}) : std::nullopt;
    }

    std::nullopt_t problem(const QString &field, const QString &text)
    {
        m_problems.add(field, text);
        return std::nullopt;
    }

    ProblemList &m_problems;
    const Value &m_dataSets;
};

std::optional<Conditions> MatchCompiler::compile(const Value &match, const QString &field)
{
    if (match.isUndefined() || match.isNull())
        return Conditions{};
    if (!match.isObject())
        return problem(field, QStringLiteral("`match` is an object of selectors and matchers, like "
                                             "{\"$.type\": \"ping\"}."));
    Conditions conditions;
    bool isWhole = true;
    for (const Value::Member &member : match.members()) {
        const QString memberField = field + QLatin1Char('.') + QString::fromUtf8(member.key());
        if (member.key() == "any") {
            std::optional<Condition> any = compileAny(member.value, memberField);
            isWhole = isWhole && any;
            if (any)
                conditions.push_back(std::move(*any));
            continue;
        }
        Result<Expression> selector = compileCondition(member.key());
        if (!selector) {
            m_problems.add(memberField, selector.error().text());
            isWhole = false;
            continue;
        }
        std::optional<Matcher> matcher = compileMatcher(member.value, memberField);
        isWhole = isWhole && matcher;
        if (matcher)
            conditions.push_back({memberField, std::move(*selector), std::move(*matcher), {}});
    }
    return isWhole ? std::optional(std::move(conditions)) : std::nullopt;
}

std::optional<Condition> MatchCompiler::compileAny(const Value &alternatives, const QString &field)
{
    if (!alternatives.isList() || alternatives.size() == 0)
        return problem(field, QStringLiteral("`any` is a list of matches, like [{\"$.a\": 1}, {\"$.b\": 2}]."));
    Condition condition;
    condition.field = field;
    for (qsizetype index = 0; index < alternatives.size(); ++index) {
        std::optional<Conditions> alternative =
            compile(alternatives.at(index), field + QStringLiteral("[%1]").arg(index));
        if (!alternative)
            return std::nullopt;
        condition.alternatives.push_back(std::move(*alternative));
    }
    return condition;
}

std::optional<Matcher> MatchCompiler::compileMatcher(const Value &matcher, const QString &field)
{
    Matcher compiled;
    if (!matcher.isObject()) {
        std::optional<Test> literal = withOperand<test::Equals>(matcher, field);
        if (!literal)
            return std::nullopt;
        compiled.tests.push_back(std::move(*literal));
        return compiled;
    }
    for (const Value::Member &member : matcher.members()) {
        std::optional<Test> compiledTest =
            compileTest(member.key(), member.value, field + QLatin1Char('.') + QString::fromUtf8(member.key()));
        if (!compiledTest)
            return std::nullopt;
        compiled.tests.push_back(std::move(*compiledTest));
    }
    return compiled;
}

std::optional<Test> MatchCompiler::compileTest(QByteArrayView word, const Value &argument, const QString &field)
{
    if (word == "equals")
        return withOperand<test::Equals>(argument, field);
    if (word == "contains")
        return withOperand<test::Contains>(argument, field);
    if (word == "startsWith")
        return withOperand<test::StartsWith>(argument, field);
    if (word == "in")
        return withOperand<test::In>(argument, field);
    if (word == "gt")
        return withOperand<test::Greater>(argument, field);
    if (word == "lt")
        return withOperand<test::Less>(argument, field);
    if (word == "subset")
        return withOperand<test::Subset>(argument, field);
    if (word == "regex")
        return compileRegex(argument, field);
    if (word == "type")
        return compileType(argument, field);
    if (word == "hex")
        return compileHex(argument, field);
    if (word == "exists") {
        if (!argument.isBoolean())
            return problem(field, QStringLiteral("`exists` is true or false."));
        return test::Exists{argument.toBoolean()};
    }
    if (word == "not") {
        std::optional<Matcher> inner = compileMatcher(argument, field);
        return inner ? std::optional<Test>(test::Not{std::make_shared<const Matcher>(std::move(*inner))})
                     : std::nullopt;
    }
    if (word == "schema")
        return compileSchema(argument, field);
    const QString likely = expression::closestTo(word, {"equals", "contains", "startsWith", "in", "gt", "lt", "subset",
                                                        "regex", "type", "hex", "exists", "schema", "not"});
    return problem(field, QStringLiteral("Unknown matcher \"%1\"").arg(QString::fromUtf8(word)) +
                              expression::didYouMean(likely) +
                              QStringLiteral(" A literal object is written {\"equals\": {}}."));
}

std::optional<Test> MatchCompiler::compileRegex(const Value &argument, const QString &field)
{
    if (!argument.isText())
        return problem(field, QStringLiteral("`regex` is a text, like \"^hello (?<name>.*)$\"."));
    Result<QRegularExpression> pattern = compileRegularExpression(argument.toString());
    if (!pattern)
        return problem(field, pattern.error().what);
    test::Regex regex{std::move(*pattern), {}};
    for (const QString &name : regex.pattern.namedCaptureGroups())
        regex.names.push_back(name.toUtf8());
    return regex;
}

std::optional<Test> MatchCompiler::compileSchema(const Value &argument, const QString &field)
{
    const Value *schema = argument.isText() ? m_dataSets.find(argument.view()) : &argument;
    if (schema == nullptr)
        return problem(
            field, QStringLiteral("There is no data set \"%1\" that could be the schema.").arg(argument.toString()));
    Result<JsonSchema> compiled = JsonSchema::compile(*schema);
    if (!compiled)
        return problem(field + compiled.error().where, compiled.error().what);
    return test::Schema{std::move(*compiled)};
}

std::optional<Test> MatchCompiler::compileType(const Value &argument, const QString &field)
{
    using value::Kind;
    for (const Kind kind :
         {Kind::Null, Kind::Boolean, Kind::Number, Kind::Text, Kind::Bytes, Kind::List, Kind::Object}) {
        if (argument.isText() && argument.toString() == value::nameOf(kind))
            return test::TypeIs{kind};
    }
    return problem(field, QStringLiteral("`type` is one of null, boolean, number, text, bytes, list, object."));
}

std::optional<Test> MatchCompiler::compileHex(const Value &argument, const QString &field)
{
    std::optional<QByteArray> prefix =
        argument.isText() ? expression::bytesOfHex(argument.view()) : std::optional<QByteArray>();
    if (!prefix)
        return problem(field, QStringLiteral("`hex` is pairs of hexadecimal digits, like \"01ff\"."));
    return test::HexPrefix{std::move(*prefix)};
}

std::optional<Operand> MatchCompiler::compileOperand(const Value &argument, const QString &field)
{
    Result<expression::Template> content = expression::Template::compile(argument);
    if (!content)
        return problem(field + content.error().where, content.error().what);
    Operand operand;
    operand.isConstant = content->isConstant();
    operand.content = std::move(*content);
    operand.constant = argument;
    return operand;
}

} // namespace

std::optional<Conditions> compileMatch(const Value &match, const QString &field, ProblemList &problems,
                                       const Value &dataSets)
{
    return MatchCompiler(problems, dataSets).compile(match, field);
}

Result<QRegularExpression> compileRegularExpression(const QString &pattern)
{
    const QRegularExpression bare(pattern);
    if (!bare.isValid())
        return fail(QStringLiteral("The regular expression is wrong at character %1: %2.")
                        .arg(bare.patternErrorOffset() + 1)
                        .arg(bare.errorString()));
    return QRegularExpression(matchLimit + pattern);
}

Result<Expression> compileCondition(QByteArrayView text)
{
    const QByteArrayView bare = text.trimmed();
    if (bare.startsWith("{{") && bare.endsWith("}}") && expression::expressionEnd(bare.sliced(2)) == bare.size() - 4)
        return Expression::compile(bare.sliced(2, bare.size() - 4));
    return Expression::compile(bare);
}

} // namespace framewright::rules

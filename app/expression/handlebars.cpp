// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/handlebars.h"

#include "app/expression/function.h"
#include "app/expression/handlebarshelpers.h"
#include "app/expression/root.h"
#include "app/expression/scanner.h"
#include "app/expression/spelling.h"

#include <algorithm>
#include <array>
#include <optional>

namespace framewright::expression {

namespace {

/// How deep helpers may be put into helpers before nobody wants to read the answer.
constexpr int depthLimit = 20;

/// With these between or in front, two operands in a row are JavaScript.
constexpr std::array operatorWords = {"in",    "instanceof", "typeof", "void", "delete",   "new",
                                      "await", "async",      "yield",  "let",  "function", "class"};

bool isName(QByteArrayView text)
{
    return !text.isEmpty() && isNameStart(text.front()) && std::ranges::all_of(text, isNamePart);
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray out("'");
    for (const char character : text) {
        if (character == '\'' || character == '\\')
            out += '\\';
        out += character;
    }
    return out + '\'';
}

void appendSegment(QByteArray &path, QByteArray &segment)
{
    const bool isIndex =
        !segment.isEmpty() && std::ranges::all_of(segment, [](char digit) { return digit >= '0' && digit <= '9'; });
    if (isIndex)
        path += '[' + segment + ']';
    else if (isName(segment))
        path += '.' + segment;
    else if (!segment.isEmpty())
        path += '[' + quoted(segment) + ']';
    segment.clear();
}

/// "a.0.b-c" and "$.a[0]['b-c']" become ".a[0]['b-c']".
QByteArray memberPath(QByteArrayView path)
{
    if (path.startsWith('$'))
        path = path.sliced(1);
    QByteArray out;
    QByteArray segment;
    for (qsizetype at = 0; at < path.size(); ++at) {
        const qsizetype end = path[at] == '[' ? path.indexOf(']', at) : -1;
        if (path[at] == '\\' && at + 1 < path.size()) {
            segment += path[++at];
        } else if (end > 0) {
            appendSegment(out, segment);
            out += path.sliced(at, end - at + 1);
            at = end;
        } else if (path[at] == '.') {
            appendSegment(out, segment);
        } else {
            segment += path[at];
        }
    }
    appendSegment(out, segment);
    return out;
}

struct Operand
{
    QByteArray here;                 ///< As it is written here.
    std::optional<QByteArray> plain; ///< Of a text: what it says.
};

/// Fills in what a helper is here: %1 to %3 its operands, %* all of them, %p the first as members, %l as members in
/// small letters, %q the second as members; nothing where one is missing.
std::optional<QByteArray> filledIn(QByteArrayView pattern, const std::vector<Operand> &operands)
{
    const auto members = [&](std::size_t index, bool isLower) {
        const Operand &operand = operands[index];
        if (!operand.plain)
            return QByteArray('[' + operand.here + ']');
        return memberPath(isLower ? operand.plain->toLower() : *operand.plain);
    };
    QByteArray out;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '%' || at + 1 == pattern.size()) {
            out += pattern[at];
            continue;
        }
        const char code = pattern[++at];
        if (code == '*') {
            for (std::size_t index = 0; index < operands.size(); ++index)
                out += (index == 0 ? "" : ", ") + operands[index].here;
            continue;
        }
        if (code == 'q') { // May be left away.
            out += operands.size() > 1 ? members(1, false) : QByteArray();
            continue;
        }
        const auto wanted = code >= '1' && code <= '3' ? static_cast<std::size_t>(code - '1') : 0;
        if (wanted == 2 && operands.size() == 2 && out.endsWith(", ")) {
            out.chop(2);
            continue;
        }
        if (wanted >= operands.size())
            return std::nullopt;
        out += code == 'p' || code == 'l' ? members(0, code == 'l') : operands[wanted].here;
    }
    return out;
}

/// Reads `name operand operand key=value`, with calls in brackets among the operands.
class HandlebarsReader final
{
public:
    explicit HandlebarsReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    /// What it is here; nothing where it is no Handlebars.
    [[nodiscard]] std::optional<QByteArray> read()
    {
        QByteArray here = readCall(0);
        if (m_hasFailed || !m_isForeign || !m_rest.isEmpty())
            return std::nullopt;
        return here;
    }
    /// The helper that makes a step of it: what it is here is a sentence.
    [[nodiscard]] const Helper *deed() const { return m_deed; }
    /// The last function called that nobody knows.
    [[nodiscard]] const QByteArray &unknown() const { return m_unknown; }

private:
    [[nodiscard]] bool skipSpace()
    {
        const QByteArrayView before = m_rest;
        m_rest = m_rest.trimmed();
        return m_rest.size() < before.size() || m_rest.isEmpty();
    }
    [[nodiscard]] QByteArray takeName()
    {
        qsizetype end = 0;
        while (end < m_rest.size() && (isNamePart(m_rest[end]) || m_rest[end] == '.' || m_rest[end] == '@'))
            ++end;
        const QByteArray name = m_rest.first(end).toByteArray();
        m_rest = m_rest.sliced(end);
        return name;
    }
    QByteArray fail()
    {
        m_hasFailed = true;
        return {};
    }

    [[nodiscard]] QByteArray readCall(int depth);
    [[nodiscard]] Operand readOperand(int depth);
    [[nodiscard]] Operand readText();
    [[nodiscard]] Operand readWord();
    [[nodiscard]] bool isSurelyForeign(const Helper *helper) const;
    [[nodiscard]] QByteArray translated(const QByteArray &name, const Helper *helper, std::vector<Operand> operands,
                                        const QByteArray &options, int depth);

    QByteArrayView m_rest;
    bool m_isForeign = false; ///< Something stands in it that JavaScript does not accept.
    bool m_hasFailed = false;
    const Helper *m_deed = nullptr;
    QByteArray m_unknown;
};

/// Whether what comes now, behind a name and a space, cannot be JavaScript.
bool HandlebarsReader::isSurelyForeign(const Helper *helper) const
{
    const char next = m_rest.front();
    if (next == '\'' || next == '"' || next == '@' || (next >= '0' && next <= '9'))
        return true;
    if (next != '(')
        return helper != nullptr && isNameStart(next);
    const QByteArrayView name = helper != nullptr ? QByteArrayView(helper->name) : QByteArrayView();
    return helper != nullptr && !functionNamed(name) && !isKnownToScripts(name);
}

QByteArray HandlebarsReader::readCall(int depth)
{
    static_cast<void>(skipSpace());
    const QByteArray name = takeName();
    const bool isOperator = std::ranges::any_of(operatorWords, [&](const char *word) { return name == word; });
    if (!isName(name) || isOperator || depth > depthLimit)
        return fail();
    const Helper *helper = helperNamed(name);
    if (helper == nullptr && rootNamed(name))
        return fail();
    std::vector<Operand> operands;
    QByteArray options;
    while (!m_hasFailed) {
        const bool isApart = skipSpace();
        if (m_rest.isEmpty() || m_rest.startsWith(')'))
            break;
        if (!isApart)
            return fail();
        m_isForeign = m_isForeign || isSurelyForeign(helper);
        const qsizetype equals = m_rest.indexOf('=');
        if (equals > 0 && isName(m_rest.first(equals)) && !m_rest.sliced(equals + 1).startsWith('=')) {
            options += (options.isEmpty() ? "" : ", ") + m_rest.first(equals).toByteArray() + ": ";
            m_rest = m_rest.sliced(equals + 1);
            options += readOperand(depth).here;
        } else {
            operands.push_back(readOperand(depth));
        }
    }
    return m_hasFailed ? QByteArray() : translated(name, helper, std::move(operands), options, depth);
}

Operand HandlebarsReader::readOperand(int depth)
{
    if (m_rest.isEmpty())
        return {fail(), {}};
    const char first = m_rest.front();
    if (first == '\'' || first == '"')
        return readText();
    if (first != '(')
        return readWord();
    m_rest = m_rest.sliced(1);
    QByteArray here = readCall(depth + 1);
    if (!m_rest.startsWith(')'))
        return {fail(), {}};
    m_rest = m_rest.sliced(1);
    return {std::move(here), {}};
}

Operand HandlebarsReader::readText()
{
    const char quote = m_rest.front();
    QByteArray plain;
    for (qsizetype at = 1; at < m_rest.size(); ++at) {
        if (m_rest[at] == '\\' && at + 1 < m_rest.size() && m_rest[at + 1] == quote) {
            plain += m_rest[++at];
        } else if (m_rest[at] == quote) {
            m_rest = m_rest.sliced(at + 1);
            return {quoted(plain), plain};
        } else {
            plain += m_rest[at];
        }
    }
    return {fail(), {}};
}

/// A number, true, a name, this.x, @index or a variable like @count.
Operand HandlebarsReader::readWord()
{
    const bool isNegative = m_rest.startsWith('-');
    if (isNegative)
        m_rest = m_rest.sliced(1);
    QByteArray word = takeName();
    if (word.isEmpty() || std::ranges::any_of(operatorWords, [&](const char *each) { return word == each; }))
        return {fail(), {}};
    if (isNegative)
        return {'-' + word, {}};
    if (word == "this" || word.startsWith("this."))
        return {"it" + word.sliced(4), {}};
    if (word == "@key" || word == "@index")
        return {"key", {}};
    if (word.startsWith('@'))
        return {"conn." + word.sliced(1), {}};
    return {std::move(word), {}};
}

QByteArray HandlebarsReader::translated(const QByteArray &name, const Helper *helper, std::vector<Operand> operands,
                                        const QByteArray &options, int depth)
{
    if (!options.isEmpty() && (helper == nullptr || !helper->isDeed))
        operands.push_back({'{' + options + '}', {}});
    if (helper == nullptr) {
        if (!functionNamed(name))
            m_unknown = name;
        return name + *filledIn("(%*)", operands);
    }
    if (helper->isDeed) {
        m_deed = helper;
        return helper->here;
    }
    if (helper->isOperator) {
        QByteArray joined;
        for (const Operand &operand : operands)
            joined += (joined.isEmpty() ? QByteArray() : ' ' + QByteArray(helper->here) + ' ') + operand.here;
        return depth == 0 ? joined : QByteArray('(' + joined + ')');
    }
    std::optional<QByteArray> here = operands.empty() ? std::nullopt : filledIn(helper->here, operands);
    if (!here)
        return helper->alone;
    const bool hasDefault = helper->takesDefault && operands.size() > 1;
    return hasDefault ? QByteArray(*here + " ?? " + operands[1].here) : *here;
}

QString blockMistake(QByteArrayView text)
{
    if (text.startsWith("#repeat") || text == "/repeat")
        return QStringLiteral("Blocks of Handlebars are steps here: Each over range(1, 5) repeats; so does "
                              "repeat('text', 5) in a template.");
    if (text.startsWith("#switch") || text.startsWith("#case"))
        return QStringLiteral("Blocks of Handlebars are rules and steps here: a rule for each case, or the step If; "
                              "in a template write a === 1 ? 'x' : 'y'.");
    if (text.startsWith("#each") || text == "/each")
        return QStringLiteral("Blocks of Handlebars are steps here: Each, with the item as it; for a list in a "
                              "template write $.items.map(function (item) { return item.id }).");
    return QStringLiteral("Blocks of Handlebars are steps here: If, Each and Choose; in a template write "
                          "$.ok ? 'yes' : 'no'.");
}

bool isBlock(QByteArrayView text)
{
    if (text.startsWith('#'))
        return text.size() > 1 && isNameStart(text[1]);
    if (text.startsWith('/'))
        return isName(text.sliced(1)); // More would be a regular expression.
    return text == "else" || text.startsWith("else ");
}

QString callMistake(QByteArrayView text)
{
    HandlebarsReader reader(text);
    const std::optional<QByteArray> here = reader.read();
    if (!here)
        return {};
    if (reader.deed() != nullptr)
        return QStringLiteral("Mockoon's %1 is a step here: %2.")
            .arg(QLatin1String(reader.deed()->name), QLatin1String(reader.deed()->here));
    if (!reader.unknown().isEmpty())
        return QStringLiteral("Functions are called with brackets here, and none is called \"%1\"")
                   .arg(QString::fromUtf8(reader.unknown())) +
               didYouMean(closestTo(reader.unknown(), functionNames()));
    const qsizetype nameEnd = std::ranges::find_if_not(text, isNamePart) - text.begin();
    const QByteArrayView name = text.first(nameEnd);
    if (helperNamed(name) == nullptr)
        return QStringLiteral("Functions are called with brackets here: write %1.").arg(QString::fromUtf8(*here));
    return QStringLiteral("Mockoon's %1 is written %2 here.").arg(QString::fromUtf8(name), QString::fromUtf8(*here));
}

} // namespace

QString handlebarsMistake(QByteArrayView expression)
{
    const QByteArrayView text = expression.trimmed();
    if (isBlock(text))
        return blockMistake(text);
    if (text.startsWith('@'))
        return QStringLiteral("Names do not begin with @ here: a variable is conn.x, route.x or global.x, and in the "
                              "step Each the item is it.");
    const bool hasThirdBrace = text.startsWith('{') && text.endsWith('}');
    if (!hasThirdBrace)
        return callMistake(text);
    const QByteArrayView inside = text.sliced(1, text.size() - 2).trimmed();
    const Helper *alone = helperNamed(inside);
    const QString mistake = alone == nullptr ? callMistake(inside) : helperHere(inside).sliced(2);
    return mistake.isEmpty() ? QString() : QStringLiteral("Two braces are enough here: nothing is escaped. ") + mistake;
}

QString helperHere(QByteArrayView name)
{
    const Helper *helper = helperNamed(name);
    if (helper == nullptr)
        return {};
    const QString called = QString::fromUtf8(name);
    if (helper->isDeed)
        return QStringLiteral("; Mockoon's %1 is a step here: %2.").arg(called, QLatin1String(helper->here));
    return QStringLiteral("; Mockoon's %1 is %2 here.").arg(called, QLatin1String(helper->alone));
}

} // namespace framewright::expression

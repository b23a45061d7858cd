// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/patternparser.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace framewright::expression {

using Kind = PatternNode::Kind;

namespace {

/// Brackets in brackets: beyond, reading would take too much of the thread's stack.
constexpr int depthLimit = 200;

class PatternParser final
{
public:
    PatternParser(QStringView source, bool isUnicode)
        : m_source(source)
        , m_isUnicode(isUnicode)
    {
    }

    [[nodiscard]] Result<PatternTree> parse()
    {
        countCaptures();
        PatternTree tree;
        tree.root = parseChoice();
        tree.captureCount = m_captures;
        if (m_error.isEmpty() && m_at < m_source.size())
            m_error = QStringLiteral("It has a \")\" too many.");
        if (!m_error.isEmpty())
            return fail(m_error);
        return tree;
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_source.size() || !m_error.isEmpty(); }
    [[nodiscard]] char16_t peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source[m_at + ahead].unicode() : u'\0';
    }
    [[nodiscard]] bool take(QStringView text)
    {
        if (!m_source.sliced(std::min(m_at, m_source.size())).startsWith(text))
            return false;
        m_at += text.size();
        return true;
    }
    [[nodiscard]] char32_t takeCharacter();
    [[nodiscard]] std::optional<char32_t> takeHex(int digits);
    [[nodiscard]] std::optional<int> takeNumber();

    void countCaptures();
    [[nodiscard]] PatternNode parseChoice();
    [[nodiscard]] PatternNode parseSequence();
    [[nodiscard]] PatternNode parseTerm();
    [[nodiscard]] PatternNode parseBrackets();
    [[nodiscard]] PatternNode parseEscape();
    [[nodiscard]] std::optional<PatternNode> parseBackReference();
    [[nodiscard]] char32_t parseCharacterEscape();
    [[nodiscard]] char32_t parseUnicodeEscape();
    [[nodiscard]] std::optional<CharacterSet> parseSetEscape();
    [[nodiscard]] PatternNode parseSet();
    [[nodiscard]] std::optional<char32_t> parseSetPart(CharacterSet &set);
    [[nodiscard]] bool parseQuantifier(PatternNode &repeat);
    [[nodiscard]] PatternNode repeated(PatternNode node, int firstCapture);

    [[nodiscard]] static PatternNode characterNode(char32_t character)
    {
        PatternNode node{Kind::Character};
        node.character = character;
        return node;
    }
    [[nodiscard]] static PatternNode setNode(CharacterSet set)
    {
        PatternNode node{Kind::Set};
        node.set = std::move(set);
        return node;
    }

    QStringView m_source;
    bool m_isUnicode = false;
    qsizetype m_at = 0;
    int m_depth = 0;
    int m_captures = 1;
    int m_allCaptures = 1;
    QHash<QString, int> m_names; ///< Of all captures, those that come later too.
    QString m_error;
};

/// A number after a backslash means one of these, wherever its brackets stand.
void PatternParser::countCaptures()
{
    bool isInSet = false;
    for (qsizetype at = 0; at < m_source.size(); ++at) {
        const char16_t unit = m_source[at].unicode();
        if (unit == u'\\')
            ++at;
        else if (unit == u'[' || unit == u']')
            isInSet = unit == u'[';
        if (unit != u'(' || isInSet)
            continue;
        const QStringView rest = m_source.sliced(at + 1);
        if (!rest.startsWith(u'?')) {
            ++m_allCaptures;
        } else if (rest.startsWith(u"?<")) {
            m_names.insert(rest.sliced(2, std::max<qsizetype>(rest.indexOf(u'>') - 2, 0)).toString(), m_allCaptures);
            ++m_allCaptures;
        }
    }
}

char32_t PatternParser::takeCharacter()
{
    const char16_t first = peek();
    ++m_at;
    if (!m_isUnicode || !QChar::isHighSurrogate(first) || !QChar::isLowSurrogate(peek()))
        return first;
    const char16_t second = peek();
    ++m_at;
    return QChar::surrogateToUcs4(first, second);
}

std::optional<char32_t> PatternParser::takeHex(int digits)
{
    if (m_at + digits > m_source.size())
        return std::nullopt;
    bool isHex = false;
    const QStringView text = m_source.sliced(m_at, digits);
    const uint number = text.toUInt(&isHex, 16);
    if (!isHex || !text.front().isLetterOrNumber())
        return std::nullopt;
    m_at += digits;
    return number;
}

std::optional<int> PatternParser::takeNumber()
{
    const qsizetype begin = m_at;
    std::int64_t number = 0;
    for (; peek() >= u'0' && peek() <= u'9'; ++m_at)
        number = std::min<std::int64_t>(number * 10 + (peek() - u'0'), PatternNode::unbounded - 1);
    return m_at > begin ? std::optional(static_cast<int>(number)) : std::nullopt;
}

PatternNode PatternParser::parseChoice()
{
    if (++m_depth > depthLimit)
        m_error = QStringLiteral("It has more than %1 brackets inside of each other.").arg(depthLimit);
    PatternNode choice{Kind::Choice};
    do {
        choice.children.push_back(parseSequence());
    } while (m_error.isEmpty() && take(u"|"));
    --m_depth;
    return choice.children.size() == 1 ? std::move(choice.children.front()) : choice;
}

PatternNode PatternParser::parseSequence()
{
    PatternNode sequence;
    while (!isAtEnd() && peek() != u'|' && peek() != u')') {
        const int firstCapture = m_captures;
        PatternNode term = parseTerm();
        sequence.children.push_back(repeated(std::move(term), firstCapture));
    }
    return sequence;
}

PatternNode PatternParser::parseTerm()
{
    switch (peek()) {
    case u'^':
        ++m_at;
        return {Kind::TextBegin};
    case u'$':
        ++m_at;
        return {Kind::TextEnd};
    case u'(':
        return parseBrackets();
    case u'.': {
        ++m_at;
        CharacterSet all = CharacterSet::lineEnds();
        all.setNegated(true);
        return setNode(std::move(all));
    }
    case u'[':
        return parseSet();
    case u'\\':
        return parseEscape();
    default:
        return characterNode(takeCharacter());
    }
}

PatternNode PatternParser::parseBrackets()
{
    PatternNode node{Kind::Group};
    if (take(u"(?=") || take(u"(?!")) {
        node.kind = Kind::Look;
        node.isNegated = m_source[m_at - 1] == u'!';
    } else if (!take(u"(?:")) {
        if (take(u"(?<"))
            m_at = m_source.indexOf(u'>', m_at) + 1;
        else
            ++m_at;
        node.capture = m_captures++;
    }
    node.children.push_back(parseChoice());
    if (!take(u")") && m_error.isEmpty())
        m_error = QStringLiteral("A \"(\" is not closed.");
    return node;
}

PatternNode PatternParser::parseEscape()
{
    ++m_at;
    const char16_t unit = peek();
    if (unit == u'b' || unit == u'B') {
        ++m_at;
        PatternNode edge{Kind::WordEdge};
        edge.isNegated = unit == u'B';
        return edge;
    }
    if (std::optional<PatternNode> reference = parseBackReference())
        return std::move(*reference);
    if (std::optional<CharacterSet> set = parseSetEscape())
        return setNode(std::move(*set));
    return characterNode(parseCharacterEscape());
}

std::optional<PatternNode> PatternParser::parseBackReference()
{
    PatternNode node{Kind::BackReference};
    const qsizetype begin = m_at;
    if (peek() >= u'1' && peek() <= u'9') {
        node.capture = takeNumber().value_or(0);
        if (node.capture < m_allCaptures)
            return node;
    } else if (!m_names.isEmpty() && take(u"k<")) {
        const qsizetype end = std::max(m_source.indexOf(u'>', m_at), m_at);
        node.capture = m_names.value(m_source.sliced(m_at, end - m_at).toString());
        m_at = end + 1;
        if (node.capture > 0)
            return node;
    }
    m_at = begin;
    return std::nullopt;
}

std::optional<CharacterSet> PatternParser::parseSetEscape()
{
    const char16_t unit = peek();
    const bool isNegated = unit == u'D' || unit == u'S' || unit == u'W';
    CharacterSet set;
    switch (unit) {
    case u'd':
    case u'D':
        set = CharacterSet::digits();
        break;
    case u's':
    case u'S':
        set = CharacterSet::spaces();
        break;
    case u'w':
    case u'W':
        set = CharacterSet::wordCharacters();
        break;
    default:
        return std::nullopt;
    }
    ++m_at;
    return isNegated ? set.complement() : set;
}

char32_t PatternParser::parseCharacterEscape()
{
    const char16_t unit = peek();
    switch (unit) {
    case u'f':
        ++m_at;
        return '\f';
    case u'n':
        ++m_at;
        return '\n';
    case u'r':
        ++m_at;
        return '\r';
    case u't':
        ++m_at;
        return '\t';
    case u'v':
        ++m_at;
        return '\v';
    case u'c':
        if (const char16_t letter = peek(1) | 0x20; letter < u'a' || letter > u'z')
            return '\\'; // Annex B: the backslash itself, and the c after it.
        m_at += 2;
        return peek(-1) & 0x1f;
    case u'x':
        ++m_at;
        return takeHex(2).value_or('x');
    case u'u':
        ++m_at;
        return parseUnicodeEscape();
    default:
        break;
    }
    if (unit < u'0' || unit > u'7')
        return takeCharacter();
    char32_t octal = 0;
    while (peek() >= u'0' && peek() <= u'7' && octal * 8 + (peek() - u'0') <= 0377) {
        octal = octal * 8 + (peek() - u'0');
        ++m_at;
    }
    return octal;
}

char32_t PatternParser::parseUnicodeEscape()
{
    if (m_isUnicode && take(u"{")) {
        const qsizetype length = std::max<qsizetype>(m_source.indexOf(u'}', m_at) - m_at, 0);
        const char32_t character = m_source.sliced(m_at, length).toUInt(nullptr, 16);
        m_at += length + 1;
        return character;
    }
    const char32_t first = takeHex(4).value_or('u');
    if (!m_isUnicode || !QChar::isHighSurrogate(first) || peek() != u'\\' || peek(1) != u'u')
        return first;
    const qsizetype begin = m_at;
    m_at += 2;
    const std::optional<char32_t> second = takeHex(4);
    if (second && QChar::isLowSurrogate(*second))
        return QChar::surrogateToUcs4(static_cast<char16_t>(first), static_cast<char16_t>(*second));
    m_at = begin;
    return first;
}

PatternNode PatternParser::parseSet()
{
    CharacterSet set;
    ++m_at;
    set.setNegated(take(u"^"));
    while (!isAtEnd() && peek() != u']') {
        const std::optional<char32_t> first = parseSetPart(set);
        const bool isRange = peek() == u'-' && peek(1) != u']' && m_at + 1 < m_source.size();
        if (!isRange) {
            if (first)
                set.add(*first, *first);
            continue;
        }
        ++m_at;
        const std::optional<char32_t> last = parseSetPart(set);
        if (first && last) {
            set.add(*first, *last);
            continue;
        }
        // Annex B: `[\w-x]` has a hyphen in it.
        set.add('-', '-');
        for (const std::optional<char32_t> &end : {first, last}) {
            if (end)
                set.add(*end, *end);
        }
    }
    ++m_at;
    return setNode(std::move(set));
}

/// One character; or nothing, where it was a set that has gone into `set`.
std::optional<char32_t> PatternParser::parseSetPart(CharacterSet &set)
{
    if (peek() != u'\\')
        return takeCharacter();
    ++m_at;
    if (take(u"b"))
        return '\b';
    const char16_t control = peek() == u'c' ? peek(1) : u'\0';
    if (control == u'_' || (control >= u'0' && control <= u'9')) {
        m_at += 2;
        return control & 0x1f;
    }
    if (const std::optional<CharacterSet> inner = parseSetEscape()) {
        set.add(*inner);
        return std::nullopt;
    }
    return parseCharacterEscape();
}

bool PatternParser::parseQuantifier(PatternNode &repeat)
{
    const qsizetype begin = m_at;
    if (take(u"*")) {
        repeat.high = PatternNode::unbounded;
    } else if (take(u"+")) {
        repeat.low = 1;
        repeat.high = PatternNode::unbounded;
    } else if (take(u"?")) {
        repeat.high = 1;
    } else if (take(u"{")) {
        const std::optional<int> low = takeNumber();
        const bool hasComma = take(u",");
        const std::optional<int> high = hasComma ? takeNumber() : low;
        if (!low || !take(u"}")) {
            m_at = begin; // Annex B: then a brace is a brace.
            return false;
        }
        repeat.low = *low;
        repeat.high = high.value_or(PatternNode::unbounded);
    } else {
        return false;
    }
    repeat.isGreedy = !take(u"?");
    return true;
}

PatternNode PatternParser::repeated(PatternNode node, int firstCapture)
{
    PatternNode repeat{Kind::Repeat};
    if (!m_error.isEmpty() || !parseQuantifier(repeat))
        return node;
    repeat.firstCapture = firstCapture;
    repeat.endCapture = m_captures;
    repeat.children.push_back(std::move(node));
    return repeat;
}

} // namespace

Result<PatternTree> parsePattern(QStringView source, bool isUnicode)
{
    return PatternParser(source, isUnicode).parse();
}

} // namespace framewright::expression

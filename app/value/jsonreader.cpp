// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"

#include "app/value/jsonfault.h"
#include "app/value/jsonparser.h"

#include <QVarLengthArray>

#include <algorithm>

namespace framewright::value {

namespace {

void appendUtf8(QByteArray &out, char32_t character)
{
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (character < 0x80) {
        out.append(byte(character));
    } else if (character < 0x800) {
        out.append(byte(0xc0U | (character >> 6U)));
        out.append(byte(0x80U | (character & 0x3fU)));
    } else if (character < 0x10000) {
        out.append(byte(0xe0U | (character >> 12U)));
        out.append(byte(0x80U | ((character >> 6U) & 0x3fU)));
        out.append(byte(0x80U | (character & 0x3fU)));
    } else {
        out.append(byte(0xf0U | (character >> 18U)));
        out.append(byte(0x80U | ((character >> 12U) & 0x3fU)));
        out.append(byte(0x80U | ((character >> 6U) & 0x3fU)));
        out.append(byte(0x80U | (character & 0x3fU)));
    }
}

[[nodiscard]] char simpleEscape(char kind)
{
    switch (kind) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return kind;
    }
}

/// The escapes were checked by the parser.
[[nodiscard]] QByteArray unescape(QByteArrayView inner)
{
    QByteArray out;
    out.reserve(inner.size());
    const char *at = inner.begin();
    const char *const end = inner.end();
    while (at != end) {
        const char *const backslash = std::find(at, end, '\\');
        out.append(at, backslash - at);
        if (backslash == end)
            break;
        at = backslash + 2;
        if (backslash[1] != 'u') {
            out.append(simpleEscape(backslash[1]));
            continue;
        }
        auto character = static_cast<char32_t>(hexadecimalUnit(at, end));
        at += 4;
        if (character >= 0xd800 && character <= 0xdbff) {
            const auto second = static_cast<char32_t>(hexadecimalUnit(at + 2, end));
            character = 0x10000 + ((character - 0xd800) << 10U) + (second - 0xdc00);
            at += 6;
        }
        appendUtf8(out, character);
    }
    return out;
}

[[nodiscard]] Value textOf(const JsonString &token)
{
    return token.escaped ? Value::text(unescape(token.inner())) : Value::text(token.inner());
}

/// Builds from the inside out: what is open lies on one stack, and a list or object is made when it closes, with
/// the room it needs and no more.
class ValueBuilder final
{
public:
    void literal(QByteArrayView word)
    {
        m_stack.append(word[0] == 'n' ? Value::null() : Value::boolean(word[0] == 't'));
    }
    void number(QByteArrayView digits) { m_stack.append(Value::number(Number::trusted(digits))); }
    void text(const JsonString &token) { m_stack.append(textOf(token)); }
    void key(const JsonString &token) { m_stack.append(textOf(token)); }
    void openList(const char *) { m_starts.append(m_stack.size()); }
    void openObject(const char *) { m_starts.append(m_stack.size()); }

    void closeList()
    {
        Value *const first = m_stack.data() + m_starts.last();
        Value *const end = m_stack.data() + m_stack.size();
        close(Value::list(Value::List(std::make_move_iterator(first), std::make_move_iterator(end))));
    }

    void closeObject()
    {
        Value::Object members;
        members.reserve(static_cast<std::size_t>(m_stack.size() - m_starts.last()) / 2);
        for (qsizetype index = m_starts.last(); index < m_stack.size(); index += 2)
            members.emplace_back(std::move(m_stack[index]), std::move(m_stack[index + 1]));
        close(Value::object(std::move(members)));
    }

    [[nodiscard]] Value take() { return std::move(m_stack.first()); }

private:
    void close(Value container)
    {
        m_stack.resize(m_starts.last());
        m_starts.removeLast();
        m_stack.append(std::move(container));
    }

    QVarLengthArray<Value, 32> m_stack;
    QVarLengthArray<qsizetype, 16> m_starts;
};

/// Follows a path while the text goes by. Of a double key the last one counts, as it does in the Value.
class Locator final
{
public:
    explicit Locator(const std::vector<Path::Segment> &segments)
        : m_segments(segments)
    {
    }

    void literal(QByteArrayView word) { begin(word.data(), false); }
    void number(QByteArrayView digits) { begin(digits.data(), false); }
    void text(const JsonString &token) { begin(token.begin(), false); }
    void openList(const char *at) { m_levels.push_back(Level{begin(at, true), true, 0, false}); }
    void openObject(const char *at) { m_levels.push_back(Level{begin(at, true), false, 0, false}); }
    void closeList() { m_levels.pop_back(); }
    void closeObject() { m_levels.pop_back(); }

    void key(const JsonString &token)
    {
        Level &level = m_levels.back();
        if (!level.onPath)
            return;
        const auto *wanted = std::get_if<QByteArray>(&m_segments[m_levels.size() - 1]);
        level.keyMatches = wanted && textOf(token).view() == *wanted;
    }

    [[nodiscard]] const char *found() const { return m_found; }

private:
    struct Level
    {
        bool onPath = false; ///< The path leads into this list or object.
        bool isList = false;
        qsizetype index = 0;
        bool keyMatches = false;
    };

    /// A value begins. Whether the path leads into it.
    bool begin(const char *at, bool isContainer)
    {
        bool here = m_levels.empty();
        if (!here) {
            Level &level = m_levels.back();
            if (level.onPath && level.isList) {
                const auto *wanted = std::get_if<qsizetype>(&m_segments[m_levels.size() - 1]);
                here = wanted && *wanted == level.index;
            } else {
                here = level.onPath && level.keyMatches;
            }
            ++level.index;
        }
        if (!here)
            return false;
        const bool isLast = m_levels.size() == m_segments.size();
        m_found = isLast ? at : nullptr;
        return !isLast && isContainer;
    }

    const std::vector<Path::Segment> &m_segments;
    std::vector<Level> m_levels;
    const char *m_found = nullptr;
};

} // namespace

Result<Value> readJson(QByteArrayView json, int depthLimit)
{
    ValueBuilder builder;
    JsonParser parser(json, depthLimit, builder);
    if (!parser.parse())
        return tl::unexpected(describeFault(parser.fault(), json, parser.faultOffset()));
    return builder.take();
}

QString TextPosition::text() const
{
    return u"line %1, column %2"_qs.arg(line).arg(column);
}

TextPosition positionAt(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const QByteArrayView line = before.sliced(lineStart);
    // Continuation bytes of UTF-8 are no characters of their own.
    const auto characters = std::count_if(line.begin(), line.end(), [](char character) {
        return (static_cast<unsigned char>(character) & 0xc0U) != 0x80U;
    });
    TextPosition position;
    position.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    position.column = static_cast<int>(characters) + 1;
    position.offset = before.size();
    return position;
}

std::optional<TextPosition> locate(QByteArrayView json, const Path &path)
{
    Locator locator(path.segments());
    JsonParser parser(json, JsonDepthLimit, locator);
    if (!parser.parse() || !locator.found())
        return std::nullopt;
    return positionAt(json, locator.found() - json.data());
}

} // namespace framewright::value

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonwriter.h"

#include "app/value/jsonfault.h"
#include "app/value/jsonparser.h"
#include "app/value/jsonreader.h"

#include <QVarLengthArray>

#include <array>

namespace framewright::value {

namespace {

constexpr qsizetype FittedWidth = 100;
constexpr qsizetype IndentWidth = 2;

[[nodiscard]] bool needsEscape(char character)
{
    return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

void appendEscape(QByteArray &out, char character)
{
    constexpr std::array<char, 17> hexadecimal = {"0123456789abcdef"};
    switch (character) {
    case '"':
        out.append("\\\"", 2);
        return;
    case '\\':
        out.append("\\\\", 2);
        return;
    case '\b':
        out.append("\\b", 2);
        return;
    case '\f':
        out.append("\\f", 2);
        return;
    case '\n':
        out.append("\\n", 2);
        return;
    case '\r':
        out.append("\\r", 2);
        return;
    case '\t':
        out.append("\\t", 2);
        return;
    default:
        out.append("\\u00", 4);
        out.append(hexadecimal[static_cast<unsigned char>(character) >> 4U]);
        out.append(hexadecimal[static_cast<unsigned char>(character) & 0xfU]);
    }
}

/// Anything but a list or an object.
void appendScalar(QByteArray &out, const Value &value)
{
    switch (value.kind()) {
    case Kind::Boolean:
        value.toBoolean() ? out.append("true", 4) : out.append("false", 5);
        break;
    case Kind::Number:
        out.append(value.view());
        break;
    case Kind::Text:
        appendJsonText(out, value.view());
        break;
    case Kind::Bytes:
        out.append('"');
        out.append(value.toByteArray().toBase64());
        out.append('"');
        break;
    default:
        out.append("null", 4);
    }
}

/// What stands between the tokens of a list or object that is written on one line.
struct Spacing
{
    QByteArrayView comma;
    QByteArrayView colon;
};

constexpr Spacing Tight{",", ":"};
constexpr Spacing Loose{", ", ": "};

void appendOnOneLine(QByteArray &out, const Value &value, Spacing spacing)
{
    bool first = true;
    const auto separate = [&] {
        if (!first)
            out.append(spacing.comma);
        first = false;
    };
    if (value.isObject()) {
        out.append('{');
        for (const Value::Member &member : value.members()) {
            if (member.value.isUndefined())
                continue;
            separate();
            appendJsonText(out, member.key());
            out.append(spacing.colon);
            appendOnOneLine(out, member.value, spacing);
        }
        out.append('}');
    } else if (value.isList()) {
        out.append('[');
        for (const Value &item : value.items()) {
            separate();
            appendOnOneLine(out, item, spacing);
        }
        out.append(']');
    } else {
        appendScalar(out, value);
    }
}

/// What is left of `room` after the value on one line; negative, and not looked further, when it does not fit.
[[nodiscard]] qsizetype roomAfter(const Value &value, qsizetype room)
{
    if (!value.isList() && !value.isObject()) {
        // Longer than the room even without escapes: no need to write it to know.
        if (value.view().size() > room)
            return -1;
        QByteArray text;
        appendScalar(text, value);
        return room - text.size();
    }
    // The brackets; and below a comma too many for the first item, which is given back here.
    room -= value.size() == 0 ? 2 : 0;
    for (const Value &item : value.items()) {
        room = roomAfter(item, room - 2);
        if (room < 0)
            return room;
    }
    for (const Value::Member &member : value.members()) {
        room = roomAfter(member.value, room - member.key().size() - 6);
        if (room < 0)
            return room;
    }
    return room;
}

class LayoutWriter final
{
public:
    LayoutWriter(QByteArray &out, bool fit)
        : m_out(out)
        , m_fit(fit)
    {
    }

    void write(const Value &value)
    {
        const bool isContainer = value.isList() || value.isObject();
        if (!isContainer || value.size() == 0 || fits(value)) {
            appendOnOneLine(m_out, value, Loose);
            return;
        }
        m_out.append(value.isList() ? '[' : '{');
        ++m_depth;
        bool first = true;
        for (const Value &item : value.items()) {
            beginLine(first);
            write(item);
        }
        for (const Value::Member &member : value.members()) {
            if (member.value.isUndefined())
                continue;
            beginLine(first);
            appendJsonText(m_out, member.key());
            m_out.append(": ", 2);
            write(member.value);
        }
        --m_depth;
        if (!first)
            indent();
        m_out.append(value.isList() ? ']' : '}');
    }

private:
    void indent()
    {
        m_out.append('\n');
        m_lineStart = m_out.size();
        m_out.append(m_depth * IndentWidth, ' ');
    }

    void beginLine(bool &first)
    {
        if (!first)
            m_out.append(',');
        first = false;
        indent();
    }

    /// The outermost one is always laid out, or a small file would be one line. One column is for the comma.
    [[nodiscard]] bool fits(const Value &value) const
    {
        return m_fit && m_depth > 0 && roomAfter(value, FittedWidth - 1 - (m_out.size() - m_lineStart)) >= 0;
    }

    QByteArray &m_out;
    bool m_fit;
    qsizetype m_depth = 0;
    qsizetype m_lineStart = 0;
};

/// Writes the tokens as they stand in the text, with new space between them.
class TokenWriter final
{
public:
    explicit TokenWriter(bool compact)
        : m_compact(compact)
    {
    }

    void literal(QByteArrayView word) { token(word); }
    void number(QByteArrayView digits) { token(digits); }
    void text(const JsonString &text) { token(text.raw); }
    void openList(const char *) { open('['); }
    void openObject(const char *) { open('{'); }
    void closeList() { close(']'); }
    void closeObject() { close('}'); }

    void key(const JsonString &key)
    {
        token(key.raw);
        m_compact ? m_out.append(':') : m_out.append(": ", 2);
        m_afterKey = true;
    }

    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    /// Before a token: the comma and the line, unless it is the value of a key.
    void separate()
    {
        if (m_afterKey || m_hasItems.isEmpty()) {
            m_afterKey = false;
            return;
        }
        if (m_hasItems.last())
            m_out.append(',');
        m_hasItems.last() = true;
        breakLine();
    }

    void breakLine()
    {
        if (m_compact)
            return;
        m_out.append('\n');
        m_out.append(m_hasItems.size() * IndentWidth, ' ');
    }

    void token(QByteArrayView raw)
    {
        separate();
        m_out.append(raw);
    }

    void open(char bracket)
    {
        separate();
        m_out.append(bracket);
        m_hasItems.append(false);
    }

    void close(char bracket)
    {
        const bool hadItems = m_hasItems.last();
        m_hasItems.removeLast();
        if (hadItems)
            breakLine();
        m_out.append(bracket);
    }

    QByteArray m_out;
    QVarLengthArray<bool, 32> m_hasItems;
    bool m_afterKey = false;
    bool m_compact;
};

[[nodiscard]] Result<QByteArray> layOutTokens(QByteArrayView json, bool compact)
{
    TokenWriter writer(compact);
    JsonParser parser(json, JsonDepthLimit, writer);
    if (!parser.parse())
        return tl::unexpected(describeFault(parser.fault(), json, parser.faultOffset()));
    return writer.take();
}

} // namespace

void appendJsonText(QByteArray &out, QByteArrayView utf8)
{
    out.append('"');
    const char *at = utf8.begin();
    const char *const end = utf8.end();
    while (at != end) {
        const char *plain = at;
        while (plain != end && !needsEscape(*plain))
            ++plain;
        out.append(at, plain - at);
        if (plain == end)
            break;
        appendEscape(out, *plain);
        at = plain + 1;
    }
    out.append('"');
}

void appendJson(QByteArray &out, const Value &value)
{
    if (!value.isUndefined())
        appendOnOneLine(out, value, Tight);
}

QByteArray writeJson(const Value &value, JsonStyle style)
{
    QByteArray out;
    if (value.isUndefined())
        return out;
    if (style == JsonStyle::Compact)
        appendJson(out, value);
    else
        LayoutWriter(out, style == JsonStyle::Fitted).write(value);
    return out;
}

Result<QByteArray> prettyPrint(QByteArrayView json)
{
    return layOutTokens(json, false);
}

Result<QByteArray> minify(QByteArrayView json)
{
    return layOutTokens(json, true);
}

} // namespace framewright::value

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <bit>
#include <cstdint>
#include <cstring>

namespace framewright::value {

/// Why a text is no JSON.
enum class JsonFault : std::uint8_t
{
    None,
    Empty,
    ByteOrderMark,
    ValueExpected,
    TrailingComma,
    KeyExpected,
    ColonExpected,
    CommaOrBraceExpected,
    CommaOrBracketExpected,
    MoreAfterValue,
    Comment,
    SingleQuote,
    UnknownWord,
    BadNumber,
    LeadingZero,
    UnclosedText,
    ControlCharacter,
    BadEscape,
    LoneSurrogate,
    BadUtf8,
    TooDeep,
};

/// A string as it stands in the text, already checked.
struct JsonString
{
    QByteArrayView raw; ///< With its quotes.
    bool escaped = false;

    [[nodiscard]] QByteArrayView inner() const { return raw.sliced(1, raw.size() - 2); }
    [[nodiscard]] const char *begin() const { return raw.begin(); }
};

/// How long the character that begins at `at` is, by Unicode table 3-7; 0 when it is no UTF-8.
[[nodiscard]] int utf8Length(const char *at, const char *end);
/// The four digits after \u; -1 when they are none.
[[nodiscard]] int hexadecimalUnit(const char *at, const char *end);

/// The grammar of RFC 8259, once, for all who read JSON: building values, laying a text out anew, finding a place.
/// The handler is told of each token:
///   literal(QByteArrayView), number(QByteArrayView), text(JsonString), key(JsonString),
///   openList(const char *), closeList(), openObject(const char *), closeObject().
template <class Handler>
class JsonParser final
{
public:
    JsonParser(QByteArrayView text, int depthLimit, Handler &handler)
        : m_at(text.begin())
        , m_begin(text.begin())
        , m_end(text.end())
        , m_depthLeft(depthLimit)
        , m_handler(handler)
    {
    }

    [[nodiscard]] bool parse()
    {
        if (m_end - m_at >= 3 && std::memcmp(m_at, "\xef\xbb\xbf", 3) == 0)
            return refuse(JsonFault::ByteOrderMark, m_at);
        skipSpace();
        if (m_at == m_end)
            return refuse(JsonFault::Empty, m_at);
        if (!parseValue())
            return false;
        skipSpace();
        return m_at == m_end || refuseUnexpected(JsonFault::MoreAfterValue);
    }

    [[nodiscard]] JsonFault fault() const { return m_fault; }
    [[nodiscard]] qsizetype faultOffset() const { return m_faultAt - m_begin; }

private:
    bool refuse(JsonFault fault, const char *at)
    {
        m_fault = fault;
        m_faultAt = at;
        return false;
    }

    /// What people who know JavaScript write is named for what it is.
    bool refuseUnexpected(JsonFault fault)
    {
        if (m_at != m_end && (*m_at == '/' || *m_at == '#'))
            return refuse(JsonFault::Comment, m_at);
        if (m_at != m_end && *m_at == '\'')
            return refuse(JsonFault::SingleQuote, m_at);
        return refuse(fault, m_at);
    }

    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    [[nodiscard]] bool take(char character)
    {
        if (m_at == m_end || *m_at != character)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] bool parseValue()
    {
        if (m_at == m_end)
            return refuse(JsonFault::ValueExpected, m_at);
        switch (*m_at) {
        case '{':
            return parseObject();
        case '[':
            return parseList();
        case '"': {
            JsonString token;
            if (!scanString(token))
                return false;
            m_handler.text(token);
            return true;
        }
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            return parseNumber();
        default:
            return parseLiteral();
        }
    }

    [[nodiscard]] bool parseLiteral()
    {
        for (const QByteArrayView word : {QByteArrayView("true"), QByteArrayView("false"), QByteArrayView("null")}) {
            if (m_end - m_at >= word.size() &&
                std::memcmp(m_at, word.data(), static_cast<std::size_t>(word.size())) == 0) {
                m_handler.literal(QByteArrayView(m_at, word.size()));
                m_at += word.size();
                return true;
            }
        }
        const bool isWord = (*m_at >= 'a' && *m_at <= 'z') || (*m_at >= 'A' && *m_at <= 'Z');
        return refuseUnexpected(isWord ? JsonFault::UnknownWord : JsonFault::ValueExpected);
    }

    [[nodiscard]] bool skipDigits()
    {
        const char *const start = m_at;
        while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        return m_at != start;
    }

    /// RFC 8259 section 6.
    [[nodiscard]] bool parseNumber()
    {
        const char *const start = m_at;
        (void)take('-');
        if (take('0')) {
            if (m_at != m_end && *m_at >= '0' && *m_at <= '9')
                return refuse(JsonFault::LeadingZero, start);
        } else if (!skipDigits()) {
            return refuse(JsonFault::BadNumber, start);
        }
        if (take('.') && !skipDigits())
            return refuse(JsonFault::BadNumber, start);
        if (take('e') || take('E')) {
            if (!take('+'))
                (void)take('-');
            if (!skipDigits())
                return refuse(JsonFault::BadNumber, start);
        }
        m_handler.number(QByteArrayView(start, m_at - start));
        return true;
    }

    [[nodiscard]] bool parseList()
    {
        if (m_depthLeft-- == 0)
            return refuse(JsonFault::TooDeep, m_at);
        m_handler.openList(m_at++);
        skipSpace();
        if (!take(']')) {
            for (;;) {
                if (!parseValue())
                    return false;
                skipSpace();
                if (take(']'))
                    break;
                const char *const comma = m_at;
                if (!take(','))
                    return refuseUnexpected(JsonFault::CommaOrBracketExpected);
                skipSpace();
                if (m_at != m_end && *m_at == ']')
                    return refuse(JsonFault::TrailingComma, comma);
            }
        }
        m_handler.closeList();
        ++m_depthLeft;
        return true;
    }

    [[nodiscard]] bool parseObject()
    {
        if (m_depthLeft-- == 0)
            return refuse(JsonFault::TooDeep, m_at);
        m_handler.openObject(m_at++);
        skipSpace();
        if (!take('}')) {
            for (;;) {
                if (!parseMember())
                    return false;
                skipSpace();
                if (take('}'))
                    break;
                const char *const comma = m_at;
                if (!take(','))
                    return refuseUnexpected(JsonFault::CommaOrBraceExpected);
                skipSpace();
                if (m_at != m_end && *m_at == '}')
                    return refuse(JsonFault::TrailingComma, comma);
            }
        }
        m_handler.closeObject();
        ++m_depthLeft;
        return true;
    }

    [[nodiscard]] bool parseMember()
    {
        if (m_at == m_end || *m_at != '"')
            return refuseUnexpected(JsonFault::KeyExpected);
        JsonString token;
        if (!scanString(token))
            return false;
        m_handler.key(token);
        skipSpace();
        if (!take(':'))
            return refuseUnexpected(JsonFault::ColonExpected);
        skipSpace();
        return parseValue();
    }

    /// Past all that is neither quote, backslash, control character nor beyond ASCII, eight bytes at a time.
    void skipPlain()
    {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        constexpr std::uint64_t high = 0x8080808080808080U;
        while (m_end - m_at >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, m_at, sizeof(word));
            const std::uint64_t quote = word ^ (ones * '"');
            const std::uint64_t backslash = word ^ (ones * '\\');
            const std::uint64_t special = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                                           ((word - ones * 0x20) & ~word) | word) &
                                          high;
            if (special != 0) {
                // The first one is told exactly; what lies behind it may be taken for one (a borrow goes up).
                if constexpr (std::endian::native == std::endian::little) {
                    m_at += std::countr_zero(special) / 8;
                    return;
                }
                break;
            }
            m_at += 8;
        }
        while (m_at != m_end && *m_at != '"' && *m_at != '\\' && *m_at >= 0x20)
            ++m_at;
    }

    /// RFC 8259 section 7; the quotes are part of the token.
    [[nodiscard]] bool scanString(JsonString &token)
    {
        const char *const start = m_at++;
        bool escaped = false;
        for (;;) {
            skipPlain();
            if (m_at == m_end)
                return refuse(JsonFault::UnclosedText, start);
            const auto byte = static_cast<unsigned char>(*m_at);
            if (byte == '"')
                break;
            if (byte == '\\') {
                escaped = true;
                if (!skipEscape())
                    return false;
            } else if (byte < 0x20) {
                return refuse(JsonFault::ControlCharacter, m_at);
            } else {
                const int length = utf8Length(m_at, m_end);
                if (length == 0)
                    return refuse(JsonFault::BadUtf8, m_at);
                m_at += length;
            }
        }
        ++m_at;
        token = JsonString{QByteArrayView(start, m_at - start), escaped};
        return true;
    }

    [[nodiscard]] bool skipEscape()
    {
        const char *const start = m_at++;
        if (m_at == m_end)
            return refuse(JsonFault::UnclosedText, start);
        const char kind = *m_at++;
        if (kind != 'u')
            return QByteArrayView("\"\\/bfnrt").contains(kind) || refuse(JsonFault::BadEscape, start);
        const int unit = hexadecimalUnit(m_at, m_end);
        if (unit < 0)
            return refuse(JsonFault::BadEscape, start);
        m_at += 4;
        if (unit < 0xd800 || unit > 0xdfff)
            return true;
        // Section 8.2: half a pair is no character, and UTF-8 could not carry it on.
        const bool paired = unit < 0xdc00 && m_end - m_at >= 6 && m_at[0] == '\\' && m_at[1] == 'u';
        const int second = paired ? hexadecimalUnit(m_at + 2, m_end) : -1;
        if (second < 0xdc00 || second > 0xdfff)
            return refuse(JsonFault::LoneSurrogate, start);
        m_at += 6;
        return true;
    }

    const char *m_at;
    const char *m_begin;
    const char *m_end;
    int m_depthLeft;
    Handler &m_handler;
    JsonFault m_fault = JsonFault::None;
    const char *m_faultAt = nullptr;
};

} // namespace framewright::value

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headparser.h"

#include <algorithm>

namespace framewright::protocol {

namespace {

/// RFC 9112 section 2.2 asks to skip at least one empty line before a request; more than a few is no client.
constexpr qsizetype mostLeadingBytes = 64;

struct HeadEnd
{
    HeadStatus status = HeadStatus::NeedMore;
    qsizetype position = 0; ///< Behind the empty line, where the status is Complete.
    QString problem;
};

struct Line
{
    QByteArrayView text;
    qsizetype next = 0;
};

bool isLineEnd(char character)
{
    return character == '\r' || character == '\n';
}

/// RFC 9110 section 5.5: of the control characters only the tab may stand in a field.
bool isForbidden(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return (byte < 0x20 && byte != '\t' && !isLineEnd(character)) || byte == 0x7F;
}

qsizetype skipLeadingLines(QByteArrayView input)
{
    qsizetype at = 0;
    while (at < input.size() && at < mostLeadingBytes && isLineEnd(input[at]))
        ++at;
    return at;
}

/// Whether the line that this LF ends is empty. The head's first line begins at `start` and is not.
bool endsEmptyLine(QByteArrayView input, qsizetype start, qsizetype lineFeed)
{
    qsizetype before = lineFeed - 1;
    if (before > start && input[before] == '\r')
        --before;
    return before > start && input[before] == '\n';
}

/// Looks at each byte once and in order, so that a head gets the same answer however it was cut.
HeadEnd findEnd(QByteArrayView input, qsizetype start, const HeadLimits &limits, qsizetype searchedBefore)
{
    const qsizetype bound = std::min(input.size(), limits.bytes);
    for (qsizetype at = std::max(start, searchedBefore - 1); at < bound; ++at) {
        const char character = input[at];
        if (isForbidden(character))
            return {HeadStatus::Malformed, 0, u"The head holds a control character."_qs};
        if (character == '\r' && at + 1 < bound && input[at + 1] != '\n')
            return {HeadStatus::Malformed, 0, u"The head holds a carriage return without a line feed."_qs};
        if (character == '\n' && endsEmptyLine(input, start, at))
            return {HeadStatus::Complete, at + 1, {}};
    }
    if (bound >= limits.bytes)
        return {HeadStatus::TooLarge, 0, u"The head is larger than %1 bytes."_qs.arg(limits.bytes)};
    return {};
}

Line lineAt(QByteArrayView input, qsizetype at)
{
    const qsizetype lineFeed = input.indexOf('\n', at);
    Q_ASSERT(lineFeed >= 0);
    QByteArrayView text = input.sliced(at, lineFeed - at);
    if (text.endsWith('\r'))
        text.chop(1);
    return {text, lineFeed + 1};
}

/// The minor version of "HTTP/1.x" (RFC 9112 section 2.3).
std::optional<int> minorVersionOf(QByteArrayView version)
{
    if (version.size() != 8 || !version.startsWith("HTTP/1.") || version[7] < '0' || version[7] > '9')
        return std::nullopt;
    return version[7] - '0';
}

/// RFC 9112 section 3.2: origin-form, absolute-form, authority-form for CONNECT, asterisk-form.
bool isTarget(QByteArrayView target, QByteArrayView method)
{
    if (target.isEmpty() || target.contains('\t'))
        return false;
    return target.startsWith('/') || target.indexOf("://") > 0 || target == "*" || method == "CONNECT";
}

/// RFC 9112 section 3: method, target and version with one space between.
QString parseStartLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0)
        return u"The request line does not consist of method, target and version."_qs;
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    const std::optional<int> minorVersion = minorVersionOf(line.sliced(second + 1));
    if (!minorVersion)
        return u"The request line does not end in HTTP/1.0 or HTTP/1.1."_qs;
    if (!isToken(method))
        return u"The request's method is no token."_qs;
    if (!isTarget(target, method))
        return u"The request's target is neither a path nor an address."_qs;
    head.method = method.toByteArray();
    head.target = target.toByteArray();
    head.minorVersion = *minorVersion;
    return {};
}

/// RFC 9112 section 4: version, three digits, and a phrase that may be missing.
QString parseStartLine(QByteArrayView line, ResponseHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const std::optional<int> minorVersion = minorVersionOf(first < 0 ? line : line.first(first));
    if (!minorVersion)
        return u"The answer does not begin with HTTP/1.0 or HTTP/1.1."_qs;
    const QByteArrayView rest = first < 0 ? QByteArrayView() : line.sliced(first + 1);
    const QByteArrayView digits = rest.first(std::min<qsizetype>(rest.size(), 3));
    const bool areDigits =
        std::all_of(digits.begin(), digits.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
    if (digits.size() != 3 || !areDigits || digits[0] == '0' || (rest.size() > 3 && rest[3] != ' '))
        return u"The answer's status is not a number of three digits."_qs;
    head.minorVersion = *minorVersion;
    head.status = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    head.reason = rest.size() > 4 ? rest.sliced(4).toByteArray() : QByteArray();
    return {};
}

/// RFC 9112 section 5.
QString parseField(QByteArrayView line, HeaderFields &fields)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return u"A header field is folded over two lines."_qs;
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return u"A header line has no colon."_qs;
    const QByteArrayView name = line.first(colon);
    if (name.endsWith(' ') || name.endsWith('\t'))
        return u"A space stands before the colon of a header field."_qs;
    if (!isToken(name))
        return u"The name of a header field is no token."_qs;
    fields.append(name.toByteArray(), withoutOuterSpace(line.sliced(colon + 1)).toByteArray());
    return {};
}

template <class Head>
void parseFields(QByteArrayView lines, const HeadLimits &limits, ParsedHead<Head> &parsed)
{
    qsizetype at = 0;
    for (Line line = lineAt(lines, at); !line.text.isEmpty(); line = lineAt(lines, at)) {
        if (parsed.head.fields.size() >= limits.fields) {
            parsed.status = HeadStatus::TooLarge;
            parsed.problem = u"The head has more than %1 fields."_qs.arg(limits.fields);
            return;
        }
        parsed.problem = parseField(line.text, parsed.head.fields);
        if (!parsed.problem.isEmpty()) {
            parsed.status = HeadStatus::Malformed;
            return;
        }
        at = line.next;
    }
    parsed.status = HeadStatus::Complete;
}

template <class Head>
ParsedHead<Head> parseHead(QByteArrayView input, const HeadLimits &limits, qsizetype searchedBefore)
{
    ParsedHead<Head> parsed;
    const qsizetype start = skipLeadingLines(input.first(std::min(input.size(), limits.bytes)));
    HeadEnd end = findEnd(input, start, limits, searchedBefore);
    parsed.status = end.status;
    parsed.problem = std::move(end.problem);
    if (end.status == HeadStatus::Malformed)
        return parsed;

    // The first line is judged as soon as it is whole: what does not speak HTTP need not wait for the deadline.
    const qsizetype bound = std::min(input.size(), limits.bytes);
    const qsizetype lineFeed = start < bound ? input.first(bound).indexOf('\n', start) : -1;
    const bool isNews = lineFeed >= searchedBefore || end.status == HeadStatus::Complete;
    if (lineFeed < 0 || !isNews)
        return parsed;
    const Line first = lineAt(input, start);
    Head head;
    const QString problem = parseStartLine(first.text, head);
    if (!problem.isEmpty()) {
        parsed.status = HeadStatus::Malformed;
        parsed.problem = problem;
    } else if (end.status == HeadStatus::Complete) {
        parsed.head = std::move(head);
        parseFields(input.sliced(first.next, end.position - first.next), limits, parsed);
        parsed.head.raw = input.sliced(start, end.position - start).toByteArray();
        if (parsed.status == HeadStatus::Complete)
            parsed.consumed = end.position;
    }
    return parsed;
}

} // namespace

ParsedHead<RequestHead> parseRequestHead(QByteArrayView input, const HeadLimits &limits, qsizetype searchedBefore)
{
    return parseHead<RequestHead>(input, limits, searchedBefore);
}

ParsedHead<ResponseHead> parseResponseHead(QByteArrayView input, const HeadLimits &limits, qsizetype searchedBefore)
{
    return parseHead<ResponseHead>(input, limits, searchedBefore);
}

} // namespace framewright::protocol

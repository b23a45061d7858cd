// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/pathpattern.h"

namespace framewright::rules {

PathPattern::PathPattern()
    : m_segments(1)
{
}

Result<PathPattern::Segment> PathPattern::compileSegment(QByteArrayView text, bool isLast)
{
    Segment segment;
    const qsizetype open = text.indexOf('{');
    const qsizetype close = text.indexOf('}');
    if (open < 0 && close < 0) {
        segment.prefix = percentDecoded(text);
        return segment;
    }
    QByteArrayView name = open >= 0 && close > open ? text.sliced(open + 1, close - open - 1) : QByteArrayView();
    segment.takesRest = name.endsWith('*');
    if (segment.takesRest)
        name.chop(1);
    const QByteArrayView suffix = close >= 0 ? text.sliced(close + 1) : QByteArrayView();
    if (name.isEmpty() || name.contains('{') || suffix.contains('{') || suffix.contains('}'))
        return fail(
            QStringLiteral("\"%1\" is no parameter: write {name}, once in a segment.").arg(QString::fromUtf8(text)));
    if (segment.takesRest && (!isLast || open != 0 || !suffix.isEmpty()))
        return fail(QStringLiteral("{%1*} takes all that follows: it must be the last segment, alone.")
                        .arg(QString::fromUtf8(name)));
    segment.prefix = percentDecoded(text.first(open));
    segment.parameter = name.toByteArray();
    segment.suffix = percentDecoded(suffix);
    return segment;
}

Result<PathPattern> PathPattern::compile(QByteArrayView pattern)
{
    if (!pattern.startsWith('/'))
        return fail(QStringLiteral("A path begins with \"/\"."));
    if (pattern.contains('?') || pattern.contains('#'))
        return fail(QStringLiteral("A path has no query: match it with `req.query` in a rule or a refusal."));
    PathPattern compiled;
    compiled.m_segments.clear();
    QByteArrayView rest = pattern.sliced(1);
    for (bool isLast = false; !isLast;) {
        const qsizetype end = rest.indexOf('/');
        isLast = end < 0;
        Result<Segment> segment = compileSegment(isLast ? rest : rest.first(end), isLast);
        if (!segment)
            return tl::unexpected(segment.error());
        compiled.m_segments.push_back(std::move(*segment));
        if (!isLast)
            rest = rest.sliced(end + 1);
    }
    return compiled;
}

std::optional<PathPattern::Parameters> PathPattern::match(QByteArrayView path) const
{
    if (!path.startsWith('/'))
        return std::nullopt;
    Parameters parameters;
    QByteArrayView rest = path.sliced(1);
    for (std::size_t index = 0; index < m_segments.size(); ++index) {
        const Segment &segment = m_segments[index];
        if (segment.takesRest) {
            parameters[segment.parameter] = percentDecoded(rest);
            return parameters;
        }
        const bool isLast = index + 1 == m_segments.size();
        const qsizetype end = rest.indexOf('/');
        if ((end < 0) != isLast)
            return std::nullopt;
        const QByteArray text = percentDecoded(isLast ? rest : rest.first(end));
        if (!isLast)
            rest = rest.sliced(end + 1);
        if (segment.parameter.isEmpty()) {
            if (text != segment.prefix)
                return std::nullopt;
            continue;
        }
        const qsizetype length = text.size() - segment.prefix.size() - segment.suffix.size();
        if (length < 1 || !text.startsWith(segment.prefix) || !text.endsWith(segment.suffix))
            return std::nullopt;
        parameters[segment.parameter] = text.sliced(segment.prefix.size(), length);
    }
    return parameters;
}

bool PathPattern::Segment::covers(const Segment &other) const
{
    if (takesRest)
        return true;
    if (other.takesRest)
        return false;
    if (parameter.isEmpty())
        return other.parameter.isEmpty() && other.prefix == prefix;
    const bool isText = other.parameter.isEmpty();
    const QByteArray &end = isText ? other.prefix : other.suffix;
    // A parameter takes at least one character, whoever's it is.
    const bool isLongEnough = !isText || other.prefix.size() > prefix.size() + suffix.size();
    return isLongEnough && other.prefix.startsWith(prefix) && end.endsWith(suffix);
}

bool PathPattern::covers(const PathPattern &other) const
{
    for (std::size_t index = 0; index < m_segments.size(); ++index) {
        if (index >= other.m_segments.size() || !m_segments[index].covers(other.m_segments[index]))
            return false;
        if (m_segments[index].takesRest)
            return true;
    }
    return m_segments.size() == other.m_segments.size();
}

QByteArray percentDecoded(QByteArrayView encoded)
{
    const auto digit = [](char character) {
        if (character >= '0' && character <= '9')
            return character - '0';
        const char lower = static_cast<char>(character | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    QByteArray decoded;
    decoded.reserve(encoded.size());
    for (qsizetype at = 0; at < encoded.size(); ++at) {
        if (encoded[at] == '%' && at + 2 < encoded.size()) {
            const int high = digit(encoded[at + 1]);
            const int low = digit(encoded[at + 2]);
            if (high >= 0 && low >= 0) {
                decoded.append(static_cast<char>(high * 16 + low));
                at += 2;
                continue;
            }
        }
        decoded.append(encoded[at]);
    }
    return decoded;
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filterterm.h"

#include "app/value/jsonreader.h"

#include <algorithm>

namespace framewright::traffic {

namespace {

using event::EventKind;

[[nodiscard]] constexpr unsigned char folded(char byte)
{
    const auto character = static_cast<unsigned char>(byte);
    return character >= 'A' && character <= 'Z' ? static_cast<unsigned char>(character + 32) : character;
}

[[nodiscard]] bool isError(const Row &row)
{
    return row.kind == EventKind::RuleError || row.kind == EventKind::Violation || row.kind == EventKind::Undelivered ||
           (row.kind == EventKind::Ended && (row.flags & event::eventflag::Abnormal) != 0);
}

constexpr quint8 textOpcode = 1;
constexpr quint8 binaryOpcode = 2;

const std::array<RowType, 11> types = {{
    {QLatin1String("text"), "text messages",
     [](const Row &row) { return row.kind == EventKind::Message && row.opcode == textOpcode; }},
    {QLatin1String("binary"), "binary messages",
     [](const Row &row) { return row.kind == EventKind::Message && row.opcode == binaryOpcode; }},
    {QLatin1String("message"), "text and binary messages",
     [](const Row &row) { return row.kind == EventKind::Message; }},
    {QLatin1String("ping"), "pings", [](const Row &row) { return row.kind == EventKind::Ping; }},
    {QLatin1String("pong"), "pongs", [](const Row &row) { return row.kind == EventKind::Pong; }},
    {QLatin1String("close"), "close frames", [](const Row &row) { return row.kind == EventKind::Close; }},
    {QLatin1String("error"), "errors of rules and of the protocol", isError},
    {QLatin1String("handshake"), "handshakes, accepted or refused",
     [](const Row &row) { return row.kind == EventKind::Opened || row.kind == EventKind::Refused; }},
    {QLatin1String("end"), "ends of connections", [](const Row &row) { return row.kind == EventKind::Ended; }},
    {QLatin1String("notice"), "notices", [](const Row &row) { return row.kind == EventKind::Notice; }},
    {QLatin1String("raw"), "raw bytes", [](const Row &row) { return row.kind == EventKind::Raw; }},
}};

/// Whether the message can hold such a key at all: most are sorted out without being read. An escaped key is
/// rare enough to be read in any case.
[[nodiscard]] bool mayHold(QByteArrayView payload, const value::Path &path)
{
    if (payload.contains('\\'))
        return true;
    return std::all_of(path.segments().begin(), path.segments().end(), [&](const value::Path::Segment &segment) {
        const auto *key = std::get_if<QByteArray>(&segment);
        return key == nullptr || *key == "length" || payload.contains(*key);
    });
}

[[nodiscard]] bool isSame(const value::Value &found, const FieldTerm &term)
{
    // "1" typed without quotes means the number as well as the text: people filter, they do not program.
    return (!term.literal.isUndefined() && found == term.literal) || (found.isText() && found.view() == term.word);
}

[[nodiscard]] std::optional<std::strong_ordering> ordered(const value::Value &found, const FieldTerm &term)
{
    if (found.isNumber() && term.literal.isNumber())
        return found.toNumber() <=> term.literal.toNumber();
    if (found.isText() && !term.literal.isNumber())
        return QByteArrayView(found.view()).compare(term.word) <=> 0;
    return std::nullopt;
}

[[nodiscard]] bool compares(const value::Value &found, const FieldTerm &term)
{
    switch (term.comparison) {
    case Comparison::Exists:
        return !found.isUndefined();
    case Comparison::Equal:
        return isSame(found, term);
    case Comparison::NotEqual:
        return !found.isUndefined() && !isSame(found, term);
    case Comparison::Contains:
        return (found.isText() || found.isNumber()) && Needle(QString::fromUtf8(term.word)).isIn(found.view());
    default:
        break;
    }
    const auto order = ordered(found, term);
    if (!order)
        return false;
    switch (term.comparison) {
    case Comparison::Less:
        return *order < 0;
    case Comparison::AtMost:
        return *order <= 0;
    case Comparison::Greater:
        return *order > 0;
    default:
        return *order >= 0;
    }
}

[[nodiscard]] bool isVariable(QStringView segment)
{
    return segment.startsWith(u'{') && segment.endsWith(u'}');
}

} // namespace

Needle::Needle(const QString &text)
    : m_text(text)
{
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar character) { return character.unicode() < 128; });
    if (!ascii)
        return;
    for (const char byte : text.toLatin1())
        m_folded += static_cast<char>(folded(byte));
    m_skip.fill(m_folded.size());
    for (qsizetype place = 0; place + 1 < m_folded.size(); ++place)
        m_skip[static_cast<unsigned char>(m_folded[place])] = m_folded.size() - 1 - place;
}

bool Needle::isIn(QByteArrayView bytes) const
{
    if (m_text.isEmpty())
        return true;
    if (m_folded.isEmpty())
        return QString::fromUtf8(bytes).contains(m_text, Qt::CaseInsensitive);
    // Boyer, Moore and Horspool: by the last byte it is known how far the next place can be.
    const qsizetype last = m_folded.size() - 1;
    for (qsizetype place = 0; place + last < bytes.size();) {
        const unsigned char end = folded(bytes[place + last]);
        qsizetype equal = 0;
        if (end == static_cast<unsigned char>(m_folded[last])) {
            while (equal < last && folded(bytes[place + equal]) == static_cast<unsigned char>(m_folded[equal]))
                ++equal;
            if (equal == last)
                return true;
        }
        place += m_skip[end];
    }
    return false;
}

std::span<const RowType> rowTypes()
{
    return types;
}

std::optional<Sender> senderOf(const Row &row)
{
    if (row.direction == event::Direction::None)
        return std::nullopt;
    // A session of the client panel stands on the other side: what goes out there is the client's.
    const bool ofClient = (row.flags & event::eventflag::Client) != 0;
    return (row.direction == event::Direction::In) != ofClient ? Sender::Client : Sender::Server;
}

bool RouteTerm::matches(QByteArrayView target) const
{
    const QString whole = QString::fromUtf8(target).section(u'?', 0, 0);
    const QStringList wanted = path.split(u'/', Qt::SkipEmptyParts);
    const QStringList have = whole.split(u'/', Qt::SkipEmptyParts);
    if (have.size() < wanted.size())
        return false;
    for (qsizetype place = 0; place < wanted.size(); ++place) {
        const QString &segment = wanted.at(place);
        if (isVariable(segment) || have.at(place).compare(segment, Qt::CaseInsensitive) == 0)
            continue;
        // While it is typed, the last segment is one that begins so.
        if (place + 1 < wanted.size() || !have.at(place).startsWith(segment, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

bool FieldTerm::matches(QByteArrayView payload) const
{
    const QByteArrayView text = payload.trimmed();
    if (text.isEmpty() || (text.front() != '{' && text.front() != '[') || !mayHold(text, path))
        return false;
    const Result<value::Value> message = value::readJson(text);
    return message && matches(*message);
}

bool FieldTerm::matches(const value::Value &message) const
{
    return compares(path.evaluate(message), *this);
}

} // namespace framewright::traffic

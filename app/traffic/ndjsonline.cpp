// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ndjsonline.h"
#include "app/protocol/httpstatus.h"
#include "app/value/jsonwriter.h"

#include <QDateTime>
#include <QString>

#include <algorithm>

namespace framewright::traffic {

namespace {

using event::Direction;
using event::EventKind;
using event::EventRecord;

/// The status of a response's first line; 0 for what is none.
[[nodiscard]] int statusOf(QByteArrayView response)
{
    constexpr QByteArrayView version("HTTP/1.1 ");
    constexpr qsizetype digits = 3;
    const bool isWhole = response.startsWith(version) && response.size() >= version.size() + digits;
    return isWhole ? response.sliced(version.size(), digits).toInt() : 0;
}

[[nodiscard]] QByteArrayView kindName(EventKind kind, QByteArrayView detail)
{
    switch (kind) {
    case EventKind::Opened:
        return "opened";
    case EventKind::Refused:
        return protocol::isAnswer(statusOf(detail)) ? "answered" : "refused";
    case EventKind::Message:
        return "message";
    case EventKind::Ping:
        return "ping";
    case EventKind::Pong:
        return "pong";
    case EventKind::Close:
        return "close";
    case EventKind::Violation:
        return "violation";
    case EventKind::Ended:
        return "ended";
    case EventKind::Undelivered:
        return "undelivered";
    case EventKind::RuleError:
        return "rule error";
    case EventKind::Notice:
        return "notice";
    case EventKind::Raw:
        return "raw";
    }
    return "unknown";
}

void appendKey(QByteArray &out, const char *key)
{
    out += ",\"";
    out += key;
    out += "\":";
}

void appendNumber(QByteArray &out, const char *key, quint64 number)
{
    appendKey(out, key);
    out += QByteArray::number(number);
}

void appendText(QByteArray &out, const char *key, QByteArrayView text)
{
    appendKey(out, key);
    if (text.isValidUtf8())
        value::appendJsonText(out, text);
    else
        value::appendJsonText(out, QString::fromUtf8(text).toUtf8());
}

void appendBase64(QByteArray &out, const char *key, QByteArrayView bytes)
{
    appendKey(out, key);
    out += '"' + QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64() + '"';
}

void appendTime(QByteArray &out, qint64 nanoseconds)
{
    constexpr qint64 perSecond = 1'000'000'000;
    // Down, also before 1970.
    const qint64 seconds = (nanoseconds >= 0 ? nanoseconds : nanoseconds - perSecond + 1) / perSecond;
    const qint64 microseconds = (nanoseconds - seconds * perSecond) / 1000;
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    out += '"' + time.toString(u"yyyy-MM-ddTHH:mm:ss").toLatin1() + '.' +
           QByteArray::number(microseconds).rightJustified(6, '0') + "Z\"";
}

void appendFlags(QByteArray &out, const EventRecord &record)
{
    namespace flag = event::eventflag;
    constexpr std::pair<std::uint16_t, const char *> names[] = {
        {flag::Compressed, "compressed"}, {flag::Fragmented, "fragmented"}, {flag::Masked, "masked"},
        {flag::Client, "client"},         {flag::Abnormal, "abnormal"},
    };
    for (const auto &[bit, name] : names) {
        if ((record.flags & bit) != 0) {
            appendKey(out, name);
            out += "true";
        }
    }
}

/// RFC 6455 section 5.5.1: two bytes of code, then the reason; both may be missing.
void appendClose(QByteArray &out, QByteArrayView payload)
{
    if (payload.size() >= 2) {
        const auto high = static_cast<quint8>(payload[0]);
        const auto low = static_cast<quint8>(payload[1]);
        appendNumber(out, "code", static_cast<quint64>(high) << 8 | low);
        appendText(out, "reason", payload.sliced(2));
    } else if (!payload.isEmpty()) {
        appendBase64(out, "base64", payload);
    }
}

void appendPayload(QByteArray &out, const EventRecord &record, QByteArrayView payload)
{
    constexpr std::uint8_t binaryOpcode = 2;
    const bool binary = record.kind == EventKind::Message && record.opcode == binaryOpcode;
    if (binary || !payload.isValidUtf8())
        appendBase64(out, "base64", payload);
    else
        appendText(out, "text", payload);
}

void appendLabel(QByteArray &out, const event::Label &label)
{
    if (!label.text.empty())
        appendText(out, "rule", label.text);
    switch (label.means) {
    case event::Means::Timer:
        return appendText(out, "timer", label.name);
    case event::Means::Signal:
        return appendText(out, "signal", label.name);
    case event::Means::Stream:
        return appendText(out, "by", "stream");
    case event::Means::Script:
        return appendText(out, "by", "script");
    case event::Means::Person:
        if (!label.name.empty())
            appendText(out, "signal", label.name);
        return appendText(out, "by", "person");
    case event::Means::Rule:
        return;
    }
}

void appendDetail(QByteArray &out, QByteArrayView detail)
{
    if (detail.isEmpty())
        return;
    if (detail.isValidUtf8())
        appendText(out, "detail", maskCredentials(detail));
    else
        appendBase64(out, "detailBase64", detail);
}

[[nodiscard]] bool namesCredentials(QByteArrayView line)
{
    constexpr const char *names[] = {"authorization", "proxy-authorization", "cookie", "set-cookie"};
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return false;
    const QByteArrayView name = line.first(colon).trimmed();
    return std::any_of(std::begin(names), std::end(names),
                       [name](const char *known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
}

/// All but where a line begins and when it was.
void appendFacts(QByteArray &out, const EventRecord &record, QByteArrayView payload, QByteArrayView detail,
                 const event::Label &label)
{
    if (record.ruleTime != 0) {
        appendKey(out, "ruleTime");
        appendTime(out, record.ruleTime);
    }
    appendNumber(out, "connection", record.connection);
    appendText(out, "kind", kindName(record.kind, detail));
    if (record.direction != Direction::None)
        appendText(out, "direction", record.direction == Direction::In ? "in" : "out");
    if (record.kind >= EventKind::Message && record.kind <= EventKind::Close)
        appendNumber(out, "opcode", record.opcode);
    appendFlags(out, record);
    appendNumber(out, "size", static_cast<quint64>(payload.size()));
    appendNumber(out, "wireSize", record.wireSize);
    appendLabel(out, label);
    if (record.kind == EventKind::Opened || record.kind == EventKind::Refused) {
        appendText(out, "request", maskCredentials(payload));
        appendText(out, "response", maskCredentials(detail));
    } else {
        if (record.kind == EventKind::Close)
            appendClose(out, payload);
        else
            appendPayload(out, record, payload);
        appendDetail(out, detail);
    }
    out += "}\n";
}

} // namespace

void appendNdjsonLine(QByteArray &out, const EventRecord &record, QByteArrayView payload, QByteArrayView detail,
                      const event::Label &label)
{
    out += "{\"time\":";
    appendTime(out, record.time);
    appendFacts(out, record, payload, detail, label);
}

void appendNdjsonRow(QByteArray &out, const Row &row, QByteArrayView detail)
{
    EventRecord record;
    record.connection = row.connection.value;
    record.wireSize = row.wireSize;
    record.flags = row.flags;
    record.kind = row.kind;
    record.direction = row.direction;
    record.opcode = row.opcode;
    record.ruleTime = row.ruleTime;
    out += "{\"row\":" + QByteArray::number(row.number) + ",\"time\":";
    appendTime(out, row.time);
    if (row.cause != 0)
        appendNumber(out, "cause", static_cast<quint64>(row.cause));
    appendFacts(out, record, row.preview, detail, {0, row.label.toStdString(), row.means, row.name.toStdString()});
}

QByteArray maskCredentials(QByteArrayView head)
{
    QByteArray masked;
    masked.reserve(head.size());
    bool secret = false;
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf('\n');
        const QByteArrayView line = end < 0 ? head : head.first(end + 1);
        // The empty line ends the head; leading ones do not (RFC 9112 section 2.2). A line of spaces is no end.
        const bool empty = line == QByteArrayView("\r\n") || line == QByteArrayView("\n");
        if (empty && !masked.trimmed().isEmpty())
            return masked + head.toByteArray();
        const QByteArrayView lineEnd = line.endsWith("\r\n") ? "\r\n" : line.endsWith('\n') ? "\n" : "";
        // A line that begins with a space goes on with the one before (RFC 9112 section 5.2).
        const bool goesOn = line.startsWith(' ') || line.startsWith('\t');
        if (!goesOn)
            secret = namesCredentials(line);
        if (!secret)
            masked += line;
        else
            masked += line.first(goesOn ? 0 : line.indexOf(':') + 1).toByteArray() + " \u2022\u2022\u2022" +
                      lineEnd.toByteArray();
        head = head.sliced(line.size());
    }
    return masked;
}

} // namespace framewright::traffic

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/requestbody.h"

#include <algorithm>

namespace framewright::protocol {

namespace {

/// Of a chunk's size with its extensions, and of each trailer field.
constexpr qsizetype lineLimit = 4096;
/// What chunks may add to the content itself.
constexpr qsizetype rawLimitFactor = 4;

bool isDigits(const QByteArray &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

} // namespace

RequestBody::RequestBody(const RequestHead &head, qsizetype limit)
    : m_status(Status::NeedMore)
    , m_limit(limit)
{
    const bool hasLength = head.fields.contains("Content-Length");
    if (head.fields.contains("Transfer-Encoding")) {
        m_isChunked = head.fields.joined("Transfer-Encoding").toLower() == "chunked";
        // Both at once is how requests are smuggled (RFC 9112 section 6.3).
        if (!m_isChunked || hasLength)
            fail(Status::Malformed, QStringLiteral("The body has a length and chunks at once, or an encoding that is "
                                                   "not \"chunked\"."));
        return;
    }
    if (!hasLength) {
        m_status = Status::Complete;
        return;
    }
    const QByteArray length = *head.fields.first("Content-Length");
    if (head.fields.count("Content-Length") > 1 || !isDigits(length))
        fail(Status::Malformed, QStringLiteral("The Content-Length is no number."));
    else if (length.size() > 12 || length.toLongLong() > limit)
        fail(Status::TooLarge, QStringLiteral("The body is larger than %1 bytes.").arg(limit));
    else
        m_left = static_cast<qsizetype>(length.toLongLong());
    if (m_status == Status::NeedMore && m_left == 0)
        m_status = Status::Complete;
}

RequestBody::Status RequestBody::fail(Status status, const QString &problem)
{
    m_status = status;
    m_problem = problem;
    return status;
}

RequestBody::Status RequestBody::take(QByteArray &bytes)
{
    if (m_status != Status::NeedMore)
        return m_status;
    if (m_isChunked) {
        takeChunks(bytes);
    } else {
        takeContent(bytes);
        if (m_left == 0)
            m_status = Status::Complete;
    }
    return m_status;
}

void RequestBody::takeContent(QByteArray &bytes)
{
    const qsizetype count = std::min(m_left, bytes.size());
    m_content.append(bytes.constData(), count);
    m_raw.append(bytes.constData(), count);
    bytes.remove(0, count);
    m_left -= count;
}

bool RequestBody::takeLine(QByteArray &bytes, QByteArray &line)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0) {
        if (bytes.size() > lineLimit)
            fail(Status::Malformed, QStringLiteral("A line between two chunks does not end."));
        return false;
    }
    line = bytes.first(end).trimmed();
    m_raw.append(bytes.constData(), end + 1);
    bytes.remove(0, end + 1);
    if (m_raw.size() > m_limit * rawLimitFactor + lineLimit)
        fail(Status::TooLarge, QStringLiteral("The chunks of the body take more than four times its limit."));
    return m_status == Status::NeedMore;
}

void RequestBody::takeChunks(QByteArray &bytes)
{
    QByteArray line;
    while (m_status == Status::NeedMore) {
        if (m_part == ChunkPart::Content) {
            takeContent(bytes);
            if (m_left > 0)
                return;
            m_part = ChunkPart::End;
            continue;
        }
        if (!takeLine(bytes, line))
            return;
        if (m_part == ChunkPart::Size) {
            readChunkSize(line);
        } else if (m_part == ChunkPart::End) {
            if (!line.isEmpty())
                fail(Status::Malformed, QStringLiteral("A chunk is longer than it says."));
            m_part = ChunkPart::Size;
        } else if (line.isEmpty()) {
            m_status = Status::Complete;
        }
    }
}

void RequestBody::readChunkSize(const QByteArray &line)
{
    // Behind a semicolon stand extensions that nobody uses.
    const QByteArray digits = line.split(';').front().trimmed();
    bool isHex = false;
    const qulonglong size = digits.size() <= 8 ? digits.toULongLong(&isHex, 16) : 0;
    if (!isHex || digits.startsWith('+') || digits.startsWith('-')) {
        fail(Status::Malformed, QStringLiteral("The size of a chunk is no hexadecimal number."));
        return;
    }
    if (static_cast<qsizetype>(size) > m_limit - m_content.size()) {
        fail(Status::TooLarge, QStringLiteral("The body is larger than %1 bytes.").arg(m_limit));
        return;
    }
    m_left = static_cast<qsizetype>(size);
    m_part = size == 0 ? ChunkPart::Trailer : ChunkPart::Content;
}

} // namespace framewright::protocol

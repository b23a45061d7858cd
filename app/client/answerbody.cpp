// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/answerbody.h"

#include <algorithm>

namespace framewright::client {

namespace {

/// A chunk's size with its extensions; longer is not meant honestly.
constexpr qsizetype chunkLineLimit = 1024;

} // namespace

AnswerBody::AnswerBody(const protocol::ResponseHead &head)
{
    if (head.status < 200 || head.status == 204 || head.status == 304) {
        m_complete = true;
        return;
    }
    m_chunked = head.fields.hasToken("Transfer-Encoding", "chunked");
    if (m_chunked)
        return;
    bool numeric = false;
    const qint64 length = head.fields.first("Content-Length").value_or(QByteArray()).toLongLong(&numeric);
    if (numeric && length >= 0) {
        m_left = length;
        m_complete = length == 0;
    }
}

void AnswerBody::add(QByteArrayView bytes)
{
    if (m_complete)
        return;
    if (m_raw.size() < limit)
        m_raw.append(bytes.first(std::min(bytes.size(), limit - m_raw.size())));
    if (m_chunked) {
        addChunked(bytes);
        return;
    }
    if (m_left >= 0) {
        bytes = bytes.first(std::min<qint64>(bytes.size(), m_left));
        m_left -= bytes.size();
        m_complete = m_left == 0;
    }
    keep(bytes);
}

void AnswerBody::keep(QByteArrayView bytes)
{
    m_content.append(bytes.first(std::min(bytes.size(), limit - m_content.size())));
    if (m_content.size() >= limit)
        m_complete = true;
}

void AnswerBody::addChunked(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_complete) {
        if (m_part == ChunkPart::Content) {
            const qint64 taken = std::min<qint64>(bytes.size(), m_left);
            keep(bytes.first(taken));
            bytes = bytes.sliced(taken);
            m_left -= taken;
            if (m_left == 0)
                m_part = ChunkPart::End;
            continue;
        }
        const qsizetype newline = bytes.indexOf('\n');
        m_line.append(newline < 0 ? bytes : bytes.first(newline));
        bytes = newline < 0 ? QByteArrayView() : bytes.sliced(newline + 1);
        if (m_line.size() > chunkLineLimit) {
            m_complete = true;
        } else if (newline >= 0) {
            if (m_part == ChunkPart::End)
                m_part = ChunkPart::Size;
            else
                readChunkSize();
            m_line.clear();
        }
    }
}

void AnswerBody::readChunkSize()
{
    const qsizetype end = m_line.indexOf(';');
    bool numeric = false;
    m_left = (end < 0 ? m_line : m_line.left(end)).trimmed().toLongLong(&numeric, 16);
    // The last chunk has the size 0; trailers behind it are not kept.
    m_complete = !numeric || m_left <= 0;
    m_part = ChunkPart::Content;
}

} // namespace framewright::client

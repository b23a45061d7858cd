// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/responsehead.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace framewright::client {

/// Collects the body of an HTTP answer (RFC 9112 section 6) up to a bound, with the length that the head
/// announces, in chunks, or to the end of the connection. Pure.
class AnswerBody final
{
public:
    static constexpr qsizetype limit = 65536;

    explicit AnswerBody(const protocol::ResponseHead &head);

    void add(QByteArrayView bytes);
    /// Everything is there, or as much as is kept.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    /// The body, out of its chunks.
    [[nodiscard]] const QByteArray &content() const { return m_content; }
    /// The same as it was on the wire.
    [[nodiscard]] const QByteArray &raw() const { return m_raw; }

private:
    enum class ChunkPart : std::uint8_t
    {
        Size,
        Content,
        End
    };

    void keep(QByteArrayView bytes);
    void addChunked(QByteArrayView bytes);
    void readChunkSize();

    bool m_chunked = false;
    bool m_complete = false;
    qint64 m_left = -1; ///< Of the announced length or of the chunk; -1: to the end of the connection.
    ChunkPart m_part = ChunkPart::Size;
    QByteArray m_line;
    QByteArray m_content;
    QByteArray m_raw;
};

} // namespace framewright::client

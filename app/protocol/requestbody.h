// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/requesthead.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace framewright::protocol {

/// Takes the body of an HTTP request from the bytes behind its head (RFC 9112 section 6): with the length that the
/// head announces, in chunks, or none. Bounded. Pure.
class RequestBody final
{
public:
    enum class Status : std::uint8_t
    {
        NeedMore,
        Complete,
        TooLarge,
        Malformed,
    };

    RequestBody() = default;
    RequestBody(const RequestHead &head, qsizetype limit);

    /// Takes what belongs to it off the front of `bytes`; what is left there follows the request.
    Status take(QByteArray &bytes);
    [[nodiscard]] Status status() const { return m_status; }
    /// Out of its chunks.
    [[nodiscard]] const QByteArray &content() const { return m_content; }
    /// As it was on the wire.
    [[nodiscard]] const QByteArray &raw() const { return m_raw; }
    /// One sentence, where it is malformed or too large.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    enum class ChunkPart : std::uint8_t
    {
        Size,
        Content,
        End,
        Trailer,
    };

    Status fail(Status status, const QString &problem);
    void takeContent(QByteArray &bytes);
    void takeChunks(QByteArray &bytes);
    /// One line without its end; false while it is not whole.
    [[nodiscard]] bool takeLine(QByteArray &bytes, QByteArray &line);
    void readChunkSize(const QByteArray &line);

    Status m_status = Status::Complete;
    qsizetype m_limit = 0;
    qsizetype m_left = 0;
    bool m_isChunked = false;
    ChunkPart m_part = ChunkPart::Size;
    QByteArray m_content;
    QByteArray m_raw;
    QString m_problem;
};

} // namespace framewright::protocol

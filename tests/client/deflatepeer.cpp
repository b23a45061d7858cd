// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/deflatepeer.h"

#include <zlib.h>

namespace framewright::test {

struct DeflatePeer::Streams
{
    z_stream out{};
    z_stream in{};
};

DeflatePeer::DeflatePeer(int serverBits, bool serverTakeover, int clientBits, bool clientTakeover)
    : m_streams(std::make_unique<Streams>())
    , m_serverTakeover(serverTakeover)
    , m_clientTakeover(clientTakeover)
{
    deflateInit2(&m_streams->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -serverBits, 8, Z_DEFAULT_STRATEGY);
    inflateInit2(&m_streams->in, -clientBits);
}

DeflatePeer::~DeflatePeer()
{
    deflateEnd(&m_streams->out);
    inflateEnd(&m_streams->in);
}

QByteArray DeflatePeer::compress(const QByteArray &message)
{
    z_stream &stream = m_streams->out;
    QByteArray result(qsizetype(deflateBound(&stream, uLong(message.size()))) + 64, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.constData()));
    stream.avail_in = uInt(message.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = uInt(result.size());
    ::deflate(&stream, Z_SYNC_FLUSH);
    result.resize(result.size() - qsizetype(stream.avail_out));
    if (result.endsWith(QByteArray("\0\0\xff\xff", 4)))
        result.chop(4);
    // zlib writes nothing for an empty message right after another: an empty block stands for it.
    if (result.isEmpty())
        result = QByteArray(1, '\0');
    if (!m_serverTakeover)
        deflateReset(&stream);
    return result;
}

std::optional<QByteArray> DeflatePeer::inflate(const QByteArray &payload)
{
    z_stream &stream = m_streams->in;
    QByteArray input = payload;
    input.append("\0\0\xff\xff", 4);
    QByteArray result;
    QByteArray part(65536, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.constData()));
    stream.avail_in = uInt(input.size());
    do {
        stream.next_out = reinterpret_cast<Bytef *>(part.data());
        stream.avail_out = uInt(part.size());
        const int status = ::inflate(&stream, Z_SYNC_FLUSH);
        if (status != Z_OK && status != Z_BUF_ERROR)
            return std::nullopt;
        result += part.left(part.size() - qsizetype(stream.avail_out));
    } while (stream.avail_out == 0 || stream.avail_in > 0);
    if (!m_clientTakeover)
        inflateReset(&stream);
    return result;
}

} // namespace framewright::test

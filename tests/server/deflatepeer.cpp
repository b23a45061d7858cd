// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/deflatepeer.h"

#include <zlib.h>

#include <array>

namespace framewright::test {

namespace {

constexpr char tailBytes[] = {0, 0, '\xff', '\xff'};

/// Runs one of zlib's functions over all of the input.
template <class Function>
std::optional<QByteArray> pump(z_stream &stream, const QByteArray &input, Function function)
{
    QByteArray output;
    std::array<char, 65536> buffer;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(input.constData()));
    stream.avail_in = static_cast<uInt>(input.size());
    do {
        stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int result = function(&stream, Z_SYNC_FLUSH);
        if (result != Z_OK && result != Z_BUF_ERROR)
            return std::nullopt;
        output.append(buffer.data(), static_cast<qsizetype>(buffer.size() - stream.avail_out));
    } while (stream.avail_out == 0 || stream.avail_in > 0);
    return output;
}

} // namespace

DeflatePeer::DeflatePeer(Settings settings)
    : m_settings(settings)
    , m_deflate(std::make_unique<z_stream>())
    , m_inflate(std::make_unique<z_stream>())
{
    *m_deflate = {};
    *m_inflate = {};
    deflateInit2(m_deflate.get(), 6, Z_DEFLATED, -settings.ownBits, 8, Z_DEFAULT_STRATEGY);
    inflateInit2(m_inflate.get(), -settings.serverBits);
}

DeflatePeer::~DeflatePeer()
{
    deflateEnd(m_deflate.get());
    inflateEnd(m_inflate.get());
}

QByteArray DeflatePeer::compress(const QByteArray &message)
{
    if (!m_settings.ownTakeover)
        deflateReset(m_deflate.get());
    if (message.isEmpty())
        return QByteArray(1, '\0'); // RFC 7692 section 7.2.3.6
    return pump(*m_deflate, message, deflate).value_or(QByteArray()).chopped(4);
}

std::optional<QByteArray> DeflatePeer::decompress(const QByteArray &payload)
{
    if (!m_settings.serverTakeover)
        inflateReset(m_inflate.get());
    QByteArray input = payload;
    input.append(tailBytes, sizeof tailBytes);
    return pump(*m_inflate, input, inflate);
}

} // namespace framewright::test

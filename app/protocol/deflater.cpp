// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflater.h"

#include <QtGlobal>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <vector>

namespace framewright::protocol {

namespace {

constexpr int fewestBitsOfZlib = 9;
constexpr int usualMemory = 8;
/// A message up to this size needs no larger window; clearing the tables of a full stream costs more than
/// compressing it.
constexpr qsizetype shortMessage = 2048;
constexpr int shortWindowBits = 11;
constexpr int shortMemory = 5;
/// zlib counts its input in 32 bits.
constexpr qsizetype longestStep = qsizetype(1) << 30;
/// What a flush ends with and RFC 7692 section 7.2.1 leaves out.
constexpr qsizetype tailLength = 4;

} // namespace

struct Deflater::Stream
{
    Stream(int asked, int compressionLevel, int memory)
        : windowBits(asked)
        , level(compressionLevel)
        , memoryLevel(memory)
    {
        // With Z_RLE every match lies one byte back, which any window holds.
        const int strategy = asked < fewestBitsOfZlib ? Z_RLE : Z_DEFAULT_STRATEGY;
        const int status =
            deflateInit2(&zlib, level, Z_DEFLATED, -std::max(asked, fewestBitsOfZlib), memoryLevel, strategy);
        if (status != Z_OK)
            qBadAlloc();
    }
    ~Stream() { deflateEnd(&zlib); }
    Q_DISABLE_COPY_MOVE(Stream)

    QByteArray compress(QByteArrayView message);

    z_stream zlib{};
    int windowBits;
    int level;
    int memoryLevel;
};

QByteArray Deflater::Stream::compress(QByteArrayView message)
{
    QByteArray out;
    std::array<char, 16384> room;
    do {
        const qsizetype step = std::min(message.size(), longestStep);
        zlib.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
        zlib.avail_in = static_cast<uInt>(step);
        message = message.sliced(step);
        const int flush = message.isEmpty() ? Z_SYNC_FLUSH : Z_NO_FLUSH;
        do {
            zlib.next_out = reinterpret_cast<Bytef *>(room.data());
            zlib.avail_out = static_cast<uInt>(room.size());
            deflate(&zlib, flush);
            out.append(room.data(), static_cast<qsizetype>(room.size() - zlib.avail_out));
        } while (zlib.avail_out == 0);
    } while (!message.isEmpty());
    Q_ASSERT(out.endsWith(QByteArrayView("\x00\x00\xff\xff", tailLength)));
    out.chop(tailLength);
    return out;
}

Deflater::Deflater(int windowBits, bool contextTakeover, int level)
    : m_windowBits(std::clamp(windowBits, 8, 15))
    , m_level(std::clamp(level, 0, 9))
    , m_contextTakeover(contextTakeover)
{
}

Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&) noexcept = default;
Deflater &Deflater::operator=(Deflater &&) noexcept = default;

QByteArray Deflater::compress(QByteArrayView message)
{
    // RFC 7692 section 7.2.3.6. zlib itself writes nothing when it is flushed twice.
    if (message.isEmpty())
        return QByteArray(1, '\0');
    if (m_contextTakeover) {
        if (!m_own)
            m_own = std::make_unique<Stream>(m_windowBits, m_level, usualMemory);
        return m_own->compress(message);
    }
    return shared(message.size()).compress(message);
}

Deflater::Stream &Deflater::shared(qsizetype messageSize) const
{
    thread_local std::vector<std::unique_ptr<Stream>> streams;
    const bool isShort = messageSize <= shortMessage;
    const int windowBits = isShort ? std::min(m_windowBits, shortWindowBits) : m_windowBits;
    const int memory = isShort ? shortMemory : usualMemory;
    const auto place = std::find_if(streams.begin(), streams.end(), [&](const auto &stream) {
        return stream->windowBits == windowBits && stream->level == m_level && stream->memoryLevel == memory;
    });
    if (place != streams.end()) {
        deflateReset(&(*place)->zlib);
        return **place;
    }
    streams.push_back(std::make_unique<Stream>(windowBits, m_level, memory));
    return *streams.back();
}

} // namespace framewright::protocol

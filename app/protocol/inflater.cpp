// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/inflater.h"

#include <QtGlobal>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace framewright::protocol {

namespace {

constexpr int largestWindow = 15;
constexpr std::size_t mostSpares = 4;
constexpr std::size_t longestStep = std::size_t(1) << 30;
constexpr qsizetype smallestRoom = 512;
constexpr qsizetype largestRoom = 256 * 1024;
/// What the sender left out (RFC 7692 section 7.2.2).
constexpr std::array<char, 4> tail{'\x00', '\x00', '\xff', '\xff'};

constexpr Violation tooLarge{closecode::MessageTooBig, "the inflated message is larger than the limit"};

} // namespace

struct Inflater::Stream
{
    Stream()
    {
        if (inflateInit2(&zlib, -largestWindow) != Z_OK)
            qBadAlloc();
    }
    ~Stream() { inflateEnd(&zlib); }
    Q_DISABLE_COPY_MOVE(Stream)

    /// Streams without takeover that no message uses; each costs about 40 KB.
    static std::vector<std::unique_ptr<Stream>> &spares()
    {
        thread_local std::vector<std::unique_ptr<Stream>> streams;
        return streams;
    }
    static std::unique_ptr<Stream> borrow();

    /// The last call ended behind a whole block, on the border of a byte.
    [[nodiscard]] bool isBetweenBlocks() const { return (zlib.data_type & 128) != 0 && (zlib.data_type & 63) == 0; }

    z_stream zlib{};
    bool isFresh = true; ///< Nothing has come since the message began, or since a block with BFINAL ended.
};

std::unique_ptr<Inflater::Stream> Inflater::Stream::borrow()
{
    auto &streams = spares();
    if (streams.empty())
        return std::make_unique<Stream>();
    std::unique_ptr<Stream> stream = std::move(streams.back());
    streams.pop_back();
    return stream;
}

Inflater::Inflater(bool contextTakeover)
    : m_contextTakeover(contextTakeover)
{
}

Inflater::~Inflater()
{
    giveBack();
}

Inflater::Inflater(Inflater &&) noexcept = default;

Inflater &Inflater::operator=(Inflater &&other) noexcept
{
    std::swap(m_stream, other.m_stream);
    std::swap(m_contextTakeover, other.m_contextTakeover);
    return *this;
}

void Inflater::giveBack()
{
    if (!m_stream || m_contextTakeover)
        return;
    auto &spares = Stream::spares();
    if (spares.size() < mostSpares) {
        inflateReset(&m_stream->zlib);
        m_stream->isFresh = true;
        spares.push_back(std::move(m_stream));
    }
    m_stream.reset();
}

Violation Inflater::add(std::span<const char> piece, QByteArray &out, qsizetype limit)
{
    while (!piece.empty()) {
        const std::size_t step = std::min(piece.size(), longestStep);
        if (const Violation violation = run(piece.first(step), out, limit))
            return violation;
        piece = piece.subspan(step);
    }
    return {};
}

Violation Inflater::finish(QByteArray &out, qsizetype limit)
{
    // A message of no bytes at all is taken for an empty one, and one that ends right behind a block with BFINAL
    // needs nothing more; in both cases the tail would begin a block that never ends.
    if (m_stream && !m_stream->isFresh) {
        if (const Violation violation = run(tail, out, limit))
            return violation;
        if (!m_stream->isFresh && !m_stream->isBetweenBlocks())
            return {closecode::InvalidPayload, "the compressed data is cut short"};
        m_stream->isFresh = true;
    }
    giveBack();
    return {};
}

Violation Inflater::run(std::span<const char> piece, QByteArray &out, qsizetype limit)
{
    if (!m_stream)
        m_stream = m_contextTakeover ? std::make_unique<Stream>() : Stream::borrow();
    z_stream &zlib = m_stream->zlib;
    zlib.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
    zlib.avail_in = static_cast<uInt>(piece.size());
    m_stream->isFresh = false;
    do {
        // One byte more than the limit tells "exactly the limit" from "more".
        const qsizetype guess =
            std::clamp(std::max(out.size(), 2 * qsizetype(zlib.avail_in)), smallestRoom, largestRoom);
        const qsizetype room = std::min(guess, limit + 1 - out.size());
        const qsizetype before = out.size();
        out.resize(before + room);
        zlib.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        zlib.avail_out = static_cast<uInt>(room);
        const int status = inflate(&zlib, Z_SYNC_FLUSH);
        out.resize(before + room - qsizetype(zlib.avail_out));
        // The limit comes first: the bytes up to it are the same however the input was cut.
        if (out.size() > limit)
            return tooLarge;
        if (status == Z_MEM_ERROR)
            return {closecode::InternalError, "there is no memory to inflate"};
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return {closecode::InvalidPayload, "the compressed data is not valid"};
        if (status == Z_STREAM_END) {
            // RFC 7692 section 7.2.3.4. Unlike inflateReset() this keeps the window, and unlike setting it as a
            // dictionary it costs nothing, however many such blocks a message has.
            inflateResetKeep(&zlib);
            m_stream->isFresh = zlib.avail_in == 0;
        }
    } while (zlib.avail_in > 0 || zlib.avail_out == 0);
    return {};
}

} // namespace framewright::protocol

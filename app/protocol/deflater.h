// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct z_stream_s;

namespace framewright::protocol {

/// Compresses messages for one direction of a connection (RFC 7692 section 7.2.1). Without context takeover it
/// borrows a stream shared by its thread, so that an idle connection costs nothing. Use on one thread.
/// zlib has no raw deflate with a window of 8 bits; asked for one, it takes 9 and looks back one byte only, which
/// fits any window.
class Deflater final
{
public:
    Deflater(int windowBits, bool contextTakeover, int level = 1);
    ~Deflater();
    Deflater(Deflater &&) noexcept;
    Deflater &operator=(Deflater &&) noexcept;

    /// The payload of a compressed message; an empty message is the one byte 00.
    [[nodiscard]] QByteArray compress(QByteArrayView message);

private:
    struct Stream;
    [[nodiscard]] Stream &shared(qsizetype messageSize) const;

    std::unique_ptr<Stream> m_own; ///< With context takeover, from the first message on.
    int m_windowBits;
    int m_level;
    bool m_contextTakeover;
};

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/violation.h"

#include <QByteArray>

#include <memory>
#include <span>

namespace framewright::protocol {

/// Inflates the messages of one direction of a connection as their pieces come (RFC 7692 section 7.2.2), always
/// with a window of 15 bits. Never makes more than the limit plus one byte. A block with BFINAL is followed by
/// a reset that keeps the window. Without context takeover the stream is the thread's, borrowed for a message.
class Inflater final
{
public:
    explicit Inflater(bool contextTakeover);
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    /// Inflates a piece of a message and appends the plain bytes to `out`, which together may not pass `limit`.
    [[nodiscard]] Violation add(std::span<const char> piece, QByteArray &out, qsizetype limit);
    /// The message is whole: takes the four bytes 00 00 ff ff that the sender left out, forgets the window
    /// where takeover is off.
    [[nodiscard]] Violation finish(QByteArray &out, qsizetype limit);

private:
    struct Stream;
    Violation run(std::span<const char> piece, QByteArray &out, qsizetype limit);
    void giveBack();

    std::unique_ptr<Stream> m_stream;
    bool m_contextTakeover;
};

} // namespace framewright::protocol

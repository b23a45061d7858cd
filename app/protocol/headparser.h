// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/requesthead.h"
#include "app/protocol/responsehead.h"

#include <QByteArrayView>

namespace framewright::protocol {

/// Bounds on a head. Time is the caller's: it holds the deadline.
struct HeadLimits
{
    qsizetype bytes = 16384;
    qsizetype fields = 100;
};

enum class HeadStatus : std::uint8_t
{
    NeedMore,
    Complete,
    TooLarge,  ///< Answer 431.
    Malformed, ///< Answer 400; `problem` says why.
};

template <class Head>
struct ParsedHead
{
    HeadStatus status = HeadStatus::NeedMore;
    Head head;
    /// Bytes of `input` up to and with the empty line, where it is Complete; what follows is the first frames.
    qsizetype consumed = 0;
    QString problem;
};

/// Reads a head from the start of everything that has come so far. Pure: call it again with more bytes after
/// NeedMore. Tolerates a few leading empty lines and bare LF; refuses control characters, a bare CR, a space before
/// the colon, a folded line, a field name that is no token, and a bad first line (RFC 9112 sections 2.2, 3, 5). The
/// first line is judged as soon as it is whole, so that what does not speak HTTP need not wait for the deadline.
/// `searchedBefore` is how many bytes an earlier call has seen without an end, so that a head that drips in
/// costs linear time. However the bytes were cut, the outcome is the same.
[[nodiscard]] ParsedHead<RequestHead> parseRequestHead(QByteArrayView input, const HeadLimits &limits,
                                                       qsizetype searchedBefore = 0);
[[nodiscard]] ParsedHead<ResponseHead> parseResponseHead(QByteArrayView input, const HeadLimits &limits,
                                                         qsizetype searchedBefore = 0);

} // namespace framewright::protocol

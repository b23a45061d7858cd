// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/headerfields.h"

#include <QByteArray>

#include <cstdint>

namespace framewright::protocol {

/// The head of an HTTP/1.x response (RFC 9112).
struct ResponseHead
{
    QByteArray raw; ///< The bytes as they came, the empty line included.
    int minorVersion = 1;
    int status = 0;
    QByteArray reason;
    HeaderFields fields;

    bool operator==(const ResponseHead &) const = default;
};

/// The phrase of a status code, "Not Found"; "Status" for one that is not registered.
[[nodiscard]] QByteArray statusPhrase(int status);

/// What follows a response on its connection.
enum class AfterResponse : std::uint8_t
{
    Close,
    KeepAlive,
};

/// A whole response with `Content-Length`, the given fields and body, and `Connection: close` where nothing follows.
/// The fields may name a Content-Type; `text/plain; charset=utf-8` goes out where they do not and there is a body.
[[nodiscard]] QByteArray encodeResponse(int status, const HeaderFields &fields, const QByteArray &body,
                                        AfterResponse after = AfterResponse::Close);

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/headerfields.h"

#include <QByteArray>

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

/// A whole response with `Connection: close`, `Content-Length` and the given fields and body. The fields may
/// name a Content-Type; `text/plain; charset=utf-8` goes out where they do not and there is a body.
[[nodiscard]] QByteArray encodeResponse(int status, const HeaderFields &fields, const QByteArray &body);

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/headerfields.h"

#include <QByteArray>

namespace framewright::protocol {

/// The head of an HTTP/1.x request (RFC 9112).
struct RequestHead
{
    QByteArray raw; ///< The bytes as they came, the empty line included, leading empty lines left out.
    QByteArray method;
    QByteArray target; ///< As it stood in the request line; an absolute-form target keeps its scheme.
    int minorVersion = 1;
    HeaderFields fields;

    /// The target's path, still percent-encoded, without scheme, authority and query. "/" where it is empty.
    [[nodiscard]] QByteArray path() const;
    /// What follows the "?", still percent-encoded.
    [[nodiscard]] QByteArray query() const;

    bool operator==(const RequestHead &) const = default;
};

} // namespace framewright::protocol

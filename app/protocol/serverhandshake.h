// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/deflateparameters.h"
#include "app/protocol/requesthead.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace framewright::protocol {

/// Why an HTTP request is no opening handshake: the answer to give (RFC 6455 section 4.2).
struct HandshakeRefusal
{
    int status = 400;
    HeaderFields fields; ///< `Sec-WebSocket-Version: 13` and `Upgrade` with 426, `Allow` with 405.
    QString problem;     ///< One sentence for the body and the log.
};

/// What a client asked for in an opening handshake that holds.
struct HandshakeRequest
{
    QByteArray key;
    QList<QByteArray> subprotocols;
    QList<QByteArray> extensionOffers; ///< The elements of Sec-WebSocket-Extensions, in their order.
};

/// Judges a request head: GET, HTTP/1.1, one Host, Upgrade and Connection in any case and over several
/// lines, one key of 16 bytes, version 13. Two keys or Hosts: 400. No upgrade or another version: 426.
[[nodiscard]] tl::expected<HandshakeRequest, HandshakeRefusal> judgeHandshake(const RequestHead &head);

/// Sec-WebSocket-Accept for a key (section 4.2.2).
[[nodiscard]] QByteArray acceptKey(const QByteArray &key);

/// What the server agreed to.
struct HandshakeAnswer
{
    std::optional<QByteArray> subprotocol;
    std::optional<DeflateParameters> deflate;
    HeaderFields fields; ///< More of our own, sent after the others.
};

/// The whole 101 response. `Connection: Upgrade` exactly, since five client libraries insist on it.
[[nodiscard]] QByteArray encodeHandshakeAnswer(const QByteArray &key, const HandshakeAnswer &answer);

} // namespace framewright::protocol

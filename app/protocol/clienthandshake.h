// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/deflateparameters.h"
#include "app/protocol/responsehead.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace framewright::protocol {

/// An opening handshake as a client sends it (RFC 6455 section 4.1).
struct ClientHandshake
{
    QByteArray target = "/"; ///< Path and query, percent-encoded.
    QByteArray host;         ///< With the port where it is not the scheme's own.
    QByteArray key;          ///< 16 random bytes in base64.
    QList<QByteArray> subprotocols;
    std::optional<DeflateOffer> deflate;
    HeaderFields fields; ///< The person's own; one named like ours (Host, Origin) takes its place.

    [[nodiscard]] QByteArray encode() const;
};

/// What the server agreed to.
struct ServerAgreement
{
    QByteArray subprotocol;
    QByteArray extensions; ///< The header as it stood.
    std::optional<DeflateParameters> deflate;
};

/// Checks a 101 against what was asked: Upgrade, Connection, accept key, no subprotocol or extension that was
/// not offered, no header twice. The error says which, and what stood there.
[[nodiscard]] tl::expected<ServerAgreement, QString> checkAgreement(const ClientHandshake &request,
                                                                    const ResponseHead &response);

} // namespace framewright::protocol

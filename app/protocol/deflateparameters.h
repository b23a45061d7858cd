// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace framewright::protocol {

/// What both sides agreed on for permessage-deflate (RFC 7692 section 7.1).
struct DeflateParameters
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverWindowBits = 15; ///< 9 to 15: zlib has no raw deflate of 8 bits.
    int clientWindowBits = 15;

    bool operator==(const DeflateParameters &) const = default;
};

/// What a server is willing to do.
struct DeflatePolicy
{
    bool enabled = true;
    bool contextTakeover = false; ///< Off by default: a stream with it costs about 256 KB.
    int windowBits = 15;          ///< At most, for our own messages.
};

/// A server's answer to an offer.
struct DeflateAnswer
{
    DeflateParameters parameters;
    QByteArray header; ///< The element for Sec-WebSocket-Extensions.
};

/// The first offer that is valid and that we can keep; the others are skipped (section 5.1). None: no extension.
[[nodiscard]] std::optional<DeflateAnswer> negotiateDeflate(const QList<QByteArray> &offers,
                                                            const DeflatePolicy &policy);

/// What a client offers.
struct DeflateOffer
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverWindowBits;
    bool clientWindowBits = true; ///< Offered without a value: the server may choose.

    [[nodiscard]] QByteArray encode() const;
};

/// Reads the server's Sec-WebSocket-Extensions against our offer; an error where it agreed to what was not
/// offered, or twice, or with a bad value (section 7.1). No element: nullopt.
[[nodiscard]] tl::expected<std::optional<DeflateParameters>, QString>
readDeflateAgreement(const QList<QByteArray> &elements, const std::optional<DeflateOffer> &offer);

} // namespace framewright::protocol

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
    int serverWindowBits = 15; ///< 9 to 15 as a server: zlib has no raw deflate of 8 bits, so we decline that.
    /// 8 to 15. A client that is told 8 compresses without any distance above one (see Deflater).
    int clientWindowBits = 15;
    bool namesServerWindowBits = false; ///< The offer did, so the answer must, be it 15 (section 7.1.2.1).

    bool operator==(const DeflateParameters &) const = default;
    /// A server's element for Sec-WebSocket-Extensions.
    [[nodiscard]] QByteArray encode() const;
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
    std::optional<int> serverWindowBits = std::nullopt;
    bool clientWindowBits = true; ///< Offered without a value: the server may choose.

    [[nodiscard]] QByteArray encode() const;
};

/// The first valid element of an offer that a person wrote as text; none where nothing there offers it.
[[nodiscard]] std::optional<DeflateOffer> readDeflateOffer(const QList<QByteArray> &elements);

/// Reads the server's Sec-WebSocket-Extensions against our offer; an error where it agreed to what was not
/// offered, or twice, or with a bad value, or left out what it had to confirm (section 7.1). No element: nullopt.
[[nodiscard]] tl::expected<std::optional<DeflateParameters>, QString>
readDeflateAgreement(const QList<QByteArray> &elements, const std::optional<DeflateOffer> &offer);

} // namespace framewright::protocol

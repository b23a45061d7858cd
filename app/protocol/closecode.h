// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace framewright::protocol {

/// Close codes by the names of the IANA registry (RFC 6455 sections 7.4 and 11.7). A plain number, since a
/// peer may send any; the ones that matter to our own code have names here.
using CloseCode = std::uint16_t;

namespace closecode {
constexpr CloseCode Normal = 1000;
constexpr CloseCode GoingAway = 1001;
constexpr CloseCode ProtocolError = 1002;
constexpr CloseCode UnsupportedData = 1003;
constexpr CloseCode NoStatus = 1005; ///< Never on the wire: a close frame without a code.
constexpr CloseCode Abnormal = 1006; ///< Never on the wire: the connection ended without a close frame.
constexpr CloseCode InvalidPayload = 1007;
constexpr CloseCode PolicyViolation = 1008;
constexpr CloseCode MessageTooBig = 1009;
constexpr CloseCode InternalError = 1011;
constexpr CloseCode ServiceRestart = 1012;
constexpr CloseCode TryAgainLater = 1013;
} // namespace closecode

/// Whether a peer may send this code in a close frame (section 7.4.2): 1000 to 1003, 1007 to 1014, 3000 to 4999.
[[nodiscard]] bool isValidOnWire(CloseCode code);

/// The registered name, "Going away", or what the range says, "Private use".
[[nodiscard]] QString closeCodeName(CloseCode code);
/// One sentence that says what the code means to a person.
[[nodiscard]] QString closeCodeMeaning(CloseCode code);

/// What a close frame carries. No code means an empty payload.
struct ClosePayload
{
    std::optional<CloseCode> code;
    QByteArray reason; ///< UTF-8, at most 123 bytes on the wire.

    bool operator==(const ClosePayload &) const = default;
    /// The payload's bytes. The reason is cut at a character's border where it is longer than 123 bytes.
    [[nodiscard]] QByteArray encode() const;
};

/// Why a close payload is not legal: one byte, a code that may not be sent, a reason that is not UTF-8.
enum class ClosePayloadError : std::uint8_t
{
    None,
    OneByte,
    InvalidCode,
    InvalidUtf8
};

struct DecodedClose
{
    ClosePayload payload; ///< As far as it could be read, for the log.
    ClosePayloadError error = ClosePayloadError::None;
};
[[nodiscard]] DecodedClose decodeClose(QByteArrayView payload);

} // namespace framewright::protocol

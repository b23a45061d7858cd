// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/closecode.h"

#include "app/protocol/utf8validator.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace framewright::protocol {

namespace {

/// A control frame holds 125 bytes, two of which are the code (RFC 6455 section 5.5).
constexpr qsizetype longestReason = 123;

struct CodeRange
{
    CloseCode first;
    CloseCode last;
    const char *name;
    const char *meaning;
};

constexpr CodeRange single(CloseCode code, const char *name, const char *meaning)
{
    return {code, code, name, meaning};
}

/// RFC 6455 sections 7.4 and 11.7, the IANA registry; from a code to a code. What is in no row is reserved by
/// the RFC (1016 to 2999) or registered by name (3000 to 3999), which the last rows say.
constexpr std::array codes{
    single(1000, QT_TRANSLATE_NOOP("CloseCode", "Normal closure"),
           QT_TRANSLATE_NOOP("CloseCode", "The purpose of the connection is fulfilled.")),
    single(1001, QT_TRANSLATE_NOOP("CloseCode", "Going away"),
           QT_TRANSLATE_NOOP("CloseCode", "The server stops, or the browser leaves the page.")),
    single(1002, QT_TRANSLATE_NOOP("CloseCode", "Protocol error"),
           QT_TRANSLATE_NOOP("CloseCode", "The other side broke the WebSocket protocol.")),
    single(1003, QT_TRANSLATE_NOOP("CloseCode", "Unsupported data"),
           QT_TRANSLATE_NOOP("CloseCode", "The message is of a kind that this side does not take, such as binary.")),
    single(1004, QT_TRANSLATE_NOOP("CloseCode", "Reserved"),
           QT_TRANSLATE_NOOP("CloseCode", "The code has no meaning yet and may not be sent.")),
    single(1005, QT_TRANSLATE_NOOP("CloseCode", "No status received"),
           QT_TRANSLATE_NOOP("CloseCode", "The close frame carried no code; never sent on the wire.")),
    single(1006, QT_TRANSLATE_NOOP("CloseCode", "Abnormal closure"),
           QT_TRANSLATE_NOOP("CloseCode", "The connection ended without a close frame; never sent on the wire.")),
    single(1007, QT_TRANSLATE_NOOP("CloseCode", "Invalid payload"),
           QT_TRANSLATE_NOOP("CloseCode", "The message does not fit its type, such as a text that is not UTF-8.")),
    single(1008, QT_TRANSLATE_NOOP("CloseCode", "Policy violation"),
           QT_TRANSLATE_NOOP("CloseCode", "The message breaks a rule of the receiver that has no code of its own.")),
    single(1009, QT_TRANSLATE_NOOP("CloseCode", "Message too big"),
           QT_TRANSLATE_NOOP("CloseCode", "The message is larger than the receiver takes.")),
    single(1010, QT_TRANSLATE_NOOP("CloseCode", "Mandatory extension"),
           QT_TRANSLATE_NOOP("CloseCode", "The client needs an extension that the server did not agree to.")),
    single(1011, QT_TRANSLATE_NOOP("CloseCode", "Internal error"),
           QT_TRANSLATE_NOOP("CloseCode", "The server met a condition that it did not expect.")),
    single(1012, QT_TRANSLATE_NOOP("CloseCode", "Service restart"),
           QT_TRANSLATE_NOOP("CloseCode", "The service restarts; the client may come back after a while.")),
    single(1013, QT_TRANSLATE_NOOP("CloseCode", "Try again later"),
           QT_TRANSLATE_NOOP("CloseCode", "The server is overloaded and takes fewer connections for now.")),
    single(1014, QT_TRANSLATE_NOOP("CloseCode", "Bad gateway"),
           QT_TRANSLATE_NOOP("CloseCode", "A gateway got an invalid answer from the server behind it.")),
    single(1015, QT_TRANSLATE_NOOP("CloseCode", "TLS handshake failed"),
           QT_TRANSLATE_NOOP("CloseCode", "The connection could not be secured; never sent on the wire.")),
    single(3000, QT_TRANSLATE_NOOP("CloseCode", "Unauthorized"),
           QT_TRANSLATE_NOOP("CloseCode", "The client is not logged in, like the HTTP status 401.")),
    single(3003, QT_TRANSLATE_NOOP("CloseCode", "Forbidden"),
           QT_TRANSLATE_NOOP("CloseCode", "The client may not do this, like the HTTP status 403.")),
    single(3008, QT_TRANSLATE_NOOP("CloseCode", "Timeout"),
           QT_TRANSLATE_NOOP("CloseCode", "The other side took too long, like the HTTP status 408.")),
    CodeRange{0, 999, QT_TRANSLATE_NOOP("CloseCode", "Not used"),
              QT_TRANSLATE_NOOP("CloseCode", "Codes below 1000 are not used and may not be sent.")},
    CodeRange{1016, 2999, QT_TRANSLATE_NOOP("CloseCode", "Reserved for the protocol"),
              QT_TRANSLATE_NOOP("CloseCode", "The code is kept for later versions of WebSocket and may not be sent.")},
    CodeRange{3001, 3999, QT_TRANSLATE_NOOP("CloseCode", "Registered use"),
              QT_TRANSLATE_NOOP("CloseCode", "The code is for libraries and frameworks, which register it with IANA.")},
    CodeRange{4000, 4999, QT_TRANSLATE_NOOP("CloseCode", "Private use"),
              QT_TRANSLATE_NOOP("CloseCode", "The application gives the code its meaning.")},
    CodeRange{5000, 65535, QT_TRANSLATE_NOOP("CloseCode", "Out of range"),
              QT_TRANSLATE_NOOP("CloseCode", "Codes end at 4999; this one may not be sent.")},
};

const CodeRange &rangeOf(CloseCode code)
{
    const auto place = std::find_if(codes.begin(), codes.end(), [code](const CodeRange &range) {
        return code >= range.first && code <= range.last;
    });
    Q_ASSERT(place != codes.end());
    return *place;
}

/// The longest start of the text that fits and does not cut a character.
QByteArrayView cutReason(QByteArrayView reason)
{
    if (reason.size() <= longestReason)
        return reason;
    qsizetype end = longestReason;
    while (end > longestReason - 4 && (static_cast<unsigned char>(reason[end]) & 0xC0) == 0x80)
        --end;
    return reason.first(end);
}

} // namespace

bool isValidOnWire(CloseCode code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

QString closeCodeName(CloseCode code)
{
    return QCoreApplication::translate("CloseCode", rangeOf(code).name);
}

QString closeCodeMeaning(CloseCode code)
{
    return QCoreApplication::translate("CloseCode", rangeOf(code).meaning);
}

QByteArray ClosePayload::encode() const
{
    if (!code)
        return {};
    QByteArray payload(sizeof(CloseCode), Qt::Uninitialized);
    qToBigEndian(*code, payload.data());
    payload.append(cutReason(reason));
    return payload;
}

DecodedClose decodeClose(QByteArrayView payload)
{
    DecodedClose decoded;
    if (payload.isEmpty())
        return decoded;
    if (payload.size() == 1) {
        decoded.error = ClosePayloadError::OneByte;
        return decoded;
    }
    decoded.payload.code = qFromBigEndian<CloseCode>(payload.data());
    decoded.payload.reason = payload.sliced(sizeof(CloseCode)).toByteArray();
    if (!isValidOnWire(*decoded.payload.code))
        decoded.error = ClosePayloadError::InvalidCode;
    else if (!isValidUtf8(decoded.payload.reason))
        decoded.error = ClosePayloadError::InvalidUtf8;
    return decoded;
}

} // namespace framewright::protocol

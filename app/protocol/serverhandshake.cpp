// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/serverhandshake.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace framewright::protocol {

namespace {

constexpr qsizetype keyBytes = 16;

HandshakeRefusal badRequest(QString problem)
{
    return {400, {}, std::move(problem)};
}

/// RFC 9110 section 15.5.22 and RFC 6455 section 4.4: says what to upgrade to.
HandshakeRefusal upgradeRequired(QString problem)
{
    return {426, {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}}, std::move(problem)};
}

/// What stood there, short enough for a sentence.
QString quoted(const QByteArray &value)
{
    return u'"' + QString::fromUtf8(value.left(80)) + u'"';
}

/// Whether it can be a host with or without a port: no byte but those of RFC 3986 section 3.2.2.
bool isHost(QByteArrayView value)
{
    static constexpr QByteArrayView others("-._~%!$&'()*+,;=:[]");
    return std::ranges::all_of(value, [](char byte) {
        const bool isAlphanumeric =
            (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        return isAlphanumeric || others.contains(byte);
    });
}

/// RFC 6455 section 4.2.1, items 1 and 2; RFC 9112 section 3.2 for a single Host.
std::optional<HandshakeRefusal> judgeRequest(const RequestHead &head)
{
    if (head.method != "GET")
        return HandshakeRefusal{
            405,
            {{"Allow", "GET"}},
            u"A WebSocket is opened with GET, not with %1."_qs.arg(QString::fromLatin1(head.method.left(80)))};
    if (head.minorVersion < 1)
        return badRequest(u"A WebSocket is opened with HTTP/1.1, not with HTTP/1.0."_qs);
    const qsizetype hosts = head.fields.count("Host");
    if (hosts != 1)
        return badRequest(hosts == 0 ? u"The request has no Host field."_qs
                                     : u"The request has more than one Host field."_qs);
    // RFC 9112 section 3.2: what is no host is answered with 400.
    if (const QByteArray host = head.fields.first("Host").value_or(QByteArray()); !isHost(host))
        return badRequest(u"The Host field is no host and port: %1."_qs.arg(quoted(host)));
    // A body would be read as frames; an opening handshake has none.
    const QByteArray length = head.fields.first("Content-Length").value_or("0");
    if (head.fields.contains("Transfer-Encoding") || length != "0" || head.fields.count("Content-Length") > 1)
        return badRequest(u"An opening handshake has no body."_qs);
    return std::nullopt;
}

/// Items 3 and 4. `Upgrade: h2c` asks for another protocol (RFC 9110 section 7.8).
std::optional<HandshakeRefusal> judgeUpgrade(const HeaderFields &fields)
{
    if (!fields.contains("Upgrade"))
        return upgradeRequired(u"This address speaks WebSocket; the request asks for no upgrade."_qs);
    if (!fields.hasToken("Upgrade", "websocket"))
        return upgradeRequired(u"This address speaks WebSocket; the request asks for an upgrade to %1."_qs.arg(
            quoted(fields.joined("Upgrade"))));
    if (!fields.hasToken("Connection", "upgrade"))
        return upgradeRequired(
            u"The Connection field does not name Upgrade, but says %1."_qs.arg(quoted(fields.joined("Connection"))));
    return std::nullopt;
}

/// Item 6 and section 4.4. Before the key, since drafts of other versions have other keys.
std::optional<HandshakeRefusal> judgeVersion(const HeaderFields &fields)
{
    if (fields.count("Sec-WebSocket-Version") > 1)
        return badRequest(u"The request has more than one Sec-WebSocket-Version field."_qs);
    const std::optional<QByteArray> version = fields.first("Sec-WebSocket-Version");
    if (!version)
        return upgradeRequired(u"The request has no Sec-WebSocket-Version field."_qs);
    if (*version != "13")
        return upgradeRequired(u"The version of WebSocket is 13, not %1."_qs.arg(quoted(*version)));
    return std::nullopt;
}

/// Item 5.
std::optional<HandshakeRefusal> judgeKey(const HeaderFields &fields)
{
    const qsizetype keys = fields.count("Sec-WebSocket-Key");
    if (keys != 1)
        return badRequest(keys == 0 ? u"The request has no Sec-WebSocket-Key field."_qs
                                    : u"The request has more than one Sec-WebSocket-Key field."_qs);
    const QByteArray key = *fields.first("Sec-WebSocket-Key");
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    constexpr qsizetype encodedBytes = (keyBytes + 2) / 3 * 4;
    if (!decoded || (*decoded).size() != keyBytes || key.size() != encodedBytes)
        return badRequest(u"The Sec-WebSocket-Key is not 16 bytes in base64, but %1."_qs.arg(quoted(key)));
    return std::nullopt;
}

} // namespace

tl::expected<HandshakeRequest, HandshakeRefusal> judgeHandshake(const RequestHead &head)
{
    std::optional<HandshakeRefusal> refusal = judgeRequest(head);
    if (!refusal)
        refusal = judgeUpgrade(head.fields);
    if (!refusal)
        refusal = judgeVersion(head.fields);
    if (!refusal)
        refusal = judgeKey(head.fields);
    if (refusal)
        return tl::unexpected(*std::move(refusal));
    return HandshakeRequest{*head.fields.first("Sec-WebSocket-Key"), head.fields.elements("Sec-WebSocket-Protocol"),
                            head.fields.elements("Sec-WebSocket-Extensions")};
}

QByteArray acceptKey(const QByteArray &key)
{
    // The identifier of RFC 6455 section 1.3, the same for every server.
    const QByteArray keyed = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(keyed, QCryptographicHash::Sha1).toBase64();
}

QByteArray encodeHandshakeAnswer(const QByteArray &key, const HandshakeAnswer &answer)
{
    HeaderFields fields{
        {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},
        {"Sec-WebSocket-Accept", acceptKey(key)},
    };
    if (answer.subprotocol)
        fields.append("Sec-WebSocket-Protocol", *answer.subprotocol);
    if (answer.deflate)
        fields.append("Sec-WebSocket-Extensions", answer.deflate->encode());
    return "HTTP/1.1 101 Switching Protocols\r\n" + fields.encode() + answer.fields.encode() + "\r\n";
}

} // namespace framewright::protocol

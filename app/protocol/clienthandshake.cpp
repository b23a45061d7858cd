// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/clienthandshake.h"

#include "app/protocol/serverhandshake.h"

#include <array>
#include <utility>

namespace framewright::protocol {

namespace {

QString quoted(const QByteArray &value)
{
    return u'"' + QString::fromUtf8(value.left(80)) + u'"';
}

/// Our fields, each in the person's words where they wrote one of that name, then the rest of theirs.
HeaderFields fieldsOf(const ClientHandshake &request)
{
    HeaderFields ours{
        {"Host", request.host},          {"Upgrade", "websocket"},
        {"Connection", "Upgrade"},       {"Sec-WebSocket-Key", request.key},
        {"Sec-WebSocket-Version", "13"},
    };
    if (!request.subprotocols.isEmpty())
        ours.append("Sec-WebSocket-Protocol", request.subprotocols.join(", "));
    if (request.deflate)
        ours.append("Sec-WebSocket-Extensions", request.deflate->encode());

    HeaderFields all;
    for (const HeaderField &field : std::as_const(ours)) {
        if (!request.fields.contains(field.name))
            all.append(field.name, field.value);
        for (const HeaderField &own : request.fields) {
            if (own.name.compare(field.name, Qt::CaseInsensitive) == 0)
                all.append(own.name, own.value);
        }
    }
    for (const HeaderField &own : request.fields) {
        if (!ours.contains(own.name))
            all.append(own.name, own.value);
    }
    return all;
}

/// RFC 6455 section 4.1, items 1 to 4 of what the client must check.
QString checkUpgrade(const HeaderFields &asked, const ResponseHead &response)
{
    if (response.status != 101)
        return u"The server answered %1 %2 instead of 101."_qs.arg(response.status)
            .arg(QString::fromUtf8(response.reason.left(80)));
    if (response.minorVersion < 1)
        return u"The server answered with HTTP/1.0; a WebSocket needs HTTP/1.1."_qs;

    // Section 11.3 lets these stand once only in an answer; Upgrade twice would name two protocols.
    constexpr std::array single{"Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol",
                                "Sec-WebSocket-Extensions"};
    for (const char *name : single) {
        if (response.fields.count(name) > 1)
            return u"The server's answer has the field %1 more than once: %2."_qs.arg(
                QLatin1String(name), quoted(response.fields.joined(name)));
    }
    const QByteArray upgrade = response.fields.joined("Upgrade");
    if (upgrade.compare("websocket", Qt::CaseInsensitive) != 0)
        return u"The server's Upgrade field says %1 instead of websocket."_qs.arg(quoted(upgrade));
    if (!response.fields.hasToken("Connection", "upgrade"))
        return u"The server's Connection field does not name Upgrade, but says %1."_qs.arg(
            quoted(response.fields.joined("Connection")));

    const QByteArray accept = response.fields.joined("Sec-WebSocket-Accept");
    const QByteArray expected = acceptKey(asked.first("Sec-WebSocket-Key").value_or(QByteArray()));
    if (accept != expected)
        return u"The server's Sec-WebSocket-Accept is %1, but %2 answers our key."_qs.arg(quoted(accept),
                                                                                          quoted(expected));
    return {};
}

} // namespace

QByteArray ClientHandshake::encode() const
{
    return "GET " + target + " HTTP/1.1\r\n" + fieldsOf(*this).encode() + "\r\n";
}

tl::expected<ServerAgreement, QString> checkAgreement(const ClientHandshake &request, const ResponseHead &response)
{
    const HeaderFields asked = fieldsOf(request);
    if (const QString problem = checkUpgrade(asked, response); !problem.isEmpty())
        return tl::unexpected(problem);

    ServerAgreement agreement;
    if (response.fields.contains("Sec-WebSocket-Protocol")) {
        agreement.subprotocol = response.fields.joined("Sec-WebSocket-Protocol");
        if (!asked.elements("Sec-WebSocket-Protocol").contains(agreement.subprotocol))
            return tl::unexpected(
                u"The server chose the subprotocol %1, which was not offered."_qs.arg(quoted(agreement.subprotocol)));
    }
    agreement.extensions = response.fields.joined("Sec-WebSocket-Extensions");
    const bool isHandwritten = request.fields.contains("Sec-WebSocket-Extensions");
    const std::optional<DeflateOffer> offer =
        isHandwritten ? readDeflateOffer(asked.elements("Sec-WebSocket-Extensions")) : request.deflate;
    auto deflate = readDeflateAgreement(response.fields.elements("Sec-WebSocket-Extensions"), offer);
    if (!deflate)
        return tl::unexpected(std::move(deflate).error());
    agreement.deflate = *deflate;
    return agreement;
}

} // namespace framewright::protocol

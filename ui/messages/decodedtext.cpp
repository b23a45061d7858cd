// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/decodedtext.h"

#include "app/value/jsonwriter.h"
#include "ui/common/connectionbook.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

/// A connection of no route tells it by its subprotocol.
codec::Codec spokenOn(const workspace::Route *route, const QByteArray &subprotocol)
{
    const std::optional<codec::Codec> known =
        route != nullptr ? codec::codecNamed(route->codec) : codec::codecOfSubprotocol(subprotocol);
    return known.value_or(codec::Codec::Json);
}

} // namespace

std::optional<codec::Codec> codecOf(const wire::ConnectionFacts &facts, const workspace::Workspace &workspace)
{
    const codec::Codec codec = spokenOn(workspace.findRoute(facts.route), facts.subprotocol);
    if (codec == codec::Codec::Json || codec == codec::Codec::Text)
        return std::nullopt;
    return codec;
}

traffic::SpokenCodecs codecsOf(const ConnectionBook &book, const workspace::Workspace &workspace)
{
    // Many connections are on few routes.
    QHash<RouteId, const workspace::Route *> routes;
    for (const workspace::Server &server : workspace.servers) {
        for (const workspace::Route &route : server.routes)
            routes.insert(route.id, &route);
    }
    traffic::SpokenCodecs codecs;
    const QList<ConnectionId> ids = book.ids();
    codecs.reserve(ids.size());
    for (const ConnectionId id : ids) {
        const wire::ConnectionFacts &facts = *book.find(id);
        if (facts.state == wire::ConnectionState::Connecting)
            continue; // What it will speak is not agreed on yet.
        codecs.insert(id, {spokenOn(routes.value(facts.route), facts.subprotocol), facts.subprotocol});
    }
    return codecs;
}

QString wordDecoded(codec::Codec codec, const codec::Decoded &message)
{
    if (message.error)
        return tr("Not decoded as %1: %2").arg(codec::nameOf(codec), message.error->what);
    return QString::fromUtf8(value::writeJson(message.value, value::JsonStyle::Indented));
}

QString decodedText(codec::Codec codec, const traffic::Row &row, const QByteArray &payload)
{
    const auto opcode = static_cast<protocol::Opcode>(row.opcode);
    codec::Decoded message;
    if (Result<value::Value> read = codec::decodeFrame(codec, opcode, payload))
        message.value = std::move(*read);
    else
        message.error = read.error();
    return wordDecoded(codec, message);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/decodedtext.h"

#include "app/value/jsonwriter.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

} // namespace

std::optional<codec::Codec> codecOf(const wire::ConnectionFacts &facts, const workspace::Workspace &workspace)
{
    const workspace::Route *route = workspace.findRoute(facts.route);
    const std::optional<codec::Codec> codec =
        route != nullptr ? codec::codecNamed(route->codec) : codec::codecOfSubprotocol(facts.subprotocol);
    if (codec == codec::Codec::Json || codec == codec::Codec::Text)
        return std::nullopt;
    return codec;
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

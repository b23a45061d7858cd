// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/decodedtext.h"

#include "app/traffic/filterterm.h"
#include "app/value/jsonwriter.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

/// A message in parts is no longer than what is shown without being asked for.
constexpr qsizetype heldAtMost = 1 << 20;

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

std::optional<QString> decodedText(codec::Codec codec, const traffic::Row &row, const QByteArray &payload,
                                   const QByteArray &subprotocol)
{
    const auto agreement = std::make_shared<codec::Agreement>();
    agreement->subprotocol = subprotocol;
    const bool fromClient = traffic::senderOf(row) == traffic::Sender::Client;
    const auto session = codec::makeSession(codec, fromClient ? codec::Direction::ToServer : codec::Direction::ToClient,
                                            agreement, std::max<qsizetype>(heldAtMost, payload.size()));
    session->add(static_cast<protocol::Opcode>(row.opcode), payload);
    QStringList messages;
    while (const std::optional<codec::Decoded> message = session->next()) {
        if (message->error)
            messages.append(tr("Not decoded as %1: %2").arg(codec::nameOf(codec), message->error->what));
        else
            messages.append(QString::fromUtf8(value::writeJson(message->value, value::JsonStyle::Indented)));
    }
    if (messages.isEmpty())
        return std::nullopt;
    return messages.join(u'\n');
}

} // namespace framewright::ui

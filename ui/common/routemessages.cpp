// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/routemessages.h"

#include "app/workspace/route.h"

#include <algorithm>

namespace framewright::ui {

namespace {

/// More of one frame than this nobody looks at; a hostile one has a hundred thousand.
constexpr std::size_t mostMessages = 100;
constexpr qsizetype heldAtMost = 1 << 20;

/// A list that is a batch, item by item; anything else as it is.
void addMessage(std::vector<codec::Decoded> &messages, codec::Decoded message, bool isBatch)
{
    if (!isBatch || !message.value.isList() || message.value.size() == 0) {
        messages.push_back(std::move(message));
        return;
    }
    for (const value::Value &item : message.value.items()) {
        if (messages.size() == mostMessages)
            return;
        messages.push_back({item, {}, {}});
    }
}

std::vector<QByteArrayView> piecesOf(const workspace::Route &route, QByteArrayView payload)
{
    const QByteArray delimiter = route.delimiter.value_or(QString()).toUtf8();
    if (delimiter.isEmpty())
        return {payload};
    std::vector<QByteArrayView> pieces;
    QByteArrayView rest = payload;
    // What follows the last delimiter is a message only where there is something.
    do {
        const qsizetype end = rest.indexOf(delimiter);
        pieces.push_back(end < 0 ? rest : rest.first(end));
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + delimiter.size());
    } while (!rest.isEmpty() && pieces.size() < mostMessages);
    return pieces;
}

} // namespace

codec::Codec codecOfRoute(const workspace::Route &route)
{
    return codec::codecNamed(route.codec).value_or(codec::Codec::Json);
}

std::vector<codec::Decoded> messagesOf(const workspace::Route &route, protocol::Opcode opcode, QByteArrayView payload,
                                       std::shared_ptr<codec::Agreement> agreement, codec::Direction direction)
{
    const codec::Codec codec = codecOfRoute(route);
    if (agreement == nullptr)
        agreement = std::make_shared<codec::Agreement>();
    const auto session =
        codec::makeSession(codec, direction, std::move(agreement), std::max(heldAtMost, payload.size()));
    const bool isBatch = route.batch && codec::isOneToOne(codec);
    std::vector<codec::Decoded> messages;
    for (const QByteArrayView piece : piecesOf(route, payload)) {
        session->add(opcode, piece);
        while (messages.size() < mostMessages) {
            std::optional<codec::Decoded> message = session->next();
            if (!message)
                break;
            addMessage(messages, std::move(*message), isBatch);
        }
    }
    return messages;
}

} // namespace framewright::ui

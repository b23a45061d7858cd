// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routestateprivate.h"

#include <algorithm>

namespace framewright::rules {

namespace {

/// How many messages one frame may have; each may start runs that wait.
constexpr int messageLimit = 100'000;

} // namespace

void RouteState::Private::answerMessage(Happening &happening, Connection &connection)
{
    if (runRules(Trigger::Message, happening, connection))
        return;
    happening.setTrigger(Trigger::Unmatched);
    runRules(Trigger::Unmatched, happening, connection);
}

void RouteState::Private::receiveFrame(Connection &connection, const Message &frame)
{
    // An answer may end the connection or change the route.
    const std::shared_ptr<const CompiledRoute> route = m_world.route;
    const std::shared_ptr<Connection> held = connection.shared_from_this();
    const QByteArray &delimiter = route->parts().delimiter;
    int count = 0;
    bool goesOn = true;
    if (delimiter.isEmpty()) {
        goesOn = receivePiece(connection, frame, count);
    } else {
        QByteArrayView rest = frame.payload;
        // What follows the last delimiter is a message only where there is something.
        do {
            const qsizetype end = rest.indexOf(delimiter);
            const QByteArrayView piece = end < 0 ? rest : rest.first(end);
            goesOn = receivePiece(connection, Message{frame.opcode, piece, {}}, count);
            rest = end < 0 ? QByteArrayView() : rest.sliced(end + delimiter.size());
        } while (goesOn && !rest.isEmpty());
    }
    if (count > messageLimit) {
        m_world.stage.report(
            {connection.id, true, QString(), QStringLiteral("codec"),
             QStringLiteral("This frame has more than %1 messages; the rest was left out.").arg(messageLimit)});
    }
}

/// False when no more are to be read.
bool RouteState::Private::receivePiece(Connection &connection, const Message &piece, int &count)
{
    const CompiledRoute::Parts &parts = m_world.parts();
    const auto goesOn = [&] { return !connection.isEnding && !connection.isGone && ++count <= messageLimit; };
    if (codec::isOneToOne(parts.codec)) {
        if (!goesOn())
            return false;
        Happening happening(Trigger::Message, piece, parts.codec);
        const Value *items = parts.isBatch ? happening.decoded() : nullptr;
        if (items != nullptr && items->isList() && items->size() > 0)
            receiveBatch(connection, *items);
        else
            answerMessage(happening, connection);
        return true;
    }
    CodecState &state = codecStateOf(connection, parts.codec, parts.messageLimit);
    state.incoming->add(piece.opcode, piece.payload);
    while (std::optional<codec::Decoded> decoded = state.incoming->next()) {
        if (!goesOn()) {
            state.incoming =
                codec::makeSession(state.codec, codec::Direction::ToServer, state.agreement, parts.messageLimit);
            break;
        }
        Happening happening(Trigger::Message, std::move(*decoded));
        answerMessage(happening, connection);
    }
    if (!connection.isGone) {
        m_world.heldBytes += state.incoming->heldBytes() - state.countedBytes;
        state.countedBytes = state.incoming->heldBytes();
    }
    return !connection.isEnding && !connection.isGone && count <= messageLimit;
}

void RouteState::Private::receiveBatch(Connection &connection, const Value &items)
{
    if (items.size() > messageLimit) {
        m_world.stage.report(
            {connection.id, true, QString(), QStringLiteral("batch"),
             QStringLiteral("A batch has at most %1 items; this one has %2.").arg(messageLimit).arg(items.size())});
        return;
    }
    // A rule of its own could change what is gone through.
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const Value batch = items;
    const Codec codec = m_world.parts().codec;
    const std::shared_ptr<Gathering> gathering =
        m_runner.beginBatch(connection, static_cast<std::size_t>(batch.size()));
    for (qsizetype index = 0; index < batch.size() && !connection.isEnding && !connection.isGone; ++index) {
        const Value &item = batch.at(index);
        Result<codec::Frame> frame = codec::encodeFrame(codec, item);
        codec::Decoded decoded{item, {}, {}};
        decoded.frames.push_back(frame ? std::move(*frame) : codec::Frame());
        Happening happening(Trigger::Message, std::move(decoded));
        happening.setGathering(gathering, static_cast<std::size_t>(index));
        answerMessage(happening, connection);
    }
    m_runner.endBatch(connection, gathering);
}

} // namespace framewright::rules

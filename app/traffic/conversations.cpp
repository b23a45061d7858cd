// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/conversations.h"

#include <algorithm>

namespace framewright::traffic {

namespace {

using codec::Codec;
using event::EventKind;

/// Of one packet in parts, and of all that are not whole at a time.
constexpr qsizetype packetAtMost = 16 << 20;
constexpr qint64 heldAtMost = 64 << 20;

[[nodiscard]] bool isPlayed(const Spoken &spoken)
{
    return !codec::isOneToOne(spoken.codec);
}

/// Whether a message of MessagePack or CBOR that holds such a key has its letters among its bytes. Not so keys that
/// are spelled from something else (numbers, true, null, bytes as hexadecimal digits) or made up by the codec.
[[nodiscard]] bool standsAsItIs(QByteArrayView key)
{
    if (key == "length" || key == "data" || key == "value" || key == "true" || key == "false" || key == "null")
        return false;
    return std::any_of(key.begin(), key.end(),
                       [](char letter) {
                           return (letter >= 'g' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
                       }) &&
           std::none_of(key.begin(), key.end(), [](char letter) { return QByteArrayView("$[]{}\"").contains(letter); });
}

/// Most messages are sorted out without being decoded.
[[nodiscard]] bool mayHold(Codec codec, QByteArrayView payload, const value::Path &path)
{
    constexpr char textInPieces = '\x7f'; // Of CBOR: a key may be cut anywhere.
    if (codec == Codec::Cbor && payload.contains(textInPieces))
        return true;
    return std::all_of(path.segments().begin(), path.segments().end(), [&](const value::Path::Segment &segment) {
        const auto *key = std::get_if<QByteArray>(&segment);
        return key == nullptr || !standsAsItIs(*key) || payload.contains(*key);
    });
}

} // namespace

/// Both directions of a connection, since each may depend on what the other has said.
struct Conversations::Play
{
    explicit Play(Spoken known)
        : spoken(std::move(known))
    {
        begin();
    }

    void begin()
    {
        const auto agreement = std::make_shared<codec::Agreement>(codec::Agreement{spoken.subprotocol, 0});
        toServer = codec::makeSession(spoken.codec, codec::Direction::ToServer, agreement, packetAtMost);
        toClient = codec::makeSession(spoken.codec, codec::Direction::ToClient, agreement, packetAtMost);
    }
    [[nodiscard]] qint64 heldBytes() const { return toServer->heldBytes() + toClient->heldBytes(); }

    Spoken spoken;
    std::unique_ptr<codec::Session> toServer;
    std::unique_ptr<codec::Session> toClient;
};

Conversations::Conversations() = default;
Conversations::~Conversations() = default;

bool Conversations::needs(const Row &row) const
{
    if (row.kind == EventKind::Opened || row.kind == EventKind::Ended)
        return m_plays.contains(row.connection.value);
    if (row.kind != EventKind::Message)
        return false;
    const auto spoken = m_spoken.constFind(row.connection);
    return spoken != m_spoken.cend() ? isPlayed(*spoken) : m_plays.contains(row.connection.value);
}

void Conversations::take(const Row &row)
{
    m_oneToOne.reset();
    m_isDecoded = false;
    m_messages.clear();
    // Numbers of connections begin anew with each run of the program.
    if (row.kind == EventKind::Opened || row.kind == EventKind::Ended)
        return end(row.connection);
    if (row.kind != EventKind::Message)
        return;
    const auto known = m_plays.find(row.connection.value);
    if (known != m_plays.end())
        return play(row, *known->second);
    const auto spoken = m_spoken.constFind(row.connection);
    if (spoken == m_spoken.cend() || spoken->codec == Codec::Json || spoken->codec == Codec::Text)
        return;
    if (isPlayed(*spoken))
        play(row, *m_plays.emplace(row.connection.value, std::make_unique<Play>(*spoken)).first->second);
    else
        m_oneToOne = spoken->codec;
}

void Conversations::play(const Row &row, Play &play)
{
    const qint64 before = play.heldBytes();
    codec::Session &session = senderOf(row) == Sender::Client ? *play.toServer : *play.toClient;
    session.add(static_cast<protocol::Opcode>(row.opcode), row.preview);
    while (std::optional<codec::Decoded> message = session.next()) {
        if (!message->error)
            m_messages.push_back(std::move(message->value));
    }
    m_held += play.heldBytes() - before;
    if (m_held > heldAtMost) {
        // Nobody's packets, but a flood of beginnings: this one is given up, as it is the one that was too much.
        m_held -= play.heldBytes();
        play.begin();
    }
}

void Conversations::end(ConnectionId connection)
{
    const auto known = m_plays.find(connection.value);
    if (known == m_plays.end())
        return;
    m_held -= known->second->heldBytes();
    m_plays.erase(known);
}

void Conversations::decode(const Row &row)
{
    if (std::exchange(m_isDecoded, true))
        return;
    if (Result<value::Value> read =
            codec::decodeFrame(*m_oneToOne, static_cast<protocol::Opcode>(row.opcode), row.preview))
        m_messages.push_back(*std::move(read));
}

bool Conversations::hold(const FieldTerm &field, const Row &row)
{
    if (m_oneToOne && row.opcode == static_cast<quint8>(protocol::Opcode::Binary)) {
        if (!m_isDecoded && !mayHold(*m_oneToOne, row.preview, field.path))
            return false;
        decode(row);
    }
    if (m_messages.empty())
        return field.matches(row.preview);
    return std::any_of(m_messages.begin(), m_messages.end(),
                       [&](const value::Value &message) { return field.matches(message); });
}

} // namespace framewright::traffic

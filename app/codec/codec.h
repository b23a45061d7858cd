// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/result.h"
#include "app/protocol/opcode.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QStringView>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace framewright::codec {

using value::Value;

/// How the messages of a connection are written in its frames.
enum class Codec : std::uint8_t
{
    Json,
    Text,
    MessagePack,
    Cbor,
    Stomp,
    SocketIo,
    Mqtt,
    SignalR,
    Phoenix,
};

/// By the name that the workspace file has: json, text, msgpack, cbor, stomp, socket.io, mqtt, signalr, phoenix.
[[nodiscard]] std::optional<Codec> codecNamed(QStringView name);
[[nodiscard]] QLatin1StringView nameOf(Codec codec);
[[nodiscard]] std::span<const Codec> allCodecs();

/// The subprotocols that belong to a codec: who offers one of them most likely speaks it.
[[nodiscard]] std::optional<Codec> codecOfSubprotocol(QByteArrayView subprotocol);

/// Which way messages go, whoever looks at them.
enum class Direction : std::uint8_t
{
    ToServer,
    ToClient,
};

/// The whole content of one WebSocket message, as it stands on the wire.
struct Frame
{
    protocol::Opcode opcode = protocol::Opcode::Text; ///< Text or Binary.
    QByteArray payload;

    bool operator==(const Frame &) const = default;
};

/// What both directions of a connection know of each other. Shared by its two sessions, on one thread.
struct Agreement
{
    QByteArray subprotocol; ///< Of the handshake; empty where none was agreed.
    /// Of the protocol that is spoken, once it is known: 3 to 5 of MQTT, 10 to 12 of STOMP. 0: not yet.
    int version = 0;

    bool operator==(const Agreement &) const = default;
};

/// A message that has come, or why its bytes are none.
struct Decoded
{
    Value value; ///< Undefined where there is an error.
    std::optional<Error> error;
    /// The bytes that it stands for, without those of its neighbours: an MQTT packet, one record of a SignalR frame,
    /// a Socket.IO packet and then its attachments. Never empty.
    std::vector<Frame> frames;

    bool operator==(const Decoded &) const = default;
};

/// Reads and writes the messages of one direction of a connection. What a view wants to decode is played through
/// a session from the first frame on, or from any frame where no message is half: MQTT then needs the version in
/// the Agreement, the others nothing.
class Session
{
public:
    Session() = default;
    virtual ~Session() = default;
    Q_DISABLE_COPY_MOVE(Session)

    /// Takes the next frame, after which next() gives what is whole, message by message, until it gives nothing.
    virtual void add(protocol::Opcode opcode, QByteArrayView payload) = 0;
    [[nodiscard]] virtual std::optional<Decoded> next() = 0;
    /// The frames of a message, which leave together. Depends on nothing but the value, the direction and the
    /// Agreement's version.
    [[nodiscard]] virtual Result<std::vector<Frame>> encode(const Value &value) = 0;
    /// Bytes kept until a message is whole. Never more than the limit.
    [[nodiscard]] virtual qsizetype heldBytes() const { return 0; }
};

/// `limit`: what a message that comes in parts may have in bytes.
[[nodiscard]] std::unique_ptr<Session> makeSession(Codec codec, Direction direction,
                                                   std::shared_ptr<Agreement> agreement, qsizetype limit);

/// Whether each frame is one message and no session is needed: json, text, msgpack, cbor.
[[nodiscard]] constexpr bool isOneToOne(Codec codec)
{
    return codec <= Codec::Cbor;
}
/// Whether what encode() gives is another for another Agreement: stomp, mqtt.
[[nodiscard]] constexpr bool dependsOnVersion(Codec codec)
{
    return codec == Codec::Stomp || codec == Codec::Mqtt;
}

/// A message of a codec that is one to one.
[[nodiscard]] Result<Value> decodeFrame(Codec codec, protocol::Opcode opcode, QByteArrayView payload);
[[nodiscard]] Result<Frame> encodeFrame(Codec codec, const Value &value);
/// A list of items that encodeFrame() has written, without reading them again: json, msgpack, cbor.
[[nodiscard]] Frame joinFrames(Codec codec, std::span<const QByteArray> items);

} // namespace framewright::codec

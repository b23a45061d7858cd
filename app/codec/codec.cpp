// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "app/codec/bytereader.h"
#include "app/codec/cbor.h"
#include "app/codec/messagepack.h"
#include "app/codec/mqttsession.h"
#include "app/codec/phoenixsession.h"
#include "app/codec/signalrsession.h"
#include "app/codec/socketiosession.h"
#include "app/codec/spelling.h"
#include "app/codec/stompsession.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <algorithm>
#include <array>

namespace framewright::codec {

using protocol::Opcode;

namespace {

struct CodecName
{
    Codec codec;
    const char *name;
};

constexpr std::array names = {
    CodecName{Codec::Json, "json"}, CodecName{Codec::Text, "text"},       CodecName{Codec::MessagePack, "msgpack"},
    CodecName{Codec::Cbor, "cbor"}, CodecName{Codec::Stomp, "stomp"},     CodecName{Codec::SocketIo, "socket.io"},
    CodecName{Codec::Mqtt, "mqtt"}, CodecName{Codec::SignalR, "signalr"}, CodecName{Codec::Phoenix, "phoenix"},
};

/// For codecs that are one to one: a message as long as the frame.
class OneToOneSession final : public Session
{
public:
    explicit OneToOneSession(Codec codec)
        : m_codec(codec)
    {
    }

    void add(Opcode opcode, QByteArrayView payload) override
    {
        Decoded decoded;
        if (Result<Value> value = decodeFrame(m_codec, opcode, payload))
            decoded.value = std::move(*value);
        else
            decoded.error = std::move(value.error());
        decoded.frames.push_back({opcode, payload.toByteArray()});
        m_next = std::move(decoded);
    }
    [[nodiscard]] std::optional<Decoded> next() override { return std::exchange(m_next, std::nullopt); }
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override
    {
        Result<Frame> frame = encodeFrame(m_codec, value);
        if (!frame)
            return tl::unexpected(frame.error());
        return std::vector{std::move(*frame)};
    }

private:
    Codec m_codec;
    std::optional<Decoded> m_next;
};

} // namespace

std::optional<Codec> codecNamed(QStringView name)
{
    for (const CodecName &known : names) {
        if (name == QLatin1StringView(known.name))
            return known.codec;
    }
    return std::nullopt;
}

QLatin1StringView nameOf(Codec codec)
{
    return QLatin1StringView(names[static_cast<std::size_t>(codec)].name);
}

std::span<const Codec> allCodecs()
{
    static constexpr std::array codecs = [] {
        std::array<Codec, names.size()> all{};
        std::ranges::transform(names, all.begin(), &CodecName::codec);
        return all;
    }();
    return codecs;
}

std::optional<Codec> codecOfSubprotocol(QByteArrayView subprotocol)
{
    if (subprotocol == "v10.stomp" || subprotocol == "v11.stomp" || subprotocol == "v12.stomp")
        return Codec::Stomp;
    if (subprotocol == "mqtt" || subprotocol == "mqttv3.1")
        return Codec::Mqtt;
    if (subprotocol == "phoenix")
        return Codec::Phoenix;
    return std::nullopt;
}

std::unique_ptr<Session> makeSession(Codec codec, Direction direction, std::shared_ptr<Agreement> agreement,
                                     qsizetype limit)
{
    switch (codec) {
    case Codec::Stomp:
        return std::make_unique<StompSession>(std::move(agreement), limit);
    case Codec::SocketIo:
        return std::make_unique<SocketIoSession>(limit);
    case Codec::Mqtt:
        return std::make_unique<MqttSession>(std::move(agreement), limit);
    case Codec::SignalR:
        return std::make_unique<SignalRSession>();
    case Codec::Phoenix:
        return std::make_unique<PhoenixSession>(direction);
    default:
        return std::make_unique<OneToOneSession>(codec);
    }
}

Result<Value> decodeFrame(Codec codec, Opcode opcode, QByteArrayView payload)
{
    switch (codec) {
    case Codec::Json:
        return value::readJson(payload);
    case Codec::Text:
        return opcode == Opcode::Text ? Value::text(payload) : Value::bytes(payload);
    default:
        break;
    }
    if (opcode == Opcode::Text)
        return fail(QStringLiteral("This is a text message; %1 comes in binary ones.").arg(nameOf(codec)));
    return codec == Codec::MessagePack ? readMessagePack(payload) : readCbor(payload);
}

Result<Frame> encodeFrame(Codec codec, const Value &value)
{
    switch (codec) {
    case Codec::Json:
        return Frame{Opcode::Text, value::writeJson(value)};
    case Codec::Text:
        return Frame{value.isBytes() ? Opcode::Binary : Opcode::Text, payloadOf(value)};
    default:
        break;
    }
    Result<QByteArray> bytes = codec == Codec::MessagePack ? writeMessagePack(value) : writeCbor(value);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return Frame{Opcode::Binary, std::move(*bytes)};
}

Frame joinFrames(Codec codec, std::span<const QByteArray> items)
{
    const auto count = static_cast<std::uint64_t>(items.size());
    if (codec == Codec::Json) {
        QByteArray list("[");
        for (const QByteArray &item : items)
            list.append(item).append(',');
        list.truncate(std::max<qsizetype>(list.size() - 1, 1));
        return {Opcode::Text, list.append(']')};
    }
    QByteArray list;
    if (codec == Codec::MessagePack) {
        list.append(static_cast<char>(count <= 0x0f ? 0x90 + count : count <= 0xffff ? 0xdc : 0xdd));
        appendNumber(list, count, count <= 0x0f ? 0 : count <= 0xffff ? 2 : 4);
    } else {
        list.append(static_cast<char>(count < 24 ? 0x80 + count : count <= 0xffff ? 0x99 : 0x9a));
        appendNumber(list, count, count < 24 ? 0 : count <= 0xffff ? 2 : 4);
    }
    for (const QByteArray &item : items)
        list.append(item);
    return {Opcode::Binary, list};
}

} // namespace framewright::codec

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/phoenixsession.h"

#include "app/codec/bytereader.h"
#include "app/codec/spelling.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <array>

namespace framewright::codec {

namespace {

/// The first byte of a binary frame.
enum BinaryKind : std::uint8_t
{
    Push,
    Reply,
    Broadcast,
};
constexpr std::array kindNames = {"push", "reply", "broadcast"};
constexpr const char *replyEvent = "phx_reply";

Value messageOf(Value joinRef, Value ref, Value topic, Value event, Value payload, const char *kind)
{
    Value message = Value::object();
    message.set("join_ref", std::move(joinRef));
    message.set("ref", std::move(ref));
    message.set("topic", std::move(topic));
    message.set("event", std::move(event));
    message.set("payload", std::move(payload));
    message.set("kind", Value::text(kind));
    return message;
}

const char *kindOf(const Value &joinRef, const Value &ref, const Value &event)
{
    if (event.view() == replyEvent)
        return kindNames[Reply];
    const bool hasRef = !joinRef.isNull() || !ref.isNull();
    return kindNames[hasRef ? Push : Broadcast];
}

bool isRef(const Value &value)
{
    return value.isNull() || value.isText();
}

Result<Value> readText(QByteArrayView payload)
{
    Result<Value> json = value::readJson(payload);
    if (!json)
        return json;
    if (json->size() != 5 || !json->isList() || !isRef(json->at(0)) || !isRef(json->at(1)) || !json->at(2).isText() ||
        !json->at(3).isText())
        return fail(QStringLiteral("A Phoenix message is [join_ref, ref, topic, event, payload]."), {},
                    QStringLiteral("Clients write it so with vsn=2.0.0 in the query."));
    return messageOf(json->at(0), json->at(1), json->at(2), json->at(3), json->at(4),
                     kindOf(json->at(0), json->at(1), json->at(3)));
}

Value refOf(QByteArrayView text)
{
    return text.isEmpty() ? Value::null() : Value::text(text);
}

} // namespace

void PhoenixSession::add(protocol::Opcode opcode, QByteArrayView payload)
{
    Result<Value> value = opcode == protocol::Opcode::Text ? readText(payload) : readBinary(payload);
    Decoded decoded;
    if (value)
        decoded.value = std::move(*value);
    else
        decoded.error = std::move(value.error());
    decoded.frames.push_back({opcode, payload.toByteArray()});
    m_next = std::move(decoded);
}

/// As phoenix.js has it: the kind, one byte for each length, the texts, the payload.
Result<Value> PhoenixSession::readBinary(QByteArrayView payload) const
{
    ByteReader in(payload);
    const std::uint8_t kind = in.byte();
    if (in.hasFailed() || kind > Broadcast)
        return fail(QStringLiteral("A binary Phoenix message begins with 0 (push), 1 (reply) or 2 (broadcast)."));
    const bool hasJoinRef = kind != Broadcast;
    const bool hasRef = kind == Reply || (kind == Push && m_direction == Direction::ToServer);
    const std::uint8_t joinRefSize = hasJoinRef ? in.byte() : 0;
    const std::uint8_t refSize = hasRef ? in.byte() : 0;
    const std::uint8_t topicSize = in.byte();
    const std::uint8_t eventSize = in.byte();
    const QByteArrayView joinRef = in.bytes(joinRefSize);
    const QByteArrayView ref = in.bytes(refSize);
    const QByteArrayView topic = in.bytes(topicSize);
    const QByteArrayView event = in.bytes(eventSize);
    if (in.hasFailed())
        return fail(QStringLiteral("A binary Phoenix message is shorter than its lengths say."));
    if (!isUtf8(joinRef) || !isUtf8(ref) || !isUtf8(topic) || !isUtf8(event))
        return fail(QStringLiteral("A text of a binary Phoenix message is not UTF-8."));
    const Value bytes = Value::bytes(in.rest());
    if (kind != Reply)
        return messageOf(refOf(joinRef), refOf(ref), Value::text(topic), Value::text(event), bytes, kindNames[kind]);
    Value reply = Value::object();
    reply.set("status", Value::text(event));
    reply.set("response", bytes);
    return messageOf(refOf(joinRef), refOf(ref), Value::text(topic), Value::text(replyEvent), std::move(reply),
                     kindNames[kind]);
}

Result<std::vector<Frame>> PhoenixSession::encode(const Value &value)
{
    if (Result<void> known = expectKeys(value, {"join_ref", "ref", "topic", "event", "payload", "kind"}); !known)
        return tl::unexpected(known.error());
    const Value &topic = value["topic"];
    const Value &event = value["event"];
    if (!topic.isText() || !event.isText())
        return fail(QStringLiteral("A Phoenix message wants `topic` and `event`, which are texts."));
    // Clients compare refs as texts; null says that there is none.
    const auto ref = [&](const char *key) {
        const Value &written = value[QByteArrayView(key)];
        return written.isUndefined() ? Value::null() : written.isNumber() ? Value::text(written.view()) : written;
    };
    const Value joinRef = ref("join_ref");
    const Value ownRef = ref("ref");
    if (!isRef(joinRef) || !isRef(ownRef))
        return fail(QStringLiteral("`join_ref` and `ref` of a Phoenix message are texts or null."));
    const Value &payload = value["payload"];
    if (payload.isBytes() || payload["response"].isBytes()) {
        const QByteArray kind = value["kind"].isText() ? value["kind"].toByteArray() : kindOf(joinRef, ownRef, event);
        Value message = value;
        message.set("join_ref", joinRef);
        message.set("ref", ownRef);
        return writeBinary(message, kind);
    }
    const Value list = Value::list({joinRef, ownRef, topic, event, payload.isUndefined() ? Value::object() : payload});
    return std::vector{Frame{protocol::Opcode::Text, value::writeJson(list)}};
}

Result<std::vector<Frame>> PhoenixSession::writeBinary(const Value &message, QByteArrayView kind) const
{
    const bool isReply = kind == kindNames[Reply];
    const bool isPush = kind == kindNames[Push];
    if (!isReply && !isPush && kind != kindNames[Broadcast])
        return fail(QStringLiteral("`kind` of a Phoenix message is push, reply or broadcast."));
    const Value &payload = message["payload"];
    const bool hasResponse = payload.isObject();
    if (hasResponse && !isReply)
        return fail(QStringLiteral("Bytes are the whole payload of a Phoenix message, or `response` of a reply."));
    // The status of a reply stands where the others have their event.
    const Value event = isReply && hasResponse ? payload["status"] : message["event"];
    std::vector<QByteArray> texts;
    if (isReply || isPush)
        texts.push_back(message["join_ref"].toByteArray());
    if (isReply || (isPush && m_direction == Direction::ToServer))
        texts.push_back(message["ref"].toByteArray());
    texts.push_back(message["topic"].toByteArray());
    texts.push_back(isReply && event.view() == replyEvent ? QByteArrayLiteral("ok") : event.toByteArray());
    QByteArray frame(1, static_cast<char>(isPush ? Push : isReply ? Reply : Broadcast));
    for (const QByteArray &text : texts) {
        if (text.size() > 255)
            return fail(QStringLiteral("A text of a binary Phoenix message has at most 255 bytes."));
        frame.append(static_cast<char>(text.size()));
    }
    for (const QByteArray &text : texts)
        frame.append(text);
    frame.append(hasResponse ? payload["response"].view() : payload.view());
    return std::vector{Frame{protocol::Opcode::Binary, frame}};
}

} // namespace framewright::codec

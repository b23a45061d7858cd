// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/socketiosession.h"

#include "app/codec/spelling.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <array>

namespace framewright::codec {

using protocol::Opcode;

namespace {

constexpr std::array engineTypes = {"open", "close", "ping", "pong", "message", "upgrade", "noop"};
constexpr int engineMessage = 4;
constexpr std::array packetTypes = {"connect", "disconnect", "event", "ack", "connect_error"};
constexpr int event = 2;
constexpr int acknowledgement = 3;
/// The types 5 and 6 are an event and an ack with attachments.
constexpr int withAttachments = 3;
constexpr std::size_t attachmentLimit = 1000;

struct Packet
{
    int type = 0;
    std::size_t attachments = 0;
    QByteArrayView nsp = "/";
    QByteArrayView id;
    QByteArrayView json;
};

QByteArrayView takeDigits(QByteArrayView &rest)
{
    qsizetype count = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9')
        ++count;
    const QByteArrayView digits = rest.first(count);
    rest = rest.sliced(count);
    return digits;
}

/// <type>[<attachments>-][<namespace>,][<id>][<json>], of the protocol's revision 5.
Result<Packet> readHead(QByteArrayView rest)
{
    Packet packet;
    if (rest.isEmpty() || rest.front() < '0' || rest.front() > '6')
        return fail(QStringLiteral("A Socket.IO packet begins with 40 to 46."));
    packet.type = rest.front() - '0';
    rest = rest.sliced(1);
    if (packet.type > 4) {
        packet.type -= withAttachments;
        bool isGood = false;
        packet.attachments = takeDigits(rest).toUInt(&isGood);
        if (!isGood || !rest.startsWith('-'))
            return fail(QStringLiteral("A Socket.IO packet with attachments says their number and a dash, like 451-."));
        if (packet.attachments > attachmentLimit)
            return fail(QStringLiteral("A Socket.IO packet has at most %1 attachments here.").arg(attachmentLimit));
        rest = rest.sliced(1);
    }
    if (rest.startsWith('/')) {
        const qsizetype comma = rest.indexOf(',');
        packet.nsp = comma < 0 ? rest : rest.first(comma);
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        // A query behind the name was of older revisions.
        if (const qsizetype question = packet.nsp.indexOf('?'); question >= 0)
            packet.nsp = packet.nsp.first(question);
    }
    packet.id = takeDigits(rest);
    packet.json = rest;
    return packet;
}

Result<Value> messageOf(const Packet &packet)
{
    Value message = Value::object();
    message.set("type", Value::text(packetTypes[static_cast<std::size_t>(packet.type)]));
    message.set("nsp", Value::text(packet.nsp));
    if (!packet.id.isEmpty()) {
        // Leading zeros are no number of JSON's.
        const auto id = value::Number::parse(packet.id);
        if (!id)
            return fail(QStringLiteral("The id of a Socket.IO packet is a number without leading zeros."));
        message.set("id", Value::number(*id));
    }
    if (!packet.json.isEmpty()) {
        Result<Value> json = value::readJson(packet.json);
        if (!json)
            return json;
        message.set("data", std::move(*json));
    }
    const bool isCall = packet.type == event || packet.type == acknowledgement;
    const Value &content = message["data"];
    if (isCall && (!content.isList() || (packet.type == event && !content.at(0).isText() && !content.at(0).isNumber())))
        return fail(packet.type == event ? QStringLiteral("An event of Socket.IO is a list that begins with its name.")
                                         : QStringLiteral("An ack of Socket.IO is a list."));
    return message;
}

bool isPlaceholder(const Value &value)
{
    return value["_placeholder"].toBoolean();
}

/// Puts the attachments where their placeholders stand; false where one is asked for that did not come.
bool fillIn(Value &value, const std::vector<Frame> &frames)
{
    if (isPlaceholder(value)) {
        const std::optional<std::int64_t> number = value["num"].toNumber().toInteger();
        if (!value["num"].isNumber() || !number || *number < 0 ||
            static_cast<std::size_t>(*number) + 1 >= frames.size())
            return false;
        value = Value::bytes(frames[static_cast<std::size_t>(*number) + 1].payload);
        return true;
    }
    bool isGood = true;
    for (qsizetype index = 0; value.isList() && index < value.size() && isGood; ++index)
        isGood = fillIn(*value.mutableAt(index), frames);
    if (!value.isObject())
        return isGood;
    Value::Object members(value.members().begin(), value.members().end());
    for (Value::Member &member : members)
        isGood = isGood && fillIn(member.value, frames);
    value = Value::object(std::move(members));
    return isGood;
}

/// The other way round: bytes become placeholders.
Value takeOut(const Value &value, std::vector<Frame> &frames)
{
    if (value.isBytes()) {
        Value placeholder = Value::object();
        placeholder.set("_placeholder", Value::boolean(true));
        placeholder.set("num", Value::integer(static_cast<std::int64_t>(frames.size()) - 1));
        frames.push_back({Opcode::Binary, value.toByteArray()});
        return placeholder;
    }
    if (value.isList()) {
        Value::List items;
        for (const Value &item : value.items())
            items.push_back(takeOut(item, frames));
        return Value::list(std::move(items));
    }
    if (!value.isObject())
        return value;
    Value::Object members;
    for (const Value::Member &member : value.members())
        members.emplace_back(member.name, takeOut(member.value, frames));
    return Value::object(std::move(members));
}

int indexIn(std::span<const char *const> names, QByteArrayView name)
{
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (name == QByteArrayView(names[index]))
            return static_cast<int>(index);
    }
    return -1;
}

/// Engine.IO's own packets: `open` has JSON, a ping may have a text.
Result<Value> engineMessageOf(int type, QByteArrayView content)
{
    Value message = Value::object();
    message.set("type", Value::text(engineTypes[static_cast<std::size_t>(type)]));
    if (content.isEmpty())
        return message;
    Result<Value> data = type == 0 ? value::readJson(content) : Value::text(content);
    if (!data)
        return data;
    message.set("data", std::move(*data));
    return message;
}

} // namespace

void SocketIoSession::add(Opcode opcode, QByteArrayView payload)
{
    m_ready.clear();
    const Frame frame{opcode, payload.toByteArray()};
    if (opcode == Opcode::Text)
        addText(frame);
    else
        addAttachment(frame);
}

std::optional<Decoded> SocketIoSession::next()
{
    if (m_ready.empty())
        return std::nullopt;
    Decoded decoded = std::move(m_ready.front());
    m_ready.erase(m_ready.begin());
    return decoded;
}

void SocketIoSession::refuse(const Frame &frame, const QString &what)
{
    m_ready.push_back({{}, Error{what, {}, {}}, {frame}});
}

void SocketIoSession::giveUpPending(const QString &what)
{
    m_ready.push_back({{}, Error{what, {}, {}}, std::move(m_pending->frames)});
    m_pending.reset();
    m_held = 0;
}

void SocketIoSession::addText(const Frame &frame)
{
    const QByteArrayView payload = frame.payload;
    const int type = payload.isEmpty() ? -1 : payload.front() - '0';
    if (type < 0 || type >= static_cast<int>(engineTypes.size())) {
        refuse(frame, QStringLiteral("An Engine.IO packet begins with a digit from 0 to 6."));
        return;
    }
    if (type == engineMessage) {
        if (m_pending)
            giveUpPending(QStringLiteral("A Socket.IO packet came before all attachments of the one before it."));
        readPacket(frame);
        return;
    }
    Result<Value> message = engineMessageOf(type, payload.sliced(1));
    if (message)
        m_ready.push_back({std::move(*message), {}, {frame}});
    else
        refuse(frame, message.error().text());
}

void SocketIoSession::readPacket(const Frame &frame)
{
    const Result<Packet> packet = readHead(QByteArrayView(frame.payload).sliced(1));
    Result<Value> message = packet ? messageOf(*packet) : tl::unexpected(packet.error());
    if (!message) {
        m_ready.push_back({{}, message.error(), {frame}});
        return;
    }
    m_pending = Decoded{std::move(*message), {}, {frame}};
    m_attachments = packet->attachments;
    m_held = frame.payload.size();
    if (m_attachments == 0)
        finishPending();
}

void SocketIoSession::addAttachment(const Frame &frame)
{
    if (!m_pending) {
        refuse(frame, QStringLiteral("This is an attachment, but no packet of Socket.IO has announced one."));
        return;
    }
    m_held += frame.payload.size();
    m_pending->frames.push_back(frame);
    if (m_held > m_limit)
        giveUpPending(QStringLiteral("A Socket.IO packet has more than %1 bytes with its attachments.").arg(m_limit));
    else if (m_pending->frames.size() > m_attachments)
        finishPending();
}

void SocketIoSession::finishPending()
{
    Value &message = m_pending->value;
    Value *content = message.mutableFind("data");
    if (m_attachments > 0 && content != nullptr && !fillIn(*content, m_pending->frames)) {
        giveUpPending(QStringLiteral("A placeholder of Socket.IO asks for an attachment that is not there."));
        return;
    }
    m_ready.push_back(std::move(*m_pending));
    m_pending.reset();
    m_held = 0;
}

Result<std::vector<Frame>> SocketIoSession::encode(const Value &value)
{
    if (Result<void> known = expectKeys(value, {"type", "nsp", "id", "data"}); !known)
        return tl::unexpected(known.error());
    const QByteArrayView name = value["type"].view();
    const Value &content = value["data"];
    if (const int type = indexIn(engineTypes, name); type >= 0 && type != engineMessage) {
        const QByteArray packet =
            QByteArray::number(type) + (content.isUndefined() ? QByteArray() : payloadOf(content));
        return std::vector{Frame{Opcode::Text, packet}};
    }
    const int type = indexIn(packetTypes, name);
    if (type < 0)
        return fail(QStringLiteral("`type` of a Socket.IO message is open, close, ping, pong, upgrade, noop, connect, "
                                   "disconnect, event, ack or connect_error."));
    if ((type == event || type == acknowledgement) && !content.isList())
        return fail(QStringLiteral("`data` of an event or ack of Socket.IO is a list, like [\"chat\", \"hi\"]."));
    const Value &nsp = value["nsp"];
    if (!nsp.isUndefined() && (!nsp.view().startsWith('/') || nsp.view().contains(',')))
        return fail(QStringLiteral("`nsp` of a Socket.IO message is a text that begins with a slash."));
    const Value &id = value["id"];
    if (!id.isUndefined() && !id.isNull() && !(isWhole(id) && unsignedOf(id)))
        return fail(QStringLiteral("`id` of a Socket.IO message is a whole number."));
    std::vector<Frame> frames{Frame{Opcode::Text, {}}};
    const Value placed = takeOut(content, frames);
    const std::size_t attachments = frames.size() - 1;
    const bool isCall = type == event || type == acknowledgement;
    if (attachments > 0 && !isCall)
        return fail(QStringLiteral("Only an event or an ack of Socket.IO can have bytes in it."));
    QByteArray packet = "4" + QByteArray::number(attachments > 0 ? type + withAttachments : type);
    if (attachments > 0)
        packet += QByteArray::number(static_cast<qulonglong>(attachments)) + '-';
    if (nsp.isText() && nsp.view() != "/")
        packet += nsp.toByteArray() + ',';
    if (id.isNumber())
        packet += id.toByteArray();
    if (!placed.isUndefined())
        value::appendJson(packet, placed);
    frames.front().payload = packet;
    return frames;
}

} // namespace framewright::codec

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/happening.h"

#include "app/expression/operators.h"
#include "app/rules/variables.h"

#include <QUtf8StringView>

namespace framewright::rules {

using protocol::Opcode;

Happening::Happening(Trigger trigger)
    : m_trigger(trigger)
{
}

Happening::Happening(Trigger trigger, const Message &message, Codec codec)
    : m_trigger(trigger)
    , m_codec(codec)
    , m_message(&message)
{
}

Happening::Happening(Trigger trigger, codec::Decoded decoded)
    : m_trigger(trigger)
    , m_isDecoded(true)
    , m_decoded(std::move(decoded.value))
{
    if (decoded.error)
        m_error = Value::text(decoded.error->text());
    const codec::Frame &first = decoded.frames.front();
    m_kept = Message{first.opcode, first.payload, first.payload, {}, {}};
    if (decoded.frames.size() > 1) {
        m_kept->attachments =
            std::make_shared<const std::vector<codec::Frame>>(decoded.frames.begin() + 1, decoded.frames.end());
    }
}

Happening::Happening(protocol::CloseCode code, const QByteArray &reason)
    : m_trigger(Trigger::Close)
    , m_code(Value::integer(code))
    , m_reason(expression::textOfBytes(reason))
{
}

Happening Happening::kept() const
{
    Happening copy = *this;
    if (m_message != nullptr && !m_kept) {
        copy.m_kept = Message{m_message->opcode, {}, m_message->keep(), {}, {}};
        copy.m_message = nullptr;
    }
    // The view must be of the copy's own bytes, which are shared, not moved.
    if (copy.m_kept)
        copy.m_kept->payload = copy.m_kept->owned;
    copy.m_gathering.reset();
    return copy;
}

void Happening::setGathering(std::shared_ptr<Gathering> gathering, std::size_t item)
{
    m_gathering = std::move(gathering);
    m_batchItem = item;
}

qint64 Happening::keptBytes() const
{
    return (m_kept ? m_kept->size() : 0) + weightOf(m_decoded);
}

void Happening::decode()
{
    m_isDecoded = true;
    const Message *received = message();
    // What a ping carries is no message of a protocol that has more than frames.
    if (received == nullptr || !codec::isOneToOne(m_codec))
        return;
    if (m_codec == Codec::Text && received->opcode != Opcode::Binary) {
        if (const Value *whole = text())
            m_decoded = *whole;
        return;
    }
    Result<Value> read = codec::decodeFrame(m_codec, received->opcode, received->payload);
    if (read)
        m_decoded = std::move(*read);
    else
        m_error = Value::text(read.error().text());
}

const Value *Happening::decoded()
{
    if (!m_isDecoded)
        decode();
    return defined(m_decoded);
}

const Value *Happening::error()
{
    if (!m_isDecoded)
        decode();
    return defined(m_error);
}

const Value *Happening::text()
{
    const Message *received = message();
    if (m_text.isUndefined() && received != nullptr && received->opcode != Opcode::Binary) {
        const QByteArrayView payload = received->payload;
        // The wire has checked texts; what a ping carries may be anything (RFC 6455 section 5.5.2).
        const bool isText =
            received->opcode == Opcode::Text || QUtf8StringView(payload.data(), payload.size()).isValidUtf8();
        if (isText)
            m_text = received->owned.isNull() ? Value::text(payload) : Value::text(received->owned);
    }
    return defined(m_text);
}

const Value *Happening::bytes()
{
    const Message *received = message();
    if (m_bytes.isUndefined() && received != nullptr && received->opcode != Opcode::Text)
        m_bytes = received->owned.isNull() ? Value::bytes(received->payload) : Value::bytes(received->owned);
    return defined(m_bytes);
}

const Value *Happening::opcode()
{
    const Message *received = message();
    if (m_opcode.isUndefined() && received != nullptr) {
        switch (received->opcode) {
        case Opcode::Binary:
            m_opcode = Value::text("binary");
            break;
        case Opcode::Ping:
            m_opcode = Value::text("ping");
            break;
        case Opcode::Pong:
            m_opcode = Value::text("pong");
            break;
        default:
            m_opcode = Value::text("text");
        }
    }
    return defined(m_opcode);
}

} // namespace framewright::rules

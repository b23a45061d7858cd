// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/protocol/closecode.h"
#include "app/rules/stage.h"
#include "app/rules/trigger.h"
#include "app/value/value.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace framewright::rules {

using value::Value;

using codec::Codec;

class Gathering;

/// What has happened on a connection, as rules look at it. What nobody looks at is neither decoded nor copied.
/// Belongs to the run that answers; copied into runs that wait.
class Happening final
{
public:
    /// An opening, without a message.
    explicit Happening(Trigger trigger);
    /// `message` must outlive it, until keep() is called.
    Happening(Trigger trigger, const Message &message, Codec codec);
    /// A message that a codec's session has made of one frame or several.
    Happening(Trigger trigger, codec::Decoded decoded);
    /// A closing.
    Happening(protocol::CloseCode code, const QByteArray &reason);

    [[nodiscard]] Trigger trigger() const { return m_trigger; }
    /// The same message for the rules of another trigger.
    void setTrigger(Trigger trigger) { m_trigger = trigger; }
    /// nullptr where there is none.
    [[nodiscard]] const Message *message() const { return m_kept ? &*m_kept : m_message; }
    /// Makes it an item of a batch, whose answers are gathered.
    void setGathering(std::shared_ptr<Gathering> gathering, std::size_t item);
    [[nodiscard]] const std::shared_ptr<Gathering> &gathering() const { return m_gathering; }
    [[nodiscard]] std::size_t batchItem() const { return m_batchItem; }
    /// A copy that stands on its own, outside of a batch.
    [[nodiscard]] Happening kept() const;
    /// About how much memory it holds: the message and what was made of it.
    [[nodiscard]] qint64 keptBytes() const;

    /// These are nullptr where they are undefined.
    [[nodiscard]] const Value *decoded();
    [[nodiscard]] const Value *error();
    [[nodiscard]] const Value *text();
    [[nodiscard]] const Value *bytes();
    [[nodiscard]] const Value *opcode();
    [[nodiscard]] const Value *code() const { return defined(m_code); }
    [[nodiscard]] const Value *reason() const { return defined(m_reason); }

private:
    [[nodiscard]] static const Value *defined(const Value &value) { return value.isUndefined() ? nullptr : &value; }
    void decode();

    Trigger m_trigger;
    Codec m_codec = Codec::Json;
    bool m_isDecoded = false;
    const Message *m_message = nullptr;
    std::optional<Message> m_kept;
    std::shared_ptr<Gathering> m_gathering;
    std::size_t m_batchItem = 0;
    Value m_decoded;
    Value m_error;
    Value m_text;
    Value m_bytes;
    Value m_opcode;
    Value m_code;
    Value m_reason;
};

} // namespace framewright::rules

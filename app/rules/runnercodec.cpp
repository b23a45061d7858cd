// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/operators.h"
#include "app/rules/codecstate.h"
#include "app/rules/runner.h"
#include "app/rules/sendcompiler.h"

#include <algorithm>
#include <map>

namespace framewright::rules {

using CodedFrame = codec::Frame;
using protocol::Opcode;
using Form = Content::Form;
using Frames = std::vector<codec::Frame>;

namespace {

void setFrames(Message &message, Frames frames)
{
    message.opcode = frames.front().opcode;
    message.owned = std::move(frames.front().payload);
    message.payload = message.owned;
    frames.erase(frames.begin());
    if (!frames.empty())
        message.attachments = std::make_shared<const Frames>(std::move(frames));
}

/// The content of one frame made of several, one behind the other.
CodedFrame joined(const Frames &frames, const QByteArray &delimiter)
{
    CodedFrame whole;
    for (std::size_t index = 0; index < frames.size(); ++index) {
        whole.payload.append(index > 0 ? delimiter : QByteArray()).append(frames[index].payload);
        if (frames[index].opcode == Opcode::Binary)
            whole.opcode = Opcode::Binary;
    }
    return whole;
}

} // namespace

bool Runner::isCoded(const Content &content) const
{
    return content.form == Form::Batch || (content.isForCodec && m_world.parts().codec != Codec::Json);
}

std::optional<Value> Runner::evaluateContent(Run &run, RuleScope &scope, const Action &action, const Content &content)
{
    Outcome outcome = content.value.evaluate(scope);
    const QString why = outcome.hasFailed() ? outcome.error
                        : outcome.value.isUndefined()
                            ? QStringLiteral("There is nothing to send: the value is undefined.")
                            : QString();
    if (why.isEmpty())
        return std::move(outcome.value);
    report(run, action.field, why);
    return std::nullopt;
}

bool Runner::encode(Run &run, const Action &action, const Content &content, const Value &value, Connection *recipient,
                    Message &message)
{
    Result<Frames> frames = content.form == Form::Batch ? framesOfBatch(value, recipient) : framesOf(value, recipient);
    if (!frames) {
        report(run, action.field, frames.error().text());
        return false;
    }
    setFrames(message, std::move(*frames));
    return true;
}

Result<Frames> Runner::framesOf(const Value &value, Connection *recipient)
{
    if (value.isText() || value.isBytes())
        return Frames{CodedFrame{value.isText() ? Opcode::Text : Opcode::Binary, value.toByteArray()}};
    const CompiledRoute::Parts &parts = m_world.parts();
    if (codec::isOneToOne(parts.codec)) {
        Result<CodedFrame> frame = codec::encodeFrame(parts.codec, value);
        if (!frame)
            return tl::unexpected(frame.error());
        return Frames{std::move(*frame)};
    }
    const auto agreement = recipient != nullptr ? codecStateOf(*recipient, parts.codec, parts.messageLimit).agreement
                                                : std::make_shared<codec::Agreement>();
    return codec::makeSession(parts.codec, codec::Direction::ToClient, agreement, parts.messageLimit)->encode(value);
}

/// Several messages in one frame: with the delimiter between them, as one list, or as the codec has them anyway.
Result<Frames> Runner::framesOfBatch(const Value &list, Connection *recipient)
{
    const CompiledRoute::Parts &parts = m_world.parts();
    if (!list.isList() || list.size() == 0)
        return fail(QStringLiteral("`batch` is a list of what goes into one frame, not %1.")
                        .arg(list.isList() ? QLatin1StringView("an empty one") : value::nameOf(list.kind())));
    const bool isOneToOne = codec::isOneToOne(parts.codec);
    if (parts.delimiter.isEmpty() && isOneToOne && parts.codec != Codec::Text) {
        Result<CodedFrame> frame = codec::encodeFrame(parts.codec, list);
        if (!frame)
            return tl::unexpected(frame.error());
        return Frames{std::move(*frame)};
    }
    if (const QString why = batchProblemOf(parts.codec, parts.delimiter); !why.isEmpty())
        return fail(why);
    Frames all;
    for (const Value &item : list.items()) {
        Result<Frames> frames = framesOf(item, recipient);
        if (!frames)
            return frames;
        if (frames->size() > 1)
            return fail(QStringLiteral("A message with attachments cannot be one of several in a frame."));
        all.push_back(std::move(frames->front()));
    }
    return Frames{joined(all, parts.delimiter)};
}

/// What each version of a protocol writes in its own way: evaluated once, encoded once for each.
void Runner::sendByVersion(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                           const std::vector<ConnectionId> &recipients)
{
    const std::optional<Value> value = evaluateContent(run, scope, action, step.content);
    if (!value)
        return;
    const CompiledRoute::Parts &parts = m_world.parts();
    std::map<int, std::vector<ConnectionId>> byVersion;
    for (const ConnectionId id : recipients) {
        if (Connection *connection = m_world.connections.find(id))
            byVersion[codecStateOf(*connection, parts.codec, parts.messageLimit).agreement->version].push_back(id);
    }
    for (auto &[version, members] : byVersion) {
        Message message;
        Connection *any = m_world.connections.find(members.front());
        if (!encode(run, action, step.content, *value, any, message) || !setFraming(run, scope, action, step, message))
            return;
        writeOut(run, std::move(members), message);
    }
}

void Runner::writeAttachments(const std::vector<ConnectionId> &recipients, const Message &message, std::uint32_t label)
{
    if (recipients.empty())
        return;
    for (const CodedFrame &frame : *message.attachments) {
        const Message attachment{frame.opcode, frame.payload, frame.payload};
        if (recipients.size() == 1)
            m_world.stage.write(recipients.front(), attachment, label);
        else
            m_world.stage.write(recipients, attachment, label);
    }
}

std::shared_ptr<Gathering> Runner::beginBatch(Connection &connection, std::size_t items)
{
    if (connection.slotQueue == nullptr)
        connection.slotQueue = std::make_unique<SlotQueue>();
    return std::make_shared<Gathering>(items, connection.slotQueue->open(), m_world.heldBytes);
}

void Runner::endBatch(Connection &connection, const std::shared_ptr<Gathering> &gathering)
{
    Run run;
    run.connection = &connection;
    run.slot = gathering->slot;
    run.gathering = gathering;
    finish(run);
}

bool Runner::gather(Run &run, const Message &message)
{
    const CompiledRoute::Parts &parts = m_world.parts();
    const bool isMessage = message.opcode == Opcode::Text || message.opcode == Opcode::Binary;
    if (!isMessage || message.framing != Framing() || message.attachments != nullptr)
        return false;
    // A text that is no JSON has no place in a list.
    if (!codec::isOneToOne(parts.codec) || !codec::decodeFrame(parts.codec, message.opcode, message.payload))
        return false;
    Gathering &gathering = *run.gathering;
    if (gathering.bytes() + message.payload.size() > parts.messageLimit) {
        report(run, QStringLiteral("batch"),
               QStringLiteral("The answers to this batch are longer than %1 bytes; this one is left out.")
                   .arg(parts.messageLimit));
        return true;
    }
    if (gathering.bytes() == 0)
        gathering.label = run.label;
    gathering.add(run.batchItem, message.keep());
    return true;
}

void Runner::sendGathered(Run &run)
{
    const std::shared_ptr<Gathering> gathering = run.gathering;
    const std::vector<QByteArray> answers = gathering->take();
    // Nothing is no answer, not an empty one (JSON-RPC 2.0 section 6).
    if (answers.empty())
        return;
    Run out;
    out.connection = run.connection;
    out.slot = gathering->slot;
    out.label = gathering->label;
    Message message;
    setFrames(message, {codec::joinFrames(m_world.parts().codec, answers)});
    writeOut(out, {run.connection->id}, message);
}

} // namespace framewright::rules

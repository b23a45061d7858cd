// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/bytefunctions.h"
#include "app/expression/operators.h"
#include "app/rules/runner.h"
#include "app/value/jsonwriter.h"
#include "app/value/number.h"

namespace framewright::rules {

using protocol::Opcode;
using Form = Content::Form;

namespace {

/// RFC 6455 section 5.5.
constexpr qsizetype controlLimit = 125;
/// Room for an answer as most are, so that it does not grow piece by piece.
constexpr qsizetype firstReserve = 240;

void setPayload(Message &message, Opcode opcode, QByteArray payload)
{
    message.opcode = opcode;
    message.owned = std::move(payload);
    message.payload = message.owned;
}

/// Bytes as they are, or of their spelling.
std::optional<QByteArray> bytesOf(const Value &value, Form form)
{
    if (value.isBytes())
        return value.toByteArray();
    const QByteArray text = expression::asText(value);
    return form != Form::Base64 ? expression::bytesOfHex(text) : expression::bytesOfBase64(text);
}

/// Straight to the message's bytes. Undefined where there is nothing to send.
Outcome makeJson(const Content &content, RuleScope &scope, Message &message)
{
    QByteArray json;
    json.reserve(firstReserve);
    Outcome outcome = content.value.appendJson(json, scope);
    setPayload(message, Opcode::Text, std::move(json));
    return outcome;
}

/// Makes a value the content of a message; gives why it cannot be one, else nothing.
QString setContent(Message &message, const Value &value, Form form)
{
    switch (form) {
    case Form::Hex:
    case Form::Raw:
    case Form::Base64: {
        std::optional<QByteArray> bytes = bytesOf(value, form);
        if (!bytes)
            return QStringLiteral("\"%1\" is not spelled in %2.")
                .arg(QString::fromUtf8(expression::asText(value)).left(60),
                     form != Form::Base64 ? QStringLiteral("pairs of hexadecimal digits") : QStringLiteral("base64"));
        setPayload(message, Opcode::Binary, std::move(*bytes));
        return {};
    }
    case Form::Ping:
    case Form::Pong: {
        QByteArray payload = value.isBytes() ? value.toByteArray() : expression::asText(value);
        if (payload.size() > controlLimit)
            return QStringLiteral("A ping or pong carries at most 125 bytes.");
        setPayload(message, form == Form::Ping ? Opcode::Ping : Opcode::Pong, std::move(payload));
        return {};
    }
    case Form::Typed:
        if (value.isBytes())
            setPayload(message, Opcode::Binary, value.toByteArray());
        else
            setPayload(message, Opcode::Text, value.isText() ? value.toByteArray() : value::writeJson(value));
        return {};
    default:
        setPayload(message, Opcode::Text, expression::asText(value));
        return {};
    }
}

/// What an expanded `to` says; Self where it is no word of the language either.
Audience::Kind kindNamed(QByteArrayView name)
{
    return name.startsWith("room:")   ? Audience::Kind::Room
           : name.startsWith("conn:") ? Audience::Kind::Connection
           : name == "all"            ? Audience::Kind::All
           : name == "others"         ? Audience::Kind::Others
                                      : Audience::Kind::Self;
}

} // namespace

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Send &step)
{
    const bool isToSelf =
        step.audience.kind == Audience::Kind::Self && !step.audience.exceptSelf && !step.audience.where;
    if (isToSelf && !hasConnection(run, action.field))
        return;
    if (isToSelf && step.content.form == Form::Same && !step.fragments) {
        writeToSelf(run, *run.happening->message());
        return;
    }
    if (isToSelf) {
        Message message;
        if (makeMessage(run, scope, action, step.content, run.connection, message) &&
            setFraming(run, scope, action, step, message))
            writeToSelf(run, message);
        return;
    }
    std::optional<std::vector<ConnectionId>> found = recipients(run, scope, action, step.audience);
    if (!found || found->empty())
        return;
    if (step.isForEach) {
        sendToEach(run, scope, action, step, *found);
        return;
    }
    if (isCoded(step.content) && codec::dependsOnVersion(m_world.parts().codec)) {
        sendByVersion(run, scope, action, step, *found);
        return;
    }
    Message message;
    if (makeMessage(run, scope, action, step.content, nullptr, message) &&
        setFraming(run, scope, action, step, message))
        writeOut(run, std::move(*found), message);
}

bool Runner::setFraming(Run &run, RuleScope &scope, const Action &action, const action::Send &step, Message &message)
{
    message.framing.isRaw = step.content.form == Form::Raw;
    if (!step.fragments)
        return true;
    const Outcome size = step.fragments->size.evaluate(scope);
    const Outcome gap = step.fragments->gap ? step.fragments->gap->evaluate(scope) : Value::integer(0);
    const std::optional<std::int64_t> bytes = size.value.toNumber().toInteger();
    const double milliseconds = gap.value.toNumber().toDouble();
    const bool isGood = size.isGood() && gap.isGood() && size.value.isNumber() && gap.value.isNumber() && bytes &&
                        *bytes > 0 && milliseconds >= 0 && milliseconds <= 1e9;
    if (!isGood) {
        report(run, action.field + QStringLiteral(".fragment"),
               size.hasFailed()  ? size.error
               : gap.hasFailed() ? gap.error
                                 : QStringLiteral("`fragment` wants a size from 1 on, and a gap in milliseconds."));
        return false;
    }
    message.framing.fragment = static_cast<qsizetype>(*bytes);
    message.framing.gap = static_cast<std::int64_t>(milliseconds * nanosecondsPerMillisecond);
    return true;
}

void Runner::sendToEach(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                        const std::vector<ConnectionId> &recipients)
{
    for (const ConnectionId id : recipients) {
        Connection *peer = m_world.connections.find(id);
        scope.peer = peer;
        if (peer == nullptr)
            continue;
        Message message;
        // One row for all that would fail alike.
        if (!makeMessage(run, scope, action, step.content, peer, message) ||
            !setFraming(run, scope, action, step, message))
            break;
        writeOut(run, {id}, message);
    }
    scope.peer = nullptr;
}

std::optional<std::vector<ConnectionId>> Runner::recipients(Run &run, RuleScope &scope, const Action &action,
                                                            const Audience &audience)
{
    const QString field = action.field + QStringLiteral(".to");
    Audience::Kind kind = audience.kind;
    QByteArray name;
    if (kind >= Audience::Kind::Room) {
        const Outcome outcome = audience.name.evaluateText(scope);
        if (outcome.hasFailed()) {
            report(run, field, outcome.error);
            return std::nullopt;
        }
        name = outcome.value.toByteArray();
    }
    if (kind == Audience::Kind::Expanded) {
        kind = kindNamed(name);
        if (kind == Audience::Kind::Self && name != "self") {
            report(run, field,
                   QStringLiteral("\"%1\" is nobody: write self, others, all, room:NAME or conn:NUMBER.")
                       .arg(QString::fromUtf8(name)));
            return std::nullopt;
        }
        name.remove(0, kind == Audience::Kind::Room || kind == Audience::Kind::Connection ? 5 : 0);
    }
    std::vector<ConnectionId> found;
    if (kind == Audience::Kind::Self) {
        if (!hasConnection(run, field))
            return std::nullopt;
        found.push_back(run.connection->id);
    } else if (kind == Audience::Kind::Connection) {
        found.push_back(ConnectionId{name.toULongLong()});
        if (m_world.connections.find(found.front()) == nullptr) {
            report(run, field, QStringLiteral("There is no connection \"%1\".").arg(QString::fromUtf8(name)));
            return std::nullopt;
        }
    } else {
        found = m_world.connections.members(kind == Audience::Kind::Room ? std::optional<QByteArrayView>(name)
                                                                         : std::nullopt);
    }
    if (audience.exceptSelf || kind == Audience::Kind::Others)
        std::erase(found, run.connection->id);
    if (!audience.where)
        return found;
    Outcome failure;
    std::erase_if(found, [&](ConnectionId id) {
        scope.peer = m_world.connections.find(id);
        Outcome outcome = audience.where->evaluateCondition(scope);
        if (outcome.hasFailed())
            failure = outcome;
        return scope.peer == nullptr || !outcome.isGood() || !outcome.value.toBoolean();
    });
    scope.peer = nullptr;
    if (failure.hasFailed())
        report(run, action.field + QStringLiteral(".where"), failure.error);
    return found;
}

bool Runner::makeMessage(Run &run, RuleScope &scope, const Action &action, const Content &content,
                         Connection *recipient, Message &message)
{
    if (isCoded(content)) {
        const std::optional<Value> value = evaluateContent(run, scope, action, content);
        return value && encode(run, action, content, *value, recipient, message);
    }
    if (content.constant) {
        setPayload(message, content.constantOpcode, *content.constant);
        return true;
    }
    if (content.form == Form::Same) {
        message = *run.happening->message();
        return true;
    }
    QString why;
    const bool isJson = content.form == Form::Json || (content.form == Form::Typed && !content.value.isLoneText());
    const Outcome outcome = isJson ? makeJson(content, scope, message) : content.value.evaluate(scope);
    if (outcome.hasFailed())
        why = outcome.error;
    else if (outcome.value.isUndefined())
        why = QStringLiteral("There is nothing to send: the value is undefined.");
    else if (!isJson)
        why = setContent(message, outcome.value, content.form);
    if (!why.isEmpty())
        report(run, action.field, why);
    return why.isEmpty();
}

bool Runner::leavesAtOnce(const Run &run) const
{
    const SlotQueue *queue = run.connection->slotQueue.get();
    return !run.slot || queue == nullptr || queue->isFirst(*run.slot);
}

void Runner::writeToSelf(Run &run, const Message &message)
{
    Connection &connection = *run.connection;
    if (run.gathering != nullptr && gather(run, message))
        return;
    if (!leavesAtOnce(run)) {
        writeOut(run, {connection.id}, message);
    } else if (!connection.isEnding) {
        noteSent(connection);
        m_world.stage.write(connection.id, message, run.label);
        if (message.attachments != nullptr)
            writeAttachments({connection.id}, message, run.label);
    }
}

void Runner::noteSent(Connection &connection)
{
    if (connection.idleTimers > 0)
        connection.lastSent = m_world.clock.now();
    if (m_world.timers.hasIdleOfRoute())
        m_world.lastSent = m_world.clock.now();
}

void Runner::writeOut(Run &run, std::vector<ConnectionId> recipients, const Message &message)
{
    Output::Write write{std::move(recipients), message};
    if (!leavesAtOnce(run)) {
        // What is held must own its bytes: those of the message that came are the wire's.
        setPayload(write.message, message.opcode, message.keep());
    } else {
        write.message.payload = message.owned.isNull() ? message.payload : QByteArrayView(write.message.owned);
    }
    putOut(run, {std::move(write), run.label});
}

void Runner::putOut(Run &run, Output output)
{
    // Nothing is sent after a close frame: what was gathered leaves before it.
    if (run.gathering != nullptr && !std::holds_alternative<Output::Write>(output.effect))
        sendGathered(run);
    output.cause = m_world.stage.cause();
    if (leavesAtOnce(run)) {
        deliver(output);
        return;
    }
    m_world.heldBytes += output.bytes();
    run.connection->slotQueue->hold(*run.slot, std::move(output));
    updateHold(*run.connection);
}

void Runner::deliver(Output &output)
{
    const StageCause cause(m_world.stage, output.cause);
    if (auto *write = std::get_if<Output::Write>(&output.effect)) {
        std::erase_if(write->recipients, [this](ConnectionId id) {
            Connection *connection = m_world.connections.find(id);
            if (connection == nullptr || connection->isEnding)
                return true;
            noteSent(*connection);
            return false;
        });
        if (write->recipients.size() == 1)
            m_world.stage.write(write->recipients.front(), write->message, output.label);
        else if (!write->recipients.empty())
            m_world.stage.write(write->recipients, write->message, output.label);
        if (write->message.attachments != nullptr)
            writeAttachments(write->recipients, write->message, output.label);
        return;
    }
    const auto *close = std::get_if<Output::Close>(&output.effect);
    const auto *end = std::get_if<Output::End>(&output.effect);
    Connection *connection = m_world.connections.find(close != nullptr ? close->connection : end->connection);
    if (connection == nullptr || connection->isEnding)
        return;
    connection->isEnding = true;
    // The answer to our close frame must be read.
    if (connection->isHeld) {
        connection->isHeld = false;
        m_world.stage.holdInput(connection->id, false);
    }
    if (close != nullptr)
        m_world.stage.close(connection->id, close->payload, output.label);
    else
        m_world.stage.drop(connection->id, end->manner, output.label);
}

} // namespace framewright::rules

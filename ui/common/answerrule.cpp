// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/answerrule.h"

#include "app/value/path.h"
#include "ui/common/routemessages.h"
#include "ui/common/workspaceeditor.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace framewright::ui {

namespace {

using value::Value;

/// Names under which protocols say what kind of message it is, the most telling first.
constexpr std::array<QByteArrayView, 18> tellingKeys = {"event",  "type",  "action",  "method", "op",      "command",
                                                        "cmd",    "kind",  "packet",  "msg",    "message", "name",
                                                        "target", "topic", "channel", "t",      "id",      "text"};

constexpr qsizetype longestLiteral = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

bool tellsApart(const Value &value)
{
    return value.isNumber() || value.isBoolean() || (value.isText() && value.view().size() <= longestLiteral);
}

QByteArray selectorOf(std::vector<value::Path::Segment> segments)
{
    return value::Path("$", std::move(segments)).spelling();
}

Value matchOfObject(const Value &message)
{
    Value match = Value::object();
    for (const QByteArrayView key : tellingKeys) {
        if (key != "id" && tellsApart(message[key])) {
            match.set(selectorOf({key.toByteArray()}), message[key]);
            return match;
        }
    }
    for (const Value::Member &member : message.members()) {
        if (member.value.isText() && tellsApart(member.value)) {
            match.set(selectorOf({member.name.toByteArray()}), member.value);
            return match;
        }
    }
    // Nothing in it has a telling value: then that its first key is there.
    if (message.size() > 0)
        match.set(selectorOf({message.members().front().name.toByteArray()}),
                  Value::object({{"exists", Value::boolean(true)}}));
    return match;
}

/// Where a message of a protocol says what it is about, beside its kind.
const char *subjectOf(codec::Codec codec)
{
    switch (codec) {
    case codec::Codec::SocketIo:
        return "$.data[0]";
    case codec::Codec::SignalR:
        return "$.target";
    case codec::Codec::Mqtt:
        return "$.topic";
    case codec::Codec::Stomp:
        return "$.headers.destination";
    default:
        return "";
    }
}

Value matchOfMessage(codec::Codec codec, const Value &message)
{
    if (message.isList()) {
        Value match = Value::object();
        match.set(selectorOf({qsizetype(0)}), message.at(0));
        return match;
    }
    Value match = matchOfObject(message);
    const Result<value::Path> subject = value::Path::parse(subjectOf(codec));
    const Value *found = subject ? subject->find(message) : nullptr;
    if (found != nullptr && tellsApart(*found))
        match.set(subject->spelling(), *found);
    return match;
}

Value matchOfBytes(QByteArrayView payload)
{
    const QByteArray first = payload.first(std::min<qsizetype>(payload.size(), 1)).toByteArray().toHex();
    return Value::object({{"bytes", Value::object({{"hex", Value::text(first)}})}});
}

Value matchOfText(QByteArrayView payload)
{
    if (payload.size() <= longestLiteral)
        return Value::object({{"text", Value::text(payload)}});
    const qsizetype word = payload.indexOf(' ');
    const QByteArrayView start = payload.first(word > 0 ? std::min<qsizetype>(word, 40) : 1);
    return Value::object({{"text", Value::object({{"startsWith", Value::text(start)}})}});
}

Value matchOf(const workspace::Route &route, protocol::Opcode opcode, QByteArrayView payload)
{
    const std::vector<codec::Decoded> messages = messagesOf(route, opcode, payload);
    if (!messages.empty() && !messages.front().error) {
        const Value &message = messages.front().value;
        if (message.isObject() || (message.isList() && tellsApart(message.at(0))))
            return matchOfMessage(codecOfRoute(route), message);
    }
    return opcode == protocol::Opcode::Binary ? matchOfBytes(payload) : matchOfText(payload);
}

/// Whether the rule takes all that another one of the same trigger could take.
bool hides(const workspace::Rule &rule, const workspace::Rule &other)
{
    return rule.on == other.on && rule.match.size() == 0 && rule.when.isEmpty() && !rule.continues;
}

RuleId addUnhidden(WorkspaceEditor &editor, const QString &step, const workspace::Route &route,
                   const workspace::Rule &rule)
{
    const auto hiding = std::find_if(route.rules.begin(), route.rules.end(),
                                     [&rule](const workspace::Rule &other) { return hides(other, rule); });
    return editor.addRule({step}, route.id, rule, hiding - route.rules.begin());
}

} // namespace

workspace::Rule ruleAnswering(const workspace::Route &route, protocol::Opcode opcode, QByteArrayView payload)
{
    workspace::Rule rule;
    if (opcode == protocol::Opcode::Ping)
        rule.on = QStringLiteral("ping");
    else if (opcode == protocol::Opcode::Pong)
        rule.on = QStringLiteral("pong");
    else
        rule.match = matchOf(route, opcode, payload);
    rule.actions.push_back(
        workspace::Action{Value::object({{"send", Value::object({{"same", Value::boolean(true)}})}})});
    return rule;
}

RuleId answerMessagesLike(WorkspaceEditor &editor, RouteId route, protocol::Opcode opcode, QByteArrayView payload)
{
    const workspace::Route *found = editor.workspace().findRoute(route);
    if (found == nullptr)
        return {};
    return addUnhidden(editor, tr("Answer messages like this"), *found, ruleAnswering(*found, opcode, payload));
}

RuleId answerConnections(WorkspaceEditor &editor, RouteId route)
{
    const workspace::Route *found = editor.workspace().findRoute(route);
    if (found == nullptr)
        return {};
    workspace::Rule rule;
    rule.on = QStringLiteral("open");
    rule.actions.push_back(
        workspace::Action{Value::object({{"send", Value::object({{"text", Value::text("Hello")}})}})});
    return addUnhidden(editor, tr("Answer connections like this"), *found, rule);
}

} // namespace framewright::ui

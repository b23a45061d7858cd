// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/stompsession.h"

#include "app/codec/spelling.h"
#include "app/codec/stompheaders.h"
#include "app/value/jsonwriter.h"

#include <algorithm>

namespace framewright::codec {

namespace {

constexpr qsizetype headLimit = 65536;

int versionOf(QByteArrayView subprotocol)
{
    return subprotocol == "v10.stomp" ? 10 : subprotocol == "v11.stomp" ? 11 : subprotocol == "v12.stomp" ? 12 : 0;
}

bool isLineEnd(char character)
{
    return character == '\n' || character == '\r';
}

bool isBinaryContent(QByteArrayView type)
{
    return type.startsWith("application/octet-stream") || type.startsWith("image/") || type.startsWith("audio/") ||
           type.startsWith("video/");
}

} // namespace

StompSession::StompSession(std::shared_ptr<Agreement> agreement, qsizetype limit)
    : m_agreement(std::move(agreement))
    , m_limit(limit)
{
    if (m_agreement->version == 0)
        m_agreement->version = versionOf(m_agreement->subprotocol);
}

void StompSession::add(protocol::Opcode opcode, QByteArrayView payload)
{
    m_opcode = opcode;
    m_buffer.remove(0, m_at);
    m_at = 0;
    m_isHeartbeat = m_buffer.isEmpty() && !payload.isEmpty() && std::ranges::all_of(payload, isLineEnd);
    m_buffer.append(payload);
}

void StompSession::skipLineEnds()
{
    while (m_body == 0 && m_at < m_buffer.size() && isLineEnd(m_buffer.at(m_at)))
        ++m_at;
}

std::optional<Decoded> StompSession::next()
{
    if (std::exchange(m_isHeartbeat, false)) {
        Value message = Value::object();
        message.set("command", Value::text("heartbeat"));
        return Decoded{std::move(message), {}, {take(m_buffer.size())}};
    }
    skipLineEnds();
    if (rest().isEmpty())
        return std::nullopt;
    std::optional<Decoded> failure;
    if (m_body == 0 && !findBody(failure))
        return failure;
    return readBody();
}

Frame StompSession::take(qsizetype size)
{
    Frame frame{m_opcode, rest().first(size).toByteArray()};
    m_at += size;
    m_searched = 0;
    m_body = 0;
    m_length = -1;
    return frame;
}

/// What is no frame reaches to the next NUL, behind which the next one may begin.
Decoded StompSession::refuse(const Error &error)
{
    const qsizetype end = rest().indexOf('\0');
    return {{}, error, {take(end < 0 ? rest().size() : end + 1)}};
}

bool StompSession::findBody(std::optional<Decoded> &failure)
{
    const QByteArrayView head = rest();
    for (qsizetype at = std::max<qsizetype>(m_searched - 2, 0); at < head.size(); ++at) {
        if (head[at] == '\0') {
            failure =
                refuse({QStringLiteral("A STOMP frame has an empty line between its headers and its body."), {}, {}});
            return false;
        }
        if (head[at] != '\n')
            continue;
        const qsizetype next = at + 1 < head.size() && head[at + 1] == '\r' ? at + 2 : at + 1;
        if (next < head.size() && head[next] == '\n') {
            m_body = next + 1;
            failure = readHead();
            return !failure;
        }
    }
    m_searched = head.size();
    const qsizetype lineStart = head.indexOf('\n');
    const QByteArrayView command = lineStart < 0 ? head : head.first(lineStart);
    if (!beginsStompCommand(command) || head.size() > std::min(headLimit, m_limit))
        failure = refuse({beginsStompCommand(command)
                              ? QStringLiteral("The headers of a STOMP frame are longer than %1 bytes.").arg(headLimit)
                              : QStringLiteral("This begins with no command of STOMP."),
                          {},
                          {}});
    return false;
}

std::optional<Decoded> StompSession::readHead()
{
    const qsizetype firstEnd = rest().indexOf('\n');
    QByteArrayView command = rest().first(firstEnd);
    if (command.endsWith('\r'))
        command = command.chopped(1);
    if (!isStompCommand(command))
        return refuse({QStringLiteral("\"%1\" is no command of STOMP.")
                           .arg(QString::fromUtf8(command.first(std::min<qsizetype>(command.size(), 60)))),
                       {},
                       {}});
    // Without the empty line, which is "\n" or "\r\n".
    const QByteArrayView block = rest().first(m_body);
    const QByteArrayView lines = block.sliced(firstEnd + 1, m_body - firstEnd - 1 - (block.endsWith("\r\n") ? 2 : 1));
    Result<Value> headers = readStompHeaders(lines, command, m_agreement->version);
    if (!headers)
        return refuse(headers.error());
    m_length = -1;
    const Value &length = (*headers)["content-length"];
    if (!length.isUndefined()) {
        bool isGood = false;
        m_length = length.toByteArray().trimmed().toLongLong(&isGood);
        if (!isGood || m_length < 0 || m_length > m_limit)
            return refuse({QStringLiteral("The content-length \"%1\" is no number of bytes up to %2.")
                               .arg(length.toString().left(60))
                               .arg(m_limit),
                           {},
                           {}});
    }
    m_message = Value::object();
    m_message.set("command", Value::text(command));
    m_message.set("headers", std::move(*headers));
    m_searched = m_body;
    return std::nullopt;
}

std::optional<Decoded> StompSession::readBody()
{
    const QByteArrayView frame = rest();
    qsizetype end = -1;
    if (m_length >= 0) {
        if (frame.size() <= m_body + m_length)
            return std::nullopt;
        end = m_body + m_length;
        if (frame[end] != '\0')
            return refuse({QStringLiteral("No NUL follows the %1 bytes that content-length says.").arg(m_length),
                           {},
                           QStringLiteral("content-length counts bytes, not characters.")});
    } else {
        end = frame.indexOf('\0', m_searched);
        m_searched = frame.size();
        if (end < 0 && frame.size() > m_limit)
            return refuse({QStringLiteral("A STOMP frame is longer than %1 bytes.").arg(m_limit), {}, {}});
        if (end < 0)
            return std::nullopt;
    }
    const QByteArrayView body = frame.sliced(m_body, end - m_body);
    const bool isBinary = isBinaryContent(m_message["headers"]["content-type"].view());
    m_message.set("body", isBinary ? Value::bytes(body) : textOrBytes(body));
    noteVersion(m_message);
    Value message = std::exchange(m_message, Value());
    return Decoded{std::move(message), {}, {take(end + 1)}};
}

void StompSession::noteVersion(const Value &message)
{
    if (message["command"].view() != "CONNECTED")
        return;
    const QByteArray version = message["headers"]["version"].toByteArray();
    m_agreement->version = version == "1.2" ? 12 : version == "1.1" ? 11 : 10;
}

Result<std::vector<Frame>> StompSession::encode(const Value &value)
{
    if (Result<void> known = expectKeys(value, {"command", "headers", "body"}); !known)
        return tl::unexpected(known.error());
    const Value &command = value["command"];
    if (command.view() == "heartbeat")
        return std::vector{Frame{protocol::Opcode::Text, QByteArrayLiteral("\n")}};
    if (!command.isText() || command.view().isEmpty() || std::ranges::any_of(command.view(), isLineEnd))
        return fail(QStringLiteral("A STOMP frame wants a `command`, like \"MESSAGE\"."));
    noteVersion(value);
    const QByteArray body = payloadOf(value["body"]);
    const Value &headers = value["headers"];
    if (!headers.isUndefined() && !headers.isObject())
        return fail(QStringLiteral("`headers` of a STOMP frame is an object."));
    QByteArray frame = command.toByteArray() + '\n';
    const auto append = [&](QByteArrayView name, QByteArrayView text) {
        frame += stompHeaderLine(name, text, command.view(), m_agreement->version);
    };
    bool wantsLength = !body.isEmpty();
    for (const Value::Member &header : headers.members()) {
        if (header.key() == "content-length")
            wantsLength = true;
        else if (!header.value.isUndefined() && !header.value.isNull())
            append(header.key(), payloadOf(header.value));
    }
    if (wantsLength)
        append("content-length", QByteArray::number(body.size()));
    frame += '\n' + body;
    frame.append('\0');
    return std::vector{Frame{value["body"].isBytes() ? protocol::Opcode::Binary : protocol::Opcode::Text, frame}};
}

} // namespace framewright::codec

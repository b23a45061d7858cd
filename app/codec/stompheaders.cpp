// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/stompheaders.h"

#include "app/codec/spelling.h"

#include <algorithm>
#include <array>
#include <optional>

namespace framewright::codec {

namespace {

constexpr std::array commands = {"CONNECT",     "STOMP",   "CONNECTED", "SEND",  "SUBSCRIBE",
                                 "UNSUBSCRIBE", "ACK",     "NACK",      "BEGIN", "COMMIT",
                                 "ABORT",       "MESSAGE", "RECEIPT",   "ERROR", "DISCONNECT"};
constexpr qsizetype headerLimit = 1000;

/// STOMP 1.0 knows no escapes; later ones leave CONNECT and CONNECTED without.
bool isEscaped(QByteArrayView command, int version)
{
    return version != 10 && command != "CONNECT" && command != "CONNECTED" && command != "STOMP";
}

/// Nothing where the escape means nothing.
std::optional<char> unescaped(char code, int version)
{
    switch (code) {
    case 'n':
        return '\n';
    case 'c':
        return ':';
    case '\\':
        return '\\';
    case 'r':
        return version == 11 ? std::nullopt : std::optional('\r');
    default:
        return std::nullopt;
    }
}

std::optional<QByteArray> unescape(QByteArrayView text, int version)
{
    QByteArray plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '\\') {
            plain.append(text[at]);
            continue;
        }
        const std::optional<char> meant = ++at < text.size() ? unescaped(text[at], version) : std::optional<char>();
        if (!meant)
            return std::nullopt;
        plain.append(*meant);
    }
    return plain;
}

void appendEscaped(QByteArray &out, QByteArrayView text, int version)
{
    for (const char character : text) {
        if (character == '\n')
            out.append("\\n");
        else if (character == ':')
            out.append("\\c");
        else if (character == '\\')
            out.append("\\\\");
        else if (character == '\r' && version != 11)
            out.append("\\r");
        else
            out.append(character);
    }
}

} // namespace

bool isStompCommand(QByteArrayView command)
{
    return std::ranges::any_of(commands, [&](const char *known) { return command == QByteArrayView(known); });
}

bool beginsStompCommand(QByteArrayView bytes)
{
    const QByteArrayView start = bytes.endsWith('\r') ? bytes.chopped(1) : bytes;
    return std::ranges::any_of(commands, [&](const char *known) { return QByteArrayView(known).startsWith(start); });
}

Result<Value> readStompHeaders(QByteArrayView lines, QByteArrayView command, int version)
{
    Value headers = Value::object();
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf('\n');
        QByteArrayView line = end < 0 ? lines : lines.first(end);
        lines = end < 0 ? QByteArrayView() : lines.sliced(end + 1);
        if (line.endsWith('\r'))
            line = line.chopped(1);
        const qsizetype colon = line.indexOf(':');
        const QString shown = QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 60)));
        if (colon < 0)
            return fail(QStringLiteral("The STOMP header \"%1\" has no colon.").arg(shown));
        if (headers.size() == headerLimit)
            return fail(QStringLiteral("A STOMP frame has at most %1 headers here.").arg(headerLimit));
        std::optional<QByteArray> name = line.first(colon).toByteArray();
        std::optional<QByteArray> text = line.sliced(colon + 1).toByteArray();
        if (isEscaped(command, version)) {
            name = unescape(*name, version);
            text = unescape(*text, version);
        }
        if (!name || !text)
            return fail(QStringLiteral("The STOMP header \"%1\" has an escape that means nothing.").arg(shown), {},
                        QStringLiteral("\\n, \\c, \\\\ and from version 1.2 \\r are known."));
        if (!isUtf8(*name) || !isUtf8(*text))
            return fail(QStringLiteral("A STOMP header is not UTF-8."));
        if (!headers.contains(*name))
            headers.set(*name, Value::text(*text));
    }
    return headers;
}

QByteArray stompHeaderLine(QByteArrayView name, QByteArrayView text, QByteArrayView command, int version)
{
    QByteArray line;
    if (isEscaped(command, version)) {
        appendEscaped(line, name, version);
        line.append(':');
        appendEscaped(line, text, version);
    } else {
        line = name + QByteArrayLiteral(":") + text.toByteArray();
        // No way to write one: better without than with a header cut in two.
        line.replace('\n', ' ');
    }
    return line + '\n';
}

} // namespace framewright::codec

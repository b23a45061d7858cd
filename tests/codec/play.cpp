// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/codec/play.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

namespace framewright::codec {

using protocol::Opcode;

namespace {

QByteArray unescaped(QByteArray line)
{
    QByteArray plain;
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line.at(at) != '\\' || at + 1 == line.size()) {
            plain.append(line.at(at));
            continue;
        }
        const char code = line.at(++at);
        plain.append(code == 'n' ? '\n' : code == 'r' ? '\r' : code == '0' ? '\0' : code == 'e' ? '\x1e' : code);
    }
    return plain;
}

QByteArray escaped(const QByteArray &text)
{
    QByteArray line;
    for (const char character : text) {
        switch (character) {
        case '\n':
            line += "\\n";
            break;
        case '\r':
            line += "\\r";
            break;
        case '\0':
            line += "\\0";
            break;
        case '\x1e':
            line += "\\e";
            break;
        case '\\':
            line += "\\\\";
            break;
        default:
            line += character;
        }
    }
    return line;
}

/// With each piece of bytes as a text, or the other way round.
Value turned(const Value &value, bool toBytes)
{
    if (value.isBytes() && !toBytes)
        return Value::text(QByteArray("hex:" + value.toByteArray().toHex()));
    if (value.isText() && toBytes && value.view().startsWith("hex:"))
        return Value::bytes(QByteArray::fromHex(value.toByteArray().sliced(4)));
    if (value.isList()) {
        Value::List items;
        for (const Value &item : value.items())
            items.push_back(turned(item, toBytes));
        return Value::list(std::move(items));
    }
    if (!value.isObject())
        return value;
    Value::Object members;
    for (const Value::Member &member : value.members())
        members.emplace_back(member.name, turned(member.value, toBytes));
    return Value::object(std::move(members));
}

} // namespace

std::vector<Frame> framesOf(const QByteArray &lines)
{
    std::vector<Frame> frames;
    for (const QByteArray &line : lines.split('\n')) {
        if (line.startsWith("hex:"))
            frames.push_back({Opcode::Binary, QByteArray::fromHex(line.sliced(4))});
        else
            frames.push_back({Opcode::Text, unescaped(line)});
    }
    return frames;
}

QByteArray linesOf(const std::vector<Frame> &frames)
{
    QByteArrayList lines;
    for (const Frame &frame : frames) {
        lines.append(frame.opcode == Opcode::Text ? escaped(frame.payload)
                                                  : QByteArray("hex:" + frame.payload.toHex()));
    }
    return lines.join('\n');
}

QByteArray shown(const Value &value)
{
    return value::writeJson(turned(value, false));
}

Value valueOf(const QByteArray &json)
{
    const Result<Value> value = value::readJson(json);
    if (!value)
        qFatal("%s: %s", json.constData(), qPrintable(value.error().text()));
    return turned(*value, true);
}

QByteArrayList decoded(Session &session, const std::vector<Frame> &frames)
{
    QByteArrayList lines;
    for (const Frame &frame : frames) {
        // Gone after the call, as the wire's buffer is.
        QByteArray payload(frame.payload.constData(), frame.payload.size());
        session.add(frame.opcode, payload);
        payload.fill('#');
        while (const std::optional<Decoded> next = session.next())
            lines.append(next->error ? QByteArray("! " + next->error->text().toUtf8()) : shown(next->value));
    }
    return lines;
}

std::unique_ptr<Session> sessionOf(Codec codec, Direction direction, int version, const QByteArray &subprotocol)
{
    return makeSession(codec, direction, std::make_shared<Agreement>(Agreement{subprotocol, version}), 1 << 20);
}

QByteArrayList encoded(Session &session, const QByteArrayList &values)
{
    QByteArrayList lines;
    for (const QByteArray &value : values) {
        const Result<std::vector<Frame>> frames = session.encode(valueOf(value));
        lines.append(frames ? linesOf(*frames) : QByteArray("! " + frames.error().text().toUtf8()));
    }
    return lines;
}

} // namespace framewright::codec

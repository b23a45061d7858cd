// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/signalrsession.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

namespace framewright::codec {

namespace {

constexpr char recordEnd = '\x1e';

} // namespace

void SignalRSession::add(protocol::Opcode opcode, QByteArrayView payload)
{
    m_opcode = opcode;
    m_payload = payload.toByteArray();
    m_at = 0;
}

std::optional<Decoded> SignalRSession::next()
{
    if (m_at >= m_payload.size()) {
        m_payload.clear();
        m_at = 0;
        return std::nullopt;
    }
    const bool isText = m_opcode == protocol::Opcode::Text;
    const qsizetype end = isText ? m_payload.indexOf(recordEnd, m_at) : -1;
    const qsizetype behind = end < 0 ? m_payload.size() : end + 1;
    const QByteArrayView record = QByteArrayView(m_payload).sliced(m_at, (end < 0 ? behind : end) - m_at);
    Decoded decoded;
    if (!isText) {
        decoded.error = Error{QStringLiteral("This is a binary message; SignalR's JSON comes in texts."),
                              {},
                              QStringLiteral("The client uses another hub protocol, MessagePack perhaps.")};
    } else if (end < 0) {
        decoded.error = Error{QStringLiteral("A SignalR record ends with the byte 1e, which is missing here."), {}, {}};
    } else if (Result<Value> value = value::readJson(record)) {
        decoded.value = std::move(*value);
    } else {
        decoded.error = std::move(value.error());
    }
    decoded.frames.push_back({m_opcode, m_payload.sliced(m_at, behind - m_at)});
    m_at = behind;
    return decoded;
}

Result<std::vector<Frame>> SignalRSession::encode(const Value &value)
{
    QByteArray records;
    const auto append = [&records](const Value &record) {
        if (!record.isObject())
            return false;
        value::appendJson(records, record);
        records.append(recordEnd);
        return true;
    };
    bool isGood = value.isList() ? value.size() > 0 : append(value);
    for (const Value &record : value.items())
        isGood = isGood && append(record);
    if (!isGood)
        return fail(QStringLiteral("A SignalR record is an object, or a list of objects for several in one frame."));
    return std::vector{Frame{protocol::Opcode::Text, records}};
}

} // namespace framewright::codec

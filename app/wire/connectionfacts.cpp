// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/connectionfacts.h"

namespace framewright::wire {

const protocol::ClosePayload *ConnectionFacts::firstClose() const
{
    const auto *sent = closeSent ? &*closeSent : nullptr;
    const auto *received = closeReceived ? &*closeReceived : nullptr;
    // A close frame that could not be read carries no code of its own: ours says what was wrong with it.
    const bool isUnreadable = received && !received->code && endedBy == EndedBy::ProtocolError;
    if (received && peerClosedFirst && !(isUnreadable && sent))
        return received;
    return sent ? sent : received;
}

std::optional<protocol::CloseCode> ConnectionFacts::closeCode() const
{
    if (state == ConnectionState::Refused)
        return std::nullopt;
    if (const protocol::ClosePayload *close = firstClose())
        return close->code.value_or(protocol::closecode::NoStatus);
    if (state == ConnectionState::Closed)
        return protocol::closecode::Abnormal; // RFC 6455 section 7.1.5.
    return std::nullopt;
}

QByteArray ConnectionFacts::closeReason() const
{
    const protocol::ClosePayload *close = firstClose();
    return close ? close->reason : QByteArray();
}

bool ConnectionFacts::isCleanlyClosed() const
{
    return closeSent && closeReceived && endedBy != EndedBy::ProtocolError;
}

} // namespace framewright::wire

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/endtext.h"

#include <QCoreApplication>

namespace framewright::wire {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EndText", text);
}

QString peerName(protocol::Role role)
{
    return role == protocol::Role::Server ? tr("the client") : tr("the server");
}

QString ownName(protocol::Role role)
{
    return role == protocol::Role::Server ? tr("the server") : tr("the client");
}

/// "1001 Going away, “reason”"
QString closeText(const ConnectionFacts &facts)
{
    const protocol::CloseCode code = facts.closeCode().value_or(protocol::closecode::Abnormal);
    QString text = QString::number(code) % QLatin1Char(' ') % protocol::closeCodeName(code);
    if (!facts.closeReason().isEmpty())
        text += tr(", “%1”").arg(QString::fromUtf8(facts.closeReason()));
    return text;
}

/// Why the peer's answer to our close frame is missing; empty where it is there.
QString missingAnswer(const ConnectionFacts &facts, protocol::Role role)
{
    if (!facts.closeSent || facts.closeReceived)
        return {};
    const QString peer = peerName(role);
    switch (facts.transportEnd) {
    case TransportEnd::Finished:
        return tr("; %1 ended the network connection without an answer").arg(peer);
    case TransportEnd::Reset:
        return tr("; %1 reset the network connection without an answer").arg(peer);
    default:
        break;
    }
    return facts.endedBy == EndedBy::Timeout ? tr("; %1 did not answer in time").arg(peer) : QString();
}

QString closedBy(const ConnectionFacts &facts, const QString &who, const QString &missing)
{
    return tr("Closed by %1: %2%3.").arg(who, closeText(facts), missing);
}

QString networkText(const ConnectionFacts &facts, const EndCause &cause)
{
    switch (facts.transportEnd) {
    case TransportEnd::Finished:
        return tr("The network connection ended without a close frame.");
    case TransportEnd::Reset:
        return tr("The network connection was reset without a close frame.");
    case TransportEnd::Failed:
        return tr("The network failed: %1").arg(cause.error);
    case TransportEnd::Closed:
    case TransportEnd::None:
        break;
    }
    return tr("The connection was dropped here without a close frame.");
}

} // namespace

QString endText(const ConnectionFacts &facts, protocol::Role role, const EndCause &cause)
{
    const bool hasClose = facts.closeSent || facts.closeReceived;
    const QString missing = missingAnswer(facts, role);
    switch (facts.endedBy) {
    case EndedBy::ProtocolError:
        return tr("Closed with %1, because %2 broke the protocol: %3.")
            .arg(closeText(facts), peerName(role), cause.violation);
    case EndedBy::Tls:
        return tr("TLS failed: %1").arg(cause.error);
    case EndedBy::Rule:
        return hasClose ? closedBy(facts, tr("a rule"), missing) : tr("Dropped by a rule without a close frame.");
    case EndedBy::Client:
        return closedBy(facts, tr("the client"), missing);
    case EndedBy::Server:
        return closedBy(facts, tr("the server"), missing);
    case EndedBy::Timeout:
        return hasClose ? closedBy(facts, ownName(role), missing) : tr("Nothing came in time.");
    case EndedBy::Network:
    case EndedBy::Nobody:
        break;
    }
    return networkText(facts, cause);
}

} // namespace framewright::wire

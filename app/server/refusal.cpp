// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/refusal.h"

#include "app/protocol/httpstatus.h"

namespace framewright::server {

QByteArray Refusal::encode(protocol::AfterResponse after) const
{
    if (status == 0)
        return {};
    QByteArray response = protocol::encodeResponse(status, fields, body, after);
    if (leavesBodyOut && response.endsWith(body))
        response.chop(body.size());
    return response;
}

QString Refusal::sentence() const
{
    const QString answer = QStringLiteral("%1 %2").arg(status).arg(QString::fromLatin1(protocol::statusPhrase(status)));
    if (status == 0)
        return reason;
    if (protocol::isAnswer(status))
        return QStringLiteral("Answered with %1: %2").arg(answer, reason);
    if (reason.isEmpty())
        return QStringLiteral("Refused with %1.").arg(answer);
    return QStringLiteral("Refused with %1: %2").arg(answer, reason);
}

Refusal refuseBecause(int status, const QString &reason, wire::EndedBy endedBy)
{
    Refusal refusal;
    refusal.status = status;
    refusal.body = reason.toUtf8() + '\n';
    refusal.endedBy = endedBy;
    refusal.reason = reason;
    return refusal;
}

} // namespace framewright::server

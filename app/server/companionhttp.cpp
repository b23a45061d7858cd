// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/companionhttp.h"

namespace framewright::server {

namespace {

/// Seconds for which a browser need not ask again.
constexpr const char *preflightAge = "600";

[[nodiscard]] QByteArray joined(const QByteArrayList &methods)
{
    QByteArrayList all = methods;
    if (all.contains("GET") && !all.contains("HEAD"))
        all.append("HEAD");
    if (!all.contains("OPTIONS"))
        all.append("OPTIONS");
    return all.join(", ");
}

[[nodiscard]] QString nameOf(const protocol::RequestHead &head)
{
    return QString::fromUtf8(head.method.left(20) + ' ' + head.path().left(200));
}

} // namespace

bool asksForWebSocket(const protocol::RequestHead &head)
{
    return head.fields.hasToken("Upgrade", "websocket");
}

bool keepsAlive(const protocol::RequestHead &head)
{
    return head.minorVersion >= 1 && !head.fields.hasToken("Connection", "close");
}

void allowOrigin(protocol::HeaderFields &fields, const protocol::RequestHead &head)
{
    if (fields.contains("Access-Control-Allow-Origin"))
        return; // The entry says it itself.
    const std::optional<QByteArray> origin = head.fields.first("Origin");
    if (!origin) {
        fields.append("Access-Control-Allow-Origin", "*");
        return;
    }
    // Named, not "*": SignalR's negotiate brings cookies, and with them a star is refused.
    fields.append("Access-Control-Allow-Origin", *origin);
    fields.append("Access-Control-Allow-Credentials", "true");
    fields.append("Access-Control-Expose-Headers", "*");
    fields.append("Vary", "Origin");
}

Refusal preflightAnswer(const protocol::RequestHead &head, const QByteArrayList &methods)
{
    Refusal answer;
    answer.status = 204;
    answer.fields.append("Allow", joined(methods));
    allowOrigin(answer.fields, head);
    answer.fields.append("Access-Control-Allow-Methods", joined(methods));
    const QByteArray asked = head.fields.joined("Access-Control-Request-Headers");
    answer.fields.append("Access-Control-Allow-Headers", asked.isEmpty() ? QByteArray("*") : asked);
    if (head.fields.contains("Access-Control-Request-Private-Network"))
        answer.fields.append("Access-Control-Allow-Private-Network", "true");
    answer.fields.append("Access-Control-Max-Age", preflightAge);
    answer.reason = QStringLiteral("%1, asked by a browser before the request itself.").arg(nameOf(head));
    return answer;
}

Refusal wrongMethodAnswer(const protocol::RequestHead &head, const QByteArrayList &methods)
{
    Refusal answer = refuseBecause(
        405, QStringLiteral("%1 is not answered here, but %2.").arg(nameOf(head), QString::fromUtf8(joined(methods))));
    answer.fields.append("Allow", joined(methods));
    allowOrigin(answer.fields, head);
    return answer;
}

Refusal companionAnswer(const protocol::RequestHead &head, rules::HttpAnswer made)
{
    Refusal answer;
    answer.status = made.status;
    answer.fields = std::move(made.fields);
    answer.body = std::move(made.body);
    answer.endedBy = wire::EndedBy::Rule;
    answer.leavesBodyOut = head.method == "HEAD";
    allowOrigin(answer.fields, head);
    answer.reason = QStringLiteral("%1, companion HTTP.").arg(nameOf(head));
    return answer;
}

} // namespace framewright::server

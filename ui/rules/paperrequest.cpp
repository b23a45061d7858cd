// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/paperrequest.h"

#include "app/protocol/headparser.h"
#include "app/rules/pathpattern.h"
#include "app/rules/requestvalue.h"

namespace framewright::ui {

namespace {

constexpr protocol::HeadLimits headLimits = {1 << 20, 1000};

rules::Request requestOfHead(const workspace::Route &route, const QByteArray &raw)
{
    rules::Request request;
    request.head = protocol::parseRequestHead(raw, headLimits).head;
    request.head.raw = raw;
    request.host = QString::fromUtf8(request.head.fields.joined("Host"));
    request.subprotocols = request.head.fields.elements("Sec-WebSocket-Protocol");
    const Result<rules::PathPattern> pattern = rules::PathPattern::compile(route.path.toUtf8());
    if (auto parameters = pattern ? pattern->match(request.head.path()) : std::nullopt)
        request.parameters = std::move(*parameters);
    return request;
}

} // namespace

rules::Request requestFor(const workspace::Route &route, const QByteArray &target)
{
    // What a person types may have spaces, which a request line cannot have.
    QByteArray asked = target.trimmed().replace(' ', "%20");
    if (!asked.startsWith('/'))
        asked.prepend('/');
    rules::Request request = requestOfHead(route, "GET " + asked + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    request.address = QStringLiteral("127.0.0.1");
    return request;
}

rules::Request requestOf(const wire::ConnectionFacts &facts, const workspace::Route &route)
{
    rules::Request request = requestOfHead(route, facts.requestHead);
    request.address = facts.peer.address.toString();
    return request;
}

value::Value requestValueOf(const wire::ConnectionFacts &facts, const workspace::Route &route)
{
    return rules::requestValue(requestOf(facts, route), facts.subprotocol);
}

} // namespace framewright::ui

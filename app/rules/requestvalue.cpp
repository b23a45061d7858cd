// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/requestvalue.h"

#include "app/expression/operators.h"
#include "app/protocol/headparser.h"
#include "app/rules/pathpattern.h"

namespace framewright::rules {

using expression::textOfBytes;
using value::Value;

namespace {

Value headersOf(const protocol::HeaderFields &fields)
{
    Value headers = Value::object();
    for (const protocol::HeaderField &field : fields) {
        const QByteArray name = field.name.toLower();
        if (!headers.contains(name))
            headers.set(name, textOfBytes(fields.joined(name)));
    }
    return headers;
}

/// RFC 6265 section 4.2.1.
Value cookiesOf(const protocol::HeaderFields &fields)
{
    Value cookies = Value::object();
    const QByteArray joined = fields.joined("Cookie");
    for (const QByteArray &pair : joined.split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            continue;
        QByteArray text = pair.sliced(equals + 1).trimmed();
        if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
            text = text.sliced(1, text.size() - 2);
        cookies.set(textOfBytes(pair.first(equals).trimmed()).view(), textOfBytes(percentDecoded(text)));
    }
    return cookies;
}

Value parametersOf(const std::map<QByteArray, QByteArray> &parameters)
{
    Value object = Value::object();
    for (const auto &[name, text] : parameters)
        object.set(name, textOfBytes(text));
    return object;
}

void setQuery(Value &request, QByteArrayView query)
{
    Value first = Value::object();
    Value all = Value::object();
    for (const auto &[name, text] : queryPairs(query)) {
        const Value key = textOfBytes(name);
        const Value content = textOfBytes(text);
        if (!first.contains(key.view())) {
            first.set(key.view(), content);
            all.set(key.view(), Value::list());
        }
        all.mutableFind(key.view())->append(content);
    }
    request.set("query", std::move(first));
    request.set("queryAll", std::move(all));
}

} // namespace

QList<std::pair<QByteArray, QByteArray>> queryPairs(QByteArrayView query)
{
    const auto decoded = [](QByteArrayView part) { return percentDecoded(part.toByteArray().replace('+', ' ')); };
    QList<std::pair<QByteArray, QByteArray>> pairs;
    while (!query.isEmpty()) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView pair = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        const qsizetype equals = pair.indexOf('=');
        if (equals >= 0)
            pairs.append({decoded(pair.first(equals)), decoded(pair.sliced(equals + 1))});
        else if (!pair.isEmpty())
            pairs.append({decoded(pair), QByteArray("")});
    }
    return pairs;
}

Value requestValue(const Request &request, const QByteArray &subprotocol)
{
    protocol::RequestHead head = request.head;
    // A connection keeps the raw head only; see RouteState::opened().
    if (head.fields.isEmpty() && !head.raw.isEmpty())
        head = protocol::parseRequestHead(head.raw, {head.raw.size(), head.raw.size()}).head;
    Value object = Value::object();
    object.set("method", textOfBytes(head.method));
    object.set("path", textOfBytes(head.path()));
    object.set("target", textOfBytes(head.target));
    setQuery(object, head.query());
    object.set("params", parametersOf(request.parameters));
    object.set("headers", headersOf(head.fields));
    object.set("cookies", cookiesOf(head.fields));
    object.set("host", Value::text(request.host));
    object.set("address", Value::text(request.address));
    object.set("attempt", Value::integer(request.attempt));
    Value offered = Value::list();
    for (const QByteArray &name : request.subprotocols)
        offered.append(textOfBytes(name));
    object.set("subprotocols", std::move(offered));
    if (!subprotocol.isEmpty())
        object.set("subprotocol", textOfBytes(subprotocol));
    return object;
}

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/sessionrequest.h"

#include <algorithm>

namespace framewright::client {

namespace {

/// RFC 9110 section 5.6.2.
bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool breaksLine(const QByteArray &value)
{
    return value.contains('\r') || value.contains('\n') || value.contains('\0');
}

} // namespace

std::optional<Error> problemOf(const SessionRequest &request)
{
    for (const protocol::HeaderField &field : request.headers) {
        if (!isToken(field.name))
            return Error{u"\"%1\" cannot be the name of a header."_qs.arg(QString::fromUtf8(field.name)),
                         {},
                         u"Use letters, digits and hyphens."_qs};
        if (breaksLine(field.value))
            return Error{u"The value of the header %1 holds a line break."_qs.arg(QString::fromUtf8(field.name)),
                         {},
                         u"Write it on one line."_qs};
    }
    QList<QByteArray> seen;
    for (const QByteArray &subprotocol : request.subprotocols) {
        if (!isToken(subprotocol))
            return Error{u"\"%1\" cannot be a subprotocol."_qs.arg(QString::fromUtf8(subprotocol)),
                         {},
                         u"It is one word without spaces and commas; give each one by itself."_qs};
        if (seen.contains(subprotocol))
            return Error{u"The subprotocol %1 is offered twice."_qs.arg(QString::fromUtf8(subprotocol)),
                         {},
                         u"Leave one out (RFC 6455 section 4.1)."_qs};
        seen.append(subprotocol);
    }
    return std::nullopt;
}

} // namespace framewright::client

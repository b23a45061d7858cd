// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/requesthead.h"

namespace framewright::protocol {

namespace {

/// The target without scheme and authority (RFC 9112 section 3.2.2).
QByteArrayView withoutAuthority(QByteArrayView target)
{
    if (target.startsWith('/'))
        return target;
    const qsizetype scheme = target.indexOf("://");
    if (scheme < 0)
        return target;
    const QByteArrayView rest = target.sliced(scheme + 3);
    for (qsizetype i = 0; i < rest.size(); ++i) {
        if (rest[i] == '/' || rest[i] == '?')
            return rest.sliced(i);
    }
    return {};
}

} // namespace

QByteArray RequestHead::path() const
{
    const QByteArrayView rest = withoutAuthority(target);
    const qsizetype question = rest.indexOf('?');
    const QByteArrayView before = question < 0 ? rest : rest.first(question);
    return before.isEmpty() ? QByteArray("/") : before.toByteArray();
}

QByteArray RequestHead::query() const
{
    const QByteArrayView rest = withoutAuthority(target);
    const qsizetype question = rest.indexOf('?');
    return question < 0 ? QByteArray() : rest.sliced(question + 1).toByteArray();
}

} // namespace framewright::protocol

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/rawpeer.h"

namespace framewright::test {

[[nodiscard]] inline QByteArray handshake(const QByteArray &path, const QByteArray &more = {})
{
    return RawPeer::handshake(path, more);
}

/// A handshake in which one thing is different.
[[nodiscard]] inline QByteArray handshakeBut(const QByteArray &from, const QByteArray &to)
{
    QByteArray head = RawPeer::handshake("/echo");
    Q_ASSERT_X(head.contains(from), "handshakeBut", from.constData());
    return head.replace(from, to);
}

/// The value of a head's field; empty where there is none.
[[nodiscard]] inline QByteArray field(const QByteArray &head, const QByteArray &name)
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith(QByteArray(name.toLower() + ':')))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace framewright::test

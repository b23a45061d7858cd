// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/traffic/row.h"
#include "app/wire/connectionfacts.h"

#include <QByteArray>
#include <QString>

namespace framewright::ui {

/// A payload laid out to be read: JSON pretty without touching its numbers, a close in words, anything else as
/// it is. `facts` say who closed; may be null.
[[nodiscard]] QString prettyPayload(const traffic::Row &row, const QByteArray &payload,
                                    const wire::ConnectionFacts *facts);
/// Sixteen bytes a line: offset, hex, characters.
[[nodiscard]] QString hexDump(QByteArrayView bytes);
/// Both heads as they were on the wire.
[[nodiscard]] QString handshakeText(QByteArrayView request, QByteArrayView response);
/// Bytes from hex digits with or without white space; an Error says which character is wrong.
[[nodiscard]] Result<QByteArray> parseHex(QStringView text);

} // namespace framewright::ui

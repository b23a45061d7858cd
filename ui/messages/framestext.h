// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/row.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace framewright::ui {

/// One frame as it was on the wire (RFC 6455 section 5.2).
struct FrameLine
{
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    quint8 opcode = 0;
    bool masked = false;
    quint64 payload = 0; ///< As sent: compressed where it was.
    quint64 wire = 0;    ///< With its header.

    bool operator==(const FrameLine &) const = default;
};

/// The frames of a row: those its detail keeps, or the one that its facts tell.
[[nodiscard]] QList<FrameLine> framesOf(const traffic::Row &row, QByteArrayView detail);
/// The same as a table in a fixed font, and what the message is beside what it cost on the wire.
[[nodiscard]] QString framesText(const traffic::Row &row, QByteArrayView detail);

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QString>

namespace framewright::traffic {

/// How the record of traffic stands. Rows are numbered from 1; the oldest go first when the disk bound is met.
struct CaptureStatus
{
    qint64 firstRow = 0; ///< 0: none.
    qint64 lastRow = 0;
    qint64 recorded = 0; ///< Since the capture began, those already dropped or cleared included.
    qint64 dropped = 0;  ///< Oldest rows that made room.
    qint64 missed = 0;   ///< Not recorded: the queue was full or the disk refused.
    qint64 diskBytes = 0;
    QString problem; ///< The disk's last error; empty when all is well.

    bool operator==(const CaptureStatus &) const = default;
};

} // namespace framewright::traffic

Q_DECLARE_METATYPE(framewright::traffic::CaptureStatus)

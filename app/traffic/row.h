// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/event/event.h"

#include <QByteArray>
#include <QString>

namespace framewright::traffic {

/// One row of the log as a list shows it: all but the whole payload and the detail.
struct Row
{
    qint64 number = 0; ///< From 1, without gaps between the first and the last row that are kept.
    qint64 time = 0;   ///< Wall time, nanoseconds since 1970.
    ConnectionId connection;
    event::EventKind kind = event::EventKind::Notice;
    event::Direction direction = event::Direction::None;
    quint8 opcode = 0;
    quint16 flags = 0; ///< Of event::eventflag.
    quint32 wireSize = 0;
    qint64 payloadSize = 0;
    qint64 detailSize = 0;
    QString label; ///< Of the rule or action that caused it.
    event::Means means = event::Means::Rule;
    QString name;        ///< Of the timer or the signal that made the rule act.
    qint64 cause = 0;    ///< Number of the row that brought it about, which may be gone; 0: none.
    qint64 ruleTime = 0; ///< Wall time by the rule clock, where that was another; 0: it was the same.
    QByteArray preview;  ///< The payload's first bytes.

    bool operator==(const Row &) const = default;
};

/// One run of a program that wrote to the file. Connection numbers begin anew with each.
struct RecordedSession
{
    qint64 number = 0;
    qint64 firstRow = 0; ///< The row it began with, or would have.
    qint64 started = 0;  ///< Wall time, nanoseconds since 1970.
    QString program;     ///< Name and version.

    bool operator==(const RecordedSession &) const = default;
};

} // namespace framewright::traffic

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/event/event.h"
#include "app/traffic/database.h"

#include <QLockFile>

#include <memory>

namespace framewright::traffic {

/// `PRAGMA application_id` of our files: "FWcp".
constexpr quint32 captureApplicationId = 0x46576370;
/// `PRAGMA user_version`: a higher one was written by a newer Framewright.
constexpr quint32 captureVersion = 2;

/// Four small numbers in one column, as a million rows a second allow for few columns. The view `log` of the
/// file takes them apart again.
[[nodiscard]] constexpr qint64 packCode(const event::EventRecord &record)
{
    return (qint64(record.flags) << 24) | (qint64(record.kind) << 16) | (qint64(record.direction) << 8) | record.opcode;
}

/// A capture file that this process writes, and nobody else: its lock file lies beside it.
struct CaptureFile
{
    std::unique_ptr<QLockFile> lock;
    Database database;
};

/// Opens a capture file for writing, or makes one that only its owner can read. A file that is not ours, is
/// newer or is being written stays untouched and is an Error.
[[nodiscard]] Result<CaptureFile> openCaptureFile(const QString &fileName, const QByteArray &vfs = {});

/// Opens one for reading, while it is being written or afterwards.
[[nodiscard]] Result<Database> openCaptureForReading(const QString &fileName);

/// The file and what may lie beside it: write-ahead log, shared memory, lock.
[[nodiscard]] QStringList captureFileNames(const QString &fileName);

} // namespace framewright::traffic

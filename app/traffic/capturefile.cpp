// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/capturefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace framewright::traffic {

namespace {

/// The comments stay in the file: `.schema` of the sqlite3 tool shows them.
constexpr const char *schema = R"(
CREATE TABLE meta (            -- what holds for the whole file
    key   TEXT PRIMARY KEY,    -- 'next_row': number of the next event, as numbers are never used again
    value
) WITHOUT ROWID;
CREATE TABLE session (         -- one run of a program that wrote here
    number    INTEGER PRIMARY KEY,
    first_row INTEGER NOT NULL, -- its events are those from here to the next session's first_row
    started   INTEGER NOT NULL, -- nanoseconds since 1970-01-01 00:00 UTC
    program   TEXT NOT NULL
);
CREATE TABLE label (           -- what a row was made by
    number INTEGER PRIMARY KEY,
    text   TEXT NOT NULL,               -- name of the rule; empty: none
    means  INTEGER NOT NULL DEFAULT 0,  -- 0 the rule itself, 1 timer, 2 signal, 3 stream, 4 script, 5 a person
    name   TEXT NOT NULL DEFAULT '',    -- of the timer or the signal
    UNIQUE (text, means, name)
);
CREATE TABLE event (           -- the log; oldest rows are removed when the file reaches its bound
    number     INTEGER PRIMARY KEY, -- no gaps between the first and the last
    time       INTEGER NOT NULL,    -- nanoseconds since 1970-01-01 00:00 UTC
    connection INTEGER NOT NULL,    -- numbers of connections begin anew with each session
    code       INTEGER NOT NULL,    -- flags << 24 | kind << 16 | direction << 8 | opcode: see the view log
    label      INTEGER,             -- of the rule that caused it
    wire_size  INTEGER NOT NULL,    -- bytes on the wire, frame headers included
    cause      INTEGER,             -- number of the event that brought it about
    rule_time  INTEGER,             -- time by the rule clock, where that was another
    detail     BLOB,                -- Opened, Refused: the answer's head; Message: its frames; else more
    payload    BLOB                 -- Opened, Refused: the request head; Close: code and reason as sent
);
)";

constexpr const char *logView = R"(
CREATE VIEW log AS
SELECT event.number,
       strftime('%Y-%m-%dT%H:%M:%S', time / 1000000000, 'unixepoch')
           || printf('.%06dZ', time / 1000 % 1000000) AS time,
       (SELECT max(session.number) FROM session WHERE first_row <= event.number) AS session,
       connection,
       CASE code >> 16 & 255
           WHEN 1 THEN 'opened' WHEN 2 THEN 'refused' WHEN 3 THEN 'message' WHEN 4 THEN 'ping'
           WHEN 5 THEN 'pong' WHEN 6 THEN 'close' WHEN 7 THEN 'violation' WHEN 8 THEN 'ended'
           WHEN 9 THEN 'undelivered' WHEN 10 THEN 'rule error' WHEN 11 THEN 'notice' WHEN 12 THEN 'raw'
           ELSE code >> 16 & 255 END AS kind,
       CASE code >> 8 & 255 WHEN 1 THEN 'in' WHEN 2 THEN 'out' END AS direction,
       code & 255 AS opcode,
       code >> 24 & 1 AS compressed,
       code >> 25 & 1 AS fragmented,
       code >> 26 & 1 AS masked,
       code >> 27 & 1 AS client,
       code >> 28 & 1 AS abnormal,
       label.text AS label,
       CASE label.means WHEN 1 THEN 'timer' WHEN 2 THEN 'signal' WHEN 3 THEN 'stream' WHEN 4 THEN 'script'
           WHEN 5 THEN 'person' END AS means,
       label.name AS name,
       cause,
       strftime('%Y-%m-%dT%H:%M:%S', rule_time / 1000000000, 'unixepoch')
           || printf('.%06dZ', rule_time / 1000 % 1000000) AS rule_time,
       wire_size,
       length(payload) AS payload_size,
       CASE WHEN code & 255 = 2 THEN hex(payload) ELSE CAST(payload AS TEXT) END AS payload,
       CAST(detail AS TEXT) AS detail
FROM event LEFT JOIN label ON label.number = event.label;
)";

/// A file of version 1 knew neither causes nor what else than a rule makes a row.
constexpr const char *fromVersion1 = R"(
DROP VIEW log;
ALTER TABLE event ADD COLUMN cause INTEGER;
ALTER TABLE event ADD COLUMN rule_time INTEGER;
CREATE TABLE named (
    number INTEGER PRIMARY KEY,
    text   TEXT NOT NULL,
    means  INTEGER NOT NULL DEFAULT 0,
    name   TEXT NOT NULL DEFAULT '',
    UNIQUE (text, means, name)
);
INSERT INTO named(number, text) SELECT number, text FROM label;
DROP TABLE label;
ALTER TABLE named RENAME TO label;
)";

/// Large pages suit both ends: a row is appended in 0.6 µs, and 64 KiB of payload need four overflow pages, not
/// sixteen (3.4 times faster than with pages of 4 KiB).
constexpr const char *pageSize = "16384";

[[nodiscard]] QString shownName(const QString &fileName)
{
    return QDir::toNativeSeparators(fileName);
}

[[nodiscard]] Result<std::unique_ptr<QLockFile>> lockFile(const QString &fileName)
{
    auto lock = std::make_unique<QLockFile>(fileName + QLatin1String(".lock"));
    lock->setStaleLockTime(0);
    if (lock->tryLock())
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return fail(u"The capture file cannot be made: the folder does not exist or cannot be written."_qs,
                    shownName(fileName), u"Choose another folder or allow writing there."_qs);
    qint64 process = 0;
    QString host;
    QString program;
    lock->getLockInfo(&process, &host, &program);
    return fail(u"The capture file is being written by "_qs + program + u" (process "_qs + QString::number(process) +
                    u")."_qs,
                shownName(fileName), u"End that program or choose another file."_qs);
}

enum class FileState
{
    Absent,
    Empty,
    Ours,
};

/// Looks before SQLite does, as that would take any file of its kind. Offsets are those of SQLite's file format.
[[nodiscard]] Result<FileState> inspect(const QString &fileName)
{
    const QFileInfo facts(fileName);
    if (!facts.exists() && !facts.isSymLink())
        return FileState::Absent;
    const QString advice = u"Choose another file: nothing was changed."_qs;
    if (!facts.isFile())
        return fail(u"This is not a file."_qs, shownName(fileName), advice);
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"The capture file cannot be read: "_qs + file.errorString() + u'.', shownName(fileName), advice);
    if (file.size() == 0)
        return FileState::Empty;
    const QByteArray head = file.read(100);
    const QByteArrayView magic("SQLite format 3\0", 16);
    if (head.size() < 100 || !head.startsWith(magic) ||
        qFromBigEndian<quint32>(head.constData() + 68) != captureApplicationId)
        return fail(u"This file exists and is not a Framewright capture."_qs, shownName(fileName), advice);
    if (qFromBigEndian<quint32>(head.constData() + 60) > captureVersion)
        return fail(u"This capture was written by a newer Framewright."_qs, shownName(fileName), advice);
    return FileState::Ours;
}

/// Made by us and not by SQLite, so that nobody else can read it at any moment.
[[nodiscard]] Result<void> makePrivateFile(const QString &fileName)
{
    const int descriptor = ::open(QFile::encodeName(fileName).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(u"The capture file cannot be made: "_qs + QString::fromLocal8Bit(std::strerror(errno)) + u'.',
                    shownName(fileName), u"Choose another folder or allow writing there."_qs);
    ::close(descriptor);
    return {};
}

/// The schema comes before write-ahead logging, so that the main file says whose it is from its first moment.
[[nodiscard]] Result<void> makeSchema(Database &database)
{
    const QByteArray sql =
        "PRAGMA page_size=" + QByteArray(pageSize) +
        "; PRAGMA synchronous=OFF; BEGIN IMMEDIATE; PRAGMA application_id=" + QByteArray::number(captureApplicationId) +
        "; PRAGMA user_version=" + QByteArray::number(captureVersion) + ';' + schema + logView + "COMMIT";
    return database.execute(sql);
}

[[nodiscard]] Result<void> bringUpToDate(Database &database)
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    if (*version >= captureVersion)
        return {};
    return database.execute(QByteArray("BEGIN IMMEDIATE;") + fromVersion1 + logView +
                            "PRAGMA user_version=" + QByteArray::number(captureVersion) + ";COMMIT");
}

[[nodiscard]] Result<Database> openForWriting(const QString &fileName, FileState state, const QByteArray &vfs)
{
    Result<Database> database = Database::open(fileName, Database::Access::ReadWrite, vfs);
    if (!database)
        return database;
    sqlite3_busy_timeout(database->handle(), 1000);
    const Result<void> made = state == FileState::Ours ? bringUpToDate(*database) : makeSchema(*database);
    if (!made)
        return tl::unexpected<Error>(made.error());
    // Without waiting for the disk: a kill loses nothing, and after a power cut a log of yesterday's traffic may.
    // Checkpoints are the store's, which knows its bound.
    if (const Result<void> set = database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
                                                   "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0;"
                                                   "PRAGMA cache_size=-8192");
        !set)
        return tl::unexpected<Error>(set.error());
    return database;
}

} // namespace

Result<CaptureFile> openCaptureFile(const QString &fileName, const QByteArray &vfs)
{
    Result<std::unique_ptr<QLockFile>> lock = lockFile(fileName);
    if (!lock)
        return tl::unexpected<Error>(lock.error());
    const Result<FileState> state = inspect(fileName);
    if (!state)
        return tl::unexpected<Error>(state.error());
    if (*state == FileState::Absent) {
        if (const Result<void> made = makePrivateFile(fileName); !made)
            return tl::unexpected<Error>(made.error());
    }
    Result<Database> database = openForWriting(fileName, *state, vfs);
    if (!database) {
        if (*state == FileState::Absent)
            QFile::remove(fileName);
        return tl::unexpected<Error>(database.error());
    }
    return CaptureFile{std::move(*lock), std::move(*database)};
}

Result<Database> openCaptureForReading(const QString &fileName)
{
    if (!QFileInfo(fileName).isFile())
        return fail(u"There is no such capture file."_qs, shownName(fileName));
    Result<Database> database = Database::open(fileName, Database::Access::ReadOnly);
    if (!database)
        return database;
    sqlite3_busy_timeout(database->handle(), 2000);
    // Asked of SQLite and not read from the file: closing a second descriptor would drop the locks of a writer in
    // this process (fcntl's rule).
    const Result<qint64> application = database->number("PRAGMA application_id");
    if (!application || *application != captureApplicationId)
        return fail(u"This file is not a Framewright capture."_qs, shownName(fileName));
    const Result<qint64> version = database->number("PRAGMA user_version");
    if (!version || *version > captureVersion)
        return fail(u"This capture was written by a newer Framewright."_qs, shownName(fileName));
    return database;
}

QStringList captureFileNames(const QString &fileName)
{
    return {fileName, fileName + QLatin1String("-wal"), fileName + QLatin1String("-shm"),
            fileName + QLatin1String("-journal"), fileName + QLatin1String(".lock")};
}

} // namespace framewright::traffic

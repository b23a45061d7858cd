// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/trafficstore.h"
#include "app/base/walltime.h"

#include <QFileInfo>

#include <algorithm>

namespace framewright::traffic {

namespace {

constexpr qint64 mebibyte = 1 << 20;
constexpr qint64 smallestLimit = 4 * mebibyte;

/// Rows of one INSERT. One at a time is 0.9 M rows/s, thirty 1.7 M: the statement starts once for all.
constexpr int rowsAtOnce = 30;

/// How long another program's lock is waited for.
constexpr int busyMilliseconds = 200;

/// What a row costs besides its bytes: record header, numbers, cell pointer.
constexpr qint64 rowOverhead = 48;

/// Removed in some tens of milliseconds, with the file shrunk behind it.
constexpr qint64 clearedAtOnce = 16 * mebibyte;

[[nodiscard]] qint64 bytesOf(const event::EventRecord &record)
{
    return qint64(record.payload.size) + record.detail.size + rowOverhead;
}

[[nodiscard]] QByteArray insertManySql()
{
    const QByteArray row = "(?,?,?,?,?,?,?,?)";
    return "INSERT INTO event(time,connection,code,label,wire_size,cause,rule_time,payload) VALUES" +
           QByteArray(row + ",").repeated(rowsAtOnce - 1) + row;
}

} // namespace

TrafficStore::TrafficStore(CaptureFile file, QString fileName)
    : m_file(std::move(file))
    , m_fileName(std::move(fileName))
{
}

Result<std::unique_ptr<TrafficStore>> TrafficStore::open(const StoreSettings &settings)
{
    Result<CaptureFile> file = openCaptureFile(settings.fileName, settings.vfs);
    if (!file)
        return tl::unexpected<Error>(file.error());
    std::unique_ptr<TrafficStore> store(new TrafficStore(std::move(*file), settings.fileName));
    if (const Result<void> prepared = store->prepare(); !prepared)
        return tl::unexpected<Error>(prepared.error());
    store->setDiskLimit(settings.diskLimit);
    if (const Result<void> begun = store->beginSession(); !begun)
        return tl::unexpected<Error>(begun.error());
    return store;
}

TrafficStore::~TrafficStore()
{
    commit();
    if (m_begin.run() && keepNextRow())
        static_cast<void>(m_commit.run());
    // Statements hold the journal mode: they go first.
    for (Statement *statement : {&m_begin, &m_commit, &m_rollback, &m_insertMany, &m_insertOne, &m_insertLabel,
                                 &m_findLabel, &m_delete, &m_pageCount, &m_freePages, &m_nextRow})
        *statement = Statement();
    // One file that can be carried away. Where a reader is still on it, the log stays beside it: no harm.
    sqlite3_busy_timeout(m_file.database.handle(), 0);
    static_cast<void>(m_file.database.execute("PRAGMA journal_mode=DELETE"));
}

Result<void> TrafficStore::prepare()
{
    struct Entry
    {
        Statement *statement;
        QByteArray sql;
    };
    const Entry entries[] = {
        {&m_begin, "BEGIN IMMEDIATE"},
        {&m_commit, "COMMIT"},
        {&m_rollback, "ROLLBACK"},
        {&m_insertMany, insertManySql()},
        {&m_insertOne, "INSERT INTO event(number,time,connection,code,label,wire_size,cause,rule_time,detail,payload) "
                       "VALUES(?,?,?,?,?,?,?,?,?,?)"},
        {&m_insertLabel, "INSERT OR IGNORE INTO label(text,means,name) VALUES(?,?,?)"},
        {&m_findLabel, "SELECT number FROM label WHERE text=? AND means=? AND name=?"},
        {&m_delete, "DELETE FROM event WHERE number<?"},
        {&m_pageCount, "PRAGMA page_count"},
        {&m_freePages, "PRAGMA freelist_count"},
        {&m_nextRow, "INSERT OR REPLACE INTO meta VALUES('next_row',?)"},
    };
    for (const Entry &entry : entries) {
        Result<Statement> statement = m_file.database.prepare(entry.sql);
        if (!statement)
            return tl::unexpected<Error>(statement.error());
        *entry.statement = std::move(*statement);
    }
    sqlite3_busy_timeout(m_file.database.handle(), busyMilliseconds);
    sqlite3_wal_hook(
        m_file.database.handle(),
        [](void *store, sqlite3 *, const char *, int pages) {
            auto *self = static_cast<TrafficStore *>(store);
            self->m_logBytes = pages * self->m_pageSize;
            return SQLITE_OK;
        },
        this);
    return {};
}

Result<void> TrafficStore::beginSession()
{
    Database &database = m_file.database;
    const Result<qint64> first = database.number("SELECT min(number) FROM event");
    const Result<qint64> last = database.number("SELECT max(number) FROM event");
    const Result<qint64> next = database.number("SELECT value FROM meta WHERE key='next_row'");
    for (const Result<qint64> *number : {&first, &last, &next}) {
        if (!*number)
            return tl::unexpected<Error>(number->error());
    }
    m_current.lastRow = std::max(*last, *next - 1);
    m_current.firstRow = *first > 0 ? *first : m_current.lastRow + 1;
    m_committed = m_current;

    Result<Statement> session = database.prepare("INSERT INTO session(first_row,started,program) VALUES(?,?,?)");
    if (!session)
        return tl::unexpected<Error>(session.error());
    session->bind(1, m_current.lastRow + 1);
    session->bind(2, wallTime());
    session->bindText(3, "framewright " FRAMEWRIGHT_VERSION);
    if (!session->run())
        return tl::unexpected<Error>(database.error());
    return {};
}

void TrafficStore::setDiskLimit(qint64 bytes)
{
    commit();
    const qint64 limit = std::max(bytes, smallestLimit);
    m_pageSize = std::max<qint64>(m_file.database.number("PRAGMA page_size").value_or(m_pageSize), 512);
    m_transactionBytes = std::min(limit / 16, 4 * mebibyte);
    m_rowLimit = limit / 8;
    m_logLimit = std::min(limit / 4, 64 * mebibyte);
    m_mainPages = (limit - m_logLimit) / m_pageSize;
    // The log shrinks to this when it begins anew; the last stop below our own reckoning is SQLite's page limit.
    static_cast<void>(m_file.database.execute("PRAGMA journal_size_limit=" + QByteArray::number(m_logLimit / 4) +
                                              "; PRAGMA max_page_count=" + QByteArray::number(m_mainPages)));
}

void TrafficStore::write(const event::EventBatch &batch)
{
    for (const event::Label &label : batch.labels)
        m_labels.insert_or_assign(label.number, KnownLabel{label, 0});
    const Records &records = batch.records;
    for (auto record = records.begin(); record != records.end();) {
        if (tooLarge(*record)) {
            ++m_missed;
            m_remark = u"A message was larger than an eighth of the bound of the capture file."_qs;
            ++record;
            continue;
        }
        const int plain = plainRows(record, records.end());
        const int count = plain == rowsAtOnce ? plain : 1;
        qint64 bytes = 0;
        for (int i = 0; i < count; ++i)
            bytes += bytesOf(record[i]);
        // Before they are written: some of them bring others of them about.
        if (batch.firstTicket != 0)
            m_tickets.note(batch.firstTicket + static_cast<quint64>(record - records.begin()), m_current.lastRow + 1,
                           count);
        const bool written =
            reserve(bytes) && (count == rowsAtOnce ? writeRows(batch, record) : writeRow(batch, *record));
        if (!written) {
            giveUp(records.end() - record);
            return;
        }
        m_written += bytes;
        m_current.lastRow += count;
        m_current.recorded += count;
        record += count;
    }
}

void TrafficStore::commit()
{
    if (!m_open)
        return;
    if (!m_commit.run()) {
        giveUp(0);
        return;
    }
    m_open = false;
    m_written = 0;
    m_committed = m_current;
    m_tickets.forgetBelow(m_committed.firstRow);
    m_problem.clear();
    checkpoint();
}

void TrafficStore::clear()
{
    commit();
    Position empty = m_current;
    empty.firstRow = empty.lastRow + 1;
    if (!m_begin.run() || !m_file.database.execute("DELETE FROM event") || !keepNextRow() || !m_commit.run()) {
        m_problem = m_file.database.error().what;
        static_cast<void>(m_rollback.run());
        return;
    }
    m_current = empty;
    m_committed = empty;
    m_tickets.forgetBelow(empty.firstRow);
    // Of a file that is nearly empty now, so quick. A reader may keep the log from shrinking: the next time then.
    if (const Result<void> vacuumed = m_file.database.execute("VACUUM"); !vacuumed)
        m_problem = vacuumed.error().what;
    sqlite3_wal_checkpoint_v2(m_file.database.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_db_release_memory(m_file.database.handle());
    m_logBytes = 0;
}

bool TrafficStore::clearOldest(qint64 lastRow)
{
    commit();
    const qint64 used = (ask(m_pageCount) - ask(m_freePages)) * m_pageSize;
    const qint64 rows = std::min(lastRow, m_current.lastRow) - m_current.firstRow + 1;
    if (used <= clearedAtOnce || rows <= 0)
        return false;
    const double share = static_cast<double>(clearedAtOnce) / static_cast<double>(used);
    const auto kept = static_cast<double>(m_current.lastRow - m_current.firstRow + 1);
    Position next = m_current;
    next.firstRow += std::clamp<qint64>(static_cast<qint64>(kept * share), 1, rows);
    m_delete.bind(1, next.firstRow);
    if (!m_begin.run() || !m_delete.run() || !keepNextRow() || !m_commit.run()) {
        m_problem = m_file.database.error().what;
        static_cast<void>(m_rollback.run());
        return false;
    }
    m_current = next;
    m_committed = next;
    m_tickets.forgetBelow(next.firstRow);
    checkpoint();
    return true;
}

CaptureStatus TrafficStore::status() const
{
    CaptureStatus status;
    if (m_committed.firstRow <= m_committed.lastRow) {
        status.firstRow = m_committed.firstRow;
        status.lastRow = m_committed.lastRow;
    }
    status.recorded = m_committed.recorded;
    status.dropped = m_committed.dropped;
    status.missed = m_missed;
    status.problem = m_problem.isEmpty() ? m_remark : m_problem;
    const QStringList names = captureFileNames(m_fileName);
    for (const QString &name : names)
        status.diskBytes += QFileInfo(name).size();
    return status;
}

bool TrafficStore::reserve(qint64 bytes)
{
    if (m_open && m_written > 0 && m_written + bytes > m_transactionBytes)
        commit();
    if (m_open)
        return true;
    if (!mayWrite() || !m_begin.run())
        return false;
    m_open = true;
    return makeRoom(std::max(bytes, m_transactionBytes));
}

bool TrafficStore::mayWrite()
{
    if (m_logBytes <= m_logLimit)
        return true;
    // The log begins anew only when no reader stands in it. Ours are short; another program may be on the file.
    sqlite3_busy_timeout(m_file.database.handle(), 0);
    const int status =
        sqlite3_wal_checkpoint_v2(m_file.database.handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(m_file.database.handle(), busyMilliseconds);
    if (status == SQLITE_OK)
        m_logBytes = 0;
    else
        m_problem = u"A program that reads the capture file keeps it from being written."_qs;
    return status == SQLITE_OK;
}

bool TrafficStore::makeRoom(qint64 bytes)
{
    // A page is never filled to its last byte, and some are split.
    const qint64 needed = (bytes + bytes / 4) / m_pageSize + 8;
    while (m_mainPages - ask(m_pageCount) + ask(m_freePages) < needed) {
        if (m_current.firstRow > m_current.lastRow)
            return true;
        if (!dropOldest(bytes))
            return false;
    }
    return true;
}

bool TrafficStore::dropOldest(qint64 bytes)
{
    const qint64 used = (ask(m_pageCount) - ask(m_freePages)) * m_pageSize;
    const qint64 kept = m_current.lastRow - m_current.firstRow + 1;
    const double share = static_cast<double>(bytes) / static_cast<double>(std::max<qint64>(used, 1));
    const qint64 rows = std::clamp<qint64>(static_cast<qint64>(static_cast<double>(kept) * share), 1, kept);
    m_delete.bind(1, m_current.firstRow + rows);
    if (!m_delete.run())
        return false;
    m_current.firstRow += rows;
    m_current.dropped += rows;
    return true;
}

int TrafficStore::plainRows(Records::const_iterator from, Records::const_iterator end) const
{
    // Many at once number themselves: there must be a row before them.
    if (m_current.firstRow > m_current.lastRow)
        return 0;
    const auto most = static_cast<int>(std::min<qint64>(rowsAtOnce, end - from));
    qint64 bytes = 0;
    int count = 0;
    while (count < most && from[count].detail.size == 0) {
        bytes += bytesOf(from[count]);
        if (bytes > m_transactionBytes)
            break;
        ++count;
    }
    return count;
}

bool TrafficStore::writeRows(const event::EventBatch &batch, Records::const_iterator from)
{
    int parameter = 0;
    for (auto record = from; record != from + rowsAtOnce; ++record) {
        m_insertMany.bind(++parameter, record->time);
        m_insertMany.bind(++parameter, static_cast<qint64>(record->connection));
        m_insertMany.bind(++parameter, packCode(*record));
        if (!bindLabel(m_insertMany, ++parameter, record->label))
            return false;
        m_insertMany.bind(++parameter, record->wireSize);
        bindCause(m_insertMany, parameter + 1, *record);
        parameter += 2;
        m_insertMany.bindBytes(++parameter, batch.payload(*record));
    }
    return m_insertMany.run();
}

bool TrafficStore::writeRow(const event::EventBatch &batch, const event::EventRecord &record)
{
    m_insertOne.bind(1, m_current.lastRow + 1);
    m_insertOne.bind(2, record.time);
    m_insertOne.bind(3, static_cast<qint64>(record.connection));
    m_insertOne.bind(4, packCode(record));
    if (!bindLabel(m_insertOne, 5, record.label))
        return false;
    m_insertOne.bind(6, record.wireSize);
    bindCause(m_insertOne, 7, record);
    if (record.detail.size > 0)
        m_insertOne.bindBytes(9, batch.detail(record));
    else
        m_insertOne.bindNothing(9);
    m_insertOne.bindBytes(10, batch.payload(record));
    return m_insertOne.run();
}

bool TrafficStore::tooLarge(const event::EventRecord &record) const
{
    return bytesOf(record) > m_rowLimit;
}

bool TrafficStore::bindLabel(Statement &statement, int parameter, quint32 label)
{
    const auto known = label == 0 ? m_labels.end() : m_labels.find(label);
    if (known == m_labels.end()) {
        statement.bindNothing(parameter);
        return true;
    }
    if (known->second.number == 0)
        known->second.number = storeLabel(known->second.label);
    statement.bind(parameter, known->second.number);
    return known->second.number != 0;
}

qint64 TrafficStore::storeLabel(const event::Label &label)
{
    for (Statement *statement : {&m_insertLabel, &m_findLabel}) {
        statement->bindText(1, label.text);
        statement->bind(2, static_cast<qint64>(label.means));
        statement->bindText(3, label.name);
    }
    return m_insertLabel.run() ? ask(m_findLabel) : 0;
}

/// The cause and the rule time, in two parameters; most rows have neither.
void TrafficStore::bindCause(Statement &statement, int parameter, const event::EventRecord &record) const
{
    const qint64 cause = m_tickets.rowOf(record.cause);
    if (cause != 0)
        statement.bind(parameter, cause);
    else
        statement.bindNothing(parameter);
    if (record.ruleTime != 0)
        statement.bind(parameter + 1, record.ruleTime);
    else
        statement.bindNothing(parameter + 1);
}

void TrafficStore::giveUp(qint64 rows)
{
    if (sqlite3_errcode(m_file.database.handle()) != SQLITE_OK || m_problem.isEmpty())
        m_problem = m_file.database.error().what;
    // Some errors roll back by themselves.
    if (sqlite3_get_autocommit(m_file.database.handle()) == 0)
        static_cast<void>(m_rollback.run());
    m_missed += rows + m_current.recorded - m_committed.recorded;
    m_current = m_committed;
    m_tickets.forgetFrom(m_committed.lastRow + 1);
    m_open = false;
    m_written = 0;
    for (auto &[number, label] : m_labels)
        label.number = 0;
}

void TrafficStore::checkpoint()
{
    if (m_logBytes < m_logLimit / 4)
        return;
    sqlite3_wal_checkpoint_v2(m_file.database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

bool TrafficStore::keepNextRow()
{
    m_nextRow.bind(1, m_current.lastRow + 1);
    return m_nextRow.run();
}

qint64 TrafficStore::ask(Statement &statement)
{
    const qint64 number = statement.step() == SQLITE_ROW ? statement.number(0) : 0;
    statement.reset();
    return number;
}

} // namespace framewright::traffic

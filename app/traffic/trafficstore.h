// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/event/event.h"
#include "app/traffic/capturefile.h"
#include "app/traffic/capturestatus.h"
#include "app/traffic/ticketbook.h"

#include <QString>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace framewright::traffic {

struct StoreSettings
{
    QString fileName;
    qint64 diskLimit = qint64(2) << 30; ///< Of all its files together; below 4 MiB counts as 4 MiB.
    QByteArray vfs;                     ///< See Database::open().
};

/// Writes events to a capture file and keeps it below its bound: the oldest rows go, their pages are used again.
/// Rows are numbered without gaps. What the disk refuses is counted, with the reason; the next batch is tried
/// anew. Lives on the capture thread, the only writer.
class TrafficStore final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<TrafficStore>> open(const StoreSettings &settings);
    /// Commits and leaves one file that is whole without the others.
    ~TrafficStore();
    Q_DISABLE_COPY_MOVE(TrafficStore)

    /// Takes a batch into the open transaction, which it begins, and commits by itself after some megabytes.
    void write(const event::EventBatch &batch);
    /// Makes what was written visible to readers.
    void commit();
    /// Removes all rows and gives their disk space back. Numbers go on.
    void clear();
    /// Removes some megabytes of the oldest rows, none above `lastRow`. False: what is left is little enough for
    /// clear().
    [[nodiscard]] bool clearOldest(qint64 lastRow);
    void setDiskLimit(qint64 bytes);

    /// As of the last commit; `diskBytes` is asked of the file system.
    [[nodiscard]] CaptureStatus status() const;

private:
    /// What a rollback brings back.
    struct Position
    {
        qint64 firstRow = 1; ///< Above lastRow: no row.
        qint64 lastRow = 0;
        qint64 dropped = 0;
        qint64 recorded = 0;
    };
    struct KnownLabel
    {
        event::Label label;
        qint64 number = 0; ///< In the file; 0 while it is not there.
    };
    using Records = std::vector<event::EventRecord>;

    TrafficStore(CaptureFile file, QString fileName);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> beginSession();

    [[nodiscard]] bool reserve(qint64 bytes);
    [[nodiscard]] bool mayWrite();
    [[nodiscard]] bool makeRoom(qint64 bytes);
    [[nodiscard]] bool dropOldest(qint64 bytes);
    [[nodiscard]] int plainRows(Records::const_iterator from, Records::const_iterator end) const;
    [[nodiscard]] bool writeRows(const event::EventBatch &batch, Records::const_iterator from);
    [[nodiscard]] bool writeRow(const event::EventBatch &batch, const event::EventRecord &record);
    [[nodiscard]] bool tooLarge(const event::EventRecord &record) const;
    [[nodiscard]] bool bindLabel(Statement &statement, int parameter, quint32 label);
    [[nodiscard]] qint64 storeLabel(const event::Label &label);
    void bindCause(Statement &statement, int parameter, const event::EventRecord &record) const;
    void giveUp(qint64 rows);
    void checkpoint();
    [[nodiscard]] bool keepNextRow();
    [[nodiscard]] static qint64 ask(Statement &statement);

    CaptureFile m_file;
    const QString m_fileName;
    Statement m_begin;
    Statement m_commit;
    Statement m_rollback;
    Statement m_insertMany;
    Statement m_insertOne;
    Statement m_insertLabel;
    Statement m_findLabel;
    Statement m_delete;
    Statement m_pageCount;
    Statement m_freePages;
    Statement m_nextRow;

    std::unordered_map<quint32, KnownLabel> m_labels; ///< By the producers' numbers.
    TicketBook m_tickets;
    Position m_committed;
    Position m_current;
    qint64 m_pageSize = 4096;
    qint64 m_mainPages = 0;        ///< Bound on the main file.
    qint64 m_transactionBytes = 0; ///< After so many a transaction is committed.
    qint64 m_rowLimit = 0;
    qint64 m_logLimit = 0; ///< Bound on the write-ahead log.
    qint64 m_logBytes = 0;
    qint64 m_written = 0; ///< Bytes of the open transaction.
    qint64 m_missed = 0;
    QString m_problem; ///< Until a commit succeeds.
    QString m_remark;
    bool m_open = false;
};

} // namespace framewright::traffic

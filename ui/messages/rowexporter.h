// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/base/workerthread.h"
#include "ui/messages/rowranges.h"
#include "ui/messages/rowsource.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>

namespace framewright::ui {

/// Writes rows of the log to a file, each as a line of JSON, on a thread of its own. The file is there when all of it
/// is; one that was cancelled leaves what was there before. Lives on the UI thread.
class RowExporter final : public QObject
{
    Q_OBJECT
public:
    explicit RowExporter(RowSourceFactory source, QObject *parent = nullptr);
    ~RowExporter() override;

    /// One at a time: an export under way is cancelled first. Rows that the log drops meanwhile are left out.
    void start(const QString &fileName, const RowRanges &rows);
    void cancel();

signals:
    /// 0 to 1, now and then.
    void advanced(double done);
    /// Also after cancel(), then without rows and without an error.
    void finished(qint64 rows, const std::optional<framewright::Error> &error);

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;

    /// On the thread.
    [[nodiscard]] Result<qint64> write(const QString &fileName, const RowRanges &rows, const Flag &cancelled);

    RowSourceFactory m_factory;
    Flag m_cancelled = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<WorkerThread> m_thread; ///< Made at the first export.
};

} // namespace framewright::ui

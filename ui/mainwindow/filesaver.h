// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/document.h"
#include "ui/common/longwork.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace framewright {
class WorkerThread;
}

namespace framewright::ui {

/// Writes one document to its file. A small one is written at once; a large one behind the window, as it was when it
/// was asked for: what is edited meanwhile stays unsaved. What is being written when the window goes is written to its
/// end. Lives on the UI thread.
class FileSaver final : public QObject
{
    Q_OBJECT
public:
    /// How it ended; the reason of a failure was told by `failed`.
    using Then = std::function<void(bool isSaved)>;

    FileSaver(workspace::Document &document, LongWork &work, QObject *parent);
    ~FileSaver() override; ///< Waits for the file.

    /// False: it is a small one that could not be written. Else it is written, or on its way.
    bool save(const QString &fileName);
    /// What stands in the document is on its way to its file already.
    [[nodiscard]] bool isOnItsWay() const;
    /// Calls when the last of what is on its way has ended, which is shown with these words meanwhile; at once when
    /// nothing is.
    void whenDone(const QString &words, Then then);
    [[nodiscard]] bool isSaving() const { return !m_jobs.empty(); }

signals:
    void saved();
    void failed(const framewright::Error &error);
    /// Before the first file is written behind the window, and when none is any more.
    void savingChanged(bool saving);

private:
    struct Job
    {
        std::shared_ptr<const workspace::Workspace> workspace;
        QString fileName;
        std::vector<Then> then;
        LongWork::Number work = 0;
        std::shared_ptr<std::atomic_bool> isCancelled = std::make_shared<std::atomic_bool>(false);
    };

    bool saveAtOnce(const QString &fileName);
    void saveBehind(const QString &fileName);
    void handleWritten(const Result<void> &result);

    workspace::Document &m_document;
    LongWork &m_longWork;
    std::deque<Job> m_jobs; ///< The first is being written.
    int m_forgotten = 0;    ///< So many of them are of a workspace that this window has no more.
    std::unique_ptr<WorkerThread> m_thread;
};

} // namespace framewright::ui

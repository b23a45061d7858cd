// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QThread>

#include <memory>

namespace framewright {

/// A named thread with an event loop that quits and is waited for when this object dies. Work is given to it
/// by `post()` or by objects moved to `context()`'s thread.
class WorkerThread final
{
public:
    explicit WorkerThread(const QString &name);
    ~WorkerThread();
    Q_DISABLE_COPY_MOVE(WorkerThread)

    [[nodiscard]] QThread *thread() { return &m_thread; }
    /// An object that lives on the thread.
    [[nodiscard]] QObject *context() { return m_context; }

    /// Runs the function on the thread, later. Functions run in the order they were posted.
    template <class Function>
    void post(Function &&function)
    {
        QMetaObject::invokeMethod(m_context, std::forward<Function>(function), Qt::QueuedConnection);
    }

    /// Runs the function on the thread and waits for it. Never call it on the thread itself.
    template <class Function>
    void run(Function &&function)
    {
        Q_ASSERT(QThread::currentThread() != &m_thread);
        QMetaObject::invokeMethod(m_context, std::forward<Function>(function), Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject *m_context;
};

} // namespace framewright

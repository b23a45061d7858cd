// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QEventLoop>
#include <QObject>
#include <QThread>

#include <future>
#include <latch>
#include <thread>

namespace framewright {

/// A named thread with an event loop that quits and is joined when this object dies. Work is given to it by `post()`
/// or by objects moved to `context()`'s thread.
///
/// Under it is no QThread of our own: QThread::wait() returns before the thread's own storage is gone, and OpenSSL,
/// which keeps something there, frees it a second time when the program ends meanwhile.
class WorkerThread final
{
public:
    explicit WorkerThread(const QString &name);
    ~WorkerThread();
    Q_DISABLE_COPY_MOVE(WorkerThread)

    [[nodiscard]] QThread *thread() { return m_context->thread(); }
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
        Q_ASSERT(QThread::currentThread() != thread());
        QMetaObject::invokeMethod(m_context, std::forward<Function>(function), Qt::BlockingQueuedConnection);
    }

private:
    void work(const QString &name, std::promise<void> hasBegun);

    QObject *m_context = nullptr; ///< Both live on the thread's stack.
    QEventLoop *m_loop = nullptr;
    std::latch m_hasQuit{1};
    std::thread m_thread;
};

} // namespace framewright

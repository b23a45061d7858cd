// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/workerthread.h"

#include <QCoreApplication>

#include <algorithm>

#include <pthread.h>

namespace framewright {

namespace {

constexpr qsizetype longestSystemName = 15;

} // namespace

WorkerThread::WorkerThread(const QString &name)
{
    // Without it there are no event loops but QThread's own: this one would never begin.
    Q_ASSERT(QCoreApplication::instance() != nullptr);
    std::promise<void> hasBegun;
    const std::future<void> begun = hasBegun.get_future();
    m_thread = std::thread(&WorkerThread::work, this, name, std::move(hasBegun));
    begun.wait();
}

WorkerThread::~WorkerThread()
{
    m_loop->quit();
    m_hasQuit.count_down();
    m_thread.join();
}

void WorkerThread::work(const QString &name, std::promise<void> hasBegun)
{
    ::pthread_setname_np(::pthread_self(), name.toUtf8().first(std::min(name.size(), longestSystemName)).constData());
    QThread::currentThread()->setObjectName(name);
    QObject context;
    QEventLoop loop;
    m_context = &context;
    m_loop = &loop;
    // From within: a loop that is told to quit before it runs forgets it.
    post([&hasBegun] { hasBegun.set_value(); });
    loop.exec();
    // Who tells it to quit still wakes its dispatcher then.
    m_hasQuit.wait();
    // What is to be deleted later: its turn is now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

} // namespace framewright

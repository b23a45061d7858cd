// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/workerthread.h"

#include <QList>
#include <QSocketNotifier>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace std::chrono_literals;
using framewright::WorkerThread;

class TestWorkerThread final : public QObject
{
    Q_OBJECT

private slots:
    void runsElsewhere();
    void hasItsName();
    void runWaits();
    void postKeepsOrder();
    void objectsLiveThere();
    void endsWhileWorkIsPosted();
    void contextDiesWithIt();
    void deletesWhatWasToGoLater();
    void deletesWhatThatDeletes();
    void timersAndNotifiersWorkThere();
    void quitsAmidEndlessWork();
    void outlivedByWhatLivedThere();
    void itsOwnStorageIsGoneBehindIt();
};

void TestWorkerThread::runsElsewhere()
{
    WorkerThread thread(u"worker"_qs);
    QThread *seen = nullptr;
    thread.run([&seen] { seen = QThread::currentThread(); });
    QVERIFY(seen == thread.thread());
    QVERIFY(seen != QThread::currentThread());
}

void TestWorkerThread::hasItsName()
{
    WorkerThread thread(u"worker"_qs);
    QString name;
    thread.run([&name] { name = QThread::currentThread()->objectName(); });
    QCOMPARE(name, u"worker"_qs);
}

void TestWorkerThread::runWaits()
{
    WorkerThread thread(u"worker"_qs);
    int count = 0;
    for (int i = 1; i <= 100; ++i) {
        thread.run([&count] { ++count; });
        QCOMPARE(count, i);
    }
}

void TestWorkerThread::postKeepsOrder()
{
    WorkerThread thread(u"worker"_qs);
    QList<int> order;
    for (int i = 0; i < 100; ++i)
        thread.post([&order, i] { order.append(i); });
    thread.run([] {});
    QCOMPARE(order.size(), 100);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(order[i], i);
}

void TestWorkerThread::objectsLiveThere()
{
    WorkerThread thread(u"worker"_qs);
    QVERIFY(thread.context()->thread() == thread.thread());
    QObject object;
    object.moveToThread(thread.thread());
    QThread *seen = nullptr;
    QMetaObject::invokeMethod(
        &object, [&seen] { seen = QThread::currentThread(); }, Qt::BlockingQueuedConnection);
    QVERIFY(seen == thread.thread());
    thread.run([&object, home = QThread::currentThread()] { object.moveToThread(home); });
}

void TestWorkerThread::endsWhileWorkIsPosted()
{
    const auto count = std::make_shared<std::atomic<int>>(0);
    {
        WorkerThread thread(u"worker"_qs);
        for (int i = 0; i < 1000; ++i)
            thread.post([count] { ++*count; });
    }
    // Waited for: nothing runs any more, and what had not run has let go of what it held.
    QCOMPARE(count.use_count(), 1L);
    QVERIFY(*count <= 1000);
}

void TestWorkerThread::contextDiesWithIt()
{
    bool destroyed = false;
    {
        WorkerThread thread(u"worker"_qs);
        connect(
            thread.context(), &QObject::destroyed, thread.context(), [&destroyed] { destroyed = true; },
            Qt::DirectConnection);
    }
    QVERIFY(destroyed);
}

void TestWorkerThread::deletesWhatWasToGoLater()
{
    bool destroyed = false;
    {
        WorkerThread thread(u"worker"_qs);
        thread.run([&destroyed] {
            auto *object = new QObject;
            connect(
                object, &QObject::destroyed, object, [&destroyed] { destroyed = true; }, Qt::DirectConnection);
            object->deleteLater();
        });
    }
    QVERIFY(destroyed);
}

/// What goes later may have more to delete later, as a socket has that leaves its peer behind.
void TestWorkerThread::deletesWhatThatDeletes()
{
    int destroyed = 0;
    {
        WorkerThread thread(u"worker"_qs);
        thread.run([&destroyed] {
            auto *first = new QObject;
            auto *second = new QObject;
            const auto count = [&destroyed] { ++destroyed; };
            connect(first, &QObject::destroyed, second, &QObject::deleteLater);
            connect(first, &QObject::destroyed, first, count, Qt::DirectConnection);
            connect(second, &QObject::destroyed, second, count, Qt::DirectConnection);
            first->deleteLater();
        });
    }
    QCOMPARE(destroyed, 2);
}

/// Qt allows them only where there is an event dispatcher.
void TestWorkerThread::timersAndNotifiersWorkThere()
{
    const int descriptor = ::eventfd(0, EFD_CLOEXEC);
    std::promise<void> rang;
    std::promise<void> readable;
    {
        WorkerThread thread(u"worker"_qs);
        std::unique_ptr<QSocketNotifier> notifier;
        thread.run([&] {
            QTimer::singleShot(1, thread.context(), [&rang] { rang.set_value(); });
            notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
            connect(notifier.get(), &QSocketNotifier::activated, notifier.get(), [&] {
                notifier->setEnabled(false);
                readable.set_value();
            });
        });
        ::eventfd_write(descriptor, 1);
        QVERIFY(rang.get_future().wait_for(5s) == std::future_status::ready);
        QVERIFY(readable.get_future().wait_for(5s) == std::future_status::ready);
        thread.run([&notifier] { notifier.reset(); });
    }
    ::close(descriptor);
}

/// Work that posts itself again leaves the end its turn.
void TestWorkerThread::quitsAmidEndlessWork()
{
    for (int round = 0; round < 100; ++round) {
        std::atomic<int> count = 0;
        std::function<void()> again;
        WorkerThread thread(u"worker"_qs);
        again = [&] {
            ++count;
            thread.post(again);
        };
        thread.post(again);
        thread.run([] {});
        QVERIFY(count > 0);
    }
}

/// An object and what was posted to it may go after the thread, on another one.
void TestWorkerThread::outlivedByWhatLivedThere()
{
    const auto held = std::make_shared<int>(0);
    std::unique_ptr<QObject> object;
    {
        WorkerThread thread(u"worker"_qs);
        thread.run([&object] { object = std::make_unique<QObject>(); });
    }
    QMetaObject::invokeMethod(
        object.get(), [held] { ++*held; }, Qt::QueuedConnection);
    QCOMPARE(held.use_count(), 2L);
    object.reset();
    QCOMPARE(held.use_count(), 1L);
    QCOMPARE(*held, 0);
}

/// A library that keeps something for each thread, and takes its time to let go of it.
void TestWorkerThread::itsOwnStorageIsGoneBehindIt()
{
    static std::atomic<bool> isGone = false;
    pthread_key_t key = 0;
    QCOMPARE(pthread_key_create(&key,
                                [](void *) {
                                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
                                    isGone = true;
                                }),
             0);
    {
        WorkerThread thread(u"worker"_qs);
        thread.run([key] { pthread_setspecific(key, &isGone); });
    }
    QVERIFY(isGone);
    pthread_key_delete(key);
}

QTEST_GUILESS_MAIN(TestWorkerThread)
#include "tst_workerthread.moc"

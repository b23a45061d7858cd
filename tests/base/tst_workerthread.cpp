// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/workerthread.h"

#include <QList>
#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include <pthread.h>

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

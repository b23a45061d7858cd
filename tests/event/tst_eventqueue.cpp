// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/event/eventqueue.h"

#include <QElapsedTimer>
#include <QTest>

#include <string>
#include <thread>

using namespace framewright::event;

namespace {

EventBatch batchOf(int rows, std::size_t payloadSize = 10)
{
    EventBatch batch;
    for (int i = 0; i < rows; ++i)
        batch.add({}, std::string(payloadSize, 'x'));
    return batch;
}

} // namespace

/// What one thread can see of the queue; tsan_eventqueue has the threads.
class TestEventQueue final : public QObject
{
    Q_OBJECT

private slots:
    void keepsOrder();
    void pushLeavesAnEmptyBatch();
    void emptyBatchIsNotQueued();
    void bound_data();
    void bound();
    void roomComesBack();
    void labelsAreTakenWhenFull();
    void timedTakeEnds();
    void wakeEndsTimedTake();
    void missedRowsWakeTheConsumer();
    void closeDrains();
    void closeRefusesMore();
    void closeEndsWaiting();
    void recycledMemoryIsEmpty();
};

void TestEventQueue::keepsOrder()
{
    EventQueue queue;
    for (int rows = 1; rows <= 5; ++rows) {
        EventBatch batch = batchOf(rows);
        QVERIFY(queue.push(batch));
    }
    for (size_t rows = 1; rows <= 5; ++rows)
        QCOMPARE(queue.take()->records.size(), rows);
    QCOMPARE(queue.heldBytes(), size_t(0));
}

void TestEventQueue::pushLeavesAnEmptyBatch()
{
    EventQueue queue;
    EventBatch batch = batchOf(3);
    QVERIFY(queue.push(batch));
    QVERIFY(batch.isEmpty());
    QCOMPARE(batch.byteCount(), size_t(0));
}

void TestEventQueue::emptyBatchIsNotQueued()
{
    EventQueue queue;
    EventBatch batch;
    QVERIFY(queue.push(batch));
    queue.close();
    QVERIFY(!queue.take());
}

void TestEventQueue::bound_data()
{
    QTest::addColumn<int>("spare");
    QTest::addColumn<bool>("taken");
    QTest::newRow("fits exactly") << 0 << true;
    QTest::newRow("fits") << 1 << true;
    QTest::newRow("one byte too many") << -1 << false;
}

void TestEventQueue::bound()
{
    QFETCH(int, spare);
    QFETCH(bool, taken);
    EventBatch first = batchOf(2);
    EventBatch second = batchOf(3);
    EventQueue queue(size_t(int(first.byteCount() + second.byteCount()) + spare));
    QVERIFY(queue.push(first));
    QCOMPARE(queue.push(second), taken);
    QVERIFY(second.isEmpty());
    QCOMPARE(queue.missedRows(), std::uint64_t(taken ? 0 : 3));
}

void TestEventQueue::roomComesBack()
{
    EventBatch batch = batchOf(2);
    EventQueue queue(batch.byteCount());
    QVERIFY(queue.push(batch));
    batch = batchOf(1);
    QVERIFY(!queue.push(batch));
    QCOMPARE(queue.take()->records.size(), size_t(2));
    batch = batchOf(1);
    QVERIFY(queue.push(batch));
    QCOMPARE(queue.missedRows(), std::uint64_t(1));
}

void TestEventQueue::labelsAreTakenWhenFull()
{
    EventBatch first = batchOf(1);
    EventQueue queue(first.byteCount());
    QVERIFY(queue.push(first));
    EventBatch second = batchOf(4);
    second.labels.push_back({9, "late"});
    QVERIFY(!queue.push(second));
    QCOMPARE(queue.missedRows(), std::uint64_t(4));
    QCOMPARE(queue.take()->records.size(), size_t(1));
    const std::optional<EventBatch> labels = queue.take();
    QVERIFY(labels->records.empty());
    QCOMPARE(labels->labels.size(), size_t(1));
    QCOMPARE(labels->labels[0].number, 9u);
    QCOMPARE(queue.heldBytes(), size_t(0));
}

void TestEventQueue::timedTakeEnds()
{
    EventQueue queue;
    const std::optional<EventBatch> batch = queue.take(1);
    QVERIFY(batch);
    QVERIFY(batch->isEmpty());
}

void TestEventQueue::wakeEndsTimedTake()
{
    EventQueue queue;
    queue.wake();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(queue.take(60'000)->isEmpty());
    QVERIFY(timer.elapsed() < 30'000);
}

void TestEventQueue::missedRowsWakeTheConsumer()
{
    EventQueue queue(1);
    EventBatch batch = batchOf(1);
    QVERIFY(!queue.push(batch));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(queue.take(60'000)->isEmpty());
    QVERIFY(timer.elapsed() < 30'000);
}

void TestEventQueue::closeDrains()
{
    EventQueue queue;
    EventBatch batch = batchOf(2);
    QVERIFY(queue.push(batch));
    queue.close();
    QCOMPARE(queue.take(1)->records.size(), size_t(2));
    QVERIFY(!queue.take(1));
    QVERIFY(!queue.take());
}

void TestEventQueue::closeRefusesMore()
{
    EventQueue queue;
    queue.close();
    EventBatch batch = batchOf(2);
    batch.labels.push_back({1, "gone"});
    QVERIFY(!queue.push(batch));
    QCOMPARE(queue.missedRows(), std::uint64_t(2));
    QVERIFY(!queue.take());
}

void TestEventQueue::closeEndsWaiting()
{
    EventQueue queue;
    bool ended = false;
    std::thread consumer([&] { ended = !queue.take(); });
    queue.close();
    consumer.join();
    QVERIFY(ended);
}

void TestEventQueue::recycledMemoryIsEmpty()
{
    EventQueue queue;
    for (int i = 0; i < 20; ++i)
        queue.recycle(batchOf(3, EventBatch::largeFrom));
    EventBatch batch = batchOf(1);
    QVERIFY(queue.push(batch));
    QVERIFY(batch.isEmpty());
    batch.add({}, "next");
    QVERIFY(batch.payload(batch.records[0]) == "next");
    QVERIFY(queue.push(batch));
    QCOMPARE(queue.take()->records.size(), size_t(1));
    const std::optional<EventBatch> second = queue.take();
    QVERIFY(second->payload(second->records[0]) == "next");
}

QTEST_GUILESS_MAIN(TestEventQueue)
#include "tst_eventqueue.moc"

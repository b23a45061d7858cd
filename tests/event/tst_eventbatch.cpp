// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/event/event.h"

#include <QTest>

#include <memory>
#include <string>

using namespace framewright::event;

class TestEventBatch final : public QObject
{
    Q_OBJECT

private slots:
    void keepsBytes_data();
    void keepsBytes();
    void keepsBytesWhileItGrows();
    void sharesLargePayload();
    void copiesSmallPayloadThoughShared();
    void overwritesSlicesOfTheRecord();
    void countsItsBytes();
    void clearForgetsEverything();
    void clearLetsGoOfSharedBytes();
    void labelsAloneAreNotEmpty();
};

void TestEventBatch::keepsBytes_data()
{
    QTest::addColumn<int>("payloadSize");
    QTest::addColumn<int>("detailSize");

    QTest::newRow("nothing") << 0 << 0;
    QTest::newRow("payload only") << 5 << 0;
    QTest::newRow("detail only") << 0 << 5;
    QTest::newRow("both") << 100 << 20;
    QTest::newRow("last that lies in the arena") << int(EventBatch::largeFrom) - 1 << 1;
    QTest::newRow("first large") << int(EventBatch::largeFrom) << 1;
    QTest::newRow("both large") << int(EventBatch::largeFrom) * 3 << int(EventBatch::largeFrom) * 2;
}

void TestEventBatch::keepsBytes()
{
    QFETCH(int, payloadSize);
    QFETCH(int, detailSize);
    const std::string payload(size_t(payloadSize), '\xfe');
    const std::string detail(size_t(detailSize), '\0');

    EventBatch batch;
    EventRecord record;
    record.kind = EventKind::Message;
    record.connection = 7;
    batch.add(record, payload, detail);

    QCOMPARE(batch.records.size(), size_t(1));
    QCOMPARE(batch.records[0].connection, std::uint64_t(7));
    QVERIFY(batch.payload(batch.records[0]) == payload);
    QVERIFY(batch.detail(batch.records[0]) == detail);
}

void TestEventBatch::keepsBytesWhileItGrows()
{
    EventBatch batch;
    for (int i = 0; i < 5000; ++i)
        batch.add({}, "payload " + std::to_string(i), i % 3 ? "" : "detail " + std::to_string(i));
    for (int i = 0; i < 5000; ++i) {
        const EventRecord &record = batch.records[size_t(i)];
        QVERIFY(batch.payload(record) == "payload " + std::to_string(i));
        QVERIFY(batch.detail(record) == (i % 3 ? "" : "detail " + std::to_string(i)));
    }
}

void TestEventBatch::sharesLargePayload()
{
    const auto owner = std::make_shared<const std::string>(EventBatch::largeFrom, 'x');
    EventBatch batch;
    batch.add({}, *owner, {}, {owner, owner->data(), owner->size()});
    QCOMPARE(owner.use_count(), 2L);
    QVERIFY(batch.payload(batch.records[0]).data() == owner->data());
}

void TestEventBatch::copiesSmallPayloadThoughShared()
{
    const auto owner = std::make_shared<const std::string>(EventBatch::largeFrom - 1, 'x');
    EventBatch batch;
    batch.add({}, *owner, {}, {owner, owner->data(), owner->size()});
    QCOMPARE(owner.use_count(), 1L);
    QVERIFY(batch.payload(batch.records[0]) == *owner);
    QVERIFY(batch.payload(batch.records[0]).data() != owner->data());
}

void TestEventBatch::overwritesSlicesOfTheRecord()
{
    EventRecord record;
    record.payload = {99, true, 12345};
    record.detail = {99, false, 12345};
    EventBatch batch;
    batch.add(record, "ok");
    QVERIFY(batch.payload(batch.records[0]) == "ok");
    QVERIFY(batch.detail(batch.records[0]).empty());
}

void TestEventBatch::countsItsBytes()
{
    EventBatch batch;
    QCOMPARE(batch.byteCount(), size_t(0));
    batch.add({}, "12345", "678");
    QCOMPARE(batch.byteCount(), sizeof(EventRecord) + 8);
    batch.add({}, std::string(EventBatch::largeFrom, 'x'));
    QCOMPARE(batch.byteCount(), 2 * sizeof(EventRecord) + 8 + EventBatch::largeFrom);
    batch.labels.push_back({1, "rule"});
    QCOMPARE(batch.byteCount(), 2 * sizeof(EventRecord) + 8 + EventBatch::largeFrom + sizeof(Label) + 4);
}

void TestEventBatch::clearForgetsEverything()
{
    EventBatch batch;
    batch.labels.push_back({1, "rule"});
    batch.add({}, std::string(100, 'x'), std::string(EventBatch::largeFrom, 'y'));
    QVERIFY(!batch.isEmpty());
    batch.clear();
    QVERIFY(batch.isEmpty());
    QCOMPARE(batch.byteCount(), size_t(0));
    batch.add({}, "new", "bytes");
    QVERIFY(batch.payload(batch.records[0]) == "new");
    QVERIFY(batch.detail(batch.records[0]) == "bytes");
}

void TestEventBatch::clearLetsGoOfSharedBytes()
{
    const auto owner = std::make_shared<const std::string>(EventBatch::largeFrom, 'x');
    EventBatch batch;
    batch.add({}, *owner, {}, {owner, owner->data(), owner->size()});
    batch.clear();
    QCOMPARE(owner.use_count(), 1L);
}

void TestEventBatch::labelsAloneAreNotEmpty()
{
    EventBatch batch;
    QVERIFY(batch.isEmpty());
    batch.labels.push_back({3, "greeting"});
    QVERIFY(!batch.isEmpty());
}

QTEST_GUILESS_MAIN(TestEventBatch)
#include "tst_eventbatch.moc"

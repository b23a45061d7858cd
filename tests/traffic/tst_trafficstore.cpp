// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/trafficreader.h"
#include "app/traffic/trafficstore.h"

#include "failingdisk.h"
#include "rows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::traffic;
using test::message;
using test::messages;
using test::write;

namespace {

constexpr qint64 mebibyte = 1 << 20;

} // namespace

class TestTrafficStore final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void numbersGoOnWithoutGaps_data();
    void numbersGoOnWithoutGaps();
    void nothingShowsBeforeCommit();
    void labelsAreShared();
    void labelMayChangeItsText();
    void labelsDifferByMeans();
    void causesAreRows();
    void causesOfTwoProducers();
    void causeThatWasMissed();
    void causeThatWasNotWritten();
    void staysBelowItsBound_data();
    void staysBelowItsBound();
    void oldestRowsGoFirst();
    void tooLargeRowIsMissed();
    void smallerBoundIsKept();
    void clearGivesDiskBack();
    void clearIsNotSeenAsDropped();
    void clearsTheOldestInParts();
    void numbersGoOnAfterReopening_data();
    void numbersGoOnAfterReopening();
    void cleanEndLeavesOneFile();
    void everyWriteMayFail_data();
    void everyWriteMayFail();
    void fullDiskIsCountedAndForgotten();
    void labelsSurviveAFailure();
    void readerInTheWayIsSaid();

private:
    [[nodiscard]] std::unique_ptr<TrafficStore> open(qint64 limit = 64 * mebibyte, const QByteArray &vfs = {});
    [[nodiscard]] QByteArray payload(qint64 row);
    [[nodiscard]] Database database() { return *Database::open(m_fileName, Database::Access::ReadOnly); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_fileName;
};

void TestTrafficStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fileName = m_folder->filePath(u"capture.sqlite"_qs);
}

std::unique_ptr<TrafficStore> TestTrafficStore::open(qint64 limit, const QByteArray &vfs)
{
    Result<std::unique_ptr<TrafficStore>> store = TrafficStore::open({m_fileName, limit, vfs});
    return store ? std::move(*store) : nullptr;
}

QByteArray TestTrafficStore::payload(qint64 row)
{
    const auto reader = TrafficReader::open(m_fileName);
    return reader ? (*reader)->payload(row).value_or("no such row") : "no reader";
}

void TestTrafficStore::numbersGoOnWithoutGaps_data()
{
    QTest::addColumn<QList<int>>("batches");
    QTest::newRow("one row") << QList<int>{1};
    QTest::newRow("one at a time") << QList<int>{1, 1, 1};
    QTest::newRow("as many as go at once") << QList<int>{31};
    QTest::newRow("one less and one more") << QList<int>{29, 31, 30, 1};
    QTest::newRow("many") << QList<int>{1000, 1, 2000};
}

void TestTrafficStore::numbersGoOnWithoutGaps()
{
    QFETCH(QList<int>, batches);
    const auto store = open();
    QVERIFY(store);
    int total = 0;
    for (const int count : batches) {
        write(*store, messages(count, total + 1));
        total += count;
        QCOMPARE(store->status().firstRow, 1);
        QCOMPARE(store->status().lastRow, total);
        QCOMPARE(store->status().recorded, total);
    }
    const auto reader = TrafficReader::open(m_fileName);
    const Result<QList<Row>> rows = (*reader)->rows(1, total + 10);
    QCOMPARE(rows->size(), total);
    for (int i = 0; i < total; ++i) {
        QCOMPARE(rows->at(i).number, i + 1);
        QCOMPARE(rows->at(i).connection.value, quint64(i + 1));
        QCOMPARE(rows->at(i).preview, QByteArray::number(i + 1));
    }
}

void TestTrafficStore::nothingShowsBeforeCommit()
{
    const auto store = open();
    store->write(messages(100));
    QCOMPARE(store->status().lastRow, 0);
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE(*(*reader)->lastRow(), 0);
    store->commit();
    QCOMPARE(store->status().lastRow, 100);
    QCOMPARE(*(*reader)->lastRow(), 100);
}

void TestTrafficStore::labelsAreShared()
{
    const auto store = open();
    event::EventBatch batch;
    batch.labels = {{1, "greeting"}, {70, "greeting"}, {2, "never used"}};
    batch.add(message(1, 1), "a");
    batch.add(message(1, 70), "b");
    batch.add(message(1, 99), "without a name");
    write(*store, batch);
    const auto reader = TrafficReader::open(m_fileName);
    const Result<QList<Row>> rows = (*reader)->rows(1, 3);
    QCOMPARE(rows->at(0).label, u"greeting"_qs);
    QCOMPARE(rows->at(1).label, u"greeting"_qs);
    QCOMPARE(rows->at(2).label, QString());
    QCOMPARE(*database().number("SELECT count(*) FROM label"), 1);
}

void TestTrafficStore::labelMayChangeItsText()
{
    const auto store = open();
    for (const char *text : {"before", "after"}) {
        event::EventBatch batch;
        batch.labels = {{1, text}};
        batch.add(message(1, 1), "a");
        write(*store, batch);
    }
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE((*reader)->row(1)->value().label, u"before"_qs);
    QCOMPARE((*reader)->row(2)->value().label, u"after"_qs);
}

void TestTrafficStore::labelsDifferByMeans()
{
    const auto store = open();
    event::EventBatch batch;
    batch.labels = {{1, "greeting"},
                    {2, "greeting", event::Means::Timer, "a"},
                    {3, "greeting", event::Means::Timer, "b"},
                    {4, "", event::Means::Person}};
    for (const std::uint32_t label : {1u, 2u, 3u, 4u})
        batch.add(message(1, label), "x");
    write(*store, batch);
    const auto reader = TrafficReader::open(m_fileName);
    const QList<Row> rows = *(*reader)->rows(1, 4);
    QCOMPARE(rows[0].means, event::Means::Rule);
    QCOMPARE(rows[1].label, u"greeting"_qs);
    QCOMPARE(rows[1].means, event::Means::Timer);
    QCOMPARE(rows[1].name, u"a"_qs);
    QCOMPARE(rows[2].name, u"b"_qs);
    QCOMPARE(rows[3].label, QString());
    QCOMPARE(rows[3].means, event::Means::Person);
}

namespace {

/// A batch of as many rows as `causes` has, each brought about by the row of that ticket.
event::EventBatch caused(quint64 firstTicket, std::initializer_list<quint64> causes)
{
    event::EventBatch batch;
    batch.firstTicket = firstTicket;
    for (const quint64 cause : causes) {
        event::EventRecord record = message(1);
        record.cause = cause;
        batch.add(record, "x");
    }
    return batch;
}

QList<qint64> causesIn(const QString &fileName, qint64 first, qint64 count)
{
    const auto reader = TrafficReader::open(fileName);
    QList<qint64> causes;
    const QList<Row> rows = *(*reader)->rows(first, count);
    for (const Row &row : rows)
        causes.append(row.cause);
    return causes;
}

} // namespace

void TestTrafficStore::causesAreRows()
{
    const auto store = open();
    write(*store, messages(4));
    // In the same batch, and in one that comes much later.
    write(*store, caused(1, {0, 1, 1, 3}));
    write(*store, messages(100));
    write(*store, caused(5, {2, 0}));
    QCOMPARE(causesIn(m_fileName, 5, 4), (QList<qint64>{0, 5, 5, 7}));
    QCOMPARE(causesIn(m_fileName, 109, 2), (QList<qint64>{6, 0}));
    // As many as are written at once: the first is the cause of all others.
    event::EventBatch many = caused(100, {0});
    for (int row = 0; row < 200; ++row) {
        event::EventRecord record = message(1);
        record.cause = 100;
        many.add(record, "x");
    }
    write(*store, many);
    QCOMPARE(causesIn(m_fileName, 112, 200), QList<qint64>(200, 111));
}

void TestTrafficStore::causesOfTwoProducers()
{
    const auto store = open();
    constexpr quint64 other = (quint64(1) << 48) + 1;
    write(*store, caused(1, {0}));
    write(*store, caused(other, {0, other}));
    write(*store, caused(2, {1}));
    write(*store, caused(other + 2, {other + 1}));
    QCOMPARE(causesIn(m_fileName, 1, 5), (QList<qint64>{0, 0, 2, 1, 3}));
}

void TestTrafficStore::causeThatWasMissed()
{
    const auto store = open();
    write(*store, caused(1, {0}));
    // Tickets 2 to 9 never came: the queue was full.
    write(*store, caused(10, {5, 1, 10}));
    QCOMPARE(causesIn(m_fileName, 1, 4), (QList<qint64>{0, 0, 1, 2}));
    // What is gone from the log is no cause any more.
    store->clear();
    write(*store, caused(20, {1, 20}));
    QCOMPARE(causesIn(m_fileName, 5, 2), (QList<qint64>{0, 5}));
}

void TestTrafficStore::causeThatWasNotWritten()
{
    const test::FailingDisk disk;
    const auto store = open(4 * mebibyte, test::FailingDisk::vfs());
    write(*store, caused(1, {0}));
    test::FailingDisk::failWrites(1, 1'000'000, test::FailingDisk::Failure::Broken);
    write(*store, caused(2, {0, 2}));
    QCOMPARE(store->status().missed, 2);
    test::FailingDisk::heal();
    write(*store, caused(4, {2, 1, 4}));
    QCOMPARE(causesIn(m_fileName, 1, 4), (QList<qint64>{0, 0, 1, 2}));
}

void TestTrafficStore::staysBelowItsBound_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("payloadSize");
    QTest::addColumn<int>("rows");
    QTest::newRow("tiny rows") << 4 << 10 << 200'000;
    QTest::newRow("small rows") << 8 << 100 << 100'000;
    QTest::newRow("rows over several pages") << 8 << 40'000 << 600;
    QTest::newRow("rows nearly too large") << 16 << 1'900'000 << 30;
}

void TestTrafficStore::staysBelowItsBound()
{
    QFETCH(int, limit);
    QFETCH(int, payloadSize);
    QFETCH(int, rows);
    const auto store = open(limit * mebibyte);
    const int rowsOfBatch = std::max(1, rows / 100);
    const event::EventBatch batch = messages(rowsOfBatch, 1, size_t(payloadSize));
    for (int written = 0; written < rows; written += rowsOfBatch) {
        write(*store, batch);
        QVERIFY2(store->status().diskBytes <= limit * mebibyte, qPrintable(QString::number(store->status().diskBytes)));
    }
    const CaptureStatus status = store->status();
    QCOMPARE(status.missed, 0);
    QCOMPARE(status.recorded, status.lastRow);
    QCOMPARE(status.dropped, status.firstRow - 1);
    QVERIFY(status.dropped > 0);
    // It uses what it may: at least a third holds rows.
    QVERIFY((status.lastRow - status.firstRow + 1) * payloadSize > limit * mebibyte / 3 || payloadSize < 100);
}

void TestTrafficStore::oldestRowsGoFirst()
{
    const auto store = open(4 * mebibyte);
    int written = 0;
    while (store->status().dropped == 0) {
        write(*store, messages(100, written + 1, 1000));
        written += 100;
    }
    const qint64 first = store->status().firstRow;
    QVERIFY(first > 1);
    QVERIFY(payload(first).startsWith(QByteArray(QByteArray::number(first) + '.')));
    QCOMPARE(payload(first - 1), QByteArray("no such row"));
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE(*(*reader)->firstRow(), first);
    QCOMPARE(*(*reader)->count(), written - first + 1);
}

void TestTrafficStore::tooLargeRowIsMissed()
{
    const auto store = open(4 * mebibyte);
    event::EventBatch batch = messages(1);
    batch.add(message(2), std::string(size_t(mebibyte), 'x'));
    batch.add(message(3), "after");
    write(*store, batch);
    QCOMPARE(store->status().missed, 1);
    QVERIFY(!store->status().problem.isEmpty());
    QCOMPARE(store->status().lastRow, 2);
    QCOMPARE(payload(2), QByteArray("after"));
}

void TestTrafficStore::smallerBoundIsKept()
{
    const auto store = open(64 * mebibyte);
    write(*store, messages(3000, 1, 1000));
    QCOMPARE(store->status().dropped, 0);
    const qint64 before = store->status().diskBytes;
    store->setDiskLimit(4 * mebibyte);
    for (int i = 0; i < 30; ++i)
        write(*store, messages(100, 1, 1000));
    QVERIFY(store->status().dropped > 0);
    QCOMPARE(store->status().missed, 0);
    QVERIFY(store->status().diskBytes <= std::max(before, 4 * mebibyte));
}

void TestTrafficStore::clearGivesDiskBack()
{
    const auto store = open();
    write(*store, messages(5000, 1, 1000));
    QVERIFY(store->status().diskBytes > 5 * mebibyte);
    store->clear();
    QCOMPARE(store->status().firstRow, 0);
    QCOMPARE(store->status().lastRow, 0);
    QVERIFY(store->status().diskBytes < mebibyte / 2);
    write(*store, messages(2));
    QCOMPARE(store->status().firstRow, 5001);
    QCOMPARE(store->status().lastRow, 5002);
    QCOMPARE(payload(5002), QByteArray("2"));
}

void TestTrafficStore::clearIsNotSeenAsDropped()
{
    const auto store = open();
    write(*store, messages(10));
    store->clear();
    store->clear();
    QCOMPARE(store->status().recorded, 10);
    QCOMPARE(store->status().dropped, 0);
    QCOMPARE(store->status().missed, 0);
    QCOMPARE(store->status().problem, QString());
}

void TestTrafficStore::clearsTheOldestInParts()
{
    const auto store = open(256 * mebibyte);
    QVERIFY2(!store->clearOldest(100), "there is nothing");
    write(*store, messages(20'000, 1, 3000));
    const CaptureStatus before = store->status();
    QVERIFY2(!store->clearOldest(0), "all are newer");
    QVERIFY(store->clearOldest(100));
    QCOMPARE(store->status().firstRow, 101);
    qint64 first = 101;
    int parts = 0;
    for (; store->clearOldest(19'000); ++parts) {
        QVERIFY(store->status().firstRow > first);
        QCOMPARE(store->status().lastRow, 20'000);
        first = store->status().firstRow;
    }
    QVERIFY2(parts >= 2, qPrintable(QString::number(parts)));
    QVERIFY(first <= 19'001);
    QCOMPARE(store->status().dropped, 0);
    QCOMPARE(payload(20'000).size(), 3000);
    store->clear();
    QCOMPARE(store->status().lastRow, 0);
    QVERIFY(store->status().diskBytes < before.diskBytes / 10);
    QCOMPARE(store->status().problem, QString());
    write(*store, messages(1));
    QCOMPARE(store->status().firstRow, 20'001);
}

void TestTrafficStore::numbersGoOnAfterReopening_data()
{
    QTest::addColumn<bool>("cleared");
    QTest::addColumn<qint64>("first");
    QTest::newRow("rows are there") << false << qint64(1);
    QTest::newRow("cleared before") << true << qint64(0);
}

void TestTrafficStore::numbersGoOnAfterReopening()
{
    QFETCH(bool, cleared);
    QFETCH(qint64, first);
    {
        const auto store = open();
        write(*store, messages(40));
        if (cleared)
            store->clear();
    }
    const auto store = open();
    QCOMPARE(store->status().firstRow, first);
    QCOMPARE(store->status().recorded, 0);
    write(*store, messages(1));
    QCOMPARE(store->status().lastRow, 41);
    const auto reader = TrafficReader::open(m_fileName);
    const Result<QList<RecordedSession>> sessions = (*reader)->sessions();
    QCOMPARE(sessions->size(), 2);
    QCOMPARE(sessions->at(0).firstRow, 1);
    QCOMPARE(sessions->at(1).firstRow, 41);
    QVERIFY(sessions->at(1).started >= sessions->at(0).started);
}

void TestTrafficStore::cleanEndLeavesOneFile()
{
    auto store = open();
    write(*store, messages(10));
    QVERIFY(QFile::exists(m_fileName + QLatin1String("-wal")));
    store.reset();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"capture.sqlite"_qs});
    QCOMPARE(payload(10), QByteArray("10"));
}

void TestTrafficStore::everyWriteMayFail_data()
{
    QTest::addColumn<bool>("full");
    QTest::addColumn<int>("nth");
    for (int nth = 1; nth <= 12; ++nth) {
        QTest::addRow("full at write %d", nth) << true << nth;
        QTest::addRow("broken at write %d", nth) << false << nth;
    }
}

void TestTrafficStore::everyWriteMayFail()
{
    QFETCH(bool, full);
    QFETCH(int, nth);
    using Failure = test::FailingDisk::Failure;
    const test::FailingDisk disk;
    {
        const auto store = open(4 * mebibyte, test::FailingDisk::vfs());
        QVERIFY(store);
        write(*store, messages(50, 1, 1000));
        test::FailingDisk::failWrites(nth, 1, full ? Failure::Full : Failure::Broken);
        for (int i = 0; i < 10; ++i)
            write(*store, messages(50, 1, 1000));
        QVERIFY(test::FailingDisk::writes() >= nth);
        test::FailingDisk::heal();
        write(*store, messages(50, 1, 1000));

        // One failure loses at most its batch, and every row is either there or counted.
        const CaptureStatus status = store->status();
        QVERIFY(status.missed <= 50);
        QCOMPARE(status.recorded + status.missed, 600);
        QCOMPARE(status.lastRow, status.recorded);
        QCOMPARE(status.problem, QString());
        const auto reader = TrafficReader::open(m_fileName);
        QCOMPARE((*reader)->rows(1, 1000)->size(), status.lastRow - status.firstRow + 1);
    }
    Database closed = database();
    Result<Statement> check = closed.prepare("PRAGMA integrity_check");
    QCOMPARE(check->step(), SQLITE_ROW);
    QCOMPARE(check->bytes(0), QByteArray("ok"));
}

void TestTrafficStore::fullDiskIsCountedAndForgotten()
{
    const test::FailingDisk disk;
    const auto store = open(4 * mebibyte, test::FailingDisk::vfs());
    write(*store, messages(10));
    test::FailingDisk::failWrites(1, 1'000'000, test::FailingDisk::Failure::Full);
    write(*store, messages(7));
    write(*store, messages(8));
    QCOMPARE(store->status().missed, 15);
    QCOMPARE(store->status().recorded, 10);
    QVERIFY2(store->status().problem.contains(u"full"), qPrintable(store->status().problem));
    test::FailingDisk::heal();
    write(*store, messages(5));
    QCOMPARE(store->status().missed, 15);
    QCOMPARE(store->status().lastRow, 15);
    QCOMPARE(store->status().problem, QString());
}

void TestTrafficStore::labelsSurviveAFailure()
{
    const test::FailingDisk disk;
    const auto store = open(4 * mebibyte, test::FailingDisk::vfs());
    test::FailingDisk::failWrites(1, 1'000'000, test::FailingDisk::Failure::Broken);
    event::EventBatch batch;
    batch.labels = {{1, "named while it failed"}};
    batch.add(message(1, 1), "lost");
    write(*store, batch);
    QCOMPARE(store->status().missed, 1);
    test::FailingDisk::heal();
    event::EventBatch later;
    later.add(message(1, 1), "kept");
    write(*store, later);
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE((*reader)->row(1)->value().label, u"named while it failed"_qs);
}

void TestTrafficStore::readerInTheWayIsSaid()
{
    const auto store = open(4 * mebibyte);
    write(*store, messages(10));
    {
        // A read transaction that stays open, as a sqlite3 shell may hold one.
        Database other = database();
        QVERIFY(other.execute("BEGIN; SELECT count(*) FROM event"));
        for (int i = 0; i < 100; ++i)
            write(*store, messages(100, 1, 1000));
        QVERIFY(store->status().missed > 0);
        QVERIFY(!store->status().problem.isEmpty());
        QVERIFY(store->status().diskBytes <= 5 * mebibyte);
    }
    const qint64 missed = store->status().missed;
    write(*store, messages(10));
    QCOMPARE(store->status().missed, missed);
    QCOMPARE(store->status().problem, QString());
}

QTEST_GUILESS_MAIN(TestTrafficStore)
#include "tst_trafficstore.moc"

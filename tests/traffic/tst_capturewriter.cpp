// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/capturewriter.h"
#include "app/traffic/ndjsonlog.h"
#include "app/traffic/temporarycapture.h"
#include "app/traffic/trafficreader.h"

#include "failingdisk.h"
#include "rows.h"

#include <QDir>
#include <QFile>
#include <QMutex>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <thread>

using namespace framewright;
using namespace framewright::traffic;
using test::messages;

namespace {

/// What the capture thread said, for the test's thread.
class StatusBoard final
{
public:
    [[nodiscard]] CaptureWriter::StatusListener listener()
    {
        return [this](const CaptureStatus &status) {
            const QMutexLocker lock(&m_mutex);
            m_all.append(status);
        };
    }
    [[nodiscard]] QList<CaptureStatus> all() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_all;
    }
    [[nodiscard]] CaptureStatus last() const
    {
        const QList<CaptureStatus> statuses = all();
        return statuses.isEmpty() ? CaptureStatus() : statuses.last();
    }

private:
    mutable QMutex m_mutex;
    QList<CaptureStatus> m_all;
};

} // namespace

class TestCaptureWriter final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void recordsWhatIsPushed();
    void publishesFirstAndLast();
    void publishesSeldom();
    void drainsAtTheEnd();
    void severalProducers();
    void missedRowsAreShown();
    void diskFailureIsShown();
    void clearWhileIdle();
    void clearCanBeStopped();
    void boundCanChange();
    void temporaryFileGoes();
    void temporaryFileEndsAtOnce();
    void namedFileStays();
    void errorOnOpening();
    void writesTheLogToo();

private:
    [[nodiscard]] std::unique_ptr<CaptureWriter> open(CaptureSettings settings = {});
    void push(CaptureWriter &writer, int count)
    {
        event::EventBatch batch = messages(count);
        QVERIFY(writer.queue().push(batch));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<StatusBoard> m_board;
    QString m_fileName;
};

void TestCaptureWriter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_board = std::make_unique<StatusBoard>();
    m_fileName = m_folder->filePath(u"capture.sqlite"_qs);
}

std::unique_ptr<CaptureWriter> TestCaptureWriter::open(CaptureSettings settings)
{
    settings.fileName = m_fileName;
    auto writer = CaptureWriter::open(settings, m_board->listener());
    return writer ? std::move(*writer) : nullptr;
}

void TestCaptureWriter::recordsWhatIsPushed()
{
    const auto writer = open();
    QVERIFY(writer);
    push(*writer, 40);
    QTRY_COMPARE(m_board->last().lastRow, 40);
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE(*(*reader)->payload(40), QByteArray("40"));
    QVERIFY(m_board->last().diskBytes > 0);
}

void TestCaptureWriter::publishesFirstAndLast()
{
    const auto writer = open();
    QTRY_COMPARE(m_board->all().size(), 1);
    QCOMPARE(m_board->last().lastRow, 0);
    writer->finish();
    QCOMPARE(m_board->all().size(), 2);
    writer->finish();
    QCOMPARE(m_board->all().size(), 2);
}

void TestCaptureWriter::publishesSeldom()
{
    QElapsedTimer timer;
    timer.start();
    const auto writer = open();
    for (int i = 0; i < 2000; ++i)
        push(*writer, 1);
    writer->finish();
    QCOMPARE(m_board->last().lastRow, 2000);
    // One each 50 ms, the first and the last.
    QVERIFY(m_board->all().size() <= timer.elapsed() / 50 + 3);
}

void TestCaptureWriter::drainsAtTheEnd()
{
    const auto writer = open();
    for (int i = 0; i < 200; ++i)
        push(*writer, 100);
    writer->finish();
    QCOMPARE(m_board->last().lastRow, 20'000);
    event::EventBatch late = messages(1);
    QVERIFY(!writer->queue().push(late));
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE(*(*reader)->count(), 20'000);
}

void TestCaptureWriter::severalProducers()
{
    const auto writer = open();
    std::vector<std::thread> producers;
    for (int producer = 0; producer < 4; ++producer) {
        producers.emplace_back([&writer] {
            for (int i = 0; i < 100; ++i) {
                event::EventBatch batch = messages(20);
                writer->queue().push(batch);
            }
        });
    }
    for (std::thread &producer : producers)
        producer.join();
    writer->finish();
    QCOMPARE(m_board->last().recorded, 8000);
    QCOMPARE(m_board->last().missed, 0);
}

void TestCaptureWriter::missedRowsAreShown()
{
    CaptureSettings settings;
    settings.queueLimit = 1000;
    const auto writer = open(settings);
    event::EventBatch large = messages(100);
    QVERIFY(!writer->queue().push(large));
    // Though nothing else happens.
    QTRY_COMPARE(m_board->last().missed, 100);
    QCOMPARE(m_board->last().recorded, 0);
}

void TestCaptureWriter::diskFailureIsShown()
{
    const test::FailingDisk disk;
    CaptureSettings settings;
    settings.vfs = test::FailingDisk::vfs();
    const auto writer = open(settings);
    test::FailingDisk::failWrites(1, 1'000'000, test::FailingDisk::Failure::Full);
    push(*writer, 10);
    QTRY_COMPARE(m_board->last().missed, 10);
    QVERIFY(m_board->last().problem.contains(u"full"));
    test::FailingDisk::heal();
    push(*writer, 5);
    QTRY_COMPARE(m_board->last().lastRow, 5);
    QCOMPARE(m_board->last().missed, 10);
    QCOMPARE(m_board->last().problem, QString());
    writer->finish();
}

void TestCaptureWriter::clearWhileIdle()
{
    const auto writer = open();
    push(*writer, 10);
    QTRY_COMPARE(m_board->last().lastRow, 10);
    writer->clear();
    QTRY_COMPARE(m_board->last().lastRow, 0);
    push(*writer, 1);
    QTRY_COMPARE(m_board->last().firstRow, 11);
    QCOMPARE(m_board->last().recorded, 11);
}

/// Stopped by whoever hears of the first part.
void TestCaptureWriter::clearCanBeStopped()
{
    std::atomic<CaptureWriter *> cleared = nullptr;
    CaptureSettings settings;
    settings.fileName = m_fileName;
    auto opened =
        CaptureWriter::open(settings, [&cleared, listener = m_board->listener()](const CaptureStatus &status) {
            if (cleared != nullptr && status.firstRow > 1)
                cleared.load()->stopClearing();
            listener(status);
        });
    QVERIFY(opened.has_value());
    const std::unique_ptr<CaptureWriter> writer = *std::move(opened);
    for (int i = 0; i < 60; ++i) {
        event::EventBatch batch = messages(400, 1, 3000);
        QVERIFY(writer->queue().push(batch));
        QTRY_COMPARE(m_board->last().lastRow, (i + 1) * 400);
    }
    cleared = writer.get();
    writer->clear();
    QTRY_VERIFY(m_board->last().firstRow > 1);
    const qint64 first = m_board->last().firstRow;
    push(*writer, 1);
    QTRY_COMPARE(m_board->last().lastRow, 24'001);
    QCOMPARE(m_board->last().firstRow, first);
    cleared = nullptr;
    writer->clear();
    QTRY_COMPARE(m_board->last().lastRow, 0);
    writer->finish();
}

void TestCaptureWriter::boundCanChange()
{
    const auto writer = open();
    writer->setDiskLimit(4 << 20);
    for (int i = 0; i < 100; ++i) {
        event::EventBatch batch = messages(100, 1, 1000);
        QVERIFY(writer->queue().push(batch));
    }
    writer->finish();
    QVERIFY(m_board->last().dropped > 0);
    QVERIFY(m_board->last().diskBytes <= 4 << 20);
    QCOMPARE(m_board->last().missed, 0);
}

void TestCaptureWriter::temporaryFileGoes()
{
    QString fileName;
    {
        auto writer = CaptureWriter::open({}, m_board->listener());
        QVERIFY(writer);
        fileName = (*writer)->fileName();
        QVERIFY(fileName.startsWith(temporaryCaptureFolder()));
        push(**writer, 10);
        QTRY_COMPARE(m_board->last().lastRow, 10);
        QVERIFY(QFile::exists(fileName));
    }
    const QFileInfo facts(fileName);
    QCOMPARE(facts.dir().entryList({facts.fileName() + QLatin1Char('*')}), QStringList());
}

/// Nobody will ever read what waits for it.
void TestCaptureWriter::temporaryFileEndsAtOnce()
{
    std::promise<event::EventQueue *> opened;
    auto writer = CaptureWriter::open(
        {}, [listener = m_board->listener(), queue = opened.get_future().share()](const auto &status) {
            event::EventBatch none;
            while (queue.get()->push(none)) // Until it is closed.
                std::this_thread::yield();
            listener(status);
        });
    QVERIFY(writer);
    push(**writer, 10);
    opened.set_value(&(*writer)->queue());
    (*writer)->finish();
    QCOMPARE(m_board->all().size(), 2);
    QCOMPARE(m_board->last().lastRow, 0);
    QVERIFY(!QFile::exists((*writer)->fileName()));
}

void TestCaptureWriter::namedFileStays()
{
    for (int run = 1; run <= 2; ++run) {
        const auto writer = open();
        push(*writer, 10);
        writer->finish();
        QCOMPARE(m_board->last().lastRow, run * 10);
    }
    const auto reader = TrafficReader::open(m_fileName);
    QCOMPARE((*reader)->sessions()->size(), 2);
}

void TestCaptureWriter::errorOnOpening()
{
    CaptureSettings settings;
    settings.fileName = m_folder->filePath(u"missing/capture.sqlite"_qs);
    const auto writer = CaptureWriter::open(settings, m_board->listener());
    QVERIFY(!writer);
    QVERIFY(!writer.error().what.isEmpty());
    QVERIFY(m_board->all().isEmpty());
}

void TestCaptureWriter::writesTheLogToo()
{
    const QString logName = m_folder->filePath(u"log.ndjson"_qs);
    CaptureSettings settings;
    settings.fileName = m_fileName;
    auto writer = CaptureWriter::open(settings, m_board->listener(), std::move(*NdjsonLog::open(logName)));
    QVERIFY(writer);
    push(**writer, 3);
    QFile log(logName);
    QVERIFY(log.open(QIODevice::ReadOnly));
    // While it runs, not only at its end.
    QTRY_COMPARE(log.size(), log.readAll().size());
    QTRY_VERIFY(log.size() > 0);
    (*writer)->finish();
    log.seek(0);
    QCOMPARE(log.readAll().count('\n'), 3);
}

QTEST_GUILESS_MAIN(TestCaptureWriter)
#include "tst_capturewriter.moc"

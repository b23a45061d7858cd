// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/trafficreader.h"
#include "app/traffic/trafficstore.h"

#include "rows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::traffic;
using test::message;
using test::messages;
using test::write;

class TestTrafficReader final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsEveryField();
    void payloadsComeBack_data();
    void payloadsComeBack();
    void mixedSizesInOneRead();
    void emptyCapture();
    void ranges_data();
    void ranges();
    void previewLength_data();
    void previewLength();
    void visits_data();
    void visits();
    void visitEndsWhenAsked();
    void followsTheWriter();
    void rowThatIsGone();
    void refusesWhatIsNoCapture_data();
    void refusesWhatIsNoCapture();
    void brokenFileIsAnError();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_fileName;
    std::unique_ptr<TrafficStore> m_store;
    std::unique_ptr<TrafficReader> m_reader;
};

void TestTrafficReader::init()
{
    m_reader.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_fileName = m_folder->filePath(u"capture.sqlite"_qs);
    m_store = std::move(*TrafficStore::open({m_fileName, 64 << 20, {}}));
    m_reader = std::move(*TrafficReader::open(m_fileName));
}

void TestTrafficReader::keepsEveryField()
{
    event::EventRecord record;
    record.time = -5;
    record.connection = 0x7fff'ffff'ffff'ffff;
    record.kind = event::EventKind::Raw;
    record.direction = event::Direction::Out;
    record.opcode = 255;
    record.flags = 0xffff;
    record.label = 3;
    record.ruleTime = -7;
    record.wireSize = 0xffff'ffff;
    event::EventBatch batch;
    batch.labels = {{3,
                     "r\xc3\xbc"
                     "le",
                     event::Means::Timer, "t"}};
    batch.add(record, std::string_view("a\0b", 3), "detail");
    write(*m_store, batch);

    Row expected;
    expected.number = 1;
    expected.time = -5;
    expected.connection.value = record.connection;
    expected.kind = event::EventKind::Raw;
    expected.direction = event::Direction::Out;
    expected.opcode = 255;
    expected.flags = 0xffff;
    expected.wireSize = 0xffff'ffff;
    expected.payloadSize = 3;
    expected.detailSize = 6;
    expected.label = u"r\u00fcle"_qs;
    expected.means = event::Means::Timer;
    expected.name = u"t"_qs;
    expected.ruleTime = -7;
    expected.preview = QByteArray("a\0b", 3);
    QVERIFY(m_reader->row(1)->value() == expected);
    QCOMPARE(*m_reader->detail(1), QByteArray("detail"));
}

void TestTrafficReader::payloadsComeBack_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("detailSize");
    for (const int size : {0, 1, 255, 256, 257, 4096, 4097, 16'383, 16'384, 100'000, 3'000'000})
        QTest::addRow("%d bytes", size) << size << 0;
    QTest::newRow("large detail before it") << 5 << 50'000;
    QTest::newRow("both large") << 60'000 << 50'000;
}

void TestTrafficReader::payloadsComeBack()
{
    QFETCH(int, size);
    QFETCH(int, detailSize);
    QByteArray payload(size, '\0');
    for (int i = 0; i < size; ++i)
        payload[i] = char(i * 7 + i / 256);
    const std::string detail(size_t(detailSize), 'd');
    event::EventBatch batch;
    batch.add(message(1), {payload.constData(), size_t(size)}, detail);
    write(*m_store, batch);

    QCOMPARE(*m_reader->payload(1), payload);
    QCOMPARE(*m_reader->detail(1), QByteArray::fromStdString(detail));
    const Row row = m_reader->row(1)->value();
    QCOMPARE(row.payloadSize, size);
    QCOMPARE(row.detailSize, detailSize);
    QCOMPARE(row.preview, payload.left(TrafficReader::defaultPreview));
}

void TestTrafficReader::mixedSizesInOneRead()
{
    event::EventBatch batch;
    for (int i = 0; i < 100; ++i)
        batch.add(message(1), std::string(size_t(i % 3 == 0 ? 20'000 : i), char('a' + i % 26)));
    write(*m_store, batch);
    const Result<QList<Row>> rows = m_reader->rows(1, 100, 50);
    QCOMPARE(rows->size(), 100);
    for (int i = 0; i < 100; ++i) {
        const int size = i % 3 == 0 ? 20'000 : i;
        QCOMPARE(rows->at(i).payloadSize, size);
        QCOMPARE(rows->at(i).preview, QByteArray(std::min(size, 50), char('a' + i % 26)));
    }
}

void TestTrafficReader::emptyCapture()
{
    QCOMPARE(*m_reader->firstRow(), 0);
    QCOMPARE(*m_reader->lastRow(), 0);
    QCOMPARE(*m_reader->count(), 0);
    QVERIFY(m_reader->rows(1, 10)->isEmpty());
    QVERIFY(!m_reader->row(1)->has_value());
    QCOMPARE(m_reader->sessions()->size(), 1);
}

void TestTrafficReader::ranges_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<int>("expected");
    QTest::newRow("all") << qint64(1) << qint64(50) << 50;
    QTest::newRow("some") << qint64(10) << qint64(5) << 5;
    QTest::newRow("past the end") << qint64(45) << qint64(100) << 6;
    QTest::newRow("behind the end") << qint64(51) << qint64(1) << 0;
    QTest::newRow("none") << qint64(1) << qint64(0) << 0;
    QTest::newRow("negative count") << qint64(1) << qint64(-3) << 0;
    QTest::newRow("before the beginning") << qint64(-10) << qint64(5) << 4;
    QTest::newRow("more than at most") << qint64(1) << std::numeric_limits<qint64>::max() << 50;
}

void TestTrafficReader::ranges()
{
    QFETCH(qint64, first);
    QFETCH(qint64, count);
    QFETCH(int, expected);
    write(*m_store, messages(50));
    const Result<QList<Row>> rows = m_reader->rows(first, count);
    QVERIFY(rows);
    QCOMPARE(rows->size(), expected);
    if (expected > 0)
        QCOMPARE(rows->first().number, std::max<qint64>(first, 1));
}

void TestTrafficReader::previewLength_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("preview");
    for (const int size : {10, 20'000}) {
        for (const int preview : {-1, 0, 5, 100'000})
            QTest::addRow("%d of %d", preview, size) << size << preview;
    }
}

void TestTrafficReader::previewLength()
{
    QFETCH(int, size);
    QFETCH(int, preview);
    event::EventBatch batch;
    batch.add(message(1), std::string(size_t(size), 'x'));
    write(*m_store, batch);
    QCOMPARE(m_reader->row(1, preview)->value().preview, QByteArray(std::clamp(preview, 0, size), 'x'));
    QCOMPARE(m_reader->row(1, preview)->value().payloadSize, size);
}

void TestTrafficReader::visits_data()
{
    QTest::addColumn<int>("part");
    QTest::newRow("facts") << int(RowPart::Facts);
    QTest::newRow("sizes") << int(RowPart::Sizes);
    QTest::newRow("payload") << int(RowPart::Payload);
}

void TestTrafficReader::visits()
{
    QFETCH(int, part);
    event::EventBatch batch;
    batch.labels = {{3, "rule"}};
    for (const std::size_t size : {std::size_t(0), std::size_t(5), std::size_t(100'000)})
        batch.add(message(size + 1, size == 5 ? 3 : 0), std::string(size, 'x'), size == 5 ? "detail" : "");
    write(*m_store, batch);

    QList<Row> seen;
    QVERIFY(m_reader->visit(1, 10, RowPart(part), [&](const Row &row) {
        seen.append(row);
        seen.last().preview.detach();
        return true;
    }));
    const QList<Row> all = m_reader->rows(1, 10, 1 << 20).value();
    QCOMPARE(seen.size(), all.size());
    for (qsizetype place = 0; place < all.size(); ++place) {
        Row expected = all.at(place);
        if (RowPart(part) != RowPart::Payload)
            expected.preview.clear();
        if (RowPart(part) == RowPart::Facts) {
            expected.label.clear();
            expected.wireSize = 0;
            expected.payloadSize = expected.detailSize = 0;
        }
        QVERIFY(seen.at(place) == expected);
    }
}

void TestTrafficReader::visitEndsWhenAsked()
{
    write(*m_store, messages(10));
    QList<qint64> numbers;
    QVERIFY(m_reader->visit(3, 6, RowPart::Facts, [&](const Row &row) {
        numbers.append(row.number);
        return row.number < 5;
    }));
    QCOMPARE(numbers, QList<qint64>({3, 4, 5}));
    QVERIFY(m_reader->visit(20, 6, RowPart::Facts, [](const Row &) { return false; }));
}

void TestTrafficReader::followsTheWriter()
{
    for (int i = 1; i <= 20; ++i) {
        write(*m_store, messages(10));
        QCOMPARE(*m_reader->count(), i * 10);
    }
    m_store->clear();
    QCOMPARE(*m_reader->count(), 0);
    write(*m_store, messages(1));
    QCOMPARE(*m_reader->firstRow(), 201);
    m_store.reset();
    QCOMPARE(*m_reader->payload(201), QByteArray("1"));
}

void TestTrafficReader::rowThatIsGone()
{
    write(*m_store, messages(3));
    m_store->clear();
    QVERIFY(!m_reader->row(2)->has_value());
    QVERIFY(!m_reader->payload(2));
    QVERIFY(m_reader->payload(2).error().what.contains(u"2"));
    QVERIFY(!m_reader->detail(2));
}

void TestTrafficReader::refusesWhatIsNoCapture_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("not a database at all");
    QTest::newRow("SQLite's first bytes only") << QByteArray("SQLite format 3\0", 16);
}

void TestTrafficReader::refusesWhatIsNoCapture()
{
    QFETCH(QByteArray, content);
    const QString name = m_folder->filePath(u"other"_qs);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto reader = TrafficReader::open(name);
    QVERIFY(!reader);
    QVERIFY(!reader.error().what.isEmpty());
    QCOMPARE(reader.error().where, name);
    QVERIFY(!TrafficReader::open(m_folder->filePath(u"missing"_qs)));
}

void TestTrafficReader::brokenFileIsAnError()
{
    write(*m_store, messages(2000, 1, 500));
    m_reader.reset();
    m_store.reset();
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 at = 6 * 16'384; at < file.size(); at += 16'384) {
        file.seek(at);
        file.write(QByteArray(4000, '\xff'));
    }
    file.close();
    const auto reader = TrafficReader::open(m_fileName);
    QVERIFY(reader);
    const Result<QList<Row>> rows = (*reader)->rows(1, 2000);
    QVERIFY(!rows);
    QVERIFY(rows.error().what.contains(u"malformed"));
}

QTEST_GUILESS_MAIN(TestTrafficReader)
#include "tst_trafficreader.moc"

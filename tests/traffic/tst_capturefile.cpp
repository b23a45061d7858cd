// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/capturefile.h"
#include "app/traffic/trafficreader.h"
#include "app/traffic/trafficstore.h"

#include "rows.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace framewright;
using namespace framewright::traffic;

class TestCaptureFile final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void isForItsOwnerOnly();
    void saysWhoseItIs();
    void viewIsReadable();
    void takesAnEmptyFile();
    void leavesOthersAlone_data();
    void leavesOthersAlone();
    void oneWriterOnly();
    void folderThatCannotBeWritten_data();
    void folderThatCannotBeWritten();
    void survivesAKill();
    void olderFilesAreRead();
    void olderFilesGoOn();

private:
    void makeOfVersion1();
    void make(const QByteArray &content);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_fileName;
};

void TestCaptureFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fileName = m_folder->filePath(u"capture.sqlite"_qs);
}

void TestCaptureFile::make(const QByteArray &content)
{
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// As the first version wrote it, with one row that a rule has made.
void TestCaptureFile::makeOfVersion1()
{
    make({});
    Database database = *Database::open(m_fileName, Database::Access::ReadWrite);
    QVERIFY(database.execute(
        "PRAGMA application_id=1180132208; PRAGMA user_version=1;"
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
        "CREATE TABLE session (number INTEGER PRIMARY KEY, first_row INTEGER NOT NULL, started INTEGER NOT NULL,"
        " program TEXT NOT NULL);"
        "CREATE TABLE label (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);"
        "CREATE TABLE event (number INTEGER PRIMARY KEY, time INTEGER NOT NULL, connection INTEGER NOT NULL,"
        " code INTEGER NOT NULL, label INTEGER, wire_size INTEGER NOT NULL, detail BLOB, payload BLOB);"
        "CREATE VIEW log AS SELECT event.number, label.text AS label FROM event LEFT JOIN label"
        " ON label.number = event.label;"
        "INSERT INTO label VALUES(1,'greeting');"
        "INSERT INTO event VALUES(1,5,1,197121,1,7,NULL,x'6869');"));
}

void TestCaptureFile::olderFilesAreRead()
{
    makeOfVersion1();
    const auto reader = TrafficReader::open(m_fileName);
    QVERIFY(reader);
    const Row row = (*reader)->row(1)->value();
    QCOMPARE(row.label, u"greeting"_qs);
    QCOMPARE(row.preview, QByteArray("hi"));
    QCOMPARE(row.cause, 0);
    QCOMPARE(row.ruleTime, 0);
}

void TestCaptureFile::olderFilesGoOn()
{
    makeOfVersion1();
    auto store = std::move(*TrafficStore::open({m_fileName, 64 << 20, {}}));
    event::EventBatch batch;
    batch.firstTicket = 1;
    batch.labels = {{1, "greeting", event::Means::Timer, "t"}};
    batch.add(test::message(1), "a");
    event::EventRecord record = test::message(1, 1);
    record.cause = 1;
    batch.add(record, "b", "detail");
    test::write(*store, batch);
    const auto reader = TrafficReader::open(m_fileName);
    const QList<Row> rows = *(*reader)->rows(1, 3);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].label, u"greeting"_qs);
    QCOMPARE(rows[0].means, event::Means::Rule);
    QCOMPARE(rows[0].preview, QByteArray("hi"));
    QCOMPARE(rows[2].name, u"t"_qs);
    QCOMPARE(rows[2].cause, 2);
    QCOMPARE(*(*reader)->detail(3), QByteArray("detail"));
    QCOMPARE(*(*reader)->payload(3), QByteArray("b"));
    Database database = *Database::open(m_fileName, Database::Access::ReadOnly);
    QCOMPARE(*database.number("SELECT cause FROM log WHERE means='timer' AND name='t'"), 2);
}

void TestCaptureFile::isForItsOwnerOnly()
{
    const mode_t before = ::umask(0);
    auto store = std::move(*TrafficStore::open({m_fileName, 64 << 20, {}}));
    test::write(*store, test::messages(5));
    ::umask(before);
    for (const QString &name : {m_fileName, QString(m_fileName + QLatin1String("-wal"))}) {
        struct stat facts = {};
        QCOMPARE(::stat(QFile::encodeName(name).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, mode_t(0600));
    }
}

void TestCaptureFile::saysWhoseItIs()
{
    const auto store = TrafficStore::open({m_fileName, 64 << 20, {}});
    QVERIFY(store);
    // Already now, and in the main file: a kill in the next moment leaves a file that is known as ours.
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(100).contains("FWcp"));
}

void TestCaptureFile::viewIsReadable()
{
    auto store = std::move(*TrafficStore::open({m_fileName, 64 << 20, {}}));
    event::EventBatch batch;
    batch.labels = {{1, "greeting"}};
    event::EventRecord record = test::message(4, 1);
    record.time = 1'700'000'000'001'002'003;
    record.flags = event::eventflag::Compressed | event::eventflag::Client;
    batch.add(record, "hello");
    test::write(*store, batch);
    Database database = *Database::open(m_fileName, Database::Access::ReadOnly);
    Result<Statement> query = database.prepare(
        "SELECT time || '|' || session || '|' || connection || '|' || kind || '|' || direction || '|' || opcode || '|' "
        "|| compressed || fragmented || masked || client || abnormal || '|' || label || '|' || payload FROM log");
    QVERIFY(query);
    QCOMPARE(query->step(), SQLITE_ROW);
    QCOMPARE(query->bytes(0), QByteArray("2023-11-14T22:13:20.001002Z|1|4|message|in|1|10010|greeting|hello"));
}

void TestCaptureFile::takesAnEmptyFile()
{
    make({});
    QVERIFY(TrafficStore::open({m_fileName, 64 << 20, {}}));
}

void TestCaptureFile::leavesOthersAlone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    const auto database = [](quint32 application, char version) {
        QByteArray head("SQLite format 3\0", 16);
        head.resize(200);
        head.replace(16, 184, QByteArray(184, '\0'));
        head[63] = version;
        for (int i = 0; i < 4; ++i)
            head[68 + i] = char(application >> (24 - 8 * i));
        return head;
    };
    QTest::newRow("text") << QByteArray("precious") << u"not a Framewright capture"_qs;
    QTest::newRow("long text") << QByteArray(500, 'x') << u"not a Framewright capture"_qs;
    QTest::newRow("another program's database") << database(0, 1) << u"not a Framewright capture"_qs;
    QTest::newRow("a newer capture") << database(captureApplicationId, char(captureVersion + 1)) << u"newer"_qs;
    QTest::newRow("ours, but torn") << database(captureApplicationId, 1) << u"cannot be used"_qs;
}

void TestCaptureFile::leavesOthersAlone()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, what);
    make(content);
    const auto store = TrafficStore::open({m_fileName, 64 << 20, {}});
    QVERIFY(!store);
    QVERIFY2(store.error().what.contains(what), qPrintable(store.error().text()));
    QCOMPARE(store.error().where, m_fileName);
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestCaptureFile::oneWriterOnly()
{
    auto first = TrafficStore::open({m_fileName, 64 << 20, {}});
    QVERIFY(first);
    const auto second = TrafficStore::open({m_fileName, 64 << 20, {}});
    QVERIFY(!second);
    QVERIFY2(second.error().what.contains(QString::number(::getpid())), qPrintable(second.error().text()));
    test::write(**first, test::messages(1));
    QCOMPARE((*first)->status().lastRow, 1);
    first->reset();
    QVERIFY(TrafficStore::open({m_fileName, 64 << 20, {}}));
}

void TestCaptureFile::folderThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::newRow("missing folder") << u"/no/such/folder/capture.sqlite"_qs;
    QTest::newRow("not a folder") << u"/dev/null/capture.sqlite"_qs;
    // Not even root can make files there.
    QTest::newRow("read-only folder") << u"/proc/self/capture.sqlite"_qs;
    QTest::newRow("a folder itself") << QDir::tempPath();
}

void TestCaptureFile::folderThatCannotBeWritten()
{
    QFETCH(QString, fileName);
    const auto store = TrafficStore::open({fileName, 64 << 20, {}});
    QVERIFY(!store);
    QVERIFY(!store.error().what.isEmpty());
    QVERIFY(!store.error().advice.isEmpty());
}

void TestCaptureFile::survivesAKill()
{
    // A copy of all files while they are open is what a killed process leaves.
    const QString copy = m_folder->filePath(u"killed.sqlite"_qs);
    {
        auto store = std::move(*TrafficStore::open({m_fileName, 64 << 20, {}}));
        test::write(*store, test::messages(500));
        store->write(test::messages(10));
        for (const QLatin1String suffix : {QLatin1String(""), QLatin1String("-wal")})
            QVERIFY(QFile::copy(m_fileName + suffix, copy + suffix));
    }
    auto store = std::move(*TrafficStore::open({copy, 64 << 20, {}}));
    QCOMPARE(store->status().firstRow, 1);
    QCOMPARE(store->status().lastRow, 500);
    test::write(*store, test::messages(1));
    QCOMPARE(store->status().lastRow, 501);
}

QTEST_GUILESS_MAIN(TestCaptureFile)
#include "tst_capturefile.moc"

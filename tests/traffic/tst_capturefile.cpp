// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/capturefile.h"
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

private:
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
    QTest::newRow("a newer capture") << database(captureApplicationId, 2) << u"newer"_qs;
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

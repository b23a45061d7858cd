// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ndjsonlog.h"

#include "rows.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <thread>

using namespace framewright;
using namespace framewright::traffic;
using test::messages;

class TestNdjsonLog final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void newFileIsForItsOwnerOnly();
    void existingFileGoesOn();
    void labelsAreNamed();
    void flushesByItself();
    void fileThatCannotBeWritten();
    void standardOutputStaysOpen();
    void fullDiskIsSaid();
    void pipeThatNobodyReads();
    void pipeThatIsReadSlowly();

private:
    [[nodiscard]] QByteArray content() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_fileName;
};

void TestNdjsonLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fileName = m_folder->filePath(u"log.ndjson"_qs);
}

QByteArray TestNdjsonLog::content() const
{
    QFile file(m_fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestNdjsonLog::newFileIsForItsOwnerOnly()
{
    const mode_t before = ::umask(0);
    const auto log = NdjsonLog::open(m_fileName);
    ::umask(before);
    QVERIFY(log);
    struct stat facts = {};
    QCOMPARE(::stat(QFile::encodeName(m_fileName).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, mode_t(0600));
}

void TestNdjsonLog::existingFileGoesOn()
{
    for (int run = 1; run <= 2; ++run) {
        const auto log = std::move(*NdjsonLog::open(m_fileName));
        log->write(messages(2));
        log->flush();
        QCOMPARE(content().count('\n'), run * 2);
    }
}

void TestNdjsonLog::labelsAreNamed()
{
    {
        const auto log = std::move(*NdjsonLog::open(m_fileName));
        event::EventBatch names;
        names.labels = {{5, "greeting"}};
        log->write(names);
        event::EventBatch batch;
        batch.add(test::message(1, 5), "a");
        batch.add(test::message(1, 6), "b");
        log->write(batch);
    }
    const QList<QByteArray> lines = content().split('\n');
    QVERIFY(lines[0].contains("\"rule\":\"greeting\""));
    QVERIFY(!lines[1].contains("rule"));
}

void TestNdjsonLog::flushesByItself()
{
    const auto log = std::move(*NdjsonLog::open(m_fileName));
    log->write(messages(1000, 1, 1000));
    QVERIFY(content().size() > 500'000);
}

void TestNdjsonLog::fileThatCannotBeWritten()
{
    const auto log = NdjsonLog::open(m_folder->path());
    QVERIFY(!log);
    QCOMPARE(log.error().where, m_folder->path());
    QVERIFY(!log.error().advice.isEmpty());
}

void TestNdjsonLog::standardOutputStaysOpen()
{
    QVERIFY(NdjsonLog::open(u"-"_qs));
    QVERIFY(::fcntl(STDOUT_FILENO, F_GETFD) >= 0);
}

void TestNdjsonLog::fullDiskIsSaid()
{
    const int descriptor = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    QVERIFY(descriptor >= 0);
    NdjsonLog log(descriptor, NdjsonLog::Descriptor::Owned);
    log.write(messages(3));
    QCOMPARE(log.problem(), QString());
    log.flush();
    QVERIFY(!log.problem().isEmpty());
}

void TestNdjsonLog::pipeThatNobodyReads()
{
    int ends[2] = {};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    NdjsonLog log(ends[1], NdjsonLog::Descriptor::Owned);
    log.giveUpAfter(std::chrono::milliseconds(100));
    log.write(messages(200, 1, 1000));
    log.flush();
    QVERIFY(log.problem().contains(u"Nobody read"_qs));
    // It does not wait a second time.
    log.write(messages(1));
    log.flush();
    ::close(ends[0]);
}

void TestNdjsonLog::pipeThatIsReadSlowly()
{
    int ends[2] = {};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    std::string read;
    std::thread reader([&read, from = ends[0]] {
        char buffer[3000];
        for (ssize_t count = 0; (count = ::read(from, buffer, sizeof buffer)) > 0;)
            read.append(buffer, static_cast<std::size_t>(count));
    });
    {
        NdjsonLog log(ends[1], NdjsonLog::Descriptor::Owned);
        log.write(messages(300, 1, 1000));
        log.flush();
        QCOMPARE(log.problem(), QString());
    }
    reader.join();
    ::close(ends[0]);
    QCOMPARE(std::count(read.cbegin(), read.cend(), '\n'), 300);
}

QTEST_GUILESS_MAIN(TestNdjsonLog)
#include "tst_ndjsonlog.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/temporarycapture.h"
#include "app/traffic/trafficstore.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::traffic;

class TestTemporaryCapture final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void folderIsInTheCache();
    void namesDiffer();
    void folderIsForItsOwnerOnly();
    void folderThatCannotBeMade();
    void removesLeftovers_data();
    void removesLeftovers();
    void leavesCapturesInUse();
    void lockFilesAreLeftToTheirLocks();
    void leavesOtherFiles();
    void missingFolderIsNoError();

private:
    static void makeLeftover(const QString &fileName, int hoursOld);
};

void TestTemporaryCapture::makeLeftover(const QString &fileName, int hoursOld)
{
    const QDateTime time = QDateTime::currentDateTime().addSecs(-3600 * hoursOld);
    for (const char *suffix : {"", "-wal", "-shm"}) {
        QFile file(fileName + QLatin1String(suffix));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("left");
        file.flush();
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    }
}

void TestTemporaryCapture::folderIsInTheCache()
{
    QVERIFY(temporaryCaptureFolder().startsWith(QStandardPaths::writableLocation(QStandardPaths::CacheLocation)));
}

void TestTemporaryCapture::namesDiffer()
{
    const QTemporaryDir folder;
    QVERIFY(*temporaryCaptureName(folder.path()) != *temporaryCaptureName(folder.path()));
}

void TestTemporaryCapture::folderIsForItsOwnerOnly()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"a/b"_qs);
    QVERIFY(temporaryCaptureName(name));
    const QFile::Permissions others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY((QFile::permissions(name) & others) == QFile::Permissions());
}

void TestTemporaryCapture::folderThatCannotBeMade()
{
    const Result<QString> name = temporaryCaptureName(u"/dev/null/captures"_qs);
    QVERIFY(!name);
    QVERIFY(!name.error().advice.isEmpty());
}

void TestTemporaryCapture::removesLeftovers_data()
{
    QTest::addColumn<QList<int>>("ages");
    QTest::addColumn<int>("left");
    QTest::newRow("none") << QList<int>{} << 0;
    QTest::newRow("young") << QList<int>{1, 5} << 2;
    QTest::newRow("old") << QList<int>{30, 100} << 0;
    QTest::newRow("young and old") << QList<int>{1, 100} << 1;
    QTest::newRow("too many") << QList<int>{1, 2, 3, 4} << 2;
}

void TestTemporaryCapture::removesLeftovers()
{
    QFETCH(QList<int>, ages);
    QFETCH(int, left);
    const QTemporaryDir folder;
    for (const int age : ages)
        makeLeftover(folder.filePath(u"traffic-%1.sqlite"_qs.arg(age)), age);
    QCOMPARE(removeLeftoverCaptures(folder.path(), std::chrono::hours(24), 2), ages.size() - left);
    // The youngest stay, with all their files.
    QStringList expected;
    for (int i = 0; i < left; ++i) {
        const QString name = u"traffic-%1.sqlite"_qs.arg(ages[i]);
        expected << name << name + QLatin1String("-shm") << name + QLatin1String("-wal");
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name), expected);
}

void TestTemporaryCapture::leavesCapturesInUse()
{
    const QTemporaryDir folder;
    const QString name = *temporaryCaptureName(folder.path());
    const auto store = TrafficStore::open({name, 4 << 20, {}});
    QVERIFY(store);
    QCOMPARE(removeLeftoverCaptures(folder.path(), std::chrono::hours(0), 0), 0);
    QVERIFY(QFile::exists(name));
}

/// A lock file that somebody else removes makes its lock complain, and lets another process take it meanwhile.
void TestTemporaryCapture::lockFilesAreLeftToTheirLocks()
{
    const QTemporaryDir folder;
    makeLeftover(folder.filePath(u"traffic-old.sqlite"_qs), 24 * 30);
    QFile stale(folder.filePath(u"traffic-old.sqlite.lock"_qs));
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.write("999999999\ngone\n" + QSysInfo::machineHostName().toUtf8() + '\n');
    stale.close();
    QTest::failOnWarning(QRegularExpression(u"lock file"_qs));
    QCOMPARE(removeLeftoverCaptures(folder.path(), std::chrono::hours(1), 0), 1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

void TestTemporaryCapture::leavesOtherFiles()
{
    const QTemporaryDir folder;
    makeLeftover(folder.filePath(u"mine.sqlite"_qs), 1000);
    QCOMPARE(removeLeftoverCaptures(folder.path(), std::chrono::hours(0), 0), 0);
    QVERIFY(QFile::exists(folder.filePath(u"mine.sqlite"_qs)));
}

void TestTemporaryCapture::missingFolderIsNoError()
{
    QCOMPARE(removeLeftoverCaptures(u"/no/such/folder"_qs), 0);
}

QTEST_GUILESS_MAIN(TestTemporaryCapture)
#include "tst_temporarycapture.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace framewright;
using namespace framewright::workspace;

/// The file on disk: replaced at once or not at all, and only files under the folder are read for a workspace.
class SavedFileTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void savesAndLoads();
    void keepsPermissions();
    void followsLinks();
    void leavesTheOldFileWhenWritingFails();
    void leavesTheOldFileWhenItIsCancelled();
    void refusesWhereNothingCanBeWritten_data();
    void refusesWhereNothingCanBeWritten();
    void refusesWhatIsNoFile_data();
    void refusesWhatIsNoFile();
    void leavesABrokenFileAlone();
    void readsOnlyUnderTheFolder_data();
    void readsOnlyUnderTheFolder();

private:
    [[nodiscard]] QString path(const QString &name) const { return QDir(m_folder->path()).absoluteFilePath(name); }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

[[nodiscard]] Workspace named(const QString &name)
{
    Workspace workspace;
    workspace.name = name;
    return workspace;
}

/// No file of this process grows beyond so many bytes while this lives: a full disk without one.
class FileSizeRestriction final
{
public:
    explicit FileSizeRestriction(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        m_handlerBefore = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit restricted{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &restricted);
    }
    ~FileSizeRestriction()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handlerBefore);
    }
    Q_DISABLE_COPY_MOVE(FileSizeRestriction)

private:
    rlimit m_before{};
    void (*m_handlerBefore)(int) = SIG_DFL;
};

} // namespace

void SavedFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void SavedFileTest::savesAndLoads()
{
    const Workspace workspace = named(u"größe"_qs);
    QVERIFY(saveWorkspace(workspace, path(u"a.json"_qs)));
    QCOMPARE(content(u"a.json"_qs), writeWorkspace(workspace));
    QVERIFY(*loadWorkspace(path(u"a.json"_qs)) == workspace);
    QVERIFY(saveWorkspace(named(u"b"_qs), path(u"a.json"_qs)));
    QCOMPARE(loadWorkspace(path(u"a.json"_qs))->name, u"b"_qs);
    QCOMPARE(names(), QStringList{u"a.json"_qs});
}

void SavedFileTest::keepsPermissions()
{
    put(u"a.json"_qs, "old");
    const QByteArray name = QFile::encodeName(path(u"a.json"_qs));
    QCOMPARE(chmod(name.constData(), 0640), 0);
    QVERIFY(saveWorkspace(named(u"x"_qs), path(u"a.json"_qs)));
    struct stat facts = {};
    QCOMPARE(stat(name.constData(), &facts), 0);
    QCOMPARE(int(facts.st_mode & 0777U), 0640);
}

void SavedFileTest::followsLinks()
{
    put(u"real.json"_qs, "old");
    QVERIFY(QFile::link(path(u"real.json"_qs), path(u"link.json"_qs)));
    QVERIFY(saveWorkspace(named(u"x"_qs), path(u"link.json"_qs)));
    QVERIFY(QFileInfo(path(u"link.json"_qs)).isSymLink());
    QCOMPARE(content(u"real.json"_qs), writeWorkspace(named(u"x"_qs)));
}

void SavedFileTest::leavesTheOldFileWhenWritingFails()
{
    put(u"a.json"_qs, "old");
    const Workspace large = named(QString(100000, u'x'));
    {
        const FileSizeRestriction restriction(4096);
        const auto saved = saveWorkspace(large, path(u"a.json"_qs));
        QVERIFY(!saved);
        QCOMPARE(saved.error().where, path(u"a.json"_qs));
        QVERIFY(!saved.error().advice.isEmpty());
    }
    QCOMPARE(content(u"a.json"_qs), QByteArray("old"));
    QCOMPARE(names(), QStringList{u"a.json"_qs});
    QVERIFY(saveWorkspace(large, path(u"a.json"_qs)));
}

void SavedFileTest::leavesTheOldFileWhenItIsCancelled()
{
    put(u"a.json"_qs, "old");
    const auto saved = saveWorkspace(named(u"x"_qs), path(u"a.json"_qs), [] { return false; });
    QVERIFY(!saved);
    QVERIFY2(saved.error().what.contains(u"cancelled"_qs), qPrintable(saved.error().what));
    QCOMPARE(content(u"a.json"_qs), QByteArray("old"));
    QCOMPARE(names(), QStringList{u"a.json"_qs});
    QVERIFY(saveWorkspace(named(u"x"_qs), path(u"a.json"_qs), [] { return true; }));
    QCOMPARE(content(u"a.json"_qs), writeWorkspace(named(u"x"_qs)));
}

void SavedFileTest::refusesWhereNothingCanBeWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("no such folder") << u"none/a.json"_qs;
    QTest::newRow("a file for a folder") << u"file/a.json"_qs;
    QTest::newRow("a folder") << u"folder"_qs;
    // Root may write into any folder of a disk, but not here.
    QTest::newRow("unwritable folder") << u"/proc/framewright.json"_qs;
}

void SavedFileTest::refusesWhereNothingCanBeWritten()
{
    QFETCH(QString, name);
    put(u"file"_qs, "x");
    QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_qs));
    const auto saved = saveWorkspace(named(u"x"_qs), path(name));
    QVERIFY(!saved);
    QVERIFY(saved.error().what.startsWith(u"The workspace cannot be saved"_qs));
    QCOMPARE(names(), (QStringList{u"file"_qs, u"folder"_qs}));
    QCOMPARE(content(u"file"_qs), QByteArray("x"));
}

void SavedFileTest::refusesWhatIsNoFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << u"none.json"_qs << u"no such file"_qs;
    QTest::newRow("folder") << u"."_qs << u"no file"_qs;
    QTest::newRow("device") << u"/dev/zero"_qs << u"no file"_qs;
}

void SavedFileTest::refusesWhatIsNoFile()
{
    QFETCH(QString, name);
    QFETCH(QString, says);
    const auto loaded = loadWorkspace(path(name));
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().what.contains(says), qPrintable(loaded.error().what));
    QCOMPARE(loaded.error().where, path(name));
}

void SavedFileTest::leavesABrokenFileAlone()
{
    const QByteArray broken("{\n  \"framewright\": 1,\n  // a comment\n}");
    put(u"a.json"_qs, broken);
    const auto loaded = loadWorkspace(path(u"a.json"_qs));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().where, QString(path(u"a.json"_qs) + u", line 3, column 3"_qs));
    QCOMPARE(content(u"a.json"_qs), broken);
}

void SavedFileTest::readsOnlyUnderTheFolder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("beside") << u"a.bin"_qs << true;
    QTest::newRow("below") << u"sub/b.bin"_qs << true;
    QTest::newRow("around and back") << u"sub/../a.bin"_qs << true;
    QTest::newRow("above") << u"../secret"_qs << false;
    QTest::newRow("absolute") << u"/etc/passwd"_qs << false;
    QTest::newRow("a sibling with the same beginning") << u"../work-secret"_qs << false;
    QTest::newRow("link to above") << u"link"_qs << false;
    QTest::newRow("through a linked folder") << u"up/secret"_qs << false;
    QTest::newRow("folder") << u"sub"_qs << false;
    QTest::newRow("the folder itself") << u"."_qs << false;
    QTest::newRow("missing") << u"none"_qs << false;
    QTest::newRow("too large") << u"large.bin"_qs << false;
    QTest::newRow("empty name") << QString() << false;
}

void SavedFileTest::readsOnlyUnderTheFolder()
{
    QFETCH(QString, name);
    QFETCH(bool, allowed);
    QDir top(m_folder->path());
    QVERIFY(top.mkpath(u"work/sub"_qs));
    put(u"secret"_qs, "secret");
    put(u"work-secret"_qs, "secret");
    put(u"work/a.bin"_qs, "bytes");
    put(u"work/sub/b.bin"_qs, "bytes");
    put(u"work/large.bin"_qs, QByteArray(17, 'x'));
    QVERIFY(QFile::link(path(u"secret"_qs), path(u"work/link"_qs)));
    QVERIFY(QFile::link(m_folder->path(), path(u"work/up"_qs)));
    const auto read = readFileUnder(path(u"work"_qs), name, 16);
    QCOMPARE(read.has_value(), allowed);
    if (read)
        QCOMPARE(*read, QByteArray("bytes"));
    else
        QVERIFY(!read.error().what.isEmpty());
    QVERIFY(!readFileUnder({}, name, 16));
}

QTEST_GUILESS_MAIN(SavedFileTest)
#include "tst_savedfile.moc"

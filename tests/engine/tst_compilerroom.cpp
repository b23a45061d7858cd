// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/compilerroom.h"
#include "app/workspace/workspacefile.h"

#include <QMutex>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace framewright;
using namespace framewright::engine;

namespace {

/// So many rules that they are compiled behind.
constexpr int manyRules = 3000;

std::shared_ptr<const workspace::Workspace> workspaceOf(int rules, const QByteArray &path = "/a")
{
    QByteArray text = R"({"framewright": 1, "servers": [{"routes": [{"path": ")" + path + R"(", "rules": [)";
    for (int rule = 0; rule < rules; ++rule)
        text += (rule == 0 ? "" : ",") + QByteArray(R"({"match": {"$.n": )") + QByteArray::number(rule) +
                R"(}, "do": [{"send": "{{$.n}}"}]})";
    Result<workspace::Workspace> read = workspace::readWorkspace(text + "]}]}]}");
    if (!read)
        qFatal("The test's workspace is broken: %s", qUtf8Printable(read.error().text()));
    std::uint64_t next = 1;
    workspace::assignIdentities(*read, next);
    return std::make_shared<const workspace::Workspace>(*std::move(read));
}

/// Notes in which order things came to the servers.
class Servers final
{
public:
    [[nodiscard]] std::function<void(CompilerRoom::Setups)> taker()
    {
        return [this](const CompilerRoom::Setups &setups) {
            note(QString::fromUtf8(setups.front().routes.front().route.path.toUtf8()));
            m_sameThread = QThread::currentThread() == m_home;
        };
    }
    void note(const QString &what)
    {
        const QMutexLocker lock(&m_mutex);
        m_notes.append(what);
    }
    [[nodiscard]] QStringList notes()
    {
        const QMutexLocker lock(&m_mutex);
        return m_notes;
    }
    [[nodiscard]] bool wasSameThread() const { return m_sameThread; }

private:
    QMutex m_mutex;
    QStringList m_notes;
    QThread *m_home = QThread::currentThread();
    std::atomic<bool> m_sameThread{false};
};

} // namespace

class TestCompilerRoom final : public QObject
{
    Q_OBJECT
private slots:
    void fewAreCompiledAtOnce();
    void manyAreCompiledBehind();
    void muchDataIsComparedBehind();
    void problemsOfManyRoutesComeInParts();
    void commandsKeepTheirPlace();
    void onlyTheLastCounts();
    void canBeDestroyedMeanwhile();
};

void TestCompilerRoom::fewAreCompiledAtOnce()
{
    Servers servers;
    CompilerRoom room;
    const QSignalSpy busy(&room, &CompilerRoom::busyChanged);
    int problems = 0;
    connect(&room, &CompilerRoom::problemsFound, this, [&problems] { ++problems; });
    room.compile(workspaceOf(3), {}, servers.taker());
    QCOMPARE(servers.notes(), QStringList{u"/a"_qs});
    QVERIFY(servers.wasSameThread());
    QCOMPARE(problems, 1);
    QVERIFY(busy.isEmpty());
}

void TestCompilerRoom::manyAreCompiledBehind()
{
    Servers servers;
    CompilerRoom room;
    const QSignalSpy busy(&room, &CompilerRoom::busyChanged);
    int problems = 0;
    connect(&room, &CompilerRoom::problemsFound, this, [&problems] { ++problems; });
    room.compile(workspaceOf(manyRules), {}, servers.taker());
    QCOMPARE(busy.size(), 1);
    QTRY_COMPARE(busy.size(), 2);
    QCOMPARE(busy.last().first().toBool(), false);
    QCOMPARE(servers.notes(), QStringList{u"/a"_qs});
    QVERIFY(!servers.wasSameThread());
    QCOMPARE(problems, 1);
}

void TestCompilerRoom::muchDataIsComparedBehind()
{
    Servers servers;
    CompilerRoom room;
    const QSignalSpy busy(&room, &CompilerRoom::busyChanged);
    workspace::Workspace large = *workspaceOf(3);
    large.data = value::Value::object({{"x", value::Value::text(QByteArray(2 << 20, 'x'))}});
    room.compile(std::make_shared<const workspace::Workspace>(large), {}, servers.taker());
    QCOMPARE(busy.size(), 1);
    QTRY_COMPARE(busy.size(), 2);
    QVERIFY(!servers.wasSameThread());
}

/// In their order, and whoever waits for its turn on this thread gets it between them.
void TestCompilerRoom::problemsOfManyRoutesComeInParts()
{
    constexpr std::uint64_t routes = 2000;
    workspace::Workspace many = *workspaceOf(1);
    many.servers.front().routes.resize(routes);
    std::uint64_t next = 10;
    workspace::assignIdentities(many, next);
    Servers servers;
    CompilerRoom room;
    std::vector<RouteId> told;
    std::size_t toldBetween = 0;
    connect(&room, &CompilerRoom::problemsFound, this, [&](RouteId route) {
        told.push_back(route);
        if (told.size() == 1)
            QMetaObject::invokeMethod(
                this, [&] { toldBetween = told.size(); }, Qt::QueuedConnection);
    });
    room.compile(std::make_shared<const workspace::Workspace>(many), {}, servers.taker());
    QTRY_COMPARE(told.size(), std::size_t(routes));
    QVERIFY(toldBetween > 0 && toldBetween < routes / 2);
    for (std::size_t place = 0; place < told.size(); ++place)
        QCOMPARE(told[place], many.servers.front().routes[place].id);
}

void TestCompilerRoom::commandsKeepTheirPlace()
{
    Servers servers;
    CompilerRoom room;
    const QSignalSpy busy(&room, &CompilerRoom::busyChanged);
    room.compile(workspaceOf(manyRules, "/first"), {}, servers.taker());
    room.runBehind([&servers] { servers.note(u"start"_qs); });
    // Few, but behind: and the start must find what it starts, though a later state came.
    room.compile(workspaceOf(3, "/second"), {}, servers.taker());
    room.runBehind([&servers] { servers.note(u"stop"_qs); });
    QTRY_COMPARE(busy.size(), 2);
    QCOMPARE(servers.notes(), (QStringList{u"/first"_qs, u"start"_qs, u"/second"_qs, u"stop"_qs}));
    room.runBehind([&servers] { servers.note(u"now"_qs); });
    QCOMPARE(servers.notes().last(), u"now"_qs);
}

void TestCompilerRoom::onlyTheLastCounts()
{
    Servers servers;
    CompilerRoom room;
    const QSignalSpy busy(&room, &CompilerRoom::busyChanged);
    for (const char *path : {"/one", "/two", "/three"})
        room.compile(workspaceOf(manyRules, path), {}, servers.taker());
    QTRY_COMPARE(busy.size(), 2);
    // The first may have been done already when the second came.
    const QStringList notes = servers.notes();
    QCOMPARE(notes.last(), u"/three"_qs);
    QVERIFY2(!notes.contains(u"/two"_qs) || notes.size() < 3, qPrintable(notes.join(u' ')));
}

void TestCompilerRoom::canBeDestroyedMeanwhile()
{
    Servers servers;
    {
        CompilerRoom room;
        room.compile(workspaceOf(manyRules), {}, servers.taker());
        room.runBehind([&servers] { servers.note(u"start"_qs); });
    }
    QVERIFY(servers.notes().size() <= 2);
}

QTEST_GUILESS_MAIN(TestCompilerRoom)
#include "tst_compilerroom.moc"

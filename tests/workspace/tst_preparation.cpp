// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"
#include "app/workspace/preparation.h"
#include "app/workspace/workspacefile.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>
#include <thread>

using namespace framewright;
using namespace framewright::workspace;

/// A workspace that was read, or is written, on another thread than its document's.
class PreparationTest final : public QObject
{
    Q_OBJECT

private slots:
    void givesIdentitiesOfItsOwn();
    void keepsThoseOfTheSameFile();
    void runsDoNotMeet();
    void pairsWhatIsAlike();
    void reloadsAtNoCost();
    void snapshotsComeBack();
    void editsWhileItIsWritten();
    void largeOnes_data();
    void largeOnes();
};

namespace {

[[nodiscard]] Workspace withRoutes(int routes, int rules = 1)
{
    Workspace workspace;
    workspace.servers.resize(1);
    for (int number = 0; number < routes; ++number) {
        Route route;
        route.path = u"/r%1"_qs.arg(number);
        route.rules.resize(std::size_t(rules));
        for (int place = 0; place < rules; ++place)
            route.rules[std::size_t(place)].name = u"rule %1"_qs.arg(place);
        workspace.servers[0].routes.push_back(route);
    }
    return workspace;
}

[[nodiscard]] std::set<std::uint64_t> routeNumbers(const Workspace &workspace)
{
    std::set<std::uint64_t> numbers;
    for (const Route &route : workspace.servers[0].routes)
        numbers.insert(route.id.value);
    return numbers;
}

} // namespace

void PreparationTest::givesIdentitiesOfItsOwn()
{
    Document document;
    document.start(withRoutes(3));
    const Preparation preparation = document.prepare(u"other.json"_qs);
    QVERIFY(!preparation.before);
    std::shared_ptr<const Workspace> ready;
    Workspace read = withRoutes(4);
    read.servers[0].routes[1].id = document.workspace().servers[0].routes[1].id; // The reader's numbers are void.
    std::thread([&] { ready = makeReady(std::move(read), preparation); }).join();
    // What comes while it is being read has another number, too.
    const RouteId added = document.addRoute(document.workspace().servers[0].id, {});
    const std::set<std::uint64_t> before = routeNumbers(document.workspace());
    const std::set<std::uint64_t> now = routeNumbers(*ready);
    QCOMPARE(now.size(), std::size_t(4));
    QVERIFY(!now.contains(0) && !now.contains(added.value));
    QVERIFY(std::ranges::none_of(now, [&](std::uint64_t number) { return before.contains(number); }));
    QSignalSpy started(&document, &Document::started);
    document.open(ready, u"other.json"_qs);
    QCOMPARE(document.snapshot(), ready);
    QVERIFY(!document.isModified());
    QCOMPARE(started.count(), 1);
    const RouteId later = document.addRoute(document.workspace().servers[0].id, {});
    QVERIFY(!now.contains(later.value));
}

void PreparationTest::keepsThoseOfTheSameFile()
{
    const QTemporaryDir folder;
    Document document;
    document.start(withRoutes(3));
    QVERIFY(document.saveAs(folder.filePath(u"a.json"_qs)));
    const auto ready = makeReady(withRoutes(4), document.prepare(document.fileName()));
    for (std::size_t place = 0; place < 3; ++place)
        QCOMPARE(ready->servers[0].routes[place].id, document.workspace().servers[0].routes[place].id);
    QCOMPARE(ready->servers[0].routes[0].rules[0].id, document.workspace().servers[0].routes[0].rules[0].id);
    QVERIFY(!document.workspace().findRoute(ready->servers[0].routes[3].id));
}

void PreparationTest::runsDoNotMeet()
{
    Document document;
    const Preparation one = document.prepare(u"one.json"_qs);
    const Preparation two = document.prepare(u"two.json"_qs);
    QVERIFY(two.firstIdentity >= one.firstIdentity + FileSizeLimit);
}

/// Long lists of the same parts, one of them new at the front and one gone.
void PreparationTest::pairsWhatIsAlike()
{
    Document document;
    document.start(withRoutes(1, 20'000));
    Workspace changed = withRoutes(1, 20'000);
    std::vector<Rule> &rules = changed.servers[0].routes[0].rules;
    rules.erase(rules.begin() + 10'000);
    Rule added;
    added.name = u"another"_qs;
    rules.insert(rules.begin(), added);
    const auto ready = makeReady(changed, document.prepare({}));
    const std::vector<Rule> &before = document.workspace().servers[0].routes[0].rules;
    const std::vector<Rule> &now = ready->servers[0].routes[0].rules;
    QCOMPARE(now[1].id, before[0].id);
    QCOMPARE(now[10'000].id, before[9'999].id);
    QCOMPARE(now[10'001].id, before[10'001].id);
    QCOMPARE(now.back().id, before.back().id);
    QVERIFY(std::ranges::find(before, now[0].id, &Rule::id) == before.end());
}

void PreparationTest::reloadsAtNoCost()
{
    Document document;
    document.start(withRoutes(3));
    document.setName(u"mine"_qs);
    QSignalSpy changes(&document, &Document::changed);
    const auto ready = makeReady(withRoutes(2), document.prepare({}));
    document.reload(ready);
    QCOMPARE(document.snapshot(), ready);
    QVERIFY(!document.isModified());
    QCOMPARE(changes.count(), 1);
}

void PreparationTest::snapshotsComeBack()
{
    Document document;
    document.start(withRoutes(3));
    const auto before = document.snapshot();
    document.setName(u"other"_qs);
    document.replaceAll(before);
    QCOMPARE(document.snapshot(), before);
    QVERIFY(!document.isModified());
}

void PreparationTest::editsWhileItIsWritten()
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(u"a.json"_qs);
    Document document;
    document.start(withRoutes(1));
    document.setName(u"written"_qs);
    const auto written = document.snapshot();
    bool isWritten = false;
    std::thread([&] { isWritten = saveWorkspace(*written, fileName).has_value(); }).join();
    QVERIFY(isWritten);
    document.setName(u"later"_qs);
    QSignalSpy saved(&document, &Document::saved);
    document.setSavedAs(written, fileName);
    QCOMPARE(document.fileName(), fileName);
    QCOMPARE(saved.count(), 1);
    QVERIFY(document.isModified());
    document.setName(u"written"_qs);
    QVERIFY(!document.isModified());
}

void PreparationTest::largeOnes_data()
{
    QTest::addColumn<Workspace>("workspace");
    QTest::addColumn<bool>("large");
    QTest::newRow("nothing") << Workspace() << false;
    QTest::newRow("some routes") << withRoutes(100, 10) << false;
    QTest::newRow("many routes") << withRoutes(1000, 100) << true;
    Workspace workspace;
    workspace.data = Value::object({{"x", Value::text(QByteArray(2 << 20, 'x'))}});
    QTest::newRow("a long text in the data") << workspace << true;
    workspace = {};
    workspace.messages.resize(1);
    workspace.messages[0].send = Value::list(std::vector<Value>(1 << 19, Value::integer(1)));
    QTest::newRow("a long list in a message") << workspace << true;
    workspace = withRoutes(1);
    workspace.servers[0].routes[0].rules[0].match = Value::object({{"$.x", Value::text(QByteArray(2 << 20, 'x'))}});
    QTest::newRow("a long text in a rule") << workspace << true;
}

void PreparationTest::largeOnes()
{
    QFETCH(Workspace, workspace);
    QTEST(isLarge(workspace), "large");
}

QTEST_GUILESS_MAIN(PreparationTest)
#include "tst_preparation.moc"

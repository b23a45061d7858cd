// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::workspace;
using What = Change::What;

/// The only mutator: each edit says what it changed, once, and snapshots never change.
class DocumentTest final : public QObject
{
    Q_OBJECT

private slots:
    void setsMembers();
    void addsParts();
    void addsNothingToNothing();
    void setsParts();
    void removesParts();
    void movesParts_data();
    void movesParts();
    void movesAcross();
    void saysNothingWhenNothingChanges();
    void bringsBackTheSamePart();
    void givesCopiesTheirOwnIdentity();
    void snapshotsStay();
    void knowsWhetherItIsModified();
    void loadsAndSaves();
    void staysWhenLoadingFails();
    void reloadingKeepsIdentities();
    void replacesEverythingInOneEdit();
    void remembersItsOrigin();
};

namespace {

[[nodiscard]] Server serverWith(const QString &name, const QStringList &paths)
{
    Server server;
    server.name = name;
    for (const QString &path : paths) {
        Route route;
        route.path = path;
        route.rules.resize(2);
        route.rules[0].name = path + u" first"_qs;
        route.rules[1].name = path + u" second"_qs;
        server.routes.push_back(route);
    }
    return server;
}

[[nodiscard]] Workspace twoServers()
{
    Workspace workspace;
    workspace.servers = {serverWith(u"one"_qs, {u"/a"_qs, u"/b"_qs, u"/c"_qs}), serverWith(u"two"_qs, {u"/x"_qs})};
    return workspace;
}

[[nodiscard]] QStringList pathsOf(const Server &server)
{
    QStringList paths;
    for (const Route &route : server.routes)
        paths.append(route.path);
    return paths;
}

/// Takes the one change that was said since the last time.
[[nodiscard]] Change onlyChange(QSignalSpy &spy)
{
    if (spy.size() != 1)
        return Change{What::Everything, ServerId{999}, {}, {}};
    return spy.takeFirst().at(0).value<Change>();
}

} // namespace

void DocumentTest::setsMembers()
{
    Document document;
    QSignalSpy changes(&document, &Document::changed);
    document.setName(u"n"_qs);
    QCOMPARE(onlyChange(changes).what, What::Name);
    document.setShared(Value::object({{"s", Value::null()}}));
    QCOMPARE(onlyChange(changes).what, What::Variables);
    document.setMessages(std::vector<SavedMessage>(1));
    QCOMPARE(onlyChange(changes).what, What::Messages);
    document.setRequests(std::vector<SavedRequest>(1));
    QCOMPARE(onlyChange(changes).what, What::Requests);
    document.setEnvironments(std::vector<Environment>(1));
    QCOMPARE(onlyChange(changes).what, What::Variables);
    document.setEnvironment(u"dev"_qs);
    QCOMPARE(onlyChange(changes).what, What::Variables);
    document.setDataSets(Value::object({{"a", Value::integer(1)}}));
    QCOMPARE(onlyChange(changes).what, What::Variables);
    QCOMPARE(document.workspace().name, u"n"_qs);
    QCOMPARE(document.workspace().messages.size(), 1U);
    QVERIFY(document.workspace().data["a"] == Value::integer(1));
}

void DocumentTest::addsParts()
{
    Document document;
    QSignalSpy changes(&document, &Document::changed);
    const ServerId server = document.addServer(serverWith(u"s"_qs, {}));
    QVERIFY(server);
    QCOMPARE(onlyChange(changes), (Change{What::ServerAdded, server, {}, {}}));
    Route made;
    made.path = u"/last"_qs;
    const RouteId last = document.addRoute(server, made);
    QCOMPARE(onlyChange(changes), (Change{What::RouteAdded, server, last, {}}));
    made.path = u"/first"_qs;
    const RouteId first = document.addRoute(server, made, 0);
    QCOMPARE(onlyChange(changes).route, first);
    made.path = u"/far"_qs;
    QVERIFY(document.addRoute(server, made, 99));
    changes.clear();
    QCOMPARE(pathsOf(document.workspace().servers[0]), (QStringList{u"/first"_qs, u"/last"_qs, u"/far"_qs}));
    const RuleId rule = document.addRule(last, Rule());
    QCOMPARE(onlyChange(changes), (Change{What::RuleAdded, server, last, rule}));
    QVERIFY(document.workspace().findRule(rule));
}

void DocumentTest::addsNothingToNothing()
{
    Document document;
    QSignalSpy changes(&document, &Document::changed);
    QVERIFY(!document.addRoute(ServerId{7}, Route()));
    QVERIFY(!document.addRule(RouteId{7}, Rule()));
    QVERIFY(!document.setServer(ServerId{7}, Server()));
    QVERIFY(!document.setRoute(RouteId{7}, Route()));
    QVERIFY(!document.setRule(RuleId{7}, Rule()));
    QVERIFY(!document.removeServer(ServerId{7}));
    QVERIFY(!document.removeRoute(RouteId{7}));
    QVERIFY(!document.removeRule(RuleId{7}));
    QVERIFY(!document.moveServer(ServerId{7}, 0));
    QVERIFY(!document.moveRoute(RouteId{7}, ServerId{7}, 0));
    QVERIFY(!document.moveRule(RuleId{7}, RouteId{7}, 0));
    QCOMPARE(changes.size(), 0);
    QVERIFY(!document.isModified());
}

void DocumentTest::setsParts()
{
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    Server server = document.workspace().servers[1];
    const ServerId serverId = server.id;
    server.port = 9999;
    server.id = {};
    QVERIFY(document.setServer(serverId, server));
    QCOMPARE(onlyChange(changes), (Change{What::ServerChanged, serverId, {}, {}}));
    QCOMPARE(document.workspace().findServer(serverId)->port, 9999);

    Route route = document.workspace().servers[0].routes[1];
    const RuleId kept = route.rules[0].id;
    route.path = u"/new"_qs;
    route.rules.emplace_back();
    QVERIFY(document.setRoute(route.id, route));
    QCOMPARE(onlyChange(changes), (Change{What::RouteChanged, document.workspace().servers[0].id, route.id, {}}));
    const Route *changed = document.workspace().findRoute(route.id);
    QCOMPARE(changed->path, u"/new"_qs);
    QCOMPARE(changed->rules[0].id, kept);
    QVERIFY(changed->rules[2].id);

    Rule rule = changed->rules[1];
    rule.when = u"true"_qs;
    QVERIFY(document.setRule(rule.id, rule));
    QCOMPARE(onlyChange(changes), (Change{What::RuleChanged, document.workspace().servers[0].id, route.id, rule.id}));
    QCOMPARE(document.workspace().findRule(rule.id)->when, u"true"_qs);
}

void DocumentTest::removesParts()
{
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    const Server server = document.workspace().servers[0];
    const Route route = server.routes[1];
    QVERIFY(document.removeRule(route.rules[0].id));
    QCOMPARE(onlyChange(changes), (Change{What::RuleRemoved, server.id, route.id, route.rules[0].id}));
    QVERIFY(document.removeRoute(route.id));
    QCOMPARE(onlyChange(changes), (Change{What::RouteRemoved, server.id, route.id, {}}));
    QCOMPARE(pathsOf(document.workspace().servers[0]), (QStringList{u"/a"_qs, u"/c"_qs}));
    QVERIFY(document.removeServer(server.id));
    QCOMPARE(onlyChange(changes), (Change{What::ServerRemoved, server.id, {}, {}}));
    QCOMPARE(document.workspace().servers.size(), 1U);
    QVERIFY(!document.removeServer(server.id));
}

void DocumentTest::movesParts_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("order"); // empty: nothing moved
    QTest::newRow("first to last") << 0 << 2 << u"/b/c/a"_qs;
    QTest::newRow("first to the middle") << 0 << 1 << u"/b/a/c"_qs;
    QTest::newRow("last to first") << 2 << 0 << u"/c/a/b"_qs;
    QTest::newRow("beyond the end") << 0 << 99 << u"/b/c/a"_qs;
    QTest::newRow("to the end") << 1 << -1 << u"/a/c/b"_qs;
    QTest::newRow("to where it is") << 1 << 1 << QString();
    QTest::newRow("last beyond the end") << 2 << 99 << QString();
}

void DocumentTest::movesParts()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, order);
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    const Server server = document.workspace().servers[0];
    const RouteId route = server.routes[std::size_t(from)].id;
    QCOMPARE(document.moveRoute(route, server.id, to), !order.isEmpty());
    if (order.isEmpty()) {
        QCOMPARE(changes.size(), 0);
        return;
    }
    QCOMPARE(onlyChange(changes), (Change{What::RouteMoved, server.id, route, {}}));
    QCOMPARE(pathsOf(document.workspace().servers[0]).join(QString()), order);
}

void DocumentTest::movesAcross()
{
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    const Server one = document.workspace().servers[0];
    const Server two = document.workspace().servers[1];
    const RouteId route = one.routes[0].id;
    QVERIFY(document.moveRoute(route, two.id, 0));
    QCOMPARE(onlyChange(changes), (Change{What::RouteMoved, two.id, route, {}}));
    QCOMPARE(pathsOf(document.workspace().servers[1]), (QStringList{u"/a"_qs, u"/x"_qs}));
    const RuleId rule = one.routes[1].rules[0].id;
    QVERIFY(document.moveRule(rule, two.routes[0].id, 99));
    QCOMPARE(onlyChange(changes), (Change{What::RuleMoved, two.id, two.routes[0].id, rule}));
    QCOMPARE(document.workspace().findRoute(two.routes[0].id)->rules.back().id, rule);
    QVERIFY(!document.moveRoute(route, ServerId{999}, 0));
    QVERIFY(document.moveServer(two.id, 0));
    QCOMPARE(onlyChange(changes).what, What::ServerMoved);
    QCOMPARE(document.workspace().servers[0].id, two.id);
}

void DocumentTest::saysNothingWhenNothingChanges()
{
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    const auto before = document.snapshot();
    const Server server = document.workspace().servers[0];
    document.setName({});
    document.setMessages({});
    QVERIFY(document.setServer(server.id, server));
    QVERIFY(document.setRoute(server.routes[0].id, server.routes[0]));
    QVERIFY(document.setRule(server.routes[0].rules[0].id, server.routes[0].rules[0]));
    QCOMPARE(changes.size(), 0);
    QCOMPARE(document.snapshot(), before);
}

void DocumentTest::bringsBackTheSamePart()
{
    Document document;
    document.start(twoServers());
    const auto before = document.snapshot();
    const Server server = document.workspace().servers[0];
    QVERIFY(document.removeServer(server.id));
    QVERIFY(document.addServer(serverWith(u"between"_qs, {u"/n"_qs})) != server.id);
    QCOMPARE(document.addServer(server, 0), server.id);
    QCOMPARE(document.workspace().servers[0].routes[2].id, server.routes[2].id);
    QVERIFY(document.workspace().findRule(server.routes[1].rules[1].id));
}

void DocumentTest::givesCopiesTheirOwnIdentity()
{
    Document document;
    document.start(twoServers());
    const Server server = document.workspace().servers[0];
    const Route route = server.routes[0];
    const RouteId copy = document.addRoute(server.id, route, 0);
    QVERIFY(copy && copy != route.id);
    const Route *copied = document.workspace().findRoute(copy);
    QVERIFY(*copied == route);
    QVERIFY(copied->rules[0].id != route.rules[0].id);
    QCOMPARE(document.workspace().findRoute(route.id), &document.workspace().servers[0].routes[1]);
}

void DocumentTest::snapshotsStay()
{
    Document document;
    document.start(twoServers());
    const auto before = document.snapshot();
    const Workspace copy = *before;
    QVERIFY(document.removeRoute(before->servers[0].routes[0].id));
    document.setName(u"other"_qs);
    QVERIFY(*before == copy);
    QVERIFY(document.snapshot() != before);
}

void DocumentTest::knowsWhetherItIsModified()
{
    Document document;
    QSignalSpy modified(&document, &Document::modifiedChanged);
    document.setName(u"a"_qs);
    document.setName(u"b"_qs);
    QCOMPARE(modified.size(), 1);
    QVERIFY(document.isModified());
    document.setName({});
    QVERIFY(!document.isModified());
    QCOMPARE(modified.size(), 2);
    document.setShared(Value::object({{"n", Value::number(*value::Number::parse("1.0"))}}));
    document.start(document.workspace());
    QVERIFY(!document.isModified());
    document.setShared(Value::object({{"n", Value::number(*value::Number::parse("1.00"))}}));
    QVERIFY(document.isModified());
}

void DocumentTest::loadsAndSaves()
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(u"a.json"_qs);
    Document document;
    QSignalSpy names(&document, &Document::fileNameChanged);
    QVERIFY(!document.save());
    QVERIFY(document.folder().isEmpty());
    document.start(twoServers());
    document.setName(u"saved"_qs);
    QVERIFY(document.saveAs(fileName));
    QVERIFY(!document.isModified());
    QCOMPARE(document.fileName(), fileName);
    QCOMPARE(document.folder(), folder.path());
    QCOMPARE(names.size(), 1);
    document.setName(u"again"_qs);
    QVERIFY(document.save());

    Document other;
    QSignalSpy changes(&other, &Document::changed);
    QVERIFY(other.load(fileName, Document::Origin::Foreign));
    QCOMPARE(onlyChange(changes).what, What::Everything);
    QVERIFY(other.workspace() == document.workspace());
    QCOMPARE(other.origin(), Document::Origin::Foreign);
    QVERIFY(!other.isModified());

    other.setName(u"unsaved"_qs);
    QVERIFY(!other.saveAs(folder.filePath(u"none/a.json"_qs)));
    QVERIFY(other.isModified());
    QCOMPARE(other.fileName(), fileName);
}

void DocumentTest::staysWhenLoadingFails()
{
    const QTemporaryDir folder;
    QFile broken(folder.filePath(u"broken.json"_qs));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"framewright\": 2}");
    broken.close();
    Document document;
    document.start(twoServers());
    document.setName(u"mine"_qs);
    QSignalSpy changes(&document, &Document::changed);
    const auto before = document.snapshot();
    const auto loaded = document.load(broken.fileName());
    QVERIFY(!loaded);
    QVERIFY(loaded.error().what.contains(u"version 2"_qs));
    QCOMPARE(document.snapshot(), before);
    QVERIFY(document.isModified());
    QVERIFY(document.fileName().isEmpty());
    QCOMPARE(changes.size(), 0);
}

void DocumentTest::reloadingKeepsIdentities()
{
    const QTemporaryDir folder;
    Document document;
    document.start(twoServers());
    QVERIFY(document.saveAs(folder.filePath(u"a.json"_qs)));
    const auto before = document.snapshot();
    QVERIFY(document.load(document.fileName()));
    QCOMPARE(document.workspace().servers[0].routes[2].id, before->servers[0].routes[2].id);
    QCOMPARE(document.workspace().servers[1].id, before->servers[1].id);

    // Another file has other parts, even when it says the same.
    QVERIFY(saveWorkspace(document.workspace(), folder.filePath(u"b.json"_qs)));
    QVERIFY(document.load(folder.filePath(u"b.json"_qs)));
    QVERIFY(!document.workspace().findServer(before->servers[0].id));
    QVERIFY(!document.workspace().findRoute(before->servers[0].routes[0].id));
}

void DocumentTest::replacesEverythingInOneEdit()
{
    Document document;
    document.start(twoServers());
    QSignalSpy changes(&document, &Document::changed);
    const auto before = document.snapshot();
    Workspace pasted = twoServers();
    pasted.servers[0].routes.erase(pasted.servers[0].routes.begin());
    document.replaceAll(pasted);
    QCOMPARE(onlyChange(changes), Change{});
    QVERIFY(document.isModified());
    QCOMPARE(document.workspace().servers[0].routes[0].id, before->servers[0].routes[1].id);
    document.replaceAll(*before);
    QVERIFY(!document.isModified());
    QCOMPARE(document.workspace().servers[0].routes[0].id, before->servers[0].routes[0].id);
}

void DocumentTest::remembersItsOrigin()
{
    Document document;
    QSignalSpy origins(&document, &Document::originChanged);
    QCOMPARE(document.origin(), Document::Origin::Own);
    document.start({}, Document::Origin::Foreign);
    QCOMPARE(document.origin(), Document::Origin::Foreign);
    document.setOrigin(Document::Origin::Own);
    document.setOrigin(Document::Origin::Own);
    QCOMPARE(origins.size(), 2);
}

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"

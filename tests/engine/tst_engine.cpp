// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/engine.h"

#include "app/base/walltime.h"
#include "app/traffic/trafficreader.h"
#include "app/workspace/workspacefile.h"
#include "tests/support/rawpeer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace framewright;
using namespace framewright::test;
using engine::Engine;
using engine::EngineSettings;
using engine::ServerState;
using wire::ConnectionState;

namespace {

const QByteArray echoRule = R"({"do": [{"send": {"same": true}}]})";

QByteArray serverOf(const QByteArray &name, const QByteArray &routes, const QByteArray &more = {})
{
    return "{\"name\": \"" + name + "\", \"host\": \"127.0.0.1\", \"port\": 0, " + more + "\"routes\": [" + routes +
           "]}";
}

QByteArray routeOf(const QByteArray &path, const QByteArray &rules = echoRule)
{
    return "{\"path\": \"" + path + "\", \"rules\": [" + rules + "]}";
}

std::shared_ptr<const workspace::Workspace> workspaceOf(const QByteArrayList &servers)
{
    auto read = workspace::readWorkspace("{\"framewright\": 1, \"servers\": [" + servers.join(',') + "]}");
    if (!read)
        qFatal("The test's workspace is broken: %s", qUtf8Printable(read.error().text()));
    return std::make_shared<const workspace::Workspace>(*std::move(read));
}

/// An engine and what it last said of each connection.
struct Bench
{
    explicit Bench(EngineSettings settings = withoutRecord())
        : engine(std::move(settings))
    {
        QObject::connect(&engine, &Engine::connectionsChanged, &engine,
                         [this](const QList<wire::ConnectionFacts> &connections) {
                             for (const wire::ConnectionFacts &each : connections)
                                 facts.insert_or_assign(each.id, each);
                         });
    }

    static EngineSettings withoutRecord()
    {
        EngineSettings settings;
        settings.record = false;
        return settings;
    }

    [[nodiscard]] bool isListening(int index = 0) const
    {
        return engine.servers().value(index).state == ServerState::Listening;
    }
    [[nodiscard]] quint16 port(int index = 0) const { return engine.servers().value(index).port; }
    [[nodiscard]] std::optional<wire::ConnectionFacts> firstIn(ConnectionState state) const
    {
        for (const auto &[id, each] : facts) {
            if (each.state == state)
                return each;
        }
        return std::nullopt;
    }

    std::map<ConnectionId, wire::ConnectionFacts> facts;
    Engine engine;
};

} // namespace

class EngineTest final : public QObject
{
    Q_OBJECT
private slots:
    void servesEnabledServers();
    void failureSaysWhy();
    void editsReachLiveConnections();
    void disabledServerStops();
    void removedServerStops();
    void problemsAreToldOnce();
    void commandsReachAPeer();
    void sessionTalksToAServer();
    void sessionThatFailsSaysWhy();
    void hitsAreCounted();
    void recordHoldsBothSides();
    void logOfLinesWithoutACapture();
    void captureThatCannotBeOpened();
    void stopsAll();
    void endsWithLiveClients();
};

void EngineTest::servesEnabledServers()
{
    Bench bench;
    const QSignalSpy changes(&bench.engine, &Engine::serversChanged);
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a")), serverOf("B", routeOf("/b")),
                                    serverOf("C", routeOf("/c"), "\"enabled\": false, ")}),
                       {});
    QCOMPARE(bench.engine.servers().size(), 3);
    QCOMPARE(bench.engine.servers().constFirst().state, ServerState::Stopped);
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening(0) && bench.isListening(1));
    QVERIFY(changes.count() > 1);
    QCOMPARE(bench.engine.servers().at(2).state, ServerState::Stopped);
    QCOMPARE(bench.engine.servers().constFirst().urls.constFirst(), QUrl(u"ws://127.0.0.1:%1"_qs.arg(bench.port(0))));
    QVERIFY(!bench.engine.servers().constFirst().beyondLoopback);
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.port(1)) && peer.upgrade("/b"));
    peer.sendText("x");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("x"));
    QTRY_COMPARE(bench.engine.servers().at(1).live, 1);
}

void EngineTest::failureSaysWhy()
{
    Bench first;
    first.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    first.engine.startAll();
    QTRY_VERIFY(first.isListening());
    Bench second;
    auto taken = *workspaceOf({serverOf("B", routeOf("/b"))});
    taken.servers.front().port = first.port();
    second.engine.apply(std::make_shared<const workspace::Workspace>(taken), {});
    second.engine.startAll();
    QTRY_COMPARE(second.engine.servers().constFirst().state, ServerState::Failed);
    const std::optional<Error> error = second.engine.servers().constFirst().error;
    QVERIFY(error);
    QVERIFY2(error->what.contains(QString::number(first.port())), qPrintable(error->text()));
    QVERIFY(!error->advice.isEmpty());
    // Mended and started again.
    taken.servers.front().port = 0;
    second.engine.apply(std::make_shared<const workspace::Workspace>(taken), {});
    second.engine.start(taken.servers.front().id);
    QTRY_VERIFY(second.isListening());
    QVERIFY(!second.engine.servers().constFirst().error);
}

void EngineTest::editsReachLiveConnections()
{
    Bench bench;
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a") + ',' + routeOf("/gone"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    RawPeer kept;
    RawPeer removed;
    QVERIFY(kept.connectTo(bench.port()) && kept.upgrade("/a"));
    QVERIFY(removed.connectTo(bench.port()) && removed.upgrade("/gone"));
    auto edited = *workspaceOf({serverOf("A", routeOf("/a", R"({"do": [{"send": "edited"}]})"))});
    bench.engine.apply(std::make_shared<const workspace::Workspace>(edited), {});
    QCOMPARE(removed.readFrame().value_or(RawFrame()).closeCode(), 1012);
    kept.sendText("x");
    QCOMPARE(kept.readFrame().value_or(RawFrame()).payload, QByteArray("edited"));
}

void EngineTest::disabledServerStops()
{
    Bench bench;
    auto workspace = *workspaceOf({serverOf("A", routeOf("/a"))});
    bench.engine.apply(std::make_shared<const workspace::Workspace>(workspace), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    workspace.servers.front().enabled = false;
    bench.engine.apply(std::make_shared<const workspace::Workspace>(workspace), {});
    QTRY_COMPARE(bench.engine.servers().constFirst().state, ServerState::Stopped);
}

void EngineTest::removedServerStops()
{
    Bench bench;
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
    bench.engine.apply(workspaceOf({}), {});
    QVERIFY(bench.engine.servers().isEmpty());
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
}

void EngineTest::problemsAreToldOnce()
{
    Bench bench;
    QList<RouteId> told;
    QStringList texts;
    connect(&bench.engine, &Engine::problemsFound, this, [&](RouteId id, const QList<rules::Problem> &problems) {
        told.append(id);
        for (const rules::Problem &problem : problems)
            texts.append(problem.text);
    });
    const auto workspace = workspaceOf({serverOf("A", routeOf("/a", R"({"do": [{"sned": "x"}]})"))});
    bench.engine.apply(workspace, {});
    QCOMPARE(told.size(), 1);
    QCOMPARE(texts.size(), 1);
    bench.engine.apply(workspace, {});
    QCOMPARE(told.size(), 1); // Not compiled again.
}

void EngineTest::commandsReachAPeer()
{
    Bench bench;
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    RawPeer peer;
    RawPeer dropped;
    QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
    QTRY_VERIFY(bench.firstIn(ConnectionState::Open));
    const ConnectionId id = bench.firstIn(ConnectionState::Open)->id;
    bench.engine.sendToPeer(id, protocol::Opcode::Text, "pushed");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("pushed"));
    bench.engine.sendToPeer(id, protocol::Opcode::Ping, "p");
    QVERIFY(peer.readFrame().value_or(RawFrame()).is(Opcode::Ping));
    bench.engine.disconnectPeer(id, {protocol::CloseCode(4001), "enough"});
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 4001);
    peer.send(closeFrame(4001));
    QTRY_COMPARE(bench.facts.at(id).state, ConnectionState::Closed);
    QVERIFY(dropped.connectTo(bench.port()) && dropped.upgrade("/a"));
    QTRY_VERIFY(bench.firstIn(ConnectionState::Open));
    bench.engine.dropPeer(bench.firstIn(ConnectionState::Open)->id);
    QCOMPARE(dropped.waitForEnd(), PeerEnd::Reset);
}

void EngineTest::sessionTalksToAServer()
{
    Bench bench;
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    client::SessionRequest request;
    request.url = bench.engine.servers().constFirst().urls.constFirst();
    request.url.setPath(u"/a"_qs);
    const ConnectionId session = bench.engine.openSession(request);
    QTRY_VERIFY(bench.facts.contains(session) && bench.facts.at(session).state == ConnectionState::Open);
    bench.engine.sendInSession(session, protocol::Opcode::Text, "hello");
    QTRY_COMPARE(bench.facts.at(session).in.messages, std::uint64_t(1));
    bench.engine.closeSession(session, {protocol::closecode::Normal, "done"});
    QTRY_COMPARE(bench.facts.at(session).state, ConnectionState::Closed);
    // Both sides tell the same.
    QTRY_VERIFY(bench.facts.size() == 2 && bench.facts.begin()->second.state == ConnectionState::Closed);
    for (const auto &[id, facts] : bench.facts) {
        QCOMPARE(int(facts.closeCode().value_or(0)), 1000);
        QCOMPARE(facts.closeReason(), QByteArray("done"));
        QCOMPARE(facts.endedBy, wire::EndedBy::Client);
        QCOMPARE(bool(facts.server), id != session);
    }
}

void EngineTest::sessionThatFailsSaysWhy()
{
    Bench bench;
    ConnectionId failed;
    Error error;
    connect(&bench.engine, &Engine::sessionFailed, this, [&](ConnectionId id, const Error &why) {
        failed = id;
        error = why;
    });
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    client::SessionRequest request;
    request.url = bench.engine.servers().constFirst().urls.constFirst();
    request.url.setPath(u"/nope"_qs);
    const ConnectionId session = bench.engine.openSession(request);
    QTRY_COMPARE(failed, session);
    QVERIFY2(error.what.contains(u"404"), qPrintable(error.text()));
}

void EngineTest::hitsAreCounted()
{
    Bench bench;
    QList<rules::RuleHits> hits;
    connect(&bench.engine, &Engine::hitsChanged, this, [&](RouteId, const QList<rules::RuleHits> &now) { hits = now; });
    const std::int64_t before = wallTime();
    bench.engine.apply(
        workspaceOf({serverOf("A", routeOf("/a", R"({"match": {"text": "no"}, "do": []}, )" + echoRule))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening());
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
    for (int each = 0; each < 3; ++each) {
        peer.sendText("x");
        QVERIFY(peer.readFrame());
    }
    QTRY_VERIFY(hits.size() == 2 && hits.back().count == 3);
    QVERIFY(hits.back().last >= before && hits.back().last <= wallTime());
    QCOMPARE(hits.front(), rules::RuleHits());
}

void EngineTest::recordHoldsBothSides()
{
    QTemporaryDir folder;
    EngineSettings settings;
    settings.captureFile = folder.filePath(u"traffic.sqlite"_qs);
    traffic::CaptureStatus status;
    {
        Bench bench(settings);
        QVERIFY2(!bench.engine.captureError(), qPrintable(bench.engine.captureError().value_or(Error()).text()));
        QCOMPARE(bench.engine.captureFile(), settings.captureFile);
        connect(&bench.engine, &Engine::captureChanged, this, [&](const traffic::CaptureStatus &now) { status = now; });
        bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
        bench.engine.startAll();
        QTRY_VERIFY(bench.isListening());
        RawPeer peer;
        QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
        peer.sendText("recorded");
        QVERIFY(peer.readFrame());
        QTRY_COMPARE(status.recorded, 3);
        peer.send(closeFrame(1000));
        QVERIFY(peer.readFrame());
    } // The destructor drains it.
    auto reader = traffic::TrafficReader::open(settings.captureFile);
    QVERIFY(reader);
    const auto count = (*reader)->count();
    QVERIFY(count);
    QCOMPARE(*count, 6); // Opened, two messages, two close frames, ended.
    QCOMPARE(status.missed, 0);
}

void EngineTest::logOfLinesWithoutACapture()
{
    QTemporaryDir folder;
    EngineSettings settings = Bench::withoutRecord();
    settings.logFile = folder.filePath(u"log.ndjson"_qs);
    {
        Bench bench(settings);
        QVERIFY(bench.engine.captureFile().isEmpty());
        bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
        bench.engine.startAll();
        QTRY_VERIFY(bench.isListening());
        RawPeer peer;
        QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
        peer.sendText("logged");
        QVERIFY(peer.readFrame());
    }
    QFile file(settings.logFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray log = file.readAll();
    QCOMPARE(log.count("\"text\":\"logged\""), 2);
    QVERIFY(log.endsWith("}\n"));
}

void EngineTest::captureThatCannotBeOpened()
{
    EngineSettings settings;
    settings.captureFile = u"/proc/nowhere/traffic.sqlite"_qs;
    Bench bench(settings);
    QVERIFY(bench.engine.captureError());
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening()); // Traffic flows all the same.
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
}

void EngineTest::stopsAll()
{
    Bench bench;
    QSignalSpy stopped(&bench.engine, &Engine::stopped);
    bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a")), serverOf("B", routeOf("/b"))}), {});
    bench.engine.startAll();
    QTRY_VERIFY(bench.isListening(0) && bench.isListening(1));
    RawPeer peer;
    QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
    bench.engine.stopAll();
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    peer.send(closeFrame(1001));
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(bench.engine.servers().constFirst().state, ServerState::Stopped);
    // All were stopped already: it says so all the same.
    bench.engine.stopAll();
    QTRY_COMPARE(stopped.count(), 2);
}

void EngineTest::endsWithLiveClients()
{
    RawPeer peer;
    {
        Bench bench;
        bench.engine.apply(workspaceOf({serverOf("A", routeOf("/a"))}), {});
        bench.engine.startAll();
        QTRY_VERIFY(bench.isListening());
        QVERIFY(peer.connectTo(bench.port()) && peer.upgrade("/a"));
        client::SessionRequest request;
        request.url = bench.engine.servers().constFirst().urls.constFirst();
        request.url.setPath(u"/a"_qs);
        const ConnectionId session = bench.engine.openSession(request);
        QTRY_VERIFY(bench.facts.contains(session) && bench.facts.at(session).state == ConnectionState::Open);
    }
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
}

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"

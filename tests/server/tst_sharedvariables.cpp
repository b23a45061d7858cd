// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

using namespace framewright;
using namespace framewright::test;

namespace {

/// Two routes that count in the same variable, and one that does in its own.
const QByteArray routes = R"([
    {"path": "/first", "rules": [{"do": [{"set": {"global.n": "{{global.n + 1}}"}}, {"send": "{{global.n}}"}]}]},
    {"path": "/second", "rules": [{"do": [{"set": {"global.n": "{{global.n + 1}}"}}, {"send": "{{global.n}}"}]}]},
    {"path": "/own", "route": {"n": 5},
     "rules": [{"do": [{"set": {"route.n": "{{route.n + 1}}"}}, {"send": "{{route.n}} {{global.n}}"}]}]}])";
const QByteArray globals = R"("global": {"n": 40},)";

QByteArray ask(TestServer &server, const QByteArray &path)
{
    RawPeer peer;
    if (!peer.connectTo(server.port()) || !peer.upgrade(path))
        return "no upgrade";
    peer.sendText("go");
    const std::optional<RawFrame> answer = peer.readFrame();
    return answer ? answer->payload : QByteArray("no answer");
}

} // namespace

/// `global` belongs to the server: every route of it sees the same.
class SharedVariablesTest final : public QObject
{
    Q_OBJECT
private slots:
    void routesShareThoseOfTheServer();
    void liveEditKeepsThem();
    void startBeginsAnew();
};

void SharedVariablesTest::routesShareThoseOfTheServer()
{
    TestServer server(routes, globals);
    QVERIFY(server.start());
    QCOMPARE(ask(server, "/first"), QByteArray("41"));
    QCOMPARE(ask(server, "/second"), QByteArray("42"));
    QCOMPARE(ask(server, "/first"), QByteArray("43"));
    QCOMPARE(ask(server, "/own"), QByteArray("6 43"));
}

void SharedVariablesTest::liveEditKeepsThem()
{
    TestServer server(routes, globals);
    QVERIFY(server.start());
    QCOMPARE(ask(server, "/first"), QByteArray("41"));
    server.apply(routes, globals);
    QCOMPARE(ask(server, "/second"), QByteArray("42"));
}

void SharedVariablesTest::startBeginsAnew()
{
    TestServer server(routes, globals);
    QVERIFY(server.start());
    QCOMPARE(ask(server, "/first"), QByteArray("41"));
    server.server().stop();
    QTRY_COMPARE(server.status().state, server::ServerState::Stopped);
    QVERIFY(server.start());
    QCOMPARE(ask(server, "/first"), QByteArray("41"));
}

QTEST_GUILESS_MAIN(SharedVariablesTest)
#include "tst_sharedvariables.moc"

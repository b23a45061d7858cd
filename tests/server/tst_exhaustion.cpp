// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/fulltable.h"
#include "tests/support/rawpeer.h"

#include <QHostInfo>
#include <QTest>

#include <ctime>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace framewright;
using test::FullTable;
using test::RawPeer;
using test::TestServer;

namespace {

const QByteArray routes = R"([{"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]}])";

/// Connects with the one descriptor that is left: the kernel takes the connection, the server cannot.
int connectWithTheLast(FullTable &table, quint16 port)
{
    table.leave(1);
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = ::inet_addr("127.0.0.1");
    if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("The last descriptor cannot connect");
    return descriptor;
}

double processorSeconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace

/// A server in a process that the system gives no more descriptors, and hosts that are names.
class TestExhaustion final : public QObject
{
    Q_OBJECT
private slots:
    void waitsWithoutSpinning();
    void goesOnWhenThereIsRoom();
    void servesThoseWhoAreThere();
    void cutsWhoDawdles();
    void unknownHostIsSaid();
    void hostIsLookedUp();
    void canBeStoppedWhileItLooksUp();

private:
    [[nodiscard]] static qsizetype notices(TestServer &server)
    {
        const auto rows = server.rowsOf(event::EventKind::Notice);
        return std::count_if(rows.begin(), rows.end(), [](const test::LoggedRow &row) {
            return row.payload.contains("gives no more connections");
        });
    }
};

void TestExhaustion::waitsWithoutSpinning()
{
    TestServer server(routes);
    QVERIFY(server.start());
    FullTable table;
    const int client = connectWithTheLast(table, server.port());
    QVERIFY(RawPeer::waitUntil([&] { return notices(server) > 0; }));
    const double before = processorSeconds();
    (void)RawPeer::waitUntil([] { return false; }, 1000);
    const double used = processorSeconds() - before;
    QVERIFY2(used < 0.25, qPrintable(QString::number(used)));
    // It says so once, not at each breath.
    QCOMPARE(notices(server), 1);
    QCOMPARE(server.status().state, server::ServerState::Listening);
    ::close(client);
}

void TestExhaustion::goesOnWhenThereIsRoom()
{
    TestServer server(routes);
    QVERIFY(server.start());
    FullTable table;
    const int client = connectWithTheLast(table, server.port());
    QVERIFY(RawPeer::waitUntil([&] { return notices(server) > 0; }));
    table.empty();
    RawPeer peer;
    peer.adopt(client);
    QVERIFY(peer.upgrade("/echo"));
    peer.sendText("back again");
    const auto answer = peer.readFrame();
    QVERIFY(answer);
    QCOMPARE(answer->payload, QByteArray("back again"));
}

void TestExhaustion::servesThoseWhoAreThere()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer early;
    QVERIFY(early.connectTo(server.port()) && early.upgrade("/echo"));
    FullTable table;
    const int client = connectWithTheLast(table, server.port());
    QVERIFY(RawPeer::waitUntil([&] { return notices(server) > 0; }));
    early.sendText("still here");
    const auto answer = early.readFrame();
    QVERIFY(answer);
    QCOMPARE(answer->payload, QByteArray("still here"));
    // Who leaves makes room for who waits.
    early.sendFrame(protocol::Opcode::Close, QByteArray("\x03\xe8", 2));
    QVERIFY(early.waitForEnd() == test::PeerEnd::Fin);
    RawPeer waiting;
    waiting.adopt(client);
    QVERIFY(waiting.upgrade("/echo"));
}

void TestExhaustion::cutsWhoDawdles()
{
    TestServer server(routes);
    QVERIFY(server.start());
    RawPeer idler;
    QVERIFY(idler.connectTo(server.port()));
    idler.send("GET /echo HTTP/1.1\r\n");
    // Who came after it is there, so it is, too.
    RawPeer other;
    QVERIFY(other.connectTo(server.port()) && other.upgrade("/echo"));
    FullTable table;
    const int client = connectWithTheLast(table, server.port());
    // A second after it came, who has not finished its handshake gives way.
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QVERIFY2(facts->endText.contains(u"make room"_qs), qPrintable(facts->endText));
    RawPeer waiting;
    waiting.adopt(client);
    QVERIFY(waiting.upgrade("/echo"));
}

void TestExhaustion::unknownHostIsSaid()
{
    TestServer server(routes);
    server.apply(routes, R"("host": "no-such-host.invalid", )");
    server.server().start();
    QVERIFY(RawPeer::waitUntil([&] { return server.status().state == server::ServerState::Failed; }, 60000));
    QVERIFY(server.status().error);
    QVERIFY2(server.status().error->what.contains(u"no-such-host.invalid is not known"_qs),
             qPrintable(server.status().error->text()));
    QVERIFY(!server.status().error->advice.isEmpty());
    // It recovers with a host that is known.
    server.apply(routes);
    QVERIFY(server.start());
}

void TestExhaustion::hostIsLookedUp()
{
    // Whatever this machine is called: with an address the server listens there, without one it says so.
    const QString name = QHostInfo::localHostName();
    const QHostInfo found = QHostInfo::fromName(name);
    TestServer server(routes);
    server.apply(routes, "\"host\": \"" + name.toUtf8() + "\", ");
    server.server().start();
    QVERIFY(RawPeer::waitUntil(
        [&] {
            return server.status().state == server::ServerState::Failed ||
                   server.status().state == server::ServerState::Listening;
        },
        60000));
    if (found.addresses().isEmpty()) {
        QCOMPARE(server.status().state, server::ServerState::Failed);
        QVERIFY(server.status().error->what.contains(name));
        return;
    }
    QVERIFY2(server.status().state == server::ServerState::Listening,
             server.status().error ? qPrintable(server.status().error->text()) : "");
    QVERIFY(server.port() != 0);
    QVERIFY(!server.status().urls.isEmpty());
}

void TestExhaustion::canBeStoppedWhileItLooksUp()
{
    TestServer server(routes);
    server.apply(routes, R"("host": "no-such-host.invalid", )");
    server.server().start();
    QCOMPARE(server.status().state, server::ServerState::Starting);
    server.server().stop();
    QCOMPARE(server.status().state, server::ServerState::Stopped);
    // Another host meanwhile: what is found of the old one counts no more.
    server.server().start();
    server.apply(routes);
    QVERIFY(RawPeer::waitUntil([&] { return server.status().state != server::ServerState::Starting; }));
    QCOMPARE(server.status().state, server::ServerState::Listening);
    QCOMPARE(server.status().urls.constFirst().host(), u"127.0.0.1"_qs);
}

QTEST_GUILESS_MAIN(TestExhaustion)
#include "tst_exhaustion.moc"

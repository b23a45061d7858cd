// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/sessionhost.h"
#include "tests/client/rawserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using protocol::Opcode;
using test::RawConnection;
using test::rawFrame;
using test::RawServer;

using FactsList = QList<wire::ConnectionFacts>;

class TestSessionHost final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void opensSendsAndCloses();
    void keepsSessionsApart();
    void tellsInBatches();
    void tellsOfFailure();
    void tellsOfMessageThatCannotBeSent();
    void ignoresSessionsThatAreGone();
    void closesAll();
    void closesAllOfNone();
    void diesWithLiveSessions();

private:
    [[nodiscard]] SessionRequest request() const;
    [[nodiscard]] const wire::ConnectionFacts &facts(quint64 id) { return m_facts[id]; }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<SessionHost> m_host;
    QHash<quint64, wire::ConnectionFacts> m_facts;
    int m_batches = 0;
};

void TestSessionHost::init()
{
    m_facts.clear();
    m_batches = 0;
    m_server = std::make_unique<RawServer>();
    m_host = std::make_unique<SessionHost>(nullptr);
    connect(m_host.get(), &SessionHost::factsChanged, this, [this](const FactsList &list) {
        ++m_batches;
        for (const wire::ConnectionFacts &facts : list)
            m_facts.insert(facts.id.value, facts);
    });
}

void TestSessionHost::cleanup()
{
    m_host.reset();
    m_server.reset();
}

SessionRequest TestSessionHost::request() const
{
    SessionRequest request;
    request.url = m_server->url();
    return request;
}

void TestSessionHost::opensSendsAndCloses()
{
    m_host->open(ConnectionId{5}, request());
    RawConnection *connection = m_server->next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(facts(5).state, wire::ConnectionState::Open);
    m_host->send(ConnectionId{5}, Opcode::Text, "hello");
    const auto frame = connection->frame();
    QVERIFY(frame);
    QCOMPARE(frame->payload, QByteArray("hello"));
    QTRY_COMPARE(facts(5).out.messages, 1u);
    connection->write(rawFrame(1, "and back"));
    QTRY_COMPARE(facts(5).in.messages, 1u);
    m_host->close(ConnectionId{5}, {4000, "done"});
    const auto close = connection->frame();
    QVERIFY(close);
    connection->write(rawFrame(8, close->payload));
    connection->finish();
    QTRY_COMPARE(facts(5).state, wire::ConnectionState::Closed);
    QCOMPARE(facts(5).endedBy, wire::EndedBy::Client);
    QCOMPARE(facts(5).closeReason(), QByteArray("done"));
    QCOMPARE(m_host->sessionCount(), 0);
}

void TestSessionHost::keepsSessionsApart()
{
    m_host->open(ConnectionId{1}, request());
    RawConnection *first = m_server->next();
    QVERIFY(first);
    m_host->open(ConnectionId{2}, request());
    RawConnection *second = m_server->next();
    QVERIFY(second);
    // The later one is upgraded first: each gets its own QWebSocket.
    second->accept({}, rawFrame(1, "2"));
    first->accept({}, rawFrame(1, "1") + rawFrame(1, "1"));
    QTRY_COMPARE(facts(1).in.messages, 2u);
    QTRY_COMPARE(facts(2).in.messages, 1u);
    m_host->send(ConnectionId{1}, Opcode::Text, "to the first");
    m_host->send(ConnectionId{2}, Opcode::Text, "to the second");
    QCOMPARE(second->frame().value_or(test::RawFrame{}).payload, QByteArray("to the second"));
    QCOMPARE(first->frame().value_or(test::RawFrame{}).payload, QByteArray("to the first"));
    first->reset();
    QTRY_COMPARE(facts(1).state, wire::ConnectionState::Closed);
    QCOMPARE(facts(2).state, wire::ConnectionState::Open);
}

void TestSessionHost::tellsInBatches()
{
    m_host->open(ConnectionId{1}, request());
    RawConnection *connection = m_server->next();
    QVERIFY(connection);
    connection->accept();
    QTRY_COMPARE(facts(1).state, wire::ConnectionState::Open);
    const int before = m_batches;
    QElapsedTimer elapsed;
    elapsed.start();
    for (int i = 0; i < 1000; ++i)
        m_host->send(ConnectionId{1}, Opcode::Text, "x");
    QTRY_COMPARE(facts(1).out.messages, 1000u);
    QVERIFY(m_batches - before <= elapsed.elapsed() / 50 + 1);
}

void TestSessionHost::tellsOfFailure()
{
    QSignalSpy failed(m_host.get(), &SessionHost::failed);
    m_host->open(ConnectionId{9}, request());
    RawConnection *connection = m_server->next();
    QVERIFY(connection);
    QVERIFY(!connection->head().isEmpty());
    connection->write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(0).value<ConnectionId>(), ConnectionId{9});
    QVERIFY(failed.first().at(1).value<Error>().what.contains(u"401"_qs));
    QTRY_COMPARE(facts(9).state, wire::ConnectionState::Refused);
    QCOMPARE(facts(9).status, 401);
    QCOMPARE(m_host->sessionCount(), 0);
}

void TestSessionHost::tellsOfMessageThatCannotBeSent()
{
    QSignalSpy failed(m_host.get(), &SessionHost::failed);
    m_host->open(ConnectionId{1}, request());
    m_host->send(ConnectionId{1}, Opcode::Text, "too early");
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.first().at(1).value<Error>().what.contains(u"not open"_qs));
    m_host->send(ConnectionId{2}, Opcode::Text, "to nobody");
    QCOMPARE(failed.size(), 2);
}

void TestSessionHost::ignoresSessionsThatAreGone()
{
    QSignalSpy failed(m_host.get(), &SessionHost::failed);
    m_host->close(ConnectionId{3}, {1000, {}});
    m_host->abort(ConnectionId{3});
    QVERIFY(failed.isEmpty());
    QCOMPARE(m_batches, 0);
}

void TestSessionHost::closesAll()
{
    QSignalSpy emptied(m_host.get(), &SessionHost::emptied);
    QList<RawConnection *> connections;
    for (quint64 id = 1; id <= 3; ++id) {
        m_host->open(ConnectionId{id}, request());
        connections.append(m_server->next());
        QVERIFY(connections.last());
    }
    for (qsizetype i = 0; i < 2; ++i)
        connections.at(i)->accept();
    QTRY_COMPARE(facts(1).state, wire::ConnectionState::Open);
    QTRY_COMPARE(facts(2).state, wire::ConnectionState::Open);
    m_host->closeAll(); // The third is still opening.
    for (qsizetype i = 0; i < 2; ++i) {
        const auto close = connections.at(i)->frame();
        QVERIFY(close);
        QCOMPARE(close->payload, test::closePayload(1001));
        connections.at(i)->write(rawFrame(8, close->payload));
        connections.at(i)->finish();
    }
    QTRY_COMPARE(emptied.size(), 1);
    QCOMPARE(facts(1).state, wire::ConnectionState::Closed);
    QCOMPARE(facts(2).closeCode(), protocol::CloseCode(1001));
    QCOMPARE(facts(3).state, wire::ConnectionState::Refused);
}

void TestSessionHost::closesAllOfNone()
{
    QSignalSpy emptied(m_host.get(), &SessionHost::emptied);
    m_host->closeAll();
    QCOMPARE(emptied.size(), 1);
}

void TestSessionHost::diesWithLiveSessions()
{
    m_host->open(ConnectionId{1}, request());
    RawConnection *open = m_server->next();
    QVERIFY(open);
    open->accept();
    QTRY_COMPARE(facts(1).state, wire::ConnectionState::Open);
    m_host->open(ConnectionId{2}, request());
    RawConnection *opening = m_server->next();
    QVERIFY(opening);
    m_host.reset();
    QVERIFY(open->waitForEnd());
    QVERIFY(opening->waitForEnd());
}

QTEST_GUILESS_MAIN(TestSessionHost)
#include "tst_sessionhost.moc"

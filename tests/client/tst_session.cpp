// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/session.h"
#include "app/client/upgrader.h"
#include "app/wire/tlscredentials.h"
#include "tests/client/rawserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using protocol::Opcode;
using test::closePayload;
using test::RawConnection;
using test::RawFrame;
using test::rawFrame;
using test::RawServer;

namespace {

/// How a test's server ends the connection.
enum class Ending
{
    Close1000,
    Close1001,
    CloseEmpty,
    CloseReason,
    Close1012,
    Violation,
    Unmask,
    Fin,
    Reset,
};

} // namespace

class TestSession final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void exchangesMessages_data();
    void exchangesMessages();
    void answersPings();
    void sendsPing();
    void refusesBadMessages_data();
    void refusesBadMessages();
    void tellsHowServerEnded_data();
    void tellsHowServerEnded();
    void closes_data();
    void closes();
    void takesLateMessages();
    void isDoneWhenServerNeverAnswersClose();
    void aborts_data();
    void aborts();
    void masksEachFrameAnew();
    void refusesToSendIntoStalledServer();
    void holdsInput();
    void leavesNothingBehindWhenDeleted();
    void distrustsSelfSignedCertificate();
    void takesAnyCertificateWhenTold();

private:
    void open(bool secure);
    [[nodiscard]] RawConnection *connection() const { return m_connection; }

    QTemporaryDir m_folder;
    QSslConfiguration m_tls;
    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<Upgrader> m_upgrader;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QSignalSpy> m_ended;
    QList<std::pair<Opcode, QByteArray>> m_messages;
    RawConnection *m_connection = nullptr;
};

void TestSession::initTestCase()
{
    const auto credentials = wire::selfSignedCredentials(m_folder.path());
    QVERIFY2(credentials, credentials ? "" : qPrintable(credentials.error().text()));
    m_tls = credentials->serverConfiguration();
}

void TestSession::init()
{
    m_messages.clear();
    m_connection = nullptr;
}

void TestSession::cleanup()
{
    m_ended.reset();
    m_session.reset();
    m_upgrader.reset();
    m_server.reset();
}

void TestSession::open(bool secure)
{
    m_server = secure ? std::make_unique<RawServer>(m_tls) : std::make_unique<RawServer>();
    m_upgrader = std::make_unique<Upgrader>();
    SessionRequest request;
    request.url = m_server->url();
    request.verifyCertificate = false;
    request.offerDeflate = false;
    m_session = std::make_unique<Session>(ConnectionId{1}, request, m_upgrader.get(), nullptr);
    m_ended = std::make_unique<QSignalSpy>(m_session.get(), &Session::ended);
    connect(m_session.get(), &Session::received, this, [this](const wire::Incoming &message) {
        m_messages.append({message.opcode, message.payload.toByteArray()});
    });
    m_session->open();
    m_connection = m_server->next();
    QVERIFY(m_connection);
    m_connection->accept();
    QVERIFY(test::waitUntil([this] { return m_session->isOpen(); }));
    QCOMPARE(m_session->facts().tls.has_value(), secure);
}

void TestSession::exchangesMessages_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");

    const QByteArray text = QByteArray("\xef\xbb\xbf"
                                       "x\xe2\x82\xac")
                                .repeated(5000);
    for (const bool secure : {false, true}) {
        const char *scheme = secure ? "wss" : "ws";
        QTest::addRow("%s empty text", scheme) << secure << Opcode::Text << QByteArray("");
        QTest::addRow("%s text", scheme) << secure << Opcode::Text << QByteArray("h\xc3\xa9llo");
        QTest::addRow("%s text with a mark in front", scheme) << secure << Opcode::Text << text;
        QTest::addRow("%s binary", scheme) << secure << Opcode::Binary << QByteArray("\0\1\xff", 3);
        QTest::addRow("%s 1 MiB", scheme) << secure << Opcode::Binary << QByteArray(1 << 20, '\xfe');
        QTest::addRow("%s 16 MiB", scheme) << secure << Opcode::Binary << QByteArray(16 << 20, 'z');
    }
}

void TestSession::exchangesMessages()
{
    QFETCH(bool, secure);
    QFETCH(Opcode, opcode);
    QFETCH(QByteArray, payload);
    open(secure);
    QVERIFY(m_session->send({opcode, payload, payload, 0}));
    const auto frame = connection()->frame();
    QVERIFY(frame);
    QCOMPARE(frame->firstByte, quint8(0x80 | int(opcode)));
    QVERIFY(frame->masked);
    QVERIFY(frame->payload == payload);
    connection()->write(rawFrame(int(opcode), payload));
    QVERIFY(test::waitUntil([this] { return !m_messages.isEmpty(); }));
    QCOMPARE(m_messages.size(), 1);
    QCOMPARE(m_messages.first().first, opcode);
    QVERIFY(m_messages.first().second == payload);
    QCOMPARE(m_session->facts().in.messages, 1u);
    QCOMPARE(m_session->facts().in.payloadBytes, std::uint64_t(payload.size()));
    QCOMPARE(m_session->facts().out.messages, 1u);
    QCOMPARE(m_session->facts().out.payloadBytes, std::uint64_t(payload.size()));
    QVERIFY(m_session->facts().out.wireBytes >= std::uint64_t(payload.size()) + 6);
}

void TestSession::answersPings()
{
    open(false);
    QList<QByteArray> pings;
    connect(m_session.get(), &Session::pinged, this,
            [&](QByteArrayView payload) { pings.append(payload.toByteArray()); });
    connection()->write(rawFrame(9, "a") + rawFrame(9, {}) + rawFrame(9, QByteArray(125, 'b')));
    for (const QByteArray &payload : {QByteArray("a"), QByteArray(), QByteArray(125, 'b')}) {
        const auto frame = connection()->frame();
        QVERIFY(frame);
        QCOMPARE(frame->firstByte, quint8(0x8a));
        QVERIFY(frame->masked);
        QCOMPARE(frame->payload, payload);
    }
    QCOMPARE(pings.size(), 3);
    QCOMPARE(m_session->facts().in.pings, 3u);
    QCOMPARE(m_session->facts().out.pongs, 3u);
}

void TestSession::sendsPing()
{
    open(false);
    QList<QByteArray> pongs;
    connect(m_session.get(), &Session::ponged, this,
            [&](QByteArrayView payload) { pongs.append(payload.toByteArray()); });
    QVERIFY(m_session->send({Opcode::Ping, "now", {}, 0}));
    const auto frame = connection()->frame();
    QVERIFY(frame);
    QCOMPARE(frame->firstByte, quint8(0x89));
    QCOMPARE(frame->payload, QByteArray("now"));
    connection()->write(rawFrame(10, "now"));
    QVERIFY(test::waitUntil([&] { return !pongs.isEmpty(); }));
    QCOMPARE(pongs, QList<QByteArray>{"now"});
    QVERIFY(m_messages.isEmpty());
}

void TestSession::refusesBadMessages_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("says");

    QTest::newRow("text that is none") << Opcode::Text << QByteArray("a\xff") << u"UTF-8"_qs;
    QTest::newRow("long ping") << Opcode::Ping << QByteArray(126, 'x') << u"125"_qs;
    QTest::newRow("long pong") << Opcode::Pong << QByteArray(126, 'x') << u"125"_qs;
    QTest::newRow("close as a message") << Opcode::Close << QByteArray() << u"close"_qs;
    QTest::newRow("continuation") << Opcode::Continuation << QByteArray("x") << u"continuation"_qs;
}

void TestSession::refusesBadMessages()
{
    QFETCH(Opcode, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(QString, says);
    open(false);
    const auto sent = m_session->send({opcode, payload, payload, 0});
    QVERIFY(!sent);
    QVERIFY2(sent.error().what.contains(says), qPrintable(sent.error().what));
    // The next one is not disturbed.
    QVERIFY(m_session->send({Opcode::Text, "next", {}, 0}));
    const auto frame = connection()->frame();
    QVERIFY(frame);
    QCOMPARE(frame->payload, QByteArray("next"));
}

void TestSession::tellsHowServerEnded_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<wire::EndedBy>("by");
    QTest::addColumn<QByteArray>("answer"); ///< The payload of our close frame; null: none is sent.

    using wire::EndedBy;
    for (const bool secure : {false, true}) {
        const auto row = [secure](const char *name, Ending ending, int code, const char *reason, EndedBy by,
                                  const QByteArray &answer) {
            QTest::addRow("%s %s", secure ? "wss" : "ws", name)
                << secure << ending << code << QByteArray(reason) << by << answer;
        };
        row("1000", Ending::Close1000, 1000, "", EndedBy::Server, closePayload(1000));
        row("1001", Ending::Close1001, 1001, "", EndedBy::Server, closePayload(1001));
        row("no code", Ending::CloseEmpty, 1005, "", EndedBy::Server, QByteArray(""));
        row("4000 and a reason", Ending::CloseReason, 4000, "bye \xc3\xbc", EndedBy::Server, closePayload(4000));
        row("1012", Ending::Close1012, 1012, "", EndedBy::Server, closePayload(1012));
        row("violation", Ending::Violation, 1002, "", EndedBy::ProtocolError, closePayload(1002));
        row("masked frame", Ending::Unmask, 1002, "", EndedBy::ProtocolError, closePayload(1002));
        row("FIN", Ending::Fin, 1006, "", EndedBy::Network, QByteArray());
        row("RST", Ending::Reset, 1006, "", EndedBy::Network, QByteArray());
    }
}

void TestSession::tellsHowServerEnded()
{
    QFETCH(bool, secure);
    QFETCH(Ending, ending);
    QFETCH(int, code);
    QFETCH(wire::EndedBy, by);
    QFETCH(QByteArray, answer);
    open(secure);
    switch (ending) {
    case Ending::Close1000:
        connection()->write(rawFrame(8, closePayload(1000)));
        break;
    case Ending::Close1001:
        connection()->write(rawFrame(8, closePayload(1001)));
        break;
    case Ending::CloseEmpty:
        connection()->write(rawFrame(8, {}));
        break;
    case Ending::CloseReason:
        connection()->write(rawFrame(8, closePayload(4000, "bye \xc3\xbc")));
        break;
    case Ending::Close1012:
        connection()->write(rawFrame(8, closePayload(1012)));
        break;
    case Ending::Violation:
        connection()->write(rawFrame(3, "x"));
        break;
    case Ending::Unmask: // The mask bit is set: servers must not.
        connection()->write(QByteArray("\x81\x81key!x", 7));
        break;
    case Ending::Fin:
        connection()->finish();
        break;
    case Ending::Reset:
        connection()->reset();
        break;
    }
    if (!answer.isNull()) {
        const auto frame = connection()->frame();
        QVERIFY(frame);
        QCOMPARE(frame->firstByte, quint8(0x88));
        QVERIFY(frame->masked);
        QCOMPARE(frame->payload.left(2), answer);
        connection()->finish();
    }
    QVERIFY(test::waitUntil([this] { return !m_ended->isEmpty(); }));
    const wire::ConnectionFacts &facts = m_session->facts();
    QCOMPARE(facts.state, wire::ConnectionState::Closed);
    QCOMPARE(int(facts.closeCode().value_or(0)), code);
    if (by == wire::EndedBy::Server)
        QTEST(facts.closeReason(), "reason");
    QCOMPARE(facts.endedBy, by);
    QVERIFY(!facts.endText.isEmpty());
    QVERIFY(facts.endedAt >= facts.openedAt);
    if (ending == Ending::Reset && !secure)
        QCOMPARE(facts.transportEnd, wire::TransportEnd::Reset);
}

void TestSession::closes_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<int>("code"); ///< 0: none.
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("answer");

    for (const bool secure : {false, true}) {
        const char *scheme = secure ? "wss" : "ws";
        QTest::addRow("%s 1000", scheme) << secure << 1000 << QByteArray() << 1000;
        QTest::addRow("%s 4001 with a reason", scheme) << secure << 4001 << QByteArray("why") << 4001;
        QTest::addRow("%s no code", scheme) << secure << 0 << QByteArray() << 0;
        QTest::addRow("%s another answer", scheme) << secure << 1000 << QByteArray() << 1011;
        QTest::addRow("%s a code that is not legal", scheme) << secure << 999 << QByteArray() << 1002;
    }
}

void TestSession::closes()
{
    QFETCH(bool, secure);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(int, answer);
    open(secure);
    protocol::ClosePayload payload;
    if (code != 0)
        payload = {protocol::CloseCode(code), reason};
    m_session->close(payload);
    QVERIFY(!m_session->isOpen());
    QVERIFY(!m_session->send({Opcode::Text, "after", {}, 0}));
    const auto frame = connection()->frame();
    QVERIFY(frame);
    QCOMPARE(frame->firstByte, quint8(0x88));
    QCOMPARE(frame->payload, code == 0 ? QByteArray() : closePayload(code, reason));
    connection()->write(rawFrame(8, answer == 0 ? QByteArray() : closePayload(answer)));
    connection()->finish();
    QVERIFY(test::waitUntil([this] { return !m_ended->isEmpty(); }));
    const wire::ConnectionFacts &facts = m_session->facts();
    QCOMPARE(int(facts.closeCode().value_or(0)), code == 0 ? 1005 : code);
    QCOMPARE(facts.closeReason(), reason);
    QCOMPARE(facts.endedBy, wire::EndedBy::Client);
    QVERIFY(facts.isCleanlyClosed());
    QCOMPARE(facts.closeReceived->code.value_or(0), protocol::CloseCode(answer));
}

void TestSession::takesLateMessages()
{
    open(false);
    m_session->close({1000, {}});
    QVERIFY(connection()->frame());
    connection()->write(rawFrame(1, "late") + rawFrame(8, closePayload(1000)));
    connection()->finish();
    QVERIFY(test::waitUntil([this] { return !m_ended->isEmpty(); }));
    QCOMPARE(m_messages.size(), 1);
    QCOMPARE(m_messages.first().second, QByteArray("late"));
}

void TestSession::isDoneWhenServerNeverAnswersClose()
{
    open(false);
    m_session->close({1000, {}});
    QVERIFY(test::waitUntil([this] { return !m_ended->isEmpty(); }));
    QCOMPARE(m_session->facts().endedBy, wire::EndedBy::Timeout);
    QVERIFY(!m_session->facts().isCleanlyClosed());
    QVERIFY(connection()->waitForEnd());
}

void TestSession::aborts_data()
{
    QTest::addColumn<bool>("secure");
    QTest::newRow("ws") << false;
    QTest::newRow("wss") << true;
}

void TestSession::aborts()
{
    QFETCH(bool, secure);
    open(secure);
    m_session->abort();
    QVERIFY(m_ended->isEmpty()); // Not from inside the call.
    QVERIFY(test::waitUntil([this] { return !m_ended->isEmpty(); }));
    QCOMPARE(int(m_session->facts().closeCode().value_or(0)), 1006);
    QVERIFY(connection()->waitForEnd());
}

void TestSession::masksEachFrameAnew()
{
    open(false);
    QSet<QByteArray> wires;
    for (int i = 0; i < 16; ++i)
        QVERIFY(m_session->send({Opcode::Binary, QByteArray(4, '\0'), {}, 0}));
    for (int i = 0; i < 16; ++i) {
        const auto frame = connection()->frame();
        QVERIFY(frame && frame->masked);
        QCOMPARE(frame->payload, QByteArray(4, '\0'));
        wires.insert(frame->key);
    }
    QVERIFY(wires.size() > 12);
}

void TestSession::refusesToSendIntoStalledServer()
{
    open(false);
    QSignalSpy noticed(m_session.get(), &Session::noticed);
    connection()->setReading(false);
    const QByteArray chunk(4 << 20, 'x');
    int taken = 0;
    Result<void> sent;
    while (sent && taken < 100) {
        sent = m_session->send({Opcode::Binary, chunk, chunk, 0});
        taken += sent ? 1 : 0;
    }
    QVERIFY(!sent);
    QVERIFY2(sent.error().what.contains(u"does not read"_qs), qPrintable(sent.error().what));
    QCOMPARE(noticed.size(), 1);
    QVERIFY(m_session->unsentBytes() <= Session::unsentLimit);
    QVERIFY(m_session->unsentBytes() > Session::unsentLimit / 2);
    // It reads again: everything that was taken arrives, and more may be sent.
    QSignalSpy drained(m_session.get(), &Session::drained);
    connection()->setReading(true);
    for (int i = 0; i < taken; ++i) {
        const auto frame = connection()->frame(30000);
        QVERIFY(frame);
        QCOMPARE(frame->payload.size(), chunk.size());
    }
    QVERIFY(!drained.isEmpty());
    QVERIFY(test::waitUntil([this] { return m_session->unsentBytes() == 0; }));
    QVERIFY(m_session->send({Opcode::Text, "again", {}, 0}));
}

void TestSession::holdsInput()
{
    open(false);
    m_session->holdInput(true);
    connection()->write(rawFrame(1, "one") + rawFrame(9, "ping"));
    QVERIFY(!connection()->frame(200));
    QVERIFY(m_messages.isEmpty());
    m_session->holdInput(false);
    QVERIFY(test::waitUntil([this] { return m_messages.size() == 1; }));
    const auto pong = connection()->frame();
    QVERIFY(pong);
    QCOMPARE(pong->payload, QByteArray("ping"));
}

void TestSession::leavesNothingBehindWhenDeleted()
{
    open(false);
    connect(m_session.get(), &Session::ended, this, [] { QFAIL("A session ended while it was deleted."); });
    m_session.reset();
    QVERIFY(connection()->waitForEnd());
}

void TestSession::distrustsSelfSignedCertificate()
{
    RawServer server(m_tls);
    Upgrader upgrader;
    SessionRequest request;
    request.url = server.url();
    Session session(ConnectionId{1}, request, &upgrader, nullptr);
    QSignalSpy failed(&session, &Session::failed);
    session.open();
    QVERIFY(test::waitUntil([&] { return !failed.isEmpty(); }));
    const auto failure = failed.first().first().value<SessionFailure>();
    QCOMPARE(failure.kind, FailureKind::Tls);
    QVERIFY2(failure.error.what.contains(u"not trusted"_qs), qPrintable(failure.error.text()));
    QVERIFY2(failure.error.advice.contains(u"--insecure"_qs), qPrintable(failure.error.text()));
    QCOMPARE(session.facts().endedBy, wire::EndedBy::Tls);
    QVERIFY(session.facts().requestHead.isEmpty());
}

void TestSession::takesAnyCertificateWhenTold()
{
    RawServer server(m_tls);
    Upgrader upgrader;
    SessionRequest request;
    request.url = server.url();
    request.verifyCertificate = false;
    Session session(ConnectionId{1}, request, &upgrader, nullptr);
    QSignalSpy opened(&session, &Session::opened);
    QSignalSpy noticed(&session, &Session::noticed);
    session.open();
    RawConnection *peer = server.next();
    QVERIFY(peer);
    peer->accept();
    QVERIFY(test::waitUntil([&] { return !opened.isEmpty(); }));
    QCOMPARE(noticed.size(), 1);
    QVERIFY(noticed.first().first().toString().contains(u"without trust"_qs));
    QVERIFY(session.facts().tls);
    QVERIFY(session.facts().tls->protocol.startsWith(u"TLSv1."_qs));
    QVERIFY(session.facts().tls->peerCertificate.contains("BEGIN CERTIFICATE"));
    QVERIFY(session.times().tls > 0);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"

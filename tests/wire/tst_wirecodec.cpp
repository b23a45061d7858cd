// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/wire/wireserver.h"

#include <QTest>

#include <zlib.h>

namespace framewright::test {

namespace {

/// A message as permessage-deflate packs it, made by zlib itself.
QByteArray deflated(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))) + 64,
                   Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_SYNC_FLUSH);
    out.resize(out.size() - static_cast<qsizetype>(stream.avail_out) - 4);
    deflateEnd(&stream);
    return out;
}

QByteArray inflated(const QByteArray &packed, qsizetype size)
{
    z_stream stream{};
    inflateInit2(&stream, -15);
    QByteArray in = packed + QByteArray::fromHex("0000ffff");
    QByteArray out(size + 16, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    inflate(&stream, Z_SYNC_FLUSH);
    out.resize(out.size() - static_cast<qsizetype>(stream.avail_out));
    inflateEnd(&stream);
    return out;
}

} // namespace

/// Messages, frames and violations over a WireSocket, plain and over TLS.
class TestWireCodec final : public QObject
{
    Q_OBJECT
private slots:
    void echoes_data() { addSecurities(); }
    void echoes();
    void takesFramesBehindTheHead_data() { addSecurities(); }
    void takesFramesBehindTheHead();
    void takesHeadAndFrameByteByByte_data() { addSecurities(); }
    void takesHeadAndFrameByteByByte();
    void joinsFragments_data() { addSecurities(); }
    void joinsFragments();
    void keepsByteOrderMark();
    void takesLargeTextInOddCuts_data() { addSecurities(); }
    void takesLargeTextInOddCuts();
    void takesLargestMessage();
    void failsOnViolation_data();
    void failsOnViolation();
    void answersBeforeFailing_data() { addSecurities(); }
    void answersBeforeFailing();
    void deflates_data();
    void deflates();
    void stopsDeflateBomb();
    void sendsRawBytes_data() { addSecurities(); }
    void sendsRawBytes();
    void pushesOnOpenInOrder_data() { addSecurities(); }
    void pushesOnOpenInOrder();
    void answersPings_data() { addSecurities(); }
    void answersPings();
    void letsTheOwnerAnswerPings();
    void passesPongsOn();
    void sendsWhatQWebSocketWrites_data() { addSecurities(); }
    void sendsWhatQWebSocketWrites();
    void broadcasts_data();
    void broadcasts();
    void recordsFragments();
    void countsBothWays();
};

void TestWireCodec::echoes()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/echo"));
    QVERIFY(peer.responseHead().contains("X-Mock: test") && !peer.responseHead().contains("Access-Control"));
    peer.sendText("h\xC3\xA9");
    peer.sendFrame(Opcode::Binary, QByteArray("\0\1", 2));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "h\xC3\xA9"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x82, false, QByteArray("\0\1", 2)}));
    QCOMPARE(server.last()->wire->facts().peer.port, peer.localPort());
    QCOMPARE(server.last()->wire->facts().tls.has_value(), security == Security::Tls);
}

void TestWireCodec::takesFramesBehindTheHead()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/", {}, frame(Opcode::Text, "early") + frame(Opcode::Text, "too")));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "early"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "too"}));
}

void TestWireCodec::takesHeadAndFrameByteByByte()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    const QByteArray all = RawPeer::handshake("/") + frame(Opcode::Text, "x");
    for (const char byte : all) {
        peer.send(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QByteArray got;
    while (!got.endsWith(QByteArray("\x81\x01x"))) {
        const QByteArray byte = peer.readBytes(1);
        QVERIFY(!byte.isEmpty());
        got += byte;
    }
}

void TestWireCodec::joinsFragments()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "\xE2", {.fin = false}) + frame(Opcode::Ping, "p") +
              frame(Opcode::Continuation, "\x82", {.fin = false}) + frame(Opcode::Continuation, "\xAC"));
    QCOMPARE(peer.readFrame(), (RawFrame{0x8A, false, "p"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "\xE2\x82\xAC"}));
}

void TestWireCodec::keepsByteOrderMark()
{
    WireServer server;
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendText("\xEF\xBB\xBF"
                  "a");
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false,
                                         "\xEF\xBB\xBF"
                                         "a"}));
}

void TestWireCodec::takesLargeTextInOddCuts()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    const QByteArray text = QByteArray("x\xE2\x82\xAC").repeated(262144);
    const QByteArray bytes = frame(Opcode::Text, text);
    for (const auto &[from, length] : {std::pair{0, 3}, {3, 6}, {9, 11}, {20, 4096}}) {
        peer.send(bytes.mid(from, length));
        QCoreApplication::processEvents();
    }
    peer.send(bytes.mid(20 + 4096));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, text}));
    // A large one in a single piece has no owner but the read buffer: the log's bytes must be its own.
    const QByteArray second(20000, '2');
    peer.send(frame(Opcode::Text, second) + frame(Opcode::Text, QByteArray(20000, '3')));
    QVERIFY(peer.readFrame() && peer.readFrame());
    const auto rows = server.rows(event::EventKind::Message);
    QCOMPARE(rows.size(), std::size_t(6));
    QCOMPARE(rows[0].payload, text);
    QCOMPARE(rows[1].payload, text);
    QCOMPARE(rows[2].payload, second);
    QCOMPARE(rows[3].payload.size() + rows[4].payload.size() + rows[5].payload.size(), 60000);
}

void TestWireCodec::takesLargestMessage()
{
    WireServer server({.messageLimit = 1 << 20});
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    const QByteArray largest(1 << 20, 'x');
    peer.sendFrame(Opcode::Binary, largest);
    QCOMPARE(peer.readFrame(), (RawFrame{0x82, false, largest}));
    peer.send(frame(Opcode::Binary, largest.left(1 << 19), {.fin = false}) +
              frame(Opcode::Continuation, largest.left((1 << 19) + 1)));
    const auto close = peer.readFrame();
    QVERIFY(close);
    QCOMPARE(close->closeCode(), 1009);
}

void TestWireCodec::failsOnViolation_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const std::pair<const char *, std::pair<QByteArray, int>> rows[] = {
        {"RSV1 without deflate", {frame(Opcode::Text, "x", {.rsv = 4}), 1002}},
        {"RSV2", {frame(Opcode::Text, "x", {.rsv = 2}), 1002}},
        {"RSV3 on a ping", {frame(Opcode::Ping, "x", {.rsv = 1}), 1002}},
        {"opcode 3", {frame(Opcode::Text, "x", {.opcode = 3}), 1002}},
        {"opcode 11", {frame(Opcode::Text, "x", {.opcode = 11}), 1002}},
        {"not masked", {frame(Opcode::Text, "x", {.masked = false}), 1002}},
        {"long ping", {frame(Opcode::Ping, QByteArray(126, 'x')), 1002}},
        {"fragmented ping", {frame(Opcode::Ping, "x", {.fin = false}), 1002}},
        {"continuation first", {frame(Opcode::Continuation, "x"), 1002}},
        {"message inside a message", {frame(Opcode::Text, "x", {.fin = false}) + frame(Opcode::Text, "y"), 1002}},
        {"bad UTF-8", {frame(Opcode::Text, "\xFF"), 1007}},
        {"UTF-8 cut short", {frame(Opcode::Text, "\xE2\x82"), 1007}},
        {"UTF-8 cut short by an empty fragment",
         {frame(Opcode::Text, "\xE2\x82", {.fin = false}) + frame(Opcode::Continuation), 1007}},
        {"bad UTF-8 before the frame is whole", {frame(Opcode::Text, "ab\xFF", {.announced = 1000}), 1007}},
        {"huge frame, header only", {frame(Opcode::Binary, {}, {.announced = quint64(1) << 40}), 1009}},
        {"longest length", {frame(Opcode::Binary, {}, {.announced = ~quint64(0)}), 1002}},
        {"length not minimal", {frame(Opcode::Binary, "hello", {.lengthBytes = 2}), 1002}},
        {"length not minimal, 8 bytes", {frame(Opcode::Binary, "hello", {.lengthBytes = 8}), 1002}},
        {"close of one byte", {frame(Opcode::Close, "x"), 1002}},
        {"close with 999", {closeFrame(999), 1002}},
        {"close with 1005", {closeFrame(1005), 1002}},
        {"close with 1006", {closeFrame(1006), 1002}},
        {"close with 1015", {closeFrame(1015), 1002}},
        {"close with 2999", {closeFrame(2999), 1002}},
        {"close with a bad reason", {closeFrame(1000, "\xFF"), 1007}},
    };
    for (const auto &[name, row] : rows) {
        QTest::addRow("ws, %s", name) << Security::Plain << row.first << row.second;
        QTest::addRow("wss, %s", name) << Security::Tls << row.first << row.second;
    }
}

void TestWireCodec::failsOnViolation()
{
    QFETCH(Security, security);
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    // What follows the violation must not be parsed any more.
    peer.send(bytes + frame(Opcode::Text, "after"));
    const auto close = peer.readFrame();
    QVERIFY(close);
    QCOMPARE(close->closeCode(), code);
    QVERIFY(!close->closeReason().isEmpty());
    peer.send(closeFrame(code));
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const auto facts = server.waitForEnd();
    QCOMPARE(facts.endedBy, wire::EndedBy::ProtocolError);
    QCOMPARE(facts.closeSent->code, std::optional(protocol::CloseCode(code)));
    QCOMPARE(facts.state, wire::ConnectionState::Closed);
    QCOMPARE(server.last()->disconnects, 1);
    QVERIFY(!server.last()->messages.contains("after"));
    QCOMPARE(server.rows(event::EventKind::Violation).size(), std::size_t(1));
    QVERIFY2(facts.endText.contains(u"broke the protocol"), qPrintable(facts.endText));
}

void TestWireCodec::answersBeforeFailing()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "one") + frame(Opcode::Text, "two") + frame(Opcode::Text, "\xFF"));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "one"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "two"}));
    QCOMPARE(peer.readFrame()->closeCode(), 1007);
}

void TestWireCodec::deflates_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<bool>("takeover");
    QTest::newRow("ws") << Security::Plain << false;
    QTest::newRow("ws, takeover") << Security::Plain << true;
    QTest::newRow("wss") << Security::Tls << false;
}

void TestWireCodec::deflates()
{
    QFETCH(Security, security);
    QFETCH(bool, takeover);
    WireServer server({.security = security, .deflate = true, .takeover = takeover});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"));
    QVERIFY(peer.responseHead().contains("permessage-deflate"));
    const QByteArray plain = QByteArray("abcd").repeated(25000);
    peer.sendFrame(Opcode::Text, deflated(plain), {.rsv = 4});
    const auto answer = peer.readFrame();
    QVERIFY(answer);
    QCOMPARE(answer->firstByte, 0xC1);
    QCOMPARE(inflated(answer->payload, plain.size()), plain);
    // Plain messages stay legal; short ones are not packed.
    peer.sendText("short");
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "short"}));
    const auto rows = server.rows(event::EventKind::Message);
    QCOMPARE(rows.size(), std::size_t(4));
    QCOMPARE(rows[0].payload, plain);
    QVERIFY((rows[0].record.flags & event::eventflag::Compressed) != 0);
    QVERIFY(rows[0].record.wireSize < 1000);
}

void TestWireCodec::stopsDeflateBomb()
{
    WireServer server({.deflate = true});
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    peer.sendFrame(Opcode::Binary, deflated(QByteArray(200 << 20, '\0')), {.rsv = 4});
    QCOMPARE(peer.readFrame()->closeCode(), 1009);
}

void TestWireCodec::sendsRawBytes()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) { served.wire->sendRaw(QByteArray::fromHex("83036162ff")); };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readBytes(5), QByteArray::fromHex("83036162ff"));
    QCOMPARE(server.rows(event::EventKind::Raw).size(), std::size_t(1));
}

void TestWireCodec::pushesOnOpenInOrder()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    server.opened = [](Served &served) {
        served.echo();
        for (int i = 0; i < 3; ++i)
            served.socket->sendTextMessage(QStringLiteral("m%1").arg(i));
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade("/", {}, frame(Opcode::Text, "e")));
    for (const char *expected : {"m0", "m1", "m2", "e"})
        QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, expected}));
}

void TestWireCodec::answersPings()
{
    QFETCH(Security, security);
    WireServer server({.security = security});
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "a") + frame(Opcode::Ping, QByteArray(125, 'p')) + frame(Opcode::Ping));
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "a"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x8A, false, QByteArray(125, 'p')}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x8A, false, ""}));
    QCOMPARE(server.last()->wire->facts().in.pings, quint64(2));
    QCOMPARE(server.last()->wire->facts().out.pongs, quint64(2));
    QCOMPARE(server.rows(event::EventKind::Ping).size(), std::size_t(2));
    QCOMPARE(server.rows(event::EventKind::Pong).size(), std::size_t(2));
}

void TestWireCodec::letsTheOwnerAnswerPings()
{
    QByteArrayList pings;
    WireServer server;
    server.opened = [&pings](Served &served) {
        served.wire->setAutomaticPong(false);
        served.wire->setCallbacks({.pinged =
                                       [&pings, one = &served](QByteArrayView payload) {
                                           pings += payload.toByteArray();
                                           one->wire->sendPong("mine");
                                       },
                                   .ponged = {},
                                   .drained = {},
                                   .ended = {}});
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.sendFrame(Opcode::Ping, "yours");
    QCOMPARE(peer.readFrame(), (RawFrame{0x8A, false, "mine"}));
    QCOMPARE(pings, QByteArrayList{"yours"});
}

void TestWireCodec::passesPongsOn()
{
    QByteArrayList pongs;
    WireServer server;
    server.opened = [&pongs](Served &served) {
        connect(served.socket, &QWebSocket::pong, &served,
                [&pongs](quint64, const QByteArray &payload) { pongs += payload; });
        served.socket->ping("q");
    };
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readFrame(), (RawFrame{0x89, false, "q"}));
    peer.sendFrame(Opcode::Pong, "q");
    QTRY_COMPARE(pongs, QByteArrayList{"q"});
}

void TestWireCodec::sendsWhatQWebSocketWrites()
{
    QFETCH(Security, security);
    const QByteArray large = QByteArray("0123456789abcdef").repeated(200000);
    WireServer server({.security = security});
    server.opened = [&large](Served &served) {
        served.socket->sendTextMessage(QStringLiteral("\u20AC"));
        served.socket->sendBinaryMessage(large);
        served.socket->sendBinaryMessage({});
    };
    RawPeer peer(security);
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.readFrame(), (RawFrame{0x81, false, "\xE2\x82\xAC"}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x82, false, large}));
    QCOMPARE(peer.readFrame(), (RawFrame{0x82, false, ""}));
}

void TestWireCodec::broadcasts_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("small") << 100;
    QTest::newRow("large") << 100000;
}

void TestWireCodec::broadcasts()
{
    QFETCH(int, size);
    WireServer server({.deflate = true});
    RawPeer plain;
    RawPeer packed;
    RawPeer gone;
    for (RawPeer *peer : {&plain, &packed, &gone})
        QVERIFY(peer->connectTo(server.serverPort()));
    QVERIFY(plain.upgrade());
    QVERIFY(packed.upgrade("/", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    QVERIFY(gone.upgrade());
    server.at(2)->wire->sendClose({1000, {}}, wire::CloseOrigin::Application);
    const QByteArray text(size, 'b');
    wire::WireSocket::broadcast({server.at(0)->wire, server.at(1)->wire, server.at(2)->wire},
                                {Opcode::Text, text, {}, 0});
    QCOMPARE(plain.readFrame(), (RawFrame{0x81, false, text}));
    const auto compressed = packed.readFrame();
    QVERIFY(compressed);
    QCOMPARE(compressed->firstByte, 0xC1);
    QCOMPARE(inflated(compressed->payload, size), text);
    QVERIFY(gone.readFrame()->is(Opcode::Close));
    QCOMPARE(server.rows(event::EventKind::Message).size(), std::size_t(2));
    gone.close();
    QTRY_VERIFY(server.at(2)->hasEnded);
    QCOMPARE(server.at(2)->ended.undeliveredMessages, quint64(1));
}

void TestWireCodec::recordsFragments()
{
    WireServer server;
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "abc", {.fin = false}) + frame(Opcode::Continuation, "de"));
    QVERIFY(peer.readFrame());
    const auto rows = server.rows(event::EventKind::Message);
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].payload, QByteArray("abcde"));
    QCOMPARE(rows[0].detail, QByteArray::fromHex("01010300000000000000"
                                                 "80010200000000000000"));
    QVERIFY((rows[0].record.flags & event::eventflag::Fragmented) != 0);
    QCOMPARE(rows[0].record.wireSize, 9u + 8u);
}

void TestWireCodec::countsBothWays()
{
    WireServer server;
    RawPeer peer;
    QVERIFY(peer.connectTo(server.serverPort()));
    QVERIFY(peer.upgrade());
    peer.send(frame(Opcode::Text, "abc") + frame(Opcode::Binary, QByteArray(200, 'x')) + frame(Opcode::Pong));
    QVERIFY(peer.readFrame() && peer.readFrame());
    peer.send(closeFrame(1000));
    QVERIFY(peer.readFrame());
    peer.close();
    const auto facts = server.waitForEnd();
    QCOMPARE(facts.in, (wire::Counters{2, 203, 9 + 208 + 6 + 8, 0, 1}));
    QCOMPARE(facts.out, (wire::Counters{2, 203, 5 + 204 + 4, 0, 0}));
    QVERIFY(facts.openedAt >= facts.acceptedAt && facts.endedAt >= facts.openedAt);
}

} // namespace framewright::test

QTEST_GUILESS_MAIN(framewright::test::TestWireCodec)
#include "tst_wirecodec.moc"

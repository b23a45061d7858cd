// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/deflatepeer.h"
#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

#include <random>

using namespace framewright;
using namespace framewright::test;

namespace {

constexpr FrameShape compressed{.rsv = 4};

/// Like a log of JSON objects: it compresses, but no two messages are the same.
QByteArray likeJson(std::mt19937 &random, qsizetype size)
{
    QByteArray text;
    while (text.size() < size)
        text += R"({"id": )" + QByteArray::number(random()) + R"(, "name": "mock", "ok": true},)";
    return text.left(size);
}

QByteArray likeNoise(std::mt19937 &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random());
    return bytes;
}

} // namespace

/// What the Autobahn test suite asks in its sections 12 and 13: an echo over permessage-deflate with each set of
/// parameters, messages of each size; and what is broken in compressed messages.
class CompressionTest final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void echoes_data();
    void echoes();
    void fragmentsAndControlFramesBetween();
    void plainMessagesStayLegal();
    void shortAnswersGoOutPlain();
    void emptyMessage();
    void finalBlocksAreLegal();
    void violations_data();
    void violations();
    void inflatedSizeHasALimit();

private:
    std::unique_ptr<TestServer> m_server;
};

void CompressionTest::initTestCase()
{
    m_server = std::make_unique<TestServer>(R"([
        {"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]},
        {"path": "/takeover", "accept": {"deflate": {"takeover": true}}, "rules": [{"do": [{"send": {"same": true}}]}]},
        {"path": "/small", "limits": {"message": 100000}, "rules": [{"do": [{"send": {"same": true}}]}]}
    ])");
    QVERIFY(m_server->start());
}

void CompressionTest::echoes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<int>("ownBits");
    QTest::addColumn<int>("serverBits");
    QTest::addColumn<bool>("ownTakeover");
    QTest::addColumn<bool>("serverTakeover");
    QTest::addColumn<bool>("noise");
    const QByteArray none = "/echo";
    const QByteArray kept = "/takeover";
    for (const bool noise : {false, true}) {
        const QByteArray kind = noise ? ", noise" : ", text";
        const auto row = [&](const QByteArray &name) -> QTestData & {
            return QTest::newRow(QByteArray(name + kind).constData());
        };
        row("defaults") << none << QByteArray() << 15 << 15 << false << false << noise;
        row("takeover") << kept << QByteArray() << 15 << 15 << true << true << noise;
        row("no server takeover") << kept << QByteArray("; server_no_context_takeover") << 15 << 15 << true << false
                                  << noise;
        row("no client takeover") << kept << QByteArray("; client_no_context_takeover") << 15 << 15 << false << true
                                  << noise;
        row("no takeover asked") << kept << QByteArray("; client_no_context_takeover; server_no_context_takeover") << 15
                                 << 15 << false << false << noise;
        row("server window 9") << kept << QByteArray("; server_max_window_bits=9") << 15 << 9 << true << true << noise;
        row("server window 12") << none << QByteArray("; server_max_window_bits=12") << 15 << 12 << false << false
                                << noise;
        row("client window") << kept << QByteArray("; client_max_window_bits") << 9 << 15 << true << true << noise;
        row("both windows") << kept << QByteArray("; client_max_window_bits=10; server_max_window_bits=\"10\"") << 10
                            << 10 << true << true << noise;
    }
}

void CompressionTest::echoes()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, offer);
    QFETCH(int, ownBits);
    QFETCH(int, serverBits);
    QFETCH(bool, ownTakeover);
    QFETCH(bool, serverTakeover);
    QFETCH(bool, noise);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade(path, "Sec-WebSocket-Extensions: permessage-deflate" + offer + "\r\n"));
    DeflatePeer streams({ownBits, serverBits, ownTakeover, serverTakeover});
    std::mt19937 random(7);
    for (const qsizetype size : {16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072, 300000}) {
        for (int each = 0; each < 5; ++each) {
            const QByteArray message = noise ? likeNoise(random, size) : likeJson(random, size);
            peer.sendFrame(noise ? Opcode::Binary : Opcode::Text, streams.compress(message), compressed);
            const std::optional<RawFrame> answer = peer.readFrame();
            QVERIFY(answer);
            QVERIFY(answer->is(noise ? Opcode::Binary : Opcode::Text));
            const auto plain = answer->rsv1() ? streams.decompress(answer->payload) : std::optional(answer->payload);
            QVERIFY2(plain && *plain == message, QByteArray::number(size).constData());
        }
    }
    peer.send(closeFrame(1000));
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1000);
}

void CompressionTest::fragmentsAndControlFramesBetween()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    DeflatePeer streams({});
    const QByteArray message = "κόσμε " + QByteArray(1000, 'x');
    const QByteArray payload = streams.compress(message);
    // RSV1 only on the first frame (RFC 7692 section 6.1).
    peer.send(frame(Opcode::Text, payload.left(1), {.fin = false, .rsv = 4}) + frame(Opcode::Ping, "p") +
              frame(Opcode::Continuation, payload.mid(1, 3), {.fin = false}) +
              frame(Opcode::Continuation, payload.mid(4)));
    QVERIFY(peer.readFrame().value_or(RawFrame()).is(Opcode::Pong));
    const std::optional<RawFrame> answer = peer.readFrame();
    QVERIFY(answer && answer->rsv1());
    QCOMPARE(streams.decompress(answer->payload).value_or(QByteArray()), message);
}

void CompressionTest::plainMessagesStayLegal()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    DeflatePeer streams({});
    const QByteArray message(500, 'y');
    peer.sendText(message);
    const std::optional<RawFrame> answer = peer.readFrame();
    QVERIFY(answer && answer->rsv1());
    QCOMPARE(streams.decompress(answer->payload).value_or(QByteArray()), message);
}

void CompressionTest::shortAnswersGoOutPlain()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    peer.sendText(QByteArray(63, 'x'));
    QVERIFY(!peer.readFrame().value_or(RawFrame{0x40, false, {}}).rsv1());
    peer.sendText(QByteArray(64, 'x'));
    QVERIFY(peer.readFrame().value_or(RawFrame()).rsv1());
}

void CompressionTest::emptyMessage()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    DeflatePeer streams({});
    peer.sendFrame(Opcode::Text, streams.compress({}), compressed);
    const std::optional<RawFrame> answer = peer.readFrame();
    QVERIFY(answer && answer->is(Opcode::Text));
    QVERIFY(answer->payload.isEmpty());
}

/// RFC 7692 section 7.2.3.4: a block with BFINAL, then an empty one.
void CompressionTest::finalBlocksAreLegal()
{
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    peer.sendFrame(Opcode::Text, QByteArray::fromHex("f348cdc9c9070000"), compressed);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("Hello"));
    peer.sendFrame(Opcode::Text, QByteArray::fromHex("f248cdc9c90700"), compressed);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("Hello"));
}

void CompressionTest::violations_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    DeflatePeer streams({});
    const QByteArray hello = streams.compress("Hello");
    QTest::newRow("RSV1 on a continuation") << frame(Opcode::Text, hello.left(2), {.fin = false, .rsv = 4}) +
                                                   frame(Opcode::Continuation, hello.mid(2), compressed)
                                            << 1002;
    QTest::newRow("RSV1 on a ping") << frame(Opcode::Ping, hello, compressed) << 1002;
    QTest::newRow("RSV2") << frame(Opcode::Text, hello, {.rsv = 2}) << 1002;
    QTest::newRow("no deflate data") << frame(Opcode::Text, QByteArray::fromHex("ffffffffff"), compressed) << 1007;
    QTest::newRow("invalid UTF-8 inside") << frame(Opcode::Text, streams.compress("\xff\xfe"), compressed) << 1007;
}

void CompressionTest::violations()
{
    QFETCH(QByteArray, bytes);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()));
    QVERIFY(peer.upgrade("/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    peer.send(bytes + frame(Opcode::Text, "after"));
    QTEST(peer.readFrame().value_or(RawFrame()).closeCode(), "code");
}

void CompressionTest::inflatedSizeHasALimit()
{
    DeflatePeer streams({});
    RawPeer fits;
    QVERIFY(fits.connectTo(m_server->port()));
    QVERIFY(fits.upgrade("/small", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    fits.sendFrame(Opcode::Text, streams.compress(QByteArray(100000, 'x')), compressed);
    QVERIFY(fits.readFrame().value_or(RawFrame()).is(Opcode::Text));
    fits.sendFrame(Opcode::Text, streams.compress(QByteArray(100001, 'x')), compressed);
    QCOMPARE(fits.readFrame().value_or(RawFrame()).closeCode(), 1009);
}

QTEST_GUILESS_MAIN(CompressionTest)
#include "tst_compression.moc"

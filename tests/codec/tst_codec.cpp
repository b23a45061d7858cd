// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "app/codec/examplemessages.h"
#include "tests/codec/play.h"

#include <QRandomGenerator>
#include <QTest>

using namespace framewright;
using namespace framewright::codec;
using protocol::Opcode;

/// What holds of every codec.
class TestCodec final : public QObject
{
    Q_OBJECT

private slots:
    void hasAName_data();
    void hasAName();
    void knowsSubprotocols();
    void decodesOneToOne_data();
    void decodesOneToOne();
    void encodesOneToOne_data();
    void encodesOneToOne();
    void hasExamples_data();
    void hasExamples();
    void survivesGarbage_data();
    void survivesGarbage();
};

void TestCodec::hasAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Codec>("codec");
    QTest::newRow("json") << u"json"_qs << Codec::Json;
    QTest::newRow("text") << u"text"_qs << Codec::Text;
    QTest::newRow("msgpack") << u"msgpack"_qs << Codec::MessagePack;
    QTest::newRow("cbor") << u"cbor"_qs << Codec::Cbor;
    QTest::newRow("stomp") << u"stomp"_qs << Codec::Stomp;
    QTest::newRow("socket.io") << u"socket.io"_qs << Codec::SocketIo;
    QTest::newRow("mqtt") << u"mqtt"_qs << Codec::Mqtt;
    QTest::newRow("signalr") << u"signalr"_qs << Codec::SignalR;
    QTest::newRow("phoenix") << u"phoenix"_qs << Codec::Phoenix;
}

void TestCodec::hasAName()
{
    QFETCH(QString, name);
    QFETCH(Codec, codec);
    QCOMPARE(codecNamed(name), std::optional(codec));
    QCOMPARE(QString(nameOf(codec)), name);
    QVERIFY(std::ranges::count(allCodecs(), codec) == 1);
    QVERIFY(!codecNamed(name.toUpper()));
    QVERIFY(!codecNamed(u""_qs));
}

void TestCodec::knowsSubprotocols()
{
    QCOMPARE(codecOfSubprotocol("v12.stomp"), std::optional(Codec::Stomp));
    QCOMPARE(codecOfSubprotocol("mqtt"), std::optional(Codec::Mqtt));
    QCOMPARE(codecOfSubprotocol("phoenix"), std::optional(Codec::Phoenix));
    QVERIFY(!codecOfSubprotocol("ocpp1.6"));
}

void TestCodec::decodesOneToOne_data()
{
    QTest::addColumn<Codec>("codec");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("json") << Codec::Json << QByteArray(R"({"b":1.10,"a":[]})") << QByteArray(R"({"b":1.10,"a":[]})");
    QTest::newRow("json in bytes") << Codec::Json << QByteArray("hex:31") << QByteArray("1");
    QTest::newRow("text") << Codec::Text << QByteArray("{") << QByteArray("\"{\"");
    QTest::newRow("text in bytes") << Codec::Text << QByteArray("hex:6869") << QByteArray("\"hex:6869\"");
    QTest::newRow("msgpack") << Codec::MessagePack << QByteArray("hex:93010203") << QByteArray("[1,2,3]");
    QTest::newRow("msgpack in a text") << Codec::MessagePack << QByteArray("7")
                                       << QByteArray("! This is a text message; msgpack comes in binary ones.");
    QTest::newRow("cbor") << Codec::Cbor << QByteArray("hex:83010203") << QByteArray("[1,2,3]");
    QTest::newRow("cbor in a text") << Codec::Cbor << QByteArray("7")
                                    << QByteArray("! This is a text message; cbor comes in binary ones.");
}

void TestCodec::decodesOneToOne()
{
    QFETCH(Codec, codec);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, line);
    QVERIFY(isOneToOne(codec));
    const auto session = sessionOf(codec, Direction::ToServer);
    QCOMPARE(decoded(*session, framesOf(frame)), QByteArrayList{line});
    session->add(Opcode::Text, "x");
    QCOMPARE(linesOf(session->next()->frames), QByteArray("x"));
}

void TestCodec::encodesOneToOne_data()
{
    QTest::addColumn<Codec>("codec");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("json") << Codec::Json << QByteArray(R"({"b":1.10})") << QByteArray(R"({"b":1.10})");
    QTest::newRow("text") << Codec::Text << QByteArray("\"a\"") << QByteArray("a");
    QTest::newRow("text of bytes") << Codec::Text << QByteArray("\"hex:01\"") << QByteArray("hex:01");
    QTest::newRow("text of an object") << Codec::Text << QByteArray(R"({"b":1.10})") << QByteArray(R"({"b":1.10})");
    QTest::newRow("msgpack") << Codec::MessagePack << QByteArray("[1,2,3]") << QByteArray("hex:93010203");
    QTest::newRow("cbor") << Codec::Cbor << QByteArray("[1,2,3]") << QByteArray("hex:83010203");
    QTest::newRow("msgpack that cannot be")
        << Codec::MessagePack << QByteArray(R"({"$ext":999,"data":"hex:"})")
        << QByteArray("! An extension is {\"$ext\": -128 to 127, \"data\": bytes}.");
}

void TestCodec::encodesOneToOne()
{
    QFETCH(Codec, codec);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, frame);
    QCOMPARE(encoded(*sessionOf(codec, Direction::ToClient), {value}), QByteArrayList{frame});
}

void TestCodec::hasExamples_data()
{
    QTest::addColumn<Codec>("codec");
    for (const Codec codec : allCodecs())
        QTest::newRow(nameOf(codec).data()) << codec;
}

/// They are what a client's bytes are decoded to.
void TestCodec::hasExamples()
{
    QFETCH(Codec, codec);
    const std::vector<Value> examples = exampleMessages(codec);
    QCOMPARE(examples.empty(), isOneToOne(codec));
    for (const Value &example : examples) {
        const auto session = sessionOf(codec, Direction::ToServer);
        const Result<std::vector<Frame>> frames = session->encode(example);
        QVERIFY2(frames, frames ? "" : qPrintable(frames.error().text()));
        const auto again = sessionOf(codec, Direction::ToServer, 5);
        QCOMPARE(decoded(*again, *frames), QByteArrayList{shown(example)});
    }
}

void TestCodec::survivesGarbage_data()
{
    QTest::addColumn<Codec>("codec");
    QTest::addColumn<QByteArray>("sample");
    QTest::newRow("json") << Codec::Json << QByteArray(R"({"a":[1,"b",{"c":null}]})");
    QTest::newRow("text") << Codec::Text << QByteArray("text");
    QTest::newRow("msgpack") << Codec::MessagePack
                             << QByteArray("hex:83a162c40201ffa16c93d0dfcd0100cb3ff8000000000000a1");
    QTest::newRow("cbor") << Codec::Cbor
                          << QByteArray("hex:bf61619f18ff5f4101ffc1faffffffffff6162c2490100000000000000");
    QTest::newRow("stomp") << Codec::Stomp << QByteArray(R"(SEND\na:b\ncontent-length:3\n\nabc\0\n\0)");
    QTest::newRow("socket.io") << Codec::SocketIo << QByteArray(R"(452-/a,12["b",{"_placeholder":true,"num":0},{}])");
    QTest::newRow("mqtt") << Codec::Mqtt
                          << QByteArray("hex:102400044d51545405ee00010f110000003c21001426000161000162000263310000");
    QTest::newRow("signalr") << Codec::SignalR << QByteArray(R"({"type":6}\e{"type":1,"target":"a"}\e)");
    QTest::newRow("phoenix") << Codec::Phoenix << QByteArray("hex:00010106033335726f6f6d3a6c62696e010203ff");
}

/// Samples with some bytes changed, cut and joined: each frame ends in messages or words, and little is held.
void TestCodec::survivesGarbage()
{
    QFETCH(Codec, codec);
    QFETCH(QByteArray, sample);
    const Frame frame = framesOf(sample).front();
    QRandomGenerator random(7);
    auto session = sessionOf(codec, Direction::ToServer);
    for (int round = 0; round < 5000; ++round) {
        QByteArray payload = frame.payload;
        for (int change = random.bounded(4); change > 0; --change)
            payload[random.bounded(payload.size())] = static_cast<char>(random.bounded(256));
        if (random.bounded(3) == 0)
            payload.truncate(random.bounded(payload.size() + 1));
        const bool isText = random.bounded(4) == 0 ? frame.opcode != Opcode::Text : frame.opcode == Opcode::Text;
        session->add(isText ? Opcode::Text : Opcode::Binary, payload);
        while (const std::optional<Decoded> next = session->next()) {
            QVERIFY(!next->frames.empty());
            if (next->error)
                QVERIFY(next->value.isUndefined() && !next->error->what.isEmpty());
            else
                (void)session->encode(next->value);
        }
        QVERIFY(session->heldBytes() <= 1 << 20);
        if (round % 50 == 0)
            session = sessionOf(codec, round % 100 == 0 ? Direction::ToServer : Direction::ToClient);
    }
}

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflater.h"

#include "tests/protocol/conversation.h"
#include "tests/protocol/samples.h"

#include <QTest>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

/// The behaviours that the Autobahn test suite names, as far as they need no socket: each row is played to a server
/// and to a client, whole, byte by byte, and cut once at many places.
class TestConformance final : public QObject
{
    Q_OBJECT

private slots:
    void frames_data();
    void frames();
    void text_data();
    void text();
    void close_data();
    void close();
    void failsFast_data();
    void failsFast();
    void sizes_data();
    void sizes();
    void compression_data();
    void compression();
};

namespace {

struct Frame
{
    int firstByte = 0;
    QByteArray payload;
};

struct Message
{
    Opcode opcode = Opcode::Text;
    QByteArray payload;

    bool operator==(const Message &) const = default;
};

using Frames = QList<Frame>;
using Messages = QList<Message>;

QByteArray encode(Role role, const Frames &frames)
{
    QByteArray bytes;
    for (const Frame &frame : frames) {
        QByteArray one = frameTo(role, {}, Opcode::Text, frame.payload);
        one[0] = static_cast<char>(frame.firstByte);
        bytes += one;
    }
    return bytes;
}

Messages messagesOf(const Outcome &outcome)
{
    Messages messages;
    for (const Received &received : outcome.received)
        messages.append({received.opcode, received.payload});
    return messages;
}

/// Plays the frames in every way and expects the same each time.
void expect(const Frames &frames, const Messages &messages, CloseCode failure, Terms terms = {})
{
    for (const Role role : {Role::Server, Role::Client}) {
        terms.role = role;
        const QByteArray bytes = encode(role, frames);
        const Outcome whole = play(bytes, terms);
        QCOMPARE(messagesOf(whole), messages);
        QCOMPARE(whole.failure, failure);
        QVERIFY(playBytewise(bytes, terms).isLike(whole));
        const qsizetype step = bytes.size() / 500 + 1;
        for (qsizetype cut = 0; cut < bytes.size(); cut += step)
            QVERIFY(play(bytes, terms, {cut}).isLike(whole));
    }
}

void addColumns()
{
    QTest::addColumn<Frames>("sent");
    QTest::addColumn<Messages>("expected");
    QTest::addColumn<CloseCode>("failure");
}

/// The text in fragments of so many bytes.
Frames fragments(const QByteArray &text, qsizetype size, int opcode = 1)
{
    Frames all;
    for (qsizetype at = 0; at < text.size() || all.isEmpty(); at += size)
        all.append({all.isEmpty() ? opcode : 0, text.mid(at, size)});
    all.last().firstByte |= 0x80;
    return all;
}

constexpr CloseCode none = 0;

} // namespace

void TestConformance::frames_data()
{
    addColumns();
    const auto row = [](const char *name, const Frames &sent, const Messages &expected, CloseCode failure = none) {
        QTest::newRow(name) << sent << expected << failure;
    };
    const QByteArray hello = "Hello, world!";
    const QByteArray longPing(125, '\xFE');
    const Message good{Opcode::Text, hello};
    const Message ping{Opcode::Ping, "ping"};
    constexpr CloseCode error = closecode::ProtocolError;

    row("2.1 empty ping", {{0x89, ""}}, {{Opcode::Ping, ""}});
    row("2.2 ping with text", {{0x89, hello}}, {{Opcode::Ping, hello}});
    row("2.3 ping with bytes", {{0x89, QByteArray::fromHex("00fffefdfcfb00ff")}},
        {{Opcode::Ping, QByteArray::fromHex("00fffefdfcfb00ff")}});
    row("2.4, 2.6 ping of 125 bytes", {{0x89, longPing}}, {{Opcode::Ping, longPing}});
    row("2.5 ping of 126 bytes", {{0x89, QByteArray(126, 'p')}}, {}, error);
    row("2.7 empty pong", {{0x8A, ""}}, {{Opcode::Pong, ""}});
    row("2.8 pong", {{0x8A, "unasked"}}, {{Opcode::Pong, "unasked"}});
    row("2.9 pong, then ping", {{0x8A, "unasked"}, {0x89, "ping"}}, {{Opcode::Pong, "unasked"}, ping});
    row("2.10, 2.11 ten pings", Frames(10, {0x89, "ping"}), Messages(10, ping));

    row("3.1 RSV 1", {{0x91, hello}}, {}, error);
    row("3.2 RSV 2 after a text", {{0x81, hello}, {0xA1, hello}, {0x89, "ping"}}, {good}, error);
    row("3.3, 3.4 RSV 3 after a text", {{0x81, hello}, {0xB1, hello}, {0x89, "ping"}}, {good}, error);
    row("3.4 RSV 4 after a text", {{0x81, hello}, {0xC1, hello}, {0x89, "ping"}}, {good}, error);
    row("3.5 RSV 5 on binary", {{0xD2, hello}}, {}, error);
    row("3.6 RSV 6 on a ping", {{0xE9, hello}}, {}, error);
    row("3.7 RSV 7 on a close", {{0xF8, hello}}, {}, error);

    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        const int group = opcode < 8 ? 1 : 2;
        const int number = opcode < 8 ? opcode - 2 : opcode - 10;
        const auto named = [&](const char *what, const Frames &sent, const Messages &expected) {
            QTest::addRow("4.%d.%d opcode %d, %s", group, number, opcode, what) << sent << expected << error;
        };
        named("empty", {{0x80 | opcode, ""}}, {});
        named("with payload", {{0x80 | opcode, "reserved opcode payload"}}, {});
        named("after a text", {{0x81, hello}, {0x80 | opcode, hello}, {0x89, "ping"}}, {good});
    }

    row("5.1 ping in fragments", {{0x09, "frag"}, {0x80, "ment"}}, {}, error);
    row("5.2 pong in fragments", {{0x0A, "frag"}, {0x80, "ment"}}, {}, error);
    row("5.3 to 5.5 text in two fragments", {{0x01, "frag"}, {0x80, "ment"}}, {{Opcode::Text, "fragment"}});
    row("5.6 to 5.8 ping between", {{0x01, "frag"}, {0x89, "ping"}, {0x80, "ment"}},
        {ping, {Opcode::Text, "fragment"}});
    row("5.9, 5.10 continuation of nothing", {{0x80, "lost"}, {0x81, hello}}, {}, error);
    row("5.11 the same", {{0x80, "lost"}, {0x81, hello}, {0x89, "ping"}}, {}, error);
    row("5.12 to 5.14 continuation without FIN", {{0x00, "lost"}, {0x81, hello}}, {}, error);
    row("5.15 continuation after a message", {{0x01, "frag"}, {0x80, "ment"}, {0x00, "lost"}, {0x81, hello}},
        {{Opcode::Text, "fragment"}}, error);
    row("5.16 twice a lone continuation", {{0x00, "a"}, {0x01, "b"}, {0x80, "c"}}, {}, error);
    row("5.17 twice a lone last one", {{0x80, "a"}, {0x01, "b"}, {0x80, "c"}}, {}, error);
    row("5.18 text inside a text", {{0x01, "a"}, {0x81, "b"}}, {}, error);
    row("5.19, 5.20 five fragments, two pings",
        {{0x01, "1"}, {0x00, "2"}, {0x89, "ping"}, {0x00, "3"}, {0x00, "4"}, {0x89, "ping"}, {0x80, "5"}},
        {ping, ping, {Opcode::Text, "12345"}});
    row("binary in fragments", {{0x02, "\xFF"}, {0x80, "\xFE"}}, {{Opcode::Binary, "\xFF\xFE"}});
    row("empty fragments", {{0x01, ""}, {0x00, ""}, {0x80, ""}}, {{Opcode::Text, ""}});
    row("close inside a message", {{0x01, "a"}, {0x88, QByteArray::fromHex("03e8")}},
        {{Opcode::Close, QByteArray::fromHex("03e8")}});
}

void TestConformance::frames()
{
    QFETCH(Frames, sent);
    QFETCH(Messages, expected);
    QFETCH(CloseCode, failure);
    expect(sent, expected, failure);
}

void TestConformance::text_data()
{
    addColumns();
    const auto good = [](const QByteArray &name, const Frames &sent, const QByteArray &text) {
        QTest::newRow(name.constData()) << sent << Messages{{Opcode::Text, text}} << none;
    };
    const auto bad = [](const QByteArray &name, const Frames &sent) {
        QTest::newRow(name.constData()) << sent << Messages{} << closecode::InvalidPayload;
    };
    const QByteArray greek = QByteArray::fromHex("cebae1bdb9cf83cebcceb5");
    const QByteArray mixed = "Hello-\xC2\xB5@\xC3\x9F\xC3\xB6\xC3\xA4\xC3\xBC\xC3\xA0\xC3\xA1-UTF-8!!";
    good("6.1.1 empty", {{0x81, ""}}, "");
    good("6.1.2 three empty fragments", {{0x01, ""}, {0x00, ""}, {0x80, ""}}, "");
    good("6.1.3 the middle one is not empty", {{0x01, ""}, {0x00, "middle"}, {0x80, ""}}, "middle");
    good("6.2.1 mixed", {{0x81, mixed}}, mixed);
    good("6.2.2 cut at a character", {{0x01, mixed.left(12)}, {0x80, mixed.mid(12)}}, mixed);
    good("6.2.3 each byte a fragment", fragments(mixed, 1), mixed);
    good("6.2.4 greek, each byte a fragment", fragments(greek, 1), greek);
    const QByteArray surrogate = greek + QByteArray::fromHex("eda080") + "edited";
    bad("6.3.1 surrogate", {{0x81, surrogate}});
    bad("6.3.2 surrogate, each byte a fragment", fragments(surrogate, 1));
    const QByteArray tooHigh = greek + QByteArray::fromHex("f4908080") + "edited";
    bad("6.4 above U+10FFFF", {{0x81, tooHigh}});
    bad("6.4.1 in fragments", {{0x01, greek}, {0x00, QByteArray::fromHex("f4908080")}, {0x80, "edited"}});

    for (qsizetype size = 1; size <= greek.size(); ++size) {
        const bool isCut =
            (static_cast<unsigned char>(greek.left(size + 1).back()) & 0xC0) == 0x80 && size < greek.size();
        const QByteArray name = "6.5, 6.6 greek, " + QByteArray::number(size) + " bytes";
        if (isCut)
            bad(name, {{0x81, greek.left(size)}});
        else
            good(name, {{0x81, greek.left(size)}}, greek.left(size));
        if (isCut) {
            bad(name + ", empty fragment behind", {{0x01, greek.left(size)}, {0x80, ""}});
            good(name + ", the rest behind", {{0x01, greek.left(size)}, {0x80, greek.mid(size)}}, greek);
        }
    }
    for (const char *hex : {"00", "c280", "e0a080", "f0908080", "7f", "dfbf", "efbfbf", "f48fbfbf", "ed9fbf", "ee8080",
                            "efbfbd", "efbfbe", "f09fbfbe", "f3bfbfbf", "efbbbf61", "efbbbf"})
        good(QByteArray("6.7, 6.9, 6.11, 6.22, 6.23 ") + hex, {{0x81, QByteArray::fromHex(hex)}},
             QByteArray::fromHex(hex));
    for (const char *hex :
         {"f888808080", "fc8480808080", "f7bfbfbf",     "fbbfbfbfbf", "fdbfbfbfbfbf", "f4908080", "80",
          "bf",         "80bf",         "80bf80bf80bf", "c020",       "c3",           "e1",       "f1",
          "f8",         "fc",           "c0",           "e080",       "f08080",       "f8808080", "df",
          "efbf",       "f7bfbf",       "c0e080f08080", "fe",         "ff",           "fefeffff", "c0af",
          "e080af",     "f08080af",     "c1bf",         "e09fbf",     "f08fbfbf",     "c080",     "e08080",
          "f0808080",   "eda080",       "edadbf",       "edae80",     "edafbf",       "edb080",   "edbe80",
          "edbfbf",     "eda080edb080", "edafbfedbfbf"})
        bad(QByteArray("6.8 to 6.21 ") + hex, {{0x81, QByteArray::fromHex(hex)}});
}

void TestConformance::text()
{
    QFETCH(Frames, sent);
    QFETCH(Messages, expected);
    QFETCH(CloseCode, failure);
    expect(sent, expected, failure);
}

void TestConformance::close_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<ClosePayloadError>("error");
    const auto code = [](int number) -> QByteArray {
        return QByteArray(1, static_cast<char>(number >> 8)) + QByteArray(1, static_cast<char>(number & 0xFF));
    };
    const auto row = [](const QByteArray &name, const QByteArray &payload, ClosePayloadError error) {
        QTest::newRow(name.constData()) << payload << error;
    };
    row("7.3.1 empty", "", ClosePayloadError::None);
    row("7.3.2 one byte", "a", ClosePayloadError::OneByte);
    row("7.3.3 a code", code(1000), ClosePayloadError::None);
    row("7.3.4 a reason", code(1000) + "Hello World!", ClosePayloadError::None);
    row("7.3.5 the longest reason", code(1000) + QByteArray(123, '*'), ClosePayloadError::None);
    row("7.5.1 not UTF-8", code(1000) + QByteArray::fromHex("cebae1bdb9cf83cebcceb5eda080656469746564"),
        ClosePayloadError::InvalidUtf8);
    for (const int number : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
        row("7.7 code " + QByteArray::number(number), code(number), ClosePayloadError::None);
    for (const int number : {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535})
        row("7.9, 7.13 code " + QByteArray::number(number), code(number), ClosePayloadError::InvalidCode);
}

void TestConformance::close()
{
    QFETCH(QByteArray, payload);
    QFETCH(ClosePayloadError, error);
    // 7.1: what follows a close is still cut into frames here; whoever holds the connection takes no notice.
    expect({{0x81, "before"}, {0x88, payload}}, {{Opcode::Text, "before"}, {Opcode::Close, payload}}, none);
    expect({{0x88, payload}, {0x88, payload}}, {{Opcode::Close, payload}, {Opcode::Close, payload}}, none);
    QCOMPARE(decodeClose(payload).error, error);
    // 7.3.6
    expect({{0x88, QByteArray(126, '*')}}, {}, closecode::ProtocolError);
}

void TestConformance::failsFast_data()
{
    QTest::addColumn<Frames>("sent");
    QTest::addColumn<qsizetype>("payloadByte"); // of the last frame, the one that tells
    const QByteArray greek = QByteArray::fromHex("cebae1bdb9cf83cebcceb5");
    const QByteArray tooHigh = QByteArray::fromHex("f4908080");
    QTest::newRow("6.4.1 a fragment") << Frames{{0x01, greek}, {0x00, tooHigh}} << qsizetype(2);
    QTest::newRow("6.4.2 a fragment, after its first byte")
        << Frames{{0x01, greek + tooHigh.left(1)}, {0x00, tooHigh.mid(1)}} << qsizetype(1);
    QTest::newRow("6.4.3 inside a frame") << Frames{{0x81, greek + tooHigh + "edited"}} << greek.size() + 2;
    QTest::newRow("6.4.4 surrogate inside a frame")
        << Frames{{0x81, greek + QByteArray::fromHex("eda080") + "edited"}} << greek.size() + 2;
}

void TestConformance::failsFast()
{
    QFETCH(Frames, sent);
    QFETCH(qsizetype, payloadByte);
    for (const Role role : {Role::Server, Role::Client}) {
        const QByteArray bytes = encode(role, sent);
        const Outcome outcome = playBytewise(bytes, {.role = role});
        QCOMPARE(outcome.failure, closecode::InvalidPayload);
        QCOMPARE(outcome.failedAfter, bytes.size() - sent.last().payload.size() + payloadByte);
    }
}

void TestConformance::sizes_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<qsizetype>("fragment"); // 0: one frame
    QTest::addColumn<qsizetype>("part");     // bytes that come at once
    for (const qsizetype size : {0, 1, 125, 126, 127, 128, 65535, 65536})
        QTest::addRow("1.1, 1.2 %d bytes", int(size)) << size << qsizetype(0) << qsizetype(997);
    for (const qsizetype size : {65536, 262144, 1048576, 4194304, 8388608, 16777216})
        QTest::addRow("9.1, 9.2 %d bytes", int(size)) << size << qsizetype(0) << qsizetype(262144);
    for (const qsizetype fragment : {64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304})
        QTest::addRow("9.3, 9.4 4 MiB in fragments of %d", int(fragment))
            << qsizetype(4194304) << fragment << qsizetype(65536);
    for (const qsizetype part : {64, 128, 256, 512, 1024, 2048})
        QTest::addRow("9.5, 9.6 1 MiB in parts of %d", int(part)) << qsizetype(1048576) << qsizetype(0) << part;
    QTest::newRow("10.1.1 in fragments of 1300") << qsizetype(65536) << qsizetype(1300) << qsizetype(65536);
}

void TestConformance::sizes()
{
    QFETCH(qsizetype, size);
    QFETCH(qsizetype, fragment);
    QFETCH(qsizetype, part);
    for (const int opcode : {1, 2}) {
        const QByteArray payload = opcode == 1 ? someJson(size) : someNoise(size);
        const QByteArray bytes = encode(Role::Server, fragments(payload, fragment == 0 ? size + 1 : fragment, opcode));
        Conversation conversation({});
        for (qsizetype at = 0; at < bytes.size(); at += part)
            QVERIFY(conversation.feed(bytes.mid(at, part)));
        QCOMPARE(messagesOf(conversation.outcome()), (Messages{{static_cast<Opcode>(opcode), payload}}));
        QCOMPARE(conversation.assembler().heldBytes(), 0);
    }
}

void TestConformance::compression_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<qsizetype>("fragment");
    for (const qsizetype size : {16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072}) {
        QTest::addRow("12.1 to 12.5 %d bytes", int(size)) << size << true << 15 << qsizetype(0);
        QTest::addRow("12.1 to 12.5 %d bytes in fragments", int(size)) << size << true << 15 << qsizetype(256);
        QTest::addRow("13.1 to 13.2 %d bytes, no takeover", int(size)) << size << false << 15 << qsizetype(0);
        QTest::addRow("13.3, 13.5 %d bytes, 9 bits", int(size)) << size << true << 9 << qsizetype(0);
        QTest::addRow("13.4, 13.6 %d bytes, 9 bits, no takeover", int(size)) << size << false << 9 << qsizetype(0);
    }
}

void TestConformance::compression()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, takeover);
    QFETCH(int, windowBits);
    QFETCH(qsizetype, fragment);
    Deflater deflater(windowBits, takeover);
    Conversation whole({.compression = true, .takeover = takeover});
    Conversation parts({.compression = true, .takeover = takeover});
    Messages expected;
    for (unsigned i = 0; i < 12; ++i) {
        const bool isText = i % 3 != 0;
        const QByteArray payload = isText ? someJson(size, i) : someNoise(size, i);
        Frames sent{{isText ? 0x81 : 0x82, payload}};
        if (i % 5 != 0) { // plain messages stay legal
            const QByteArray compressed = deflater.compress(payload);
            sent = fragments(compressed, fragment == 0 ? compressed.size() : fragment, isText ? 1 : 2);
            sent.first().firstByte |= 0x40;
        }
        const QByteArray bytes = encode(Role::Server, sent);
        expected.append({isText ? Opcode::Text : Opcode::Binary, payload});
        QVERIFY(whole.feed(bytes));
        for (qsizetype at = 0; at < bytes.size(); at += 1000)
            QVERIFY(parts.feed(bytes.mid(at, 1000)));
    }
    QCOMPARE(messagesOf(whole.outcome()), expected);
    QVERIFY(parts.outcome().isLike(whole.outcome()));
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"

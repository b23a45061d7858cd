// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflater.h"
#include "app/protocol/messageassembler.h"

#include "tests/protocol/conversation.h"
#include "tests/protocol/samples.h"

#include <QTest>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

class TestMessageAssembler final : public QObject
{
    Q_OBJECT

private slots:
    void givesAViewWhereItCan();
    void ownsWhatCameInParts();
    void ownsAControlFrameThatCameInParts();
    void describesAMessage();
    void describesAControlFrameInsideAMessage();
    void tellsOfSoManyFragmentsOnly();
    void failsAtTheHeader_data();
    void failsAtTheHeader();
    void holdsTheLimitOverFragments();
    void takesALimitChangedLater();
    void letsControlFramesPassASmallLimit();
    void failsInTheMiddleOfAFrame();
    void failsInTheMiddleOfACompressedFrame();
    void limitsWhatIsInflated();
    void takesWhatDoesNotCompressUpToTheLimit();
    void reservesLittleOfWhatIsAnnounced();
    void growsWithManySmallFragments();
    void givesNothingAfterAFailure();
    void marksWhatWasCompressed();
};

namespace {

std::span<char> spanOf(QByteArray &bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QByteArray message(const QByteArray &payload, Opcode opcode = Opcode::Text, FrameBits bits = {})
{
    return frameTo(Role::Server, bits, opcode, payload);
}

QByteArray compressed(const QByteArray &payload, Opcode opcode = Opcode::Text, bool fin = true)
{
    return frameTo(Role::Server, {fin, true}, opcode, Deflater(15, false).compress(payload));
}

constexpr Terms withDeflate{.compression = true};

} // namespace

void TestMessageAssembler::givesAViewWhereItCan()
{
    for (const Opcode opcode : {Opcode::Text, Opcode::Binary, Opcode::Ping, Opcode::Pong, Opcode::Close}) {
        QByteArray bytes = message("payload", opcode);
        FrameReader reader(Role::Server);
        MessageAssembler assembler(1000);
        std::span<char> input = spanOf(bytes);
        FramePiece piece;
        QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
        QCOMPARE(assembler.add(piece),
                 isControl(opcode) ? MessageAssembler::Status::Control : MessageAssembler::Status::Message);
        QCOMPARE(assembler.result().opcode, opcode);
        QCOMPARE(assembler.result().payload.data(), bytes.constData() + 6);
        QCOMPARE(assembler.result().payload.size(), 7);
        QVERIFY(assembler.result().owned.isNull());
        QCOMPARE(assembler.heldBytes(), 0);
    }
}

void TestMessageAssembler::ownsWhatCameInParts()
{
    QByteArray payload = someJson(1000);
    FrameHeader header{.firstByte = 0x81, .masked = true, .payloadLength = 1000, .headerLength = 8};
    MessageAssembler assembler(1000);
    FramePiece piece{header, spanOf(payload).first(400), true, false};
    QCOMPARE(assembler.add(piece), MessageAssembler::Status::Incomplete);
    QVERIFY(assembler.heldBytes() >= 400);
    piece = {header, spanOf(payload).subspan(400), false, true};
    QCOMPARE(assembler.add(piece), MessageAssembler::Status::Message);
    QCOMPARE(assembler.result().owned, payload);
    QCOMPARE(assembler.result().payload.data(), assembler.result().owned.constData());
    QCOMPARE(assembler.heldBytes(), 0);
    const QByteArray taken = std::move(assembler.result().owned);
    QCOMPARE(taken, payload);
    QVERIFY(taken.isDetached());
}

void TestMessageAssembler::ownsAControlFrameThatCameInParts()
{
    QByteArray payload = "ping payload";
    FrameHeader header{.firstByte = 0x89, .payloadLength = 12};
    MessageAssembler assembler(1000);
    QCOMPARE(assembler.add({header, spanOf(payload).first(0), true, false}), MessageAssembler::Status::Incomplete);
    QCOMPARE(assembler.add({header, spanOf(payload).first(5), false, false}), MessageAssembler::Status::Incomplete);
    QVERIFY(assembler.heldBytes() > 0);
    QCOMPARE(assembler.add({header, spanOf(payload).subspan(5), false, true}), MessageAssembler::Status::Control);
    QCOMPARE(assembler.result().owned, payload);
    QCOMPARE(assembler.heldBytes(), 0);
    // The next one does not begin with the last one's bytes.
    QCOMPARE(assembler.add({header, spanOf(payload), true, true}), MessageAssembler::Status::Control);
    QCOMPARE(assembler.result().payload, payload);
}

void TestMessageAssembler::describesAMessage()
{
    const QByteArray bytes = message("ab", Opcode::Text, {.fin = false}) +
                             message(QByteArray(200, 'c'), Opcode::Continuation, {.fin = false}) +
                             message("", Opcode::Continuation) + message("alone", Opcode::Binary);
    const Outcome outcome = play(bytes, {});
    QCOMPARE(outcome.received.size(), 2);
    const Received &fragmented = outcome.received[0];
    QCOMPARE(fragmented.opcode, Opcode::Text);
    QCOMPARE(fragmented.payload, "ab" + QByteArray(200, 'c'));
    QCOMPARE(fragmented.wireSize, std::uint64_t(6 + 2 + 8 + 200 + 6));
    QCOMPARE(fragmented.frames, 3u);
    QVERIFY(fragmented.masked);
    QVERIFY(!fragmented.compressed);
    QCOMPARE(fragmented.fragments, (std::vector<FrameSummary>{{0x01, true, 2}, {0x00, true, 200}, {0x80, true, 0}}));
    const Received &alone = outcome.received[1];
    QCOMPARE(alone.frames, 1u);
    QCOMPARE(alone.wireSize, std::uint64_t(11));
    QVERIFY(alone.fragments.empty());
    QVERIFY(playBytewise(bytes, {}).isLike(outcome));
}

void TestMessageAssembler::describesAControlFrameInsideAMessage()
{
    const QByteArray bytes = message("ab", Opcode::Text, {.fin = false}) + message("ping", Opcode::Ping) +
                             message("cd", Opcode::Continuation);
    const Outcome outcome = play(bytes, {});
    QCOMPARE(outcome.received.size(), 2);
    QCOMPARE(outcome.received[0].opcode, Opcode::Ping);
    QCOMPARE(outcome.received[0].wireSize, std::uint64_t(10));
    QCOMPARE(outcome.received[0].frames, 1u);
    QVERIFY(outcome.received[0].fragments.empty());
    QCOMPARE(outcome.received[1].payload, QByteArray("abcd"));
    QCOMPARE(outcome.received[1].wireSize, std::uint64_t(16));
    QCOMPARE(outcome.received[1].fragments.size(), std::size_t(2));
}

void TestMessageAssembler::tellsOfSoManyFragmentsOnly()
{
    const QByteArray bytes = message("", Opcode::Text, {.fin = false}) +
                             message("", Opcode::Continuation, {.fin = false}).repeated(5000) +
                             message("end", Opcode::Continuation);
    const Outcome outcome = play(bytes, {});
    QCOMPARE(outcome.received.size(), 1);
    QCOMPARE(outcome.received[0].frames, 5002u);
    QCOMPARE(outcome.received[0].fragments.size(), mostFragments);
    QCOMPARE(outcome.received[0].payload, QByteArray("end"));
    QCOMPARE(outcome.received[0].wireSize, static_cast<std::uint64_t>(bytes.size()));
}

void TestMessageAssembler::failsAtTheHeader_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("header"); // of a frame whose payload never comes
    QTest::addColumn<CloseCode>("code");
    const QByteArray open = message("x", Opcode::Text, {.fin = false});
    const QByteArray payload(10, 'p');
    const auto headerOf = [](const QByteArray &frame) { return frame.left(6); };
    QTest::newRow("continuation of nothing")
        << QByteArray() << headerOf(message(payload, Opcode::Continuation)) << closecode::ProtocolError;
    QTest::newRow("continuation after a whole message")
        << message("x") << headerOf(message(payload, Opcode::Continuation)) << closecode::ProtocolError;
    QTest::newRow("text inside a message") << open << headerOf(message(payload)) << closecode::ProtocolError;
    QTest::newRow("binary inside a message, not last")
        << open << headerOf(message(payload, Opcode::Binary, {.fin = false})) << closecode::ProtocolError;
    QTest::newRow("fragments over the limit")
        << open << headerOf(message(QByteArray(100, 'p'), Opcode::Continuation)) << closecode::MessageTooBig;
}

void TestMessageAssembler::failsAtTheHeader()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, header);
    QFETCH(CloseCode, code);
    const Terms terms{.limit = 100};
    const Outcome outcome = playBytewise(before + header, terms);
    QCOMPARE(outcome.failure, code);
    QCOMPARE(outcome.failedAfter, before.size() + header.size());
    QVERIFY(play(before + header + QByteArray(200, 'p'), terms).isLike(outcome));
}

void TestMessageAssembler::holdsTheLimitOverFragments()
{
    const auto fragments = [](qsizetype last) -> QByteArray {
        return message(QByteArray(60, 'a'), Opcode::Text, {.fin = false}) +
               message(QByteArray(30, 'b'), Opcode::Continuation, {.fin = false}) +
               message(QByteArray(last, 'c'), Opcode::Continuation);
    };
    const Terms terms{.limit = 100};
    QCOMPARE(play(fragments(10), terms).received.size(), 1);
    QCOMPARE(play(fragments(10) + fragments(10), terms).received.size(), 2);
    QCOMPARE(play(fragments(11), terms).failure, closecode::MessageTooBig);
    QCOMPARE(play(message(QByteArray(100, 'a')), terms).received.size(), 1);
    QCOMPARE(play(message(QByteArray(101, 'a')), terms).failure, closecode::MessageTooBig);
}

void TestMessageAssembler::takesALimitChangedLater()
{
    QByteArray payload(50, 'x');
    FrameHeader header{.firstByte = 0x82, .payloadLength = 50};
    MessageAssembler assembler(100);
    QCOMPARE(assembler.add({header, spanOf(payload), true, true}), MessageAssembler::Status::Message);
    assembler.setLimit(49);
    QCOMPARE(assembler.add({header, spanOf(payload), true, true}), MessageAssembler::Status::Failed);
    QCOMPARE(assembler.violation().code, closecode::MessageTooBig);
}

void TestMessageAssembler::letsControlFramesPassASmallLimit()
{
    const Outcome outcome = play(message(QByteArray(125, 'p'), Opcode::Ping) + message("ok"), {.limit = 2});
    QCOMPARE(outcome.failure, CloseCode(0));
    QCOMPARE(outcome.received.size(), 2);
}

void TestMessageAssembler::failsInTheMiddleOfAFrame()
{
    QByteArray text(100000, 'a');
    text[50000] = '\xFF';
    const QByteArray frame = message(text);
    const Outcome outcome = playBytewise(frame, {});
    QCOMPARE(outcome.failure, closecode::InvalidPayload);
    QCOMPARE(outcome.failedAfter, frame.size() - 100000 + 50001);
    QVERIFY(play(frame, {}).isLike(outcome));
}

void TestMessageAssembler::failsInTheMiddleOfACompressedFrame()
{
    QByteArray text = someJson(100000);
    text[50000] = '\xFF';
    const QByteArray frame = compressed(text);
    const Outcome outcome = playBytewise(frame, withDeflate);
    QCOMPARE(outcome.failure, closecode::InvalidPayload);
    QVERIFY(outcome.failedAfter < frame.size() * 3 / 4);
    QVERIFY(play(frame, withDeflate).isLike(outcome));
    QCOMPARE(play(compressed(text, Opcode::Binary), withDeflate).received.size(), 1);
}

void TestMessageAssembler::limitsWhatIsInflated()
{
    const Terms terms{.limit = 10000, .compression = true};
    QCOMPARE(play(compressed(QByteArray(10000, 'a')), terms).received.size(), 1);
    const Outcome outcome = play(compressed(QByteArray(10001, 'a')), terms);
    QCOMPARE(outcome.failure, closecode::MessageTooBig);
    QVERIFY(playBytewise(compressed(QByteArray(10001, 'a')), terms).isLike(outcome));
    QCOMPARE(play(compressed(QByteArray(10 << 20, 'a')), terms).failure, closecode::MessageTooBig);
}

void TestMessageAssembler::takesWhatDoesNotCompressUpToTheLimit()
{
    const QByteArray noise = someNoise(100000);
    const QByteArray frame = compressed(noise, Opcode::Binary);
    QVERIFY(frame.size() > 100000 + 14);
    const Outcome outcome = play(frame, {.limit = 100000, .compression = true});
    QCOMPARE(outcome.failure, CloseCode(0));
    QCOMPARE(outcome.received.first().payload, noise);
    // A plain message gets no such room.
    QCOMPARE(play(message(QByteArray(100001, 'a')), {.limit = 100000, .compression = true}).failure,
             closecode::MessageTooBig);
}

void TestMessageAssembler::reservesLittleOfWhatIsAnnounced()
{
    QByteArray payload(100, 'x');
    FrameHeader header{.firstByte = 0x82, .payloadLength = 16 << 20, .headerLength = 10};
    MessageAssembler assembler(16 << 20);
    QCOMPARE(assembler.add({header, spanOf(payload).first(0), true, false}), MessageAssembler::Status::Incomplete);
    QVERIFY(assembler.heldBytes() < 16384);
    QCOMPARE(assembler.add({header, spanOf(payload), false, false}), MessageAssembler::Status::Incomplete);
    QVERIFY(assembler.heldBytes() < 16384);
}

void TestMessageAssembler::growsWithManySmallFragments()
{
    const QByteArray part(100, 'x');
    const QByteArray bytes = message(part, Opcode::Binary, {.fin = false}) +
                             message(part, Opcode::Continuation, {.fin = false}).repeated(100000) +
                             message(part, Opcode::Continuation);
    const Outcome outcome = play(bytes, {});
    QCOMPARE(outcome.received.size(), 1);
    QCOMPARE(outcome.received.first().payload, QByteArray(100 * 100002, 'x'));
}

void TestMessageAssembler::givesNothingAfterAFailure()
{
    QByteArray bad = "\xFF";
    QByteArray good = "good";
    MessageAssembler assembler(1000);
    QCOMPARE(assembler.add({{.firstByte = 0x81, .payloadLength = 1}, spanOf(bad), true, true}),
             MessageAssembler::Status::Failed);
    QCOMPARE(assembler.violation().code, closecode::InvalidPayload);
    for (const int firstByte : {0x81, 0x82, 0x88, 0x89, 0x8A}) {
        const FrameHeader header{.firstByte = static_cast<std::uint8_t>(firstByte), .payloadLength = 4};
        QCOMPARE(assembler.add({header, spanOf(good), true, true}), MessageAssembler::Status::Failed);
    }
    QCOMPARE(assembler.violation().code, closecode::InvalidPayload);
    QCOMPARE(assembler.heldBytes(), 0);
}

void TestMessageAssembler::marksWhatWasCompressed()
{
    const QByteArray deflated = Deflater(15, false).compress(someJson(5000));
    const qsizetype half = deflated.size() / 2;
    const QByteArray bytes = frameTo(Role::Server, {false, true}, Opcode::Text, deflated.left(half)) +
                             message("between", Opcode::Ping) +
                             frameTo(Role::Server, {true, false}, Opcode::Continuation, deflated.mid(half)) +
                             message("plain") + compressed("");
    const Outcome outcome = play(bytes, withDeflate);
    QCOMPARE(outcome.failure, CloseCode(0));
    QCOMPARE(outcome.received.size(), 4);
    QVERIFY(!outcome.received[0].compressed);
    QVERIFY(outcome.received[1].compressed);
    QCOMPARE(outcome.received[1].payload, someJson(5000));
    QCOMPARE(outcome.received[1].fragments.front().firstByte, std::uint8_t(0x41));
    QVERIFY(!outcome.received[2].compressed);
    QVERIFY(outcome.received[3].compressed);
    QCOMPARE(outcome.received[3].payload, QByteArray());
    QVERIFY(playBytewise(bytes, withDeflate).isLike(outcome));
}

QTEST_GUILESS_MAIN(TestMessageAssembler)
#include "tst_messageassembler.moc"

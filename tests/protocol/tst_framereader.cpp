// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/framereader.h"

#include "tests/protocol/conversation.h"

#include <QTest>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

class TestFrameReader final : public QObject
{
    Q_OBJECT

private slots:
    void readsAFrameCutAnywhere_data();
    void readsAFrameCutAnywhere();
    void failsAsSoonAsItCan_data();
    void failsAsSoonAsItCan();
    void acceptsTheBorders_data();
    void acceptsTheBorders();
    void unmasksInPlace();
    void tellsTheHeaderBeforeThePayload();
    void readsFramesInARow();
    void parsesNothingAfterAFailure();
    void letsAnyMaskingPassWhereItShall_data();
    void letsAnyMaskingPassWhereItShall();
    void knowsWhetherAFrameIsOpen();
};

namespace {

std::span<char> spanOf(QByteArray &bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

struct Read
{
    QByteArray payload;
    FrameHeader header;
    int firsts = 0;
    int lasts = 0;
};

/// Reads what is expected to be one frame, in two runs.
Read readCut(FrameReader &reader, const QByteArray &bytes, qsizetype cut)
{
    Read read;
    for (QByteArray part : {bytes.left(cut), bytes.mid(cut)}) {
        std::span<char> input = spanOf(part);
        FramePiece piece;
        while (reader.read(input, piece) == FrameReader::Status::Piece) {
            read.payload.append(piece.payload.data(), static_cast<qsizetype>(piece.payload.size()));
            read.header = piece.header;
            read.firsts += piece.first ? 1 : 0;
            read.lasts += piece.last ? 1 : 0;
        }
    }
    return read;
}

} // namespace

void TestFrameReader::readsAFrameCutAnywhere_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 5, 125, 126, 300}) {
        QTest::addRow("masked, %d", static_cast<int>(size)) << Role::Server << size;
        QTest::addRow("plain, %d", static_cast<int>(size)) << Role::Client << size;
    }
    QTest::newRow("masked, long") << Role::Server << qsizetype(65536);
    QTest::newRow("plain, long") << Role::Client << qsizetype(65536);
}

void TestFrameReader::readsAFrameCutAnywhere()
{
    QFETCH(Role, role);
    QFETCH(qsizetype, size);
    QByteArray payload;
    for (qsizetype i = 0; i < size; ++i)
        payload.append(static_cast<char>(i * 31));
    const QByteArray frame = frameTo(role, {}, Opcode::Binary, payload);
    const qsizetype step = frame.size() > 1000 ? 997 : 1;
    for (qsizetype cut = 0; cut <= frame.size(); cut += cut < 20 ? 1 : step) {
        FrameReader reader(role);
        const Read read = readCut(reader, frame, cut);
        QVERIFY(!reader.violation());
        QCOMPARE(read.payload, payload);
        QCOMPARE(read.firsts, 1);
        QCOMPARE(read.lasts, 1);
        QCOMPARE(read.header.opcode(), Opcode::Binary);
        QVERIFY(read.header.fin());
        QCOMPARE(read.header.masked, role == Role::Server);
        QCOMPARE(read.header.payloadLength, static_cast<std::uint64_t>(size));
        QCOMPARE(qsizetype(read.header.headerLength), frame.size() - size);
        QVERIFY(!reader.isInsideFrame());
    }
    QCOMPARE(playBytewise(frame, {.role = role}).received.first().payload, payload);
}

void TestFrameReader::failsAsSoonAsItCan_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("compression");
    QTest::addColumn<QByteArray>("bytes"); // ends with the byte that tells
    QTest::addColumn<CloseCode>("code");
    const auto row = [](const char *name, const char *hex, CloseCode code = closecode::ProtocolError,
                        Role role = Role::Server, bool compression = false) {
        QTest::newRow(name) << role << compression << QByteArray::fromHex(hex) << code;
    };
    row("RSV1", "c1");
    row("RSV2", "a1");
    row("RSV3", "91");
    row("all reserved bits", "f1");
    row("RSV1 on a ping", "c9");
    row("RSV2 with compression", "a1", closecode::ProtocolError, Role::Server, true);
    row("RSV1 on a continuation, with compression", "c0", closecode::ProtocolError, Role::Server, true);
    row("RSV1 on a ping, with compression", "c9", closecode::ProtocolError, Role::Server, true);
    row("RSV1 on a close, with compression", "c8", closecode::ProtocolError, Role::Server, true);
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        QTest::addRow("opcode %d", opcode)
            << Role::Server << false << QByteArray(1, static_cast<char>(0x80 | opcode)) << closecode::ProtocolError;
        QTest::addRow("opcode %d, no FIN", opcode)
            << Role::Client << false << QByteArray(1, static_cast<char>(opcode)) << closecode::ProtocolError;
    }
    row("close without FIN", "08");
    row("ping without FIN", "09");
    row("pong without FIN", "0a");
    row("client does not mask", "8105");
    row("client does not mask an empty frame", "8100");
    row("client does not mask a ping", "8900");
    row("server masks", "8185", closecode::ProtocolError, Role::Client);
    row("server masks a close", "8880", closecode::ProtocolError, Role::Client);
    row("ping of 126", "89fe");
    row("close of 126", "88fe");
    row("pong with 64 bits", "8aff");
    row("ping of 126 from a server", "897e", closecode::ProtocolError, Role::Client);
    row("0 in 16 bits", "82fe0000");
    row("125 in 16 bits", "82fe007d");
    row("0 in 64 bits", "82ff0000000000000000");
    row("125 in 64 bits", "82ff000000000000007d");
    row("65535 in 64 bits", "82ff000000000000ffff");
    row("highest bit", "82ff8000000000000000");
    row("all bits", "82ffffffffffffffffff");
    row("one more than the limit", "82ff0000000001000001", closecode::MessageTooBig);
    row("far more than the limit", "82ff7fffffffffffffff", closecode::MessageTooBig);
    row("more than the limit, from a server", "827f0000000001000001", closecode::MessageTooBig, Role::Client);
    row("more than an eighth over the limit, with compression", "c2ff0000000001200041", closecode::MessageTooBig,
        Role::Server, true);
}

void TestFrameReader::failsAsSoonAsItCan()
{
    QFETCH(Role, role);
    QFETCH(bool, compression);
    QFETCH(QByteArray, bytes);
    QFETCH(CloseCode, code);
    const Terms terms{.role = role, .compression = compression};

    const Outcome exact = playBytewise(bytes, terms);
    QCOMPARE(exact.failure, code);
    QCOMPARE(exact.failedAfter, bytes.size());
    QVERIFY(exact.received.isEmpty());
    const QByteArray longer = bytes + QByteArray(20, '\x81');
    for (qsizetype cut = 0; cut <= longer.size(); ++cut)
        QVERIFY(play(longer, terms, {cut}).isLike(exact));
    // A frame before it comes through.
    const QByteArray good = frameTo(role, {}, Opcode::Text, "good");
    const Outcome after = play(good + longer, terms);
    QCOMPARE(after.received.size(), 1);
    QCOMPARE(after.failure, code);
}

void TestFrameReader::acceptsTheBorders_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<quint64>("length");
    QTest::newRow("126 in 16 bits") << QByteArray::fromHex("827e007e") << quint64(126);
    QTest::newRow("65535 in 16 bits") << QByteArray::fromHex("827effff") << quint64(65535);
    QTest::newRow("65536 in 64 bits") << QByteArray::fromHex("827f0000000000010000") << quint64(65536);
    QTest::newRow("the limit itself") << QByteArray::fromHex("827f0000000001000000") << quint64(1 << 24);
    QTest::newRow("ping of 125") << QByteArray::fromHex("897d") << quint64(125);
}

void TestFrameReader::acceptsTheBorders()
{
    QFETCH(QByteArray, header);
    QFETCH(quint64, length);
    for (qsizetype cut = 0; cut <= header.size(); ++cut) {
        FrameReader reader(Role::Client);
        const Read read = readCut(reader, header, cut);
        QVERIFY(!reader.violation());
        QCOMPARE(read.firsts, 1);
        QCOMPARE(read.lasts, 0);
        QCOMPARE(read.header.payloadLength, length);
        QVERIFY(reader.isInsideFrame());
    }
}

void TestFrameReader::unmasksInPlace()
{
    QByteArray frame = frameTo(Role::Server, {}, Opcode::Text, "Hello");
    FrameReader reader(Role::Server);
    std::span<char> input = spanOf(frame);
    FramePiece piece;
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
    QCOMPARE(piece.payload.data(), frame.data() + 6);
    QCOMPARE(frame.mid(6), QByteArray("Hello"));
    QVERIFY(input.empty());
    QCOMPARE(reader.read(input, piece), FrameReader::Status::NeedMore);
}

void TestFrameReader::tellsTheHeaderBeforeThePayload()
{
    const QByteArray frame = frameTo(Role::Server, {}, Opcode::Text, "Hello");
    FrameReader reader(Role::Server);
    QByteArray header = frame.left(6);
    std::span<char> input = spanOf(header);
    FramePiece piece;
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
    QVERIFY(piece.first);
    QVERIFY(!piece.last);
    QVERIFY(piece.payload.empty());
    QCOMPARE(piece.header.payloadLength, std::uint64_t(5));
    QCOMPARE(reader.read(input, piece), FrameReader::Status::NeedMore);

    QByteArray payload = frame.mid(6);
    input = spanOf(payload);
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
    QVERIFY(!piece.first);
    QVERIFY(piece.last);
    QCOMPARE(payload, QByteArray("Hello"));
}

void TestFrameReader::readsFramesInARow()
{
    QByteArray bytes;
    for (int i = 0; i < 200; ++i)
        bytes += frameTo(Role::Server, {}, i % 7 == 0 ? Opcode::Ping : Opcode::Text, QByteArray(i % 126, 'a'));
    const Outcome whole = play(bytes, {});
    QCOMPARE(whole.received.size(), 200);
    QVERIFY(playBytewise(bytes, {}).isLike(whole));
    for (qsizetype cut = 0; cut < bytes.size(); cut += 13)
        QVERIFY(play(bytes, {}, {cut}).isLike(whole));
}

void TestFrameReader::parsesNothingAfterAFailure()
{
    FrameReader reader(Role::Server);
    QByteArray bytes = QByteArray::fromHex("83") + frameTo(Role::Server, {}, Opcode::Text, "good");
    std::span<char> input = spanOf(bytes);
    FramePiece piece;
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Failed);
    const Violation violation = reader.violation();
    QByteArray good = frameTo(Role::Server, {}, Opcode::Text, "good");
    const QByteArray untouched = good;
    input = spanOf(good);
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Failed);
    QCOMPARE(good, untouched);
    QCOMPARE(reader.violation().code, violation.code);
    QVERIFY(qstrlen(violation.problem) > 0);
}

void TestFrameReader::letsAnyMaskingPassWhereItShall_data()
{
    QTest::addColumn<Role>("role");
    QTest::newRow("server") << Role::Server;
    QTest::newRow("client") << Role::Client;
}

void TestFrameReader::letsAnyMaskingPassWhereItShall()
{
    QFETCH(Role, role);
    FrameReader reader(role);
    reader.setMaskingRequired(false);
    QByteArray bytes =
        frameTo(Role::Server, {}, Opcode::Text, "masked") + frameTo(Role::Client, {}, Opcode::Text, "plain");
    std::span<char> input = spanOf(bytes);
    FramePiece piece;
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
    QCOMPARE(QByteArray(piece.payload.data(), qsizetype(piece.payload.size())), QByteArray("masked"));
    QCOMPARE(reader.read(input, piece), FrameReader::Status::Piece);
    QCOMPARE(QByteArray(piece.payload.data(), qsizetype(piece.payload.size())), QByteArray("plain"));
}

void TestFrameReader::knowsWhetherAFrameIsOpen()
{
    const QByteArray frame = frameTo(Role::Server, {}, Opcode::Binary, QByteArray(300, 'x'));
    FrameReader reader(Role::Server);
    QVERIFY(!reader.isInsideFrame());
    for (qsizetype i = 0; i < frame.size(); ++i) {
        QByteArray byte = frame.mid(i, 1);
        std::span<char> input = spanOf(byte);
        FramePiece piece;
        while (reader.read(input, piece) == FrameReader::Status::Piece) {
        }
        QCOMPARE(reader.isInsideFrame(), i + 1 < frame.size());
    }
}

QTEST_GUILESS_MAIN(TestFrameReader)
#include "tst_framereader.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/framewriter.h"

#include "tests/protocol/conversation.h"

#include <QTest>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

class TestFrameWriter final : public QObject
{
    Q_OBJECT

private slots:
    void writesTheExamplesOfTheRfc_data();
    void writesTheExamplesOfTheRfc();
    void takesTheShortestLength_data();
    void takesTheShortestLength();
    void appendsToWhatIsThere();
    void comesBackFromTheReader_data();
    void comesBackFromTheReader();
};

void TestFrameWriter::writesTheExamplesOfTheRfc_data()
{
    QTest::addColumn<bool>("fin");
    QTest::addColumn<bool>("rsv1");
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("masked");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray hello = "Hello";
    // RFC 6455 section 5.7 and RFC 7692 section 7.2.3.1
    QTest::newRow("text") << true << false << Opcode::Text << hello << false << QByteArray::fromHex("810548656c6c6f");
    QTest::newRow("masked text") << true << false << Opcode::Text << hello << true
                                 << QByteArray::fromHex("818537fa213d7f9f4d5158");
    QTest::newRow("first fragment") << false << false << Opcode::Text << QByteArray("Hel") << false
                                    << QByteArray::fromHex("010348656c");
    QTest::newRow("last fragment") << true << false << Opcode::Continuation << QByteArray("lo") << false
                                   << QByteArray::fromHex("80026c6f");
    QTest::newRow("ping") << true << false << Opcode::Ping << hello << false << QByteArray::fromHex("890548656c6c6f");
    QTest::newRow("masked pong") << true << false << Opcode::Pong << hello << true
                                 << QByteArray::fromHex("8a8537fa213d7f9f4d5158");
    QTest::newRow("compressed") << true << true << Opcode::Text << QByteArray::fromHex("f248cdc9c90700") << false
                                << QByteArray::fromHex("c107f248cdc9c90700");
    QTest::newRow("empty close") << true << false << Opcode::Close << QByteArray() << false
                                 << QByteArray::fromHex("8800");
    QTest::newRow("masked, empty") << true << false << Opcode::Binary << QByteArray() << true
                                   << QByteArray::fromHex("828037fa213d");
}

void TestFrameWriter::writesTheExamplesOfTheRfc()
{
    QFETCH(bool, fin);
    QFETCH(bool, rsv1);
    QFETCH(Opcode, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(bool, masked);
    QFETCH(QByteArray, expected);
    QByteArray frame;
    appendFrame(frame, {fin, rsv1}, opcode, payload, masked ? std::optional(testKey) : std::nullopt);
    QCOMPARE(frame, expected);
}

void TestFrameWriter::takesTheShortestLength_data()
{
    QTest::addColumn<quint64>("length");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("0") << quint64(0) << QByteArray::fromHex("8200");
    QTest::newRow("125") << quint64(125) << QByteArray::fromHex("827d");
    QTest::newRow("126") << quint64(126) << QByteArray::fromHex("827e007e");
    QTest::newRow("256") << quint64(256) << QByteArray::fromHex("827e0100");
    QTest::newRow("65535") << quint64(65535) << QByteArray::fromHex("827effff");
    QTest::newRow("65536") << quint64(65536) << QByteArray::fromHex("827f0000000000010000");
    QTest::newRow("largest") << quint64(0x7FFFFFFFFFFFFFFF) << QByteArray::fromHex("827f7fffffffffffffff");
}

void TestFrameWriter::takesTheShortestLength()
{
    QFETCH(quint64, length);
    QFETCH(QByteArray, expected);
    std::array<char, longestFrameHeader> header{};
    const int plain = encodeFrameHeader(header.data(), {}, Opcode::Binary, length);
    QCOMPARE(QByteArray(header.data(), plain), expected);
    const int masked = encodeFrameHeader(header.data(), {}, Opcode::Binary, length, testKey);
    expected[1] = static_cast<char>(expected[1] | 0x80);
    QCOMPARE(QByteArray(header.data(), masked), expected + QByteArray::fromHex("37fa213d"));
}

void TestFrameWriter::appendsToWhatIsThere()
{
    QByteArray out = "before";
    appendFrame(out, {}, Opcode::Text, "a");
    appendFrame(out, {}, Opcode::Text, "b");
    QCOMPARE(out, QByteArray("before\x81\x01"
                             "a\x81\x01"
                             "b"));
}

void TestFrameWriter::comesBackFromTheReader_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 125, 126, 127, 65535, 65536, 100000}) {
        QTest::addRow("to a server, %d", static_cast<int>(size)) << Role::Server << size;
        QTest::addRow("to a client, %d", static_cast<int>(size)) << Role::Client << size;
    }
}

void TestFrameWriter::comesBackFromTheReader()
{
    QFETCH(Role, role);
    QFETCH(qsizetype, size);
    const QByteArray payload(size, '\xA5');
    const QByteArray frame = frameTo(role, {}, Opcode::Binary, payload);
    const Outcome outcome = play(frame, {.role = role});
    QCOMPARE(outcome.failure, CloseCode(0));
    QCOMPARE(outcome.received.size(), 1);
    QCOMPARE(outcome.received.first().payload, payload);
    QCOMPARE(outcome.received.first().wireSize, static_cast<std::uint64_t>(frame.size()));
    QCOMPARE(outcome.received.first().masked, role == Role::Server);
}

QTEST_GUILESS_MAIN(TestFrameWriter)
#include "tst_framewriter.moc"

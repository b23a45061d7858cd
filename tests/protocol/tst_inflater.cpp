// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflater.h"
#include "app/protocol/inflater.h"

#include "tests/protocol/samples.h"

#include <QTest>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

class TestInflater final : public QObject
{
    Q_OBJECT

private slots:
    void inflatesWhatIsLegal_data();
    void inflatesWhatIsLegal();
    void refusesWhatIsNot_data();
    void refusesWhatIsNot();
    void comesBackFromTheDeflater_data();
    void comesBackFromTheDeflater();
    void keepsTheWindowOverABlockWithBfinal();
    void keepsTheWindowBetweenMessagesOrNot();
    void holdsTheLimit_data();
    void holdsTheLimit();
    void makesNoMoreThanTheLimitAndOne();
    void staysLinearInBlocksWithBfinal();
    void inflatesSeveralMessagesAtOnce();
    void survivesMoving();
};

namespace {

constexpr qsizetype wide = 1 << 24;

struct Inflated
{
    QByteArray out;
    CloseCode failure = 0;

    bool operator==(const Inflated &) const = default;
};

std::span<const char> spanOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Inflated inflateParts(Inflater &inflater, const QList<QByteArray> &parts, qsizetype limit = wide)
{
    Inflated inflated;
    for (const QByteArray &part : parts) {
        const Violation violation = inflater.add(spanOf(part), inflated.out, limit);
        if (violation)
            return {inflated.out, violation.code};
    }
    inflated.failure = inflater.finish(inflated.out, limit).code;
    return inflated;
}

Inflated inflateAlone(const QList<QByteArray> &parts, qsizetype limit = wide)
{
    Inflater inflater(false);
    return inflateParts(inflater, parts, limit);
}

} // namespace

void TestInflater::inflatesWhatIsLegal_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char *name, const char *hex, const char *plain) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray(plain);
    };
    // RFC 7692 section 7.2.3
    row("one block", "f248cdc9c90700", "Hello");
    row("stored block", "000500faff48656c6c6f00", "Hello");
    row("BFINAL", "f348cdc9c9070000", "Hello");
    row("two blocks", "f248050000 00ffffcac9c90700", "Hello");
    row("empty", "00", "");
    // What others send
    row("BFINAL, nothing behind", "f348cdc9c90700", "Hello");
    row("empty block with BFINAL", "0300", "");
    row("stored block with BFINAL", "010500faff48656c6c6f00", "Hello");
    row("BFINAL twice", "f348cdc9c90700f348cdc9c9070000", "HelloHello");
    row("no bytes at all", "", "");
    row("refers back over BFINAL", "f348cdc9c90700f200110000", "HelloHello");
    row("the tail ends a block with BFINAL", "01", "");
}

void TestInflater::inflatesWhatIsLegal()
{
    QFETCH(QByteArray, compressed);
    QFETCH(QByteArray, plain);
    QCOMPARE(inflateAlone({compressed}), (Inflated{plain, 0}));
    QList<QByteArray> bytes;
    for (qsizetype cut = 0; cut <= compressed.size(); ++cut) {
        QCOMPARE(inflateAlone({compressed.left(cut), compressed.mid(cut)}), (Inflated{plain, 0}));
        if (cut < compressed.size())
            bytes.append(compressed.mid(cut, 1));
    }
    QCOMPARE(inflateAlone(bytes), (Inflated{plain, 0}));
    Inflater kept(true);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(inflateParts(kept, {compressed}), (Inflated{plain, 0}));
}

void TestInflater::refusesWhatIsNot_data()
{
    QTest::addColumn<QByteArray>("compressed");
    const auto row = [](const char *name, const char *hex) { QTest::newRow(name) << QByteArray::fromHex(hex); };
    row("block type 3", "06");
    row("all ones", "ffffffff");
    row("stored length does not match", "000500faee48656c6c6f00");
    row("refers back before the start", "f200110000");
    row("cut in a block", "f248cdc9c9");
    row("cut in a stored block", "000500faff4865");
    row("cut in the header of a stored block", "000500");
    row("bad code lengths", "04c0810800000000207fff00");
    row("garbage behind BFINAL", "f348cdc9c90700ffff");
    row("plain text", "48656c6c6f2c20776f726c64");
    row("zlib header", "789cf248cdc9c90700");
    row("gzip header", "1f8b0800000000000003f248cdc9c90700");
}

void TestInflater::refusesWhatIsNot()
{
    QFETCH(QByteArray, compressed);
    const Inflated whole = inflateAlone({compressed});
    QCOMPARE(whole.failure, closecode::InvalidPayload);
    for (qsizetype cut = 0; cut <= compressed.size(); ++cut)
        QCOMPARE(inflateAlone({compressed.left(cut), compressed.mid(cut)}), whole);
    // A failure spoils nothing for the next one that borrows the stream.
    QCOMPARE(inflateAlone({QByteArray::fromHex("f248cdc9c90700")}), (Inflated{"Hello", 0}));
}

void TestInflater::comesBackFromTheDeflater_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<qsizetype>("part");
    for (const int bits : {8, 9, 11, 15}) {
        for (const qsizetype part : {1, 7, 1000, 1 << 20}) {
            QTest::addRow("%d bits in parts of %d", bits, int(part)) << bits << false << part;
            QTest::addRow("%d bits in parts of %d, takeover", bits, int(part)) << bits << true << part;
        }
    }
}

void TestInflater::comesBackFromTheDeflater()
{
    QFETCH(int, windowBits);
    QFETCH(bool, takeover);
    QFETCH(qsizetype, part);
    Deflater deflater(windowBits, takeover);
    Inflater inflater(takeover);
    for (const QByteArray &message : {someJson(50), someNoise(500), someJson(40000), QByteArray(), someJson(40000),
                                      someNoise(70000), QByteArray(100000, 'z'), someJson(50)}) {
        const QByteArray compressed = deflater.compress(message);
        QList<QByteArray> parts;
        for (qsizetype at = 0; at < compressed.size(); at += part)
            parts.append(compressed.mid(at, part));
        QCOMPARE(inflateParts(inflater, parts), (Inflated{message, 0}));
    }
}

void TestInflater::keepsTheWindowOverABlockWithBfinal()
{
    // "Hello" in a block with BFINAL, then messages that refer back to it (RFC 7692 section 7.2.3.4).
    Inflater inflater(true);
    QCOMPARE(inflateParts(inflater, {QByteArray::fromHex("f348cdc9c9070000")}), (Inflated{"Hello", 0}));
    QCOMPARE(inflateParts(inflater, {QByteArray::fromHex("f200110000")}), (Inflated{"Hello", 0}));
    QCOMPARE(inflateParts(inflater, {QByteArray::fromHex("f348cdc9c90700")}), (Inflated{"Hello", 0}));
    QCOMPARE(inflateParts(inflater, {QByteArray::fromHex("f200110000")}), (Inflated{"Hello", 0}));
}

void TestInflater::keepsTheWindowBetweenMessagesOrNot()
{
    Inflater kept(true);
    QCOMPARE(inflateParts(kept, {QByteArray::fromHex("f248cdc9c90700")}), (Inflated{"Hello", 0}));
    QCOMPARE(inflateParts(kept, {QByteArray::fromHex("f200110000")}), (Inflated{"Hello", 0}));
    Inflater forgetting(false);
    QCOMPARE(inflateParts(forgetting, {QByteArray::fromHex("f248cdc9c90700")}), (Inflated{"Hello", 0}));
    QCOMPARE(inflateParts(forgetting, {QByteArray::fromHex("f200110000")}).failure, closecode::InvalidPayload);
}

void TestInflater::holdsTheLimit_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {1, 100, 511, 512, 513, 65536, 262144, 262145, 1000000})
        QTest::addRow("%d", int(size)) << size;
}

void TestInflater::holdsTheLimit()
{
    QFETCH(qsizetype, size);
    for (const QByteArray &message : {QByteArray(size, 'a'), someNoise(size)}) {
        const QByteArray compressed = Deflater(15, false).compress(message);
        QCOMPARE(inflateAlone({compressed}, size), (Inflated{message, 0}));
        const Inflated over = inflateAlone({compressed}, size - 1);
        QCOMPARE(over.failure, closecode::MessageTooBig);
        QCOMPARE(over.out, message);
    }
}

void TestInflater::makesNoMoreThanTheLimitAndOne()
{
    const QByteArray bomb = Deflater(15, false).compress(QByteArray(16 << 20, '\0'));
    QVERIFY(bomb.size() < 100000);
    const Inflated inflated = inflateAlone({bomb}, 5000);
    QCOMPARE(inflated.failure, closecode::MessageTooBig);
    QCOMPARE(inflated.out.size(), 5001);
    QVERIFY(inflated.out.capacity() < 16384);
    QCOMPARE(inflateAlone({bomb}, 0).out.size(), 1);
}

void TestInflater::staysLinearInBlocksWithBfinal()
{
    // A window's worth of text, then a million empty blocks with BFINAL: each must cost next to nothing.
    const QByteArray text = Deflater(15, false).compress(someNoise(40000));
    const QByteArray blocks = QByteArray::fromHex("0300").repeated(1000000);
    const Inflated inflated = inflateAlone({text + QByteArray::fromHex("0000ffff") + blocks});
    QCOMPARE(inflated, (Inflated{someNoise(40000), 0}));
}

void TestInflater::inflatesSeveralMessagesAtOnce()
{
    // More connections in the middle of a message than the thread keeps spare streams.
    std::vector<Inflater> inflaters;
    std::vector<QByteArray> outs(20);
    const QByteArray message = someJson(3000);
    const QByteArray compressed = Deflater(15, false).compress(message);
    for (std::size_t round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < outs.size(); ++i) {
            if (round == 0)
                inflaters.emplace_back(false);
            const QByteArray part =
                round == 0 ? compressed.left(compressed.size() / 2) : compressed.mid(compressed.size() / 2);
            QVERIFY(!inflaters[i].add(spanOf(part), outs[i], wide));
        }
    }
    for (std::size_t i = 0; i < outs.size(); ++i) {
        QVERIFY(!inflaters[i].finish(outs[i], wide));
        QCOMPARE(outs[i], message);
    }
}

void TestInflater::survivesMoving()
{
    Inflater first(true);
    QCOMPARE(inflateParts(first, {QByteArray::fromHex("f248cdc9c90700")}), (Inflated{"Hello", 0}));
    Inflater second(std::move(first));
    QCOMPARE(inflateParts(second, {QByteArray::fromHex("f200110000")}), (Inflated{"Hello", 0}));
    Inflater third(false);
    QByteArray half;
    QVERIFY(!third.add(spanOf(QByteArray::fromHex("f248cd")), half, wide));
    third = std::move(second);
    QCOMPARE(inflateParts(third, {QByteArray::fromHex("f200110000")}), (Inflated{"Hello", 0}));
}

QTEST_GUILESS_MAIN(TestInflater)
#include "tst_inflater.moc"

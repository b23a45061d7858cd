// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/masking.h"

#include <QByteArray>
#include <QTest>

using namespace framewright::protocol;

class TestMasking final : public QObject
{
    Q_OBJECT

private slots:
    void masksTheExampleOfTheRfc();
    void equalsTheBytewiseWay_data();
    void equalsTheBytewiseWay();
    void leavesItsNeighboursAlone();
};

namespace {

constexpr std::array<unsigned char, 4> key{0x37, 0xFA, 0x21, 0x3D};

QByteArray somePayload(qsizetype size)
{
    QByteArray payload;
    for (qsizetype i = 0; i < size; ++i)
        payload.append(static_cast<char>((i * 151 + 7) & 0xFF));
    return payload;
}

} // namespace

void TestMasking::masksTheExampleOfTheRfc()
{
    QByteArray hello = "Hello"; // RFC 6455 section 5.7
    applyMask({hello.data(), 5}, key);
    QCOMPARE(hello, QByteArray::fromHex("7f9f4d5158"));
}

void TestMasking::equalsTheBytewiseWay_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 31, 32, 33, 39, 40, 63, 64, 65, 100, 125, 1000})
        QTest::addRow("%d bytes", static_cast<int>(size)) << size;
}

void TestMasking::equalsTheBytewiseWay()
{
    QFETCH(qsizetype, size);
    for (std::uint64_t phase = 0; phase < 9; ++phase) {
        for (qsizetype misaligned = 0; misaligned < 9; ++misaligned) {
            const QByteArray plain = somePayload(size);
            QByteArray expected = plain;
            for (qsizetype i = 0; i < size; ++i)
                expected[i] = static_cast<char>(expected[i] ^ key[(static_cast<std::uint64_t>(i) + phase) % 4]);
            QByteArray room = QByteArray(misaligned, 'x') + plain;
            applyMask({room.data() + misaligned, static_cast<std::size_t>(size)}, key, phase);
            QCOMPARE(room.mid(misaligned), expected);
        }
    }
}

void TestMasking::leavesItsNeighboursAlone()
{
    QByteArray room(64, 'x');
    applyMask({room.data() + 3, 41}, key, 2);
    QCOMPARE(room.left(3), QByteArray("xxx"));
    QCOMPARE(room.mid(44), QByteArray(20, 'x'));
}

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"

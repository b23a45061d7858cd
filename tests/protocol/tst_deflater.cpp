// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/deflater.h"

#include "tests/protocol/samples.h"

#include <QTest>

#include <zlib.h>

#include <array>
#include <thread>

using namespace framewright::protocol;
using namespace framewright::protocol::testing;

class TestDeflater final : public QObject
{
    Q_OBJECT

private slots:
    void writesTheExampleOfTheRfc();
    void keepsToItsWindow_data();
    void keepsToItsWindow();
    void takesOverTheContextOrNot();
    void makesOneByteOfNothing();
    void sharesStreamsSafely();
    void survivesMoving();
    void worksOnEachThread();
};

namespace {

/// zlib's own inflater with a window of just this size. It gives a byte at a time, so that what a match refers to
/// is in the window and nowhere else.
class StrictInflater final
{
public:
    explicit StrictInflater(int windowBits) { inflateInit2(&m_zlib, -windowBits); }
    ~StrictInflater() { inflateEnd(&m_zlib); }
    Q_DISABLE_COPY_MOVE(StrictInflater)

    QByteArray inflateMessage(const QByteArray &compressed)
    {
        QByteArray input = compressed + QByteArray::fromHex("0000ffff");
        QByteArray out;
        m_zlib.next_in = reinterpret_cast<Bytef *>(input.data());
        m_zlib.avail_in = static_cast<uInt>(input.size());
        int status = Z_OK;
        while (status == Z_OK) {
            char byte = 0;
            m_zlib.next_out = reinterpret_cast<Bytef *>(&byte);
            m_zlib.avail_out = 1;
            status = inflate(&m_zlib, Z_SYNC_FLUSH);
            if (m_zlib.avail_out == 0)
                out.append(byte);
            else if (m_zlib.avail_in == 0)
                break;
        }
        return status == Z_OK || status == Z_BUF_ERROR ? out : QByteArray("not valid: ") + m_zlib.msg;
    }

private:
    z_stream m_zlib{};
};

QList<QByteArray> someMessages()
{
    return {someJson(10),          someJson(100, 2), someJson(2048, 3),  someJson(2049, 4),
            QByteArray(),          someJson(70000),  someNoise(300),     someNoise(40000),
            QByteArray(5000, 'a'), someJson(100, 2), someJson(70000, 5), QByteArray(1, '\0')};
}

} // namespace

void TestDeflater::writesTheExampleOfTheRfc()
{
    // RFC 7692 section 7.2.3.1 and 7.2.3.2
    Deflater deflater(15, true);
    QCOMPARE(deflater.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
    QCOMPARE(deflater.compress("Hello"), QByteArray::fromHex("f200110000"));
    Deflater without(15, false);
    QCOMPARE(without.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
    QCOMPARE(without.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
}

void TestDeflater::keepsToItsWindow_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("takeover");
    QTest::addColumn<int>("level");
    for (int bits = 8; bits <= 15; ++bits) {
        for (const int level : {0, 1, 6, 9}) {
            QTest::addRow("%d bits, level %d", bits, level) << bits << false << level;
            QTest::addRow("%d bits, level %d, takeover", bits, level) << bits << true << level;
        }
    }
}

void TestDeflater::keepsToItsWindow()
{
    QFETCH(int, windowBits);
    QFETCH(bool, takeover);
    QFETCH(int, level);
    Deflater deflater(windowBits, takeover, level);
    StrictInflater together(windowBits);
    for (const QByteArray &message : someMessages()) {
        const QByteArray compressed = deflater.compress(message);
        if (takeover) {
            QCOMPARE(together.inflateMessage(compressed), message);
        } else {
            StrictInflater alone(windowBits);
            QCOMPARE(alone.inflateMessage(compressed), message);
        }
        QVERIFY(compressed.size() <= message.size() + message.size() / 8 + 64);
    }
}

void TestDeflater::takesOverTheContextOrNot()
{
    const QByteArray message = someJson(1000);
    Deflater with(15, true);
    const qsizetype first = with.compress(message).size();
    QVERIFY(first < message.size() / 2);
    QVERIFY(with.compress(message).size() < first / 4);
    Deflater without(15, false);
    QCOMPARE(without.compress(message), without.compress(message));
}

void TestDeflater::makesOneByteOfNothing()
{
    Deflater with(15, true);
    Deflater without(15, false);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(with.compress({}), QByteArray(1, '\0'));
        QCOMPARE(without.compress({}), QByteArray(1, '\0'));
    }
    const QByteArray hello = with.compress("Hello");
    QCOMPARE(with.compress({}), QByteArray(1, '\0'));
    QCOMPARE(hello, QByteArray::fromHex("f248cdc9c90700"));
    QCOMPARE(with.compress("Hello"), QByteArray::fromHex("f200110000"));
}

void TestDeflater::sharesStreamsSafely()
{
    Deflater nine(9, false);
    Deflater fifteen(15, false);
    Deflater best(15, false, 9);
    const QByteArray message = someJson(50000);
    const QByteArray expected = nine.compress(message);
    const QByteArray expectedWide = fifteen.compress(message);
    const QByteArray expectedBest = best.compress(message);
    QVERIFY(expectedBest.size() < expectedWide.size());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(fifteen.compress(message), expectedWide);
        QCOMPARE(nine.compress(message), expected);
        QCOMPARE(best.compress(message), expectedBest);
    }
}

void TestDeflater::survivesMoving()
{
    Deflater first(15, true);
    QCOMPARE(first.compress("Hello"), QByteArray::fromHex("f248cdc9c90700"));
    Deflater second(std::move(first));
    QCOMPARE(second.compress("Hello"), QByteArray::fromHex("f200110000"));
    Deflater third(9, false);
    third = std::move(second);
    const QByteArray again = third.compress("Hello"); // a match for the whole of it
    QVERIFY(again.size() < 6);
}

void TestDeflater::worksOnEachThread()
{
    QByteArray results[2];
    std::thread one([&results] { results[0] = Deflater(15, false).compress(someJson(9000)); });
    std::thread two([&results] { results[1] = Deflater(15, false).compress(someJson(9000)); });
    one.join();
    two.join();
    QCOMPARE(results[0], results[1]);
    QCOMPARE(StrictInflater(15).inflateMessage(results[0]), someJson(9000));
}

QTEST_GUILESS_MAIN(TestDeflater)
#include "tst_deflater.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/randomsource.h"

#include <QTest>

#include <limits>
#include <set>

using framewright::RandomSource;

class TestRandomSource final : public QObject
{
    Q_OBJECT

private slots:
    void sameSeedSameNumbers();
    void otherSeedOtherNumbers();
    void staysBetween_data();
    void staysBetween();
};

void TestRandomSource::sameSeedSameNumbers()
{
    RandomSource first(7);
    RandomSource second(7);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(first.next(), second.next());
        QCOMPARE(first.between(-5, 5), second.between(-5, 5));
    }
}

void TestRandomSource::otherSeedOtherNumbers()
{
    QVERIFY(RandomSource(1).next() != RandomSource(2).next());
}

void TestRandomSource::staysBetween_data()
{
    QTest::addColumn<qint64>("low");
    QTest::addColumn<qint64>("high");
    QTest::newRow("one number") << qint64(3) << qint64(3);
    QTest::newRow("a die") << qint64(1) << qint64(6);
    QTest::newRow("around zero") << qint64(-2) << qint64(2);
    QTest::newRow("all") << std::numeric_limits<qint64>::min() << std::numeric_limits<qint64>::max();
}

void TestRandomSource::staysBetween()
{
    QFETCH(qint64, low);
    QFETCH(qint64, high);
    RandomSource source(42);
    std::set<std::int64_t> seen;
    for (int i = 0; i < 500; ++i) {
        const std::int64_t number = source.between(low, high);
        QVERIFY(number >= low && number <= high);
        seen.insert(number);
    }
    // Both ends are included, and each number comes.
    if (low > -10 && high < 10)
        QCOMPARE(seen.size(), size_t(high - low + 1));
}

QTEST_GUILESS_MAIN(TestRandomSource)
#include "tst_randomsource.moc"

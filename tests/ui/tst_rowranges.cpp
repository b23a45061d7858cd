// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowranges.h"

#include <QTest>

using namespace framewright::ui;

/// Numbers of rows as ranges, held against a plain list of the same numbers.
class tst_RowRanges : public QObject
{
    Q_OBJECT
private slots:
    void likeAList_data();
    void likeAList();
    void neighboursBecomeOneRange();
    void emptyHasNothing();
};

namespace {

RowRanges rangesOf(const QList<qint64> &numbers)
{
    RowRanges ranges;
    for (const qint64 number : numbers)
        ranges.append(number);
    return ranges;
}

QList<qint64> listOf(const RowRanges &ranges)
{
    QList<qint64> numbers;
    for (qint64 place = 0; place < ranges.size(); ++place)
        numbers.append(ranges.at(place));
    return numbers;
}

} // namespace

void tst_RowRanges::likeAList_data()
{
    QTest::addColumn<QList<qint64>>("numbers");
    QTest::newRow("one") << QList<qint64>{7};
    QTest::newRow("in a row") << QList<qint64>{1, 2, 3, 4};
    QTest::newRow("with gaps") << QList<qint64>{1, 3, 4, 9, 10, 11, 40};
    QTest::newRow("each apart") << QList<qint64>{2, 4, 6, 8, 10};
}

void tst_RowRanges::likeAList()
{
    QFETCH(QList<qint64>, numbers);
    QCOMPARE(listOf(rangesOf(numbers)), numbers);
    for (qint64 number = 0; number <= 41; ++number) {
        const RowRanges ranges = rangesOf(numbers);
        const auto place = std::lower_bound(numbers.cbegin(), numbers.cend(), number) - numbers.cbegin();
        QCOMPARE(ranges.lowerBound(number), qint64(place));
        QCOMPARE(ranges.contains(number), numbers.contains(number));
        RowRanges cut = ranges;
        QCOMPARE(cut.removeBelow(number), qint64(place));
        QCOMPARE(listOf(cut), numbers.mid(place));
        QCOMPARE(cut.lowerBound(number), qint64(0));
        cut.append(100, 3);
        QCOMPARE(listOf(cut), numbers.mid(place) + QList<qint64>({100, 101, 102}));
    }
}

void tst_RowRanges::neighboursBecomeOneRange()
{
    RowRanges ranges;
    ranges.append(1, 10);
    ranges.append(11, 5);
    ranges.append(20);
    QCOMPARE(ranges.ranges().size(), std::size_t(2));
    RowRanges more;
    more.append(21, 2);
    ranges.append(more);
    QCOMPARE(ranges.ranges().size(), std::size_t(2));
    QCOMPARE(ranges.size(), qint64(18));
}

void tst_RowRanges::emptyHasNothing()
{
    RowRanges ranges;
    QVERIFY(ranges.isEmpty());
    QCOMPARE(ranges.lowerBound(1), qint64(0));
    QVERIFY(!ranges.contains(1));
    QCOMPARE(ranges.removeBelow(5), qint64(0));
    ranges.append(3, 0);
    QVERIFY(ranges.isEmpty());
}

QTEST_GUILESS_MAIN(tst_RowRanges)
#include "tst_rowranges.moc"

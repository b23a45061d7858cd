// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ticketbook.h"

#include <QTest>

using framewright::traffic::TicketBook;

namespace {

constexpr quint64 other = quint64(1) << 48; ///< The first ticket but one of another producer.

} // namespace

class TestTicketBook final : public QObject
{
    Q_OBJECT

private slots:
    void namesRows();
    void producersInterleave();
    void missedTicketsAreUnknown();
    void forgetsWhatIsGone();
    void forgetsWhatWasNotWritten();
    void isBounded();
};

void TestTicketBook::namesRows()
{
    TicketBook book;
    QCOMPARE(book.rowOf(1), 0);
    book.note(1, 100, 3);
    book.note(4, 103, 2);
    QCOMPARE(book.rowOf(0), 0);
    QCOMPARE(book.rowOf(1), 100);
    QCOMPARE(book.rowOf(3), 102);
    QCOMPARE(book.rowOf(5), 104);
    QCOMPARE(book.rowOf(6), 0);
    book.note(0, 500, 3);
    book.note(6, 105, 0);
    QCOMPARE(book.rowOf(6), 0);
}

void TestTicketBook::producersInterleave()
{
    TicketBook book;
    book.note(1, 1, 2);
    book.note(other + 1, 3, 1);
    book.note(3, 4, 2);
    book.note(other + 2, 6, 1);
    QCOMPARE(book.rowOf(2), 2);
    QCOMPARE(book.rowOf(other + 1), 3);
    QCOMPARE(book.rowOf(3), 4);
    QCOMPARE(book.rowOf(4), 5);
    QCOMPARE(book.rowOf(other + 2), 6);
    QCOMPARE(book.rowOf(other + 3), 0);
}

void TestTicketBook::missedTicketsAreUnknown()
{
    TicketBook book;
    book.note(1, 1, 2);
    book.note(10, 3, 2);
    QCOMPARE(book.rowOf(2), 2);
    QCOMPARE(book.rowOf(3), 0);
    QCOMPARE(book.rowOf(9), 0);
    QCOMPARE(book.rowOf(10), 3);
}

void TestTicketBook::forgetsWhatIsGone()
{
    TicketBook book;
    book.note(1, 1, 10);
    book.note(20, 11, 10);
    book.forgetBelow(6);
    QCOMPARE(book.rowOf(5), 0);
    QCOMPARE(book.rowOf(6), 6);
    QCOMPARE(book.rowOf(20), 11);
    book.forgetBelow(21);
    QCOMPARE(book.rowOf(29), 0);
    book.note(30, 21, 1);
    QCOMPARE(book.rowOf(30), 21);
}

void TestTicketBook::forgetsWhatWasNotWritten()
{
    TicketBook book;
    book.note(1, 1, 10);
    book.note(other + 1, 11, 5);
    book.forgetFrom(8);
    QCOMPARE(book.rowOf(7), 7);
    QCOMPARE(book.rowOf(8), 0);
    QCOMPARE(book.rowOf(other + 1), 0);
    // The rows' numbers are given again.
    book.note(20, 8, 2);
    QCOMPARE(book.rowOf(21), 9);
}

void TestTicketBook::isBounded()
{
    TicketBook book;
    constexpr quint64 count = TicketBook::limit + 10;
    for (quint64 range = 0; range < count; ++range)
        book.note(1 + range * 2, qint64(1 + range), 1);
    QCOMPARE(book.rowOf(1), 0);
    QCOMPARE(book.rowOf(1 + 10 * 2), 11);
    QCOMPARE(book.rowOf(1 + (count - 1) * 2), qint64(count));
}

QTEST_MAIN(TestTicketBook)
#include "tst_ticketbook.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/memorybudget.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace framewright::wire {

namespace {

/// A holder that notes what it is told, and gives its memory up when asked.
class Holder final : public BudgetHolder
{
public:
    explicit Holder(MemoryBudget &budget)
        : share(&budget, *this)
    {
    }
    void resumeForMemory() override { ++resumed; }
    void giveUpForMemory() override { ++gaveUp; }

    int resumed = 0;
    int gaveUp = 0;
    BudgetShare share;
};

} // namespace

class TestMemoryBudget final : public QObject
{
    Q_OBJECT
private slots:
    void countsSharesAndChanges();
    void tellsTightAndRelaxed();
    void closesTheLargestWhenExhausted();
    void closesTheLargestAfterGrace();
    void reliefPostponesTheGrace();
    void takesWithoutBudget();
};

void TestMemoryBudget::countsSharesAndChanges()
{
    MemoryBudget budget(1000);
    {
        Holder one(budget);
        Holder two(budget);
        one.share.set(100);
        two.share.set(50);
        one.share.set(70);
        budget.change(5);
        QCOMPARE(budget.used(), 125);
        two.share.retire();
        two.share.set(500);
        QCOMPARE(budget.used(), 75);
    }
    QCOMPARE(budget.used(), 5);
}

void TestMemoryBudget::tellsTightAndRelaxed()
{
    MemoryBudget budget(1000);
    QSignalSpy tightened(&budget, &MemoryBudget::tightened);
    QSignalSpy relaxed(&budget, &MemoryBudget::relaxed);
    Holder holder(budget);
    holder.share.set(750);
    QVERIFY(!budget.isTight());
    holder.share.set(760);
    holder.share.set(800);
    QVERIFY(budget.isTight());
    QCOMPARE(tightened.count(), 1);
    QCOMPARE(holder.resumed, 0);
    holder.share.set(700);
    QCOMPARE(relaxed.count(), 1);
    QCOMPARE(holder.resumed, 1);
    budget.setLimit(800);
    QCOMPARE(tightened.count(), 2);
}

void TestMemoryBudget::closesTheLargestWhenExhausted()
{
    MemoryBudget budget(1000);
    Holder small(budget);
    Holder large(budget);
    Holder asking(budget);
    small.share.set(100);
    large.share.set(600);
    asking.share.set(400);
    QVERIFY(budget.isExhausted());
    QCOMPARE(large.gaveUp, 0); // Not inside the call that grew.
    QTRY_COMPARE(large.gaveUp, 1);
    QCOMPARE(small.gaveUp + asking.gaveUp, 0);
    QCOMPARE(budget.used(), 500);
}

void TestMemoryBudget::closesTheLargestAfterGrace()
{
    MemoryBudget budget(1000);
    budget.setGrace(20);
    std::vector<std::unique_ptr<Holder>> holders;
    for (int i = 0; i < 8; ++i) {
        holders.push_back(std::make_unique<Holder>(budget));
        holders.back()->share.set(100);
    }
    QVERIFY(budget.isTight() && !budget.isExhausted());
    QTRY_VERIFY(!budget.isTight());
    int gone = 0;
    for (const auto &holder : holders)
        gone += holder->gaveUp;
    QCOMPARE(gone, 1);
    QVERIFY(holders.front()->resumed == 1);
}

void TestMemoryBudget::reliefPostponesTheGrace()
{
    MemoryBudget budget(1000);
    budget.setGrace(30);
    Holder holder(budget);
    Holder other(budget);
    holder.share.set(500);
    other.share.set(450);
    // A little is freed before the grace is over: nobody has to go until it has passed once more.
    other.share.set(440);
    QElapsedTimer clock;
    clock.start();
    while (holder.gaveUp == 0 && !clock.hasExpired(5000))
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCOMPARE(holder.gaveUp, 1);
    QVERIFY(clock.elapsed() >= 45);
}

void TestMemoryBudget::takesWithoutBudget()
{
    class Nobody final : public BudgetHolder
    {
    public:
        void resumeForMemory() override {}
        void giveUpForMemory() override {}
    };
    Nobody nobody;
    BudgetShare share(nullptr, nobody);
    share.set(100);
    QCOMPARE(share.bytes(), 0);
}

} // namespace framewright::wire

QTEST_GUILESS_MAIN(framewright::wire::TestMemoryBudget)
#include "tst_memorybudget.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/waitlist.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestWaitList : public QObject
{
    Q_OBJECT

private slots:
    void givesInOrderOfTimeThenOfComing();
    void takesThoseOfAConnection();

private:
    static std::unique_ptr<WaitingRun> waiting(std::int64_t time, std::shared_ptr<Connection> connection = {})
    {
        auto run = std::make_unique<WaitingRun>();
        run->run.time = time;
        run->connection = std::move(connection);
        return run;
    }
};

void TestWaitList::givesInOrderOfTimeThenOfComing()
{
    WaitList waits;
    QVERIFY(!waits.nextTime());
    QVERIFY(waits.takeDue(100) == nullptr);
    for (const std::int64_t time : {30, 10, 20, 10, 30})
        waits.add(waiting(time));
    QCOMPARE(waits.nextTime(), std::optional<std::int64_t>(10));
    QVERIFY(waits.takeDue(9) == nullptr);
    QList<std::uint64_t> orders;
    while (const std::unique_ptr<WaitingRun> due = waits.takeDue(20))
        orders.append(due->order);
    QCOMPARE(orders, (QList<std::uint64_t>{1, 3, 2}));
    QCOMPARE(waits.nextTime(), std::optional<std::int64_t>(30));
}

void TestWaitList::takesThoseOfAConnection()
{
    const auto one = std::make_shared<Connection>();
    const auto other = std::make_shared<Connection>();
    WaitList waits;
    for (int time = 0; time < 10; ++time)
        waits.add(waiting(time, time % 2 == 0 ? one : other));
    QCOMPARE(waits.takeOf(*one).size(), std::size_t{5});
    QCOMPARE(waits.takeOf(*one).size(), std::size_t{0});
    QCOMPARE(waits.nextTime(), std::optional<std::int64_t>(1));
    int left = 0;
    while (waits.takeDue(100) != nullptr)
        ++left;
    QCOMPARE(left, 5);
}

QTEST_GUILESS_MAIN(TestWaitList)
#include "tst_waitlist.moc"

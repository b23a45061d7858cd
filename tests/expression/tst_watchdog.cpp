// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/watchdog.h"

#include <QTest>

using namespace framewright::expression;
using namespace std::chrono_literals;

class TestWatchdog : public QObject
{
    Q_OBJECT

private slots:
    void interruptsWhatTakesTooLong();
    void leavesAloneWhatEndsInTime();
    void leavesAloneWhoSleeps();
};

void TestWatchdog::interruptsWhatTakesTooLong()
{
    std::atomic<int> interrupts = 0;
    Watchdog watchdog([&] { ++interrupts; });
    for (int round = 1; round <= 3; ++round) {
        watchdog.arm(5ms);
        while (interrupts < round)
            ;
        QVERIFY(watchdog.disarm());
        QCOMPARE(interrupts.load(), round);
    }
}

void TestWatchdog::leavesAloneWhatEndsInTime()
{
    std::atomic<int> interrupts = 0;
    Watchdog watchdog([&] { ++interrupts; });
    for (int round = 0; round < 20000; ++round) {
        watchdog.arm(500ms);
        QVERIFY(!watchdog.disarm());
    }
    QCOMPARE(interrupts.load(), 0);
}

/// Time that the thread does not have the processor is not its own.
void TestWatchdog::leavesAloneWhoSleeps()
{
    std::atomic<int> interrupts = 0;
    Watchdog watchdog([&] { ++interrupts; });
    watchdog.arm(20ms);
    std::this_thread::sleep_for(100ms);
    QVERIFY(!watchdog.disarm());
    QCOMPARE(interrupts.load(), 0);
}

QTEST_GUILESS_MAIN(TestWatchdog)
#include "tst_watchdog.moc"

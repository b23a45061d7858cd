// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/clockstepper.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace framewright;
using namespace framewright::server;

namespace {

class StandingClock final : public Clock
{
public:
    [[nodiscard]] std::int64_t now() const override { return 1000; }
};

/// Alarms at given times, and what the clock showed when they rang.
struct Bench
{
    StandingClock source;
    RuleClock clock{source};
    std::multiset<std::int64_t> alarms;
    QList<std::int64_t> rang;
    std::int64_t again = 0; ///< Each sets another one so much later.
    int work = 0;           ///< Milliseconds that each takes.
    ClockStepper stepper{clock, {[this] { return next(); }, [this] { ring(); }}};

    [[nodiscard]] std::optional<std::int64_t> next() const
    {
        return alarms.empty() ? std::nullopt : std::optional(*alarms.begin());
    }
    void ring()
    {
        while (!alarms.empty() && *alarms.begin() <= clock.now()) {
            const std::int64_t time = *alarms.begin();
            alarms.erase(alarms.begin());
            rang.append(clock.now());
            if (again > 0)
                alarms.insert(time + again);
            QElapsedTimer busy;
            busy.start();
            while (busy.elapsed() < work) {
            }
        }
    }
};

} // namespace

class ClockStepperTest final : public QObject
{
    Q_OBJECT
private slots:
    void ringsEachAtItsTime();
    void ringsWhatIsSetOnTheWay();
    void stepsToTheNext();
    void longStepLetsOthersIn();
    void stopsOnTheWay();
};

void ClockStepperTest::ringsEachAtItsTime()
{
    Bench bench;
    bench.clock.pause();
    bench.alarms = {1300, 1100, 1100, 1501, 900};
    QSignalSpy finished(&bench.stepper, &ClockStepper::finished);
    bench.stepper.step(500);
    QCOMPARE(bench.rang, (QList<std::int64_t>{1000, 1100, 1100, 1300}));
    QCOMPARE(bench.clock.now(), 1500);
    QCOMPARE(finished.size(), 1);
    bench.stepper.step(0);
    QCOMPARE(bench.rang.size(), 4);
    bench.stepper.step(1);
    QCOMPARE(bench.rang.constLast(), 1501);
}

void ClockStepperTest::ringsWhatIsSetOnTheWay()
{
    Bench bench;
    bench.alarms = {1010};
    bench.again = 10;
    bench.stepper.step(100);
    QCOMPARE(bench.rang.size(), 10);
    QCOMPARE(bench.rang.constLast(), 1100);
    QCOMPARE(bench.clock.now(), 1100);
}

void ClockStepperTest::stepsToTheNext()
{
    Bench bench;
    bench.stepper.stepToNext();
    QCOMPARE(bench.clock.now(), 1000);
    bench.alarms = {31000, 31001};
    bench.stepper.stepToNext();
    QCOMPARE(bench.rang, QList<std::int64_t>{31000});
    QCOMPARE(bench.clock.now(), 31000);
}

void ClockStepperTest::longStepLetsOthersIn()
{
    Bench bench;
    bench.alarms = {1001};
    bench.again = 1;
    bench.work = 5;
    QSignalSpy finished(&bench.stepper, &ClockStepper::finished);
    bench.stepper.step(12);
    QVERIFY(bench.rang.size() < 12);
    QVERIFY(finished.isEmpty());
    // As much further, while one is under way.
    bench.stepper.step(3);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(bench.rang.size(), 15);
    QCOMPARE(bench.clock.now(), 1015);
}

void ClockStepperTest::stopsOnTheWay()
{
    Bench bench;
    bench.alarms = {1001};
    bench.again = 1;
    bench.work = 5;
    QSignalSpy finished(&bench.stepper, &ClockStepper::finished);
    bench.stepper.step(1'000'000);
    QVERIFY(finished.isEmpty());
    bench.stepper.stop();
    QCOMPARE(finished.size(), 1);
    const qsizetype rang = bench.rang.size();
    bench.stepper.step(1);
    QCOMPARE(bench.rang.size(), rang + 1);
}

QTEST_GUILESS_MAIN(ClockStepperTest)
#include "tst_clockstepper.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/ruleclock.h"
#include "app/base/steadyclock.h"

#include <QTest>

#include <limits>
#include <memory>

using namespace framewright;

namespace {

class DrivenClock final : public Clock
{
public:
    [[nodiscard]] std::int64_t now() const override { return time; }
    std::int64_t time = 5000;
};

} // namespace

class TestRuleClock final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void followsItsSource();
    void speed_data();
    void speed();
    void changeOfSpeedKeepsWhatPassed();
    void pauseStops();
    void stepWhilePaused();
    void stepWhileRunning();
    void pauseTwice();
    void longRunsDoNotRound();
    void realTimeUntil_data();
    void realTimeUntil();
    void farAwayDoesNotOverflow();
    void saysItsState();
    void saysHowFarItIsAhead();
    void steadyClockNeverGoesBack();

private:
    std::unique_ptr<DrivenClock> m_source;
    std::unique_ptr<RuleClock> m_clock;
};

void TestRuleClock::init()
{
    m_source = std::make_unique<DrivenClock>();
    m_clock = std::make_unique<RuleClock>(*m_source);
}

void TestRuleClock::followsItsSource()
{
    QCOMPARE(m_clock->now(), 5000);
    m_source->time += 123;
    QCOMPARE(m_clock->now(), 5123);
    QCOMPARE(m_clock->speed(), 1.0);
    QVERIFY(!m_clock->isPaused());
}

void TestRuleClock::speed_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<qint64>("passed");
    QTest::newRow("double") << 2.0 << qint64(2000);
    QTest::newRow("half") << 0.5 << qint64(500);
    QTest::newRow("hundred") << 100.0 << qint64(100'000);
}

void TestRuleClock::speed()
{
    QFETCH(double, speed);
    QFETCH(qint64, passed);
    m_clock->setSpeed(speed);
    m_source->time += 1000;
    QCOMPARE(m_clock->now(), 5000 + passed);
}

void TestRuleClock::changeOfSpeedKeepsWhatPassed()
{
    m_source->time += 1000;
    m_clock->setSpeed(10);
    m_source->time += 100;
    m_clock->setSpeed(1);
    m_source->time += 7;
    QCOMPARE(m_clock->now(), 5000 + 1000 + 1000 + 7);
}

void TestRuleClock::pauseStops()
{
    m_clock->pause();
    m_source->time += 1000;
    QVERIFY(m_clock->isPaused());
    QCOMPARE(m_clock->now(), 5000);
    m_clock->resume();
    QCOMPARE(m_clock->now(), 5000);
    m_source->time += 10;
    QCOMPARE(m_clock->now(), 5010);
}

void TestRuleClock::stepWhilePaused()
{
    m_clock->pause();
    m_clock->step(250);
    m_source->time += 1000;
    QCOMPARE(m_clock->now(), 5250);
    m_clock->resume();
    QCOMPARE(m_clock->now(), 5250);
}

void TestRuleClock::stepWhileRunning()
{
    m_source->time += 10;
    m_clock->step(250);
    m_source->time += 10;
    QCOMPARE(m_clock->now(), 5270);
}

void TestRuleClock::saysHowFarItIsAhead()
{
    m_source->time += 1000;
    QCOMPARE(m_clock->ahead(), 0);
    m_clock->step(250);
    m_source->time += 10;
    QCOMPARE(m_clock->ahead(), 250);
    m_clock->pause();
    m_source->time += 100;
    QCOMPARE(m_clock->ahead(), 150);
    m_clock->resume();
    m_source->time += 100;
    QCOMPARE(m_clock->ahead(), 150);
    m_clock->setSpeed(2);
    m_source->time += 100;
    QCOMPARE(m_clock->ahead(), 250);
}

void TestRuleClock::pauseTwice()
{
    m_clock->pause();
    m_source->time += 50;
    m_clock->pause();
    m_source->time += 50;
    m_clock->resume();
    m_clock->resume();
    QCOMPARE(m_clock->now(), 5000);
}

void TestRuleClock::longRunsDoNotRound()
{
    // 2^53 nanoseconds are 104 days: a double loses the odd ones from there on.
    m_source->time += (std::int64_t(1) << 55) + 1;
    QCOMPARE(m_clock->now(), 5000 + (std::int64_t(1) << 55) + 1);
}

void TestRuleClock::realTimeUntil_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<bool>("paused");
    QTest::addColumn<qint64>("in");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("now") << 1.0 << false << qint64(0) << qint64(0);
    QTest::newRow("past") << 1.0 << false << qint64(-10) << qint64(0);
    QTest::newRow("at its own speed") << 1.0 << false << qint64(500) << qint64(500);
    QTest::newRow("faster") << 4.0 << false << qint64(500) << qint64(125);
    QTest::newRow("never early") << 3.0 << false << qint64(10) << qint64(4);
    QTest::newRow("slower") << 0.5 << false << qint64(500) << qint64(1000);
    QTest::newRow("paused") << 1.0 << true << qint64(500) << qint64(-1);
    QTest::newRow("paused and past") << 1.0 << true << qint64(-1) << qint64(0);
}

void TestRuleClock::realTimeUntil()
{
    QFETCH(double, speed);
    QFETCH(bool, paused);
    QFETCH(qint64, in);
    m_clock->setSpeed(speed);
    if (paused)
        m_clock->pause();
    QFETCH(qint64, expected);
    QCOMPARE(m_clock->realTimeUntil(m_clock->now() + in), expected);
}

void TestRuleClock::farAwayDoesNotOverflow()
{
    m_clock->setSpeed(0.01);
    QVERIFY(m_clock->realTimeUntil(std::numeric_limits<std::int64_t>::max()) > 0);
}

void TestRuleClock::saysItsState()
{
    QCOMPARE(m_clock->state(), RuleClockState());
    m_clock->setSpeed(20);
    m_source->time += 100;
    m_clock->pause();
    QCOMPARE(m_clock->state(), (RuleClockState{true, 20, 1900}));
    m_clock->step(50);
    QCOMPARE(m_clock->state(), (RuleClockState{true, 20, 1950}));
}

void TestRuleClock::steadyClockNeverGoesBack()
{
    const SteadyClock clock;
    std::int64_t last = clock.now();
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t now = clock.now();
        QVERIFY(now >= last);
        last = now;
    }
}

QTEST_GUILESS_MAIN(TestRuleClock)
#include "tst_ruleclock.moc"

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/precisetimer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <sys/resource.h>

using namespace framewright::server;

namespace {

/// While it lives no descriptor can be had.
class NoDescriptors final
{
public:
    NoDescriptors()
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoDescriptors)

private:
    rlimit m_before{};
};

std::unique_ptr<PreciseTimer> timerMade(bool hasDescriptor)
{
    if (hasDescriptor)
        return std::make_unique<PreciseTimer>();
    const NoDescriptors none;
    return std::make_unique<PreciseTimer>();
}

} // namespace

class TestPreciseTimer : public QObject
{
    Q_OBJECT

private slots:
    void ringsNeverEarly_data();
    void ringsNeverEarly();
    void ringsFromTheEventLoop_data();
    void ringsFromTheEventLoop();
    void takesTheLastTime_data();
    void takesTheLastTime();
    void isSilentOnceStopped_data();
    void isSilentOnceStopped();
    void ringsOnce_data();
    void ringsOnce();

private:
    static void kinds()
    {
        QTest::addColumn<bool>("hasDescriptor");
        QTest::newRow("of the kernel") << true;
        QTest::newRow("coarse") << false;
    }
};

void TestPreciseTimer::ringsNeverEarly_data()
{
    QTest::addColumn<bool>("hasDescriptor");
    QTest::addColumn<qint64>("nanoseconds");
    for (const bool hasDescriptor : {true, false}) {
        for (const qint64 nanoseconds : {1, 100'000, 1'000'000, 1'900'000, 20'000'000})
            QTest::addRow("%s, %lld ns", hasDescriptor ? "of the kernel" : "coarse", nanoseconds)
                << hasDescriptor << nanoseconds;
    }
}

void TestPreciseTimer::ringsNeverEarly()
{
    QFETCH(bool, hasDescriptor);
    QFETCH(qint64, nanoseconds);
    const std::unique_ptr<PreciseTimer> timer = timerMade(hasDescriptor);
    QSignalSpy rang(timer.get(), &PreciseTimer::rang);
    QElapsedTimer elapsed;
    elapsed.start();
    timer->start(nanoseconds);
    QVERIFY(timer->isActive());
    QTRY_COMPARE(rang.count(), 1);
    // The time of the kernel's timers and of this one are read a little apart.
    QVERIFY(elapsed.nsecsElapsed() >= nanoseconds - 1'000'000);
    QVERIFY(!hasDescriptor || elapsed.nsecsElapsed() >= nanoseconds);
    QVERIFY(!timer->isActive());
}

void TestPreciseTimer::ringsFromTheEventLoop_data()
{
    kinds();
}

void TestPreciseTimer::ringsFromTheEventLoop()
{
    QFETCH(bool, hasDescriptor);
    const std::unique_ptr<PreciseTimer> timer = timerMade(hasDescriptor);
    QSignalSpy rang(timer.get(), &PreciseTimer::rang);
    timer->start(0);
    QCOMPARE(rang.count(), 0);
    QTRY_COMPARE(rang.count(), 1);
    // Also again and again, each from inside the one before.
    int more = 5;
    connect(timer.get(), &PreciseTimer::rang, timer.get(), [&] {
        if (more-- > 0)
            timer->start(0);
    });
    timer->start(0);
    QTRY_COMPARE(rang.count(), 7);
}

void TestPreciseTimer::takesTheLastTime_data()
{
    kinds();
}

void TestPreciseTimer::takesTheLastTime()
{
    QFETCH(bool, hasDescriptor);
    const std::unique_ptr<PreciseTimer> timer = timerMade(hasDescriptor);
    QSignalSpy rang(timer.get(), &PreciseTimer::rang);
    // Weeks away, and then soon.
    timer->start(3'000'000'000'000'000);
    timer->start(1'000'000);
    QTRY_COMPARE(rang.count(), 1);
    QElapsedTimer elapsed;
    elapsed.start();
    timer->start(1);
    timer->start(30'000'000);
    QTRY_COMPARE(rang.count(), 2);
    QVERIFY(elapsed.nsecsElapsed() >= 29'000'000);
}

void TestPreciseTimer::isSilentOnceStopped_data()
{
    kinds();
}

void TestPreciseTimer::isSilentOnceStopped()
{
    QFETCH(bool, hasDescriptor);
    const std::unique_ptr<PreciseTimer> timer = timerMade(hasDescriptor);
    const std::unique_ptr<PreciseTimer> later = timerMade(hasDescriptor);
    QSignalSpy rang(timer.get(), &PreciseTimer::rang);
    QSignalSpy rangLater(later.get(), &PreciseTimer::rang);
    timer->start(1'000'000);
    timer->stop();
    QVERIFY(!timer->isActive());
    later->start(10'000'000);
    QTRY_COMPARE(rangLater.count(), 1);
    QCOMPARE(rang.count(), 0);
}

void TestPreciseTimer::ringsOnce_data()
{
    kinds();
}

void TestPreciseTimer::ringsOnce()
{
    QFETCH(bool, hasDescriptor);
    const std::unique_ptr<PreciseTimer> timer = timerMade(hasDescriptor);
    const std::unique_ptr<PreciseTimer> later = timerMade(hasDescriptor);
    QSignalSpy rang(timer.get(), &PreciseTimer::rang);
    QSignalSpy rangLater(later.get(), &PreciseTimer::rang);
    timer->start(1);
    later->start(10'000'000);
    QTRY_COMPARE(rangLater.count(), 1);
    QCOMPARE(rang.count(), 1);
}

QTEST_GUILESS_MAIN(TestPreciseTimer)
#include "tst_precisetimer.moc"

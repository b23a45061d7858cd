// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/precisetimer.h"

#include "app/base/clock.h"

#include <QSocketNotifier>

#include <algorithm>
#include <chrono>
#include <utility>

#include <sys/timerfd.h>
#include <unistd.h>

namespace framewright::server {

namespace {

constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
/// A QTimer takes an int of milliseconds: further away it rings too early.
constexpr std::int64_t furthestCoarse = 1'000'000'000;

} // namespace

PreciseTimer::PreciseTimer(QObject *parent)
    : QObject(parent)
    , m_descriptor(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_descriptor >= 0) {
        m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, &PreciseTimer::handleReadable);
    }
    m_coarse.setSingleShot(true);
    m_coarse.setTimerType(Qt::PreciseTimer);
    connect(&m_coarse, &QTimer::timeout, this, &PreciseTimer::ring);
}

PreciseTimer::~PreciseTimer()
{
    delete m_notifier; // Before its descriptor.
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void PreciseTimer::start(std::int64_t nanoseconds)
{
    m_isActive = true;
    if (m_notifier != nullptr) {
        set(std::max<std::int64_t>(nanoseconds, 1)); // Zero would stop it.
        return;
    }
    const std::int64_t milliseconds = (nanoseconds + nanosecondsPerMillisecond - 1) / nanosecondsPerMillisecond;
    m_coarse.start(std::chrono::milliseconds(std::clamp<std::int64_t>(milliseconds, 0, furthestCoarse)));
}

void PreciseTimer::stop()
{
    m_isActive = false;
    m_coarse.stop();
    if (m_notifier != nullptr)
        set(0);
}

void PreciseTimer::set(std::int64_t nanoseconds)
{
    itimerspec time{};
    time.it_value.tv_sec = static_cast<time_t>(nanoseconds / nanosecondsPerSecond);
    time.it_value.tv_nsec = static_cast<long>(nanoseconds % nanosecondsPerSecond);
    ::timerfd_settime(m_descriptor, 0, &time, nullptr);
}

void PreciseTimer::handleReadable()
{
    std::uint64_t count = 0;
    // Set anew since it was found readable: then it is not.
    if (::read(m_descriptor, &count, sizeof count) == sizeof count)
        ring();
}

void PreciseTimer::ring()
{
    if (!std::exchange(m_isActive, false))
        return;
    emit rang();
}

} // namespace framewright::server

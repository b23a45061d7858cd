// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/repeater.h"

#include <algorithm>

namespace framewright::ui {

Repeater::Repeater(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Repeater::tick);
}

void Repeater::start(int milliseconds, int times)
{
    m_left = std::max(0, times);
    m_timer.start(std::max(1, milliseconds));
    tick();
}

void Repeater::stop()
{
    m_timer.stop();
    if (std::exchange(m_left, 0) > 0)
        emit changed();
}

void Repeater::tick()
{
    if (m_left <= 0)
        return stop();
    if (--m_left == 0)
        m_timer.stop();
    emit due();
    emit changed();
}

} // namespace framewright::ui

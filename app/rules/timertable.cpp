// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/timertable.h"

#include <algorithm>

namespace framewright::rules {

std::int64_t Timer::dueAfter(std::int64_t lastSent) const
{
    return isIdle && lastSent != ownSent ? std::max(due, lastSent + first) : due;
}

TimerTable::~TimerTable()
{
    // Their connections may live on, and must not point to them.
    for (const auto &[key, timer] : m_queue) {
        if (!timer->isOfRoute)
            timer->connection->timers.clear();
    }
}

TimerTable::Names &TimerTable::namesOf(const Timer &timer)
{
    return timer.isOfRoute ? m_ofRoute : timer.connection->timers;
}

Timer *TimerTable::find(const Connection *owner, const QByteArray &name) const
{
    return (owner != nullptr ? owner->timers : m_ofRoute).value(name, nullptr);
}

qsizetype TimerTable::count(const Connection *owner) const
{
    return (owner != nullptr ? owner->timers : m_ofRoute).size();
}

void TimerTable::count(const Timer &timer, int change)
{
    m_heldBytes += change * timer.bytes;
    if (!timer.isIdle)
        return;
    if (timer.isOfRoute)
        m_idleOfRoute += change;
    else
        timer.connection->idleTimers += change;
}

void TimerTable::add(std::unique_ptr<Timer> timer)
{
    Timer *&place = namesOf(*timer)[timer->name];
    // The one before must not take the new one's place with it.
    if (Timer *before = std::exchange(place, timer.get())) {
        count(*before, -1);
        m_queue.erase({before->due, before->order});
    }
    count(*timer, 1);
    timer->order = m_nextOrder++;
    const Key key{timer->due, timer->order};
    m_queue.emplace(key, std::move(timer));
}

std::unique_ptr<Timer> TimerTable::take(const Connection *owner, const QByteArray &name)
{
    Timer *found = find(owner, name);
    return found != nullptr ? take(*found) : nullptr;
}

std::unique_ptr<Timer> TimerTable::take(Timer &timer)
{
    count(timer, -1);
    namesOf(timer).remove(timer.name);
    return std::move(m_queue.extract({timer.due, timer.order}).mapped());
}

void TimerTable::removeOf(Connection &connection)
{
    const QHash<QByteArray, Timer *> timers = std::exchange(connection.timers, {});
    for (const Timer *timer : timers) {
        count(*timer, -1);
        m_queue.erase({timer->due, timer->order});
    }
}

std::optional<std::int64_t> TimerTable::nextTime() const
{
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.begin()->first.first);
}

Timer *TimerTable::first() const
{
    return m_queue.empty() ? nullptr : m_queue.begin()->second.get();
}

void TimerTable::setDue(Timer &timer, std::int64_t due)
{
    auto node = m_queue.extract({timer.due, timer.order});
    timer.due = due;
    timer.order = m_nextOrder++;
    node.key() = {timer.due, timer.order};
    m_queue.insert(std::move(node));
}

} // namespace framewright::rules

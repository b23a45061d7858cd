// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/connection.h"
#include "app/rules/kepthappening.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace framewright::rules {

struct CompiledRule;

/// A named timer: what it does, with all that it saw when it was started, and when.
struct Timer
{
    std::shared_ptr<const CompiledRoute> route; ///< The rules it was started by: an edit does not change it.
    const CompiledRule *rule = nullptr;
    std::uint32_t label = 0;
    std::uint64_t cause = 0; ///< Of its start, see Stage::cause().
    QString field;           ///< "do[0].start"
    std::shared_ptr<const Actions> actions;
    std::shared_ptr<const Actions> then;
    /// Its owner. Of a route timer: what it keeps of the connection that started it.
    std::shared_ptr<Connection> connection;
    std::shared_ptr<KeptHappening> happening;
    RunFacts facts;

    QByteArray name;
    bool isOfRoute = false;
    bool isIdle = false;
    std::int64_t first = 0;  ///< Nanoseconds to the first tick.
    std::int64_t every = 0;  ///< Between ticks; 0: it ticks once.
    std::int64_t jitter = 0; ///< So much earlier or later, at most.
    std::optional<std::int64_t> times;
    std::int64_t tick = 0;    ///< How many there were.
    std::int64_t nominal = 0; ///< When the next one is due without jitter: what the one after counts from.
    std::int64_t due = 0;
    std::uint64_t order = 0;
    /// When it sent something itself: that does not make it begin anew.
    std::int64_t ownSent = std::numeric_limits<std::int64_t>::min();
    qint64 bytes = 0;

    /// When it ticks next although something was sent at `lastSent`; a timer that is not `idle` does not care.
    [[nodiscard]] std::int64_t dueAfter(std::int64_t lastSent) const;
};

/// The timers of a route and of its connections: by name, and by the time at which they are due. Any number of
/// them costs a logarithm. Belongs to the World.
class TimerTable final
{
public:
    /// Of one connection, or of the route itself; names may come out of messages.
    static constexpr qsizetype limit = 100'000;

    /// `heldBytes` is told what they hold.
    explicit TimerTable(qint64 &heldBytes)
        : m_heldBytes(heldBytes)
    {
    }
    ~TimerTable();
    Q_DISABLE_COPY_MOVE(TimerTable)

    /// The timer of a connection, or with nullptr of the route; nullptr where none of this name runs.
    [[nodiscard]] Timer *find(const Connection *owner, const QByteArray &name) const;
    [[nodiscard]] qsizetype count(const Connection *owner) const;
    [[nodiscard]] std::size_t size() const { return m_queue.size(); }
    /// In the place of the one that has its name.
    void add(std::unique_ptr<Timer> timer);
    /// nullptr where it does not run.
    std::unique_ptr<Timer> take(const Connection *owner, const QByteArray &name);
    std::unique_ptr<Timer> take(Timer &timer);
    void removeOf(Connection &connection);

    [[nodiscard]] std::optional<std::int64_t> nextTime() const;
    /// The first one; nullptr where there is none.
    [[nodiscard]] Timer *first() const;
    void setDue(Timer &timer, std::int64_t due);
    /// Whether a timer of the route waits for it to be silent.
    [[nodiscard]] bool hasIdleOfRoute() const { return m_idleOfRoute > 0; }

private:
    using Key = std::pair<std::int64_t, std::uint64_t>;
    using Names = QHash<QByteArray, Timer *>;

    [[nodiscard]] Names &namesOf(const Timer &timer);
    void count(const Timer &timer, int change);

    std::map<Key, std::unique_ptr<Timer>> m_queue;
    Names m_ofRoute;
    std::uint64_t m_nextOrder = 0;
    int m_idleOfRoute = 0;
    qint64 &m_heldBytes;
};

} // namespace framewright::rules

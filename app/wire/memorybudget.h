// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>
#include <QtGlobal>

#include <vector>

namespace framewright::wire {

class MemoryBudget;

/// Something whose memory a budget counts and that can be asked to take less: a connection.
class BudgetHolder
{
public:
    /// Memory is there again: paused input may go on, later; nothing may die within this call.
    virtual void resumeForMemory() = 0;
    /// Memory is gone and this holder has the most of it: it ends with 1013. From here on it counts as nothing.
    virtual void giveUpForMemory() = 0;

protected:
    ~BudgetHolder() = default;
};

/// One holder's part of a budget; gives everything back when it dies.
class BudgetShare final
{
public:
    /// `budget` may be null: nothing is counted. It must outlive this.
    BudgetShare(MemoryBudget *budget, BudgetHolder &holder);
    ~BudgetShare();
    Q_DISABLE_COPY_MOVE(BudgetShare)

    /// The holder holds so many bytes now.
    void set(qint64 bytes);
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// Counts as nothing from here on: the holder is ending, within a bounded time.
    void retire();

private:
    friend class MemoryBudget;
    MemoryBudget *m_budget;
    BudgetHolder &m_holder;
    qint64 m_bytes = 0;
    std::size_t m_place = 0; ///< Among the budget's shares.
    bool m_retired = false;
};

/// Memory that the connections of one server may hold together: half messages, write queues, reply slots.
/// Over the soft mark those connections pause their input whose held memory grows. Over the limit the largest
/// holder is closed with 1013. Since nothing frees itself where all is half messages and everyone is paused, the
/// largest goes too when it stays tight for a grace time without relief.
/// Lives on the server's engine thread.
class MemoryBudget final : public QObject
{
    Q_OBJECT
public:
    explicit MemoryBudget(qint64 limit, QObject *parent = nullptr);
    ~MemoryBudget() override;

    /// Something grew or shrank by so many bytes that no holder answers for.
    void change(qint64 bytes);
    [[nodiscard]] qint64 used() const { return m_used; }
    [[nodiscard]] qint64 limit() const { return m_limit; }
    void setLimit(qint64 limit);
    /// How long it may stay tight without relief until the largest holder is closed; 5 s unless set.
    void setGrace(int milliseconds);
    /// Above three quarters of the limit: stop reading.
    [[nodiscard]] bool isTight() const { return m_used > m_limit / 4 * 3; }
    [[nodiscard]] bool isExhausted() const { return m_used > m_limit; }

signals:
    /// It is tight: input pauses.
    void tightened();
    /// It was tight and is no longer: paused input may go on.
    void relaxed();

private:
    friend class BudgetShare;
    void add(BudgetShare *share);
    void remove(BudgetShare *share);
    void judge();
    void relax();
    void handleGrace();
    [[nodiscard]] BudgetShare *largest() const;
    [[nodiscard]] bool giveUpLargest();

    qint64 m_limit;
    qint64 m_used = 0;
    qint64 m_usedAtGrace = 0;
    std::vector<BudgetShare *> m_shares;
    QTimer m_grace;
    bool m_wasTight = false;
    bool m_rescueScheduled = false;
};

} // namespace framewright::wire

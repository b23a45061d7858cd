// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/memorybudget.h"

namespace framewright::wire {

namespace {

constexpr int graceMilliseconds = 5000;

} // namespace

BudgetShare::BudgetShare(MemoryBudget *budget, BudgetHolder &holder)
    : m_budget(budget)
    , m_holder(holder)
{
    if (m_budget)
        m_budget->add(this);
}

BudgetShare::~BudgetShare()
{
    if (!m_budget)
        return;
    set(0);
    m_budget->remove(this);
}

void BudgetShare::set(qint64 bytes)
{
    if (!m_budget || m_retired || bytes == m_bytes)
        return;
    const qint64 difference = bytes - m_bytes;
    m_bytes = bytes;
    m_budget->change(difference);
}

void BudgetShare::retire()
{
    set(0);
    m_retired = true;
}

MemoryBudget::MemoryBudget(qint64 limit, QObject *parent)
    : QObject(parent)
    , m_limit(limit)
{
    m_grace.setSingleShot(true);
    m_grace.setInterval(graceMilliseconds);
    connect(&m_grace, &QTimer::timeout, this, [this] { handleGrace(); });
}

MemoryBudget::~MemoryBudget()
{
    Q_ASSERT_X(m_shares.empty(), "MemoryBudget", "it must outlive its holders");
}

void MemoryBudget::setLimit(qint64 limit)
{
    m_limit = limit;
    judge();
}

void MemoryBudget::setGrace(int milliseconds)
{
    m_grace.setInterval(milliseconds);
}

void MemoryBudget::add(BudgetShare *share)
{
    share->m_place = m_shares.size();
    m_shares.push_back(share);
}

void MemoryBudget::remove(BudgetShare *share)
{
    BudgetShare *last = m_shares.back();
    last->m_place = share->m_place;
    m_shares[share->m_place] = last;
    m_shares.pop_back();
}

void MemoryBudget::change(qint64 bytes)
{
    m_used += bytes;
    if (m_wasTight || bytes > 0)
        judge();
}

void MemoryBudget::judge()
{
    if (!isTight()) {
        if (m_wasTight)
            relax();
        return;
    }
    if (!m_wasTight) {
        m_wasTight = true;
        m_usedAtGrace = m_used;
        m_grace.start();
        emit tightened();
    }
    if (isExhausted() && !m_rescueScheduled) {
        // Later: the one that grew is in the middle of its own call.
        m_rescueScheduled = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_rescueScheduled = false;
                while (isExhausted() && giveUpLargest()) {
                }
            },
            Qt::QueuedConnection);
    }
}

void MemoryBudget::relax()
{
    m_wasTight = false;
    m_grace.stop();
    for (BudgetShare *share : m_shares)
        share->m_holder.resumeForMemory();
    emit relaxed();
}

void MemoryBudget::handleGrace()
{
    if (!isTight())
        return;
    if (m_used >= m_usedAtGrace)
        (void)giveUpLargest();
    m_usedAtGrace = m_used;
    if (isTight())
        m_grace.start();
}

BudgetShare *MemoryBudget::largest() const
{
    BudgetShare *found = nullptr;
    for (BudgetShare *share : m_shares) {
        if (!share->m_retired && share->m_bytes > 0 && (!found || share->m_bytes >= found->m_bytes))
            found = share;
    }
    return found;
}

bool MemoryBudget::giveUpLargest()
{
    BudgetShare *share = largest();
    if (!share)
        return false;
    share->retire();
    share->m_holder.giveUpForMemory();
    return true;
}

} // namespace framewright::wire

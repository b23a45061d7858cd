// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/slotqueue.h"

#include <QByteArray>

#include <vector>

namespace framewright::rules {

/// The answers to the items of a batch, which leave as one when the last item's run has ended. Shared by these runs;
/// lives on its route's thread, and not longer than the route.
class Gathering final
{
public:
    /// `heldBytes` is told how much it holds.
    Gathering(std::size_t items, SlotQueue::Number itsSlot, qint64 &heldBytes)
        : answers(items)
        , slot(itsSlot)
        , m_heldBytes(heldBytes)
    {
    }
    ~Gathering() { m_heldBytes -= m_bytes; }
    Q_DISABLE_COPY_MOVE(Gathering)

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    void add(std::size_t item, QByteArray answer)
    {
        m_bytes += answer.size();
        m_heldBytes += answer.size();
        answers[item].push_back(std::move(answer));
    }
    /// All answers, in the order of their items; none remains.
    [[nodiscard]] std::vector<QByteArray> take()
    {
        std::vector<QByteArray> all;
        for (std::vector<QByteArray> &ofItem : answers)
            std::move(ofItem.begin(), ofItem.end(), std::back_inserter(all));
        for (std::vector<QByteArray> &ofItem : answers)
            ofItem.clear();
        m_heldBytes -= std::exchange(m_bytes, 0);
        return all;
    }

    std::vector<std::vector<QByteArray>> answers; ///< By item, encoded.
    SlotQueue::Number slot;
    std::size_t pending = 1; ///< Runs that are not over, and the batch itself while its items are read.
    std::uint32_t label = 0; ///< Of the rule that answered first.

private:
    qint64 m_bytes = 0;
    qint64 &m_heldBytes;
};

} // namespace framewright::rules

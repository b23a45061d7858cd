// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/happening.h"

namespace framewright::rules {

/// A happening that outlives the call it came with: shared by the runs and timers that go on from it, and counted
/// once. Lives on its route's thread, and not longer than the route.
class KeptHappening final
{
public:
    /// `heldBytes` is told how much it holds.
    KeptHappening(const Happening &happening, qint64 &heldBytes)
        : m_happening(happening.kept())
        , m_bytes(static_cast<qint64>(sizeof(KeptHappening)) + m_happening.keptBytes())
        , m_heldBytes(heldBytes)
    {
        m_heldBytes += m_bytes;
    }
    ~KeptHappening() { m_heldBytes -= m_bytes; }
    Q_DISABLE_COPY_MOVE(KeptHappening)

    [[nodiscard]] Happening &happening() { return m_happening; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    Happening m_happening;
    const qint64 m_bytes;
    qint64 &m_heldBytes;
};

/// What a run sees besides its happening and its connection, and hands on to the timers it starts.
struct RunFacts
{
    Value captures;
    Value local;
    qint64 localBytes = 0;
    Value item; ///< Of the `each` around a timer's start.
    Value key;
    Value signal; ///< `sig`
    Value from;
    Value tick;
};

} // namespace framewright::rules

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace framewright::wire {

class WireCore;

/// The connections of one thread that have encoded frames which nobody has sent yet. One posted event sends for
/// all of them, so that many small messages become one write (recipe 10). Lives as long as a connection of its
/// thread does.
class FlushQueue final : public QObject
{
    Q_OBJECT
public:
    /// This thread's.
    [[nodiscard]] static std::shared_ptr<FlushQueue> current();

    /// `core` is flushed once the event loop is reached. Once is enough until then.
    void add(WireCore *core);
    void remove(WireCore *core);

private:
    void flushAll();

    std::vector<WireCore *> m_waiting;
    std::vector<WireCore *> m_flushing;
    bool m_posted = false;
};

} // namespace framewright::wire

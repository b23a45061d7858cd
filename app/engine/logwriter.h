// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "app/event/eventqueue.h"

#include <memory>

namespace framewright::traffic {
class NdjsonLog;
}

namespace framewright::engine {

/// Takes events out of a queue into a log of lines, where nobody asked for a capture file. Its thread does only
/// this.
class LogWriter final
{
public:
    explicit LogWriter(std::unique_ptr<traffic::NdjsonLog> log);
    /// Writes what waits.
    ~LogWriter();
    Q_DISABLE_COPY_MOVE(LogWriter)

    [[nodiscard]] event::EventQueue &queue() { return m_queue; }

private:
    void drain();

    event::EventQueue m_queue;
    std::unique_ptr<traffic::NdjsonLog> m_log;
    WorkerThread m_thread; ///< Last, so that it has ended before the others go.
};

} // namespace framewright::engine

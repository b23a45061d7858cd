// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/logwriter.h"

#include "app/traffic/ndjsonlog.h"

#include <chrono>

namespace framewright::engine {

namespace {
constexpr std::size_t queueLimit = std::size_t(64) << 20;
constexpr std::chrono::seconds logPatience{1};
} // namespace

LogWriter::LogWriter(std::unique_ptr<traffic::NdjsonLog> log)
    : m_queue(queueLimit)
    , m_log(std::move(log))
    , m_thread(QStringLiteral("log"))
{
    m_thread.post([this] { drain(); });
}

LogWriter::~LogWriter()
{
    m_queue.close();
    m_log->giveUpAfter(logPatience);
    // A thread that is told to quit before it comes to drain would never do it.
    m_thread.run([] {});
}

void LogWriter::drain()
{
    while (std::optional<event::EventBatch> batch = m_queue.take()) {
        m_log->write(*batch);
        m_log->flush();
        m_queue.recycle(*std::move(batch));
    }
}

} // namespace framewright::engine

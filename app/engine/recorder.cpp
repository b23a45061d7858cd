// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/recorder.h"

#include "app/engine/engine.h"
#include "app/traffic/ndjsonlog.h"

namespace framewright::engine {

Recorder::Recorder(const EngineSettings &settings, traffic::CaptureWriter::StatusListener listener)
{
    std::unique_ptr<traffic::NdjsonLog> log;
    if (!settings.logFile.isEmpty()) {
        Result<std::unique_ptr<traffic::NdjsonLog>> opened = traffic::NdjsonLog::open(settings.logFile);
        if (opened)
            log = *std::move(opened);
        else
            m_error = opened.error();
    }
    if (!settings.record) {
        if (log)
            m_log = std::make_unique<LogWriter>(std::move(log));
        return;
    }
    traffic::CaptureSettings capture;
    capture.fileName = settings.captureFile;
    capture.diskLimit = settings.captureLimit;
    auto opened = traffic::CaptureWriter::open(capture, std::move(listener), std::move(log));
    if (opened)
        m_capture = *std::move(opened);
    else
        m_error = opened.error();
}

event::EventQueue *Recorder::queue() const
{
    if (m_capture)
        return &m_capture->queue();
    return m_log ? &m_log->queue() : nullptr;
}

void Recorder::clear()
{
    if (m_capture)
        m_capture->clear();
}

void Recorder::stopClearing()
{
    if (m_capture)
        m_capture->stopClearing();
}

void Recorder::finish()
{
    if (m_capture)
        m_capture->finish();
    m_log.reset();
}

} // namespace framewright::engine

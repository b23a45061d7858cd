// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/engine/logwriter.h"
#include "app/traffic/capturewriter.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace framewright::engine {

struct EngineSettings;

/// Where the events of all threads go: a capture file, a log of lines, both or nothing. Lives on the document's
/// thread; what it writes lives on threads of its own.
class Recorder final
{
public:
    /// `listener` is called on the capture thread.
    Recorder(const EngineSettings &settings, traffic::CaptureWriter::StatusListener listener);

    /// Null: nothing is recorded.
    [[nodiscard]] event::EventQueue *queue() const;
    [[nodiscard]] QString captureFile() const { return m_capture ? m_capture->fileName() : QString(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void clear();
    void stopClearing();
    /// Writes what waits. The producers have ended before.
    void finish();

private:
    std::unique_ptr<traffic::CaptureWriter> m_capture;
    std::unique_ptr<LogWriter> m_log;
    std::optional<Error> m_error;
};

} // namespace framewright::engine

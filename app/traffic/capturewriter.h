// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/base/steadyclock.h"
#include "app/base/workerthread.h"
#include "app/event/eventqueue.h"
#include "app/traffic/capturestatus.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace framewright::traffic {

class NdjsonLog;
class TrafficStore;

struct CaptureSettings
{
    QString fileName; ///< Empty: a file of its own in the user's cache folder, removed at a clean end.
    qint64 diskLimit = qint64(2) << 30;
    std::size_t queueLimit = std::size_t(256) << 20;
    QByteArray vfs; ///< See Database::open().
};

/// The capture thread: takes events out of the queue and puts them into the store, and into a log of lines where
/// there is one. Made and destroyed on one thread; what it writes lives on its own.
class CaptureWriter final
{
public:
    /// Called on the capture thread when the status has changed, at most 20 times a second and once at the end.
    using StatusListener = std::function<void(const CaptureStatus &)>;

    [[nodiscard]] static Result<std::unique_ptr<CaptureWriter>>
    open(const CaptureSettings &settings, StatusListener listener, std::unique_ptr<NdjsonLog> log = {});
    /// As finish().
    ~CaptureWriter();
    Q_DISABLE_COPY_MOVE(CaptureWriter)

    /// Where the producers push. Valid as long as this.
    [[nodiscard]] event::EventQueue &queue() { return m_queue; }
    [[nodiscard]] QString fileName() const { return m_fileName; }

    /// Removes all rows, soon. Numbers go on. Of a large file a part at a time, the oldest rows first.
    void clear();
    /// What clear() has not removed yet stays. From any thread.
    void stopClearing() { m_stopsClearing = true; }
    void setDiskLimit(qint64 bytes);
    /// No event comes in any more; what waits is written unless it is for the temporary file alone, the last status
    /// published, the file closed.
    void finish();

private:
    CaptureWriter(QString fileName, bool temporary, std::size_t queueLimit, StatusListener listener);

    void step();
    [[nodiscard]] bool drainOnce();
    void write(const event::EventBatch &batch);
    void publish();
    void command(std::function<void()> work);
    void clearTo(qint64 lastRow);
    [[nodiscard]] CaptureStatus status() const;
    [[nodiscard]] int millisecondsToWait() const;

    const QString m_fileName;
    const bool m_temporary;
    const StatusListener m_listener;
    const SteadyClock m_clock{};
    event::EventQueue m_queue;
    std::atomic_bool m_stopsClearing = false;
    std::atomic_bool m_leavesTheRest = false; ///< Nobody will read what waits.

    // These are the capture thread's.
    std::unique_ptr<TrafficStore> m_store;
    std::unique_ptr<NdjsonLog> m_log;
    CaptureStatus m_published;
    quint64 m_publishedMissed = 0;
    qint64 m_due = 0; ///< When the next status may go out.
    bool m_dirty = false;
    bool m_ended = false;

    bool m_finished = false;
    WorkerThread m_thread;
};

} // namespace framewright::traffic

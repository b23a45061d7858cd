// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/capturewriter.h"
#include "app/traffic/ndjsonlog.h"
#include "app/traffic/temporarycapture.h"
#include "app/traffic/trafficstore.h"

#include <algorithm>
#include <chrono>

namespace framewright::traffic {

namespace {

constexpr qint64 publishEvery = 50 * nanosecondsPerMillisecond;
/// Nobody reads thousands of rows one by one as they come: rarer news of them leave more of the machine to those who
/// make them.
constexpr qint64 publishEveryWhenBusy = 200 * nanosecondsPerMillisecond;
constexpr qint64 busyRows = 5000;
constexpr int idleMilliseconds = 60'000;
constexpr std::chrono::seconds logPatience{1};

} // namespace

CaptureWriter::CaptureWriter(QString fileName, bool temporary, std::size_t queueLimit, StatusListener listener)
    : m_fileName(std::move(fileName))
    , m_temporary(temporary)
    , m_listener(std::move(listener))
    , m_queue(queueLimit)
    , m_thread(u"capture"_qs)
{
}

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::open(const CaptureSettings &settings, StatusListener listener,
                                                           std::unique_ptr<NdjsonLog> log)
{
    const bool temporary = settings.fileName.isEmpty();
    if (temporary)
        removeLeftoverCaptures();
    const Result<QString> fileName = temporary ? temporaryCaptureName() : Result<QString>(settings.fileName);
    if (!fileName)
        return tl::unexpected<Error>(fileName.error());
    Result<std::unique_ptr<TrafficStore>> store = TrafficStore::open({*fileName, settings.diskLimit, settings.vfs});
    if (!store)
        return tl::unexpected<Error>(store.error());
    std::unique_ptr<CaptureWriter> writer(
        new CaptureWriter(*fileName, temporary, settings.queueLimit, std::move(listener)));
    // The store is used by one thread at a time: from here on the capture thread.
    writer->m_store = std::move(*store);
    writer->m_log = std::move(log);
    writer->m_thread.post([self = writer.get()] {
        self->m_dirty = true;
        self->publish();
        self->step();
    });
    return writer;
}

CaptureWriter::~CaptureWriter()
{
    finish();
}

void CaptureWriter::clear()
{
    m_stopsClearing = false;
    command([this] { clearTo(m_store->status().lastRow); });
}

void CaptureWriter::clearTo(qint64 lastRow)
{
    if (!m_store || m_stopsClearing)
        return;
    m_dirty = true;
    if (!m_store->clearOldest(lastRow))
        return m_store->clear();
    publish();
    // Through the event loop, so that what comes in finds its turn.
    m_thread.post([this, lastRow] { clearTo(lastRow); });
    m_queue.wake();
}

void CaptureWriter::setDiskLimit(qint64 bytes)
{
    command([this, bytes] { m_store->setDiskLimit(bytes); });
}

void CaptureWriter::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    // Into a file that goes with us nothing is written any more: a window at full load would take seconds to end.
    m_leavesTheRest = m_temporary && !m_log;
    m_queue.close();
    if (m_log)
        m_log->giveUpAfter(logPatience);
    m_thread.run([this] {
        m_ended = m_ended || m_leavesTheRest;
        while (!m_ended)
            m_ended = !drainOnce();
        m_store->commit();
        if (m_log)
            m_log->flush();
        m_dirty = true;
        publish();
        m_log.reset();
        m_store.reset();
        if (m_temporary)
            removeCapture(m_fileName);
    });
}

void CaptureWriter::command(std::function<void()> work)
{
    if (m_finished)
        return;
    m_thread.post([this, work = std::move(work)] {
        if (m_store)
            work();
    });
    m_queue.wake();
}

void CaptureWriter::step()
{
    if (m_ended || m_leavesTheRest)
        return;
    m_ended = !drainOnce();
    // Through the event loop each time, so that commands find their turn.
    if (!m_ended)
        m_thread.post([this] { step(); });
}

bool CaptureWriter::drainOnce()
{
    std::optional<event::EventBatch> batch = m_queue.take(millisecondsToWait());
    if (!batch)
        return false;
    if (!batch->isEmpty()) {
        write(*batch);
        m_queue.recycle(std::move(*batch));
        m_dirty = true;
    }
    m_dirty = m_dirty || m_queue.missedRows() != m_publishedMissed;
    if (m_dirty && m_clock.now() >= m_due)
        publish();
    return true;
}

void CaptureWriter::write(const event::EventBatch &batch)
{
    m_store->write(batch);
    if (m_log)
        m_log->write(batch);
}

void CaptureWriter::publish()
{
    m_dirty = false;
    m_store->commit();
    if (m_log)
        m_log->flush();
    const CaptureStatus now = status();
    m_due = m_clock.now() + (now.recorded - m_published.recorded > busyRows ? publishEveryWhenBusy : publishEvery);
    m_publishedMissed = m_queue.missedRows();
    if (m_listener && (now != m_published || m_ended))
        m_listener(now);
    m_published = now;
}

CaptureStatus CaptureWriter::status() const
{
    CaptureStatus status = m_store->status();
    status.missed += static_cast<qint64>(m_queue.missedRows());
    if (m_log && status.problem.isEmpty())
        status.problem = m_log->problem();
    return status;
}

int CaptureWriter::millisecondsToWait() const
{
    if (!m_dirty)
        return idleMilliseconds;
    return static_cast<int>(std::max<qint64>(0, (m_due - m_clock.now()) / nanosecondsPerMillisecond + 1));
}

} // namespace framewright::traffic

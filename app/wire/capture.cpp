// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/capture.h"

#include "app/event/eventqueue.h"

namespace framewright::wire {

namespace {

/// At most 20 batches a second (architecture, "Threads").
constexpr int handOverMilliseconds = 50;
constexpr std::size_t handOverBytes = 1 << 20;
/// Label numbers of different producers must not meet.
constexpr std::uint32_t labelsEach = 1 << 20;

std::string_view viewOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Capture::Capture(event::EventQueue *queue, std::uint32_t producer, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_nextLabel(producer * labelsEach + 1)
    , m_timer(this)
{
    m_timer.setInterval(handOverMilliseconds);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { flush(); });
}

Capture::~Capture()
{
    flush();
}

void Capture::record(event::EventRecord record, QByteArrayView payload, QByteArrayView detail, const QByteArray &owned)
{
    if (!m_queue)
        return;
    event::SharedBytes shared;
    if (owned.size() == payload.size() && static_cast<std::size_t>(owned.size()) >= event::EventBatch::largeFrom) {
        auto keeper = std::make_shared<const QByteArray>(owned);
        payload = *keeper; // The view that was given may be of other memory, which does not live as long.
        shared = {std::move(keeper), payload.data(), static_cast<std::size_t>(payload.size())};
    }
    m_batch.add(record, viewOf(payload), viewOf(detail), std::move(shared));
    if (m_batch.byteCount() >= handOverBytes)
        flush();
    else if (!m_timer.isActive())
        m_timer.start();
}

std::uint32_t Capture::label(const QString &text)
{
    if (!m_queue || text.isEmpty())
        return 0;
    const auto found = m_labels.constFind(text);
    if (found != m_labels.constEnd())
        return *found;
    const std::uint32_t number = m_nextLabel++;
    m_labels.insert(text, number);
    m_batch.labels.push_back({number, text.toStdString()});
    if (!m_timer.isActive())
        m_timer.start();
    return number;
}

void Capture::flush()
{
    m_timer.stop();
    if (m_queue && !m_batch.isEmpty())
        m_queue->push(m_batch);
}

} // namespace framewright::wire

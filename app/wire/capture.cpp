// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/capture.h"

#include "app/event/eventqueue.h"

namespace framewright::wire {

namespace {

/// At most 20 batches a second (architecture, "Threads").
constexpr int handOverMilliseconds = 50;
constexpr std::size_t handOverBytes = 1 << 20;
/// Label numbers of different producers must not meet, nor must tickets.
constexpr std::uint32_t labelsEach = 1 << 20;
constexpr int ticketBits = 48;
/// From so many labels on, no new name of a timer or a signal is taken.
constexpr qsizetype namedLabels = 10'000;
/// What a rule clock is ahead by less than this is no difference that anybody could see.
constexpr std::int64_t smallestDifference = 1'000'000;

std::string_view viewOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Capture::Capture(event::EventQueue *queue, std::uint32_t producer, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_nextLabel(producer * labelsEach + 1)
    , m_nextTicket((std::uint64_t(producer) << ticketBits) + 1)
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

std::uint64_t Capture::record(event::EventRecord record, QByteArrayView payload, QByteArrayView detail,
                              const QByteArray &owned)
{
    if (!m_queue)
        return 0;
    // What a peer does is nobody's doing here.
    if (record.direction != event::Direction::In)
        record.cause = m_cause;
    if (m_ahead) {
        const std::int64_t ahead = m_ahead();
        if (ahead >= smallestDifference || ahead <= -smallestDifference)
            record.ruleTime = record.time + ahead;
    }
    if (m_batch.records.empty())
        m_batch.firstTicket = m_nextTicket;
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
    return m_nextTicket++;
}

std::uint32_t Capture::label(const QString &text, event::Means means, const QString &name)
{
    if (!m_queue || (text.isEmpty() && means == event::Means::Rule))
        return 0;
    const QString key =
        means == event::Means::Rule ? text : QString(text % QChar(0) % QString::number(int(means)) % QChar(0) % name);
    const auto found = m_labels.constFind(key);
    if (found != m_labels.constEnd())
        return *found;
    if (!name.isEmpty() && m_labels.size() >= namedLabels)
        return label(text, means);
    const std::uint32_t number = m_nextLabel++;
    m_labels.insert(key, number);
    m_batch.labels.push_back({number, text.toStdString(), means, name.toStdString()});
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

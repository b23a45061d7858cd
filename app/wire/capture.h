// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/event/event.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace framewright::event {
class EventQueue;
}

namespace framewright::wire {

/// Collects the events of one engine thread and hands them to the queue in batches: at most 20 times a second,
/// sooner where a batch grows past a megabyte. Lives on that thread.
class Capture final : public QObject
{
    Q_OBJECT
public:
    /// `queue` may be null: nothing is recorded (a benchmark, a test). It must outlive this.
    /// `producer` numbers this thread, so that labels of two threads do not meet.
    explicit Capture(event::EventQueue *queue, std::uint32_t producer = 0, QObject *parent = nullptr);
    ~Capture() override;

    /// Appends one row. `owned`: an owner of the payload where there is one, so that a large one is not copied. Gives
    /// the row's ticket, for those that it brings about; 0 where nothing is recorded.
    std::uint64_t record(event::EventRecord record, QByteArrayView payload, QByteArrayView detail = {},
                         const QByteArray &owned = {});
    /// A number for a rule's name and what made it act, the same for the same words. Names of timers come out of
    /// messages: once there are very many, new ones are left out.
    [[nodiscard]] std::uint32_t label(const QString &text, event::Means means = event::Means::Rule,
                                      const QString &name = {});

    /// The ticket of the row that all which is recorded now is because of, what comes from the peer excepted.
    [[nodiscard]] std::uint64_t cause() const { return m_cause; }
    void setCause(std::uint64_t ticket) { m_cause = ticket; }

    /// How far the rule clock of this thread is ahead of the wall's; without one it never is.
    void setRuleClock(std::function<std::int64_t()> ahead) { m_ahead = std::move(ahead); }
    /// Hands over what there is.
    void flush();

private:
    event::EventQueue *m_queue;
    event::EventBatch m_batch;
    QHash<QString, std::uint32_t> m_labels;
    std::uint32_t m_nextLabel;
    std::uint64_t m_nextTicket;
    std::uint64_t m_cause = 0;
    std::function<std::int64_t()> m_ahead;
    QTimer m_timer;
};

/// What is recorded while it lives is because of one row.
class Because final
{
public:
    /// `capture` may be null.
    Because(Capture *capture, std::uint64_t ticket)
        : m_capture(capture)
        , m_before(capture != nullptr ? capture->cause() : 0)
    {
        if (m_capture != nullptr)
            m_capture->setCause(ticket);
    }
    ~Because()
    {
        if (m_capture != nullptr)
            m_capture->setCause(m_before);
    }
    Q_DISABLE_COPY_MOVE(Because)

private:
    Capture *m_capture;
    const std::uint64_t m_before;
};

} // namespace framewright::wire

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

    /// Appends one row. `owned`: an owner of the payload where there is one, so that a large one is not copied.
    void record(event::EventRecord record, QByteArrayView payload, QByteArrayView detail = {},
                const QByteArray &owned = {});
    /// A number for a rule's name, the same for the same text.
    [[nodiscard]] std::uint32_t label(const QString &text);
    /// Hands over what there is.
    void flush();

private:
    event::EventQueue *m_queue;
    event::EventBatch m_batch;
    QHash<QString, std::uint32_t> m_labels;
    std::uint32_t m_nextLabel;
    QTimer m_timer;
};

} // namespace framewright::wire

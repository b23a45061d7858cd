// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "ui/messages/replay.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace framewright::ui {

/// Has rows decoded on a thread of its own. A new question makes the one before it stop, and only the last one is
/// answered. Lives on the UI thread.
class MessageDecoder final : public QObject
{
    Q_OBJECT
public:
    explicit MessageDecoder(RowSourceFactory source, QObject *parent = nullptr);
    ~MessageDecoder() override;

    /// `decoded` comes later.
    void decode(const ReplayRequest &request);
    /// What was asked for is of no use any more.
    void cancel();

signals:
    /// Without a text the row cannot be decoded.
    void decoded(qint64 row, const std::optional<QString> &text);

private:
    /// Touched on the thread only, but for `generation`.
    struct Worker
    {
        std::atomic<quint64> generation = 0;
        std::unique_ptr<Replay> replay;
    };

    RowSourceFactory m_factory;
    std::shared_ptr<Worker> m_worker;
    quint64 m_generation = 0;
    std::unique_ptr<WorkerThread> m_thread; ///< Made at the first question.
};

} // namespace framewright::ui

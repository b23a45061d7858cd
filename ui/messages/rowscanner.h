// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/base/workerthread.h"
#include "ui/messages/rowranges.h"
#include "ui/messages/rowsource.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>
#include <optional>

namespace framewright::ui {

/// Which rows a list shows, by their connection.
struct RowFilter
{
    std::optional<QSet<ConnectionId>> only; ///< Nothing: all but `except`.
    QSet<ConnectionId> except;

    bool operator==(const RowFilter &) const = default;
    [[nodiscard]] bool passesAll() const { return !only && except.isEmpty(); }
    [[nodiscard]] bool passesNone() const { return only && only->isEmpty(); }
    [[nodiscard]] bool passes(ConnectionId id) const { return only ? only->contains(id) : !except.contains(id); }
};

/// Finds the rows that a filter passes, on a thread of its own with a reader of its own. A new scan makes an
/// older one stop. Lives on the UI thread.
class RowScanner final : public QObject
{
    Q_OBJECT
public:
    explicit RowScanner(RowSourceFactory source, QObject *parent = nullptr);
    ~RowScanner() override;

    /// Looks at rows `first` to `last`; `found` comes with the same generation.
    void scan(quint64 generation, const RowFilter &filter, qint64 first, qint64 last);
    /// What is under way is of no use any more.
    void cancel(quint64 generation);

signals:
    /// Up to and with row `last` all was looked at; `highest` is the greatest connection among all these rows.
    void found(quint64 generation, const framewright::ui::RowRanges &rows, qint64 last,
               framewright::ConnectionId highest);

private:
    struct Shared
    {
        std::atomic<quint64> generation = 0;
    };

    RowSourceFactory m_factory;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<std::unique_ptr<RowSource>> m_source; ///< Touched on the thread only.
    std::unique_ptr<WorkerThread> m_thread;               ///< Made at the first scan.
};

} // namespace framewright::ui

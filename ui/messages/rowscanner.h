// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/base/workerthread.h"
#include "app/traffic/filter.h"
#include "ui/messages/rowranges.h"
#include "ui/messages/rowsource.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>
#include <optional>

namespace framewright::ui {

/// Which rows a list shows: by their connection, by what stands beside the filter box, by the words in it.
struct RowFilter
{
    std::optional<QSet<ConnectionId>> only; ///< Nothing: all but `except`.
    QSet<ConnectionId> except;
    traffic::Filter words = {};
    std::optional<event::Direction> direction = {}; ///< Rows of this direction only.
    bool hidesControl = false;                      ///< No pings and pongs.

    bool operator==(const RowFilter &) const = default;
    /// Apart from its connections it is the same.
    [[nodiscard]] bool differsInConnectionsOnly(const RowFilter &other) const;
    [[nodiscard]] bool passesAll() const;
    [[nodiscard]] bool passesNone() const { return only && only->isEmpty(); }
    [[nodiscard]] bool passes(ConnectionId connection) const
    {
        return only ? only->contains(connection) : !except.contains(connection);
    }
    /// All but the words.
    [[nodiscard]] bool passes(const traffic::Row &row) const;
};

/// Paths that connections asked for, of those whose handshake may not be in the log any more.
using ConnectionTargets = QHash<ConnectionId, QByteArray>;

/// What a filter is told of the connections whose rows it looks at.
struct ScanKnowledge
{
    ConnectionTargets targets = {};
    std::optional<traffic::SpokenCodecs> codecs = {}; ///< Nothing: all are read as JSON.
};

/// What a scan has found. Up to and with row `last` all was looked at.
struct ScanFindings
{
    quint64 generation = 0;
    RowRanges rows;
    qint64 last = 0;
    ConnectionId highest; ///< The greatest connection among all these rows.
    bool tooCostly = false;
    /// The next row is of a connection so new that its codec is not known yet.
    bool waits = false;
};

/// Finds the rows that a filter passes, on a thread of its own with a reader of its own, a piece of the log at a
/// time. A new generation makes an older scan stop. Lives on the UI thread.
class RowScanner final : public QObject
{
    Q_OBJECT
public:
    explicit RowScanner(RowSourceFactory source, QObject *parent = nullptr);
    ~RowScanner() override;

    /// Looks at rows `first` to `last`, or at as many of them as one piece holds; `found` comes with the same
    /// generation. Scans of one generation follow each other from old rows to new ones; of the targets those of the
    /// first one count, of the codecs those of each.
    void scan(quint64 generation, const RowFilter &filter, const ScanKnowledge &knowledge, qint64 first, qint64 last);
    /// What is under way is of no use any more.
    void cancel(quint64 generation);

signals:
    void found(const framewright::ui::ScanFindings &findings);

private:
    /// Touched on the thread only, but for `generation`.
    struct Reader
    {
        std::atomic<quint64> generation = 0;
        std::unique_ptr<RowSource> source;
        std::optional<traffic::FilterPass> pass;
        quint64 passGeneration = 0;

        void prepare(quint64 wanted, const RowFilter &filter, const ScanKnowledge &knowledge);
        [[nodiscard]] ScanFindings read(quint64 wanted, const RowFilter &filter, qint64 first, qint64 last);
        [[nodiscard]] bool look(const traffic::Row &row, const RowFilter &filter, ScanFindings &findings);
    };

    RowSourceFactory m_factory;
    std::shared_ptr<Reader> m_reader;
    std::unique_ptr<WorkerThread> m_thread; ///< Made at the first scan.
};

} // namespace framewright::ui

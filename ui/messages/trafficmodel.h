// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/capturestatus.h"
#include "ui/messages/messagetext.h"
#include "ui/messages/rowranges.h"
#include "ui/messages/rowscanner.h"
#include "ui/messages/rowsource.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QTimer>

#include <functional>

namespace framewright::ui {

class ConnectionBook;

/// The rows of the log as a table: all of them by arithmetic on their numbers, or those that a filter passes by
/// the ranges that a scanner found. Rows are read in pages when they are painted, and kept in a small cache.
/// Lives on the UI thread.
class TrafficModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// In the order of the model; the list has an order of its own.
    enum Column
    {
        DirectionColumn,
        TimeColumn,
        ConnectionColumn,
        MessageColumn,
        RuleColumn,
        SizeColumn,
        NumberColumn,
        TypeColumn,
        WireSizeColumn,
        FramesColumn,
        SinceColumn, ///< The connection opened.
        DeltaColumn, ///< To the row above.
        CauseColumn,
        RuleTimeColumn, ///< Where the rule clock showed another time.
        ColumnCount
    };
    Q_ENUM(Column)
    /// Of the header: the column's name even where the header shows none, for a menu of columns.
    static constexpr int TitleRole = Qt::UserRole;

    /// `source` makes readers: one for this thread, one for the scanner's.
    TrafficModel(RowSourceFactory source, Side side, QObject *parent = nullptr);
    ~TrafficModel() override;

    /// Knows when a connection opened and what it asked for; it outlives the model. May be left out.
    void setBook(const ConnectionBook *book) { m_book = book; }

    /// How connections speak, for filters that look into messages. Without it they read JSON only.
    void setCodecs(std::function<traffic::SpokenCodecs()> codecs) { m_findCodecs = std::move(codecs); }
    /// A route's codec may have become another.
    void refreshCodecs();

    void setStatus(const traffic::CaptureStatus &status);
    [[nodiscard]] const traffic::CaptureStatus &status() const { return m_status; }
    void setFilter(const RowFilter &filter);
    [[nodiscard]] const RowFilter &filter() const { return m_filter; }
    /// While paused no new row is shown; traffic and recording go on.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Rows that came while it is paused.
    [[nodiscard]] qint64 heldBack() const;
    /// How much of the log was looked at, 0 to 1; nothing when there is nothing to look at, or soon done.
    [[nodiscard]] std::optional<double> progress() const;
    /// A regular expression of the filter gave up on some row.
    [[nodiscard]] bool isTooCostly() const { return m_tooCostly; }

    /// The rows that are shown now.
    [[nodiscard]] const RowRanges &rows() const { return m_rows; }
    /// The number of the row that stands at this place; 0 outside.
    [[nodiscard]] qint64 rowNumber(int place) const;
    /// Where that row stands; -1 where it is not shown.
    [[nodiscard]] int placeOf(qint64 rowNumber) const;
    [[nodiscard]] std::optional<traffic::Row> rowAt(int place) const;
    /// Shown or not; nothing where the log has it no more.
    [[nodiscard]] std::optional<traffic::Row> rowOf(qint64 rowNumber) const;
    [[nodiscard]] RowSource &source() const { return *m_source; }
    /// For whoever reads on a thread of its own.
    [[nodiscard]] const RowSourceFactory &sourceFactory() const { return m_factory; }
    [[nodiscard]] Side side() const { return m_side; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// What progress(), heldBack() or isTooCostly() say may have changed.
    void scanChanged();

private:
    struct Entry
    {
        traffic::Row row;
        QString statusLine; ///< Of a refusal.
    };
    struct Page
    {
        QList<Entry> entries;
    };

    [[nodiscard]] const Entry *entry(int place) const;
    [[nodiscard]] const Entry *entryOf(qint64 number) const;
    [[nodiscard]] Page *readPage(qint64 page) const;
    [[nodiscard]] QVariant text(const traffic::Row &row, const RowWording &wording, const QModelIndex &index) const;
    [[nodiscard]] QString timeBetween(const traffic::Row &row, const QModelIndex &index) const;
    [[nodiscard]] QVariant toolTip(const Entry &entry, int column) const;
    [[nodiscard]] QVariant look(const RowWording &wording, int column, int role) const;
    [[nodiscard]] ConnectionTargets targets() const;
    [[nodiscard]] ScanKnowledge knowledge(bool isFirst);
    [[nodiscard]] qint64 lastWanted() const;
    void dropOldRows();
    void takeNewRows();
    [[nodiscard]] bool onlyAdds(const RowFilter &filter) const;
    void restart();
    void handleFound(const ScanFindings &findings);
    void appendRows(const RowRanges &rows);

    RowSourceFactory m_factory;
    std::unique_ptr<RowSource> m_source;
    RowScanner m_scanner;
    Side m_side;
    const ConnectionBook *m_book = nullptr;
    std::function<traffic::SpokenCodecs()> m_findCodecs;
    traffic::SpokenCodecs m_codecs; ///< As the scan was told last.
    QTimer m_wait;                  ///< For what is to be known of new connections.
    RowFilter m_filter;
    RowRanges m_rows;
    traffic::CaptureStatus m_status;
    qint64 m_seen = 0;      ///< Up to this row all was looked at.
    qint64 m_pausedAt = 0;  ///< The last row before the pause.
    ConnectionId m_highest; ///< The greatest connection in the rows looked at.
    ConnectionId m_added;   ///< The least connection that joined the filter during a scan; zero: none.
    quint64 m_generation = 1;
    bool m_scanning = false;
    bool m_stale = false; ///< The rows are those of the filter before, until the first ones of this one are found.
    bool m_paused = false;
    bool m_tooCostly = false;
    mutable QCache<qint64, Page> m_pages;
};

} // namespace framewright::ui

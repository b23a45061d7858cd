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

namespace framewright::ui {

/// The rows of the log as a table: all of them by arithmetic on their numbers, or those that a filter passes by
/// the ranges that a scanner found. Rows are read in pages when they are painted, and kept in a small cache.
/// Lives on the UI thread.
class TrafficModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        DirectionColumn,
        TimeColumn,
        ConnectionColumn,
        MessageColumn,
        RuleColumn,
        SizeColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    /// `source` makes readers: one for this thread, one for the scanner's.
    TrafficModel(RowSourceFactory source, Side side, QObject *parent = nullptr);
    ~TrafficModel() override;

    void setStatus(const traffic::CaptureStatus &status);
    void setFilter(const RowFilter &filter);
    [[nodiscard]] const RowFilter &filter() const { return m_filter; }
    /// While paused no new row is shown; traffic and recording go on.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// The number of the row that stands at this place; 0 outside.
    [[nodiscard]] qint64 rowNumber(int place) const;
    /// Where that row stands; -1 where it is not shown.
    [[nodiscard]] int placeOf(qint64 rowNumber) const;
    [[nodiscard]] std::optional<traffic::Row> rowAt(int place) const;
    [[nodiscard]] RowSource &source() const { return *m_source; }
    [[nodiscard]] Side side() const { return m_side; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

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
    [[nodiscard]] Page *readPage(qint64 page) const;
    [[nodiscard]] QVariant text(const traffic::Row &row, const RowWording &wording, int column) const;
    [[nodiscard]] QVariant toolTip(const traffic::Row &row, int column) const;
    [[nodiscard]] QVariant look(const traffic::Row &row, const RowWording &wording, int column, int role) const;
    void dropOldRows();
    void takeNewRows();
    [[nodiscard]] bool onlyAdds(const RowFilter &filter) const;
    void restart();
    void handleFound(quint64 generation, const RowRanges &rows, qint64 last, ConnectionId highest);
    void appendRows(const RowRanges &rows);

    std::unique_ptr<RowSource> m_source;
    RowScanner m_scanner;
    Side m_side;
    RowFilter m_filter;
    RowRanges m_rows;
    traffic::CaptureStatus m_status;
    qint64 m_seen = 0;      ///< Up to this row all was looked at.
    ConnectionId m_highest; ///< The greatest connection in the rows looked at.
    ConnectionId m_added;   ///< The least connection that joined the filter during a scan; zero: none.
    quint64 m_generation = 1;
    bool m_scanning = false;
    bool m_paused = false;
    mutable QCache<qint64, Page> m_pages;
};

} // namespace framewright::ui

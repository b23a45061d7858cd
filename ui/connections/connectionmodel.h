// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/connectionfacts.h"

#include <QAbstractTableModel>

namespace framewright::ui {

class ConnectionBook;

/// Connections of the mock servers: live ones first, the newest on top, then past ones, the latest on top. The
/// first column says all in short, for the list; the others are for the table.
class ConnectionModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        SummaryColumn,
        ConnectionColumn,
        RouteColumn,
        CloseColumn,
        EndedColumn,
        DurationColumn,
        ReceivedColumn,
        SentColumn,
        PeerColumn,
        OpenedColumn,
        LocalColumn,
        TargetColumn,
        SubprotocolColumn,
        ExtensionsColumn,
        TlsColumn,
        WireColumn,
        PingsColumn,
        UndeliveredColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    explicit ConnectionModel(const ConnectionBook &book, QObject *parent = nullptr);

    [[nodiscard]] ConnectionId connectionAt(int row) const;
    /// -1: not listed.
    [[nodiscard]] int rowOf(ConnectionId id) const;
    /// Durations of live connections have grown.
    void tick();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const wire::ConnectionFacts &facts, int column) const;
    [[nodiscard]] QVariant moreText(const wire::ConnectionFacts &facts, int column) const;
    [[nodiscard]] QVariant look(const wire::ConnectionFacts &facts, int column, int role) const;
    [[nodiscard]] QString toolTip(const wire::ConnectionFacts &facts) const;
    void handleChanged(const QList<ConnectionId> &ids);
    void handleForgotten(const QList<ConnectionId> &ids);
    void update(ConnectionId id);
    void rebuild(const QList<ConnectionId> &ids);

    const ConnectionBook &m_book;
    QList<ConnectionId> m_rows; ///< Live ones, then past ones.
    int m_live = 0;
};

} // namespace framewright::ui

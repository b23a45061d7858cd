// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/ruletext.h"

#include <QAbstractTableModel>

namespace framewright::ui {

/// What a route does, to be read: its refusals, then its rules, with how often each ran since the start.
class RuleModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        WhenColumn,
        MatchesColumn,
        ThenColumn,
        HitsColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr: no route.
    void setRoute(const workspace::Route *route);
    /// In the rules' order.
    void setHits(const QList<quint64> &hits);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line
    {
        RuleWording wording;
        QString name;
        bool enabled = true;
    };
    [[nodiscard]] QString text(const Line &line, int row, int column) const;

    QList<Line> m_lines;
    int m_refusals = 0;
    QList<quint64> m_hits;
};

} // namespace framewright::ui

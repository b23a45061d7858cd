// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QAbstractTableModel>

#include <vector>

namespace framewright::ui {

/// A list of objects as a table: a row each, a column for each key in the order in which they come. Digits and order
/// stay as they are; what is typed is told by `edited` and shown once it comes back by setValue().
class ObjectTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Whether a value can be shown: a list with nothing but objects in it.
    [[nodiscard]] static bool canShow(const value::Value &value);

    void setValue(const value::Value &value);
    void setEditable(bool editable);
    [[nodiscard]] const value::Value &value() const { return m_value; }
    [[nodiscard]] QStringList columns() const;

    // What the list would be after a change; the model itself does not change.
    [[nodiscard]] value::Value withRow(int before) const;
    [[nodiscard]] value::Value withoutRows(const QList<int> &rows) const;
    [[nodiscard]] value::Value withColumn(const QString &name) const;
    [[nodiscard]] value::Value withoutColumn(int column) const;
    [[nodiscard]] value::Value withColumnRenamed(int column, const QString &name) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void edited(const framewright::value::Value &value);

private:
    [[nodiscard]] const value::Value &cell(const QModelIndex &index) const;

    value::Value m_value = value::Value::list();
    std::vector<value::Value> m_columns; ///< Texts.
    bool m_isEditable = true;
};

} // namespace framewright::ui

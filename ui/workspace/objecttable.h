// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/value/value.h"

#include <QTableView>

class QMenu;

namespace framewright::ui {

class HeaderEditor;
class ObjectTableModel;
class Theme;

/// A list of objects to be edited in place: cells, rows, columns and their names. What it would become is told with a
/// name for the step; setValue() brings it back.
class ObjectTable final : public QTableView
{
    Q_OBJECT
public:
    ObjectTable(const Theme &theme, QWidget *parent);
    ~ObjectTable() override;

    void setValue(const value::Value &value);
    void setEditable(bool editable);
    /// For buttons beside the table.
    [[nodiscard]] QAction *rowAction() const { return m_actions.at(0); }
    [[nodiscard]] QAction *columnAction() const { return m_actions.at(1); }
    void fillMenu(QMenu &menu) const;

signals:
    void edited(const QString &step, const framewright::value::Value &value);
    void failed(const framewright::Error &error);

private:
    void addActions();
    QAction *addNamed(const QString &name, const QString &text, void (ObjectTable::*run)());
    void addRow();
    void addColumn();
    void editColumn();
    void removeRows();
    void removeColumn();
    void renameColumn(int column, const QString &name);

    const Theme &m_theme;
    ObjectTableModel *m_model;
    HeaderEditor *m_header;
    QList<QAction *> m_actions;
};

} // namespace framewright::ui

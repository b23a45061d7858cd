// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/objecttable.h"

#include "ui/common/celldelegate.h"
#include "ui/common/emptystate.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/workspace/headereditor.h"
#include "ui/workspace/objecttablemodel.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>

namespace framewright::ui {

using value::Value;

ObjectTable::ObjectTable(const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(new ObjectTableModel(this))
    , m_header(nullptr)
{
    setModel(m_model);
    setItemDelegate(new CellDelegate(theme, this));
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultSectionSize(20 * fontMetrics().averageCharWidth());
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    m_header = new HeaderEditor(horizontalHeader(), u"columnName"_qs, tr("Name of the column"));
    connect(m_header, &HeaderEditor::renamed, this, &ObjectTable::renameColumn);
    connect(m_model, &ObjectTableModel::edited, this,
            [this](const Value &value) { emit edited(tr("Change cell"), value); });
    auto *empty = new EmptyState(theme, this);
    empty->setTexts(tr("No rows yet"), tr("Drop a CSV or JSON file here, or add columns and rows by hand."));
    addActions();
}

ObjectTable::~ObjectTable()
{
    m_header->disconnect(this); // Its field ends what is typed when it goes.
}

QAction *ObjectTable::addNamed(const QString &name, const QString &text, void (ObjectTable::*run)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, run);
    m_actions << action;
    return action;
}

void ObjectTable::addActions()
{
    QAction *row = addNamed(u"addDataRow"_qs, tr("Add &row"), &ObjectTable::addRow);
    row->setIconText(tr("Row"));
    row->setIcon(themedIcon(m_theme, u"add"_qs));
    row->setToolTip(tr("Add a row below the chosen one"));
    QAction *column = addNamed(u"addDataColumn"_qs, tr("Add &column"), &ObjectTable::addColumn);
    column->setIconText(tr("Column"));
    column->setIcon(themedIcon(m_theme, u"add"_qs));
    column->setToolTip(tr("Add a column behind the last one"));
    QAction *name = addNamed(u"renameDataColumn"_qs, tr("Re&name column"), &ObjectTable::editColumn);
    QAction *rows = addNamed(u"removeDataRows"_qs, tr("&Delete rows"), &ObjectTable::removeRows);
    addNamed(u"removeDataColumn"_qs, tr("Delete co&lumn"), &ObjectTable::removeColumn);
    name->setShortcut(QKeySequence(u"Shift+F2"_qs));
    rows->setShortcut(QKeySequence::Delete);
    for (QAction *keyed : {name, rows}) {
        keyed->setShortcutContext(Qt::WidgetShortcut);
        addAction(keyed);
    }
}

void ObjectTable::fillMenu(QMenu &menu) const
{
    menu.addActions(m_actions);
}

void ObjectTable::setEditable(bool editable)
{
    m_model->setEditable(editable);
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(editable);
}

void ObjectTable::setValue(const Value &value)
{
    const QModelIndex chosen = currentIndex();
    const int row = chosen.row();
    const int column = chosen.column();
    m_model->setValue(value);
    if (!currentIndex().isValid() && row >= 0)
        setCurrentIndex(
            m_model->index(std::min(row, m_model->rowCount() - 1), std::min(column, m_model->columnCount() - 1)));
}

void ObjectTable::addRow()
{
    if (m_model->columnCount() == 0)
        return addColumn();
    const int row = currentIndex().isValid() ? currentIndex().row() + 1 : m_model->rowCount();
    emit edited(tr("Add row"), m_model->withRow(row));
    setCurrentIndex(m_model->index(row, 0));
    setFocus();
}

void ObjectTable::addColumn()
{
    const QStringList names = m_model->columns();
    QString name = tr("name");
    for (int number = 2; names.contains(name); ++number)
        name = tr("name %1").arg(number);
    emit edited(tr("Add column"), m_model->withColumn(name));
    const int added = m_model->columnCount() - 1;
    setCurrentIndex(m_model->index(0, added));
    m_header->edit(added);
}

void ObjectTable::editColumn()
{
    m_header->edit(currentIndex().column());
}

void ObjectTable::renameColumn(int column, const QString &name)
{
    if (!rowAction()->isEnabled() || name.isEmpty())
        return;
    if (m_model->columns().contains(name))
        emit failed({tr("There is a column %1 already.").arg(name), {}, {}});
    else
        emit edited(tr("Rename column"), m_model->withColumnRenamed(column, name));
}

void ObjectTable::removeRows()
{
    QList<int> rows;
    const QModelIndexList chosen = selectionModel()->selectedIndexes();
    for (const QModelIndex &index : chosen) {
        if (!rows.contains(index.row()))
            rows << index.row();
    }
    if (!rows.isEmpty())
        emit edited(rows.size() == 1 ? tr("Delete row") : tr("Delete rows"), m_model->withoutRows(rows));
}

void ObjectTable::removeColumn()
{
    if (const int column = currentIndex().column(); column >= 0)
        emit edited(tr("Delete column"), m_model->withoutColumn(column));
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/objecttablemodel.h"

#include "ui/workspace/cellspelling.h"

#include <QSet>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// The keys of all rows, each where it comes first.
std::vector<Value> columnsOf(const Value &list)
{
    std::vector<Value> columns;
    QSet<QByteArray> known;
    for (const Value &row : list.items()) {
        for (const Value::Member &member : row.members()) {
            const QByteArrayView key = member.key();
            if (known.contains(QByteArray::fromRawData(key.data(), key.size())))
                continue;
            known.insert(key.toByteArray());
            columns.push_back(member.name);
        }
    }
    return columns;
}

/// An object with each key as another one, or without it where the name is undefined.
Value withKey(const Value &object, QByteArrayView key, const Value &name)
{
    Value::Object members;
    for (const Value::Member &member : object.members()) {
        if (member.key() != key)
            members.push_back(member);
        else if (name.isText())
            members.emplace_back(name, member.value);
    }
    return Value::object(std::move(members));
}

} // namespace

bool ObjectTableModel::canShow(const Value &value)
{
    return value.isList() && std::ranges::all_of(value.items(), [](const Value &item) { return item.isObject(); });
}

void ObjectTableModel::setValue(const Value &value)
{
    if (value.isIdentical(m_value))
        return;
    std::vector<Value> columns = columnsOf(value);
    const int rows = rowCount();
    const int wanted = int(value.size());
    if (columns != m_columns) {
        beginResetModel();
        m_value = value;
        m_columns = std::move(columns);
        endResetModel();
        return;
    }
    // Rows come and go at the end, and all say what they are now: a choice stays where it was.
    if (wanted > rows) {
        beginInsertRows({}, rows, wanted - 1);
        m_value = value;
        endInsertRows();
    } else if (wanted < rows) {
        beginRemoveRows({}, wanted, rows - 1);
        m_value = value;
        endRemoveRows();
    } else {
        m_value = value;
    }
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ObjectTableModel::setEditable(bool editable)
{
    m_isEditable = editable;
}

QStringList ObjectTableModel::columns() const
{
    QStringList names;
    for (const Value &column : m_columns)
        names << column.toString();
    return names;
}

Value ObjectTableModel::withRow(int before) const
{
    Value row = Value::object();
    for (const Value &column : m_columns)
        row.set(column.view(), Value::text(""));
    const auto items = m_value.items();
    Value::List list(items.begin(), items.end());
    const auto place = std::clamp<std::ptrdiff_t>(before, 0, std::ssize(list));
    list.insert(list.begin() + place, std::move(row));
    return Value::list(std::move(list));
}

Value ObjectTableModel::withoutRows(const QList<int> &rows) const
{
    const QSet<int> gone(rows.cbegin(), rows.cend());
    Value::List list;
    for (int row = 0; row < rowCount(); ++row) {
        if (!gone.contains(row))
            list.push_back(m_value.at(row));
    }
    return Value::list(std::move(list));
}

Value ObjectTableModel::withColumn(const QString &name) const
{
    Value list = m_value;
    if (list.size() == 0)
        list.append(Value::object());
    const QByteArray key = name.toUtf8();
    for (qsizetype row = 0; row < list.size(); ++row)
        list.mutableAt(row)->set(key, Value::text(""));
    return list;
}

Value ObjectTableModel::withoutColumn(int column) const
{
    Value::List list;
    for (const Value &row : m_value.items())
        list.push_back(withKey(row, m_columns[std::size_t(column)].view(), {}));
    return Value::list(std::move(list));
}

Value ObjectTableModel::withColumnRenamed(int column, const QString &name) const
{
    Value::List list;
    for (const Value &row : m_value.items())
        list.push_back(withKey(row, m_columns[std::size_t(column)].view(), Value::text(name)));
    return Value::list(std::move(list));
}

int ObjectTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_value.size());
}

int ObjectTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

const Value &ObjectTableModel::cell(const QModelIndex &index) const
{
    return m_value.at(index.row())[m_columns[std::size_t(index.column())].view()];
}

QVariant ObjectTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Value &shown = cell(index);
    if (shown.isUndefined() && role == Qt::ToolTipRole)
        return tr("This row has no %1").arg(columns().at(index.column()));
    return cellData(shown, role);
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return section < columnCount() ? QVariant(m_columns[std::size_t(section)].toString()) : QVariant();
}

Qt::ItemFlags ObjectTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_isEditable && index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

bool ObjectTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !m_isEditable || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const Value typed = readCell(value.toString());
    const bool isLeftOut = cell(index).isUndefined() && typed.view().isEmpty() && typed.isText();
    if (isLeftOut || typed.isIdentical(cell(index)))
        return false;
    Value list = m_value;
    list.mutableAt(index.row())->set(m_columns[std::size_t(index.column())].view(), typed);
    emit edited(list);
    return true;
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/environmentmodel.h"

#include "app/workspace/document.h"
#include "ui/common/cellroles.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/cellspelling.h"
#include "ui/workspace/shelfedits.h"

#include <QFont>

#include <algorithm>

namespace framewright::ui {

using value::Value;

EnvironmentModel::EnvironmentModel(WorkspaceEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
    , m_environments(environmentNames(editor.workspace()))
    , m_variables(environmentVariables(editor.workspace()))
{
    connect(&editor.document(), &workspace::Document::changed, this, &EnvironmentModel::follow);
}

void EnvironmentModel::follow()
{
    const QStringList environments = environmentNames(m_editor.workspace());
    const QStringList variables = environmentVariables(m_editor.workspace());
    // Columns and rows of other names are another table; it is small.
    if (environments != m_environments || variables.size() != m_variables.size()) {
        beginResetModel();
        m_environments = environments;
        m_variables = variables;
        endResetModel();
        return;
    }
    m_variables = variables;
    if (!m_variables.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void EnvironmentModel::setShown(const QString &environment)
{
    m_shown = environment;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QString EnvironmentModel::environmentOf(int column) const
{
    return m_environments.value(column - 1);
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_variables.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_environments.size());
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString variable = m_variables.at(index.row());
    if (index.column() != NameColumn)
        return valueData(environmentOf(index.column()), variable, role);
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return variable;
    return role == FixedRole ? QVariant(true) : QVariant();
}

QVariant EnvironmentModel::valueData(const QString &environment, const QString &variable, int role) const
{
    const auto &environments = m_editor.workspace().environments;
    const auto found = std::ranges::find(environments, environment, &workspace::Environment::name);
    if (found == environments.end())
        return {}; // While an edit is being followed.
    const Value &value = found->variables[variable.toUtf8()];
    if (value.isUndefined() && role == Qt::ToolTipRole)
        return tr("%1 has no %2").arg(environment, variable);
    return cellData(value, role);
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return {};
    const QString environment = environmentOf(section);
    if (role == Qt::DisplayRole)
        return section == NameColumn ? tr("Variable") : environment;
    if (role == Qt::FontRole && !environment.isEmpty() && environment == m_shown) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString variable = m_variables.at(index.row());
    if (index.column() == NameColumn) {
        if (const QString name = value.toString().trimmed(); name != variable)
            emit renameWanted(variable, name);
        return true;
    }
    // What was not there and stays empty is still not there.
    if (value.toString() != data(index, Qt::EditRole).toString())
        setVariable(m_editor, environmentOf(index.column()), variable, readCell(value.toString()));
    return true;
}

} // namespace framewright::ui

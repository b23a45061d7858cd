// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace framewright::ui {

class WorkspaceEditor;

/// The variables of all environments: a row each, its name first, then a column for each environment. Edits go through
/// the editor.
class EnvironmentModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int NameColumn = 0;

    explicit EnvironmentModel(WorkspaceEditor &editor, QObject *parent = nullptr);

    /// The one that is looked at; its column stands out.
    void setShown(const QString &environment);
    [[nodiscard]] QStringList variables() const { return m_variables; }
    /// Empty for the column of names.
    [[nodiscard]] QString environmentOf(int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    /// A variable is to have another name: what names it must be asked for first.
    void renameWanted(const QString &variable, const QString &name);

private:
    void follow();
    [[nodiscard]] QVariant valueData(const QString &environment, const QString &variable, int role) const;

    WorkspaceEditor &m_editor;
    QStringList m_environments;
    QStringList m_variables;
    QString m_shown;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QModelIndex;
class QTreeView;

namespace framewright::ui {

class ElidedLabel;
class Theme;

/// A line over a tree that narrows it to the rows that have a text, with what they are in and what is in them. There
/// when it is asked for, by Ctrl+F in the tree too; Escape takes it away, and all rows are back.
class TreeFilter final : public QWidget
{
    Q_OBJECT
public:
    TreeFilter(const Theme &theme, QTreeView *tree, QWidget *parent = nullptr);

    /// Shows it, ready to be typed into.
    void start();
    void end();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watchModel();
    void apply();
    /// Whether anything below the parent is left; all of it where the parent itself has the text.
    bool narrow(const QModelIndex &parent, const QString &text, bool isAllWanted);
    void goToRows();
    [[nodiscard]] QModelIndex firstFound(const QModelIndex &parent, const QString &text) const;

    QTreeView *m_tree;
    QLineEdit *m_line;
    ElidedLabel *m_nothing;
    QTimer m_again; ///< Rows that come and go are looked at together.
};

} // namespace framewright::ui

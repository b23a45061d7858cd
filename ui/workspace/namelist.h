// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/cellroles.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QListView;
class QStandardItemModel;

namespace framewright::ui {

class Theme;

/// One entry of a NameList.
struct NameEntry
{
    QString name;
    QString trail = {}; ///< Muted, at the right end.
    QString pill = {};
    QString toolTip = {};

    bool operator==(const NameEntry &) const = default;
};

/// A list of names to choose one from, with buttons for what one does to it below.
class NameList final : public QWidget
{
    Q_OBJECT
public:
    /// `name` is the objectName of the view, `title` what a screen reader says.
    NameList(const Theme &theme, const QString &name, const QString &title, QWidget *parent);

    [[nodiscard]] QListView *view() const { return m_view; }
    void addAction(QAction *action);

    /// The chosen name stays chosen; where it is gone its neighbour is.
    void setEntries(const QList<NameEntry> &entries);
    void choose(const QString &name);
    [[nodiscard]] QString current() const;

signals:
    void chosen(const QString &name);

private:
    void chooseRow(int row);

    QListView *m_view;
    QStandardItemModel *m_model;
    QHBoxLayout *m_buttons;
    QList<NameEntry> m_entries;
    bool m_isFilling = false;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "ui/common/windowparts.h"
#include "ui/workspace/treeitem.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;
class QTreeView;

namespace framewright::ui {

class CopyUrlActions;

/// What a person can do with a row of the workspace's tree: actions of the window, those that need the row with
/// shortcuts of the tree alone, and the menu of a row.
class TreeActions final : public QObject
{
    Q_OBJECT
public:
    /// What only the panel can do.
    struct Deeds
    {
        std::function<TreeItem()> current;
        std::function<void(const TreeItem &item)> choose;
        std::function<void(const TreeItem &item)> rename; ///< Opens the editor in the row.
        std::function<void(int step)> move;               ///< One row up (-1) or down (1).
        std::function<void(const Error &error)> fail;
    };

    TreeActions(const WindowParts &parts, Deeds deeds, QTreeView *tree);

    void updateActions();
    /// Of the current row.
    void fillMenu(QMenu &menu);

private:
    void addMakers();
    void addStarters();
    void addEdits();
    QAction *addForTree(const QString &name, const QString &text, const QString &icon, const QKeySequence &keys,
                        std::function<void()> run);
    void addRouteHere();
    void openSettings();
    void toggleEnabled();
    void copy();
    void paste();
    void putIntoFolder(const QString &folder);
    void fillFolders(QMenu &menu);
    void updateStarters(bool isServer);
    [[nodiscard]] bool isEnabled(const TreeItem &item) const;
    [[nodiscard]] TreePlace placeFor(const TreeItem &item) const;

    WindowParts m_parts;
    Deeds m_deeds;
    QTreeView *m_tree;
    CopyUrlActions *m_urls;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowparts.h"
#include "ui/workspace/treeitem.h"

#include <QWidget>

class QAction;
class QPushButton;
class QTreeView;

namespace framewright::ui {

class NoticeBar;
class PanelHead;
class ShelfActions;
class TreeActions;
class TreeFilter;
class WorkspaceModel;

/// Servers, routes and saved messages of the open workspace: state plain to see, everything one does with them, why
/// one failed and the free port beside it.
class WorkspacePanel final : public QWidget
{
    Q_OBJECT
public:
    explicit WorkspacePanel(const WindowParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void buildTree();
    void buildNotice();
    void addFinding();
    void addNaming();
    void connectParts();
    void handleStatuses(const QList<engine::ServerStatus> &statuses);
    void showFailure(const engine::ServerStatus &status);
    void takeFreePort();
    void handleSelection();
    void handleCurrent(const QModelIndex &now);
    void handleFollowed();
    void showMenu(const QPoint &place);
    void choose(const TreeItem &item);
    void rename(const TreeItem &item);
    void moveCurrent(int step);
    void updateActions();
    [[nodiscard]] TreeItem current() const;

    WindowParts m_parts;
    WorkspaceModel *m_model;
    PanelHead *m_head;
    NoticeBar *m_notice;
    QPushButton *m_freePort;
    QTreeView *m_tree;
    TreeFilter *m_filter = nullptr;
    ShelfActions *m_shelf = nullptr;
    TreeActions *m_actions = nullptr;
    ServerId m_failed; ///< The one that the notice is about.
    quint16 m_offered = 0;
    bool m_isFollowing = false; ///< The rows change with an edit: what the view makes current then is no choice.
};

} // namespace framewright::ui

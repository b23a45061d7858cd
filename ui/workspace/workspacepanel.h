// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"

#include <QWidget>

class QAction;
class QTreeView;

namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

class ActionRegistry;
class ConnectionBook;
class NoticeBar;
class PanelHead;
class Theme;
class WindowContext;
class WorkspaceModel;

/// Servers and routes of the open workspace: state plain to see, start and stop of one, why one failed.
class WorkspacePanel final : public QWidget
{
    Q_OBJECT
public:
    WorkspacePanel(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
                   const ConnectionBook &book, WindowContext &context, ActionRegistry &actions,
                   QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions(ActionRegistry &actions);
    void buildTree(ActionRegistry &actions);
    void handleStatuses(const QList<engine::ServerStatus> &statuses);
    void handleSelection();
    void handleReset();
    void updateActions();

    const Theme &m_theme;
    engine::Engine &m_engine;
    const workspace::Document &m_document;
    WindowContext &m_context;
    WorkspaceModel *m_model;
    PanelHead *m_head;
    NoticeBar *m_notice;
    QTreeView *m_tree;
    QAction *m_start = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_startAll = nullptr; ///< The window's.
    QAction *m_stopAll = nullptr;
};

} // namespace framewright::ui

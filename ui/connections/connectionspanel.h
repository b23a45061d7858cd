// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QListView;
class QTableView;

namespace framewright::engine {
class Engine;
}

namespace framewright::ui {

class ActionRegistry;
class ConnectionBook;
class ConnectionModel;
class PanelHead;
class Theme;
class WindowContext;

/// The list of connections at the left: a summary, a choice that narrows the log, a disconnect.
class ConnectionsPanel final : public QWidget
{
    Q_OBJECT
public:
    ConnectionsPanel(const Theme &theme, engine::Engine &engine, ConnectionBook &book, ConnectionModel *model,
                     WindowContext &context, ActionRegistry &actions, QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions(ActionRegistry &actions);
    void buildList(ActionRegistry &actions);
    void handleChosen();
    void handleSelection();
    void updateSummary();
    void updateActions();
    void disconnectChosen();

    const Theme &m_theme;
    engine::Engine &m_engine;
    ConnectionBook &m_book;
    ConnectionModel *m_model;
    WindowContext &m_context;
    PanelHead *m_head;
    QListView *m_list;
    QAction *m_disconnect = nullptr;
    QAction *m_clearPast = nullptr;
    QTimer m_clock;
};

/// All columns of the same connections, beside the log.
class ConnectionTable final : public QWidget
{
    Q_OBJECT
public:
    ConnectionTable(const Theme &theme, ConnectionModel *model, WindowContext &context, QWidget *parent = nullptr);

private:
    void handleSelection();

    ConnectionModel *m_model;
    WindowContext &m_context;
    QTableView *m_table;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/connectionbook.h"
#include "ui/common/windowcontext.h"
#include "ui/messages/rowsource.h"

#include <QMainWindow>

class QSplitter;

namespace framewright::engine {
class Engine;
}
namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

class ActionRegistry;
class ConnectionModel;
class Dialogs;
class NoticeBar;
class PanelHead;
class StatusLine;
class Theme;
class WorkspaceFiles;

/// Puts the panels together: docks, toolbar, menus, status bar, what is kept between runs. Knows no protocol.
/// Engine, document, theme and dialogs are main()'s and outlive it.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Theme &theme, engine::Engine &engine, workspace::Document &document, Dialogs &dialogs,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] WorkspaceFiles &files() { return *m_files; }
    void restoreLayout();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void addActions();
    void addThemeActions();
    void buildCentre();
    void buildDocks();
    QDockWidget *addDock(Qt::DockWidgetArea area, const QString &name, QWidget *panel, PanelHead *head);
    void buildToolBar();
    void buildMenus();
    void connectEngine();
    void applyDocument();
    void resetLayout();
    void saveLayout() const;
    void updateTitle();

    Theme &m_theme;
    engine::Engine &m_engine;
    workspace::Document &m_document;
    Dialogs &m_dialogs;
    RowSourceFactory m_rows;
    WindowContext m_context;
    ConnectionBook m_book;
    ActionRegistry *m_actions;
    WorkspaceFiles *m_files;
    ConnectionModel *m_connections;
    NoticeBar *m_notice;
    QSplitter *m_centre;
    StatusLine *m_status;
    QList<QDockWidget *> m_docks;
    QByteArray m_defaultLayout;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/connectionbook.h"
#include "ui/common/longwork.h"
#include "ui/common/windowcontext.h"
#include "ui/common/windowparts.h"
#include "ui/common/workspaceeditor.h"

#include <QMainWindow>

#include <memory>

namespace framewright::ui {

class CommandPalette;
class DockLayout;
class HelpDesk;
class MainMenus;
class NoticeBar;
class StatusLine;
class WindowExamples;
class WindowPanels;
class WorkspaceFiles;

/// Puts the panels together: docks, toolbar, menus, status bar, palette, help, and what is kept between runs. Knows
/// no protocol. Engine, document, theme and dialogs are main()'s and outlive it.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Theme &theme, engine::Engine &engine, workspace::Document &document, Dialogs &dialogs,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] WorkspaceFiles &files() { return *m_files; }
    void restoreLayout();
    /// Three short hints, unless they were seen or sent away before.
    void showFirstHints();

signals:
    /// File > New window.
    void windowWanted();
    /// File > Quit.
    void quitWanted();
    /// It was closed and will not come back.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void connectEngine();
    void makeActions();
    void makeCentre();
    void makeToolBarAndMenus();
    void makePalette();
    void applyDocument();
    void updateTitle();
    void saveLayout() const;

    workspace::Document &m_document;
    WindowContext m_context;
    ConnectionBook m_book;
    LongWork m_work;
    WorkspaceEditor m_editor;
    ActionRegistry *m_actions;
    WindowParts m_parts;
    WorkspaceFiles *m_files;
    NoticeBar *m_notice;
    DockLayout *m_layout;
    std::unique_ptr<WindowPanels> m_panels;
    CommandPalette *m_palette = nullptr;
    WindowExamples *m_examples = nullptr;
    HelpDesk *m_help = nullptr;
    StatusLine *m_status = nullptr;
};

} // namespace framewright::ui

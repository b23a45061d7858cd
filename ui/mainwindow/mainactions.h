// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QObject>

#include <functional>

class QAction;

namespace framewright::ui {

class WorkspaceFiles;

/// What the window itself does when one of its actions is chosen.
struct WindowDeeds
{
    std::function<void()> newWindow;
    std::function<void()> close;
    std::function<void()> quit;
    std::function<void()> startAll;
    std::function<void()> goToAnything;
    std::function<void()> resetLayout;
    std::function<void()> about;
};

/// The actions that belong to no panel: the workspace's file, undo, all servers, the look, the window. They are made
/// before the panels, which put some of them in their heads and menus.
class MainActions final : public QObject
{
    Q_OBJECT
public:
    MainActions(const WindowParts &parts, WorkspaceFiles &files, WindowDeeds deeds, QObject *parent);

private:
    void addFileActions(WorkspaceFiles &files);
    void addUndoActions();
    void addServerActions();
    void addThemeActions();
    void addWindowActions();

    WindowParts m_parts;
    WindowDeeds m_deeds;
};

} // namespace framewright::ui

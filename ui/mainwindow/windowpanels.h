// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"
#include "ui/mainwindow/panelring.h"
#include "ui/messages/rowsource.h"

#include <vector>

class QTabBar;
class QTabWidget;
class QWidget;

namespace framewright::ui {

class ConnectionCommands;
class ConnectionModel;
class DockLayout;

/// Makes every panel of a window and puts it in its place: the one file that names them all.
class WindowPanels final
{
public:
    WindowPanels(const WindowParts &parts, RowSourceFactory rows, QWidget *window);

    /// The route's page, for the middle of the window.
    [[nodiscard]] QWidget *centre() const { return m_routePage; }
    void placeIn(DockLayout &layout);
    [[nodiscard]] std::vector<PanelStop> stops() const;

private:
    void makeLog(QWidget *window);

    WindowParts m_parts;
    RowSourceFactory m_rows;
    ConnectionModel *m_connections = nullptr;
    ConnectionCommands *m_commands = nullptr;
    QWidget *m_routePage = nullptr;
    QTabBar *m_logTabs = nullptr;
    QWidget *m_log = nullptr;
    QWidget *m_logHead = nullptr;
    QWidget *m_traffic = nullptr;
    QWidget *m_table = nullptr;
    QList<class QDockWidget *> m_docks;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/windowpanels.h"

#include "ui/client/clientpanel.h"
#include "ui/common/panelhead.h"
#include "ui/connections/connectioncommands.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/connectiontable.h"
#include "ui/mainwindow/docklayout.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/routes/routepage.h"
#include "ui/traffic/trafficpanel.h"
#include "ui/workspace/workspacepanel.h"

#include <QStackedWidget>
#include <QTabBar>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WindowPanels", text);
}

} // namespace

WindowPanels::WindowPanels(const WindowParts &parts, RowSourceFactory rows, QWidget *window)
    : m_parts(parts)
    , m_rows(std::move(rows))
    , m_connections(new ConnectionModel(parts.book, window))
    , m_routePage(new RoutePage(parts, window))
{
    makeLog(window);
}

void WindowPanels::makeLog(QWidget *window)
{
    auto *pages = new QStackedWidget(window);
    pages->setObjectName(u"logPages"_qs);
    auto *traffic = new TrafficPanel(m_parts, m_rows, pages);
    m_commands = new ConnectionCommands(m_parts, window);
    auto *table = new ConnectionTable(m_parts, m_connections, m_commands, pages);
    pages->addWidget(traffic);
    pages->addWidget(table);
    m_logTabs = new QTabBar(window);
    m_logTabs->setObjectName(u"logTabBar"_qs);
    m_logTabs->setAccessibleName(tr("Log"));
    m_logTabs->setDrawBase(false);
    m_logTabs->setExpanding(false);
    m_logTabs->addTab(tr("Traffic"));
    m_logTabs->addTab(tr("Connections"));
    auto *heads = new QStackedWidget(window);
    heads->addWidget(traffic->head());
    auto *none = new QWidget(heads);
    heads->addWidget(none);
    QObject::connect(m_logTabs, &QTabBar::currentChanged, pages, &QStackedWidget::setCurrentIndex);
    QObject::connect(m_logTabs, &QTabBar::currentChanged, heads, &QStackedWidget::setCurrentIndex);
    m_log = pages;
    m_logHead = heads;
    m_traffic = traffic;
    m_table = table;
}

void WindowPanels::placeIn(DockLayout &layout)
{
    QWidget *window = m_routePage->window();
    auto *workspacePanel = new WorkspacePanel(m_parts, window);
    auto *connections = new ConnectionsPanel(m_parts, m_connections, m_commands, window);
    auto *client = new ClientPanel(m_parts, m_rows, window);
    const QList<DockPlace> places{
        {u"workspaceDock"_qs, tr("Workspace"), Qt::LeftDockWidgetArea, workspacePanel, {workspacePanel->head()}},
        {u"connectionsDock"_qs, tr("Connections"), Qt::LeftDockWidgetArea, connections, {connections->head()}},
        {u"logDock"_qs, tr("Traffic"), Qt::BottomDockWidgetArea, m_log, {m_logTabs, m_logHead}},
        {u"clientDock"_qs, tr("Client"), Qt::RightDockWidgetArea, client, {client->head()}},
    };
    for (const DockPlace &place : places)
        m_docks.append(layout.add(place));
    static_cast<DockTitle *>(m_docks[2]->titleBarWidget())->setGround(Token::Panel);
}

std::vector<PanelStop> WindowPanels::stops() const
{
    const auto tab = [tabs = m_logTabs](int index) { return [tabs, index] { tabs->setCurrentIndex(index); }; };
    return {
        {u"goToWorkspace"_qs, tr("&Workspace"), m_docks[0], m_docks[0], {}},
        {u"goToConnections"_qs, tr("C&onnections"), m_docks[1], m_docks[1], {}},
        {u"goToRoute"_qs, tr("&Route"), m_routePage, nullptr, {}},
        {u"goToTraffic"_qs, tr("&Traffic"), m_traffic, m_docks[2], tab(0)},
        {u"goToConnectionTable"_qs, tr("Connection ta&ble"), m_table, m_docks[2], tab(1)},
        {u"goToClient"_qs, tr("&Client"), m_docks[3], m_docks[3], {}},
    };
}

} // namespace framewright::ui

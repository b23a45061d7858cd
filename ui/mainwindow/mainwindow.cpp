// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainwindow.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/client/clientpanel.h"
#include "ui/common/actionregistry.h"
#include "ui/common/dialogs.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionspanel.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/workspacefiles.h"
#include "ui/routes/routepage.h"
#include "ui/traffic/trafficpanel.h"
#include "ui/workspace/workspacepanel.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

constexpr int layoutVersion = 1;

} // namespace

MainWindow::MainWindow(Theme &theme, engine::Engine &engine, workspace::Document &document, Dialogs &dialogs,
                       QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_document(document)
    , m_dialogs(dialogs)
    , m_rows([fileName = engine.captureFile()] { return captureFileRows(fileName); })
    , m_actions(new ActionRegistry(theme, this))
    , m_files(new WorkspaceFiles(document, dialogs, this))
    , m_connections(new ConnectionModel(m_book, this))
    , m_notice(new NoticeBar(theme, this))
    , m_centre(new QSplitter(Qt::Vertical, this))
    , m_status(new StatusLine(theme, engine, m_book, this))
{
    setObjectName(u"mainWindow"_qs);
    connectEngine();
    addActions();
    addThemeActions();
    buildCentre();
    buildDocks();
    buildToolBar();
    buildMenus();
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    resize(1280, 720);
    resetLayout();
    applyDocument();
    m_defaultLayout = saveState(layoutVersion);
    m_docks.constLast()->widget()->setFocus();
}

MainWindow::~MainWindow()
{
    // Panels hold references to members of this class, which die before QObject's children would.
    qDeleteAll(findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly));
    delete takeCentralWidget();
}

void MainWindow::connectEngine()
{
    connect(&m_engine, &engine::Engine::connectionsChanged, &m_book, &ConnectionBook::take);
    connect(&m_document, &workspace::Document::changed, this, &MainWindow::applyDocument);
    connect(&m_document, &workspace::Document::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &workspace::Document::fileNameChanged, this, &MainWindow::updateTitle);
    connect(m_files, &WorkspaceFiles::failed, m_notice, &NoticeBar::showError);
    connect(m_files, &WorkspaceFiles::succeeded, m_notice, &NoticeBar::dismiss);
    if (const std::optional<Error> error = m_engine.captureError())
        m_notice->showError(*error);
}

void MainWindow::addActions()
{
    m_actions->add({
        {u"openWorkspace"_qs, tr("&Open…"), u"open"_qs, QKeySequence::Open, tr("Open a workspace"),
         [this] { m_files->open(); }},
        {u"saveWorkspace"_qs, tr("&Save"), u"save"_qs, QKeySequence::Save, {}, [this] { m_files->save(); }},
        {u"saveWorkspaceAs"_qs,
         tr("Save &as…"),
         {},
         QKeySequence(u"Ctrl+Shift+S"_qs),
         {},
         [this] { m_files->saveAs(); }},
        {u"quit"_qs, tr("&Quit"), {}, QKeySequence(u"Ctrl+Q"_qs), {}, [this] { close(); }},
        {u"startAll"_qs, tr("S&tart all"), u"play"_qs, QKeySequence(u"Ctrl+F5"_qs), tr("Start every enabled server"),
         [this] { m_engine.startAll(); }, Token::Out},
        {u"stopAll"_qs, tr("Sto&p"), u"stop"_qs, QKeySequence(u"Ctrl+Shift+F5"_qs),
         tr("Stop all servers; clients are told 1001"), [this] { m_engine.stopAll(); }},
        {u"resetLayout"_qs, tr("&Reset layout"), {}, {}, {}, [this] { resetLayout(); }},
        {u"about"_qs, tr("&About Framewright"), {}, {}, {}, [this] { m_dialogs.about(this); }},
    });
}

void MainWindow::addThemeActions()
{
    struct Choice
    {
        QString name;
        QString text;
        ThemeChoice choice;
    };
    auto *group = new QActionGroup(this);
    for (const Choice &choice : {Choice{u"themeSystem"_qs, tr("As the &system"), ThemeChoice::System},
                                 Choice{u"themeLight"_qs, tr("&Light"), ThemeChoice::Light},
                                 Choice{u"themeDark"_qs, tr("&Dark"), ThemeChoice::Dark}}) {
        QAction *action = m_actions->add({.name = choice.name,
                                          .text = choice.text,
                                          .icon = {},
                                          .shortcut = {},
                                          .toolTip = {},
                                          .toggle = [this, choice](bool on) {
                                              if (on)
                                                  m_theme.setChoice(choice.choice);
                                          }});
        group->addAction(action);
        action->setChecked(m_theme.choice() == choice.choice);
    }
}

void MainWindow::buildCentre()
{
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(u"logTabs"_qs);
    tabs->setAccessibleName(tr("Log"));
    tabs->setDocumentMode(true);
    tabs->setBackgroundRole(QPalette::Base);
    tabs->setAutoFillBackground(true);
    tabs->tabBar()->setAccessibleName(tr("Log"));
    tabs->tabBar()->setObjectName(u"logTabBar"_qs);
    auto *traffic = new TrafficPanel(m_theme, m_engine, m_document, m_book, m_context, *m_actions, m_rows, tabs);
    tabs->addTab(traffic, tr("Traffic"));
    tabs->setCornerWidget(traffic->head());
    connect(tabs, &QTabWidget::currentChanged, traffic->head(),
            [head = traffic->head()](int tab) { head->setVisible(tab == 0); });
    tabs->addTab(new ConnectionTable(m_theme, m_connections, m_context, tabs), tr("Connections"));
    m_centre->setObjectName(u"centreSplitter"_qs);
    m_centre->setChildrenCollapsible(false);
    m_centre->addWidget(new RoutePage(m_theme, m_engine, m_document, m_book, m_context, *m_actions, m_centre));
    m_centre->addWidget(tabs);
    m_centre->setStretchFactor(1, 1);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);
}

void MainWindow::buildDocks()
{
    auto *workspacePanel = new WorkspacePanel(m_theme, m_engine, m_document, m_book, m_context, *m_actions, this);
    auto *connections = new ConnectionsPanel(m_theme, m_engine, m_book, m_connections, m_context, *m_actions, this);
    auto *client = new ClientPanel(m_theme, m_engine, m_document, m_book, *m_actions, m_rows, this);
    addDock(Qt::LeftDockWidgetArea, u"workspaceDock"_qs, workspacePanel, workspacePanel->head());
    addDock(Qt::LeftDockWidgetArea, u"connectionsDock"_qs, connections, connections->head());
    addDock(Qt::RightDockWidgetArea, u"clientDock"_qs, client, client->head());
    m_docks[0]->setWindowTitle(tr("Workspace"));
    m_docks[1]->setWindowTitle(tr("Connections"));
    m_docks[2]->setWindowTitle(tr("Client"));
}

QDockWidget *MainWindow::addDock(Qt::DockWidgetArea area, const QString &name, QWidget *panel, PanelHead *head)
{
    auto *dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(panel);
    dock->setTitleBarWidget(head);
    addDockWidget(area, dock);
    m_docks.append(dock);
    return dock;
}

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(u"toolBar"_qs);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction((*m_actions)[u"startAll"_qs]);
    bar->addAction((*m_actions)[u"stopAll"_qs]);
    for (QAction *action : bar->actions())
        bar->widgetForAction(action)->setObjectName(action->objectName() + u"Button"_qs);
    qobject_cast<QToolButton *>(bar->widgetForAction((*m_actions)[u"startAll"_qs]))->setAutoRaise(false);
    bar->toggleViewAction()->setObjectName(u"showToolBar"_qs);
}

void MainWindow::buildMenus()
{
    const auto fill = [this](QMenu *menu, const QStringList &names) {
        for (const QString &name : names)
            name.isEmpty() ? menu->addSeparator() : (menu->addAction((*m_actions)[name]), nullptr);
    };
    fill(menuBar()->addMenu(tr("&File")),
         {u"openWorkspace"_qs, u"saveWorkspace"_qs, u"saveWorkspaceAs"_qs, {}, u"quit"_qs});
    fill(menuBar()->addMenu(tr("Se&rver")),
         {u"startAll"_qs, u"stopAll"_qs, {}, u"startServer"_qs, u"stopServer"_qs, {}, u"copyRouteUrl"_qs});
    fill(menuBar()->addMenu(tr("&Connection")), {u"disconnectPeer"_qs,
                                                 u"clearPast"_qs,
                                                 {},
                                                 u"showAllTraffic"_qs,
                                                 u"pauseTraffic"_qs,
                                                 u"followTraffic"_qs,
                                                 u"clearTraffic"_qs,
                                                 {},
                                                 u"focusUrl"_qs,
                                                 u"clearConversation"_qs});
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (QDockWidget *dock : std::as_const(m_docks))
        view->addAction(dock->toggleViewAction());
    view->addSeparator();
    fill(view->addMenu(tr("&Theme")), {u"themeSystem"_qs, u"themeLight"_qs, u"themeDark"_qs});
    fill(view, {u"resetLayout"_qs});
    fill(menuBar()->addMenu(tr("&Help")), {u"about"_qs});
}

void MainWindow::applyDocument()
{
    m_engine.apply(m_document.snapshot(), m_document.folder());
    updateTitle();
}

void MainWindow::updateTitle()
{
    setWindowModified(m_document.isModified());
    setWindowTitle(m_files->title() % u"[*] — Framewright");
    m_status->setFile(m_document.isModified() ? tr("%1, not saved").arg(m_files->title()) : m_files->title());
}

void MainWindow::resetLayout()
{
    if (!m_defaultLayout.isEmpty())
        restoreState(m_defaultLayout, layoutVersion);
    const int unit = fontMetrics().height();
    resizeDocks({m_docks[0], m_docks[2]}, {std::max(214, 13 * unit), std::max(318, 20 * unit)}, Qt::Horizontal);
    resizeDocks({m_docks[0], m_docks[1]}, {320, 280}, Qt::Vertical);
    m_centre->setSizes({158, 470});
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_qs).toByteArray());
    restoreState(settings.value(u"window/layout"_qs).toByteArray(), layoutVersion);
    m_centre->restoreState(settings.value(u"window/centre"_qs).toByteArray());
}

void MainWindow::saveLayout() const
{
    QSettings settings;
    settings.setValue(u"window/geometry"_qs, saveGeometry());
    settings.setValue(u"window/layout"_qs, saveState(layoutVersion));
    settings.setValue(u"window/centre"_qs, m_centre->saveState());
    settings.setValue(u"window/theme"_qs, int(m_theme.choice()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->mayDiscard())
        return event->ignore();
    saveLayout();
    event->accept();
}

} // namespace framewright::ui

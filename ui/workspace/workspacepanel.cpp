// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/workspacepanel.h"

#include "app/server/listenergroup.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/common/routeurl.h"
#include "ui/common/serverstart.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/partsmover.h"
#include "ui/workspace/shelfactions.h"
#include "ui/workspace/treeactions.h"
#include "ui/workspace/treefilter.h"
#include "ui/workspace/workspacemodel.h"
#include "ui/workspace/workspacenamedialog.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace framewright::ui {

namespace {

bool runs(engine::ServerState state)
{
    return state == engine::ServerState::Listening || state == engine::ServerState::Starting;
}

/// A port beside the taken one; 0 where that is not why the server failed, or none is free.
quint16 freePortFor(const workspace::Server &server)
{
    const auto addresses = server::listenAddresses(server.host);
    const auto port = quint16(server.port);
    if (!addresses || port == 0 || !server::isPortTaken(*addresses, port))
        return 0;
    return server::nextFreePort(*addresses, port).value_or(0);
}

} // namespace

WorkspacePanel::WorkspacePanel(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new WorkspaceModel(parts.editor, parts.book, this))
    , m_head(new PanelHead(parts.theme, tr("Workspace"), this))
    , m_notice(new NoticeBar(parts.theme, this))
    , m_freePort(new QPushButton(this))
    , m_tree(new QTreeView(this))
{
    setObjectName(u"workspacePanel"_qs);
    buildTree();
    m_shelf = new ShelfActions(parts, this);
    m_actions =
        new TreeActions(parts,
                        {[this] { return current(); }, [this](const TreeItem &item) { choose(item); },
                         [this](const TreeItem &item) { rename(item); }, [this](int step) { moveCurrent(step); },
                         [this](const Error &error) { m_notice->showError(error); }},
                        m_tree);
    addFinding();
    addNaming();
    auto *empty = new EmptyState(parts.theme, m_tree);
    empty->setTexts(tr("No servers here"), tr("A server listens on a port and answers by its routes."));
    empty->setAction(parts.actions[u"addRoute"_qs]);
    buildNotice();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_notice);
    layout->addWidget(m_freePort);
    m_head->addAction(parts.actions[u"startServer"_qs]);
    m_head->addAction(parts.actions[u"stopServer"_qs]);
    connectParts();
    handleStatuses(parts.engine.servers());
    handleFollowed();
    m_tree->expandAll();
}

void WorkspacePanel::buildTree()
{
    m_tree->setObjectName(u"workspaceTree"_qs);
    m_tree->setAccessibleName(tr("Servers and routes"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_parts.theme, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(18);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setDragDropMode(QAbstractItemView::DragDrop);
    m_tree->setDefaultDropAction(Qt::MoveAction);
    m_tree->setDropIndicatorShown(true);
    m_tree->setAutoExpandDelay(600);
}

void WorkspacePanel::buildNotice()
{
    m_freePort->setObjectName(u"useFreePort"_qs);
    m_freePort->hide();
    connect(m_freePort, &QPushButton::clicked, this, &WorkspacePanel::takeFreePort);
}

void WorkspacePanel::addFinding()
{
    m_filter = new TreeFilter(m_parts.theme, m_tree, this);
    m_parts.actions.add({.name = u"findRoute"_qs,
                         .text = tr("Find a route…"),
                         .icon = u"search"_qs,
                         .shortcut = QKeySequence(u"Ctrl+Alt+F"_qs),
                         .toolTip = tr("Show only the routes, folders and messages that have a text"),
                         .run = [this] { m_filter->start(); },
                         .menu = ActionMenu::Route});
}

void WorkspacePanel::addNaming()
{
    m_parts.actions.add({.name = u"renameWorkspace"_qs,
                         .text = tr("Name of the wor&kspace…"),
                         .icon = u"edit"_qs,
                         .shortcut = {},
                         .toolTip = tr("How the workspace is called, in its panel and its file"),
                         .run = [this] { (new WorkspaceNameDialog(m_parts, window()))->open(); },
                         .menu = ActionMenu::File});
}

void WorkspacePanel::connectParts()
{
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, &WorkspacePanel::handleStatuses);
    connect(&m_parts.engine, &engine::Engine::problemsFound, m_model, &WorkspaceModel::setProblems);
    connect(&m_parts.context, &WindowContext::selectionChanged, this, &WorkspacePanel::handleSelection);
    connect(&m_parts.editor.document(), &workspace::Document::started, m_tree, [this] {
        // All of another workspace is shown, once it is there.
        QMetaObject::invokeMethod(m_tree, &QTreeView::expandAll, Qt::QueuedConnection);
    });
    connect(&m_parts.editor.document(), &workspace::Document::changed, this,
            [this] { m_head->setSummary(m_parts.editor.workspace().name); });
    connect(m_model, &WorkspaceModel::aboutToFollow, this, [this] { m_isFollowing = true; });
    connect(m_model, &WorkspaceModel::followed, this, &WorkspacePanel::handleFollowed);
    connect(m_model, &WorkspaceModel::dropFailed, m_notice, &NoticeBar::showError);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first, int last) {
        for (int row = first; row <= last; ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_model->flags(index).testFlag(Qt::ItemNeverHasChildren))
                m_tree->expand(index);
        }
        m_tree->expand(parent);
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &WorkspacePanel::handleCurrent);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &WorkspacePanel::showMenu);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const TreeItem item = m_model->itemAt(index); item.kind == TreeItem::Kind::Message)
            m_parts.context.wantMessage(item.name);
        else if (item.kind == TreeItem::Kind::DataSet)
            m_shelf->showDataSets(item.name);
    });
    m_head->setSummary(m_parts.editor.workspace().name);
}

TreeItem WorkspacePanel::current() const
{
    return m_model->itemAt(m_tree->currentIndex());
}

void WorkspacePanel::handleCurrent(const QModelIndex &now)
{
    if (m_isFollowing)
        return;
    if (const Selection selection = m_model->selectionAt(now); selection.server)
        m_parts.context.select(selection);
    updateActions();
}

void WorkspacePanel::handleSelection()
{
    const Selection &selection = m_parts.context.selection();
    const TreeItem item = current();
    // A connection that was chosen leaves the tree as it is, and a folder or message is of no other server.
    const bool stands = item.server == selection.server && item.route == selection.route;
    if (!selection.connection && !stands)
        m_tree->setCurrentIndex(m_model->indexOf(selection));
    updateActions();
}

void WorkspacePanel::handleFollowed()
{
    m_isFollowing = false;
    Selection selection = m_parts.context.selection();
    const auto &workspace = m_parts.editor.workspace();
    if (workspace.findServer(selection.server) == nullptr) {
        selection = {workspace.servers.empty() ? ServerId{} : workspace.servers.front().id, {}, {}};
    } else if (selection.route && workspace.findRoute(selection.route) == nullptr) {
        // The view went on to a neighbour.
        const Selection neighbour = m_model->selectionAt(m_tree->currentIndex());
        selection = neighbour.server == selection.server ? neighbour : Selection{selection.server, {}, {}};
    } else if (selection.route) {
        selection.server = m_model->selectionAt(m_model->indexOf(selection)).server;
    }
    m_parts.context.select(selection);
    using Kind = TreeItem::Kind;
    if (const Kind kind = current().kind; kind != Kind::Folder && kind != Kind::Message && kind != Kind::DataSet)
        m_tree->setCurrentIndex(m_model->indexOf(selection));
    updateActions();
}

void WorkspacePanel::choose(const TreeItem &item)
{
    const QModelIndex index = m_model->indexOf(item);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void WorkspacePanel::rename(const TreeItem &item)
{
    const QModelIndex index = m_model->indexOf(item);
    if (index.isValid() && m_model->flags(index).testFlag(Qt::ItemIsEditable)) {
        m_tree->setFocus();
        m_tree->edit(index);
    }
}

void WorkspacePanel::moveCurrent(int step)
{
    const QModelIndex index = m_tree->currentIndex();
    const TreeItem item = current();
    const int target = index.row() + (step < 0 ? -1 : 2);
    const QModelIndex parent = index.parent();
    const int rows = item.kind == TreeItem::Kind::Server ? int(m_parts.editor.workspace().servers.size())
                                                         : m_model->rowCount(parent);
    if (target < 0 || target > rows)
        return;
    moveTo(m_parts.editor, item, m_model->placeAt(target, parent));
    choose(item);
}

void WorkspacePanel::showMenu(const QPoint &place)
{
    if (const QModelIndex index = m_tree->indexAt(place); index.isValid())
        m_tree->setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"workspaceMenu"_qs);
    m_actions->fillMenu(*menu);
    menu->addSeparator();
    menu->addAction(m_parts.actions[u"findRoute"_qs]);
    menu->addAction(m_parts.actions[u"renameWorkspace"_qs]);
    menu->popup(m_tree->viewport()->mapToGlobal(place));
}

void WorkspacePanel::handleStatuses(const QList<engine::ServerStatus> &statuses)
{
    m_model->setStatuses(statuses);
    const auto failed = std::find_if(statuses.cbegin(), statuses.cend(), [](const engine::ServerStatus &status) {
        return status.state == engine::ServerState::Failed && status.error;
    });
    if (failed != statuses.cend()) {
        showFailure(*failed);
    } else if (std::exchange(m_failed, {})) {
        m_notice->dismiss();
        m_freePort->hide();
    }
    updateActions();
}

void WorkspacePanel::showFailure(const engine::ServerStatus &status)
{
    m_notice->showError(*status.error);
    const workspace::Server *server = m_parts.editor.workspace().findServer(status.server);
    m_failed = status.server;
    m_offered = server != nullptr ? freePortFor(*server) : quint16(0);
    m_freePort->setVisible(m_offered != 0);
    m_freePort->setText(tr("Use port %1 instead").arg(m_offered));
    m_freePort->setAccessibleName(m_freePort->text());
}

void WorkspacePanel::takeFreePort()
{
    const ServerId server = m_failed;
    const quint16 port = m_offered;
    if (m_freePort->hasFocus())
        m_tree->setFocus(); // The button is about to go.
    m_parts.editor.editServer({tr("Use port %1").arg(port)}, server,
                              [port](workspace::Server &each) { each.port = port; });
    startServer(m_parts, window(), server);
}

void WorkspacePanel::updateActions()
{
    if (m_actions == nullptr)
        return;
    m_actions->updateActions();
    const QList<engine::ServerStatus> statuses = m_parts.engine.servers();
    const auto &servers = m_parts.editor.workspace().servers;
    if (QAction *startAll = m_parts.actions.find(u"startAll"_qs)) {
        startAll->setEnabled(std::any_of(servers.cbegin(), servers.cend(), [&](const workspace::Server &server) {
            return server.enabled && !runs(statusOf(server.id, statuses).state);
        }));
    }
    if (QAction *stopAll = m_parts.actions.find(u"stopAll"_qs)) {
        stopAll->setEnabled(std::any_of(statuses.cbegin(), statuses.cend(),
                                        [](const engine::ServerStatus &status) { return runs(status.state); }));
    }
}

} // namespace framewright::ui

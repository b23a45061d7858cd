// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/workspacepanel.h"

#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/common/routeurl.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/workspace/workspacemodel.h"

#include <QAction>
#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace framewright::ui {

WorkspacePanel::WorkspacePanel(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
                               const ConnectionBook &book, WindowContext &context, ActionRegistry &actions,
                               QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_document(document)
    , m_context(context)
    , m_model(new WorkspaceModel(document, book, this))
    , m_head(new PanelHead(theme, tr("Workspace"), this))
    , m_notice(new NoticeBar(theme, this))
    , m_tree(new QTreeView(this))
{
    setObjectName(u"workspacePanel"_qs);
    addActions(actions);
    buildTree(actions);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_notice);
    connect(&engine, &engine::Engine::serversChanged, this, &WorkspacePanel::handleStatuses);
    connect(&engine, &engine::Engine::problemsFound, m_model, &WorkspaceModel::setProblems);
    connect(&context, &WindowContext::selectionChanged, this, &WorkspacePanel::handleSelection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &WorkspacePanel::handleReset);
    handleStatuses(engine.servers());
    handleReset();
}

void WorkspacePanel::addActions(ActionRegistry &actions)
{
    m_start = actions.add({.name = u"startServer"_qs,
                           .text = tr("&Start this server"),
                           .icon = u"play"_qs,
                           .shortcut = QKeySequence(u"F5"_qs),
                           .toolTip = {},
                           .run = [this] { m_engine.start(m_context.selection().server); }});
    m_stop = actions.add({.name = u"stopServer"_qs,
                          .text = tr("S&top this server"),
                          .icon = u"stop"_qs,
                          .shortcut = QKeySequence(u"Shift+F5"_qs),
                          .toolTip = tr("Stop this server; its clients are told 1001"),
                          .run = [this] { m_engine.stop(m_context.selection().server); }});
    m_startAll = actions[u"startAll"_qs];
    m_stopAll = actions[u"stopAll"_qs];
    m_head->addAction(m_start);
    m_head->addAction(m_stop);
}

void WorkspacePanel::buildTree(ActionRegistry &actions)
{
    m_tree->setObjectName(u"workspaceTree"_qs);
    m_tree->setAccessibleName(tr("Servers and routes"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_theme, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(18);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->addAction(m_start);
    m_tree->addAction(m_stop);
    auto *empty = new EmptyState(m_theme, m_tree);
    empty->setTexts(tr("No servers here"), tr("Open a workspace to see its mock servers and routes."));
    empty->setAction(actions[u"openWorkspace"_qs]);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (now.isValid())
            m_context.select(m_model->selectionAt(now));
    });
}

void WorkspacePanel::handleStatuses(const QList<engine::ServerStatus> &statuses)
{
    m_model->setStatuses(statuses);
    const auto failed = std::find_if(statuses.cbegin(), statuses.cend(), [](const engine::ServerStatus &status) {
        return status.state == engine::ServerState::Failed && status.error;
    });
    if (failed != statuses.cend())
        m_notice->showError(*failed->error);
    else
        m_notice->dismiss();
    updateActions();
}

void WorkspacePanel::handleSelection()
{
    const QModelIndex index = m_model->indexOf(m_context.selection());
    // A connection that was chosen leaves the tree as it is.
    if (!m_context.selection().connection && index != m_tree->currentIndex())
        m_tree->setCurrentIndex(index);
    updateActions();
}

void WorkspacePanel::handleReset()
{
    m_head->setSummary(m_document.workspace().name);
    m_tree->expandAll();
    Selection selection = m_context.selection();
    if (!m_model->indexOf(selection).isValid()) {
        const auto &servers = m_document.workspace().servers;
        selection = {servers.empty() ? ServerId{} : servers.front().id, {}, {}};
    }
    m_context.select(selection);
    handleSelection();
}

void WorkspacePanel::updateActions()
{
    const QList<engine::ServerStatus> statuses = m_engine.servers();
    const auto runs = [](engine::ServerState state) {
        return state == engine::ServerState::Listening || state == engine::ServerState::Starting;
    };
    const engine::ServerState state = statusOf(m_context.selection().server, statuses).state;
    const bool chosen = bool(m_context.selection().server);
    m_start->setEnabled(chosen && !runs(state) && state != engine::ServerState::Stopping);
    m_stop->setEnabled(chosen && runs(state));
    const auto &servers = m_document.workspace().servers;
    m_startAll->setEnabled(std::any_of(servers.cbegin(), servers.cend(), [&](const workspace::Server &server) {
        return server.enabled && !runs(statusOf(server.id, statuses).state);
    }));
    m_stopAll->setEnabled(std::any_of(statuses.cbegin(), statuses.cend(),
                                      [&](const engine::ServerStatus &status) { return runs(status.state); }));
}

} // namespace framewright::ui

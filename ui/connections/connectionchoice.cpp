// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectionchoice.h"

#include "ui/common/windowcontext.h"
#include "ui/connections/connectioncommands.h"
#include "ui/connections/connectionmodel.h"

#include <QAbstractItemView>
#include <QItemSelection>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace framewright::ui {

ConnectionChoice::ConnectionChoice(QAbstractItemView *view, ConnectionModel *model, WindowContext &context,
                                   ConnectionCommands *commands)
    : QObject(view)
    , m_view(view)
    , m_model(model)
    , m_context(context)
    , m_commands(commands)
{
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    view->addActions(commands->actions());
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConnectionChoice::handleCurrent);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ConnectionChoice::handleSelected);
    connect(&context, &WindowContext::selectionChanged, this, &ConnectionChoice::handleContext);
    for (auto signal : {&QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved})
        connect(model, signal, this, &ConnectionChoice::holdSight);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &ConnectionChoice::keepSight);
    connect(model, &QAbstractItemModel::rowsAboutToBeMoved, this, &ConnectionChoice::holdSight);
    connect(model, &QAbstractItemModel::rowsMoved, this, &ConnectionChoice::keepSight);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &ConnectionChoice::holdSight);
    connect(model, &QAbstractItemModel::modelReset, this, &ConnectionChoice::handleReset);
}

void ConnectionChoice::holdSight()
{
    m_topmost = {};
    if (m_view->verticalScrollBar()->value() == 0)
        return;
    const QModelIndex topmost = m_view->indexAt(QPoint(1, 1));
    m_topmost = m_model->connectionAt(topmost.row());
    m_topmostAt = m_view->visualRect(topmost).top();
}

void ConnectionChoice::keepSight()
{
    if (!m_topmost)
        return;
    const int row = m_model->rowOf(m_topmost);
    if (row < 0)
        return;
    const int column = std::max(m_view->indexAt(QPoint(1, 1)).column(), 0);
    const int moved = m_view->visualRect(m_model->index(row, column)).top() - m_topmostAt;
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + moved);
}

/// A reset takes the selection with it.
void ConnectionChoice::handleReset()
{
    handleContext();
    QItemSelection selection;
    const QList<ConnectionId> chosen = m_commands->chosen();
    for (const ConnectionId id : chosen) {
        if (const int row = m_model->rowOf(id); row >= 0)
            selection.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
    }
    {
        const QScopedValueRollback guard(m_following, true);
        m_view->selectionModel()->select(selection, QItemSelectionModel::Select);
    }
    keepSight();
}

void ConnectionChoice::handleCurrent()
{
    const ConnectionId id = m_model->connectionAt(m_view->currentIndex().row());
    if (id && !m_following)
        m_context.selectConnection(id);
}

void ConnectionChoice::handleSelected()
{
    QList<ConnectionId> chosen;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        const ConnectionId id = m_model->connectionAt(index.row());
        if (id && (chosen.isEmpty() || chosen.constLast() != id) && !chosen.contains(id))
            chosen.append(id);
    }
    if (!m_following)
        m_commands->choose(chosen);
}

void ConnectionChoice::handleContext()
{
    const ConnectionId chosen = m_context.selection().connection;
    const int row = chosen ? m_model->rowOf(chosen) : -1;
    {
        const QScopedValueRollback guard(m_following, true);
        if (row < 0) {
            m_view->clearSelection();
            m_view->setCurrentIndex({});
        } else if (m_view->currentIndex().row() != row) {
            const int column = std::max(m_view->currentIndex().column(), 0);
            m_view->setCurrentIndex(m_model->index(row, column));
        }
    }
    const QList<ConnectionId> before = m_commands->chosen();
    if (row < 0 || !before.contains(chosen))
        m_commands->choose(row < 0 ? QList<ConnectionId>() : QList<ConnectionId>{chosen});
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectionspanel.h"

#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/windowcontext.h"
#include "ui/connections/connectionchoice.h"
#include "ui/connections/connectioncommands.h"
#include "ui/connections/connectionmodel.h"

#include <QListView>
#include <QVBoxLayout>

namespace framewright::ui {

ConnectionsPanel::ConnectionsPanel(const WindowParts &parts, ConnectionModel *model, ConnectionCommands *commands,
                                   QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(model)
    , m_commands(commands)
    , m_head(new PanelHead(parts.theme, tr("Connections"), this))
    , m_list(new QListView(this))
{
    setObjectName(u"connectionsPanel"_qs);
    m_head->addAction(commands->pushAction());
    m_head->addAction(commands->disconnectAction());
    buildList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    connect(&parts.book, &ConnectionBook::changed, this, &ConnectionsPanel::updateSummary);
    connect(&parts.book, &ConnectionBook::forgotten, this, &ConnectionsPanel::updateSummary);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, model, &ConnectionModel::tick);
    m_clock.start();
    updateSummary();
}

void ConnectionsPanel::buildList()
{
    m_list->setObjectName(u"connectionList"_qs);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_model);
    m_list->setModelColumn(ConnectionModel::SummaryColumn);
    m_list->setItemDelegate(new CellDelegate(m_parts.theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *empty = new EmptyState(m_parts.theme, m_list);
    empty->setTexts(tr("No connections yet"), tr("Clients of the mock servers appear here. Connect with the "
                                                 "client panel, or from your own program."));
    new ConnectionChoice(m_list, m_model, m_parts.context, m_commands);
}

void ConnectionsPanel::updateSummary()
{
    m_head->setSummary(
        tr("%1 live, %2 past").arg(format::count(m_parts.book.live()), format::count(m_parts.book.past())));
}

} // namespace framewright::ui

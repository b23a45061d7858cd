// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectionspanel.h"

#include "app/engine/engine.h"
#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/connections/connectionmodel.h"

#include <QAction>
#include <QHeaderView>
#include <QListView>
#include <QTableView>
#include <QVBoxLayout>

namespace framewright::ui {

ConnectionsPanel::ConnectionsPanel(const Theme &theme, engine::Engine &engine, ConnectionBook &book,
                                   ConnectionModel *model, WindowContext &context, ActionRegistry &actions,
                                   QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_book(book)
    , m_model(model)
    , m_context(context)
    , m_head(new PanelHead(theme, tr("Connections"), this))
    , m_list(new QListView(this))
{
    setObjectName(u"connectionsPanel"_qs);
    addActions(actions);
    buildList(actions);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    connect(&book, &ConnectionBook::changed, this, &ConnectionsPanel::updateSummary);
    connect(&book, &ConnectionBook::forgotten, this, &ConnectionsPanel::updateSummary);
    connect(&context, &WindowContext::selectionChanged, this, &ConnectionsPanel::handleSelection);
    connect(model, &QAbstractItemModel::modelReset, this, &ConnectionsPanel::handleSelection);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, model, &ConnectionModel::tick);
    m_clock.start();
    updateSummary();
}

void ConnectionsPanel::addActions(ActionRegistry &actions)
{
    m_disconnect = actions.add({.name = u"disconnectPeer"_qs,
                                .text = tr("&Disconnect this client"),
                                .icon = u"unplug"_qs,
                                .shortcut = QKeySequence(u"Ctrl+Shift+D"_qs),
                                .toolTip = tr("Close the chosen connection with 1000"),
                                .run = [this] { disconnectChosen(); }});
    m_clearPast = actions.add({.name = u"clearPast"_qs,
                               .text = tr("Forget &past connections"),
                               .icon = u"clear"_qs,
                               .shortcut = {},
                               .toolTip = {},
                               .run = [this] { m_book.clearPast(); }});
    m_head->addAction(m_disconnect);
}

void ConnectionsPanel::buildList(ActionRegistry &actions)
{
    m_list->setObjectName(u"connectionList"_qs);
    m_list->setAccessibleName(tr("Connections"));
    m_list->setModel(m_model);
    m_list->setModelColumn(ConnectionModel::SummaryColumn);
    m_list->setItemDelegate(new CellDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addAction(actions[u"disconnectPeer"_qs]);
    m_list->addAction(actions[u"clearPast"_qs]);
    auto *empty = new EmptyState(m_theme, m_list);
    empty->setTexts(tr("No connections yet"), tr("Clients of the mock servers appear here. Connect with the "
                                                 "client panel, or from your own program."));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionsPanel::handleChosen);
}

void ConnectionsPanel::handleChosen()
{
    const ConnectionId id = m_model->connectionAt(m_list->currentIndex().row());
    if (id)
        m_context.selectConnection(id);
}

void ConnectionsPanel::handleSelection()
{
    const ConnectionId chosen = m_context.selection().connection;
    const int row = chosen ? m_model->rowOf(chosen) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : m_model->index(row, ConnectionModel::SummaryColumn);
    if (index != m_list->currentIndex()) {
        m_list->setCurrentIndex(index);
        if (!index.isValid())
            m_list->clearSelection();
    }
    updateActions();
}

void ConnectionsPanel::updateSummary()
{
    m_head->setSummary(tr("%1 live, %2 past").arg(format::count(m_book.live()), format::count(m_book.past())));
    updateActions();
}

void ConnectionsPanel::updateActions()
{
    const wire::ConnectionFacts *facts = m_book.find(m_context.selection().connection);
    m_disconnect->setEnabled(facts != nullptr && facts->state == wire::ConnectionState::Open);
    m_clearPast->setEnabled(m_book.past() > 0);
}

void ConnectionsPanel::disconnectChosen()
{
    m_engine.disconnectPeer(m_context.selection().connection, {protocol::closecode::Normal, {}});
}

ConnectionTable::ConnectionTable(const Theme &theme, ConnectionModel *model, WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_table(new QTableView(this))
{
    setObjectName(u"connectionTablePanel"_qs);
    m_table->setObjectName(u"connectionTable"_qs);
    m_table->setAccessibleName(tr("Connection table"));
    m_table->setModel(model);
    m_table->setItemDelegate(new CellDelegate(theme, m_table));
    m_table->setColumnHidden(ConnectionModel::SummaryColumn, true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(Theme::rowHeight(font()));
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    static constexpr std::array<int, ConnectionModel::ColumnCount> letters{0, 6, 13, 22, 24, 8, 12, 12, 18};
    for (std::size_t column = 1; column < letters.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), letters.at(column) * fontMetrics().averageCharWidth() + 16);
    auto *empty = new EmptyState(theme, m_table);
    empty->setTexts(tr("No connections yet"), tr("Each client of a mock server is a row here, with its peer, counts, "
                                                 "close code and who closed."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (const ConnectionId id = m_model->connectionAt(now.row()))
            m_context.selectConnection(id);
    });
    connect(&context, &WindowContext::selectionChanged, this, &ConnectionTable::handleSelection);
    connect(model, &QAbstractItemModel::modelReset, this, &ConnectionTable::handleSelection);
}

void ConnectionTable::handleSelection()
{
    const ConnectionId chosen = m_context.selection().connection;
    const int row = chosen ? m_model->rowOf(chosen) : -1;
    if (row < 0)
        m_table->clearSelection();
    else if (m_table->currentIndex().row() != row)
        m_table->setCurrentIndex(m_model->index(row, ConnectionModel::ConnectionColumn));
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectiontable.h"

#include "ui/common/celldelegate.h"
#include "ui/common/emptystate.h"
#include "ui/common/theme.h"
#include "ui/connections/connectionchoice.h"
#include "ui/connections/connectionmodel.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

using Model = ConnectionModel;

constexpr int columnsVersion = 1;

struct ColumnPlace
{
    Model::Column column;
    bool shown;
    int letters;
};
/// What is shown fits the usual window; who the other side is stands in the tool tip.
constexpr std::array<ColumnPlace, Model::ColumnCount> places = {{{Model::SummaryColumn, false, 20},
                                                                 {Model::ConnectionColumn, true, 6},
                                                                 {Model::RouteColumn, true, 13},
                                                                 {Model::CloseColumn, true, 16},
                                                                 {Model::EndedColumn, true, 17},
                                                                 {Model::OpenedColumn, false, 12},
                                                                 {Model::DurationColumn, true, 8},
                                                                 {Model::ReceivedColumn, true, 11},
                                                                 {Model::SentColumn, true, 11},
                                                                 {Model::PeerColumn, false, 18},
                                                                 {Model::LocalColumn, false, 18},
                                                                 {Model::TargetColumn, false, 20},
                                                                 {Model::SubprotocolColumn, false, 14},
                                                                 {Model::ExtensionsColumn, false, 22},
                                                                 {Model::TlsColumn, false, 20},
                                                                 {Model::WireColumn, false, 20},
                                                                 {Model::PingsColumn, false, 14},
                                                                 {Model::UndeliveredColumn, false, 14}}};

} // namespace

ConnectionTable::ConnectionTable(const WindowParts &parts, ConnectionModel *model, ConnectionCommands *commands,
                                 QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new QTableView(this))
{
    setObjectName(u"connectionTablePanel"_qs);
    m_table->setModel(model);
    buildTable(parts.theme);
    buildColumns();
    new ConnectionChoice(m_table, model, parts.context, commands);
    auto *empty = new EmptyState(parts.theme, m_table);
    empty->setTexts(tr("No connections yet"), tr("Each client of a mock server is a row here, with its peer, counts, "
                                                 "close code and who closed."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
}

void ConnectionTable::buildTable(const Theme &theme)
{
    m_table->setObjectName(u"connectionTable"_qs);
    m_table->setAccessibleName(tr("Connection table"));
    m_table->setItemDelegate(new CellDelegate(theme, m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(Theme::rowHeight(font()));
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &ConnectionTable::showColumnMenu);
}

void ConnectionTable::buildColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    for (std::size_t place = 0; place < places.size(); ++place) {
        const ColumnPlace &each = places[place];
        header->moveSection(header->visualIndex(each.column), static_cast<int>(place));
        m_table->setColumnWidth(each.column, each.letters * fontMetrics().averageCharWidth() + 16);
        m_table->setColumnHidden(each.column, !each.shown);
    }
    const QSettings settings;
    if (settings.value(u"connections/columnsVersion"_qs).toInt() == columnsVersion)
        header->restoreState(settings.value(u"connections/columns"_qs).toByteArray());
    header->setSectionsClickable(false);
    m_table->setColumnHidden(Model::SummaryColumn, true);
    connect(header, &QHeaderView::sectionResized, this, &ConnectionTable::saveColumns);
    connect(header, &QHeaderView::sectionMoved, this, &ConnectionTable::saveColumns);
}

void ConnectionTable::showColumnMenu(const QPoint &place)
{
    QMenu menu(this);
    menu.setObjectName(u"connectionColumnMenu"_qs);
    for (const ColumnPlace &each : places) {
        if (each.column == Model::SummaryColumn || each.column == Model::ConnectionColumn)
            continue;
        QAction *action = menu.addAction(m_model->headerData(each.column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(each.column));
        connect(action, &QAction::toggled, this, [this, column = each.column](bool shown) {
            m_table->setColumnHidden(column, !shown);
            saveColumns();
        });
    }
    menu.exec(m_table->horizontalHeader()->mapToGlobal(place));
}

void ConnectionTable::saveColumns() const
{
    if (!isVisible())
        return;
    QSettings settings;
    settings.setValue(u"connections/columns"_qs, m_table->horizontalHeader()->saveState());
    settings.setValue(u"connections/columnsVersion"_qs, columnsVersion);
}

} // namespace framewright::ui

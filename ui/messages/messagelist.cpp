// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagelist.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"
#include "ui/messages/payloadactions.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

namespace framewright::ui {

namespace {

using Model = TrafficModel;

/// How columns stand from left to right, and which are there at first.
struct ColumnPlace
{
    Model::Column column;
    bool full;
    bool compact;
    QLatin1String sample; ///< As wide as this; empty: it takes what is left.
};
constexpr std::array<ColumnPlace, Model::ColumnCount> places = {{
    {Model::DirectionColumn, true, true, QLatin1String()},
    {Model::NumberColumn, false, false, QLatin1String("1234567")},
    {Model::TimeColumn, true, false, QLatin1String("00:00:00.000")},
    {Model::RuleTimeColumn, false, false, QLatin1String("00:00:00.000")},
    {Model::SinceColumn, false, false, QLatin1String("Since connect")},
    {Model::DeltaColumn, false, false, QLatin1String("000.000 s")},
    {Model::ConnectionColumn, true, false, QLatin1String("#00000")},
    {Model::TypeColumn, false, false, QLatin1String("handshake")},
    {Model::MessageColumn, true, true, QLatin1String()},
    {Model::FramesColumn, false, false, QLatin1String("1 frame, masked")},
    {Model::RuleColumn, true, false, QLatin1String("message 1234")},
    {Model::CauseColumn, false, false, QLatin1String("1234567")},
    {Model::SizeColumn, true, false, QLatin1String("1023.9 KB")},
    {Model::WireSizeColumn, false, false, QLatin1String("1023.9 KB")},
}};

/// A kept state of other columns is of no use.
constexpr int columnsVersion = 2;

} // namespace

MessageList::MessageList(const Theme &theme, TrafficModel *model, Layout layout, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(model)
    , m_layout(layout)
{
    setItemDelegate(new CellDelegate(theme, this));
    setModel(model);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    layOut();
    updateMeasures();
    // The bar tells of the wheel and the mouse before it moves; where it ends is known a moment later.
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            [this] { QMetaObject::invokeMethod(this, &MessageList::updateFollowing, Qt::QueuedConnection); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { handleRowsRemoved(last - first + 1); });
    connect(model, &QAbstractItemModel::modelReset, this, &MessageList::handleReset);
    connect(this, &QAbstractItemView::doubleClicked, this, &MessageList::detailWanted);
}

void MessageList::layOut()
{
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(Model::MessageColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(Model::DirectionColumn, QHeaderView::Fixed);
    header->setSectionsMovable(m_layout == Layout::Full);
    const bool full = m_layout == Layout::Full;
    for (std::size_t place = 0; place < places.size(); ++place) {
        header->moveSection(header->visualIndex(places[place].column), static_cast<int>(place));
        setColumnHidden(places[place].column, full ? !places[place].full : !places[place].compact);
    }
    if (full) {
        header->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(header, &QWidget::customContextMenuRequested, this, &MessageList::showColumnMenu);
        return;
    }
    header->hide();
    setColumnHidden(Model::TimeColumn, false);
    header->moveSection(header->visualIndex(Model::TimeColumn), Model::ColumnCount - 1);
}

void MessageList::updateMeasures()
{
    const int height = Theme::rowHeight(font());
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    const QFontMetrics fixed(Theme::fixedFont(font()));
    for (const ColumnPlace &place : places) {
        if (!place.sample.isEmpty())
            setColumnWidth(place.column, fixed.horizontalAdvance(place.sample) + 2 * measure::Small);
    }
    setColumnWidth(Model::DirectionColumn, 34);
}

void MessageList::rememberColumns(const QString &settingsKey)
{
    m_settingsKey = settingsKey;
    const QSettings settings;
    if (settings.value(settingsKey % u"Version").toInt() == columnsVersion)
        horizontalHeader()->restoreState(settings.value(settingsKey).toByteArray());
    horizontalHeader()->setSectionsClickable(false);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &MessageList::saveColumns);
    connect(horizontalHeader(), &QHeaderView::sectionMoved, this, &MessageList::saveColumns);
}

void MessageList::saveColumns() const
{
    // A column that takes what is left changes with the window: nobody chose that.
    if (m_settingsKey.isEmpty() || !isVisible())
        return;
    QSettings settings;
    settings.setValue(m_settingsKey, horizontalHeader()->saveState());
    settings.setValue(m_settingsKey % u"Version", columnsVersion);
}

void MessageList::showColumnMenu(const QPoint &place)
{
    QMenu menu(this);
    menu.setObjectName(u"columnMenu"_qs);
    for (const ColumnPlace &each : places) {
        if (each.column == Model::MessageColumn || each.column == Model::DirectionColumn)
            continue;
        QAction *action = menu.addAction(m_model->headerData(each.column, Qt::Horizontal, Model::TitleRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(each.column));
        connect(action, &QAction::toggled, this, [this, column = each.column](bool shown) {
            setColumnHidden(column, !shown);
            saveColumns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("&Reset columns"), this, [this] {
        layOut();
        updateMeasures();
        saveColumns();
    });
    menu.exec(horizontalHeader()->mapToGlobal(place));
}

void MessageList::setFollowing(bool following)
{
    if (following)
        scrollToBottom();
    if (following == m_following)
        return;
    m_following = following;
    emit followingChanged(following);
}

qint64 MessageList::currentNumber() const
{
    return m_model->rowNumber(currentIndex().row());
}

std::optional<traffic::Row> MessageList::currentRow() const
{
    return m_model->rowAt(currentIndex().row());
}

void MessageList::choose(qint64 number)
{
    m_chosen = number;
    m_bringToSight = true;
    setFollowing(false);
    chooseAgain();
}

void MessageList::chooseAgain()
{
    const int place = m_chosen == 0 ? -1 : m_model->placeOf(m_chosen);
    if (place < 0)
        return;
    const QModelIndex index = m_model->index(place, Model::MessageColumn);
    const bool scroll = std::exchange(m_bringToSight, false);
    // Choosing brings a row to sight by itself and ends following: what was chosen before only stays chosen.
    const bool following = m_following;
    setAutoScroll(scroll);
    setCurrentIndex(index);
    setAutoScroll(true);
    if (following && !scroll)
        setFollowing(true);
    if (scroll)
        scrollTo(index, PositionAtCenter);
}

void MessageList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid()) {
        m_chosen = m_model->rowNumber(current.row());
        setFollowing(false);
    }
    emit rowChosen(m_model->rowNumber(current.row()));
}

/// A table chooses its first row when it gets the focus; that is the person's to do.
void MessageList::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MessageList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (const auto row = currentRow())
            copyPayload(m_model->source(), *row, CopyForm::Text);
        return;
    }
    if (event->key() == Qt::Key_Escape && currentIndex().isValid()) {
        m_chosen = 0;
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit detailWanted();
        return;
    }
    if ((event->key() == Qt::Key_Home || event->key() == Qt::Key_End) && m_model->rowCount() > 0) {
        // A table's own Home and End stay in the row.
        const bool last = event->key() == Qt::Key_End;
        setCurrentIndex(m_model->index(last ? m_model->rowCount() - 1 : 0, Model::MessageColumn));
        if (last)
            setFollowing(true);
        return;
    }
    QTableView::keyPressEvent(event);
}

void MessageList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTableView::rowsInserted(parent, start, end);
    if (m_chosen != 0 && !currentIndex().isValid())
        chooseAgain();
    if (m_following)
        scrollToBottom();
}

/// A view chooses the next row where the chosen one goes: nobody has.
void MessageList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const int current = currentIndex().row();
    if (current >= start && current <= end) {
        m_chosen = 0;
        clearSelection();
        setCurrentIndex({});
    }
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void MessageList::handleReset()
{
    chooseAgain();
    if (!currentIndex().isValid())
        emit rowChosen(0);
    if (m_following)
        scrollToBottom();
}

void MessageList::handleRowsRemoved(int count)
{
    if (m_following)
        return;
    // What is on screen stays on screen.
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() - count * verticalHeader()->defaultSectionSize());
}

void MessageList::updateFollowing()
{
    const QScrollBar *bar = verticalScrollBar();
    setFollowing(bar->value() >= bar->maximum());
}

void MessageList::contextMenuEvent(QContextMenuEvent *event)
{
    const std::optional<traffic::Row> row = currentRow();
    if (!row)
        return;
    QMenu menu(this);
    menu.setObjectName(u"rowMenu"_qs);
    addCopyActions(menu, m_theme, m_model->source(), *row);
    emit menuAboutToShow(&menu);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu.exec(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

void MessageList::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateMeasures();
}

} // namespace framewright::ui

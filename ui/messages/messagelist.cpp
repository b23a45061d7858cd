// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagelist.h"

#include "ui/common/celldelegate.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

namespace framewright::ui {

MessageList::MessageList(const Theme &theme, TrafficModel *model, Layout layout, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(model)
{
    setItemDelegate(new CellDelegate(theme, this));
    setModel(model);
    setFrameShape(QFrame::NoFrame);
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
    layOut(layout);
    updateMeasures();
    // The bar tells of the wheel and the mouse before it moves; where it ends is known a moment later.
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            [this] { QMetaObject::invokeMethod(this, &MessageList::updateFollowing, Qt::QueuedConnection); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { handleRowsRemoved(last - first + 1); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { emit rowChosen(0); });
}

void MessageList::layOut(Layout layout)
{
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(TrafficModel::MessageColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(TrafficModel::DirectionColumn, QHeaderView::Fixed);
    if (layout == Layout::Full)
        return;
    header->hide();
    for (const int column : {TrafficModel::ConnectionColumn, TrafficModel::RuleColumn, TrafficModel::SizeColumn})
        setColumnHidden(column, true);
    header->moveSection(header->visualIndex(TrafficModel::TimeColumn), TrafficModel::ColumnCount - 1);
}

void MessageList::updateMeasures()
{
    const int height = Theme::rowHeight(font());
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    const QFontMetrics fixed(Theme::fixedFont(font()));
    const auto width = [&](QLatin1String sample) { return fixed.horizontalAdvance(sample) + 2 * measure::Small; };
    setColumnWidth(TrafficModel::DirectionColumn, 34);
    setColumnWidth(TrafficModel::TimeColumn, width(QLatin1String("00:00:00.000")));
    setColumnWidth(TrafficModel::ConnectionColumn, width(QLatin1String("#00000")));
    setColumnWidth(TrafficModel::RuleColumn, width(QLatin1String("Say it to the room")));
    setColumnWidth(TrafficModel::SizeColumn, width(QLatin1String("1023.9 KB")));
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

void MessageList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid()) {
        m_chosen = m_model->rowNumber(current.row());
        setFollowing(false);
    }
    emit rowChosen(m_model->rowNumber(current.row()));
}

void MessageList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copyPayload();
    if (event->key() == Qt::Key_Escape && currentIndex().isValid()) {
        m_chosen = 0;
        clearSelection();
        setCurrentIndex({});
        return;
    }
    QTableView::keyPressEvent(event);
    if (event->key() == Qt::Key_End)
        updateFollowing();
}

void MessageList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTableView::rowsInserted(parent, start, end);
    if (m_chosen != 0 && !currentIndex().isValid()) {
        const int place = m_model->placeOf(m_chosen);
        if (place >= 0)
            setCurrentIndex(m_model->index(place, TrafficModel::MessageColumn));
    }
    if (m_following)
        scrollToBottom();
}

void MessageList::handleRowsRemoved(int count)
{
    // The oldest rows made room: what one is reading stays where it is.
    if (m_following)
        return;
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
    if (currentNumber() == 0)
        return;
    QMenu menu(this);
    QAction *copy =
        menu.addAction(themedIcon(m_theme, u"copy"_qs), tr("&Copy message"), this, &MessageList::copyPayload);
    copy->setShortcut(QKeySequence::Copy);
    menu.exec(event->globalPos());
}

void MessageList::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateMeasures();
}

void MessageList::copyPayload()
{
    const std::optional<traffic::Row> row = m_model->rowAt(currentIndex().row());
    if (!row)
        return;
    const QByteArray payload = m_model->source().payload(row->number);
    QGuiApplication::clipboard()->setText(isTextRow(*row) ? QString::fromUtf8(payload)
                                                          : QString::fromLatin1(payload.toHex()));
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/scrolledge.h"

#include "ui/common/theme.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>
#include <QScrollBar>

namespace framewright::ui {

namespace {

constexpr int fadeHeight = 2 * measure::Medium;

} // namespace

void ScrollEdge::attach(QAbstractScrollArea *area)
{
    new ScrollEdge(area, Side::Top);
    new ScrollEdge(area, Side::Bottom);
}

ScrollEdge::ScrollEdge(QAbstractScrollArea *area, Side side)
    : QWidget(area)
    , m_area(area)
    , m_side(side)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    area->viewport()->installEventFilter(this);
    connect(area->verticalScrollBar(), &QScrollBar::valueChanged, this, &ScrollEdge::follow);
    connect(area->verticalScrollBar(), &QScrollBar::rangeChanged, this, &ScrollEdge::follow);
    follow();
}

void ScrollEdge::follow()
{
    const QScrollBar *bar = m_area->verticalScrollBar();
    setVisible(m_side == Side::Top ? bar->value() > bar->minimum() : bar->value() < bar->maximum());
    const QRect seen = m_area->viewport()->geometry();
    const int top = m_side == Side::Top ? seen.top() : seen.bottom() + 1 - fadeHeight;
    setGeometry(seen.left(), top, seen.width(), fadeHeight);
    raise();
}

bool ScrollEdge::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        follow();
    return QWidget::eventFilter(watched, event);
}

void ScrollEdge::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const QWidget *viewport = m_area->viewport();
    const QColor ground = viewport->palette().color(viewport->backgroundRole());
    QColor clear = ground;
    clear.setAlpha(0);
    QLinearGradient fade(0, 0, 0, fadeHeight);
    fade.setColorAt(0, m_side == Side::Top ? ground : clear);
    fade.setColorAt(1, m_side == Side::Top ? clear : ground);
    QPainter(this).fillRect(rect(), fade);
}

} // namespace framewright::ui

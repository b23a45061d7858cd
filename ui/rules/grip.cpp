// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/grip.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>

namespace framewright::ui {

Grip::Grip(const Theme &theme, const QString &place, QWidget *parent)
    : QToolButton(parent)
    , m_place(place)
{
    setObjectName(place + u"/grip"_qs);
    setIcon(themedIcon(theme, u"drag"_qs, Token::Faint));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Move this action"));
    setToolTip(tr("Drag, or use the arrow keys, to move this action"));
}

QSize Grip::sizeHint() const
{
    return {measure::IconSize + 2, Theme::controlHeight(font())};
}

void Grip::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    QToolButton::mousePressEvent(event);
}

void Grip::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) ||
        (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    setDown(false);
    auto *drag = new QDrag(this); // It deletes itself when the drag is over.
    auto *place = new QMimeData;
    place->setData(QLatin1StringView(mimeType), m_place.toUtf8());
    drag->setMimeData(place);
    drag->setPixmap(parentWidget()->grab().scaledToWidth(std::min(parentWidget()->width(), 320)));
    drag->exec(Qt::MoveAction);
}

void Grip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        emit moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QToolButton::keyPressEvent(event);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/filedrop.h"

#include <QDropEvent>
#include <QWidget>

namespace framewright::ui {

FileDrop::FileDrop(QWidget *target, Take take)
    : QObject(target)
    , m_take(std::move(take))
{
    watch(target);
    // A field of its own would take the file's name as a text.
    const QList<QWidget *> inside = target->findChildren<QWidget *>();
    for (QWidget *widget : inside) {
        if (widget->acceptDrops())
            watch(widget);
    }
}

void FileDrop::watch(QWidget *widget)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
}

bool FileDrop::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    // Texts that are dragged from one field to another stay the field's own affair.
    const bool isOwn = drop->source() != nullptr;
    if (isOwn || !canBeForeign(*drop->mimeData()))
        return QObject::eventFilter(watched, event);
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (type == QEvent::Drop)
        m_take(readForeign(*drop->mimeData()));
    return true;
}

} // namespace framewright::ui

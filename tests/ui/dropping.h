// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <memory>

namespace framewright::test {

[[nodiscard]] inline std::unique_ptr<QMimeData> filesToDrop(const QStringList &fileNames)
{
    auto data = std::make_unique<QMimeData>();
    QList<QUrl> urls;
    for (const QString &fileName : fileNames)
        urls << QUrl::fromLocalFile(fileName);
    data->setUrls(urls);
    return data;
}

[[nodiscard]] inline std::unique_ptr<QMimeData> textToDrop(const QString &text)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(text);
    return data;
}

/// Drags the data to the middle of the widget and lets it go there, as from another program: who takes drops under
/// the pointer is asked, the innermost first. Gives whether it was taken.
inline bool dropOn(QWidget *widget, const QMimeData &data)
{
    QWidget *window = widget->window();
    const QPoint place = widget->mapTo(window, widget->rect().center());
    QWidget *target = window->childAt(place);
    for (; target != nullptr && !target->acceptDrops(); target = target->parentWidget()) {
    }
    if (target == nullptr)
        return false;
    const QPoint inside = target->mapFrom(window, place);
    QDragEnterEvent enter(inside, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDragMoveEvent move(inside, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &move);
    if (!move.isAccepted())
        return false;
    QDropEvent drop(inside, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
    return drop.isAccepted();
}

/// Gives its whole name.
inline QString writeFile(const QString &fileName, const QByteArray &content)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written.", qPrintable(fileName));
    return fileName;
}

} // namespace framewright::test

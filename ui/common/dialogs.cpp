// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/dialogs.h"

#include "ui/common/aboutdialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QGridLayout>
#include <QMessageBox>
#include <QPushButton>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Dialogs", text);
}

/// Qt indents the words of a box that has no picture, too.
void leaveNoRoomForIcon(QMessageBox &box)
{
    const auto *grid = qobject_cast<QGridLayout *>(box.layout());
    QLayoutItem *first = grid == nullptr ? nullptr : grid->itemAtPosition(0, 0);
    if (first != nullptr && first->spacerItem() != nullptr)
        first->spacerItem()->changeSize(0, 0, QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QString fileFilter()
{
    return tr("Framewright workspaces (*.json)") % u";;" % tr("All files (*)");
}

} // namespace

std::optional<QString> Dialogs::fileToRead(QWidget *parent, const QString &title, const QString &filter)
{
    Q_UNUSED(title)
    Q_UNUSED(filter)
    return fileToOpen(parent);
}

std::optional<QString> Dialogs::fileToWrite(QWidget *parent, const QString &title, const QString &suggestion)
{
    Q_UNUSED(title)
    return fileToSave(parent, suggestion);
}

std::optional<QString> DesktopDialogs::fileToOpen(QWidget *parent)
{
    const QString file = QFileDialog::getOpenFileName(parent, tr("Open workspace"), {}, fileFilter());
    return file.isEmpty() ? std::nullopt : std::optional(file);
}

std::optional<QString> DesktopDialogs::fileToSave(QWidget *parent, const QString &suggestion)
{
    QFileDialog dialog(parent, tr("Save workspace"), suggestion, fileFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(u"json"_qs);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    return dialog.selectedFiles().constFirst();
}

std::optional<QString> DesktopDialogs::fileForPayload(QWidget *parent, const QString &suggestion)
{
    const QString name = QFileDialog::getSaveFileName(parent, tr("Save the payload"), suggestion);
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

std::optional<QString> DesktopDialogs::fileToRead(QWidget *parent, const QString &title, const QString &filter)
{
    const QString name = QFileDialog::getOpenFileName(parent, title, {}, filter % u";;" % tr("All files (*)"));
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

std::optional<QString> DesktopDialogs::fileToWrite(QWidget *parent, const QString &title, const QString &suggestion)
{
    const QString name = QFileDialog::getSaveFileName(parent, title, suggestion);
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

Answer DesktopDialogs::ask(QWidget *parent, const Question &question)
{
    QMessageBox box(QMessageBox::NoIcon, question.title, question.text, QMessageBox::Cancel, parent);
    box.setInformativeText(question.detail);
    leaveNoRoomForIcon(box);
    QPushButton *yes = box.addButton(question.yes, QMessageBox::AcceptRole);
    yes->setProperty("primary", true);
    const QPushButton *no = question.no.isEmpty() ? nullptr : box.addButton(question.no, QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() == yes)
        return Answer::Yes;
    return no != nullptr && box.clickedButton() == no ? Answer::No : Answer::Cancel;
}

void DesktopDialogs::about(QWidget *parent)
{
    auto *dialog = new AboutDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace framewright::ui

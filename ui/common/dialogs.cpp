// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Dialogs", text);
}

QString fileFilter()
{
    return tr("Framewright workspaces (*.json)") % u";;" % tr("All files (*)");
}

} // namespace

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

Answer DesktopDialogs::ask(QWidget *parent, const Question &question)
{
    QMessageBox box(QMessageBox::Question, question.title, question.text, QMessageBox::Cancel, parent);
    box.setInformativeText(question.detail);
    const QPushButton *yes = box.addButton(question.yes, QMessageBox::AcceptRole);
    const QPushButton *no = question.no.isEmpty() ? nullptr : box.addButton(question.no, QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() == yes)
        return Answer::Yes;
    return no != nullptr && box.clickedButton() == no ? Answer::No : Answer::Cancel;
}

void DesktopDialogs::about(QWidget *parent)
{
    QMessageBox box(parent);
    box.setWindowTitle(tr("About Framewright"));
    box.setIconPixmap(QIcon(u":/icons/framewright.svg"_qs).pixmap(64, 64));
    box.setText(tr("Framewright %1").arg(QStringLiteral(FRAMEWRIGHT_VERSION)));
    box.setInformativeText(tr("A desktop workbench for WebSockets: mock, watch and send.\n\n"
                              "Copyright 2026 the Framewright contributors.\n"
                              "Free software under the GNU General Public License, version 3 or later; "
                              "there is no warranty.\n\n"
                              "Made with Qt %1, SQLite, zlib and OpenSSL.")
                               .arg(QString::fromLatin1(qVersion())));
    box.exec();
}

} // namespace framewright::ui

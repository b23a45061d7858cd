// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/serverdialog.h"

#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/serverpage.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace framewright::ui {

ServerDialog::ServerDialog(const WindowParts &parts, ServerId server, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"serverDialog"_qs);
    const workspace::Server *found = parts.editor.workspace().findServer(server);
    setWindowTitle(
        tr("Settings of %1").arg(found != nullptr && !found->name.isEmpty() ? found->name : tr("the server")));
    auto *page = new ServerPage(parts, server, this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // Return in a field settles the field; it does not close the window.
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, measure::Medium);
    layout->addWidget(page, 1);
    layout->addWidget(buttons);
    buttons->setContentsMargins(measure::Large, 0, measure::Large, 0);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 34);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(page, &ServerPage::gone, this, &QDialog::reject);
}

} // namespace framewright::ui

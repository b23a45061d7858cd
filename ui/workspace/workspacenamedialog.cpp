// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/workspacenamedialog.h"

#include "app/workspace/document.h"
#include "ui/common/formlayout.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>

namespace framewright::ui {

WorkspaceNameDialog::WorkspaceNameDialog(const WindowParts &parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_name(makeLine(this, u"workspaceName"_qs, tr("Name of the workspace"), tr("a name of your own")))
{
    setObjectName(u"workspaceNameDialog"_qs);
    setWindowTitle(tr("Name of the workspace"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Medium);
    layout->addRow(tr("&Name"), m_name);
    layout->addRow(buttons);
    setMinimumWidth(50 * fontMetrics().averageCharWidth());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        m_parts.editor.setName({tr("Rename workspace"), m_name->objectName()}, name);
    });
    connect(m_name, &QLineEdit::editingFinished, this, [this] { m_parts.editor.endTyping(); });
    connect(&parts.editor.document(), &workspace::Document::changed, this, &WorkspaceNameDialog::showName);
    showName();
    m_name->selectAll();
}

void WorkspaceNameDialog::showName()
{
    if (const QString &name = m_parts.editor.workspace().name; m_name->text() != name)
        m_name->setText(name);
}

} // namespace framewright::ui

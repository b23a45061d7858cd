// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/filefield.h"

#include "ui/common/dialogs.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace framewright::ui {

FileField::FileField(Dialogs &dialogs, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_dialogs(dialogs)
    , m_title(title)
    , m_line(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Browse…"), this))
{
    m_line->setObjectName(name);
    m_line->setAccessibleName(title);
    m_browse->setObjectName(name % u"Browse");
    m_browse->setAccessibleName(tr("Browse for: %1").arg(title));
    m_browse->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_browse);
    setFocusProxy(m_line);
    connect(m_browse, &QPushButton::clicked, this, &FileField::browse);
}

void FileField::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
    m_browse->setEnabled(!readOnly);
}

void FileField::browse()
{
    const auto file = m_dialogs.fileToRead(window(), m_title, m_filter);
    if (!file)
        return;
    // As if typed: whoever listens to the line takes it so, and Ctrl+Z in it brings back what was there.
    m_line->selectAll();
    m_line->insert(nameOf(*file));
    m_line->setFocus();
}

QString FileField::nameOf(const QString &file) const
{
    const QString folder = m_folder ? m_folder() : QString();
    if (folder.isEmpty())
        return file;
    const QString below = QDir(folder).relativeFilePath(file);
    return below.startsWith(QLatin1String("../")) ? file : below;
}

QString pemFilter()
{
    return QCoreApplication::translate("FileField", "Certificates and keys (*.pem *.crt *.cer *.key)");
}

} // namespace framewright::ui

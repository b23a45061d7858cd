// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/tlspage.h"

#include "ui/common/filefield.h"
#include "ui/common/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace framewright::ui {

TlsPage::TlsPage(Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_rows(new QGridLayout)
    , m_authorities(addFile(dialogs, tr("C&A file"), u"clientAuthorities"_qs, tr("CA file")))
    , m_certificate(addFile(dialogs, tr("Cer&tificate"), u"clientCertificate"_qs, tr("Client certificate")))
    , m_key(addFile(dialogs, tr("&Key"), u"clientKey"_qs, tr("Key of the client certificate")))
    , m_insecure(new QCheckBox(tr("Take any certificate (&insecure)"), this))
{
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    page->setSpacing(0);
    page->addLayout(m_rows);
    page->addStretch(1);
    m_rows->setHorizontalSpacing(measure::Medium);
    m_rows->setVerticalSpacing(measure::Hair);
    m_rows->setColumnStretch(1, 1);
    m_authorities->line()->setPlaceholderText(tr("who this machine trusts"));
    m_certificate->line()->setPlaceholderText(tr("none"));
    m_key->line()->setPlaceholderText(tr("in the same file"));
    m_insecure->setObjectName(u"clientInsecure"_qs);
    m_insecure->setAccessibleName(tr("Take any certificate"));
    m_rows->addWidget(m_insecure, m_rows->rowCount(), 0, 1, 2);
    setLocked(false, {});
}

FileField *TlsPage::addFile(Dialogs &dialogs, const QString &label, const QString &name, const QString &title)
{
    auto *field = new FileField(dialogs, name, title, this);
    field->setFilter(pemFilter());
    auto *text = new QLabel(label, this);
    text->setBuddy(field->line());
    const int row = m_rows->rowCount();
    m_rows->addWidget(text, row, 0);
    m_rows->addWidget(field, row, 1);
    return field;
}

void TlsPage::setFolder(const std::function<QString()> &folder)
{
    m_folder = folder;
    for (FileField *field : {m_authorities, m_certificate, m_key})
        field->setFolder(folder);
}

void TlsPage::setFiles(const workspace::RequestTls &files)
{
    m_authorities->line()->setText(files.authorities);
    m_certificate->line()->setText(files.certificate);
    m_key->line()->setText(files.key);
}

workspace::RequestTls TlsPage::files() const
{
    workspace::RequestTls files;
    files.authorities = m_authorities->line()->text().trimmed();
    files.certificate = m_certificate->line()->text().trimmed();
    files.key = m_key->line()->text().trimmed();
    return files;
}

QString TlsPage::pathOf(const FileField *field) const
{
    const QString name = field->line()->text().trimmed();
    return name.isEmpty() ? name : QDir(m_folder ? m_folder() : QString()).absoluteFilePath(name);
}

client::TlsFiles TlsPage::paths() const
{
    return {pathOf(m_authorities), pathOf(m_certificate), pathOf(m_key), {}};
}

bool TlsPage::takesAnyCertificate() const
{
    return m_insecure->isChecked();
}

void TlsPage::setLocked(bool locked, const QString &reason)
{
    struct Hint
    {
        FileField *field;
        QString text;
    };
    for (const Hint &hint :
         {Hint{m_authorities, tr("A PEM file of certificates that are trusted beside what this machine trusts")},
          Hint{m_certificate, tr("A PEM file, shown to a server that asks for a certificate; its chain behind it")},
          Hint{m_key, tr("A PEM file. Its passphrase is asked for when it is needed, and never saved.")}}) {
        hint.field->setReadOnly(locked);
        hint.field->line()->setToolTip(locked ? reason : hint.text);
    }
    m_insecure->setEnabled(!locked);
    m_insecure->setToolTip(reason);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/sessionrequest.h"
#include "app/workspace/workspace.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QGridLayout;

namespace framewright::ui {

class Dialogs;
class FileField;

/// What the client panel trusts and shows over TLS: files by their names. A key's passphrase is asked for when it is
/// needed and is no part of this.
class TlsPage final : public QWidget
{
    Q_OBJECT
public:
    TlsPage(Dialogs &dialogs, QWidget *parent);

    /// Where relative names begin: the folder of the workspace.
    void setFolder(const std::function<QString()> &folder);
    void setFiles(const workspace::RequestTls &files);
    /// As they were typed, for the workspace.
    [[nodiscard]] workspace::RequestTls files() const;
    /// For a session: whole paths, without a passphrase.
    [[nodiscard]] client::TlsFiles paths() const;
    [[nodiscard]] bool takesAnyCertificate() const;
    void setLocked(bool locked, const QString &reason);

private:
    [[nodiscard]] FileField *addFile(Dialogs &dialogs, const QString &label, const QString &name, const QString &title);
    [[nodiscard]] QString pathOf(const FileField *field) const;

    std::function<QString()> m_folder;
    QGridLayout *m_rows;
    FileField *m_authorities;
    FileField *m_certificate;
    FileField *m_key;
    QCheckBox *m_insecure;
};

} // namespace framewright::ui

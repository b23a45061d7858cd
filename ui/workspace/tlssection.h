// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QObject>

class QPushButton;
class QWidget;

namespace framewright::ui {

class FileField;
class FormLayout;

/// The part of a server's settings about TLS: one tick and it is self-signed, with the certificate to copy or save and
/// the page that a browser is sent to; or files, with what is wrong about them.
class TlsSection final : public QObject
{
    Q_OBJECT
public:
    /// Adds its rows to the form.
    TlsSection(const WindowParts &parts, ServerId server, PartForm<workspace::Server> &form, FormLayout &rows,
               QWidget *page);

private:
    void addTick(FormLayout &rows);
    void addSelfSigned(FormLayout &rows);
    void addFiles(FormLayout &rows);
    void addClients(FormLayout &rows);
    [[nodiscard]] FileField *newFile(FormLayout &rows, const QString &name, const QString &title) const;
    void show(const workspace::Server &server);
    void showProblem(const workspace::Server &server);
    void copyCertificate();
    void saveCertificate();
    [[nodiscard]] Result<QByteArray> certificate() const;
    void say(const QString &text, bool isProblem);

    WindowParts m_parts;
    ServerId m_server;
    PartForm<workspace::Server> &m_form;
    QWidget *m_page;
    QComboBox *m_kind = nullptr;
    QWidget *m_selfSigned = nullptr;
    QLabel *m_trust = nullptr;
    FileField *m_certificate = nullptr;
    FileField *m_key = nullptr;
    QComboBox *m_clients = nullptr;
    FileField *m_authorities = nullptr;
    QLabel *m_status = nullptr;
    std::function<void(QWidget *row, bool visible)> m_setRowVisible;
    std::optional<workspace::Tls> m_checked; ///< What `m_status` is about.
};

} // namespace framewright::ui

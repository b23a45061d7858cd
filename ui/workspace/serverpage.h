// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QWidget>

class QLabel;

namespace framewright::ui {

class FormLayout;
class TlsSection;

/// The settings of one server: name, host, port, TLS, limits, variables. Each change is in force at once and can be
/// undone; a moved host or port restarts that server alone.
class ServerPage final : public QWidget
{
    Q_OBJECT
public:
    ServerPage(const WindowParts &parts, ServerId server, QWidget *parent = nullptr);
    ~ServerPage() override;

signals:
    /// The server is no longer in the workspace.
    void gone();

private:
    void addListening(FormLayout &rows);
    void addLimits(FormLayout &rows);
    void addVariables(FormLayout &rows);
    void showServer();
    void takeHost();
    /// What a move would do while it runs.
    void showMove();
    void showReach(const workspace::Server &server);

    WindowParts m_parts;
    ServerId m_server;
    PartForm<workspace::Server> m_form;
    QComboBox *m_host = nullptr;
    QLabel *m_move = nullptr;
    QLabel *m_reach = nullptr;
    TlsSection *m_tls = nullptr;
};

} // namespace framewright::ui

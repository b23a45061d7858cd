// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QDialog>

class QLineEdit;

namespace framewright::ui {

/// How the workspace is called. There is nothing to confirm: what is typed holds at once and is one step of undo.
class WorkspaceNameDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit WorkspaceNameDialog(const WindowParts &parts, QWidget *parent = nullptr);

private:
    void showName();

    WindowParts m_parts;
    QLineEdit *m_name;
};

} // namespace framewright::ui

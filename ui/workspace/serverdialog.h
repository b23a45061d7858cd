// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "ui/common/windowparts.h"

#include <QDialog>

namespace framewright::ui {

/// A window for the settings of one server. There is nothing to confirm: what is changed holds at once, undo takes
/// it back. It closes when the server goes.
class ServerDialog final : public QDialog
{
    Q_OBJECT
public:
    ServerDialog(const WindowParts &parts, ServerId server, QWidget *parent = nullptr);
};

} // namespace framewright::ui

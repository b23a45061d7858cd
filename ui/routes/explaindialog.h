// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace framewright::workspace {
struct Route;
}

namespace framewright::ui {

/// What a route does, written out as sentences, to be read and copied. Deletes itself when it is closed.
class ExplainDialog final : public QDialog
{
    Q_OBJECT
public:
    ExplainDialog(const workspace::Route &route, QWidget *parent);
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QObject>

class QWidget;

namespace framewright::ui {

/// Opens the windows about data sets and environments. Names in the registry: editDataSets, editEnvironments.
class ShelfActions final : public QObject
{
    Q_OBJECT
public:
    ShelfActions(const WindowParts &parts, QWidget *panel);

    /// `name` is chosen there; empty: the first one.
    void showDataSets(const QString &name = {});

private:
    WindowParts m_parts;
    QWidget *m_panel;
};

} // namespace framewright::ui

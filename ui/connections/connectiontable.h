// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QWidget>

class QTableView;

namespace framewright::ui {

class ConnectionCommands;
class ConnectionModel;

/// All connections with all that is known of them, beside the log.
class ConnectionTable final : public QWidget
{
    Q_OBJECT
public:
    ConnectionTable(const WindowParts &parts, ConnectionModel *model, ConnectionCommands *commands,
                    QWidget *parent = nullptr);

private:
    void buildTable(const Theme &theme);
    void buildColumns();
    void showColumnMenu(const QPoint &place);
    void saveColumns() const;

    ConnectionModel *m_model;
    QTableView *m_table;
};

} // namespace framewright::ui

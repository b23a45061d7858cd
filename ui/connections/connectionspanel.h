// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QTimer>
#include <QWidget>

class QListView;

namespace framewright::ui {

class ConnectionCommands;
class ConnectionModel;
class PanelHead;

/// The list of connections at the left: a summary, a choice that narrows the log, and what can be done with them.
class ConnectionsPanel final : public QWidget
{
    Q_OBJECT
public:
    ConnectionsPanel(const WindowParts &parts, ConnectionModel *model, ConnectionCommands *commands,
                     QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void buildList();
    void updateSummary();

    WindowParts m_parts;
    ConnectionModel *m_model;
    ConnectionCommands *m_commands;
    PanelHead *m_head;
    QListView *m_list;
    QTimer m_clock; ///< Durations grow.
};

} // namespace framewright::ui

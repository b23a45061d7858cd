// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QObject>

class QAbstractItemView;

namespace framewright::ui {

class ConnectionCommands;
class ConnectionModel;
class WindowContext;

/// Keeps what is chosen in a view of connections and in the window the same: the current row is the window's
/// connection, the selected rows are those the commands work on. What is in sight stays where it is while others come
/// and go. The view's child.
class ConnectionChoice final : public QObject
{
    Q_OBJECT
public:
    ConnectionChoice(QAbstractItemView *view, ConnectionModel *model, WindowContext &context,
                     ConnectionCommands *commands);

private:
    void handleCurrent();
    void handleSelected();
    void handleContext();
    void handleReset();
    void holdSight();
    void keepSight();

    QAbstractItemView *m_view;
    ConnectionModel *m_model;
    WindowContext &m_context;
    ConnectionCommands *m_commands;
    bool m_following = false; ///< The window's choice is being taken over.
    ConnectionId m_topmost;   ///< In sight while rows come, go or move; zero: the list is at its top, which stays.
    int m_topmostAt = 0;
};

} // namespace framewright::ui

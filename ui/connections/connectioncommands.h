// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/closecode.h"
#include "ui/common/windowparts.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;

namespace framewright::ui {

class CloseDialog;
class PushDialog;

/// What can be done with connections: disconnect with 1000 or with a code, drop, push a message, forget past ones.
/// The list and the table say which ones are chosen; the actions stand in menus, heads and context menus.
class ConnectionCommands final : public QObject
{
    Q_OBJECT
public:
    ConnectionCommands(const WindowParts &parts, QWidget *window);

    void choose(const QList<ConnectionId> &connections);
    [[nodiscard]] QList<ConnectionId> chosen() const { return m_chosen; }
    /// For a context menu, in their order.
    [[nodiscard]] QList<QAction *> actions() const;
    /// The one that stands in a head.
    [[nodiscard]] QAction *disconnectAction() const { return m_disconnect; }
    [[nodiscard]] QAction *pushAction() const { return m_push; }

private:
    void addActions();
    void addCopyAction();
    void updateActions();
    void disconnectWith(const protocol::ClosePayload &payload);
    void askClose();
    void drop();
    void push();
    [[nodiscard]] QList<ConnectionId> chosenOpen() const;

    WindowParts m_parts;
    QWidget *m_window;
    QList<ConnectionId> m_chosen;
    QPointer<CloseDialog> m_closeDialog;
    QPointer<PushDialog> m_pushDialog;
    QAction *m_disconnect = nullptr;
    QAction *m_closeWith = nullptr;
    QAction *m_drop = nullptr;
    QAction *m_push = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_clearPast = nullptr;
};

} // namespace framewright::ui

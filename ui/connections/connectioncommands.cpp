// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/connectioncommands.h"

#include "app/engine/engine.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/connections/pushdialog.h"
#include "ui/messages/closedialog.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QWidget>

namespace framewright::ui {

ConnectionCommands::ConnectionCommands(const WindowParts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    addActions();
    addCopyAction();
    connect(&parts.book, &ConnectionBook::changed, this, &ConnectionCommands::updateActions);
    connect(&parts.book, &ConnectionBook::forgotten, this, &ConnectionCommands::updateActions);
    updateActions();
}

void ConnectionCommands::addActions()
{
    ActionRegistry &actions = m_parts.actions;
    m_disconnect = actions.add({.name = u"disconnectPeer"_qs,
                                .text = tr("&Disconnect this client"),
                                .icon = u"unplug"_qs,
                                .shortcut = QKeySequence(u"Ctrl+Shift+D"_qs),
                                .toolTip = tr("Close the chosen connections with 1000"),
                                .run = [this] {
                                    disconnectWith({protocol::closecode::Normal, {}});
                                }});
    m_closeWith = actions.add({.name = u"disconnectWith"_qs,
                               .text = tr("Disconnect with a &code…"),
                               .icon = {},
                               .shortcut = {},
                               .toolTip = tr("Close the chosen connections with a code and a reason"),
                               .run = [this] { askClose(); },
                               .menu = ActionMenu::Connection});
    m_drop = actions.add({.name = u"dropPeer"_qs,
                          .text = tr("D&rop without a close frame"),
                          .icon = {},
                          .shortcut = {},
                          .toolTip = tr("End the chosen connections at once, as a broken network would (1006)"),
                          .run = [this] { drop(); },
                          .menu = ActionMenu::Connection});
    m_push = actions.add({.name = u"pushMessage"_qs,
                          .text = tr("Send a &message to clients…"),
                          .icon = u"send"_qs,
                          .shortcut = QKeySequence(u"Ctrl+Shift+M"_qs),
                          .toolTip = tr("Send a saved or typed message to one, some or all clients"),
                          .run = [this] { push(); },
                          .menu = ActionMenu::Connection});
    m_clearPast = actions.add({.name = u"clearPast"_qs,
                               .text = tr("Forget &past connections"),
                               .icon = u"clear"_qs,
                               .shortcut = {},
                               .toolTip = {},
                               .run = [this] { m_parts.book.clearPast(); }});
}

void ConnectionCommands::addCopyAction()
{
    m_copy = new QAction(tr("Cop&y the handshake"), this);
    m_copy->setObjectName(u"copyHandshake"_qs);
    connect(m_copy, &QAction::triggered, this, [this] {
        const wire::ConnectionFacts *facts = m_parts.book.find(m_chosen.value(0));
        if (facts != nullptr)
            QGuiApplication::clipboard()->setText(QString::fromUtf8(facts->requestHead + facts->responseHead));
    });
}

QList<QAction *> ConnectionCommands::actions() const
{
    auto *separator = new QAction(m_window);
    separator->setSeparator(true);
    return {m_disconnect, m_closeWith, m_drop, m_push, separator, m_copy, m_clearPast};
}

void ConnectionCommands::choose(const QList<ConnectionId> &connections)
{
    m_chosen = connections;
    updateActions();
}

QList<ConnectionId> ConnectionCommands::chosenOpen() const
{
    QList<ConnectionId> open;
    for (const ConnectionId id : m_chosen) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        if (facts != nullptr && facts->state == wire::ConnectionState::Open)
            open.append(id);
    }
    return open;
}

void ConnectionCommands::updateActions()
{
    const qsizetype open = chosenOpen().size();
    m_disconnect->setText(open > 1 ? tr("&Disconnect these %1 clients").arg(open) : tr("&Disconnect this client"));
    for (QAction *action : {m_disconnect, m_closeWith, m_drop})
        action->setEnabled(open > 0);
    m_push->setEnabled(m_parts.book.live() > 0);
    m_copy->setEnabled(m_chosen.size() == 1);
    m_clearPast->setEnabled(m_parts.book.past() > 0);
}

void ConnectionCommands::disconnectWith(const protocol::ClosePayload &payload)
{
    for (const ConnectionId id : chosenOpen())
        m_parts.engine.disconnectPeer(id, payload);
}

void ConnectionCommands::askClose()
{
    if (m_closeDialog != nullptr) {
        m_closeDialog->activateWindow();
        return;
    }
    m_closeDialog = new CloseDialog(m_parts.theme, m_window);
    m_closeDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_closeDialog, &QDialog::accepted, this,
            [this, dialog = m_closeDialog.data()] { disconnectWith(dialog->payload()); });
    m_closeDialog->open();
}

void ConnectionCommands::drop()
{
    for (const ConnectionId id : chosenOpen())
        m_parts.engine.dropPeer(id);
}

void ConnectionCommands::push()
{
    if (m_pushDialog == nullptr) {
        m_pushDialog = new PushDialog(m_parts, m_window);
        m_pushDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_pushDialog->setChosen(chosenOpen());
    m_pushDialog->show();
    m_pushDialog->activateWindow();
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"
#include "ui/messages/messageeditor.h"

#include <QWidget>

class QMenu;
class QPushButton;
class QToolButton;

namespace framewright::ui {

class Repeater;

/// The message that is about to be sent, with saved messages at hand and what goes out besides: pings, closes, the
/// same message many times. Ctrl+S in it saves the message, or the workspace where the message has nothing to save.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    explicit Composer(const WindowParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] MessageEditor *editor() const { return m_editor; }
    [[nodiscard]] Result<ComposedMessage> outgoing() const { return m_editor->message(); }
    /// As a click on Send: nothing while there is nothing to send.
    void pressSend();
    /// Ping and Close need an open connection; Send opens one.
    void setOpen(bool open);
    /// Takes a saved message of the workspace. False: there is none of that name, or only a rule can send it.
    bool takeSaved(const QString &name);
    void takePayload(const QByteArray &payload, bool isBinary);
    /// Of the saved message that is being edited; empty for none.
    [[nodiscard]] QString savedName() const { return m_savedName; }

signals:
    void sendRequested();
    void pingRequested(const QByteArray &payload);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildButtons();
    void buildMenus();
    void fillSaved();
    void updateSend();
    /// Whether there is nothing to send, or it is as it was saved.
    [[nodiscard]] bool hasNothingToSave() const;
    void save();
    void saveAs();
    void keep(const QString &name, const QString &folder);
    void noteSaved(const QString &name);
    void askPing();
    void askRepeat();

    WindowParts m_parts;
    MessageEditor *m_editor;
    QToolButton *m_saved;
    QToolButton *m_more;
    QMenu *m_savedMenu;
    QPushButton *m_ping;
    QPushButton *m_close;
    QPushButton *m_send;
    Repeater *m_repeater;
    QString m_savedName;
    workspace::Written m_savedSend; ///< What the editor had when it was saved, or taken.
    bool m_isOpen = false;
};

} // namespace framewright::ui

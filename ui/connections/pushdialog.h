// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "ui/common/windowparts.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace framewright::ui {

class MessageEditor;

/// Sends a typed or a saved message to one, some or all clients of the mock servers. Stays open: one pushes more
/// than once.
class PushDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit PushDialog(const WindowParts &parts, QWidget *parent = nullptr);

    /// The connections that are chosen in the window: the first of the receivers.
    void setChosen(const QList<ConnectionId> &connections);

private:
    void buildLayout();
    void offerReceivers();
    void offerSaved();
    void takeSaved(int place);
    void updateSend();
    void send();
    [[nodiscard]] QList<ConnectionId> receivers() const;
    [[nodiscard]] QList<ConnectionId> openOnes(const QList<ConnectionId> &connections) const;

    WindowParts m_parts;
    QList<ConnectionId> m_chosen;
    QComboBox *m_to;
    QComboBox *m_saved;
    MessageEditor *m_editor;
    QLabel *m_done;
    QPushButton *m_send;
};

} // namespace framewright::ui

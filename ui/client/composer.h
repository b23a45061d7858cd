// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/protocol/opcode.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace framewright::ui {

class Theme;

/// The message that is about to be sent: text, or hex for bytes. Says at once when it cannot be sent.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    struct Outgoing
    {
        protocol::Opcode opcode = protocol::Opcode::Text;
        QByteArray payload;
    };

    explicit Composer(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] Result<Outgoing> outgoing() const;
    /// Ping and Close need an open connection; Send opens one.
    void setOpen(bool open);

signals:
    void sendRequested();
    void pingRequested();
    void closeRequested();

private:
    void buildEditor();
    void buildButtons();
    void validate();
    [[nodiscard]] bool isHex() const;

    QPlainTextEdit *m_text;
    QComboBox *m_format;
    QLabel *m_size;
    QLabel *m_problem;
    QPushButton *m_ping;
    QPushButton *m_close;
    QPushButton *m_send;
};

} // namespace framewright::ui

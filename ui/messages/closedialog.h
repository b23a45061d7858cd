// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/closecode.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace framewright::ui {

class Theme;

/// Asks for the code and the reason of a close frame, says what the code means, and takes only what may be sent.
class CloseDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CloseDialog(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] protocol::ClosePayload payload() const;

private:
    void buildForm();
    void validate();
    [[nodiscard]] std::optional<protocol::CloseCode> code() const;

    const Theme &m_theme;
    QComboBox *m_code;
    QLineEdit *m_reason;
    QLabel *m_meaning;
    QDialogButtonBox *m_buttons;
};

} // namespace framewright::ui

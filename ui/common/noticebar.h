// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"

#include <QWidget>

class QLabel;

namespace framewright::ui {

class Theme;

/// A line over a panel that says what went wrong and what to do, until it is dismissed or the cause is gone.
class NoticeBar final : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);

    void showError(const Error &error);
    void dismiss();
    [[nodiscard]] QString text() const;

private:
    void tint();

    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace framewright::ui

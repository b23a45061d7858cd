// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

class QAction;

namespace framewright::ui {

class Theme;

/// Looks like a field and opens the command palette: "Go to anything  Ctrl+K".
class SearchButton final : public QAbstractButton
{
    Q_OBJECT
public:
    SearchButton(const Theme &theme, QAction *action, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_keys;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QWidget>

class QDockWidget;
class QHBoxLayout;
class QToolButton;

namespace framewright::ui {

class Theme;

/// The title bar of a dock: the panel's own head, then float and close. What one drags to move the dock.
class DockTitle final : public QWidget
{
    Q_OBJECT
public:
    /// `heads` stand side by side; the last one takes the room that is left.
    DockTitle(const Theme &theme, QDockWidget *dock, const QList<QWidget *> &heads);

    void setGround(Token ground);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &text, const QString &icon);
    void showFloating(bool floating);

    const Theme &m_theme;
    QDockWidget *m_dock;
    QHBoxLayout *m_layout;
    QToolButton *m_float = nullptr;
    Token m_ground = Token::Raised;
};

} // namespace framewright::ui

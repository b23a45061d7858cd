// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace framewright::ui {

class Theme;

/// What a step is dragged by. Arrow keys move the step while it has the focus.
class Grip final : public QToolButton
{
    Q_OBJECT
public:
    /// The place of a step in its rule, as bytes of this type, is what is dragged.
    static constexpr auto mimeType = "application/x-framewright-step";

    Grip(const Theme &theme, const QString &place, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void moveRequested(int steps);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const QString m_place;
    QPoint m_pressed;
};

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <cstdint>

class QAbstractScrollArea;

namespace framewright::ui {

/// The upper or lower edge of what is scrolled. It fades where there is more behind it, so that half a row is seen to
/// go on and not to be cut.
class ScrollEdge final : public QWidget
{
    Q_OBJECT
public:
    enum class Side : std::uint8_t
    {
        Top,
        Bottom
    };

    /// Gives the area both of them; they go with it.
    static void attach(QAbstractScrollArea *area);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    ScrollEdge(QAbstractScrollArea *area, Side side);
    void follow();

    QAbstractScrollArea *m_area;
    Side m_side;
};

} // namespace framewright::ui

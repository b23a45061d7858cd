// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/sparkline.h"

#include "ui/common/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace framewright::ui {

SparkLine::SparkLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void SparkLine::add(double sample)
{
    const auto before = m_values;
    std::rotate(m_values.begin(), m_values.begin() + 1, m_values.end());
    m_values.back() = sample;
    if (m_values != before)
        update();
}

QSize SparkLine::sizeHint() const
{
    return {70, 16};
}

void SparkLine::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const double highest = *std::max_element(m_values.cbegin(), m_values.cend());
    if (highest <= 0)
        return;
    const QRectF place = QRectF(rect()).adjusted(1, 5, -1, -5);
    QPainterPath path;
    for (std::size_t sample = 0; sample < m_values.size(); ++sample) {
        const QPointF point(place.left() + place.width() * double(sample) / double(samples - 1),
                            place.bottom() - place.height() * m_values.at(sample) / highest);
        sample == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Accent), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace framewright::ui

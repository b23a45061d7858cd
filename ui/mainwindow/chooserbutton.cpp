// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/chooserbutton.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace framewright::ui {

namespace {

constexpr int longestValue = 24; ///< Letters; a longer name is cut and told by the tooltip.

} // namespace

ChooserButton::ChooserButton(const Theme &theme, const QString &label, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_label(label)
{
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setValue({});
}

void ChooserButton::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(m_label);
    setAccessibleDescription(value);
    setText(QString(m_label % u' ' % value));
    setToolTip(text());
    updateGeometry();
    update();
}

QSize ChooserButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int value = std::min(metrics.horizontalAdvance(m_value), longestValue * metrics.averageCharWidth());
    const int picture = icon().isNull() ? 0 : measure::IconSize + measure::Hair;
    return {measure::Medium + picture + metrics.horizontalAdvance(m_label) + measure::Small + value + measure::Hair +
                measure::IconSize + measure::Small,
            Theme::controlHeight(font())};
}

void ChooserButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.state &= ~QStyle::State_AutoRaise;
    painter.drawPrimitive(QStyle::PE_PanelButtonTool, option);
    QRect rest = rect().adjusted(measure::Medium, 0, -measure::Small, 0);
    const auto drawPicture = [&](const QPixmap &picture, int left) {
        painter.drawPixmap(QRect(left, rest.center().y() - measure::IconSize / 2, measure::IconSize, measure::IconSize),
                           picture);
    };
    const QColor muted = m_theme.color(isEnabled() ? Token::Muted : Token::Disabled);
    drawPicture(iconPixmap(u"chevron-down"_qs, measure::IconSize, muted, devicePixelRatioF()),
                rest.right() - measure::IconSize + 1);
    rest.setRight(rest.right() - measure::IconSize - measure::Hair);
    if (!icon().isNull()) {
        drawPicture(icon().pixmap(QSize(measure::IconSize, measure::IconSize), devicePixelRatioF()), rest.left());
        rest.setLeft(rest.left() + measure::IconSize + measure::Hair);
    }
    painter.setPen(muted);
    painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, m_label);
    rest.setLeft(rest.left() + fontMetrics().horizontalAdvance(m_label) + measure::Small);
    painter.setPen(m_theme.color(isEnabled() ? Token::Text : Token::Disabled));
    painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_value, Qt::ElideRight, rest.width()));
}

} // namespace framewright::ui

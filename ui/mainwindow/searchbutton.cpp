// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/searchbutton.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QStyleOptionFrame>
#include <QStylePainter>

namespace framewright::ui {

SearchButton::SearchButton(const Theme &theme, QAction *action, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_keys(action->shortcut().toString(QKeySequence::NativeText))
{
    setObjectName(action->objectName() + u"Button"_qs);
    setText(tr("Go to anything"));
    setAccessibleName(text());
    setToolTip(action->toolTip());
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

QSize SearchButton::sizeHint() const
{
    const int letter = fontMetrics().averageCharWidth();
    return {std::max(250, 34 * letter), Theme::controlHeight(font())};
}

QSize SearchButton::minimumSizeHint() const
{
    const int keys = fontMetrics().horizontalAdvance(m_keys);
    return {2 * measure::Medium + 2 * measure::IconSize + keys + fontMetrics().horizontalAdvance(text()),
            Theme::controlHeight(font())};
}

void SearchButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QStylePainter painter(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = 1;
    painter.drawPrimitive(QStyle::PE_PanelLineEdit, frame);
    const QRect inside = rect().adjusted(measure::Medium, 0, -measure::Medium, 0);
    painter.drawPixmap(
        QRect(inside.left(), inside.center().y() - measure::IconSize / 2 + 1, measure::IconSize, measure::IconSize),
        iconPixmap(u"search"_qs, measure::IconSize, m_theme.color(Token::Muted), devicePixelRatioF()));
    painter.setPen(m_theme.color(Token::Faint));
    painter.drawText(inside.adjusted(measure::IconSize + measure::Small, 0, 0, 0), Qt::AlignVCenter, text());
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight, m_keys);
}

} // namespace framewright::ui

// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/docktitle.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace framewright::ui {

DockTitle::DockTitle(const Theme &theme, QDockWidget *dock, const QList<QWidget *> &heads)
    : QWidget(dock)
    , m_theme(theme)
    , m_dock(dock)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, measure::Hair, 0);
    m_layout->setSpacing(0);
    for (QWidget *head : heads)
        m_layout->addWidget(head, head == heads.constLast() ? 1 : 0);
    m_float = addButton(u"Float"_qs, {}, u"float"_qs);
    QToolButton *closing = addButton(u"Close"_qs, tr("Close %1").arg(dock->windowTitle()), u"close"_qs);
    connect(m_float, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
    connect(closing, &QToolButton::clicked, dock, &QDockWidget::close);
    connect(dock, &QDockWidget::topLevelChanged, this, &DockTitle::showFloating);
    showFloating(dock->isFloating());
}

QToolButton *DockTitle::addButton(const QString &name, const QString &text, const QString &icon)
{
    auto *button = new QToolButton(this);
    button->setObjectName(m_dock->objectName() % name);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(themedIcon(m_theme, icon, Token::Faint));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const int side = Theme::headHeight(font()) - measure::Small;
    button->setFixedSize(side, side);
    button->setIconSize({measure::IconSize - 2, measure::IconSize - 2});
    m_layout->addWidget(button);
    return button;
}

void DockTitle::showFloating(bool floating)
{
    const QString text = floating ? tr("Put %1 back").arg(m_dock->windowTitle())
                                  : tr("Float %1 as a window of its own").arg(m_dock->windowTitle());
    m_float->setAccessibleName(text);
    m_float->setToolTip(text);
    m_float->setIcon(themedIcon(m_theme, floating ? u"dock"_qs : u"float"_qs, Token::Faint));
}

void DockTitle::setGround(Token ground)
{
    m_ground = ground;
    update();
}

QSize DockTitle::sizeHint() const
{
    return {QWidget::sizeHint().width(), Theme::headHeight(font())};
}

QSize DockTitle::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(), Theme::headHeight(font())};
}

void DockTitle::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_ground));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace framewright::ui

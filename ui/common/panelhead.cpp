// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/panelhead.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace framewright::ui {

namespace {

/// Whole parts of "1 live, 2 past" rather than half of one; the rest is in the tool tip.
QString fittingText(QString text, const QFontMetrics &metrics, Qt::TextElideMode mode, int width)
{
    qsizetype comma = 0;
    while (metrics.horizontalAdvance(text) > width && (comma = text.lastIndexOf(u", "_qs)) > 0)
        text.truncate(comma);
    return metrics.elidedText(text, mode, width);
}

} // namespace

PanelHead::PanelHead(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(title, this))
    , m_summary(new ElidedLabel(theme, this))
    , m_pill(new PillLabel(theme, this))
    , m_layout(new QHBoxLayout(this))
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_pill->hide();
    m_layout->setContentsMargins(measure::Medium, 0, measure::Hair, 1);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_title);
    m_layout->addSpacing(measure::Small);
    m_layout->addWidget(m_summary, 1);
    m_layout->addWidget(m_pill);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PanelHead::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    if (m_isPath) // Of any length: it may be cut, the others never.
        m_title->setMinimumWidth(std::min(m_title->sizeHint().width(), 30 * fontMetrics().averageCharWidth()));
}

void PanelHead::setTitleFixed()
{
    QFont fixed = Theme::fixedFont(font());
    fixed.setBold(true);
    m_title->setFont(fixed);
    m_isPath = true;
    m_layout->setContentsMargins(measure::Medium, 0, measure::Medium, 1); // No button of a dock stands behind it.
}

void PanelHead::setPlain()
{
    m_ground = Token::Panel;
}

void PanelHead::setSummary(const QString &summary)
{
    m_summary->setText(summary);
}

void PanelHead::setPill(const QString &text, PillTone tone)
{
    m_pill->setPill(text, tone);
    m_pill->setVisible(!text.isEmpty());
}

void PanelHead::addAction(QAction *action)
{
    QWidget::addAction(action);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setObjectName(action->objectName() + u"Button"_qs);
    button->setAccessibleName(action->text().remove(u'&'));
    button->setFocusPolicy(Qt::TabFocus);
    const int side = Theme::headHeight(font()) - measure::Small;
    button->setFixedSize(side, side);
    m_layout->insertWidget(m_layout->count() - 1, button);
}

QSize PanelHead::sizeHint() const
{
    return {QWidget::sizeHint().width(), Theme::headHeight(font())};
}

QSize PanelHead::minimumSizeHint() const
{
    // The name and the buttons are never cut; the summary gives way.
    return {QWidget::minimumSizeHint().width(), Theme::headHeight(font())};
}

void PanelHead::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_ground));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

PillLabel::PillLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void PillLabel::setPill(const QString &text, PillTone tone)
{
    if (text == m_text && tone == m_tone)
        return;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize PillLabel::sizeHint() const
{
    QFont bold = font();
    bold.setBold(true);
    return {QFontMetrics(bold).horizontalAdvance(m_text) + measure::Large, Theme::rowHeight(font())};
}

void PillLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    drawPill(painter, m_theme, rect(), m_text, m_tone, font());
}

ElidedLabel::ElidedLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setTone(Token tone)
{
    m_tone = tone;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, Theme::rowHeight(font())};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, Theme::rowHeight(font())};
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(m_theme.color(m_tone));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::TextSingleLine,
                     fittingText(m_text, fontMetrics(), m_elide, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

} // namespace framewright::ui

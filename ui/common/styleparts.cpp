// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/icons.h"
#include "ui/common/quietsize.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

namespace framewright::ui {

namespace {

/// A filled rounded rectangle with a border of one line, or of two where the keyboard is.
void drawRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, bool strong)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(QPen(border, strong ? 2 : 1));
    const qreal inset = strong ? 1 : 0.5;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), measure::ControlRadius,
                             measure::ControlRadius);
    painter->restore();
}

} // namespace

void Style::drawIcon(QPainter *painter, const QString &name, const QRect &place, const QColor &color) const
{
    const int side = std::min({place.width(), place.height(), measure::IconSize});
    QRect target(0, 0, side, side);
    target.moveCenter(place.center());
    painter->drawPixmap(target, iconPixmap(name, side, color, painter->device()->devicePixelRatioF()));
}

void Style::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = option->state & State_Enabled;
    const bool primary = enabled && widget != nullptr && widget->property("primary").toBool();
    const bool focused = option->state & State_HasFocus;
    QColor fill = m_theme.color(primary ? Token::Accent : Token::Panel);
    if (!enabled)
        fill = m_theme.color(Token::Window);
    else if (option->state & (State_Sunken | State_On))
        fill = primary ? fill.darker(115) : m_theme.color(Token::Selection);
    else if (option->state & State_MouseOver)
        fill = primary ? fill.darker(106) : m_theme.color(Token::Raised);
    if (primary && focused) {
        drawRounded(painter, option->rect, fill, m_theme.color(Token::Text), true);
        return;
    }
    drawRounded(painter, option->rect, fill,
                primary ? fill : m_theme.color(focused && enabled ? Token::Accent : Token::Line), focused && enabled);
}

void Style::drawToolPanel(const QStyleOption *option, QPainter *painter) const
{
    if (!(option->state & State_AutoRaise))
        return drawButton(option, painter, nullptr);
    const bool on = option->state & (State_On | State_Sunken);
    const bool over = (option->state & State_MouseOver) && (option->state & State_Enabled);
    if (!on && !over)
        return;
    const QColor fill = m_theme.color(on ? Token::Selection : Token::NeutralGround);
    drawRounded(painter, option->rect.adjusted(1, 1, -1, -1), fill, fill, false);
}

/// Icon and text stand in the middle of their button; Qt puts them at its left edge.
void Style::drawToolLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (button == nullptr || button->toolButtonStyle != Qt::ToolButtonTextBesideIcon || button->icon.isNull())
        return QProxyStyle::drawControl(CE_ToolButtonLabel, option, painter, widget);
    QStyleOptionToolButton label(*button);
    const QSize text = label.fontMetrics.size(Qt::TextShowMnemonic, label.text);
    const int content = label.iconSize.width() + measure::Hair + text.width();
    label.rect.setLeft(label.rect.left() + std::max(0, (label.rect.width() - content) / 2));
    QProxyStyle::drawControl(CE_ToolButtonLabel, &label, painter, widget);
}

void Style::drawField(const QStyleOption *option, QPainter *painter, bool focused) const
{
    const bool enabled = option->state & State_Enabled;
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool readOnly = option->state & State_ReadOnly;
    const QColor fill = m_theme.color(enabled && !(frame != nullptr && readOnly) ? Token::Panel : Token::Window);
    drawRounded(painter, option->rect, fill, m_theme.color(focused && enabled ? Token::Accent : Token::Line),
                focused && enabled);
}

void Style::drawCheck(const QStyleOption *option, QPainter *painter) const
{
    const bool on = option->state & State_On;
    const bool enabled = option->state & State_Enabled;
    const Token fill = on && enabled ? Token::Accent : enabled ? Token::Panel : Token::Window;
    const Token border = on && enabled ? Token::Accent : option->state & State_HasFocus ? Token::Accent : Token::Faint;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(m_theme.color(fill));
    painter->setPen(m_theme.color(border));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(.5, .5, -.5, -.5), 3, 3);
    painter->restore();
    if (on)
        drawIcon(painter, u"check"_qs, option->rect, m_theme.color(enabled ? Token::AccentText : Token::Disabled));
}

void Style::drawBranch(const QStyleOption *option, QPainter *painter) const
{
    if (!(option->state & State_Children))
        return;
    drawIcon(painter, option->state & State_Open ? u"chevron-down"_qs : u"chevron-right"_qs, option->rect,
             m_theme.color(Token::Muted));
}

/// Of a toolbar, between groups of buttons.
void Style::drawSeparator(const QStyleOption *option, QPainter *painter) const
{
    const QRect gap = option->rect;
    painter->fillRect(QRect(gap.center().x(), gap.top() + measure::Small, 1, gap.height() - 2 * measure::Small),
                      m_theme.color(Token::Line));
}

void Style::drawStatusBar(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.color(Token::Window));
    painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), m_theme.color(Token::Line));
}

void Style::drawArrow(const QStyleOption *option, QPainter *painter, const QString &icon) const
{
    const bool enabled = option->state & State_Enabled;
    drawIcon(painter, icon, option->rect, m_theme.color(enabled ? Token::Muted : Token::Disabled));
}

void Style::drawTab(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                      m_theme.color(Token::Line));
    if (option->state & State_Selected)
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2),
                          m_theme.color(Token::Accent));
}

void Style::drawTabLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (tab == nullptr)
        return;
    const bool chosen = option->state & State_Selected;
    painter->save();
    QFont font = widget != nullptr ? widget->font() : painter->font();
    font.setBold(chosen);
    painter->setFont(font);
    const Token tone = !(option->state & State_Enabled) ? Token::Disabled : chosen ? Token::Text : Token::Muted;
    painter->setPen(m_theme.color(tone));
    painter->drawText(option->rect, Qt::AlignCenter | Qt::TextHideMnemonic, tab->text);
    if (option->state & State_HasFocus) {
        painter->setPen(m_theme.color(Token::Accent));
        painter->drawRoundedRect(option->rect.adjusted(2, 3, -3, -4), measure::Hair, measure::Hair);
    }
    painter->restore();
}

void Style::drawHeaderLabel(const QStyleOption *option, QPainter *painter) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (header == nullptr)
        return;
    painter->save();
    painter->setPen(m_theme.color(Token::Muted));
    QFont font = painter->font();
    font.setBold(false);
    setQuietSize(font, font);
    painter->setFont(font);
    const int edge = header->position == QStyleOptionHeader::Beginning ? measure::Hair : 0;
    const QRect place = header->rect.adjusted(2 + edge, 0, -measure::Hair, 0);
    const QString text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, place.width());
    // By itself Qt centres them; they stand over the beginning of what they name.
    const Qt::Alignment alignment = header->textAlignment & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(place, static_cast<int>(alignment | Qt::AlignVCenter), text);
    painter->restore();
}

void Style::drawCombo(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (combo == nullptr)
        return;
    const bool focused = widget != nullptr && (widget->hasFocus() || (combo->state & State_HasFocus));
    if (combo->editable)
        drawField(option, painter, focused);
    else
        drawButton(option, painter, nullptr);
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    drawIcon(painter, u"chevron-down"_qs, arrow,
             m_theme.color(option->state & State_Enabled ? Token::Muted : Token::Disabled));
}

void Style::drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (box == nullptr)
        return;
    drawField(option, painter, widget != nullptr && widget->hasFocus());
    if (box->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, const QString &icon, QAbstractSpinBox::StepEnabledFlag step) {
        const bool works = (box->stepEnabled & step) != 0 && (box->state & State_Enabled) != 0;
        const bool pointedAt = works && (box->activeSubControls & part) != 0;
        drawIcon(painter, icon, proxy()->subControlRect(CC_SpinBox, option, part, widget),
                 m_theme.color(pointedAt ? Token::Text
                               : works   ? Token::Muted
                                         : Token::Disabled));
    };
    arrow(SC_SpinBoxUp, u"chevron-up"_qs, QAbstractSpinBox::StepUpEnabled);
    arrow(SC_SpinBoxDown, u"chevron-down"_qs, QAbstractSpinBox::StepDownEnabled);
}

/// A slim line. Of work whose end nobody knows a third is filled, and stands still.
void Style::drawProgress(const QStyleOption *option, QPainter *painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (bar == nullptr)
        return;
    const int range = bar->maximum - bar->minimum;
    const double done = range > 0 ? double(bar->progress - bar->minimum) / range : 1.0 / 3;
    QRectF groove(option->rect.left(), option->rect.center().y() - 2, option->rect.width(), measure::Hair);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(Token::Line));
    painter->drawRoundedRect(groove, 2, 2);
    groove.setWidth(groove.width() * std::clamp(done, 0.0, 1.0));
    painter->setBrush(m_theme.color(Token::Accent));
    painter->drawRoundedRect(groove, 2, 2);
    painter->restore();
}

void Style::drawDockHandle(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.color(Token::Panel));
    const QRect all = option->rect;
    const bool upright = all.height() > all.width();
    const QRect line = upright ? QRect(all.center().x(), all.top(), 1, all.height())
                               : QRect(all.left(), all.center().y(), all.width(), 1);
    painter->fillRect(line, m_theme.color(option->state & State_MouseOver ? Token::Accent : Token::Line));
}

QRect Style::sliderRect(const QStyleOptionComplex *option) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar == nullptr)
        return {};
    const bool across = bar->orientation == Qt::Horizontal;
    const int groove = across ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int length = groove;
    if (range > 0)
        length = static_cast<int>(qint64(bar->pageStep) * groove / (range + bar->pageStep));
    length = std::min(groove, std::max(length, pixelMetric(PM_ScrollBarSliderMin, option, nullptr)));
    const int start = QStyle::sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, groove - length,
                                                      bar->upsideDown);
    return across ? QRect(bar->rect.left() + start, bar->rect.top(), length, bar->rect.height())
                  : QRect(bar->rect.left(), bar->rect.top() + start, bar->rect.width(), length);
}

void Style::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    Q_UNUSED(widget)
    painter->fillRect(option->rect, m_theme.color(Token::Panel));
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (bar == nullptr || bar->maximum <= bar->minimum)
        return;
    const bool held = (option->activeSubControls & SC_ScrollBarSlider) && (option->state & State_Sunken);
    const bool over = option->activeSubControls & SC_ScrollBarSlider;
    QColor fill = m_theme.color(held || over ? Token::Muted : Token::Faint);
    if (!held && !over)
        fill.setAlphaF(0.6F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(sliderRect(option)).adjusted(2, 2, -2, -2), 3, 3);
    painter->restore();
}

} // namespace framewright::ui

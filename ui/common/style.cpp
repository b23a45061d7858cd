// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/style.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

namespace framewright::ui {

namespace {

/// Lists, and editors that fill a panel, have no border but the one that tells where the keys go.
bool isBare(const QWidget *widget)
{
    return qobject_cast<const QAbstractItemView *>(widget) != nullptr ||
           (widget != nullptr && widget->property("bare").toBool());
}

void drawOutline(QPainter *painter, const QRect &rect, const QColor &color)
{
    painter->setPen(color);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0, 0, -1, -1));
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_qs)) // QProxyStyle owns its base.
    , m_theme(theme)
{
}

namespace {

/// Our icon of an arrow; empty for what is none.
QString chevronOf(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowDown:
        return u"chevron-down"_qs;
    case QStyle::PE_IndicatorArrowUp:
        return u"chevron-up"_qs;
    case QStyle::PE_IndicatorArrowLeft:
        return u"chevron-left"_qs;
    case QStyle::PE_IndicatorArrowRight:
        return u"chevron-right"_qs;
    default:
        return {};
    }
}

} // namespace

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(option, painter, widget);
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(option, painter, option->state & State_HasFocus);
        return;
    case PE_FrameLineEdit:
    case PE_FrameButtonBevel:
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelItemViewRow:
        // Of a tree: what stands in front of the cell belongs to the chosen row.
        if (option->state & State_Selected)
            painter->fillRect(option->rect, m_theme.color(Token::Selection));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(option->rect, m_theme.color(Token::Line));
        return;
    case PE_PanelButtonTool:
        return drawToolPanel(option, painter);
    case PE_Frame:
        if (!isBare(widget))
            drawField(option, painter, option->state & State_HasFocus);
        else if (option->state & State_HasFocus)
            drawOutline(painter, option->rect, m_theme.color(Token::Accent));
        return;
    case PE_FrameFocusRect:
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(m_theme.color(Token::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(.5, .5, -.5, -.5), measure::Hair, measure::Hair);
        painter->restore();
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(option, painter);
    case PE_IndicatorBranch:
        return drawBranch(option, painter);
    case PE_IndicatorToolBarSeparator:
        return drawSeparator(option, painter);
    case PE_PanelStatusBar:
        return drawStatusBar(option, painter);
    case PE_IndicatorDockWidgetResizeHandle:
        return drawDockHandle(option, painter);
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_theme.color(Token::Raised));
        drawOutline(painter, option->rect, m_theme.color(Token::Line));
        return;
    default:
        if (const QString icon = chevronOf(element); !icon.isEmpty())
            return drawArrow(option, painter, icon);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button == nullptr)
            break;
        QStyleOptionButton label(*button);
        const bool primary = widget != nullptr && widget->property("primary").toBool();
        if (primary && (option->state & State_Enabled))
            label.palette.setColor(QPalette::ButtonText, m_theme.color(Token::AccentText));
        return QProxyStyle::drawControl(element, &label, painter, widget);
    }
    case CE_ToolButtonLabel:
        return drawToolLabel(option, painter, widget);
    case CE_TabBarTabShape:
        return drawTab(option, painter);
    case CE_TabBarTabLabel:
        return drawTabLabel(option, painter, widget);
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Token::Panel));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_theme.color(Token::Line));
        return;
    case CE_HeaderLabel:
        return drawHeaderLabel(option, painter);
    case CE_Splitter:
        painter->fillRect(option->rect, m_theme.color(Token::Line));
        return;
    case CE_ProgressBar:
        return drawProgress(option, painter);
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item == nullptr)
            break;
        painter->fillRect(option->rect, m_theme.color(Token::Window));
        if (option->state & State_Selected)
            painter->fillRect(option->rect, m_theme.color(Token::NeutralGround));
        drawItemText(painter, option->rect, Qt::AlignCenter | Qt::TextShowMnemonic, option->palette,
                     option->state & State_Enabled, item->text, QPalette::WindowText);
        return;
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Token::Window));
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, m_theme.color(Token::Window));
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_theme.color(Token::Line));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawCombo(option, painter, widget);
    if (control == CC_ScrollBar)
        return drawScrollBar(option, painter, widget);
    if (control == CC_SpinBox)
        return drawSpinBox(option, painter, widget);
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && tool != nullptr && !(tool->features & QStyleOptionToolButton::MenuButtonPopup)) {
        // Qt marks a menu by a speck in the corner; the dots and the plus say as much.
        QStyleOptionToolButton unmarked(*tool);
        unmarked.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &unmarked, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    const bool framed = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return framed ? rect.adjusted(measure::Hair, 0, -measure::Hair, 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        switch (part) {
        case SC_ScrollBarGroove:
            return option->rect;
        case SC_ScrollBarSlider:
            return sliderRect(option);
        case SC_ScrollBarAddPage:
        case SC_ScrollBarSubPage: {
            const QRect slider = sliderRect(option);
            const bool across = option->state & State_Horizontal;
            QRect page = option->rect;
            if (part == SC_ScrollBarSubPage)
                across ? page.setRight(slider.left() - 1) : page.setBottom(slider.top() - 1);
            else
                across ? page.setLeft(slider.right() + 1) : page.setTop(slider.bottom() + 1);
            return page;
        }
        default:
            return {};
        }
    }
    if (control == CC_ComboBox) {
        constexpr int arrow = 24;
        const QRect all = option->rect;
        switch (part) {
        case SC_ComboBoxArrow:
            return visualRect(option->direction, all, QRect(all.right() - arrow + 1, all.top(), arrow, all.height()));
        case SC_ComboBoxEditField:
            return visualRect(option->direction, all, all.adjusted(measure::Small - 2, 1, -arrow, -1));
        default:
            break;
        }
    }
    if (control == CC_SpinBox) {
        constexpr int arrow = 20;
        const QRect all = option->rect.adjusted(1, 1, -1, -1);
        const QRect arrows(all.right() - arrow + 1, all.top(), arrow, all.height());
        switch (part) {
        case SC_SpinBoxUp:
            return visualRect(option->direction, option->rect, arrows.adjusted(0, 0, 0, -arrows.height() / 2));
        case SC_SpinBoxDown:
            return visualRect(option->direction, option->rect, arrows.adjusted(0, arrows.height() / 2, 0, 0));
        case SC_SpinBoxEditField:
            return visualRect(option->direction, option->rect, all.adjusted(measure::Hair, 0, -arrow, 0));
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        // An editor's square corners stay inside the rounded border.
        return qobject_cast<const QPlainTextEdit *>(widget) != nullptr && !isBare(widget) ? measure::Hair : 1;
    case PM_ToolBarFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_SplitterWidth:
    case PM_TabBarBaseOverlap:
        return 1;
    case PM_DockWidgetSeparatorExtent:
        return 3; // One pixel to be seen, three to be caught.
    case PM_ToolBarItemMargin:
        return measure::Hair;
    case PM_ToolBarItemSpacing:
        return measure::Small;
    case PM_ScrollBarExtent:
        return measure::Medium;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return measure::IconSize;
    case PM_HeaderMargin:
    case PM_TabBarTabHSpace:
        return measure::Hair;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_ComboBox_Popup:
    case SH_TabBar_ElideMode:
    case SH_DrawMenuBarSeparator:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_DockWidget_ButtonsHaveFrame:
        return 0;
    case SH_Table_GridLineColor:
        return int(m_theme.color(Token::Line).rgb());
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const QFont font = widget != nullptr ? widget->font() : QApplication::font();
    const int control = Theme::controlHeight(font);
    switch (type) {
    case CT_PushButton:
        return {size.width() + 2 * measure::Medium, control};
    case CT_LineEdit:
        return {size.width() + 2 * measure::Hair, control};
    case CT_SpinBox:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width() + measure::Small, control};
    case CT_ComboBox:
        return {size.width() + measure::Small + 24, control};
    case CT_ToolButton: {
        // One with a border of its own needs air inside of it.
        const bool isFramed = (option->state & State_AutoRaise) == 0;
        return {std::max(size.width() + (isFramed ? measure::Large : measure::Small), control), control};
    }
    case CT_ItemViewItem: {
        // The lists of combo boxes and completions, too, have rows that are easy to hit.
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), Theme::rowHeight(font))};
    }
    case CT_HeaderSection:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width(), Theme::rowHeight(font) + 1};
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QFont bold(font);
            bold.setBold(true);
            const int text = QFontMetrics(bold).size(Qt::TextShowMnemonic, tab->text).width();
            return {text + 2 * measure::Medium, Theme::headHeight(font)};
        }
        break;
    case CT_MenuBarItem:
        return {size.width() + 2 * measure::Small, std::max(26, control - 2)};
    case CT_MenuItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item != nullptr && item->menuItemType != QStyleOptionMenuItem::Separator)
            return {base.width() + measure::Large, std::max(base.height(), Theme::rowHeight(font) + 2)};
        return base;
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    if (which == SP_LineEditClearButton)
        return themedIcon(m_theme, u"cross"_qs);
    return QProxyStyle::standardIcon(which, option, widget);
}

QPalette Style::standardPalette() const
{
    return m_theme.palette();
}

} // namespace framewright::ui

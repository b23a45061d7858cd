// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/celldelegate.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFrame>
#include <QTreeView>

namespace framewright::ui {

namespace {

constexpr int dotSize = 8;
constexpr int iconSize = 14;

/// A tree has its indentation; elsewhere the first column keeps away from the edge.
int edgeOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isAtEdge = index.column() == 0 && qobject_cast<const QTreeView *>(option.widget) == nullptr;
    return isAtEdge ? measure::Medium : 6;
}

Token tokenFrom(const QVariant &value, Token otherwise)
{
    return value.isValid() ? static_cast<Token>(value.toInt()) : otherwise;
}

QFont smaller(const QFont &font)
{
    QFont small(font);
    if (font.pixelSize() > 0)
        small.setPixelSize(qRound(font.pixelSize() * 0.85));
    else
        small.setPointSizeF(font.pointSizeF() * 0.85);
    return small;
}

} // namespace

int drawPill(QPainter &painter, const Theme &theme, const QRect &place, const QString &text, PillTone tone,
             const QFont &font)
{
    QFont small = smaller(font);
    small.setBold(true);
    const QFontMetrics metrics(small);
    const int height = std::min(place.height() - measure::Hair, std::max(18, metrics.height() + 2));
    const int width = std::max(metrics.horizontalAdvance(text) + 2 * 7, height);
    QRect pill(0, 0, width, height);
    pill.moveCenter(place.center());
    pill.moveRight(place.right());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(groundOf(tone)));
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    painter.setPen(theme.color(textOf(tone)));
    painter.setFont(small);
    painter.drawText(pill, Qt::AlignCenter, text);
    painter.restore();
    return width;
}

void drawDot(QPainter &painter, const QColor &color, const QRect &place)
{
    QRectF dot(0, 0, dotSize, dotSize);
    dot.moveCenter(QRectF(place).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(dot);
    painter.restore();
}

/// One cell while it is painted; `rest` shrinks as its parts take their place.
struct CellDelegate::Cell
{
    QPainter &painter;
    const QStyleOptionViewItem &option;
    const QModelIndex &index;
    QRect rest;
    bool selected = false;
};

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Cell cell{*painter, option, index, option.rect.adjusted(edgeOf(option, index), 0, -measure::Small, 0),
              option.state.testFlag(QStyle::State_Selected)};
    paintGround(cell);
    paintFront(cell);
    paintEnd(cell);
    paintText(cell);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // A row of a list is as wide as the list, and cuts its text with an ellipsis.
    const bool isOfList = qobject_cast<const QListView *>(option.widget) != nullptr;
    const int width = isOfList ? 0 : QStyledItemDelegate::sizeHint(option, index).width();
    return {width, Theme::rowHeight(option.font)};
}

int CellDelegate::textLeft(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int left = option.rect.left() + edgeOf(option, index);
    if (index.data(DotRole).isValid())
        left += dotSize + measure::Small;
    if (m_keepsIconPlace || !index.data(IconRole).toString().isEmpty())
        left += iconSize - 1 + measure::Small;
    return left;
}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setFrame(true);
        line->setFont(index.data(FixedRole).toBool() ? Theme::fixedFont(option.font) : option.font);
    }
    return editor;
}

void CellDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const
{
    QStyledItemDelegate::updateEditorGeometry(editor, option, index);
    const auto *line = qobject_cast<QLineEdit *>(editor);
    if (line == nullptr)
        return;
    QStyleOptionFrame frame;
    frame.initFrom(line);
    frame.rect = QRect(0, 0, option.rect.width(), option.rect.height());
    frame.lineWidth = line->style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &frame, line);
    constexpr int ownMargin = 2; // Between a line edit's contents and its text.
    const int inset = line->style()->subElementRect(QStyle::SE_LineEditContents, &frame, line).left() + ownMargin;
    QRect place = option.rect;
    place.setLeft(textLeft(option, index) - inset);
    editor->setGeometry(place);
}

void CellDelegate::paintGround(const Cell &cell) const
{
    const QVariant ground = cell.index.data(GroundRole);
    if (cell.selected)
        cell.painter.fillRect(cell.option.rect, m_theme.color(Token::Selection));
    else if (ground.isValid())
        cell.painter.fillRect(cell.option.rect, m_theme.color(tokenFrom(ground, Token::Panel)));
    const QWidget *view = cell.option.widget;
    if (cell.selected && cell.index.column() == 0 && view != nullptr && view->hasFocus())
        cell.painter.fillRect(QRect(0, cell.option.rect.top(), 3, cell.option.rect.height()),
                              m_theme.color(Token::Accent));
}

void CellDelegate::paintFront(Cell &cell) const
{
    const QVariant dot = cell.index.data(DotRole);
    if (dot.isValid()) {
        drawDot(cell.painter, m_theme.color(tokenFrom(dot, Token::Faint)),
                QRect(cell.rest.left(), cell.rest.top(), dotSize, cell.rest.height()));
        cell.rest.setLeft(cell.rest.left() + dotSize + measure::Small);
    }
    const QString icon = cell.index.data(IconRole).toString();
    if (icon.isEmpty()) {
        if (m_keepsIconPlace)
            cell.rest.setLeft(cell.rest.left() + iconSize - 1 + measure::Small);
        return;
    }
    QRect place(cell.rest.left(), 0, iconSize, iconSize);
    place.moveTop(cell.rest.center().y() - iconSize / 2);
    const Token tone = tokenFrom(cell.index.data(IconToneRole), Token::Muted);
    cell.painter.drawPixmap(
        place, iconPixmap(icon, iconSize, m_theme.color(tone), cell.painter.device()->devicePixelRatioF()));
    cell.rest.setLeft(place.right() + measure::Small);
}

void CellDelegate::paintEnd(Cell &cell) const
{
    const QString pill = cell.index.data(PillRole).toString();
    if (!pill.isEmpty()) {
        const auto tone = static_cast<PillTone>(cell.index.data(PillToneRole).toInt());
        const int width = drawPill(cell.painter, m_theme, cell.rest, pill, tone, cell.option.font);
        cell.rest.setRight(cell.rest.right() - width - measure::Hair);
    }
    const QString trail = cell.index.data(TrailRole).toString();
    if (trail.isEmpty())
        return;
    const QFont font = Theme::fixedFont(cell.option.font);
    cell.painter.save();
    cell.painter.setFont(font);
    cell.painter.setPen(m_theme.color(cell.selected ? Token::SelectionText : Token::Muted));
    cell.painter.drawText(cell.rest, Qt::AlignRight | Qt::AlignVCenter, trail);
    cell.painter.restore();
    cell.rest.setRight(cell.rest.right() - QFontMetrics(font).horizontalAdvance(trail) - measure::Small);
}

Token CellDelegate::textTone(const Cell &cell) const
{
    if (cell.selected)
        return Token::SelectionText;
    return tokenFrom(cell.index.data(ToneRole), Token::Text);
}

void CellDelegate::paintText(const Cell &cell) const
{
    const QString text = cell.index.data(Qt::DisplayRole).toString();
    if (text.isEmpty() || cell.rest.width() <= 0)
        return;
    const QFont base = cell.option.font;
    QFont font = cell.index.data(FixedRole).toBool() ? Theme::fixedFont(base) : base;
    font.setBold(cell.index.data(BoldRole).toBool());
    const QVariant alignment = cell.index.data(Qt::TextAlignmentRole);
    const int align = alignment.isValid() ? alignment.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter);
    QPainter &painter = cell.painter;
    painter.save();
    painter.setPen(m_theme.color(textTone(cell)));
    const QPoint bold = cell.index.data(BoldRangeRole).toPoint();
    int left = cell.rest.left();
    const auto draw = [&](const QString &part, const QFont &partFont, int partAlign) {
        const QFontMetrics metrics(partFont);
        const QRect place(left, cell.rest.top(), cell.rest.right() - left + 1, cell.rest.height());
        if (place.width() <= 0 || part.isEmpty())
            return;
        painter.setFont(partFont);
        painter.drawText(place, partAlign | Qt::TextSingleLine,
                         metrics.elidedText(part, Qt::ElideRight, place.width()));
        left += metrics.horizontalAdvance(part);
    };
    if (bold.y() > 0) {
        QFont strong(font);
        strong.setBold(true);
        draw(text.left(bold.x()), font, Qt::AlignLeft | Qt::AlignVCenter);
        draw(text.mid(bold.x(), bold.y()), strong, Qt::AlignLeft | Qt::AlignVCenter);
        draw(text.mid(bold.x() + bold.y()), font, Qt::AlignLeft | Qt::AlignVCenter);
    } else {
        draw(text, font, align);
    }
    const QString second = cell.index.data(SecondRole).toString();
    if (!second.isEmpty()) {
        left += measure::Small;
        if (!cell.selected)
            painter.setPen(m_theme.color(Token::Muted));
        draw(second, Theme::fixedFont(base), Qt::AlignLeft | Qt::AlignVCenter);
    }
    painter.restore();
}

} // namespace framewright::ui

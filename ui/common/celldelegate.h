// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/cellroles.h"

#include <QStyledItemDelegate>

namespace framewright::ui {

class Theme;

/// Paints the cells of every list: tint or selection, dot, icon, text in one or two fonts, pill. Rows have one
/// height. A bar of the accent at the left of the selected row says that the list has the keyboard.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Rows without an icon keep its place free, so that all begin alike.
    void keepIconPlace() { m_keepsIconPlace = true; }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// A field with a border, in the font of the cell: one sees that it can be written into.
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    /// What is written stands where the text stands.
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    struct Cell;
    [[nodiscard]] int textLeft(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintGround(const Cell &cell) const;
    void paintFront(Cell &cell) const;
    void paintEnd(Cell &cell) const;
    void paintText(const Cell &cell) const;
    [[nodiscard]] Token textTone(const Cell &cell) const;

    const Theme &m_theme;
    bool m_keepsIconPlace = false;
};

/// A pill of its own text, right-aligned in `place`; gives the width it took. Used by heads as well.
int drawPill(QPainter &painter, const Theme &theme, const QRect &place, const QString &text, PillTone tone,
             const QFont &font);
void drawDot(QPainter &painter, const QColor &color, const QRect &place);

} // namespace framewright::ui
